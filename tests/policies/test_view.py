"""The recognisers' view of a text maps back to exact positions."""

from __future__ import annotations

import base64
import itertools
import re
import unicodedata
import urllib.parse

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from policies.engine import RuleEngine
from policies.escapes import ESCAPE, OPENS
from policies.placeholders import OPAQUE_RE
from policies.recognizers.catalogue import pattern_recognizers
from policies.spans import Span
from policies.view import OPAQUE, open_view

pieces = st.sampled_from(
    [
        "<PERSON_1>", "[URL]", "\u200b", "１３８", "abc", "王", "٣", "＠", "<b>", "\\", r"\u738b", r"\n", "&#49;",
        "%E7%8E%8B", "%4", "&amp;#49;", "⑩", "ﬁ", "\u0301", "о", "я", "\ud83d", "\ue000", "%2540", "\\@", "\x00",
    ]
)  # fmt: skip
texts = st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=8).map("".join)
VALUES = ["13800138000", "john.smith@example.com", "4111 1111 1111 1111", "GB82WEST12345698765432"]


def wide(char: str) -> str:
    return chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else "\u3000"


# Each hides a character, or leaves it when it has no such form.
DISGUISES = {
    "full-width": wide,
    "circled": lambda c: "⓪①②③④⑤⑥⑦⑧⑨"[int(c)] if c.isdigit() else c,
    "superscript": lambda c: "⁰¹²³⁴⁵⁶⁷⁸⁹"[int(c)] if c.isdigit() else c,
    "Arabic-Indic": lambda c: chr(0x660 + int(c)) if c.isdigit() else c,
    "bold": lambda c: chr(0x1D7CE + int(c)) if c.isdigit() else c,
    "keycap": lambda c: c + "\ufe0f\u20e3" if c.isdigit() else c,
    "struck": lambda c: c + "\u0336",
    "zero-width": lambda c: c + "\u200b\u2060",
    "soft hyphen": lambda c: c + "\u00ad",
    "bidi": lambda c: "\u202d" + c + "\u202c",
    "Cyrillic": lambda c: dict(zip("aeocpxABEH", "аеосрхАВЕН", strict=True)).get(c, c),
    "JSON": lambda c: f"\\u{ord(c):04x}",
    "JSON twice": lambda c: f"\\\\u{ord(c):04X}",
    "hex escape": lambda c: f"\\x{ord(c):02x}",
    "brace escape": lambda c: f"\\u{{{ord(c):x}}}",
    "decimal entity": lambda c: f"&#{ord(c)};",
    "hex entity": lambda c: f"&#x{ord(c):X};",
    "entity in entity": lambda c: f"&amp;#{ord(c)};",
    "percent": lambda c: f"%{ord(c):02X}",
    "percent twice": lambda c: f"%25{ord(c):02x}",
    "named": lambda c: {"@": "&commat;", ".": "&period;", " ": "&nbsp;"}.get(c, c),
    "backslash": lambda c: "\\" + c if c in "@. " else c,
}


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("name", DISGUISES)
def test_a_disguised_value_is_read_plainly(name: str, value: str) -> None:
    """Alone and beside Han text, and the way back covers the whole disguise and nothing more."""
    hidden = "".join(map(DISGUISES[name], value))
    text = f"我的是{hidden}，谢谢"
    view = open_view(text)
    read = view.text.replace("\\ ", " ")
    assert value in read, view.text
    if read == view.text:
        at = read.index(value)
        span = view.back(Span(at, at + len(value), "URL", 1.0))
        outer = text[span.start : span.end]
        assert hidden.strip("\u202d\u202c\u200b\u2060\u00ad") == outer.strip(
            "\u202d\u202c\u200b\u2060\u00ad"
        )


@given(
    st.sampled_from(VALUES),
    st.lists(st.sampled_from(sorted(DISGUISES)), min_size=22, max_size=22),
    texts,
)
def test_any_mixture_of_disguises_is_read_plainly(
    value: str, names: list[str], before: str
) -> None:
    """Each character may hide in its own way."""
    pairs = zip(value, itertools.cycle(names), strict=False)
    hidden = "".join(DISGUISES[n](c) if n not in ("Cyrillic", "backslash") else c for c, n in pairs)
    assert value in open_view(before.rstrip("\\&%<[#") + " 。" + hidden).text


