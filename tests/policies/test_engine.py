"""One automaton chooses the rules, and nothing is lost by the choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import hyperscan
import pytest
import regex
from hypothesis import given, settings

from policies.engine import RuleEngine
from policies.presidio import EntityRecognizer
from policies.recognizers.base import LANGUAGE, Found, Rule, RuleRecognizer, TextRecognizer
from policies.recognizers.catalogue import pattern_recognizers
from policies.recognizers.deadline import deadline
from policies.spans import Span
from sottovoce.errors import PrivacyUnavailable
from tests.policies.test_outline import TEXTS

RECOGNIZERS = pattern_recognizers()
ENGINE = RuleEngine(RECOGNIZERS)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_engine_finds_what_all_recognisers_find(text: str) -> None:
    """What a rule needs is never narrower than what it matches: to leave it out loses nothing."""
    every = {
        (recognizer.supported_entities[0], start, end, round(score, 3))
        for recognizer in RECOGNIZERS
        for start, end, score, _ in _everywhere(recognizer, text)
    }
    ours = {(s.label, s.start, s.end, s.score) for s, _ in ENGINE.find(text)}
    assert ours == every


def _everywhere(recognizer: EntityRecognizer, text: str) -> Iterator[Found]:
    """What all its parts find, asked without a look at what they need; a place once for each part."""
    if isinstance(recognizer, TextRecognizer):
        for _, find in recognizer.finders():
            yield from find(text)
    else:
        yield from recognizer.find(text)


def test_a_text_without_anything_runs_nearly_nothing() -> None:
    """An ordinary sentence names no structured rule."""
    assert len(ENGINE.possible("I would like to know how long the delivery takes.")) <= 4


def test_no_part_is_asked_of_every_text() -> None:
    """Each part, of rules and of code, says what it needs: an empty text has nothing of it."""
    assert ENGINE.possible("") == []


class Plate(RuleRecognizer):
    """A rule with words around its value."""

    label = "URL"
    rules = (Rule("plate", r"tag[: ]+(?P<v>[A-Z]{3})(?= ok)", 0.5),)


def test_cues_are_the_words_around_a_value() -> None:
    """What a rule needed beside the value is shown."""
    assert list(RuleEngine([Plate()]).cues("tag: ABC ok")) == [(5, 8, "plate", "tag:")]


@dataclass(frozen=True)
class Own:
    """An entity of a pack's own."""

    label: str
    compiled: regex.Pattern[str]

    def find(self, text: str):  # type: ignore[no-untyped-def]
        yield from ((*m.span(), 0.9, "own") for m in self.compiled.finditer(text))


def test_entities_of_a_pack_run_too() -> None:
    """Beside the recognisers or alone."""
    engine = RuleEngine(entities=[Own("CUSTOM_X", regex.compile(r"X-\d{3}(?!\d)"))])
    assert engine.find("an X-123 and X-1234") == [(Span(3, 8, "CUSTOM_X", 0.9), "own")]
    assert engine.possible("nothing") == []


def test_a_silent_automaton_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer from Hyperscan is never read as nothing found."""
    engine = RuleEngine([Plate()])
    assert engine.find("tag: ABC ok")

    class Mute:
        """A database that is broken."""

        def scan(self, *asked: object) -> None:
            """Fails."""
            raise hyperscan.InvalidError

    held = engine._automaton._databases
    monkeypatch.setattr(engine._automaton, "_databases", [Mute() for _ in held])
    with pytest.raises(PrivacyUnavailable):
        engine.find("tag: ABC ok")


def test_the_deadline_of_the_scan_ends_it() -> None:
    """Past the deadline a scan raises instead of giving what it has."""
    with deadline(0.0), pytest.raises(TimeoutError):
        ENGINE.find("call 415-555-0123")


def test_only_our_recognisers_are_taken() -> None:
    """Another recogniser of Presidio's has no rule to look at."""
    from presidio_analyzer import PatternRecognizer

    stranger = PatternRecognizer("X", deny_list=["a"], supported_language=LANGUAGE)
    with pytest.raises(TypeError, match="PatternRecognizer"):
        RuleEngine([stranger])
