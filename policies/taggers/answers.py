"""A worker's answer checked before it is believed. Knows no process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policies.labels import LABELS
from policies.spans import Span


def spans_from(answer: Any, sentences: Sequence[str]) -> list[list[Span]] | None:
    """The spans of each sentence; None when anything in the answer is not what it must be."""
    if not isinstance(answer, list) or len(answer) != len(sentences):
        return None
    found: list[list[Span]] = []
    for rows, sentence in zip(answer, sentences, strict=True):
        if not isinstance(rows, list):
            return None
        spans = [_span(row, len(sentence)) for row in rows]
        if None in spans:
            return None
        found.append([span for span in spans if span is not None])
    return found


def _span(row: Any, length: int) -> Span | None:
    if not isinstance(row, list) or len(row) != 4:
        return None
    start, end, label, score = row
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        return None
    if not isinstance(label, str) or label not in LABELS:
        return None
    if type(score) is not float or not 0.0 <= score <= 1.0:
        return None
    return Span(start, end, label, score)