@given(texts)
def test_every_character_maps_back(text: str) -> None:
    """Positions of the view are in order and inside the text; what is plain is what stands there."""
    view = open_view(text)
    spans = [view.back(Span(i, i + 1, "URL", 1.0)) for i in range(len(view.text))]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.start <= b.start and a.end <= b.end for a, b in itertools.pairwise(spans))
    for char, span in zip(view.text, spans, strict=True):
        there = text[span.start : span.end]
        if char.isalpha() and len(there) == 1 and there.isascii():
            assert there == char


@given(texts)
def test_a_view_holds_nothing_to_be_folded(text: str) -> None:
    """No decimal digit but ASCII's, nothing invisible, no half of a character: RE2 reads all of it."""
    view = open_view(text).text
    view.encode()
    assert not [c for c in view if c.isdecimal() and not c.isascii()]
    assert not [c for c in view if unicodedata.category(c) == "Co" and c != OPAQUE]


def test_digits_and_placeholders() -> None:
    """Foreign digits become ASCII; a placeholder is one character whatever its number."""
    assert open_view("１３８٣").text == "1383"
    assert open_view("a<PERSON_1>b").text == open_view("a<PERSON_12>b").text == f"a{OPAQUE}b"
    assert open_view("a\ue000b").text == "ab"


def test_escapes_are_what_they_stand_for() -> None:
    """Also escaped twice; half a pair of UTF-16 is no character, and a path is no escape."""
    assert open_view(r"\u738b\\u5c0f\n415 \t1").text == "王小 415  1"
    assert open_view(r"\ud83d").text == "\ufffd"
    assert open_view(r"C:\temp\users").text == r"C:\temp\users"
    assert open_view("\\" * 200_000).text == "\\" * 200_000
    assert open_view(urllib.parse.quote("王@x")).text == "王@x"
    for plain in ("100% sure & more", "a & b; c", "&phone=1", "%zz", "50 % 20", "AT&T;"):
        assert open_view(plain).text == plain


def test_percent_escapes_have_exact_places() -> None:
    """Each character of a run stands at its own bytes."""
    view = open_view("%20%E7%8E%8B%40")
    assert view.text == " 王@"
    assert (view.start, view.end) == ([0, 3, 12], [3, 12, 15])


def test_other_scripts_stay() -> None:
    """Russian and Greek words, accents, ideographs and Han punctuation are as they were."""
    for plain in (
        "Привет, хорошо",
        "Καλημέρα",
        "Windows-система",
        "José",
        "你好，世界：（一）",
        "ﷺ",
    ):
        assert open_view(plain).text == plain


@given(texts)
def test_no_escape_without_its_first_signs(text: str) -> None:
    """The quick look that skips a text misses nothing that a pass would read."""
    if re.search(rf"{OPAQUE_RE.pattern}|{ESCAPE}", text, re.ASCII):
        assert OPENS.search(text)


def test_nothing_is_copied_for_an_ordinary_text() -> None:
    """A text without anything odd is its own view, whatever sign of an escape it has."""
    signs = ("20% off, A & B", "a < b [see x]", "C:" + chr(92))
    for plain in ("Hello, 1 2 3", "你好，世界。", base64.b64encode(b"abc").decode(), *signs):
        view = open_view(plain)
        assert view.text is plain
        assert view.start is None


def test_no_view_has_what_the_automaton_reads_otherwise() -> None:
    """Digits of any script, also those that only `regex` knows, and cases of i that are Turkish."""
    every = "".join(map(chr, (*range(0x80, 0xD800), *range(0xE000, 0x110000))))
    odd = regex.findall(r"\d|(?i:i)|ı", every)
    assert len(odd) > 700
    assert open_view("a" + "a".join(odd)).text.isascii()


def test_a_cue_with_a_dotted_capital_announces_its_value() -> None:
    """`regex` takes it for an i, and the automaton must let the rule be asked."""
    found = RuleEngine(pattern_recognizers()).find(open_view("WEİXİN: jane_doe88x").text)
    assert any(span.label == "CN_SOCIAL_ID" for span, _ in found)
