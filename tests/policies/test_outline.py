"""An outline is wider than its pattern, and a located pattern finds what `regex` finds."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.recognizers.automaton import Automaton
from policies.recognizers.base import RuleRecognizer
from policies.recognizers.catalogue import pattern_recognizers
from policies.recognizers.located import Located, every
from policies.recognizers.outline import NoOutlineError, outline
from policies.recognizers.passes import passing

RULES = [
    (f"{type(r).__name__}: {rule.name}", compiled)
    for r in pattern_recognizers()
    if isinstance(r, RuleRecognizer)
    for rule, compiled in r.compiled
]
EVERY = [*RULES, *((made.pattern[:60], made) for made in every())]
AUTOMATON = Automaton(e for made in {made for _, made in EVERY} for e in made.expressions())
# Python's `re` knows no properties: a few members of each stand for them.
_PROPERTIES = {
    "Latin": "A-Za-zéü", "Lu": "A-ZÉ", "Ll": "a-zé", "L": "A-Za-zé王", "Cyrillic": "а-я", "M": "\u0301",
    "N": "0-9", "Nd": "0-9", "Pc": "_", "So": "☺", "Han": "王李一", "Greek": "α-ω", "Hangul": "가-나",
}  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?<![0-9])1[3-9]\d{9}(?![0-9])", "x13812345678"),
        (r"(?P<a>[ -])x\1", "-x-"),
        (r"(?i:iban)[^0-9A-Z\n]{0,3}", "IbAn "),
        (r"a{2,}+b?+(?>c|d)*", "aaab"),
        (r"[^\s,，]{3,64}?", "Ab\u3000"),
        (r"[\]\[^-]x", "^x"),
        (r"\u4e00[\u4e00-\u9fff]\x41", "一丁A"),
        (r"(?:^|\n)- (\w+)$", "a\n- 王w"),
        (r"x(?i)y", "xY"),
        (r"(?i)x(?=(?-i:[A-Z]))y?", "XY"),
        (r"(?i)adım[ı]", "xadImI"),
        (r"(?i)adım[^ı]x", "xADIMxx"),
        (r"(?<![A-Za-z])no|(?i)(?<!\w)x", "nono noX-xx"),
        (r"(?:(?<!a)bc)+", "bcbc abc"),
        (r"((?<!a)b)c\1", "bcb abcb"),
    ],
)
def test_outlines_by_example(pattern: str, text: str) -> None:
    """What `regex` finds, the outline finds at the same place."""
    made = Located(pattern)
    assert outline(pattern) == made.outline
    for after in ("", "b"):
        with passing(Automaton(made.expressions()), text + after):
            found = [m.span() for m in made.finditer(text + after)]
        assert found == [m.span() for m in made.regex.finditer(text + after)]
    assert regex.search(pattern, text + "b") or pattern.startswith("[^")


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?|a|b)", r"\X", r"\L<words>", "(a", r"\p{Script=Han}", r"\9", f"{'(a)' * 10}\\10", "(?:ab){e<=1}c",
        "(?:ab){2}{i}", "a{b}", "[[:alpha:]]x", "[^[:digit:]]",
    ],
)  # fmt: skip
def test_what_has_no_outline_is_said(pattern: str) -> None:
    """A pattern that cannot be widened is not guessed at."""
    with pytest.raises(NoOutlineError):
        outline(pattern)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?<![A-Z])a(?<!b)c", "(?:^|[^A-Z])ac"),
        (r"(?<![^,])a|(?<!\p{L})b", "(?:^|[,])a|(?:^|[^A-Za-z])b"),
        (r"(?i)(?:(?<!x)a|b)", "(?i:(?:(?:^|[^x])a|b))"),
        (r"(?:(?<!x)a)?b|(?:c(?<!d)){2}", "(?:(?:a))?b|(?:(?:c)){2}"),
        (r"((?<!x)a)\1", "(?:(?:^|[^x])a)(?:a)"),
        (r"(?<!\P{L})a|(?<!bc)d", "a|d"),
        (r"^(?<!x)(?<!y)a|(?<!x)(?<!y)b", "(?m:^)a|(?:^|[^x])b"),
    ],
)
def test_what_must_not_stand_before_a_match_is_asked(pattern: str, expected: str) -> None:
    """Where nothing of the match is before it, and once: what is repeated may follow itself."""
    assert outline(pattern) == expected


def test_a_pattern_that_matches_everywhere_has_no_lead() -> None:
    """Then it is read the ordinary way."""
    assert Located(r"(?<=x)y?").leads == ()
    assert [m.span() for m in Located(r"(?=x)").finditer("axx")] == [(1, 1), (2, 2)]
    assert [m.span() for m in Located(r"\X{2}").finditer("abcd")] == [(0, 2), (2, 4)]


def test_nearly_all_patterns_have_a_lead() -> None:
    """The speed of the engine stands on it; what has none must say what it needs."""
    without = [name for name, made in EVERY if not made.leads]
    assert len(without) <= 4, without
    assert sum(made.shows_places for _, made in EVERY) > 0.8 * len(EVERY)


PIECES = st.sampled_from(
    [
        "13812345678", "+86 138-1234-5678", "4111 1111 1111 1111", "11010519491231002X", "GB82WEST12345698765432",
        "a.b@example.com", "卡号", "电话是", "my number is ", "SSN: ", "472-81-0094", "京A12345", "密码是", "QQ",
        "password is hunter22", "https://x.com/u?id=1", "192.168.1.20", "2001:db8::1",
        "护照E12345678", " ", "，", ".",
        "-", ":", "\n", "王小明", "order number ", "AB123456C", "1990年5月1日", "出生日期：", "born ", "12/03/1987",
        "0", "1", "7", "x", "é", "😀", "微信号",
        "wx_abc123", "我叫", "欧阳雪", "先生", "收件人：", "my name is ", "Jane Doe",
        "Mr. Smith", "742 Evergreen Terrace, Springfield, IL 62704",
        "北京市海淀区中关村大街27号3单元502室", "passport", "SSN",
        "eyJhbGciOiJIUzI1NiJ9.e30", "00:1a:2b:3c:4d:5e",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text("0123456789 -.ab@王:", max_size=8)), max_size=9).map(
    "".join
)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_located_pattern_finds_what_regex_finds(text: str) -> None:
    """All rules, also overlapping matches."""
    with passing(AUTOMATON, text):
        _same(text)


def _same(text: str) -> None:
    for name, compiled in EVERY:
        for overlapped in (False, True):
            ours = [m.span() for m in compiled.finditer(text, overlapped=overlapped)]
            theirs = [m.span() for m in compiled.regex.finditer(text, overlapped=overlapped)]
            assert ours == theirs, name


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_every_match_is_within_the_outline(data: st.DataObject) -> None:
    """Texts made from the outline itself: a match of the rule begins where the outline begins."""
    name, compiled = data.draw(st.sampled_from([r for r in RULES if r[1].leads]))
    text = data.draw(st.from_regex(_for_python(compiled.outline or "")))
    if not text.isascii() and re.search(r"[^\W0-9_a-zA-Z]", text) and regex.search(r"\p{Nd}", text):
        text = regex.sub(r"(?![0-9])\p{Nd}", "7", text)
    text = text.encode("utf-8", "replace").decode()
    with passing(AUTOMATON, text):
        ours = [m.span() for m in compiled.finditer(text)]
    assert ours == [m.span() for m in compiled.regex.finditer(text)], name


def _for_python(wide: str) -> str:
    wide = re.sub(r"\\p\{(\w+)\}", lambda m: _PROPERTIES[m[1]], wide)
    wide = re.sub(r"\\x\{([0-9a-f]+)\}", lambda m: re.escape(chr(int(m[1], 16))), wide)
    return re.sub(r"\(\?m:([\^$])\)", "", wide)
