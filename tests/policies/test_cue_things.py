"""Numbers of orders and products are announced by other words than a person's."""

from __future__ import annotations

import pytest

from policies.recognizers.cue_things import names_a_thing

THINGS = [
    "order no. ",
    "Tracking number: ",
    "invoice is ",
    "订单号：",
    "SKU ",
    "version ",
    "券码是",
    "error code: ",
    "股票代码是",
]
OTHERS = [
    "my phone is ",
    "reordered by ",
    "the order of Ann, call ",
    "电话：",
    "",
    "订单的联系人电话",
    "税务代码",
    "他的身份代码是",
]


@pytest.mark.parametrize("words", THINGS)
def test_words_for_things(words: str) -> None:
    """Right before the number."""
    text = f"{words}48213377"
    assert names_a_thing(text, len(words))


@pytest.mark.parametrize("words", OTHERS)
def test_other_words(words: str) -> None:
    """A person's number, and a thing that is named earlier."""
    text = f"{words}48213377"
    assert not names_a_thing(text, len(words))
