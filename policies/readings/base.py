"""A stretch of a text read otherwise: digits without the spaces between them, words as the digits they name.

Each character of a reading knows which characters of the text it stands for. Knows no disguise and no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

# How much of the unchanged text around it a reading shows, so that words of context are seen.
_BEFORE = 48
_AFTER = 24


@dataclass(frozen=True, slots=True)
class Piece:
    """`read` stands for the text between `start` and `end`."""

    read: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` as read; `low` to `high` of it was changed; `start` and `end` are each character's place.

    `least` is the score below which a finding in it is chance; `whole` gives the whole stretch to any finding.
    """

    text: str
    start: list[int]
    end: list[int]
    low: int
    high: int
    least: float = 0.0
    whole: bool = False

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a finding in the reading stands in the text; None when it holds nothing that was changed."""
        if end <= self.low or start >= self.high:
            return None
        if self.whole:
            return self.start[self.low], self.end[self.high - 1]
        return self.start[start], self.end[end - 1]


class Reader(Protocol):
    """Finds the stretches of one kind of disguise."""

    name: str
    needs: str  # what a text must hold (RE2)

    def readings(self, text: str) -> Iterator[Reading]:
        """The readings of a text."""


def reading(
    text: str, pieces: Iterable[Piece], *, least: float = 0.0, whole: bool = False
) -> Reading:
    """The reading of a stretch whose pieces follow one another, with the text around it."""
    read = [piece for piece in pieces if piece.read]
    first, last = read[0].start, read[-1].end
    low = max(0, first - _BEFORE)
    high = min(len(text), last + _AFTER)
    start = list(range(low, first))
    end = list(range(low + 1, first + 1))
    for piece in read:
        exact = len(piece.read) == piece.end - piece.start
        for at in range(len(piece.read)):
            start.append(piece.start + at if exact else piece.start)
            end.append(piece.start + at + 1 if exact else piece.end)
    changed = len(start)
    start.extend(range(last, high))
    end.extend(range(last + 1, high + 1))
    shown = text[low:first] + "".join(p.read for p in read) + text[last:high]
    return Reading(shown, start, end, first - low, changed, least, whole)
