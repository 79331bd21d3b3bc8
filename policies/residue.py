"""Known values of a conversation that still stand in a text, as whole words.

The gateway refuses an outgoing text in which `scan_residue` finds one. Knows no detector.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from policies.labels import LITERAL
from policies.placeholders import OPAQUE_RE, ConversationTable
from policies.spans import Span

_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_WORD = re.compile(r"\w")


def scan_residue(text: str, table: ConversationTable) -> list[str]:
    """The placeholders of table values that still stand in `text`, also JSON-escaped ones."""
    left: list[str] = []
    for made, label, surface in table.items():
        if label == LITERAL or not distinctive(surface):
            continue
        forms = {surface, json.dumps(surface)[1:-1], json.dumps(surface, ensure_ascii=False)[1:-1]}
        if any(next(_occurrences(text, form), None) is not None for form in forms):
            left.append(made)
    return left


def known_values(text: str, values: Iterable[tuple[str, str]]) -> list[Span]:
    """Where the given (label, surface) pairs stand in `text`, whatever their context."""
    return [
        Span(start, start + len(surface), label, 0.9)
        for label, surface in values
        if surface in text and label != LITERAL and distinctive(surface)
        for start in _occurrences(text, surface)
    ]


def distinctive(surface: str) -> bool:
    """Whether a value is long enough to be searched for without its context."""
    if surface.isdigit():
        return len(surface) >= 4
    return len(_HAN.findall(surface)) >= 2 or len(_WORD.findall(surface)) >= 3


def _occurrences(text: str, surface: str) -> Iterator[int]:
    """Starts of `surface` in `text`, not inside a longer word or number and not inside a placeholder."""
    at = text.find(surface)
    opaque = [m.span() for m in OPAQUE_RE.finditer(text)] if at >= 0 else []
    while at >= 0:
        end = at + len(surface)
        inside = any(low < end and at < high for low, high in opaque)
        if not inside and not (_glued(text, at) or _glued(text, end)):
            yield at
        at = text.find(surface, at + 1)


def _glued(text: str, at: int) -> bool:
    """Whether the characters around the border `at` belong to one word or one number."""
    if at <= 0 or at >= len(text):
        return False
    left, right = text[at - 1], text[at]
    if _HAN.match(left) or _HAN.match(right):
        return False
    if left.isdigit() and right.isdigit():
        return True
    return bool(
        _WORD.match(left) and _WORD.match(right) and not left.isdigit() and not right.isdigit()
    )
