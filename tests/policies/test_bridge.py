"""Cue and value further apart: what the words between them must be."""

from __future__ import annotations

import re

import pytest

from policies import Detector
from policies.recognizers.bridge import bridged, led_back, stray


def all_of(form: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where the form stands."""
    return [found.span() for found in form.finditer(text)]


def back(form: re.Pattern[str], before: str) -> tuple[int, int, float] | None:
    """The last value before a cue that stands behind these words."""
    return led_back(before + "PIN", len(before), *all_of(form, before)[-1])


CODE = re.compile(r"(?<![0-9A-Za-z])\d{4,6}(?![0-9A-Za-z])")

# What follows the cue; the value is 4821.
LEADS = [
    "? It is 4821.",
    " has changed. The new one is 4821",
    " I gave you was wrong, it should be 4821.",
    " that you sent yesterday is 4821",
    " (as printed on the letter): 4821",
    "?\nCustomer: sure, it's 4821.",
    "\nMe: one sec\nMe: 4821",
    "? Thanks.\nMary Ann: 4821",
    "\n[12:03] agent: take your time\n[12:04] user: 4821",
    ", and it reads 4821.",
    "是多少呢？\n客户：嗯，4821，对的",
    "换了，新的是4821",
    "有误，请更正为4821",
    "不对，不是之前那个，是4821",
    "我记得好像是4821",
    "的话，用4821就可以",
    "2 is 4821",
]
BREAKS = [
    " is lost. The amount is 4821",
    " is lost, the amount is 4821",
    " does not work and the room is 4821",
    "\nAmount: 4821",
    "? I live at 4821 Main Street",
    " from 2020, it is 4821",
    "忘了，金额是4821",
    "忘了，房间在4821号房那边",
    "\n客户：我要退掉订单4821",
    " " + "so " * 60 + "is 4821",
]


@pytest.mark.parametrize("rest", LEADS)
def test_a_clause_that_only_says_leads_to_the_value(rest: str) -> None:
    """Question and answer, a changed value, a relative clause: the value is the cue's."""
    text = "my PIN" + rest
    found = bridged(text, 6, all_of(CODE, text))
    assert found is not None
    assert text[found[0] : found[1]] == "4821"


@pytest.mark.parametrize("rest", BREAKS)
def test_a_new_subject_breaks_the_bridge(rest: str) -> None:
    """Another thing's number, another number between, or too many words: nothing is found."""
    assert bridged("my PIN" + rest, 6, all_of(CODE, "my PIN" + rest)) is None


@pytest.mark.parametrize(
    "before",
    [
        "I used 4821 for the ",
        "4821 should be the ",
        "Is 4821 still my ",
        "4821? Yes, that's my ",
        "4821这个是我的",
        "4821 is not accepted as my ",
        "4821 isn't working as the ",
        "just put 4821 where it asks for the ",
        "输入4821提示",
        "拿4821当",
    ],
)
def test_the_value_may_stand_before(before: str) -> None:
    """Words that only say lead back to the value too."""
    found = back(CODE, before)
    assert found is not None
    assert before[found[0] : found[1]] == "4821"


@pytest.mark.parametrize(
    "before",
    [
        "In 2019 I lost my ",
        "I paid 4821 and lost my ",
        "4821, ",
        "4821 Main Street, the ",
        "4821! And still my ",
        "支付4821提示",
    ],
)
def test_other_words_do_not_lead_back(before: str) -> None:
    """A year, a verb of its own, or nothing but a comma: no value of the cue's."""
    assert back(CODE, before) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Agent: What is your SSN?\nCustomer: 325497102", "325497102"),
        ("My passport number has changed. The new one is LA7567775.", "LA7567775"),
        ("我的密码换了，新的是baaz-jxtk-76", "baaz-jxtk-76"),
        ("问：车牌号多少？答：8IQI653", "8IQI653"),
        (
            "The API key I gave you was 9e7ef5b6-2f2d-4311-9876-a042bb26e319.",
            "9e7ef5b6-2f2d-4311-9876-a042bb26e319",
        ),
        ("我的routing number是多少？是364266575", "364266575"),
    ],
)
def test_the_rules_use_it(text: str, value: str, fast: Detector) -> None:
    """The value is found, and exactly it."""
    assert value in [text[s.start : s.end] for s in fast.scan(text)]


NUMBER = re.compile(r"(?<![0-9A-Za-z])(?=[0-9A-Z]*\d)[0-9A-Z]{4,12}(?![0-9A-Za-z])")


@pytest.mark.parametrize(
    "rest",
    [
        " came back wrong again and your colleague saw 48213377.",
        "我昨天在窗口排了半天队才办下来48213377",
        " got lost in the mail. Luckily my wife had noted 48213377",
    ],
)
def test_a_long_number_in_the_sentence_is_the_cues(rest: str) -> None:
    """Any words may stand between when none of them names another number."""
    found = NUMBER.search(rest)
    assert found is not None
    assert stray(rest, 0, *found.span()) is not None


@pytest.mark.parametrize(
    "rest",
    [
        " is lost and the order has 48213377 on it",
        " does not help with the transaction we made, 48213377",
        "用不了，运单上写48213377",
        "付了钱还是不行，金额48213377",
        " came back wrong again and he saw 4821 there",
        " is lost. I am sorry. It was a long day. He saw 48213377",
        " of 2020 is lost and he saw 48213377 there",
    ],
)
def test_another_things_number_is_not_the_cues(rest: str) -> None:
    """A thing with a number of its own, a short number, two sentences between, another number before."""
    found = list(NUMBER.finditer(rest))[-1]
    assert stray(rest, 0, *found.span()) is None


def test_what_is_of_the_value_is_no_cue_for_it() -> None:
    """`ILCE-7M4的序列号`: the number of a thing, not a number that is the cue's."""
    assert back(NUMBER, "A48213377的") is None
    assert back(NUMBER, "A48213377是我的") is not None


def test_a_word_is_a_secret_only_where_it_looks_like_one(fast: Detector) -> None:
    """A form that ordinary words have too is believed from afar only with what no word has."""
    assert not fast.scan("My password? I think it is reasonable so far")
    assert [s.label for s in fast.scan("My password? I think it is okay77 so far")] == [
        "CREDENTIAL"
    ]
