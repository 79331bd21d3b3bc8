"""One round as the ServerApp runs it: train messages, mean, evaluation, result file.

Runs inside Flower's ServerApp process. Reads ``job.json`` in the round's folder and writes
``result.json`` and ``candidate.safetensors`` there. Does not know the gate, signatures or the
registry, never waits without a deadline, and never repeats a text that a node sent: codes only.

Messages (records by name): train = ConfigRecord ``request`` → ArrayRecord ``update`` (the whole
adapter, float32), MetricRecord ``metrics``, ConfigRecord ``status`` {code, site, base}; evaluate =
ConfigRecord ``request`` {round} + ArrayRecord ``candidate`` → MetricRecord ``metrics``, ``status``.
"""

from __future__ import annotations

import io
import json
import math
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import httpx
import numpy as np
import numpy.typing as npt
from flwr.app import Array, ArrayRecord, ConfigRecord, Message, MetricRecord, RecordDict
from flwr.common.constant import ErrorCode

from sottovoce.release import MAX_ADAPTER_BYTES, decode_adapter, encode_adapter, write_atomic
from training.aggregate import Shapes, Update, shapes_of, sift, weighted_mean

JOB, RESULT, CANDIDATE = "job.json", "result.json", "candidate.safetensors"
CODE = re.compile(r"[a-z_]{1,40}")
SAT_OUT = "no_trainable_dialogues"
BUSY = "busy"


class Grid(Protocol):
    """The two calls of Flower's grid that a round makes."""

    def push_messages(self, messages: Iterable[Message]) -> Iterable[str]:
        """Send; ids in order."""
        ...

    def pull_messages(self, message_ids: Iterable[str]) -> Iterable[Message]:
        """The replies that are there."""
        ...


@dataclass(frozen=True)
class Job:
    """What the round runner asks for; seconds are wall time within this process."""

    round: str
    base: str
    sites: dict[str, int]
    min_sites: int
    train_seconds: float
    evaluate_seconds: float
    request: dict[str, Any]
    release_dir: str | None = None
    poll_seconds: float = 1.0


@dataclass
class SiteResult:
    """What became of one site: a code, and the numbers it sent."""

    code: str = "no_reply"
    metrics: dict[str, float] = field(default_factory=dict)
    evaluation: dict[str, float] | None = None
    evaluation_code: str | None = None


