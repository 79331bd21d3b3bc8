"""What must be there of an expression is in each text that has the whole."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.expression_core import without_head, without_tail
from policies.recognizers.expression_tree import parsed, text_of
from tests.policies.test_leads import OUTLINES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(?:^|[^a-z])a{0,3}bc", "(?:bc)"),
        ("[a-z.]{1,}@[a-z]{1,}x?", "(?:[a-z.]@[a-z])"),
        ("(?:^|[^a-z])[a-z]{2,}b", "(?:[a-z]{2}b)"),
        ("(?:^|[^a-z])ab?", "(?:(?:^|[^a-z])a)"),
        ("(?:a?b|c{2,4}d|e)f", "(?:(?:b|c{2}d|e)f)"),
        ("(?i:(?:x?)y){1,4}z", "(?:(?i:y)z)"),
        ("a{3}b|(?m:^)- c", "(?:a{3}b|(?m:^)- c)"),
    ],
)
def test_heads_and_tails_that_may_be_missing_are_left_out(text: str, expected: str) -> None:
    """So is what may be longer; and what must not stand before the whole, where its head goes."""
    short = without_tail(parsed(text))
    assert short is not None
    assert text_of(without_head(short)) == expected


@given(OUTLINES, st.text("abc.]", max_size=12))
def test_a_text_with_the_whole_has_the_core(text: str, found: str) -> None:
    """Without its tail it begins where the whole begins, without its head it is anywhere."""
    short = without_tail(parsed(text))
    if short is None:
        assert regex.fullmatch(text, "") is not None
        return
    begun = regex.compile(text_of(short))
    for match in regex.finditer(text, found, overlapped=True):
        assert begun.match(found, match.start()) is not None
    if regex.search(text, found) is not None:
        assert regex.search(text_of(without_head(short)), found) is not None
