"""A pattern whose possible beginnings RE2 finds first: the same matches as `regex`'s, many times sooner.

RE2 runs the pattern's outline over the text in linear time, and `regex` is asked only where a match can
begin. Texts must be a view's (decimal digits are ASCII, no lone surrogate). Knows no rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import re2  # type: ignore[import-untyped]
import regex

from policies.recognizers.deadline import time_left
from policies.recognizers.outline import NoOutlineError, outline

# So many beginnings may come to nothing before the rest of the text is read the ordinary way.
_MISSES = 24
# A larger automaton is slower than the pattern itself.
_LARGEST = 6_000
# The clock that a time limit reads costs more than a match. One begun match of a rule of ours in a text of
# this length ends by itself (a test tries hostile texts on all of them); a longer text is timed.
_SHORT = 4_000
_ANYWHERE = re2._Anchor.UNANCHORED
_NOTHING: Iterator[regex.Match[str]] = iter(())


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
        seen: Sequence[tuple[int, int]] = (),
    ) -> Iterator[regex.Match[str]]:
        """Every match, left to right, as `regex`'s own `finditer` gives them.

        None begins within a stretch of `seen` (in any order; it may grow meanwhile).
        """
        del timeout
        if self._find is None:
            every = self._the_ordinary_way(text, 0, overlapped)
            return (m for m in every if _outside(m.start(), seen)) if seen else every
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
        seen: Sequence[tuple[int, int]],
    ) -> Iterator[regex.Match[str]]:
        """The matches from the first possible beginning on, which stands at `byte` of `data`."""
        match, size = self.regex.match, len(data)
        find: Callable[..., list[tuple[int, int]]] = self._find  # type: ignore[assignment]
        ascii_only = size == len(text)
        long = len(text) > _SHORT
        from_byte = at = misses = 0
        while byte >= 0:
            start = byte if ascii_only else at + len(data[from_byte:byte].decode())
            if seen and not _outside(start, seen):
                at = max(high for low, high in seen if low <= start < high)
                from_byte = at if ascii_only else byte + len(text[start:at].encode())
                byte = find(_ANYWHERE, data, from_byte, size)[0][0]
                continue
            found = match(text, start, timeout=time_left()) if long else match(text, start)
            if found is not None:
                yield found
            elif (misses := misses + 1) > _MISSES:
                for later in self._the_ordinary_way(text, start + 1, overlapped):
                    if _outside(later.start(), seen):
                        yield later
                return
            at = start + 1 if overlapped or found is None else max(found.end(), start + 1)
            from_byte = at if ascii_only else byte + len(text[start:at].encode())
            byte = find(_ANYWHERE, data, from_byte, size)[0][0]

    def _the_ordinary_way(self, text: str, at: int, overlapped: bool) -> Iterator[regex.Match[str]]:
        yield from self.regex.finditer(text, at, overlapped=overlapped, timeout=time_left())


def _outside(at: int, seen: Sequence[tuple[int, int]]) -> bool:
    return not any(low <= at < high for low, high in seen)


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