@dataclass(frozen=True)
class Clock:
    """Time as the round sees it, in seconds."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def run_round(grid: Grid, out_dir: Path, *, clock: Clock | None = None) -> None:
    """Run the round whose job lies in `out_dir` and leave its result there."""
    job = Job(**json.loads((out_dir / JOB).read_text()))
    this = _Round(grid, job, out_dir, clock or Clock())
    try:
        this.run()
    except Exception as err:
        this.fail(type(err).__name__)
        raise


class _Round:
    def __init__(self, grid: Grid, job: Job, out_dir: Path, clock: Clock) -> None:
        self._grid = grid
        self._job = job
        self._out_dir = out_dir
        self._clock = clock
        self._sites = {site: SiteResult() for site in job.sites}
        self._seconds: dict[str, float] = {}
        self._unreadable: set[str] = set()
        self._cut_short = False  # stopped waiting since no quorum could come

    def run(self) -> None:
        """Train, average, evaluate, write the result."""
        started = self._clock.now()
        updates = self._train()
        self._seconds["train"] = round(self._clock.now() - started, 3)
        if len(updates) < self._job.min_sites:
            self._finish("quorum_not_met")
            return
        candidate = encode_adapter(weighted_mean(updates))
        write_atomic(self._out_dir / CANDIDATE, candidate)
        started = self._clock.now()
        self._evaluate(candidate, [update.site for update in updates])
        self._seconds["evaluate"] = round(self._clock.now() - started, 3)
        self._finish("candidate")

    def _train(self) -> list[Update]:
        record, expected = self._train_request()
        content = {site: RecordDict({"request": record}) for site in self._job.sites}
        replies = self._exchange("train", content, self._job.train_seconds)
        updates: list[Update] = []
        for site, reply in replies.items():
            result = self._sites[site]
            result.code, result.metrics = self._read(site, reply)
            if result.code == "ok" and reply is not None:
                update = _update(site, reply, result.metrics, most=self._most_examples())
                if update is None:
                    result.code = "bad_update"
                else:
                    updates.append(update)
        good, refused = sift(updates, expected=expected)
        for site, code in refused.items():
            self._sites[site].code = code
        return good

    def _most_examples(self) -> int:
        """How many examples the steps of this round can have seen at a site."""
        return int(self._job.request["steps"]) * int(self._job.request["batch"])

    def _train_request(self) -> tuple[ConfigRecord, Shapes | None]:
        """The train message's record; with a running release its files and expected shapes."""
        values: dict[str, Any] = dict(self._job.request)
        values |= {"round": self._job.round, "base": self._job.base}
        values["min_sites"] = self._job.min_sites
        if self._job.release_dir is None:
            return ConfigRecord(values), None
        folder = Path(self._job.release_dir)
        adapter = (folder / "adapter.safetensors").read_bytes()
        values["release_manifest"] = (folder / "manifest.json").read_bytes()
        values["release_signature"] = (folder / "manifest.sig").read_bytes()
        values["release_adapter"] = adapter
        return ConfigRecord(values), shapes_of(decode_adapter(adapter))

    def _evaluate(self, candidate: bytes, sites: list[str]) -> None:
        """Ask the sites that trained what the candidate does to their held-out loss, once."""
        arrays = ArrayRecord({n: Array(a) for n, a in decode_adapter(candidate).items()})
        request = ConfigRecord({"round": self._job.round})
        content = {site: RecordDict({"request": request, "candidate": arrays}) for site in sites}
        replies = self._exchange("evaluate", content, self._job.evaluate_seconds)
        for site, reply in replies.items():
            code, metrics = self._read(site, reply)
            self._sites[site].evaluation_code = code
            if code == "ok":
                self._sites[site].evaluation = metrics

    def _exchange(
        self, kind: str, content: Mapping[str, RecordDict], seconds: float
    ) -> dict[str, Message | None]:
        """Send and wait, at most `seconds`, and no longer than a quorum can still be met.

        A site that is busy (with this round's earlier attempt, say) is asked again.
        """
        deadline = self._clock.now() + seconds
        replies: dict[str, Message | None] = dict.fromkeys(content)
        waiting = self._push(kind, content, seconds)
        while waiting and self._clock.now() < deadline:
            for key, site in list(waiting.items()):
                done, reply = self._pull(key)
                if done:
                    del waiting[key]
                    replies[site] = reply
                    self._unreadable |= {site} if reply is None else set()
            hopeful = sum(1 for s, r in replies.items() if _hope(r, s in waiting.values()))
            if hopeful < self._job.min_sites:
                self._cut_short = True
                break
            busy = {s: content[s] for s, r in replies.items() if _code(r) == BUSY}
            if waiting or busy:
                self._clock.sleep(self._job.poll_seconds)
            if busy and deadline - self._clock.now() > 1:
                replies |= dict.fromkeys(busy)
                waiting |= self._push(kind, busy, deadline - self._clock.now())
        return replies

    def _pull(self, key: str) -> tuple[bool, Message | None]:
        """Whether a message was answered, and the answer; None is one that cannot be read.

        One at a time: Flower builds objects from a node's bytes in there, and what breaks on one
        node's must not cost the others their round.
        """
        try:
            for reply in self._grid.pull_messages([key]):
                if reply.metadata.reply_to_message_id == key:
                    return True, reply
        except (httpx.HTTPError, OSError):
            raise
        except Exception:  # noqa: BLE001 - as said above; the text may be the node's own
            return True, None
        return False, None

    def _push(self, kind: str, content: Mapping[str, RecordDict], seconds: float) -> dict[str, str]:
        """Send one message a site; message id → site. A message lives no longer than the wait."""
        messages = [
            Message(record, self._job.sites[site], kind, ttl=seconds)
            for site, record in content.items()
        ]
        ids = self._grid.push_messages(messages)
        return {key: site for key, site in zip(ids, content, strict=True) if key}

    def _read(self, site: str, reply: Message | None) -> tuple[str, dict[str, float]]:
        """A reply's code and numbers; whatever is not in the contract becomes ``bad_reply``."""
        if reply is None and site in self._unreadable:
            return "bad_reply", {}
        if reply is None:
            return ("not_awaited" if self._cut_short else "no_reply"), {}
        if reply.has_error():
            lost = reply.error.code == ErrorCode.NODE_UNAVAILABLE
            return ("node_unavailable" if lost else "client_failed"), {}
        code = _code(reply)
        if code is None or not CODE.fullmatch(code):
            return "bad_reply", {}
        if code != "ok":
            return code, {}
        status = reply.content.config_records["status"]
        if status.get("site") != site:
            return "site_mismatch", {}
        if status.get("base") != self._job.base:
            return "base_mismatch", {}
        return "ok", _numbers(reply.content.metric_records.get("metrics"))

    def fail(self, error: str) -> None:
        """Leave a result that names the type of what went wrong in this process."""
        self._finish("failed", error=error)

    def _finish(self, code: str, *, error: str = "") -> None:
        document = {
            "round": self._job.round,
            "code": code,
            "error": error,
            "sites": {site: vars(result) for site, result in self._sites.items()},
            "sat_out": sorted(s for s, r in self._sites.items() if r.code == SAT_OUT),
            "seconds": self._seconds,
        }
        write_atomic(self._out_dir / RESULT, json.dumps(document, indent=1).encode())


