"""One pass of the automaton over a text, and what it tells the patterns: where their matches can begin.

The pass of the text that a thread is at is kept per thread, so that patterns deep inside a recogniser have it.
Knows no rule.
"""

from __future__ import annotations

import threading

from policies.recognizers.automaton import Automaton, Events, most
from policies.recognizers.leads import Lead, Shows

# A text that is shorter is read the ordinary way sooner than by another pass.
_SHORT = 64
_UNASKED: list[tuple[int, int]] = []


class Pass:
    """What the automaton saw in one text. For one thread."""

    __slots__ = (
        "_begins", "_counted", "_data", "_other", "_plain", "automaton", "events", "notes", "text",
    )  # fmt: skip

    def __init__(self, automaton: Automaton, text: str) -> None:
        self.text = text
        self.automaton = automaton
        # What others find out about the text, for the time of the pass.
        self.notes: dict[object, object] = {}
        self._data = text.encode(errors="replace")  # as long as before in characters
        self._plain = len(self._data) == len(text)
        self._other: Pass | None = None
        self._counted: dict[int, int] | None = None
        self._begins: dict[int, list[tuple[int, int]] | None] = {}
        self.events: Events = automaton.events(self._data)

    def of(self, text: str) -> Pass | None:
        """This pass or that of another form of the same text; None when there is none."""
        if text is self.text or text == self.text:
            return self
        if len(text) != len(self.text) or len(text) < _SHORT:
            return None
        if self._other is None or self._other.text != text:
            self._other = Pass(self.automaton, text)
        return self._other

    def begins(self, number: int, leads: tuple[Lead, ...]) -> list[tuple[int, int]] | None:
        """(first, behind the last) of the places where a match can begin, sorted; None when not known."""
        told = self._begins.get(number, _UNASKED)
        if told is _UNASKED:
            told = self._begins[number] = self._told(number, leads)
        return told

    def _told(self, number: int, leads: tuple[Lead, ...]) -> list[tuple[int, int]] | None:
        if not self.automaton.knows(number):
            return None
        refused = self.automaton.refused
        if refused and not refused.isdisjoint(range(number, number + len(leads))):
            return None
        places: list[tuple[int, int]] = []
        events = self.events
        if leads[0].shows is Shows.ANYWHERE:
            if number not in events:
                return places
            if len(leads) == 1:
                return None
        limit = most(len(self._data))
        for own, lead in enumerate(leads, number):
            ends = events.get(own)
            if ends is None or lead.shows is Shows.ANYWHERE:
                continue
            if len(ends) >= limit:
                return None
            longest, least = lead.most, lead.least - 1
            if not self._plain:
                if self._counted is None:
                    self._counted = self._characters()
                ends = [self._counted[end] for end in ends]
            places += [(end - longest if end > longest else 0, end - least) for end in ends]
        if len(places) > 1:
            places.sort()
        return places

    def _characters(self) -> dict[int, int]:
        """Each place of an event, in bytes, as a count of characters."""
        counted: dict[int, int] = {}
        at = place = 0
        for end in sorted({end for ends in self.events.values() for end in ends}):
            place += len(self._data[at:end].decode())
            counted[end] = place
            at = end
        return counted


class _Local(threading.local):
    at: Pass | None = None


_local = _Local()


class passing:  # noqa: N801 - used as a function is
    """Within it the patterns of this thread know the pass over the text, which it gives."""

    __slots__ = ("_before", "_made")

    def __init__(self, automaton: Automaton, text: str) -> None:
        self._made = Pass(automaton, text)
        self._before: Pass | None = None

    def __enter__(self) -> Pass:
        self._before = _local.at
        _local.at = self._made
        return self._made

    def __exit__(self, *failure: object) -> None:
        _local.at = self._before


def pass_of(text: str) -> Pass | None:
    """The pass over this text in this thread; None when it is at another text or at none."""
    at = _local.at
    return None if at is None else at.of(text)
