"""JSON lines in, verdicts out: in order, in batches of what is already there, in constant memory.

A bad line has its answer in its place and nothing of it is echoed. Knows no command line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from policies.spans import Span

BATCH_LINES = 64
BATCH_BYTES = 256 * 1024
MAX_LINE_BYTES = 8 << 20
_READ_BYTES = 64 * 1024

Answer = dict[str, Any]


class Source(Protocol):
    """Bytes of which `read1` gives what is there, waiting only when nothing is."""

    def read1(self, size: int = -1, /) -> bytes:
        """At most so many bytes; empty at the end."""


class Scanner(Protocol):
    """What `answer` needs of a detector."""

    def scan(self, text: str) -> list[Span]:
        """The spans of one text."""

    def scan_many(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text."""


def batches(source: Source) -> Iterator[list[bytes | None]]:
    """The lines that are complete, at most 64 at a time; None for a line over 8 MiB.

    A line is never held back for the next one: what has arrived is handed on at once.
    """
    ready: list[bytes | None] = []
    pending = b""
    dropping = False
    while block := source.read1(_READ_BYTES):
        *complete, rest = (pending + block).split(b"\n")
        for line in complete:
            ready.append(None if dropping or len(line) > MAX_LINE_BYTES else line)
            dropping = False
        if len(rest) > MAX_LINE_BYTES:
            rest, dropping = b"", True
        pending = b"" if dropping else rest
        yield from _portions(ready)
        ready = []
    if pending or dropping:
        yield [None if dropping else pending]


def _portions(lines: list[bytes | None]) -> Iterator[list[bytes | None]]:
    portion: list[bytes | None] = []
    size = 0
    for line in lines:
        portion.append(line)
        size += len(line or b"")
        if len(portion) == BATCH_LINES or size >= BATCH_BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def answer(
    lines: Sequence[bytes | None], detector: Scanner, acts: Callable[[str], bool]
) -> list[Answer]:
    """`{"spans": …}` or `{"error": …}` for each line; `acts` says which classes are told."""
    parsed = [_text(line) for line in lines]
    texts = [text for text, _ in parsed if text is not None]
    found = iter(_scan(texts, detector))
    return [
        {"error": fault} if text is None else _told(next(found), acts) for text, fault in parsed
    ]


def _text(line: bytes | None) -> tuple[str | None, str]:
    """(text, "") of a line, or (None, what is wrong with it)."""
    if line is None:
        return None, f"the line is longer than {MAX_LINE_BYTES >> 20} MiB"
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):  # also bytes that are no UTF-8, and endless brackets
        return None, "the line is not JSON"
    text = row.get("text") if isinstance(row, dict) else None
    return (text, "") if isinstance(text, str) else (None, 'the line has no string "text"')


def _scan(texts: Sequence[str], detector: Scanner) -> list[list[Span] | str]:
    """Each text's spans; when the batch fails, each text alone, so that only the cause has an error."""
    try:
        return list(detector.scan_many(texts)) if texts else []
    except Exception:  # noqa: BLE001 - the privacy path: told line by line below, by type only
        return [_scan_one(text, detector) for text in texts]


def _scan_one(text: str, detector: Scanner) -> list[Span] | str:
    try:
        return detector.scan(text)
    except Exception as error:  # noqa: BLE001 - the privacy path: a line that cannot be scanned is told, by type only
        return f"the line could not be scanned ({type(error).__name__})"


def _told(found: list[Span] | str, acts: Callable[[str], bool]) -> Answer:
    if isinstance(found, str):
        return {"error": found}
    return {
        "spans": [
            {"start": s.start, "end": s.end, "label": s.label, "score": s.score}
            for s in found
            if acts(s.label)
        ]
    }
