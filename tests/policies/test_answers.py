"""Answers of a worker: believed only when every part is what it must be."""

from __future__ import annotations

from typing import Any

import pytest

from policies.spans import Span
from policies.taggers.answers import spans_from


def test_a_good_answer() -> None:
    """Spans of each sentence, in order."""
    answer = [[[0, 2, "PERSON", 0.5], [3, 4, "LOCATION", 1.0]], []]
    assert spans_from(answer, ["abcd", ""]) == [
        [Span(0, 2, "PERSON", 0.5), Span(3, 4, "LOCATION", 1.0)],
        [],
    ]


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        [],
        [[], []],
        ["x"],
        [[None]],
        [[[0, 2, "PERSON"]]],
        [[[0, 5, "PERSON", 0.5]]],
        [[[2, 2, "PERSON", 0.5]]],
        [[[-1, 2, "PERSON", 0.5]]],
        [[[0, 2, "HOSTAGE", 0.5]]],
        [[[0, 2, 7, 0.5]]],
        [[[0, 2, "PERSON", 1.5]]],
        [[[0, 2, "PERSON", "0.5"]]],
        [[[True, 2, "PERSON", 0.5]]],
        [[[0, 2.0, "PERSON", 0.5]]],
    ],
)
def test_anything_else_is_refused(answer: Any) -> None:
    """A wrong count, a wrong shape, a position outside, a class that does not exist."""
    assert spans_from(answer, ["abcd"]) is None
