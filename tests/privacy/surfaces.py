"""Collectors: every place where personal data must not turn up, as named bytes.

A surface is a mapping from a part's name to its bytes, read as an attacker or an auditor would: raw
files with their write-ahead logs, and beside them what is inside (decoded rows, zip members,
safetensors metadata, numbers that are characters). It searches nothing: see scan.py.
"""

from __future__ import annotations

import io
import json
import sqlite3
import ssl
import urllib.request
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from sottovoce.crypto import load_key
from sottovoce.dialogue_log import DialogueLog
from tests.privacy import flower_tap

Surface = dict[str, bytes]
_SQLITE = b"SQLite format 3\x00"


def file(path: Path) -> Surface:
    """A file's bytes; of a database also its side files and its decoded cells."""
    parts = {str(path): path.read_bytes()}
    if parts[str(path)].startswith(_SQLITE):
        for side in ("-wal", "-journal"):
            beside = path.with_name(path.name + side)
            if beside.exists():
                parts[str(beside)] = beside.read_bytes()
        parts |= cells(path)
    elif path.suffix == ".safetensors":
        parts |= tensors(path)
    elif zipfile.is_zipfile(path):
        parts |= members(parts[str(path)], str(path))
    return parts


def tree(root: Path, *, but: Iterable[Path] = ()) -> Surface:
    """Every regular file below a folder, except what stands in ``but`` (files or folders)."""
    left_out = {path.resolve() for path in but}
    parts: Surface = {}
    for path in sorted(root.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        if left_out & {path.resolve(), *path.resolve().parents}:
            continue
        parts |= file(path)
    return parts


def cells(path: Path) -> Surface:
    """Each table of a SQLite database, cell by cell: in raw pages a long value is cut in pieces."""
    parts: Surface = {}
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        for name in names:
            rows = db.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - a name from the database
            parts[f"{path} table {name}"] = b"\n".join(_cell(v) for row in rows for v in row)
    return parts


def _cell(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")


def tensors(path: Path) -> Surface:
    """A safetensors file's names, metadata and, where they are characters, its numbers."""
    from safetensors import safe_open

    with safe_open(path, framework="np") as held:
        names = list(held.keys())
        parts = {f"{path} metadata": json.dumps(held.metadata(), ensure_ascii=False).encode()}
        parts[f"{path} names"] = "\n".join(names).encode()
        texts = [flower_tap.array_as_text(held.get_tensor(name)) for name in names]
    parts[f"{path} characters"] = b"\n".join(texts)
    return parts


def members(data: bytes, name: str) -> Surface:
    """A zip archive's (a FAB's) members, inflated, with their names and comments."""
    parts: Surface = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            head = info.filename.encode() + b"\n" + info.comment + b"\n" + info.extra + b"\n"
            parts[f"{name}!{info.filename}"] = head + archive.read(info)
    return parts


def dialogue_log(path: Path, keys: Path, site_key: Path) -> Surface:
    """A site's dialogue log, decrypted: one part a dialogue."""
    log = DialogueLog(path, keys, load_key(site_key))
    try:
        return {
            f"{path} {n} ({dialogue.origin})": json.dumps(
                asdict(dialogue), ensure_ascii=False
            ).encode()
            for n, dialogue in enumerate(log.read())
        }
    finally:
        log.close()


def metrics(urls: Mapping[str, str], ca: Path | None = None) -> Surface:
    """What each part shows at ``/metrics`` and its health routes, with the answer's headers."""
    context = trust(ca) if ca else None
    parts: Surface = {}
    for name, url in urls.items():
        for route in ("/metrics", "/readyz", "/livez"):
            with urllib.request.urlopen(  # noqa: S310 - loopback addresses of the test
                url + route, context=context if url.startswith("https") else None, timeout=10
            ) as answer:
                parts[f"{name}{route}"] = str(answer.headers).encode() + answer.read()
    return parts


def trust(ca: Path) -> ssl.SSLContext:
    """Trusts one certificate authority."""
    return ssl.create_default_context(cafile=str(ca))


def flower_messages(database: Path) -> Surface:
    """Flower's messages, decoded; see flower_tap."""
    return flower_tap.decoded(flower_tap.kept(database)["objects.content"])


def fabs(database: Path) -> Surface:
    """The members of every app archive that was sent to the sites."""
    parts: Surface = {}
    for n, content in enumerate(flower_tap.kept(database)["fab.content"]):
        parts |= {f"fab {n}": content} | members(content, f"fab {n}")
    return parts
