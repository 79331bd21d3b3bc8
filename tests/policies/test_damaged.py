"""One reader for placeholders in whatever shape; what it reads does not depend on how a text is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.damaged import CANDIDATE, Escape, Unfinished, find, may_hold, may_start, read
from policies.labels import LABELS
from policies.placeholders import MAX_LENGTH, token


def read_all(text: str) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.token) for f in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "<PERSON_1>",
        "<person_1>",
        "< PERSON 1 >",
        "《PERSON_1》",
        "[Person-1]",
        "【PERSON_1】",
        "{PERSON_1}",
        "«PERSON_1»",
        "<PERSON_1]",
        "<PERSON1>",
        "<PERSON_1",
        "PERSON_1>",
        "PERSON_1",
        "person_1",
        r"PERSON\_1",
        r"<PERSON\_1>",
        "＜PERSON_01＞",
        "＜ＰＥＲＳＯＮ＿１＞",
        "<PER\u200bSON_1\u2060>",
        "&lt;PERSON_1&gt;",
        "&#60;PERSON_1&#x3e;",
        "\\u003cPERSON_1\\u003e",
        "\\\\u003cPERSON_1\\\\u003e",
        "%3CPERSON_1%3E",
        "%3cPERSON%5F1%3e",
        "%253CPERSON_1%253E",
    ],
)
def test_damaged_forms(text: str) -> None:
    """What a small model, a user or an encoder makes of a placeholder still names it, whole."""
    assert read_all(text) == [(text, "<PERSON_1>")]
    assert read_all(f"请找{text}。") == [(text, "<PERSON_1>")]


@pytest.mark.parametrize(
    "text",
    [
        "<b>",
        "PERSON",
        "<PERSON>",
        "<PERSON_0>",
        "<PERSON_12345>",
        "<ITEM_1>",
        "{user_1}",
        "[1]",
        "person 1",
        "xperson_1",
        "person_1x",
        "person_1_b",
        "<PERSON__1>",
        "[PERSON]",
        "100% PERSON",
        "a & b < c",
    ],
)
def test_what_is_no_placeholder(text: str) -> None:
    """Markup, plain words, templates and numbers that could hide a value are none."""
    assert read_all(text) == []


@pytest.mark.parametrize("label", [*LABELS, "CUSTOM_STAFF", "CUSTOM_STAFF_ID2", "LITERAL"])
def test_every_class(label: str) -> None:
    """Each class is read in its exact form, in lower case and without brackets."""
    exact = token(label, 12)
    for text in (exact, exact.lower(), exact[1:-1]):
        assert read_all(f"({text})") == [(text, exact)]


def test_own_classes_with_spaces() -> None:
    """A pack's own class may be damaged as well; its number is its last word."""
    assert read_all("<custom staff id 3 >") == [("<custom staff id 3 >", "<CUSTOM_STAFF_ID_3>")]
    assert read_all("custom_1 custom_staff") == []


def test_how_it_was_escaped() -> None:
    """The value can be written the same way, as often as the token was escaped."""
    found = [next(iter(find(t))) for t in ("%3CURL_1%3E", "%253CURL_1%253E", "&lt;URL_1&gt;")]
    assert [(f.escape, f.depth) for f in found] == [
        (Escape.PERCENT, 1),
        (Escape.PERCENT, 2),
        (Escape.HTML, 1),
    ]
    twice = next(iter(find(r"\\u003cURL_1\\u003e")))
    assert (twice.escape, twice.depth) == (Escape.JSON, 2)


PIECES = ["<", "PERSON", "_", "1", ">", "person_1", "\\u003c", "%3C", "&lt;", " ", "《", "x", "人"]
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=10).map("".join)


@given(texts, texts)
def test_more_text_changes_no_answer(text: str, more: str) -> None:
    """What is read of an unfinished text stands, however the text goes on."""
    for at in range(len(text)):
        if not may_start(text, at):
            continue
        try:
            found = read(text, at, final=False)
        except Unfinished:
            assert len(text) - at < MAX_LENGTH
            continue
        assert found == read(text + more, at, final=True)


@given(texts)
def test_the_quick_look_misses_nothing(text: str) -> None:
    """Where the linear search says no, the reader finds nothing either."""
    if not may_hold(text):
        assert all(
            read(text, at, final=True) is None for at in range(len(text)) if may_start(text, at)
        )


@pytest.mark.parametrize("text", ["\ud800", "a \udfff <PERSON_1>", "\ud83d %3CPERSON_1%3E"])
def test_half_a_surrogate_pair_hides_nothing(text: str) -> None:
    """Text that is no Unicode is read like any other, and raises nothing."""
    found = [one.token for one in find(text)]
    assert found == (["<PERSON_1>"] if "PERSON" in text else [])


@pytest.mark.parametrize("sign", list(" \t\r\n.,:!?'\")"))
@given(label=st.sampled_from(sorted(LABELS)), more=st.text("_1 >", max_size=4))
def test_no_sign_stands_between_a_bare_name_and_its_number(
    sign: str, label: str, more: str
) -> None:
    """What makes the search for beginnings skip most words is true of the reader itself."""
    assert read(f"{label}{sign}{more}", 0, final=True) is None
    assert read(f"{label}{sign}{more}", 0, final=False) is None


@given(
    st.lists(
        st.sampled_from(
            ["<", "PERSON", "＜", "Ｐ", "ERSON", "_", "1", ">", " ", "\u200b", "\\u003c", "%3C", "&lt;",
             "张", "a", ".", "-", "𝐏", "【", "\n"]
        ),
        max_size=8,
    ).map("".join)
)  # fmt: skip
def test_the_search_for_beginnings_misses_none(text: str) -> None:
    """Wherever the reader would read a placeholder, or wait for more, the search stops."""
    starts = {match.start() for match in CANDIDATE.finditer(text)}
    for at in range(len(text)):
        if at in starts or not may_start(text, at):
            continue
        assert read(text, at, final=True) is None
        assert read(text, at, final=False) is None
