"""A text as a search for known values reads it: one case, plain characters, nothing unseen.

`fold` keeps the meaning, `close_up` also removes what splits a number or a Chinese name. Both know where
each character stands in the original. Knows no value and no recogniser.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

UNSEEN = frozenset(
    map(chr, (0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F)))
) | frozenset(map(chr, (*range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFE0E, 0xFE0F, 0xFEFF)))
# What NFKC makes one ASCII character of, beside ASCII itself.
PLAIN = {
    chr(code): plain
    for code in (*range(0xA0, 0x3001), *range(0xFE50, 0xFF70), *range(0x1D400, 0x1D800))
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1 and plain.isascii()
}
_TABLE = str.maketrans(PLAIN)
_UNSEEN_RE = re.compile(f"[{''.join(sorted(UNSEEN))}]+")
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_SPLIT = re.compile(rf"(?<=[0-9])[ .\-]{{1,2}}(?=[0-9])|(?<=[{_HAN}])[ ·•]{{1,2}}(?=[{_HAN}])")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` to search in; `starts[i]` is where its character i stands in the original."""

    text: str
    starts: list[int] | None = None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the folded text in the original's positions."""
        if self.starts is None:
            return start, end
        return self.starts[start], self.starts[end - 1] + 1


def fold(text: str) -> Folded:
    """The text in lower case and plain characters."""
    if text.isascii():
        return Folded(text.lower())
    plain = lower(text.translate(_TABLE))
    return _without(Folded(plain), _UNSEEN_RE) or Folded(plain)


def close_up(folded: Folded) -> Folded | None:
    """The same without separators inside numbers and Chinese words; None where there are none."""
    return _without(folded, _SPLIT)


def readings(text: str) -> Iterator[Folded]:
    """The texts in which a known value is looked for."""
    folded = fold(text)
    yield folded
    closed = close_up(folded)
    if closed is not None:
        yield closed


def lower(text: str) -> str:
    """Lower case, character by character where a letter would become two."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _without(folded: Folded, unwanted: re.Pattern[str]) -> Folded | None:
    text = folded.text
    cuts = [match.span() for match in unwanted.finditer(text)]
    if not cuts:
        return None
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for low, high in (*cuts, (len(text), len(text))):
        parts.append(text[at:low])
        starts.extend(range(at, low))
        at = high
    if folded.starts is not None:
        starts = [folded.starts[i] for i in starts]
    return Folded("".join(parts), starts)
