"""Keeps and decodes everything that passes through a Flower SuperLink's state database.

Flower 1.41 stores a message as a tree of objects (Message → RecordDict → ArrayRecord, ConfigRecord,
MetricRecord → Array → ArrayChunk), each a row of ``objects``, and deletes them as soon as the other
side has fetched them. ``install`` therefore adds triggers that copy each content aside in the same
transaction: unlike a copy of the database every so often, none can slip through. ``decoded`` gives
each object back as text and plain bytes: protobuf read by Flower's own classes, arrays unpacked.

A test's instrument: it writes to the SuperLink's database and belongs in no deployment.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import numpy as np

_SURROGATES = 0xD800
_KEEP = "CREATE TABLE IF NOT EXISTS tap (source TEXT, content BLOB)"
_WATCHED = {
    "objects": ("content",),
    "message_ins": ("content", "error"),
    "message_res": ("content", "error"),
    "fab": ("content",),
    "run": ("override_config",),
    "series_context": ("context",),
}


def install(database: Path) -> list[str]:
    """Copy aside, from now on, each content that is written; returns the watched tables."""
    with closing(sqlite3.connect(database, timeout=20)) as db, db:
        names = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type='table'")}
        watched = [table for table in _WATCHED if table in names]
        db.execute(_KEEP)
        for table in watched:
            for column in _WATCHED[table]:
                for event in ("INSERT", f"UPDATE OF {column}"):
                    db.execute(_trigger(table, column, event))
    return watched


def _trigger(table: str, column: str, event: str) -> str:
    name = f"tap_{table}_{column}_{event.split()[0]}"
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} "  # noqa: S608 - own names
        f"WHEN length(NEW.{column}) > 0 "
        f"BEGIN INSERT INTO tap VALUES ('{table}.{column}', NEW.{column}); END"
    )


def kept(database: Path) -> dict[str, list[bytes]]:
    """What was copied aside so far, by ``table.column``."""
    found: dict[str, list[bytes]] = {}
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20)) as db:
        for source, content in db.execute("SELECT source, content FROM tap"):
            data = content.encode() if isinstance(content, str) else bytes(content)
            found.setdefault(source, []).append(data)
    return found


def decoded(contents: list[bytes]) -> dict[str, bytes]:
    """Flower's objects as readable parts, named ``type object-id``; arrays also as joined bytes."""
    from flwr.supercore.inflatable.inflatable_object import (
        get_object_head_values_from_object_content,
        get_object_id,
    )

    by_id = {get_object_id(content): content for content in contents}
    parts: dict[str, bytes] = {}
    for object_id, content in by_id.items():
        kind = get_object_head_values_from_object_content(content)[0]
        parts[f"{kind} {object_id[:12]}"] = b"\n".join(_read(kind, content, by_id))
    return parts


def _read(kind: str, content: bytes, by_id: Mapping[str, bytes]) -> Iterator[bytes]:
    from flwr.app import ConfigRecord, MetricRecord
    from flwr.supercore.inflatable.inflatable_object import (
        get_object_children_ids_from_object_content,
    )

    head, _, body = content.partition(b"\0")
    yield head
    if kind == "ConfigRecord":
        yield from _entries(ConfigRecord.inflate(content))
    elif kind == "MetricRecord":
        yield from _entries(MetricRecord.inflate(content))
    elif kind == "Message":
        yield _message(body)
    elif kind == "Array":
        ids = get_object_children_ids_from_object_content(content)
        data = b"".join(by_id[i].partition(b"\0")[2] for i in ids if i in by_id)
        yield from (body, data, _unpacked(data))
    else:
        yield body


def _entries(record: Mapping[str, object]) -> Iterator[bytes]:
    for key, value in record.items():
        yield key.encode() + b" = " + (value if isinstance(value, bytes) else str(value).encode())


def _message(body: bytes) -> bytes:
    from flwr.proto.message_pb2 import Message
    from google.protobuf.text_format import MessageToString

    return MessageToString(Message.FromString(body), as_utf8=True).encode()


def _unpacked(data: bytes) -> bytes:
    try:
        return array_as_text(np.load(io.BytesIO(data), allow_pickle=False))
    except (ValueError, EOFError):
        return b""


def array_as_text(array: np.ndarray) -> bytes:
    """Numbers that all are characters, as text: how a tensor could carry a sentence."""
    flat = array.ravel()
    whole = flat.size and np.isfinite(flat).all() and (flat == np.floor(flat)).all()
    if not whole or flat.min() < 1 or flat.max() >= _SURROGATES:
        return b""
    return "".join(chr(int(n)) for n in flat).encode()
