"""Placeholders come back in a stream however it is cut."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import ConversationTable, Restorer
from policies.restorer import restore


def table() -> ConversationTable:
    made = ConversationTable()
    made.token_for("PERSON", "王小明")
    made.token_for("PERSON", 'Ann "A" Lee')
    made.token_for("EMAIL_ADDRESS", "<PERSON_1>@example.com")
    return made


PIECES = [
    "<PERSON_1>",
    "<PERSON_2>",
    "<person 1>",
    "《EMAIL_ADDRESS_1》",
    "<PERSON_9>",
    "<",
    "<PER",
    "SON_1",
    ">",
    "a < b",
    "你好",
    "[",
    "_1",
    " ",
]
streams = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=12)


@given(streams, st.data())
def test_any_chunking_gives_the_same_text(pieces: list[str], data: st.DataObject) -> None:
    """One push, or one per piece, or one per character: equal results."""
    text = "".join(pieces)
    whole = restore(text, table())
    size = data.draw(st.integers(1, 9))
    for cut in (pieces, [text[i : i + size] for i in range(0, len(text), size)]):
        restorer = Restorer(table())
        assert "".join(map(restorer.push, cut)) + restorer.flush() == whole


@given(streams)
def test_hold_back_is_bounded(pieces: list[str]) -> None:
    """Never more is held than one placeholder's length."""
    restorer = Restorer(ConversationTable())
    sent = 0
    for piece in pieces:
        sent += len(piece) - len(restorer.push(piece))
        assert sent <= 64


def test_plain_text_leaves_at_once() -> None:
    """Only what can still become a placeholder waits."""
    restorer = Restorer(table())
    assert restorer.push("Hello <b>, 3 < 4 and <PER") == "Hello <b>, 3 < 4 and "
    assert restorer.push("SON_1>!") == "王小明!"
    assert restorer.damaged == 0


def test_unknown_and_damaged() -> None:
    """Another conversation's token stays as it is; a damaged one of ours is resolved and counted."""
    restorer = Restorer(table())
    assert restorer.push("<PERSON_9> [Person 1]") + restorer.flush() == "<PERSON_9> 王小明"
    assert restorer.damaged == 1
    assert restorer.push(r"<EMAIL\_ADDRESS\_1> <PERSON\_9>") + restorer.flush() == (
        r"<PERSON_1>@example.com <PERSON\_9>"
    )


def test_values_are_not_resolved_again() -> None:
    """A value that looks like a placeholder stays a value."""
    assert restore("<EMAIL_ADDRESS_1>", table()) == "<PERSON_1>@example.com"


@pytest.mark.parametrize(
    ("text", "expected", "damaged", "unknown"),
    [
        ("<PERSON_9> [Person 1]", "<PERSON_9> 王小明", 1, 1),
        ("ask person_1, PERSON_1 or PERSON\\_1", "ask 王小明, 王小明 or 王小明", 3, 0),
        ("person 1 and person_9", "person 1 and person_9", 0, 0),
        ("《PERSON_1》【PERSON_1】＜ＰＥＲＳＯＮ＿１＞", "王小明王小明王小明", 3, 0),
        ("<PERSON_1 hello", "王小明 hello", 1, 0),
        ("PERSON_1> hello", "王小明 hello", 1, 0),
        ("[[PERSON_1]]", "[王小明]", 1, 0),
        ("?to=%3CPERSON_1%3E&x", "?to=%E7%8E%8B%E5%B0%8F%E6%98%8E&x", 1, 0),
        ("&lt;EMAIL_ADDRESS_1&gt;", "&lt;PERSON_1&gt;@example.com", 1, 0),
        ('{"a": "\\u003cPERSON_2\\u003e"}', '{"a": "Ann \\"A\\" Lee"}', 1, 0),
    ],
)
def test_damage_and_escapes(text: str, expected: str, damaged: int, unknown: int) -> None:
    """Resolved where it is one of this conversation's; a value is escaped as its token was; both counted."""
    restorer = Restorer(table())
    assert "".join(map(restorer.push, text)) + restorer.flush() == expected
    assert (restorer.damaged, restorer.unknown) == (damaged, unknown)


def test_a_roles_view() -> None:
    """Classes that a role does not see stay placeholders or become their type."""
    text = "<PERSON_1> <EMAIL_ADDRESS_1> <URL_1>"
    restorer = Restorer(table(), labels=frozenset({"PERSON"}), masked=frozenset({"EMAIL_ADDRESS"}))
    assert restorer.push(text) + restorer.flush() == "王小明 [EMAIL_ADDRESS] <URL_1>"
    literal = ConversationTable()
    literal.token_for("LITERAL", "<b>")
    assert Restorer(literal, labels=frozenset()).push("<LITERAL_1>") == "<b>"


def with_surrogates() -> ConversationTable:
    made = ConversationTable("seed")
    made.set_surrogate("PERSON", "王小明", "陈子涵")
    made.set_surrogate("PERSON", "Margaret Hollis", "Jane Poe")
    made.set_surrogate("PHONE_NUMBER", "13812345678", "13900001111")
    return made


SURROGATES = [
    "陈子涵",
    "jane  poe",
    "Jane",
    " Poe",
    "13900001111",
    "1",
    "陈",
    "Janet",
    "x",
    "<PERSON_2>",
]


@given(
    st.lists(st.one_of(st.sampled_from(SURROGATES), st.text(max_size=3)), max_size=10),
    st.integers(1, 9),
)
def test_surrogates_in_any_chunking(pieces: list[str], size: int) -> None:
    """A made-up value comes back whole however the stream is cut."""
    text = "".join(pieces)
    whole = restore(text, with_surrogates())
    restorer = Restorer(with_surrogates())
    cut = [text[i : i + size] for i in range(0, len(text), size)]
    assert "".join(map(restorer.push, cut)) + restorer.flush() == whole


def test_surrogates() -> None:
    """In any case and spacing, as whole words only."""
    made = with_surrogates()
    assert restore("陈子涵, JANE POE, Jane  Poe; 13900001111", made) == (
        "王小明, Margaret Hollis, Margaret Hollis; 13812345678"
    )
    assert restore("Janet Poems 139000011112", made) == "Janet Poems 139000011112"


def test_json_strings() -> None:
    """Inside tool-call arguments the values are escaped."""
    restorer = Restorer(table(), json_string=True)
    out = restorer.push('{"name": "<PERSON_2>"}') + restorer.flush()
    assert json.loads(out) == {"name": 'Ann "A" Lee'}


@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_surrogates_in_json_strings(ensure_ascii: bool) -> None:
    """The value is escaped for the string it stands in, and a surrogate in JSON's ASCII form is one too."""
    table = ConversationTable("seed")
    table.set_surrogate("LOCATION", '12 "Elm"\nRoad', "7 Oak Road")
    table.set_surrogate("PERSON", "王小明", "陈子涵")
    written = json.dumps({"to": "陈子涵, 7 Oak Road"}, ensure_ascii=ensure_ascii)
    for size in (1, 3, len(written)):
        restorer = Restorer(table, json_string=True)
        pieces = [restorer.push(written[i : i + size]) for i in range(0, len(written), size)]
        assert json.loads("".join(pieces) + restorer.flush()) == {"to": '王小明, 12 "Elm"\nRoad'}
