"""A stretch of text read otherwise: digits without the spaces between them, words as the digits they name.

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
    """`text` as read, of which `low` to `high` was changed and stands for the pieces; `first` is where it begins.

    `least` is the score below which a finding in it is chance; `whole` gives the whole stretch to any finding.
    A reading that shows by itself what it is has a `label`, and no rule need be asked.
    """

    text: str
    low: int
    high: int
    first: int
    pieces: tuple[Piece, ...]
    least: float = 0.0
    whole: bool = False
    label: str = ""

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a finding in the reading stands in the text; None when it holds nothing that was changed."""
        if end <= self.low or start >= self.high:
            return None
        if self.whole:
            return self.pieces[0].start, self.pieces[-1].end
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, at: int) -> tuple[int, int]:
        """The characters of the text for which one of the reading stands."""
        if at < self.low:
            return self.first + at, self.first + at + 1
        past = at - self.low
        for piece in self.pieces:
            if past < len(piece.read):
                if len(piece.read) == piece.end - piece.start:
                    return piece.start + past, piece.start + past + 1
                return piece.start, piece.end
            past -= len(piece.read)
        after = self.pieces[-1].end + past
        return after, after + 1


class Reader(Protocol):
    """Finds the stretches of one kind of disguise."""

    name: str
    needs: str  # what a text must hold (the syntax that RE2 and Hyperscan share)

    def readings(self, text: str) -> Iterator[Reading]:
        """The readings of a text."""


def reading(
    text: str, pieces: Iterable[Piece], *, least: float = 0.0, label: str = ""
) -> Reading | None:
    """The reading of a stretch whose pieces follow one another, with the text around it.

    None when it reads as it stands: the rules see that without us.
    """
    read = tuple(piece for piece in pieces if piece.read)
    begin, end = read[0].start, read[-1].end
    shown = "".join([p.read for p in read])
    if shown == text[begin:end]:
        return None
    first = max(0, begin - _BEFORE)
    low = begin - first
    whole = f"{text[first:begin]}{shown}{text[end : end + _AFTER]}"
    return Reading(whole, low, low + len(shown), first, read, least, label=label)
