"""All recognisers over one text at the price of few: one automaton says which rules can match at all.

The outlines of all rules, and what the recognisers written in code need, are one RE2 set; only the rules that
it names are run. Gives what running all of them would give. Knows no pack and no model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import re2  # type: ignore[import-untyped]
import regex

from policies.presidio import EntityRecognizer
from policies.recognizers.base import RuleRecognizer, TextRecognizer
from policies.recognizers.cued import CuedRecognizer
from policies.recognizers.deadline import time_left
from policies.recognizers.located import located
from policies.spans import Span
from sottovoce.errors import PrivacyUnavailable

# Enough for the states that ordinary texts visit; with less, each text would build them anew.
_AUTOMATON_BYTES = 48 << 20
Finder = Callable[[str], Iterator[tuple[int, int, float, str]]]
SpanFinder = Callable[[str], list[tuple[Span, str]]]


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
    """One rule: what a text must hold for it (RE2), what finds, and where it stands in a recogniser."""

    label: str
    needs: str
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
        disguised: Iterable[tuple[str, SpanFinder]] = (),
    ) -> None:
        self._parts = [part for recognizer in recognizers for part in _parts(recognizer)]
        self._parts += [
            _Part(e.label, located(e.compiled.pattern).outline or "", e.find) for e in entities
        ]
        self._parts += [_Part("", needs, None, spans=spans) for needs, spans in disguised]
        # One automaton for each kind: in a common one the states of all would multiply, and a text that is
        # unlike those before it would wait for thousands of new ones.
        kinds: dict[str, list[int]] = {}
        for number, part in enumerate(self._parts):
            kinds.setdefault(_kind(part), []).append(number)
        self._sets = [self._automaton(numbers) for numbers in kinds.values()]

    def _automaton(self, numbers: list[int]) -> tuple[re2.Set, list[int]]:
        """What says which of these parts a text may be for, and the parts' numbers by its own."""
        options = re2.Options()
        options.max_mem = _AUTOMATON_BYTES
        options.log_errors = False
        made = re2.Set.SearchSet(options)
        for number in numbers:
            made.Add(self._parts[number].needs)
        # Matches every text: an answer without it is no answer (the automaton ran out of memory).
        made.Add("")
        made.Compile()
        return made, numbers

    def find(self, text: str) -> list[tuple[Span, str]]:
        """Every finding with its rule's name, in no particular order.

        Raises TimeoutError past the thread's deadline, PrivacyUnavailable when the automaton fails.
        """
        found: list[tuple[Span, str]] = []
        for number in self.possible(text):
            part = self._parts[number]
            if part.spans is not None:
                found.extend(part.spans(text))
            if part.find is not None:
                for start, end, score, rule in part.find(text):
                    found.append((Span(start, end, part.label, round(score, 3)), rule))
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
        possible: list[int] = []
        for automaton, numbers in self._sets:
            named: list[int] | None = automaton.Match(text)
            if named is None or len(numbers) not in named:
                raise PrivacyUnavailable("The automaton of the rules gave no answer.")
            if len(named) > 1:
                possible.extend(numbers[own] for own in named if own < len(numbers))
        possible.sort()
        return possible


def _kind(part: _Part) -> str:
    if isinstance(part.recognizer, CuedRecognizer):
        return "cued"
    return type(part.recognizer).__name__ if isinstance(part.recognizer, TextRecognizer) else ""


def _parts(recognizer: EntityRecognizer) -> Iterator[_Part]:
    """A part for each rule of a recogniser, or one for all of it when it is code."""
    label = recognizer.supported_entities[0]
    if isinstance(recognizer, RuleRecognizer) and type(recognizer).find is RuleRecognizer.find:
        for number, (rule, compiled) in enumerate(recognizer.compiled):
            find = partial(recognizer.find_by, number)
            yield _Part(label, compiled.outline or rule.needs, find, recognizer, number)
    elif isinstance(recognizer, TextRecognizer):
        for needs, finds in recognizer.finders():
            yield _Part(label, needs, finds, recognizer)
    elif isinstance(recognizer, RuleRecognizer):
        yield _Part(label, getattr(recognizer, "needs", ""), recognizer.find, recognizer)
    else:
        raise TypeError(f"{type(recognizer).__name__} is none of our recognisers")
