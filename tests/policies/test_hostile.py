"""Hostile texts: broken, huge, repetitive. Nothing is raised but the deadline, and every rule ends in time."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies import Detector
from policies.recognizers.base import RuleRecognizer, TextRecognizer
from policies.recognizers.catalogue import pattern_recognizers
from policies.recognizers.deadline import deadline
from policies.view import open_view

RECOGNIZERS = pattern_recognizers()
UNITS = [
    "a", "A", "0", "1", "7", "A1", "a1", "0-", "1 ", "12 ", "1.",
    "a.", "a@", "a@b.", "@", "-", " ", "\n", "中", "王", "省", "路", "1号",
    "市", "No. ", "Ab ", "St ", "12 Ab ", "ab, ", "一", "一 ", "one ",
    "double ", "a dot ", "at ", "+1", "(", "((", "\\", "\\u", "%4", "%41",
    "&#4", "&#49;", "<PERSON_1>", "<PERSON_", "&amp;", "A/", "aB3-", "==",
    "é", "😀", "\u200b", "\u0301", "о", "\u202e", "١", "：", "http://a/",
    "my name is ", "我叫", "card ", "密码", "password is ", "call me ", "Mr ",
    "先生", "unit 1, ", "Flat 1 ", "eyJ", "sk-", "::", "0:", "ff:",
]  # fmt: skip


@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=lambda r: type(r).__name__)
def test_no_rule_backtracks_without_end(recognizer: RuleRecognizer | TextRecognizer) -> None:
    """A repeated unit of any kind ends well before the deadline of a scan."""
    for unit in UNITS:
        text = open_view((unit * (2_000 // len(unit))) + "\x00!").text
        with deadline(2.0):
            for _ in recognizer.find(text):
                pass


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_repetitive_text_ends_in_time(unit: str, fast: Detector) -> None:
    """The time limit grows with the length, and twenty thousand characters stay within it."""
    text = unit * (20_000 // len(unit))
    spans = fast.scan(text)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(UNITS),
            st.characters(),
            st.sampled_from(
                ["\ud800", "\x00", "\udfff\ud800", "مرحبا", "שלום", "👨‍👩‍👧", "\r\n", "\ufeff"]
            ),
            st.text(max_size=20),
        ),
        max_size=40,
    ).map("".join)
)
def test_any_text_is_scanned(fast: Detector, text: str) -> None:
    """Lone surrogates, NULs, other scripts: disjoint, sorted spans inside the text."""
    spans = fast.scan(text)
    at = 0
    for span in spans:
        assert at <= span.start < span.end <= len(text)
        at = span.end


def test_a_hundred_thousand_characters() -> None:
    """The view of a long text costs memory in proportion to its length."""
    tracemalloc.start()
    open_view("王\u200b1" * 33_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000 * 400


def test_long_ordinary_texts(fast: Detector) -> None:
    """One value in a hundred thousand characters is found, and only it."""
    for filler in ("All is well with the delivery. ", "一切都很好，谢谢。"):
        half = filler * (50_000 // len(filler))
        text = f"{half}13912345678 {half}"
        assert [(s.start, s.end) for s in fast.scan(text)] == [(len(half), len(half) + 11)]
