"""Addresses in words are read as they would be written, and sentences with `at` and `dot` are none."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from policies.readings.mail import SpelledMail
from policies.readings.mail_signs import plain

# Signs for `@` and for the dot that may stand together.
AT = [
    "(at)",
    " [at] ",
    "{at}",
    "_at_",
    " -at- ",
    " AT ",
    " at sign ",
    " @ ",
    "艾特",
    " 圈a ",
    "（at）",
    "，艾特，",
]
DOT = [" dot ", "(dot)", "[dot]", "_dot_", " DOT ", "点", " 點 ", " point "]


@pytest.mark.parametrize("at", [*AT, " at "])
@pytest.mark.parametrize("dot", DOT)
def test_signs_of_both_languages(at: str, dot: str) -> None:
    """Any sign for the one with any for the other, in the host and in the mailbox."""
    for mailbox, host in (
        ("ann", "gmail.com"),
        ("j.lee", "mail.example.org"),
        ("q7", "firm.co.uk"),
    ):
        local = mailbox.replace(".", " dot ")
        text = f"Send it to {local}{at}{host.replace('.', dot)} please"
        (only,) = SpelledMail().readings(text)
        assert only.text[only.low : only.high] == f"{mailbox}@{host}"
        assert only.place(only.low, only.high) == (11, len(text) - len(" please"))
        assert only.label == "EMAIL_ADDRESS"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mail is j o h n at gmail dot com", "john@gmail.com"),
        ("write to maria nine double two at qq dot com", "maria922@qq.com"),
        ("我的邮箱是三五八二艾特一六三点com", "3582@163.com"),
        ("ann_lee at one two six dot com", "ann_lee@126.com"),
        ("lee下划线wei@qq点com", "lee_wei@qq.com"),
        ("annATgmailDOTcom", "ann@gmail.com"),
        ("ann at g mail dot com", "ann@gmail.com"),
        ("ann at gmail.com", "ann@gmail.com"),
        ("给ann艾特qqdotcom", "ann@qq.com"),
        ("ann@icloud。com", "ann@icloud.com"),
        ("tel 34964006 at firm dot org", "34964006@firm.org"),
        ("I used a.day at firm dot org", "a.day@firm.org"),
        ("send to support at acme dot com", "support@acme.com"),
        ("ok so lee underscore 9 at firm.org", "lee_9@firm.org"),
        ("ann[dot]lee AT firm.org", "ann.lee@firm.org"),
        ("j dot lee at firm.org", "j.lee@firm.org"),
        ("mail firm dot desk at firm.org", "firm.desk@firm.org"),
    ],
)
def test_digits_letters_and_signs_said_one_by_one(text: str, address: str) -> None:
    """The mailbox begins behind the words of its sentence."""
    (only,) = SpelledMail().readings(text)
    assert only.text[only.low : only.high] == address
    assert re2.search(SpelledMail.needs, text)


@pytest.mark.parametrize(
    "text",
    [
        "look at google dot com slash help", "we are at acme dot com", "get support at acme dot com",
        "ann at acme dot com slash team", "meet me at gate one. it is open", "room 5 at hotel dot com",
        "see you at gmail", "stay-at-home.com", "a dot, a dash and at last a period", "mail ann@gmail.com. In the end",
        "八点在qq点餐", "at 5 point 3 com", "it is sold at shop.example.com",
        "an echo dot speaker at firm.com", "a mad dash sale at firm.com", "pay 5 plus tax at firm.com",
    ],
)  # fmt: skip
def test_a_sentence_is_no_address(text: str) -> None:
    """Nor is an address that is written as usual."""
    assert not list(SpelledMail().readings(text))


@given(st.text(alphabet="aA1@._- (艾特点a圈)dotDOTat", max_size=60))
def test_what_has_a_reading_has_what_is_needed(text: str) -> None:
    """The cheap test never hides an address; a reading has one `@`."""
    for read in SpelledMail().readings(text):
        assert re2.search(SpelledMail.needs, text)
        assert read.text[read.low : read.high].count("@") == 1


@pytest.mark.parametrize(
    "sides",
    [
        "()", "[]", "{}", "<>", "（）", "【】", "「」", "『』", "〈〉", "**", "||", "~~", "##",
        "^^", ("--", "--"), ("<-", "->"),
        ("[[", "]]"), ("(*", "*)"), ("__", "__"), ("==", "=="), (" -", "- "),
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", ["at", "AT", "艾特"])
@pytest.mark.parametrize("dot", ["dot", "DOT", "点", "."])
def test_the_same_signs_around_both(sides: tuple[str, str], at: str, dot: str) -> None:
    """Whatever stands on both sides of `at` may stand around the dots, of hosts with any ending."""
    before, after = sides
    for host in ("gmail.com", "firm.co.uk", "nova.museum"):
        shown = host.replace(".", f"{before}{dot}{after}")
        for text in (
            f"to li_na88{before}{at}{after}{shown}",
            f"to li_na88{before}{at}{after}{host}",
        ):
            (only,) = SpelledMail().readings(text)
            assert only.text[only.low : only.high] == f"li_na88@{host}"
            assert re2.search(SpelledMail.needs, text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mail rosa_at_firm.org", "rosa@firm.org"),
        ("mail rosa (a) firm.org", "rosa@firm.org"),
        ("rosa-艾特-firm.org", "rosa@firm.org"),
        ("w a n g _ f at qq点com", "wang_f@qq.com"),
        ("rosa艾特符号firm小数点org", "rosa@firm.org"),
    ],
)
def test_signs_that_sentences_have_as_well(text: str, address: str) -> None:
    """Before an ordinary host they count where mail is spoken of."""
    (only,) = SpelledMail().readings(text)
    assert only.text[only.low : only.high] == address
    assert re2.search(SpelledMail.needs, text)


@pytest.mark.parametrize(
    "text",
    ["shot_at_sunset.io", "page 4 (a) firm.com", "see a / at / b.io", "x, at, say, five.com"],
)
def test_signs_of_names_and_lists(text: str) -> None:
    """Where none speaks of mail they are no address."""
    assert not list(SpelledMail().readings(text))


def test_plain() -> None:
    """Words for digits and signs only where they are words."""
    assert plain("someone dot stone underscore double four 五") == "someone.stone_445"


_ATS = [
    "(at)", " [at] ", " at ", " AT ", "AT", "艾特", " @ ", "@", " at sign ", " at-sign ", " at the rate of ",
    " at symbol ", " a t ", "_at_", " (a) ", "（at）",
]  # fmt: skip
_DOTS = [
    ".", " dot ", "(dot)", "[dot]", "点", "（点）", "。", " . ", ". ", " .", "DOT", "dot", "_dot_", " point ", "(.)",
    "[d]", " ( dot ) ",
]  # fmt: skip
_HOSTS = [
    "example",
    "gmail",
    "aol",
    "my-firm",
    "proton mail",
    "one six three",
    "一六三",
    "mail.firm",
]


@pytest.mark.parametrize("at", _ATS)
@pytest.mark.parametrize("dot", _DOTS)
def test_each_way_to_write_an_address_is_asked_for(at: str, dot: str) -> None:
    """What the automaton looks for is no narrower than what is read."""
    for local in ("deanwilson", "j dot smith", "j o h n", "小明abc"):
        for host in _HOSTS:
            text = f"write to {local}{at}{host}{dot}com, please"
            if list(SpelledMail().readings(text)):
                assert re2.search(SpelledMail.needs, text), text
