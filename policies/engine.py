"""All recognisers over one text at the price of few: one automaton says which rules can match, and where.

What the rules' patterns begin with, and what the recognisers written in code need, is looked for in one pass; only
the rules that it names are run. Gives what running all of them would give. Knows no pack and no model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import regex

from policies.presidio import EntityRecognizer
from policies.recognizers.automaton import Automaton, Events, Expression, automaton
from policies.recognizers.base import Needs, RuleRecognizer, TextRecognizer
from policies.recognizers.deadline import time_left
from policies.recognizers.leads import Shows
from policies.recognizers.located import Located, every
from policies.recognizers.passes import passing
from policies.spans import Span

# What parts need is numbered from here on; below are the numbers of patterns.
_NEEDS = 1 << 28
# In a text of so many characters one look at the clock, at the end, is enough.
_SHORT = 500
Finder = Callable[[str], Iterator[tuple[int, int, float, str]]]
# Gets the text and what else was found in it.
SpanFinder = Callable[[str, list[tuple[Span, str]]], list[tuple[Span, str]]]


class Rules(Protocol):
    """What finds in a reading of a text."""

    def __call__(self, text: str, among: frozenset[str] | None = None) -> list[tuple[Span, str]]:
        """The findings, of these classes where some are named."""


# Gets what finds in a reading; gives what a text must hold for each kind of disguise, and what finds.
Disguises = Callable[[Rules], Iterable[tuple[str, SpanFinder]]]


class OwnEntity(Protocol):
    """An entity of a pack's own."""

    @property
    def label(self) -> str:
        """Its class."""

    @property
    def compiled(self) -> regex.Pattern[str]:
        """What matches it."""

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """(start, end, score, rule) of each finding; TimeoutError when it takes too long."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One rule: what a text must hold for it, what finds, and where it stands in a recogniser."""

    label: str
    needs: Needs
    find: Finder | None
    recognizer: EntityRecognizer | None = None
    number: int = 0
    spans: SpanFinder | None = None


class RuleEngine:
    """The rules of some recognisers. Threads may share it."""

    def __init__(
        self,
        recognizers: Iterable[EntityRecognizer] = (),
        entities: Iterable[OwnEntity] = (),
        disguises: Disguises | None = None,
    ) -> None:
        self._parts = [part for recognizer in recognizers for part in _parts(recognizer)]
        shared = every() if self._parts else ()
        self._parts += [_Part(e.label, Located(e.compiled.pattern), e.find) for e in entities]
        self._plain = len(self._parts)
        self._parts += [
            _Part("", needs, None, spans=spans)
            for needs, spans in (disguises(self.find_plain) if disguises is not None else ())
        ]
        self._always: list[int] = []
        self._by_event: dict[int, list[int]] = {}
        self._automaton = self._compiled(shared)

    def _compiled(self, shared: tuple[Located, ...]) -> Automaton:
        """What looks for all that the parts need, and for the patterns that code asks in passing."""
        # Of what shows no place only what a part needs is looked for.
        looked = {p: p.expressions() for p in shared if p.shows_places}
        asked: dict[str, Expression] = {}
        for at, part in enumerate(self._parts):
            for need in part.needs if isinstance(part.needs, tuple) else (part.needs,):
                if isinstance(need, str):
                    said = Expression(_NEEDS + len(asked), need, Shows.ANYWHERE)
                    gates = [asked.setdefault(need, said).number]
                elif need.leads:
                    looked.setdefault(need, need.expressions())
                    gates = need.gates
                else:
                    self._always.append(at)
                    continue
                for number in gates:
                    self._by_event.setdefault(number, []).append(at)
        made = automaton((*(e for some in looked.values() for e in some), *asked.values()))
        for number in made.refused:
            self._always.extend(self._by_event.pop(number, ()))
        return made

    def find(self, text: str) -> list[tuple[Span, str]]:
        """Every finding with its rule's name, in no particular order.

        Raises TimeoutError past the thread's deadline, PrivacyUnavailable when the automaton fails.
        """
        return self._find(text, len(self._parts))

    def find_plain(self, text: str, among: frozenset[str] | None = None) -> list[tuple[Span, str]]:
        """As `find`, without what stands in disguise; only of these classes where some are named."""
        return self._find(text, self._plain, among)

    def _find(
        self, text: str, parts: int, among: frozenset[str] | None = None
    ) -> list[tuple[Span, str]]:
        found: list[tuple[Span, str]] = []
        long = len(text) > _SHORT
        with passing(self._automaton, text) as made:
            for number in self._named(made.events):
                if number >= parts:
                    break
                part = self._parts[number]
                if among is not None and part.label not in among:
                    continue
                if part.spans is not None:
                    found.extend(part.spans(text, found))
                if part.find is not None:
                    for start, end, score, rule in part.find(text):
                        found.append((Span(start, end, part.label, round(score, 3)), rule))
                if long:
                    time_left()
        time_left()
        return found

    def cues(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """(start, end, rule, cue) of the findings whose rule needed words outside the value."""
        for number in self.possible(text):
            part = self._parts[number]
            if isinstance(part.recognizer, RuleRecognizer):
                yield from part.recognizer.cues_by(part.number, text)

    def possible(self, text: str) -> list[int]:
        """Numbers of the rules that can match somewhere in the text."""
        with passing(self._automaton, text) as made:
            return self._named(made.events)

    def _named(self, events: Events) -> list[int]:
        by_event = self._by_event
        named = {part for number in events if number in by_event for part in by_event[number]}
        named.update(self._always)
        return sorted(named)


def _parts(recognizer: EntityRecognizer) -> Iterator[_Part]:
    """A part for each rule of a recogniser, or one for all of it when it is code."""
    label = recognizer.supported_entities[0]
    if isinstance(recognizer, RuleRecognizer) and type(recognizer).find is RuleRecognizer.find:
        for number, (rule, compiled) in enumerate(recognizer.compiled):
            find = partial(recognizer.find_by, number)
            yield _Part(label, compiled if compiled.leads else rule.needs, find, recognizer, number)
    elif isinstance(recognizer, TextRecognizer):
        for needs, finds in recognizer.finders():
            yield _Part(label, needs, finds, recognizer)
    elif isinstance(recognizer, RuleRecognizer):
        yield _Part(label, getattr(recognizer, "needs", ""), recognizer.find, recognizer)
    else:
        raise TypeError(f"{type(recognizer).__name__} is none of our recognisers")
