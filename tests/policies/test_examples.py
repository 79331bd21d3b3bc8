"""A pack's own examples against a detector, the built-in packs' against the real one."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from policies import Detector, Pack, Span, build_detector, list_packs, load_pack
from policies.analyzer import PresidioDetector
from policies.examples import count_examples, run_examples

PACK = """
name: p
actions: {"*": placeholder, ORDER_NUMBER: keep}
entities:
  CUSTOM_BADGE: {pattern: 'B[0-9]{4}', match: [B1234], no_match: [B12]}
tests:
  - {text: "Ann B1234", find: {PERSON: Ann}}
  - {text: "Ann Lee", find: {PERSON: Ann Lee}}
  - {text: "call me", find: {PHONE_NUMBER: call}}
  - {text: "nothing here"}
  - {text: "Ann"}
  - {text: "A77 is my order", untouched: [A77]}
  - {text: "Ann and Bob", untouched: [Bob]}
"""


class Fixed:
    """Finds Ann as a person, B1234 as a badge and A77 as an order."""

    def scan(self, text: str) -> list[Span]:
        words = {"Ann": "PERSON", "B1234": "CUSTOM_BADGE", "A77": "ORDER_NUMBER"}
        return [
            Span(text.find(word), text.find(word) + len(word), label, 0.9)
            for word, label in words.items()
            if word in text
        ]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    path = tmp_path / "p.yaml"
    path.write_text(PACK)
    return load_pack(path)


def test_outcomes(pack: Pack) -> None:
    """Each example has one outcome, in order, and a failure says what was found instead."""
    outcomes = list(run_examples(pack, Fixed()))
    assert len(outcomes) == count_examples(pack)
    told = {o.where: o.faults for o in outcomes}
    assert [where for where, faults in told.items() if not faults] == [
        ("entities", "CUSTOM_BADGE", "match", 0),
        ("entities", "CUSTOM_BADGE", "no_match", 0),
        ("tests", 0),
        ("tests", 3),
        ("tests", 5),
        ("tests", 6),
    ]
    assert told["tests", 1] == ("PERSON 'Ann Lee' is not found; found: PERSON 'Ann'",)
    assert told["tests", 2] == ("PHONE_NUMBER 'call' is not found; nothing is found there",)
    assert told["tests", 4] == ("'Ann' must stay, but PERSON 'Ann' is found",)


def test_an_entity_that_the_detector_does_not_see(pack: Pack) -> None:
    """The examples ask the detector, not the pattern."""

    class Blind:
        def scan(self, text: str) -> list[Span]:
            return []

    first = next(run_examples(pack, Blind()))
    assert first.faults == ("no CUSTOM_BADGE is found",)


def failures(pack: Pack, detector: Detector) -> list[str]:
    return [f"{o.where}: {o.faults}" for o in run_examples(pack, detector) if not o.ok]


@pytest.mark.parametrize("name", list_packs())
def test_own_entities_of_built_in_packs_hold_by_patterns_alone(name: str) -> None:
    """The entities' examples need no tagger."""
    pack = load_pack(name)
    found = failures(pack, build_detector(pack, engine="fast"))
    assert [fault for fault in found if fault.startswith("('entities'")] == []


@pytest.mark.slow
@pytest.mark.privacy
def test_all_examples_of_built_in_packs_hold() -> None:
    """What the packs promise in their own files, with the engine that they name."""
    with ExitStack() as open_detectors:  # one worker for all: it ends with the last of them
        for name in list_packs():
            pack = load_pack(name)
            detector = PresidioDetector(pack, pack.engine)
            open_detectors.callback(detector.close)
            assert pack.tests
            assert failures(pack, detector) == [], name
