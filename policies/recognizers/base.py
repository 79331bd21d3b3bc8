"""The common form of our pattern recognisers, as Presidio `PatternRecognizer`s.

Unlike Presidio's own: no `\\b` (a Han character is a word character), the value may be a part of the
match (`(?P<v>…)`), a checksum moves the score and never rejects, and a pattern that runs out of time
raises. Knows no pack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

import regex

from policies.presidio import EntityRecognizer, Pattern, PatternRecognizer, RecognizerResult
from policies.recognizers.located import Located, of_rule

Found = tuple[int, int, float, str]  # start, end, score, rule
# What a text must hold: an expression (RE2's syntax), a pattern that must match, or patterns of which one must.
Needs = str | Located | tuple[Located, ...]
# What then finds.
Finder = tuple[Needs, Callable[[str], Iterator[Found]]]
LANGUAGE = "mul"  # one pseudo-language: a message may mix them
# For patterns that are not `located`, which see the deadline of the whole scan.
TIMEOUT_SECONDS = 2.0
# ASCII borders for values of digits, and of letters and digits.
NOT_DIGIT_AFTER = r"(?![0-9])(?![.,][0-9])"
NOT_WORD_BEFORE = r"(?<![0-9A-Za-z_])"
NOT_WORD_AFTER = r"(?![0-9A-Za-z_])"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern: the group `v`, where there is one, is the value.

    `needs`, in RE2's syntax, is what a text must hold for the rule to match; it is asked only where the pattern
    has no outline (policies.recognizers.outline) that says the same more exactly.
    """

    name: str
    pattern: str
    score: float
    needs: str = ""


class RuleRecognizer(PatternRecognizer):  # type: ignore[misc]  # Presidio ships no types
    """A class of data found by rules; subclasses give `label`, `rules` and, with a checksum, `weigh`."""

    label: ClassVar[str]
    rules: ClassVar[tuple[Rule, ...]]

    def __init__(self) -> None:
        super().__init__(
            supported_entity=self.label,
            supported_language=LANGUAGE,
            patterns=[Pattern(r.name, r.pattern, r.score) for r in self.rules],
        )
        self.compiled: tuple[tuple[Rule, Located], ...] = tuple(
            (rule, of_rule(rule.pattern)) for rule in self.rules
        )
        self._groups = ["v" if "v" in found.groupindex else 0 for _, found in self.compiled]

    def weigh(self, value: str, score: float) -> float:
        """The score of a value after its checksum; the value as it stands in the text."""
        del value
        return score

    def settle(self, text: str, start: int, end: int, score: float) -> float:
        """The score of the value `text[start:end]` after what stands around it."""
        del text, start, end
        return score

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: Any = None,
        regex_flags: int | None = None,
    ) -> list[RecognizerResult]:
        """Every match of every rule; TimeoutError when a rule takes too long."""
        del entities, nlp_artifacts, regex_flags
        return [
            result(self, start, end, score, name) for start, end, score, name in self.find(text)
        ]

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """(start, end, score, rule) of each match; TimeoutError when a rule takes too long."""
        for at in range(len(self.compiled)):
            yield from self.find_by(at, text)

    def find_by(self, number: int, text: str) -> Iterator[tuple[int, int, float, str]]:
        """What the rule of this number finds, as `find`."""
        rule, compiled = self.compiled[number]
        group = self._groups[number]
        for match in compiled.finditer(text):
            start, end = match.span(group)
            if end > start:
                score = self.weigh(text[start:end], rule.score)
                yield start, end, self.settle(text, start, end, score), rule.name

    def cues_by(self, number: int, text: str) -> Iterator[tuple[int, int, str, str]]:
        """(start, end, rule, cue) of the matches of this rule that hold more than the value."""
        rule, compiled = self.compiled[number]
        if "v" not in compiled.groupindex:
            return
        for match in compiled.finditer(text):
            start, end = match.span("v")
            cue = f"{text[match.start() : start].strip()} {text[end : match.end()].strip()}"
            yield start, end, rule.name, cue.strip()


class TextRecognizer(EntityRecognizer):  # type: ignore[misc]  # Presidio ships no types
    """A class of data found by code; subclasses give `label` and either `find` or `finders`.

    `needs`, in RE2's syntax (no look-around), is a cheap test of what a text must hold for `find` to be asked.
    """

    label: ClassVar[str]
    needs: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__(supported_entities=[self.label], supported_language=LANGUAGE)

    def load(self) -> None:
        """Nothing to load."""

    def finders(self) -> tuple[Finder, ...]:
        """The parts that can be asked one by one, each with a test of its own in place of `needs`."""
        return ((self.needs, self.find),)

    def find(self, text: str) -> Iterator[Found]:
        """(start, end, score, rule) of each finding; TimeoutError when a rule takes too long."""
        for _, find in self.finders():
            yield from find(text)

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: Any = None
    ) -> list[RecognizerResult]:
        """Every finding, in Presidio's form."""
        del entities, nlp_artifacts
        if self.needs and _compiled(self.needs).search(text) is None:
            return []
        return [result(self, *found) for found in self.find(text)]


@lru_cache(maxsize=1_024)
def _compiled(needs: str) -> regex.Pattern[str]:
    """Compiled when first asked: the engine never asks it."""
    return regex.compile(needs)


def result(
    recognizer: Any, start: int, end: int, score: float, rule: str, label: str | None = None
) -> RecognizerResult:
    """A finding in Presidio's form, with the rule's name for `policy preview`."""
    return RecognizerResult(
        entity_type=label or recognizer.supported_entities[0],
        start=start,
        end=end,
        score=score,
        recognition_metadata={
            RecognizerResult.RECOGNIZER_NAME_KEY: rule,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: recognizer.id,
        },
    )
