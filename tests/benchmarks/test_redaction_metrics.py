"""Scores of hand-made cases: what counts as found, as right, as neutral."""

from __future__ import annotations

import pytest

from benchmarks.redaction.accuracy import passed
from benchmarks.redaction.cases import Case, Entity
from benchmarks.redaction.goals import CLEAN, CONTEXT, FREE, NONE, STRUCTURED
from benchmarks.redaction.metrics import Score

# "Tel (415) 555-0132, Mr. Lee" with a number, a name, and a title that counts neither way.
TEXT = "Tel (415) 555-0132, Mr. Lee"
CASE = Case(TEXT, (Entity(4, 18, "PHONE_NUMBER"), Entity(24, 27, "PERSON")), ((20, 24),), "made")


def score(*spans: tuple[int, int], case: Case = CASE) -> Score:
    """One case counted."""
    made = Score()
    made.add(case, spans)
    return made


@pytest.mark.parametrize(
    ("spans", "recall", "char_recall", "char_precision", "span_precision"),
    [
        ([(4, 18), (24, 27)], 1.0, 1.0, 1.0, 1.0),
        # The opening bracket is no letter or digit: the number is found without it.
        ([(5, 18), (24, 27)], 1.0, 1.0, 1.0, 1.0),
        # One digit short: not found, and 12 of 13 letters and digits are masked.
        ([(4, 17), (24, 27)], 0.5, 12 / 13, 1.0, 1.0),
        # The title in front of the name may be masked.
        ([(4, 18), (20, 27)], 1.0, 1.0, 1.0, 1.0),
        # "Tel" is masked too much: three characters of nineteen; the space does not count.
        ([(0, 18), (24, 27)], 1.0, 1.0, 16 / 19, 1.0),
        # Two spans find one entity together.
        ([(4, 9), (10, 18), (24, 27)], 1.0, 1.0, 1.0, 1.0),
        # A span that touches no entity.
        ([(0, 3)], 0.0, 0.0, 0.0, 0.0),
        ([], 0.0, 0.0, 1.0, 1.0),
    ],
)
def test_shares_of_one_case(
    spans: list[tuple[int, int]],
    recall: float,
    char_recall: float,
    char_precision: float,
    span_precision: float,
) -> None:
    """Each share is as counted by hand."""
    made = score(*spans)
    assert made.recall == pytest.approx(recall)
    assert made.char_recall == pytest.approx(char_recall)
    assert made.char_precision == pytest.approx(char_precision)
    assert made.span_precision == pytest.approx(span_precision)


def test_overlapping_spans_count_each_character_once() -> None:
    """Masking a character twice changes no character share."""
    assert score((4, 18), (6, 18)).masked == score((4, 18)).masked


def test_add_says_whether_a_case_is_perfect() -> None:
    """Neither a missed entity nor a character too much is perfect."""
    made = Score()
    assert made.add(CASE, [(4, 18), (24, 27)])
    assert not made.add(CASE, [(4, 18)])
    assert not made.add(CASE, [(0, 18), (24, 27)])
    assert made.missed == {"made": 1}


def test_messages_without_entities_count_as_touched_when_anything_is_masked() -> None:
    """The share of touched messages."""
    made = Score()
    made.add(Case("all good"), [])
    made.add(Case("room C4"), [(5, 7)])
    assert made.touched_share == 0.5
    assert made.char_precision == 0.0


@pytest.mark.parametrize(
    ("goal", "spans", "reached"),
    [
        (STRUCTURED, [(4, 18), (24, 27)], True),
        (STRUCTURED, [(0, 18), (24, 27)], False),
        (CONTEXT, [(0, 18), (24, 27)], True),
        (CONTEXT, [(4, 18)], False),
        (FREE, [(4, 17), (24, 27)], False),
        (NONE, [], None),
    ],
)
def test_goals(goal: object, spans: list[tuple[int, int]], reached: bool | None) -> None:
    """A score reaches a goal only when it reaches each of its bounds."""
    assert passed(score(*spans), goal) is reached  # type: ignore[arg-type]


def test_the_goal_of_clean_messages_is_a_share() -> None:
    """One in two hundred may be touched, two may not."""
    made = Score()
    for number in range(200):
        made.add(Case("x1"), [(0, 2)] if number == 0 else [])
    assert passed(made, CLEAN)
    made.add(Case("x1"), [(0, 2)])
    assert not passed(made, CLEAN)
