"""Placeholders come back in a stream however it is cut."""

from __future__ import annotations

import json

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
        assert sent <= 40


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


def test_json_strings() -> None:
    """Inside tool-call arguments the values are escaped."""
    restorer = Restorer(table(), json_string=True)
    out = restorer.push('{"name": "<PERSON_2>"}') + restorer.flush()
    assert json.loads(out) == {"name": 'Ann "A" Lee'}
