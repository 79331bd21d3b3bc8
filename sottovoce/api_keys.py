"""API keys: what a key may do, and the file that holds them by digest, never by value.

The file is JSON, readable by its owner alone, replaced whole and under a lock, so that `sottovoce keys` and a
running gateway never see half of one. Knows no HTTP and no gateway.
"""

from __future__ import annotations

import datetime
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import AwareDatetime, Field, ValidationError

from sottovoce.errors import ConfigInvalid
from sottovoce.settings import PackName, Settings

ANY: Final = "*"
Role = Literal["app", "agent", "privacy"]
NAME: Final = r"^[A-Za-z0-9_-]{1,64}$"
MAX_FILE: Final = 16 << 20


class ApiKey(Settings):
    """One API key: the SHA-256 of it, never the key. `sites` and `models` may be `["*"]`."""

    id: str = Field(pattern=NAME)
    """The name in logs; never the key itself."""
    sha256: str = Field(pattern=r"^[0-9A-Fa-f]{64}$")
    """SHA-256 of the key, 64 hex digits (`sottovoce keys token` prints both)."""
    tenant: str = Field(pattern=NAME)
    """The tenant that the key belongs to."""
    sites: tuple[str, ...] = (ANY,)
    """The sites that it may reach; `["*"]` is all."""
    pack: PackName | None = None
    """The policy pack of this key's requests, instead of the gateway's."""
    role: Role = "app"
    """`app` chats and gets what a customer may see; `agent` gets what an agent may see and may rate answers;
    `privacy` previews and erases, and chats not at all."""
    models: tuple[str, ...] = (ANY,)
    """The models that it may name; `["*"]` is all."""
    requests_per_minute: int | None = Field(default=None, ge=1)
    """Requests a minute; without it there is no limit."""
    tokens_per_minute: int | None = Field(default=None, ge=1)
    """Tokens a minute, of requests and answers together."""
    token_budget: int | None = Field(default=None, ge=1)
    """Tokens altogether; then the key is at its end."""
    expires: AwareDatetime | None = None
    """The moment from which it is worth nothing, with a time zone."""
    created: AwareDatetime | None = None
    """When it was made."""
    revoked: AwareDatetime | None = None
    """When it was revoked; a revoked key stays in the file for the record."""

    def live(self, now: float) -> bool:
        """Whether it is neither revoked nor expired at `now`, seconds since the epoch."""
        return self.revoked is None and (self.expires is None or self.expires.timestamp() > now)


def read_keys(path: Path) -> tuple[ApiKey, ...]:
    """The keys of a file. Raises `ConfigInvalid` with every fault; a missing file has none."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise ConfigInvalid([f"{path}: over {MAX_FILE >> 20} MiB"])
        rows = json.loads(path.read_bytes())["keys"]
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigInvalid([f"{path}: not a key file ({type(error).__name__})"]) from None
    keys, faults = _parsed(rows, path)
    if faults:
        raise ConfigInvalid(faults)
    return keys


def add_key(path: Path, key: ApiKey) -> None:
    """Adds a key. Raises `ConfigInvalid` where its id or digest is there already."""
    with _editing(path) as keys:
        if any(k.id == key.id or k.sha256.lower() == key.sha256.lower() for k in keys):
            raise ConfigInvalid([f"{path}: a key {key.id} is there already"])
        keys.append(key)


def revoke_key(path: Path, key_id: str, now: datetime.datetime) -> None:
    """Marks a key as revoked. Raises `ConfigInvalid` where there is no such live key."""
    with _editing(path) as keys:
        for place, key in enumerate(keys):
            if key.id == key_id and key.revoked is None:
                keys[place] = key.model_copy(update={"revoked": now})
                return
        raise ConfigInvalid([f"{path}: no live key {key_id}"])


def _parsed(rows: Any, path: Path) -> tuple[tuple[ApiKey, ...], list[str]]:
    keys: list[ApiKey] = []
    faults: list[str] = []
    for place, row in enumerate(rows if isinstance(rows, list) else []):
        try:
            keys.append(ApiKey.model_validate(row, context={"base": path.parent}))
        except ValidationError as error:
            for item in error.errors(include_input=False, include_url=False):
                where = ".".join(str(x) for x in item["loc"])
                faults.append(f"{path}: keys.{place}.{where}: {item['msg']}")
    return tuple(keys), faults


@contextmanager
def _editing(path: Path) -> Iterator[list[ApiKey]]:
    """The keys under a lock; written back whole when the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        keys = list(read_keys(path))
        yield keys
        _replace(path, keys)
    finally:
        os.close(lock)


def _replace(path: Path, keys: list[ApiKey]) -> None:
    rows = [key.model_dump(mode="json", exclude_none=True) for key in keys]
    data = json.dumps({"version": 1, "keys": rows}, indent=1).encode() + b"\n"
    made = path.with_name(f"{path.name}.{os.getpid()}.new")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)
    made.replace(path)
