"""Cuts of a stream never change when more of it arrives."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.segments import (
    MAX_SENTENCE,
    MAX_SIGNS,
    MAX_ZONE,
    flow_end,
    next_cut,
    sentence_cut,
    suspicious,
)

pieces = st.sampled_from(
    [
        *("Call ", "415", "-", " 555", "京", "A1", "月", "您", "，", "<P_1>", "word", "\n"),
        *("word1 ", " w2", '"', "`", "e", "xt", " ext", "*", "{", "'", "x", ".", " AB", "ab"),
    ]
)
texts = st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=10).map("".join)


@given(texts, texts)
def test_a_cut_stands(text: str, more: str) -> None:
    """What is decided with the text so far is decided the same with more text."""
    cut = next_cut(text, 0, final=False)
    if cut is not None:
        assert cut == next_cut(text + more, 0, final=False) == next_cut(text + more, 0, final=True)


@given(texts)
def test_the_end_is_always_cut(text: str) -> None:
    """At the end of a stream nothing is left over, and no segment is longer than the bound."""
    at = 0
    while at < len(text):
        cut = next_cut(text, at, final=True)
        assert cut is not None
        assert at < cut <= at + MAX_ZONE + 4
        at = cut
    assert next_cut(text, at, final=True) is None


@given(texts, texts)
def test_a_sentence_stands(text: str, more: str) -> None:
    """The end of a sentence does not move when more text arrives."""
    cut = sentence_cut(text, 0, final=False)
    if cut is not None:
        assert cut == sentence_cut(text + more, 0, final=True)
        assert cut <= MAX_SENTENCE + MAX_ZONE + 4


def test_where_sentences_end() -> None:
    """At a full stop of either language or a line's end, not inside a number."""
    text = "It costs 3.50 now. 好的。谢谢\nBye"
    ends = []
    at = 0
    while (cut := sentence_cut(text, at, final=True)) is not None:
        ends.append(text[at:cut])
        at = cut
    assert ends == ["It costs 3.50 now.", " 好的。", "谢谢\n", "Bye"]


def flow(chunks: list[str]) -> int:
    """How many chunks let something go at once."""
    text = ""
    at = left = 0
    for chunk in chunks:
        text += chunk
        before = at
        while (cut := next_cut(text, at, final=False)) is not None:
            at = cut
        left += at > before
    return left


@pytest.mark.parametrize(
    ("chunks", "share"),
    [
        ([f"word{n} " for n in range(40)], 0.9),
        ([f" token{n}" for n in range(40)], 0.9),
        ([f"chunk {n} " for n in range(40)], 0.9),
        ([f" chunk-{n}" for n in range(40)], 0.9),
        ([f"w{n} " for n in range(40)], 0.9),
        ([" Step", " 1", ":", " wait", " 3", "-", "5", " days", ",", " then"] * 4, 0.7),
        (['{"', "size", '":', " 38", ', "', "name", '":', ' "', "shoes", '"},'] * 4, 0.7),
        ([" |", " Item", " |", " 12", " |", " left", " |", "\n"] * 5, 0.7),
        ([" 25", "元", "的", "订单", "将在", "3", "到", "5", "天内", "到账", "，"] * 4, 0.8),
        ([" Thank", " you", ",", " we", " have", " **", "two", "**", " of", " them", "."] * 4, 0.7),
    ],
)
def test_prose_flows(chunks: list[str], share: float) -> None:
    """A word waits for its end, a number for the beginning of the next word, and nothing for more."""
    assert flow(chunks) >= share * len(chunks)


@pytest.mark.parametrize(
    "number",
    [
        *("4111 1111 1111 1111", "GB29 NWBK 6016 1331 9268 19", "+1 (415) 555-0123 ext 4"),
        *("415-555-0123 x12", "1990年 1月 1日", "QQ 12 34 56 C", "0571 8888 6666"),
    ],
)
def test_a_number_is_not_parted(number: str) -> None:
    """From its first digit to the last group, whatever word follows."""
    at = number.index(next(c for c in number if c.isdigit()))
    assert next_cut(f"{number} part2 goes on", at, final=False) == len(number)


