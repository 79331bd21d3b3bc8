"""The words between a cue and its value that say nothing of their own."""

from __future__ import annotations

import pytest

from policies import Detector
from policies.recognizers.cue_links import APPOSITION, BACK, LINK, OPENS, PLACE

FORWARDS = [
    " became ", "那里我输的", "还是老的", "我抄给你", "默认", "设的是", "明明是", "输入",
    " number is ", " no.: ", "# ", " = ", " (", " is now ", "号码是", "改成", "號碼為",
    "：", " -> ", "还是", "就是", "登记的是", "'s ",
]  # fmt: skip
BACKWARDS = [
    " is my ", " is the new ", "是我的", " - that's my ", "（", " as ",
    "这个是", "作为", "? That's the ", "设为我的",
]  # fmt: skip
PLACES = [
    " on the back of my card", " at the hospital", " for my account", " printed on the letter",
    " from the text", " in your system", " of my wife",
]  # fmt: skip


@pytest.mark.parametrize("words", FORWARDS)
def test_words_that_lead_to_a_value(words: str) -> None:
    """They are read over as a whole."""
    text = "PIN" + words + "4821"
    link = LINK.match(text, 3)
    assert link is not None
    assert link.end() == len(text) - 4


@pytest.mark.parametrize("words", BACKWARDS)
def test_words_that_lead_back_to_a_value(words: str) -> None:
    """From a cue to the value before it."""
    link = BACK.search("4821" + words)
    assert link is not None
    assert link.start() == 4


@pytest.mark.parametrize("words", PLACES)
def test_where_a_number_stands(words: str) -> None:
    """A card, a letter, a hospital; an order is no such place."""
    assert PLACE.fullmatch(words) is not None
    assert PLACE.match(" for the order") is None


def test_a_value_that_opens_its_clause() -> None:
    """ "It's 4821, my PIN" against "I paid 4821, my PIN is lost"."""
    assert APPOSITION.search("It's 4821, my ") is not None
    assert OPENS.search("It's ") is not None
    assert OPENS.search("I paid ") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The security code on the back of my card is 415.", "415"),
        ("Record number at the hospital: 5970034", "5970034"),
        ("It's 3478, my PIN.", "3478"),
        ("我的病人编号没变，还是HL794299", "HL794299"),
        ("把58984868设为我的支付密码", "58984868"),
        ("Please change my PIN from 4821 to something else", "4821"),
        ("我的API key是3f2a9c8b7d6e5f4a3b2c1d0e9f8a7b6c，帮我看看", "3f2a9c8b7d6e5f4a3b2c1d0e9f8a7b6c"),
        ("My 就诊卡号 is V987488, can you check?", "V987488"),
    ],
)  # fmt: skip
def test_the_rules_use_them(text: str, value: str, fast: Detector) -> None:
    """The value is found whole."""
    assert value in [text[s.start : s.end] for s in fast.scan(text)]
