"""A pattern whose possible beginnings RE2 finds first: the same matches as `regex`'s, many times sooner.

RE2 runs the pattern's outline over the text in linear time, and `regex` is asked only where a match can
begin. Texts must be a view's (decimal digits are ASCII, no lone surrogate). Knows no rule.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import re2  # type: ignore[import-untyped]
import regex

from policies.recognizers.deadline import time_left
from policies.recognizers.outline import NoOutlineError, outline

# So many beginnings may come to nothing before the rest of the text is read the ordinary way: some, and
# one in so many bytes.
_MISSES = 24
_MISS_BYTES = 48
# A larger automaton is slower than the pattern itself.
_LARGEST = 6_000
# The clock that a time limit reads costs more than a match. One begun match of a rule of ours in a text of
# this length ends by itself (a test tries hostile texts on all of them); a longer text is timed.
_SHORT = 4_000
_ANYWHERE = re2._Anchor.UNANCHORED
_NOTHING: Iterator[regex.Match[str]] = iter(())


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
    """A compiled pattern; matching raises TimeoutError when the thread's deadline passes."""

    __slots__ = ("_find", "groupindex", "outline", "pattern", "regex")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.regex: regex.Pattern[str] = regex.compile(pattern, flags)
        self.pattern = pattern
        self.groupindex = self.regex.groupindex
        self.outline = _outline(pattern, flags)
        # The object under the wrapper, whose `search` costs as much again as the search itself.
        self._find = None if self.outline is None else _compiled(self.outline)._regexp.Match

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
        if self._find is None:
            every = self._the_ordinary_way(text, 0, overlapped)
            return every if seen is None else (m for m in every if not seen.end(m.start()))
        data = text.encode(errors="replace")  # as long as before in characters
        start = self._find(_ANYWHERE, data, 0, len(data))[0][0]
        if start < 0:
            return _NOTHING
        return self._all(text, data, start, overlapped, seen)

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

    def _all(
        self,
        text: str,
        data: bytes,
        byte: int,
        overlapped: bool,
        seen: Stretches | None,
    ) -> Iterator[regex.Match[str]]:
        """The matches from the first possible beginning on, which stands at `byte` of `data`."""
        match, size = self.regex.match, len(data)
        find: Callable[..., list[tuple[int, int]]] = self._find  # type: ignore[assignment]
        ascii_only = size == len(text)
        long = len(text) > _SHORT
        from_byte = at = misses = 0
        most = _MISSES + size // _MISS_BYTES
        while byte >= 0:
            start = byte if ascii_only else at + len(data[from_byte:byte].decode())
            if seen is not None and (past := seen.end(start)):
                at = past
                from_byte = at if ascii_only else byte + len(text[start:at].encode())
                byte = find(_ANYWHERE, data, from_byte, size)[0][0]
                continue
            found = match(text, start, timeout=time_left()) if long else match(text, start)
            if found is not None:
                yield found
            elif (misses := misses + 1) > most:
                for later in self._the_ordinary_way(text, start + 1, overlapped):
                    if seen is None or not seen.end(later.start()):
                        yield later
                return
            at = start + 1 if overlapped or found is None else max(found.end(), start + 1)
            from_byte = at if ascii_only else byte + len(text[start:at].encode())
            byte = find(_ANYWHERE, data, from_byte, size)[0][0]

    def _the_ordinary_way(self, text: str, at: int, overlapped: bool) -> Iterator[regex.Match[str]]:
        yield from self.regex.finditer(text, at, overlapped=overlapped, timeout=time_left())


def _limit(text: str) -> float | None:
    return time_left() if len(text) > _SHORT else None


@lru_cache(maxsize=4096)
def located(pattern: str, flags: int = 0) -> Located:
    """The pattern compiled; ValueError (`regex.error`) when it is none."""
    return Located(pattern, flags)


def _outline(pattern: str, flags: int) -> str | None:
    """The pattern's outline; None when it has none that says anything."""
    if flags & ~(regex.IGNORECASE | regex.UNICODE | regex.VERSION0):
        return None
    try:
        wide = outline(pattern)
    except NoOutlineError:
        return None
    if flags & regex.IGNORECASE:
        wide = f"(?i:{wide})"
    try:
        finder = _compiled(wide)
    except re2.error:
        return None
    if finder.search(b"") is not None or finder.programsize > _LARGEST:
        return None
    return wide


def _compiled(wide: str) -> re2._Regexp:
    options = re2.Options()
    options.log_errors = False
    return re2.compile(wide, options)
