"""Own entities: what is refused in a pattern, and how context and check digits move a score."""

from __future__ import annotations

from typing import Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from policies import entities
from policies.entities import (
    CHECK_LOSS,
    EntityDocument,
    build_entity,
    example_faults,
    iso7064,
    mod97,
    pattern_faults,
)


def entity(**fields: Any) -> entities.Entity:
    return build_entity("CUSTOM_X", EntityDocument(**{"match": ("-",), **fields}))


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(\w+\s?)*X",
        r"(x|xx)+y",
        r"(?:[0-9]+)*[A-Z]",
        r"(.*)(.*)(.*)(.*)z",
        r"(?:(?:a|b|ab)+)+c",
        r"工号(?:\d|\d\d)+号",
    ],
)
def test_patterns_that_never_end_are_refused(pattern: str) -> None:
    """Exponential and steep polynomial backtracking is told before any user's text is read."""
    assert pattern_faults(pattern, ("aaa",)) == (
        "the pattern backtracks without bound: on a hostile text it takes too long",
    )


@pytest.mark.parametrize(
    "pattern",
    [
        r"E-\d{6}",
        r"(?<![0-9])[0-9]{6}(?![0-9])",
        r"工号[:：]?\s*(?P<v>[A-Z]{2}\d{6,8})",
        r"(?i)(?:member|loyalty)\s+no\.?\s*(?P<v>[0-9A-Z]{6,14})",
        r"(?:[A-Z]{2}\d{4}|[A-Z]\d{5})",
        r"(?:[0-9A-Z]{4}-){2,4}[0-9A-Z]{4}",
    ],
)
def test_usual_patterns_pass(pattern: str) -> None:
    """What a site writes for its numbers has no fault."""
    assert pattern_faults(pattern, ("E-123456", "工号：AB123456")) == ()


@pytest.mark.parametrize("pattern", [r"\d*", r"a?", r"(?=a)", r"^", r"(?:x|)", r"\b"])
def test_patterns_that_match_nothing_are_refused(pattern: str) -> None:
    """A pattern that can match the empty string would stand everywhere."""
    assert pattern_faults(pattern) == ("the pattern matches the empty string",)


@pytest.mark.parametrize("pattern", ["[", "(", "*a", r"(?P<v>a)(?P<v", r"(?<!a+"])
def test_patterns_that_do_not_compile(pattern: str) -> None:
    """The fault says where, when the compiler does."""
    faults = pattern_faults(pattern)
    assert len(faults) == 1
    assert "not valid" in faults[0]


def test_a_pattern_that_takes_too_long_refuses_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the probes missed still ends: the time limit raises."""
    monkeypatch.setattr(entities, "TIMEOUT_SECONDS", 0.05)
    slow = entity(pattern=r"(q+)+$")
    with pytest.raises(TimeoutError):
        list(slow.find("q" * 5_000 + "!"))


def test_context_raises_the_score_within_its_reach() -> None:
    """A word near, in any case, before or after; not one character further."""
    found = entity(
        pattern=r"[0-9]{6}",
        score=0.3,
        context={"words": ["Badge", "工号"], "within": 5, "score": 0.8},
    )
    scores = {
        "BADGE123456": 0.8,
        "badge   123456": 0.3,
        "badge123456": 0.8,
        "123456工号": 0.8,
        "123456": 0.3,
        "123456......工号": 0.3,
    }
    for text, score in scores.items():
        assert [s for _, _, s, _ in found.find(text)] == [score], text
    assert found.near("工号123456", 2, 8) == "工号"
    assert found.best_score == 0.8


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        ("luhn", "79927398713", "79927398710"),
        ("mod97", "1234520", "1234521"),
        ("iban", "GB82WEST12345698765432", "GB82WEST12345698765433"),
        ("iso7064", "11010519491231002X", "110105194912310021"),
        ("gb32100", "91350100M000100Y43", "91350100M000100Y44"),
    ],
)
def test_a_wrong_check_digit_lowers_and_never_rejects(check: str, good: str, bad: str) -> None:
    """The value is found either way; the score tells."""
    found = entity(pattern=r"[0-9A-Z]{3,}", score=0.7, check=check)
    assert [s for _, _, s, _ in found.find(good)] == [0.7]
    assert [s for _, _, s, _ in found.find(bad)] == [round(0.7 - CHECK_LOSS, 3)]
    low = entity(pattern=r"[0-9A-Z]{3,}", score=0.1, check=check)
    assert [s for _, _, s, _ in low.find(bad)] == [0.05]


@given(st.integers(min_value=0, max_value=10**12))
def test_iso_checks_take_one_of_their_check_values(number: int) -> None:
    """For any number exactly one MOD 97-10 pair and exactly one MOD 11-2 character is right."""
    pairs = [n for n in range(1, 98) if mod97(f"{number}{n:02d}")]
    assert len(pairs) == 1
    assert sum(iso7064(f"{number}{c}") for c in "0123456789X") == 1


@given(st.text(max_size=30))
def test_checks_take_anything(text: str) -> None:
    """No value makes a check raise."""
    for check in ("luhn", "mod97", "iban", "iso7064", "gb32100"):
        found = entity(pattern=r"(?s).{1,30}", check=check)
        assert all(0 < score <= 1 for _, _, score, _ in found.find(text))


def test_the_group_v_is_the_value() -> None:
    """The words before a value are not part of it."""
    found = entity(pattern=r"工号(?P<v>[0-9]{4})?")
    assert [(a, b) for a, b, _, _ in found.find("工号1234，工号")] == [(2, 6)]


def test_examples_are_held_against_the_threshold() -> None:
    """An example that reaches only a lower score does not count as found."""
    found = entity(pattern=r"[0-9]{4}", score=0.5, match=("a 1234", "none"), no_match=("b 99999",))
    assert [(kind, at) for kind, at, _ in example_faults(found, 0.4)] == [
        ("match", 1),
        ("no_match", 0),
    ]
    assert [(kind, at) for kind, at, _ in example_faults(found, 0.6)] == [
        ("match", 0),
        ("match", 1),
    ]


def test_compiling_is_the_regex_modules() -> None:
    """Possessive and named sets of the regex module may be used."""
    assert isinstance(entity(pattern=r"\p{Han}{2,4}+").compiled, regex.Pattern)
