"""A pattern whose possible beginnings RE2 finds first: the same matches as `regex`'s, many times sooner.

RE2 runs the pattern's outline over the text in linear time, and `regex` is asked only where a match can
begin. Texts must be a view's (decimal digits are ASCII, no lone surrogate). Knows no rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import re2  # type: ignore[import-untyped]
import regex

from policies.recognizers.deadline import time_left
from policies.recognizers.outline import NoOutlineError, outline

# So many beginnings may come to nothing before the rest of the text is read the ordinary way.
_MISSES = 24


class Located:
    """A compiled pattern; matching raises TimeoutError when the thread's deadline passes."""

    __slots__ = ("_finder", "groupindex", "outline", "pattern", "regex")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.regex: regex.Pattern[str] = regex.compile(pattern, flags)
        self.pattern = pattern
        self.groupindex = self.regex.groupindex
        self.outline = _outline(pattern, flags)
        self._finder = None if self.outline is None else re2.compile(self.outline)

    def finditer(
        self, text: str, *, timeout: float | None = None, overlapped: bool = False
    ) -> Iterator[regex.Match[str]]:
        """Every match, left to right, as `regex`'s own `finditer` gives them."""
        del timeout
        if self._finder is None:
            return self.regex.finditer(text, timeout=time_left(), overlapped=overlapped)
        data = text.encode()
        if self._finder.search(data) is None:
            return iter(())
        if len(data) == len(text):
            return self._in_ascii(text, data, overlapped)
        return self._in_unicode(text, data, overlapped)

    def search(
        self, text: str, pos: int = 0, endpos: int | None = None, *, timeout: float | None = None
    ) -> regex.Match[str] | None:
        """The first match, the ordinary way."""
        del timeout
        return self.regex.search(text, pos, endpos, timeout=time_left())

    def match(
        self, text: str, pos: int = 0, endpos: int | None = None, *, timeout: float | None = None
    ) -> regex.Match[str] | None:
        """The match that begins at `pos`."""
        del timeout
        return self.regex.match(text, pos, endpos, timeout=time_left())

    def fullmatch(self, text: str, *, timeout: float | None = None) -> regex.Match[str] | None:
        """The match of the whole text."""
        del timeout
        return self.regex.fullmatch(text, timeout=time_left())

    def _in_ascii(self, text: str, data: bytes, overlapped: bool) -> Iterator[regex.Match[str]]:
        find, match = self._finder.search, self.regex.match
        at = misses = 0
        while (place := find(data, at)) is not None:
            start = place.start()
            found = match(text, start, timeout=time_left())
            if found is None:
                misses += 1
                at = start + 1
                if misses > _MISSES:
                    yield from self._the_ordinary_way(text, at, overlapped)
                    return
            else:
                yield found
                at = start + 1 if overlapped else found.end()

    def _in_unicode(self, text: str, data: bytes, overlapped: bool) -> Iterator[regex.Match[str]]:
        find, match = self._finder.search, self.regex.match
        at = byte = misses = 0
        while (place := find(data, byte)) is not None:
            start = at + len(data[byte : place.start()].decode())
            found = match(text, start, timeout=time_left())
            if found is None:
                misses += 1
                at = start + 1
                if misses > _MISSES:
                    yield from self._the_ordinary_way(text, at, overlapped)
                    return
            else:
                yield found
                at = start + 1 if overlapped else found.end()
            byte = place.start() + len(text[start:at].encode())

    def _the_ordinary_way(self, text: str, at: int, overlapped: bool) -> Iterator[regex.Match[str]]:
        return self.regex.finditer(text, at, overlapped=overlapped, timeout=time_left())


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
        finder = re2.compile(wide)
    except re2.error:
        return None
    return None if finder.search(b"") is not None else wide
