"""A name's parts, and which words of everyday language are none."""

from __future__ import annotations

import pytest

from policies.everyday import is_everyday, joins_a_word
from policies.name_parts import Kind, parts_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Margaret Hollis", [("margaret", Kind.GIVEN), ("hollis", Kind.FAMILY)]),
        ("Dr. Ana Maria Silva", [("ana", Kind.GIVEN), ("silva", Kind.FAMILY)]),
        ("J. Stone", [("stone", Kind.FAMILY)]),
        ("Bo Li", [("li", Kind.FAMILY)]),
        ("Ms Hollis", []),
        ("Madonna", []),
        ("12 High Street", []),
        ("王小明", [("王", Kind.HAN_FAMILY), ("小明", Kind.HAN_GIVEN)]),
        ("欧阳娜娜", [("欧阳", Kind.HAN_FAMILY), ("娜娜", Kind.HAN_GIVEN)]),
        ("李雷", [("李", Kind.HAN_FAMILY)]),
        ("高文明", [("高", Kind.HAN_FAMILY)]),
        ("呵呵呵", []),
    ],
)
def test_parts(name: str, expected: list[tuple[str, Kind]]) -> None:
    """Given name and surname, without titles, initials and everyday words."""
    assert [(part.pattern, part.kind) for part in parts_of(name)] == expected


def test_everyday_words() -> None:
    """In any case; names that are no words are not among them."""
    assert all(
        is_everyday(word) for word in ("will", "Mark", "HOPE", "May", "高兴", "国庆", "平安")
    )
    assert not any(is_everyday(word) for word in ("Margaret", "Hollis", "小明", "志强"))


@pytest.mark.parametrize(
    ("text", "joins"), [("从小明", True), ("小明白", True), ("找小明吧", False), ("小明", False)]
)
def test_pieces_of_other_words(text: str, joins: bool) -> None:
    """The neighbours decide."""
    start = text.index("小明")
    assert joins_a_word(text, start, start + 2) is joins
