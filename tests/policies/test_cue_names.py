"""What the rules know as a cue is nobody's name."""

from __future__ import annotations

import pytest

from policies import Detector
from policies.cue_names import CueNames
from policies.recognizers.catalogue import pattern_recognizers
from policies.spans import Span

KNOWN = CueNames(pattern_recognizers())


def _left(value: str, label: str = "PERSON") -> bool:
    return not KNOWN.without(value, [Span(0, len(value), label, 0.6)])


@pytest.mark.parametrize(
    "value",
    [
        "EIN",
        "sort code",
        "SSN",
        "QQ",
        "车牌",
        "passport number",
        "temporary password",
        "NHS",
        "ID",
        "Taiwan",
        "Sure",
    ],
)
def test_a_cue_is_no_name(value: str) -> None:
    """Acronyms, words for numbers and the country before a paper are no persons."""
    assert _left(value)


@pytest.mark.parametrize("value", ["Taiwan permit", "Macau", "印度", "German tax ID"])
def test_a_cue_is_no_place(value: str) -> None:
    """The country of a paper is no address."""
    assert _left(value, "LOCATION")


@pytest.mark.parametrize("value", ["Ann", "Ann Lee", "王小明", "Karen Card-Smith", "x" * 60])
def test_names_stay(value: str) -> None:
    """A name stays, and also one with a cue in it; long values are not looked at."""
    assert not _left(value)


def test_other_classes_stay() -> None:
    """Only names and places are judged."""
    assert not _left("SSN", "CREDENTIAL")


@pytest.mark.parametrize(
    ("text", "value"),
    [("客户：EIN 41-8558541", "41-8558541"), ("客户：车牌号 粤G7DV56", "粤G7DV56")],
)
def test_only_the_value_is_taken_out(text: str, value: str, fast: Detector) -> None:
    """The cue behind a speaker's name stays in the text."""
    assert [text[s.start : s.end] for s in fast.scan(text)] == [value]
