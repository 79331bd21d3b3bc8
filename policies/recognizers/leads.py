"""How an outline's matches begin: the shortest form that still says where one can, for an automaton to look for.

What may follow a beginning and what follows endless repetitions says nothing about where a match begins, so it
is left out. Reads what `outline` writes. Knows no rule and no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from policies.recognizers.expression_core import without_head, without_tail
from policies.recognizers.expression_tree import (
    Group,
    Leaf,
    Node,
    Row,
    Times,
    parsed,
    text_of,
    width,
)

# A class with so much in it is found nearly everywhere.
_WIDE = r"\x{80}"
# The ends of a beginning tell the begins when the lengths differ by no more than this.
_SPREAD = 6
# A beginning must be so rare, in plain characters, to be worth a look at each place where it stands; or at least
# so rare to be worth a look where all of the outline is in the text too.
_RARE = 3.0
_LESS_RARE = 1.8
# More beginnings than this are no gain.
_MOST_ROWS = 400


class Shows(Enum):
    """What an automaton's event says of a match."""

    ENDS = "where a beginning ends, whose length is known"
    ANYWHERE = "that the text has one somewhere"


@dataclass(frozen=True, slots=True)
class Lead:
    """Beginnings as one expression; with `Shows.ENDS` they are `least` to `most` characters long."""

    expression: str
    shows: Shows
    least: int = 0
    most: int = 0


# Stands for what may be of any length: nothing is known of what follows.
_ENDLESS = Leaf("", edge=True)


def leads(outline: str) -> tuple[Lead, ...]:
    """The beginnings of an outline, those of like length together; ValueError when it is none or may be empty.

    Where nothing rare begins a match, the first is all that must be there and shows no place.
    """
    short = without_tail(parsed(outline))
    if short is None:
        raise ValueError("empty")
    try:
        return _ends(short, _RARE)
    except _CommonError:
        whole = Lead(text_of(without_head(short)), Shows.ANYWHERE)
    try:
        return whole, *_ends(short, _LESS_RARE)
    except _CommonError:
        return (whole,)


def _ends(node: Node, rare: float) -> tuple[Lead, ...]:
    return tuple(_together(list(dict.fromkeys(_rows((), (node,), rare, [_MOST_ROWS])))))


class _CommonError(Exception):
    """What begins a match is found nearly everywhere."""


def _rows(
    begin: tuple[Node, ...], rest: tuple[Node, ...], rare: float, left: list[int]
) -> Iterator[Row]:
    """The ways to begin with `begin` and go on with `rest`, each of nearly the same length throughout."""
    for at, item in enumerate(rest):
        if item is _ENDLESS or (
            _spread(Row((*begin, item))) > _SPREAD and _rarity(Row(begin)) >= rare
        ):
            if _rarity(Row(begin)) < rare:
                raise _CommonError
            begin += _sure(begin, item)
            break
        if _spread(Row((*begin, item))) > _SPREAD:
            for more in _ways(item):
                yield from _rows(begin, (*more, *rest[at + 1 :]), rare, left)
            return
        begin = (*begin, item)
    left[0] -= 1
    if left[0] < 0:
        raise _CommonError
    yield Row(begin)


def _sure(begin: tuple[Node, ...], item: Node) -> tuple[Node, ...]:
    """What begins an item of too many lengths, where that is simple."""
    if isinstance(item, Times) and item.low:
        least = Times(item.item, item.low, item.low)
        if _spread(Row((*begin, least))) <= _SPREAD:
            return (least,)
    return ()


def _ways(item: Node) -> Iterator[tuple[Node, ...]]:
    """What may stand in place of a part that has too many lengths."""
    if isinstance(item, Row):
        yield item.items
    elif isinstance(item, Group):
        for row in item.rows:
            yield tuple(_under(item.flags, inner) for inner in row.items)
    elif isinstance(item, Times):
        if item.low == 0:
            yield ()
        if item.high is None:
            yield (*[item.item] * max(item.low, 1), _ENDLESS)
        elif item.high > 1:
            yield item.item, Times(item.item, max(item.low - 1, 0), item.high - 1)
        else:
            yield (item.item,)


def _under(flags: str, node: Node) -> Node:
    """The node as it is within a group with these flags."""
    if not flags or (isinstance(node, Leaf) and node.edge):
        return node
    if isinstance(node, Group):
        return Group(_both(flags, node.flags), node.rows)
    if isinstance(node, Times):
        return Times(_under(flags, node.item), node.low, node.high)
    return Group(flags, (node if isinstance(node, Row) else Row((node,)),))


def _both(outer: str, inner: str) -> str:
    """The flags of a group within another."""
    on, _, off = inner.partition("-")
    more, _, less = outer.partition("-")
    on += "".join(f for f in more if f not in on + off)
    off += "".join(f for f in less if f not in on + off)
    return f"{on}-{off}" if off else on


def _together(rows: list[Row]) -> Iterator[Lead]:
    """Rows of like length as one expression."""
    widths = sorted((_bounds(row), at) for at, row in enumerate(rows))
    held: list[int] = []
    low = high = 0
    for (least, most), at in widths:
        if held and max(high, most) - low > _SPREAD:
            yield _joined([rows[i] for i in held], low, high)
            held = []
        if not held:
            low, high = least, most
        held.append(at)
        high = max(high, most)
    yield _joined([rows[i] for i in held], low, high)


def _joined(rows: list[Row], least: int, most: int) -> Lead:
    return Lead(text_of(Group("", tuple(rows))), Shows.ENDS, least, most)


def _bounds(row: Row) -> tuple[int, int]:
    least, most = width(row)
    return least, least if most is None else most


def _spread(node: Node) -> int:
    least, most = width(node)
    return _SPREAD + 1 if most is None else most - least


def _rarity(node: Node) -> float:
    """How seldom a match is in ordinary text, at least: in characters, of which each counts by how common it is."""
    if isinstance(node, Leaf):
        return 0.0 if node.edge else _rarity_of_sign(node.text)
    if isinstance(node, Times):
        return _rarity(node.item) * node.low
    if isinstance(node, Row):
        return sum(map(_rarity, node.items))
    return min(map(_rarity, node.rows))


def _rarity_of_sign(sign: str) -> float:
    """Of a character, or of a class by how much is in it."""
    if sign[0] != "[":
        if sign == " ":
            return 0.3
        if sign > "\x7f" or sign.startswith(r"\x"):
            return 1.5
        return 0.8 if sign.isalpha() else 1.0
    if _WIDE in sign or sign[1] == "^":
        return 0.1
    if "a-z" in sign.lower() or " " in sign:
        return 0.3
    return 0.7 if sign.isascii() else 1.2
