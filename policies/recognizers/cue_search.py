"""Where the cues of all recognisers stand in a text, found in one pass for all of them.

One Hyperscan database holds every recogniser's cues; its answer about the last text of a thread is kept, for the
recognisers are asked one after the other about the same text. Knows no cue and no value.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import hyperscan

_FLAGS = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_SOM_LEFTMOST
_NOWHERE: tuple[int, ...] = ()


class CueSearch:
    """The cues of many recognisers, each with a number of its own. Threads may share it."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._lock = threading.Lock()
        self._made: tuple[int, Any] = (0, None)
        self._local = threading.local()

    def add(self, words: str) -> int:
        """The number of these cues (RE2's syntax, any case, no look-around)."""
        with self._lock:
            self._words.append(words)
            return len(self._words) - 1

    def starts(self, number: int, text: str) -> Sequence[int]:
        """Where the cues of this number begin in the text, in ascending order.

        Of cues that end at the same character the longest counts. Raises `hyperscan.error` when one of
        the cues cannot be compiled.
        """
        local = self._local
        if getattr(local, "text", None) is not text:
            local.found = self._search(text)
            local.text = text
        found: dict[int, list[int]] = local.found
        return found.get(number, _NOWHERE)

    def _search(self, text: str) -> dict[int, list[int]]:
        bytes_of: dict[int, set[int]] = {}

        def note(number: int, start: int, end: int, flags: int, context: object) -> None:
            del end, flags, context
            bytes_of.setdefault(number, set()).add(start)

        data = text.encode(errors="replace")  # as long as before in characters
        database, scratch = self._tools()
        database.scan(data, match_event_handler=note, scratch=scratch)
        if len(data) == len(text):
            return {number: sorted(starts) for number, starts in bytes_of.items()}
        place = _places(data, set().union(*bytes_of.values()))
        return {number: sorted(place[s] for s in starts) for number, starts in bytes_of.items()}

    def _tools(self) -> tuple[Any, Any]:
        """The database of all cues added so far, and this thread's room to work in."""
        size, database = self._made
        if size != len(self._words):
            with self._lock:
                size, database = self._made
                if size != len(self._words):
                    size, database = self._made = len(self._words), _compiled(self._words)
        local = self._local
        if getattr(local, "database", None) is not database:
            local.database, local.scratch = database, hyperscan.Scratch(database)
        return database, local.scratch


def _compiled(words: list[str]) -> Any:
    database = hyperscan.Database()
    database.compile(
        expressions=[w.encode() for w in words],
        ids=list(range(len(words))),
        elements=len(words),
        flags=[_FLAGS] * len(words),
    )
    return database


def _places(data: bytes, offsets: set[int]) -> dict[int, int]:
    """The characters before each of these bytes."""
    place: dict[int, int] = {}
    byte = character = 0
    for offset in sorted(offsets):
        character += len(data[byte:offset].decode())
        byte = offset
        place[offset] = character
    return place


CUES = CueSearch()
