"""An expression in RE2's syntax as a tree: read, measured, written again.

Reads what `outline` writes, and what rules need when they say it in the same syntax. Knows no rule and no text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policies.recognizers.outline import BEFORE

_ONE = r"\\x\{[0-9a-f]+\}|\\."
_LEAF = re.compile(
    rf"{_ONE}|\[\^?(?:{_ONE}|[^\]\\])(?:{_ONE}|[^\]\\])*\]|[^\\\[\]()|*+?{{]|[{{\]]", re.DOTALL
)
_COUNT = re.compile(r"\{(\d+)(,?)(\d*)\}|[*+?]")
_COUNTS: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_HEAD = re.compile(r"\(\?([ims-]*):|\(")
_EDGE = re.compile(rf"\(\?m:[\^$]\)|[\^$]|{BEFORE.pattern}")


# Groups within groups: whoever walks over a tree goes as deep, and a pack's own pattern may be anything.
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Leaf:
    """One character, or what is no part of the match (`edge`): a place between two, what stands before it."""

    text: str
    edge: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives, under flags."""

    flags: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Times:
    item: Node
    low: int
    high: int | None


Node = Leaf | Row | Group | Times


def parsed(text: str) -> Group:
    """The tree of an expression; ValueError when it is none or uses what only other syntaxes have."""
    tree, at = _group(text, 0, "", _DEEPEST)
    if at != len(text):
        raise ValueError("unbalanced")
    return tree


def text_of(node: Node) -> str:
    if isinstance(node, Leaf):
        return node.text
    if isinstance(node, Row):
        return _row_text(node.items)
    if isinstance(node, Group):
        return f"(?{node.flags}:{'|'.join(map(text_of, node.rows))})"
    one = isinstance(node.item, Leaf) and not node.item.edge
    item = text_of(node.item) if one else f"(?:{text_of(node.item)})"
    high = "" if node.high is None else node.high
    count = f"{{{node.low}}}" if node.low == node.high else f"{{{node.low},{high}}}"
    return item + count


def _row_text(items: tuple[Node, ...]) -> str:
    """Neighbours under the same flags in one group."""
    out: list[str] = []
    flags = ""
    for item in items:
        alone = isinstance(item, Group) and item.flags and len(item.rows) == 1
        own = item.flags if isinstance(item, Group) and alone else ""
        if flags and own != flags:
            out.append(")")
        if own and own != flags:
            out.append(f"(?{own}:")
        flags = own
        out.append(text_of(item.rows[0]) if isinstance(item, Group) and own else text_of(item))
    return "".join([*out, ")" if flags else ""])


def width(node: Node) -> tuple[int, int | None]:
    """The least and the most characters."""
    if isinstance(node, Leaf):
        return (0, 0) if node.edge else (1, 1)
    if isinstance(node, Times):
        low, high = width(node.item)
        return low * node.low, None if high is None or node.high is None else high * node.high
    if isinstance(node, Row):
        widths = [width(item) for item in node.items]
        highs = [high for _, high in widths if high is not None]
        return sum(low for low, _ in widths), sum(highs) if len(highs) == len(widths) else None
    widths = [width(row) for row in node.rows]
    highs = [high for _, high in widths if high is not None]
    return min(low for low, _ in widths), max(highs) if len(highs) == len(widths) else None


def _group(text: str, at: int, flags: str, deeper: int) -> tuple[Group, int]:
    """The alternatives up to the group's end, and where that stands; `deeper`: how many groups may lie in it."""
    if deeper < 0:
        raise ValueError("deep")
    rows: list[Row] = []
    items: list[Node] = []
    while at < len(text) and text[at] != ")":
        if text[at] == "|":
            rows.append(Row(tuple(items)))
            items = []
            at += 1
            continue
        node, at = _item(text, at, deeper)
        while count := _COUNT.match(text, at):
            at = count.end()
            node = Times(node, *_times(count))
        items.append(node)
    rows.append(Row(tuple(items)))
    return Group(flags, tuple(rows)), at


def _item(text: str, at: int, deeper: int) -> tuple[Node, int]:
    if edge := _EDGE.match(text, at):
        return Leaf(edge[0], edge=True), edge.end()
    if text[at] == "(":
        head = _HEAD.match(text, at)
        if head is None:
            raise ValueError("group")
        group, at = _group(text, head.end(), head[1] or "", deeper - 1)
        if text[at : at + 1] != ")":
            raise ValueError("unbalanced")
        return group, at + 1
    leaf = _LEAF.match(text, at)
    if leaf is None:
        raise ValueError("sign")
    return Leaf(leaf[0]), leaf.end()


def _times(count: re.Match[str]) -> tuple[int, int | None]:
    if count[0] in _COUNTS:
        return _COUNTS[count[0]]
    low = int(count[1])
    if not count[2]:
        return low, low
    return low, int(count[3]) if count[3] else None
