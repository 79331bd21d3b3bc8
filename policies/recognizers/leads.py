"""How an outline's matches begin: the shortest form that still says where one can, for an automaton to look for.

What may follow a beginning and what follows endless repetitions says nothing about where a match begins, so it
is left out. Reads what `outline` writes. Knows no rule and no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from policies.recognizers.outline import BEFORE

_ONE = r"\\x\{[0-9a-f]+\}|\\."
_LEAF = re.compile(
    rf"{_ONE}|\[\^?(?:{_ONE}|[^\]\\])(?:{_ONE}|[^\]\\])*\]|[^\\\[\]()|*+?{{]|[{{\]]", re.DOTALL
)
_COUNT = re.compile(r"\{(\d+)(,?)(\d*)\}|[*+?]")
_COUNTS: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_HEAD = re.compile(r"\(\?([ims-]*):|\(")
_EDGE = re.compile(rf"\(\?m:[\^$]\)|[\^$]|{BEFORE.pattern}")
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


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One character, or what is no part of the match (`edge`): a place between two, what stands before it."""

    text: str
    edge: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    items: tuple[_Node, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Alternatives, under flags."""

    flags: str
    rows: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class _Times:
    item: _Node
    low: int
    high: int | None


_Node = _Leaf | _Row | _Group | _Times
# Stands for what may be of any length: nothing is known of what follows.
_ENDLESS = _Leaf("", edge=True)


def leads(outline: str) -> tuple[Lead, ...]:
    """The beginnings of an outline, those of like length together; ValueError when it is none or may be empty.

    Where nothing rare begins a match, the first is all that must be there and shows no place.
    """
    tree, at = _group(outline, 0, "")
    if at != len(outline):
        raise ValueError("unbalanced")
    short = _without_tail(tree)
    if short is None:
        raise ValueError("empty")
    try:
        return _ends(short, _RARE)
    except _CommonError:
        whole = Lead(_text(short), Shows.ANYWHERE)
    try:
        return whole, *_ends(short, _LESS_RARE)
    except _CommonError:
        return (whole,)


def _ends(node: _Node, rare: float) -> tuple[Lead, ...]:
    return tuple(_together(list(dict.fromkeys(_rows((), (node,), rare, [_MOST_ROWS])))))


class _CommonError(Exception):
    """What begins a match is found nearly everywhere."""


def _rows(
    begin: tuple[_Node, ...], rest: tuple[_Node, ...], rare: float, left: list[int]
) -> Iterator[_Row]:
    """The ways to begin with `begin` and go on with `rest`, each of nearly the same length throughout."""
    for at, item in enumerate(rest):
        if item is _ENDLESS or (
            _spread(_Row((*begin, item))) > _SPREAD and _rarity(_Row(begin)) >= rare
        ):
            if _rarity(_Row(begin)) < rare:
                raise _CommonError
            begin += _sure(begin, item)
            break
        if _spread(_Row((*begin, item))) > _SPREAD:
            for more in _ways(item):
                yield from _rows(begin, (*more, *rest[at + 1 :]), rare, left)
            return
        begin = (*begin, item)
    left[0] -= 1
    if left[0] < 0:
        raise _CommonError
    yield _Row(begin)


def _sure(begin: tuple[_Node, ...], item: _Node) -> tuple[_Node, ...]:
    """What begins an item of too many lengths, where that is simple."""
    if isinstance(item, _Times) and item.low:
        least = _Times(item.item, item.low, item.low)
        if _spread(_Row((*begin, least))) <= _SPREAD:
            return (least,)
    return ()


def _ways(item: _Node) -> Iterator[tuple[_Node, ...]]:
    """What may stand in place of a part that has too many lengths."""
    if isinstance(item, _Row):
        yield item.items
    elif isinstance(item, _Group):
        for row in item.rows:
            yield tuple(_under(item.flags, inner) for inner in row.items)
    elif isinstance(item, _Times):
        if item.low == 0:
            yield ()
        if item.high is None:
            yield (*[item.item] * max(item.low, 1), _ENDLESS)
        elif item.high > 1:
            yield item.item, _Times(item.item, max(item.low - 1, 0), item.high - 1)
        else:
            yield (item.item,)


def _under(flags: str, node: _Node) -> _Node:
    """The node as it is within a group with these flags."""
    if not flags or (isinstance(node, _Leaf) and node.edge):
        return node
    if isinstance(node, _Group):
        return _Group(_both(flags, node.flags), node.rows)
    if isinstance(node, _Times):
        return _Times(_under(flags, node.item), node.low, node.high)
    return _Group(flags, (node if isinstance(node, _Row) else _Row((node,)),))


def _both(outer: str, inner: str) -> str:
    """The flags of a group within another."""
    on, _, off = inner.partition("-")
    more, _, less = outer.partition("-")
    on += "".join(f for f in more if f not in on + off)
    off += "".join(f for f in less if f not in on + off)
    return f"{on}-{off}" if off else on


def _together(rows: list[_Row]) -> Iterator[Lead]:
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


def _joined(rows: list[_Row], least: int, most: int) -> Lead:
    return Lead(_text(_Group("", tuple(rows))), Shows.ENDS, least, most)


def _bounds(row: _Row) -> tuple[int, int]:
    least, most = _width(row)
    return least, least if most is None else most


def _spread(node: _Node) -> int:
    least, most = _width(node)
    return _SPREAD + 1 if most is None else most - least


def alternatives(text: str) -> list[str]:
    """The alternatives that an expression is made of, also those within one group around all of it."""
    tree, at = _group(text, 0, "")
    if at != len(text):
        raise ValueError("unbalanced")
    flags = ""
    while len(tree.rows) == 1 and len(tree.rows[0].items) == 1:
        inner = tree.rows[0].items[0]
        if not isinstance(inner, _Group):
            break
        flags += inner.flags
        tree = inner
    return [f"(?{flags}:{_text(row)})" for row in tree.rows]


def _group(text: str, at: int, flags: str) -> tuple[_Group, int]:
    """The alternatives up to the group's end, and where that stands."""
    rows: list[_Row] = []
    items: list[_Node] = []
    while at < len(text) and text[at] != ")":
        if text[at] == "|":
            rows.append(_Row(tuple(items)))
            items = []
            at += 1
            continue
        node, at = _item(text, at)
        while count := _COUNT.match(text, at):
            at = count.end()
            node = _Times(node, *_times(count))
        items.append(node)
    rows.append(_Row(tuple(items)))
    return _Group(flags, tuple(rows)), at


def _item(text: str, at: int) -> tuple[_Node, int]:
    if edge := _EDGE.match(text, at):
        return _Leaf(edge[0], edge=True), edge.end()
    if text[at] == "(":
        head = _HEAD.match(text, at)
        if head is None:
            raise ValueError("group")
        group, at = _group(text, head.end(), head[1] or "")
        if text[at : at + 1] != ")":
            raise ValueError("unbalanced")
        return group, at + 1
    leaf = _LEAF.match(text, at)
    if leaf is None:
        raise ValueError("sign")
    return _Leaf(leaf[0]), leaf.end()


def _times(count: re.Match[str]) -> tuple[int, int | None]:
    if count[0] in _COUNTS:
        return _COUNTS[count[0]]
    low = int(count[1])
    if not count[2]:
        return low, low
    return low, int(count[3]) if count[3] else None


def _without_tail(node: _Node) -> _Node | None:
    """What must be there at the end of each beginning; None when nothing must."""
    if isinstance(node, _Leaf):
        return node
    if isinstance(node, _Row):
        items = list(node.items)
        while items:
            last = _without_tail(items.pop())
            if last is not None:
                return _Row((*items, last))
        return None
    if isinstance(node, _Group):
        rows = [_without_tail(row) for row in node.rows]
        kept = tuple(dict.fromkeys(r for r in rows if isinstance(r, _Row)))
        return None if None in rows else _Group(node.flags, kept)
    if node.low > 1:
        return _Times(node.item, node.low, node.low)
    return _without_tail(node.item) if node.low else None


def _width(node: _Node) -> tuple[int, int | None]:
    """The least and the most characters."""
    if isinstance(node, _Leaf):
        return (0, 0) if node.edge else (1, 1)
    if isinstance(node, _Times):
        low, high = _width(node.item)
        return low * node.low, None if high is None or node.high is None else high * node.high
    if isinstance(node, _Row):
        widths = [_width(item) for item in node.items]
        highs = [high for _, high in widths if high is not None]
        return sum(low for low, _ in widths), sum(highs) if len(highs) == len(widths) else None
    widths = [_width(row) for row in node.rows]
    highs = [high for _, high in widths if high is not None]
    return min(low for low, _ in widths), max(highs) if len(highs) == len(widths) else None


def _rarity(node: _Node) -> float:
    """How many plain characters stand in each match, at least; a class counts by how much is in it."""
    if isinstance(node, _Leaf):
        if node.edge:
            return 0.0
        if node.text[0] != "[":
            return 1.0
        if _WIDE in node.text or node.text[1] == "^":
            return 0.1
        return 0.3 if "a-z" in node.text.lower() else 0.7
    if isinstance(node, _Times):
        return _rarity(node.item) * node.low
    if isinstance(node, _Row):
        return sum(map(_rarity, node.items))
    return min(map(_rarity, node.rows))


def _text(node: _Node) -> str:
    if isinstance(node, _Leaf):
        return node.text
    if isinstance(node, _Row):
        return _row_text(node.items)
    if isinstance(node, _Group):
        return f"(?{node.flags}:{'|'.join(map(_text, node.rows))})"
    one = isinstance(node.item, _Leaf) and not node.item.edge
    item = _text(node.item) if one else f"(?:{_text(node.item)})"
    high = "" if node.high is None else node.high
    count = f"{{{node.low}}}" if node.low == node.high else f"{{{node.low},{high}}}"
    return item + count


def _row_text(items: tuple[_Node, ...]) -> str:
    """Neighbours under the same flags in one group."""
    out: list[str] = []
    flags = ""
    for item in items:
        alone = isinstance(item, _Group) and item.flags and len(item.rows) == 1
        own = item.flags if isinstance(item, _Group) and alone else ""
        if flags and own != flags:
            out.append(")")
        if own and own != flags:
            out.append(f"(?{own}:")
        flags = own
        out.append(_text(item.rows[0]) if isinstance(item, _Group) and own else _text(item))
    return "".join([*out, ")" if flags else ""])