def _code(reply: Message | None) -> str | None:
    """The code in a reply, if it holds one."""
    if reply is None or reply.has_error():
        return None
    status = reply.content.config_records.get("status")
    return None if status is None else str(status.get("code", ""))


def _hope(reply: Message | None, waiting: bool) -> bool:
    """Whether a site has answered ok or still may."""
    return waiting if reply is None else _code(reply) in ("ok", BUSY)


def _numbers(record: MetricRecord | None) -> dict[str, float]:
    """The finite scalar metrics of a reply. The gate takes a missing loss for a bad one."""
    if record is None:
        return {}
    return {
        name: float(value)
        for name, value in record.items()
        if isinstance(value, int | float) and math.isfinite(value) and CODE.fullmatch(name)
    }


def _update(site: str, reply: Message, metrics: Mapping[str, float], *, most: int) -> Update | None:
    """The update in a reply, or None. It weighs no more than the examples its steps can have seen."""
    record = reply.content.array_records.get("update")
    if record is None or sum(len(array.data) for array in record.values()) > MAX_ADAPTER_BYTES:
        return None
    try:
        tensors = {name: _tensor(array) for name, array in record.items()}
    except ValueError:
        return None
    return Update(site, int(min(metrics.get("examples", 0.0), most)), tensors)


def _tensor(array: Array) -> npt.NDArray[Any]:
    """A sent array: a view of its own bytes, so that what a header claims costs nothing.

    `Array.numpy` would open a zip, raise half a dozen kinds of error and make room for what is
    claimed. Raises ValueError.
    """
    stream = io.BytesIO(array.data)
    if np.lib.format.read_magic(stream) != (1, 0):
        raise ValueError("not an array of version 1.0")
    shape, fortran, dtype = np.lib.format.read_array_header_1_0(stream)
    if fortran or dtype.kind != "f":
        raise ValueError("not a plain array of floats")
    return np.frombuffer(array.data, dtype=dtype, offset=stream.tell()).reshape(shape)
