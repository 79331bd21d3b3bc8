"""JSON lines: order, promptness, bounds, and one fault for one line."""

from __future__ import annotations

import io
import itertools
import json
import os
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import jsonl
from policies.jsonl import BATCH_LINES, answer, batches
from policies.spans import Span


class Pieces:
    """A source that gives what it was given, piece by piece."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = [piece for piece in pieces if piece]

    def read1(self, size: int = -1, /) -> bytes:
        return self._pieces.pop(0) if self._pieces else b""


class Digits:
    """Finds each text's length as a span, and fails for texts that say so."""

    def __init__(self) -> None:
        self.calls: list[int] = []

    def scan(self, text: str) -> list[Span]:
        if text == "bad":
            raise TimeoutError(text)
        return [Span(0, len(text), "PERSON", 0.9), Span(len(text), len(text) + 1, "URL", 0.5)]

    def scan_many(self, texts: Sequence[str]) -> list[list[Span]]:
        self.calls.append(len(texts))
        return [self.scan(text) for text in texts]


@given(
    st.lists(st.binary(max_size=12).map(lambda b: b.replace(b"\n", b" ")), max_size=20),
    st.data(),
)
def test_lines_are_the_same_for_every_cut(lines: list[bytes], data: st.DataObject) -> None:
    """However the bytes arrive, the lines and their order are the same."""
    whole = b"\n".join(lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    edges = [0, *cuts, len(whole)]
    pieces = [whole[a:b] for a, b in itertools.pairwise(edges)]
    got = [line for batch in batches(Pieces(pieces)) for line in batch]
    expected = whole.split(b"\n")
    assert got == (expected[:-1] if expected[-1] == b"" else expected)


def test_nothing_waits_for_the_next_piece() -> None:
    """A complete line is handed on before the source is asked again."""
    reader, writer = os.pipe()
    with io.open(reader, "rb") as source:  # noqa: UP020 - a descriptor, not a path
        os.write(writer, b"one\ntwo\nthr")
        flow = batches(source)  # type: ignore[arg-type]  # a buffered reader of a descriptor
        assert next(flow) == [b"one", b"two"]
        os.write(writer, b"ee\n")
        assert next(flow) == [b"three"]
        os.close(writer)
        assert list(flow) == []


def test_batches_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most so many lines, and so many bytes; a line without end is dropped, not kept."""
    many = b"x\n" * (BATCH_LINES * 2 + 1)
    assert [len(b) for b in batches(Pieces([many]))] == [BATCH_LINES, BATCH_LINES, 1]
    monkeypatch.setattr(jsonl, "BATCH_BYTES", 10)
    assert [len(b) for b in batches(Pieces([b"123456\n" * 5]))] == [2, 2, 1]
    monkeypatch.setattr(jsonl, "MAX_LINE_BYTES", 8)
    pieces = [b"ok\n123456", b"789", b"0123456789", b"9\nafter\n", b"1234567890"]
    assert [x for b in batches(Pieces(pieces)) for x in b] == [b"ok", None, b"after", None]


def test_each_line_has_its_answer_in_its_place() -> None:
    """A line that is no text has an error, and the good ones are scanned together."""
    detector = Digits()
    lines: list[bytes | None] = [
        b'{"text": "abc"}',
        b"secretword",
        b'{"text": 5}',
        b"[1]",
        b"\xff\xfe",
        None,
        b"",
        b"[" * 100_000,
        b'{"text": "", "more": 1}\r',
    ]
    rows = answer(lines, detector, lambda label: label != "URL")
    assert rows[0] == {"spans": [{"start": 0, "end": 3, "label": "PERSON", "score": 0.9}]}
    assert [next(iter(row)) for row in rows] == ["spans", *["error"] * 7, "spans"]
    assert "secretword" not in json.dumps(rows)
    assert detector.calls == [2]


def test_one_bad_text_costs_one_line() -> None:
    """When a batch fails, each text is scanned alone; the error names its type and not the text."""
    rows = answer([b'{"text": "a"}', b'{"text": "bad"}', b'{"text": "b"}'], Digits(), bool)
    assert ["spans" in row for row in rows] == [True, False, True]
    assert rows[1] == {"error": "the line could not be scanned (TimeoutError)"}