words = st.sampled_from(
    ["plain ", "words, ", "go. ", "你好", "，", "\n", "pin ", "密", "码", "4", "<P_1>", "e."]
)


@given(st.lists(words, max_size=12).map("".join), st.text(max_size=12), st.text(max_size=4))
def test_a_flow_is_the_segments_that_nobody_suspects(text: str, before: str, more: str) -> None:
    """What leaves in one go would have left segment by segment, with more text as well."""
    end = flow_end(before, text, 0)
    at = 0
    while at < end:
        cut = next_cut(text, at, final=False)
        assert cut is not None
        assert cut == next_cut(text + more, at, final=True)
        assert not suspicious((before + text[:at])[-64:], text[at:cut])
        at = cut
    assert at == end


def test_words_flow_until_a_cue() -> None:
    """And behind it nothing does."""
    text = "你好，all is well, the password was swordfish and so on. "
    assert text[: flow_end("", text, 0)].rstrip() == "你好，all is well, the"
    assert flow_end("my code: ", text, 0) == 0
    assert flow_end("", "你好，al", 0) == 3


@pytest.mark.parametrize("joint", [" ", "  "])
@pytest.mark.parametrize("step", [1, 3, 7])
def test_a_row_of_numbers_is_not_held_for_long(joint: str, step: int) -> None:
    """No longer than the longest value that is written with blanks, and the rest goes on by itself."""
    text = joint.join(str(n) for n in range(0, 400, step))
    at, longest = 0, 0
    while (cut := next_cut(text, at, final=False)) is not None:
        longest = max(longest, sum(map(str.isalnum, text[at:cut])))
        at = cut
    assert longest <= MAX_SIGNS
    assert len(text) - at <= MAX_SIGNS * (1 + len(joint))


@pytest.mark.parametrize(
    "number", ["4111 1111 1111 1111", "415 555 0132", "GB29 NWBK 6016 1331 9268 19"]
)
def test_a_number_behind_a_row_is_not_parted(number: str) -> None:
    """Wherever the row began."""
    for size in range(1, 90):
        row = " ".join(str(n % 90 + 2) for n in range(size)) + " "
        at = 0
        while (cut := next_cut(f"{row}{number} is it", at, final=True)) is not None:
            at = cut
            assert not len(row) < at < len(row) + len(number), (row, at)


@pytest.mark.parametrize("stop", [", ", "; ", " / ", ". "])
@pytest.mark.parametrize(
    "number", ["4111 1111 1111 1111", "3782 822463 10005", "138 1234 5678", "+86 138 1234 5678"]
)
def test_a_list_is_parted_between_its_values(number: str, stop: str) -> None:
    """A list too long to be held leaves value by value, never half of one."""
    text = stop.join([number] * 30)
    between = re.compile(f"{re.escape(stop)}|$")
    ends = {at for m in between.finditer(text) for at in range(m.start(), m.end() + 1)}
    at, cuts = 0, 0
    while (cut := next_cut(text, at, final=True)) is not None:
        at, cuts = cut, cuts + 1
        assert at in ends
    assert cuts > 2


def test_what_is_suspicious() -> None:
    """Numbers and signs are, and plain words after a cue."""
    assert suspicious("", "415")
    assert suspicious("my password is ", "swordfish")
    assert not suspicious("hello ", "world")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("plain words \ud83d", False),
        ("\ud83d 7", True),
        ("my \ud83d PIN", True),
        ("一二三四五六七", True),
        ("一二三四五六", False),
        ("a.b", True),
        ("٣", True),
        ("TOKEN", True),
    ],
)
def test_signs_of_a_value(text: str, told: bool) -> None:
    """A sign or a cue anywhere; half a surrogate pair is none and hides none."""
    assert suspicious("", text) is told
