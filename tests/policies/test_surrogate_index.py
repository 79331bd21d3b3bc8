"""A conversation's surrogates are found as whole words, and an unfinished one is told from none."""

from __future__ import annotations

import pytest

from policies import ConversationTable
from policies.damaged import Unfinished
from policies.surrogate_index import SurrogateIndex


@pytest.fixture
def index() -> SurrogateIndex:
    table = ConversationTable("seed")
    table.set_surrogate("PERSON", "Ann Lee", "Eve Poe")
    table.set_surrogate("PERSON", "Ann Lee Smith", "Eve Poe Stone")
    table.set_surrogate("PERSON", "王小明", "陈子涵")
    return SurrogateIndex(table)


def test_nothing_to_find() -> None:
    """Without surrogates it is empty."""
    empty = SurrogateIndex(ConversationTable())
    assert not empty
    assert list(empty.places("Eve Poe")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eve Poe, EVE  POE", ["Eve Poe", "EVE  POE"]),
        ("Eve Poe Stone", ["Eve Poe Stone"]),
        ("找陈子涵吧", ["陈子涵"]),
        ("Steve Poet Eve Poets", []),
        (r"找\u9648\u5b50\u6db5吧", [r"\u9648\u5b50\u6db5"]),
        (r"\\u9648\u5b50\u6db5", []),
        ("Eve", []),
    ],
)
def test_places(index: SurrogateIndex, text: str, expected: list[str]) -> None:
    """The longest one, in any case and spacing, not inside other words."""
    assert [text[start:end] for start, end in index.places(text)] == expected


def test_unfinished(index: SurrogateIndex) -> None:
    """A beginning waits for more text; what stood before decides whether it can begin at all."""
    for text in ("E", "Eve P", "Eve Poe", "Eve Poe St", "陈子"):
        with pytest.raises(Unfinished):
            index.read(text, 0, "", final=False)
    assert index.read("Eve Poe", 0, "St", final=False) is None
    found = index.read("Eve Poe", 0, " ", final=True)
    assert found is not None
    end, surrogate = found
    assert (end, surrogate.made, surrogate.surface) == (7, "Eve Poe", "Ann Lee")
