"""Compiled expressions kept between starts: to compile all of ours takes seconds, to read them a moment.

What is read here steers native code. So a file counts only where no one else can have written it: it and its folder
belong to this user and are open to no other's writing, as with Python's own byte code; and it must be what its digest
says. In all other cases it is as if there were no file. Knows no rule.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import stat
import struct
import tempfile
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

import hyperscan

MOST_BYTES = 64 << 20
MOST_FILES = 8
_MAGIC = b"SVHS\x01"
_LENGTH = struct.Struct("<I")
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def key_of(parts: Iterable[str]) -> str:
    """The name for what these parts are compiled to, by this version of the library on this sort of machine."""
    digest = hashlib.sha256()
    for part in (version("hyperscan"), platform.machine(), *parts):
        data = part.encode()
        digest.update(_LENGTH.pack(len(data)) + data)
    return digest.hexdigest()


def user_folder() -> Path | None:
    """`$XDG_CACHE_HOME/sottovoce/automata`, below `~/.cache` unless that is set; None for a user without a home."""
    try:
        home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    except RuntimeError:
        return None
    return Path(home) / "sottovoce" / "automata"


def read(folder: Path, key: str) -> list[hyperscan.Database] | None:
    """The databases of a key; None where there are none that can be trusted."""
    try:
        if not _private(folder.lstat(), stat.S_ISDIR):
            return None
        handle = os.open(folder / key, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if not _private(found, stat.S_ISREG) or found.st_size > MOST_BYTES:
                return None
            data = file.read(MOST_BYTES)
        databases = [_loaded(blob) for blob in _blobs(data, key)]
        os.utime(folder / key)
    except (OSError, ValueError, struct.error, hyperscan.error):
        return None
    return databases


def write(folder: Path, key: str, databases: list[hyperscan.Database]) -> None:
    """Keeps the databases, whole or not at all; where that cannot be, the next start compiles again."""
    blobs = [hyperscan.dumpb(database) for database in databases]
    body = b"".join(_LENGTH.pack(len(blob)) + blob for blob in blobs)
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)  # for this user's eyes alone
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_MAGIC + _digest(key, body) + body)
            Path(name).replace(folder / key)
        except OSError:
            Path(name).unlink()
            raise
        _prune(folder)


def _loaded(blob: bytes) -> hyperscan.Database:
    database = hyperscan.loadb(blob, hyperscan.HS_MODE_BLOCK)
    hyperscan.Scratch(database)  # raises for a database of another sort of processor
    return database


def _blobs(data: bytes, key: str) -> list[bytes]:
    """The parts of a file. Raises ValueError or `struct.error` for any other than was written under this key."""
    start = len(_MAGIC) + hashlib.sha256().digest_size
    body = data[start:]
    if data[:start] != _MAGIC + _digest(key, body):
        raise ValueError("not what was written")
    blobs, at = [], 0
    while at < len(body):
        (size,) = _LENGTH.unpack_from(body, at)
        at += _LENGTH.size
        blobs.append(body[at : at + size])
        at += size
    return blobs


def _digest(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + body).digest()


def _private(found: os.stat_result, kind: Callable[[int], bool]) -> bool:
    """Whether this is of a kind, ours, and nobody else's to write."""
    return (
        kind(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_WRITE
    )


def _prune(folder: Path) -> None:
    """Leaves the files that were used last."""
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[MOST_FILES:]:
        file.unlink(missing_ok=True)
