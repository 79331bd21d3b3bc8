"""The adapter registry's work: signed releases on disk, the signed pointer, the sites' polls.

Knows no HTTP. A release is whole and verified before it can be pointed at; every move of the
pointer is a new sequence, a rollback too. The pointer is signed anew before it expires.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sottovoce.crypto import token_matches
from sottovoce.errors import ClientError, ConfigInvalid, Forbidden, Unauthorized
from sottovoce.release import (
    FILES,
    RELEASE_NAME,
    Pointer,
    SignedRelease,
    read_release,
    sign_pointer,
    verify_release,
    write_release,
)
from training.state import PollRow, TrainerState

BUCKET = 10


class UnknownRelease(ClientError):
    """No such release in the registry."""

    code = "release_not_found"
    status = 404
    default = "No such release; `sottovoce train releases` lists those that are."


class NothingToRollBack(ClientError):
    """The base model serves already."""

    code = "nothing_to_roll_back"
    status = 409
    default = "The base model serves already; there is nothing to roll back to."


@dataclass(frozen=True)
class ReleaseInfo:
    """A release as the operator sees it; `created` in seconds since the epoch."""

    release: str
    round: str
    parent: str | None
    created: float
    current: bool


class Registry:
    """Releases and pointer of one federation.

    `tokens` are site → SHA-256 of its registry token; `ttl` is a pointer's life in seconds.
    """

    def __init__(
        self,
        *,
        state: TrainerState,
        releases_dir: Path,
        private: Ed25519PrivateKey,
        base: str,
        tokens: Mapping[str, str],
        ttl: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._state = state
        self._dir = releases_dir
        self._private = private
        self._base = base
        self._tokens = dict(tokens)
        self._ttl = ttl
        self._clock = clock
        self._lock = threading.Lock()
        self._signed: tuple[Pointer, bytes] | None = None
        if state.pointer()[0] == 0:
            state.move_pointer(None, "initial", clock())

    # who asks

    def site_of(self, token: str) -> str:
        """The site whose token this is; every digest is compared. Raises Unauthorized."""
        found = [site for site, digest in self._tokens.items() if token_matches(token, digest)]
        if not found:
            raise Unauthorized
        return found[0]

    # what edges ask for

    def poll(
        self, token_site: str, *, site: str, bucket: int, active: str | None, sequence: int
    ) -> bytes:
        """Note what an edge says and give it the signed pointer.

        Raises Forbidden for another site's name. A count is floored to its bucket whatever came.
        """
        if site != token_site:
            raise Forbidden("The token is another site's.")
        coarse = bucket // BUCKET * BUCKET
        self._state.note_poll(PollRow(site, coarse, active, sequence, self._clock()))
        return self.pointer()

    def pointer(self) -> bytes:
        """The signed pointer; signed anew when moved or when half its life is over."""
        now = self._clock()
        with self._lock:
            sequence, release = self._state.pointer()
            if self._signed is not None:
                known, data = self._signed
                if known.sequence == sequence and now < known.issued + self._ttl / 2:
                    return data
            fresh = Pointer(sequence=sequence, release=release, issued=now, expires=now + self._ttl)
            self._signed = (fresh, sign_pointer(fresh, self._private))
            return self._signed[1]

    def file(self, release: str, name: str) -> bytes:
        """One of a release's three files. Raises UnknownRelease."""
        if name not in FILES or not re.fullmatch(RELEASE_NAME, release):
            raise UnknownRelease
        try:
            return (self._dir / release / name).read_bytes()
        except FileNotFoundError:
            raise UnknownRelease from None

    def releases(self) -> list[ReleaseInfo]:
        """All releases, oldest first."""
        _, current = self._state.pointer()
        return [
            ReleaseInfo(r["id"], r["round"], r["parent"], r["created"], r["id"] == current)
            for r in self._state.releases()
        ]

    # what the operator and the gate do

    def current(self) -> tuple[int, str | None]:
        """Sequence and release in force."""
        return self._state.pointer()

    def release_dir(self, release: str | None) -> Path | None:
        """The folder of a release; None for the base model."""
        return None if release is None else self._dir / release

    def add(self, release: str, round_id: str, signed: SignedRelease) -> None:
        """Keep a signed release, child of the one in force. Raises AdapterRejected if not sound."""
        self._verify(signed)
        write_release(self._dir / release, signed)
        parent = self._state.pointer()[1]
        self._state.add_release(release, round_id, parent, self._clock())

    def promote(self, release: str, reason: str = "promote") -> int:
        """Point at a release. The new sequence. Raises UnknownRelease, AdapterRejected."""
        self._verify_kept(release)
        return self._state.move_pointer(release, reason, self._clock())

    def rollback(self) -> tuple[int, str | None]:
        """Point at what served when the current release was made.

        Raises NothingToRollBack; UnknownRelease or AdapterRejected if that release's files are not sound.
        """
        _, current = self._state.pointer()
        parents = {info.release: info.parent for info in self.releases()}
        if current is None or current not in parents:
            raise NothingToRollBack
        parent = parents[current]
        if parent is not None:
            self._verify_kept(parent)
        return self._state.move_pointer(parent, "rollback", self._clock()), parent

    def _verify_kept(self, release: str) -> None:
        if release not in {info.release for info in self.releases()}:
            raise UnknownRelease
        try:
            self._verify(read_release(self._dir / release))
        except FileNotFoundError:
            raise UnknownRelease from None

    def _verify(self, signed: SignedRelease) -> None:
        verify_release(signed, public=self._private.public_key(), base=self._base)


def site_metrics(result: Mapping[str, Any]) -> dict[str, Any]:
    """The per-site numbers of a result that go into a manifest: losses, examples, seconds."""
    kept = ("examples", "steps", "seconds", "update_bytes", "loss_before", "loss_after")
    metrics: dict[str, Any] = {}
    for site, found in sorted(result["sites"].items()):
        if found["code"] != "ok":
            continue
        evaluation = found.get("evaluation") or {}
        metrics[site] = {name: found["metrics"][name] for name in kept if name in found["metrics"]}
        if "loss_candidate" in evaluation:
            metrics[site]["held_out_before"] = evaluation["loss_before"]
            metrics[site]["held_out_candidate"] = evaluation["loss_candidate"]
    return metrics


def check_state_dir(path: Path) -> None:
    """Make the state folder, 0700. Raises ConfigInvalid if it cannot be made or written."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.chmod(0o700)
        probe = path / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as err:
        raise ConfigInvalid([f"state_dir: {path}: {err.strerror or type(err).__name__}"]) from err
