"""A pattern whose possible beginnings an automaton finds first: the same matches as `regex`'s, many times sooner.

One pass over a text (policies.recognizers.passes) knows the beginnings of all patterns; `regex` is asked only
there, and over the whole text where there was no pass. Texts must be a view's (decimal digits are ASCII, no lone
surrogate). Knows no rule.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count

import regex

from policies.recognizers.automaton import Expression
from policies.recognizers.deadline import time_left
from policies.recognizers.leads import Lead, Shows, leads
from policies.recognizers.outline import outline
from policies.recognizers.passes import pass_of

# So many beginnings may come to nothing before the rest of the text is read the ordinary way: some, and
# one in so many characters.
_MISSES = 24
_MISS_CHARACTERS = 12
# The clock that a time limit reads costs more than a match. One begun match of a rule of ours in a text of
# this length ends by itself (a test tries hostile texts on all of them); a longer text is timed.
_SHORT = 4_000
# Without regard to case they are letters of ASCII.
_ALSO = "\u017f\u212a\u0130\u0131"
_NOTHING: Iterator[regex.Match[str]] = iter(())
# Each pattern has so many numbers for its leads.
_ROOM = 64
_numbers = count()


class Stretches:
    """Parts of a text that need not be looked at again."""

    __slots__ = ("_ends", "_starts")

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, stretches: Iterable[tuple[int, int]]) -> None:
        """These parts too."""
        merged: list[tuple[int, int]] = []
        for low, high in sorted((*zip(self._starts, self._ends, strict=True), *stretches)):
            if merged and low < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        self._starts = [low for low, _ in merged]
        self._ends = [high for _, high in merged]

    def end(self, at: int) -> int:
        """Where the part ends that holds the position; 0 when none does."""
        place = bisect_right(self._starts, at) - 1
        return self._ends[place] if place >= 0 and at < self._ends[place] else 0


class Located:
    """A compiled pattern; matching raises TimeoutError when the thread's deadline passes.

    `leads` are what an automaton looks for, under `number` and those that follow it; nothing when none says anything.
    """

    __slots__ = ("firsts", "groupindex", "leads", "number", "outline", "pattern", "regex")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.regex: regex.Pattern[str] = regex.compile(pattern, flags)
        self.pattern = pattern
        self.groupindex = self.regex.groupindex
        # What a match can begin with, where somebody asked: the other places need no look.
        self.firsts: frozenset[str] | None = None
        self.number = next(_numbers) * _ROOM
        self.outline, self.leads = _outline(pattern, flags)

    @property
    def shows_places(self) -> bool:
        """Whether an automaton can tell where a match may begin."""
        return bool(self.leads) and self.leads[-1].shows is Shows.ENDS

    @property
    def gates(self) -> list[int]:
        """The numbers of which one is found in each text that has a match."""
        if self.leads and self.leads[0].shows is Shows.ANYWHERE:
            return [self.number]
        return [self.number + at for at in range(len(self.leads))]

    def expressions(self) -> list[Expression]:
        """What an automaton must look for."""
        return [
            Expression(self.number + at, e.expression, e.shows) for at, e in enumerate(self.leads)
        ]

    def look_at_firsts(self) -> None:
        """Let only signs be tried that a match can begin with; for patterns without look-behind."""
        self.firsts = _firsts(self.regex)

    def may_begin(self, text: str, low: int, high: int) -> bool:
        """Whether a match may begin between these places."""
        begins = self._begins(text)
        return begins is None or any(first < high and low < last for first, last in begins)

    def finditer(
        self,
        text: str,
        *,
        timeout: float | None = None,
        overlapped: bool = False,
        seen: Stretches | None = None,
    ) -> Iterator[regex.Match[str]]:
        """Every match, left to right, as `regex`'s own `finditer` gives them.

        None begins within `seen`.
        """
        del timeout
        begins = self._begins(text)
        if begins is None:
            every = self._the_ordinary_way(text, 0, overlapped)
            return every if seen is None else (m for m in every if not seen.end(m.start()))
        return self._all(text, begins, overlapped, seen) if begins else _NOTHING

    def search(
        self, text: str, pos: int = 0, endpos: int | None = None, *, timeout: float | None = None
    ) -> regex.Match[str] | None:
        """The first match, the ordinary way."""
        del timeout
        return self.regex.search(text, pos, endpos, timeout=_limit(text))

    def match(
        self, text: str, pos: int = 0, endpos: int | None = None, *, timeout: float | None = None
    ) -> regex.Match[str] | None:
        """The match that begins at `pos`."""
        del timeout
        return self.regex.match(text, pos, endpos, timeout=_limit(text))

    def fullmatch(self, text: str, *, timeout: float | None = None) -> regex.Match[str] | None:
        """The match of the whole text."""
        del timeout
        return self.regex.fullmatch(text, timeout=_limit(text))

    def _begins(self, text: str) -> list[tuple[int, int]] | None:
        """Where a match can begin, as stretches; None when that is not known."""
        if not self.leads:
            return None
        made = pass_of(text)
        return None if made is None else made.begins(self.number, self.leads)

    def _all(
        self,
        text: str,
        begins: list[tuple[int, int]],
        overlapped: bool,
        seen: Stretches | None,
    ) -> Iterator[regex.Match[str]]:
        match, firsts = self.regex.match, self.firsts
        long = len(text) > _SHORT
        at = misses = 0
        most = _MISSES + len(text) // _MISS_CHARACTERS
        for low, high in begins:
            at = max(at, low)
            while at < high:
                if firsts is not None and text[at : at + 1] not in firsts:
                    at += 1
                    continue
                if seen is not None and (past := seen.end(at)):
                    at = past
                    continue
                found = match(text, at, timeout=time_left()) if long else match(text, at)
                if found is None:
                    at += 1
                    if (misses := misses + 1) > most:
                        yield from self._rest(text, at, overlapped, seen)
                        return
                    continue
                yield found
                at = at + 1 if overlapped else max(found.end(), at + 1)

    def _rest(
        self, text: str, at: int, overlapped: bool, seen: Stretches | None
    ) -> Iterator[regex.Match[str]]:
        for found in self._the_ordinary_way(text, at, overlapped):
            if seen is None or not seen.end(found.start()):
                yield found

    def _the_ordinary_way(self, text: str, at: int, overlapped: bool) -> Iterator[regex.Match[str]]:
        every: Iterator[regex.Match[str]] = self.regex.finditer(
            text, at, overlapped=overlapped, timeout=_limit(text)
        )
        return every


def _limit(text: str) -> float | None:
    return time_left() if len(text) > _SHORT else None


def _firsts(pattern: regex.Pattern[str]) -> frozenset[str] | None:
    """The signs that a match can begin with; None when they cannot be told."""
    if _begins_with(pattern, "\ue000") or pattern.match("") is not None:
        return None
    asked = set(map(chr, range(128))) | set(pattern.pattern) | set(_ALSO)
    asked |= {form for sign in asked for form in (sign.lower(), sign.upper()) if len(form) == 1}
    return frozenset(sign for sign in asked if _begins_with(pattern, sign))


def _begins_with(pattern: regex.Pattern[str], sign: str) -> bool:
    return pattern.match(sign, partial=True) is not None


@lru_cache(maxsize=4096)
def of_rule(pattern: str, flags: int = 0) -> Located:
    """The pattern compiled, for a rule that says itself which patterns it has; ValueError when it is none."""
    return Located(pattern, flags)


_shared: dict[Located, None] = {}


def located(pattern: str, flags: int = 0) -> Located:
    """The pattern compiled, for code that asks it in passing; ValueError (`regex.error`) when it is none."""
    made = of_rule(pattern, flags)
    _shared[made] = None
    return made


def every() -> tuple[Located, ...]:
    """All patterns that code asks in passing, in the order in which they were made."""
    return tuple(_shared)


def _outline(pattern: str, flags: int) -> tuple[str | None, tuple[Lead, ...]]:
    """The pattern's outline and its beginnings; nothing when it has none that says anything."""
    if flags & ~(regex.IGNORECASE | regex.UNICODE | regex.VERSION0):
        return None, ()
    try:
        wide = outline(pattern)
        if flags & regex.IGNORECASE:
            wide = f"(?i:{wide})"
        found = leads(wide)
        return wide, found if len(found) <= _ROOM else ()
    except ValueError:  # NoOutlineError too
        return None, ()
