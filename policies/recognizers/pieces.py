"""A long expression as several that together say the same, for an automaton that takes no long ones. Knows no rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.recognizers.expression_tree import Group, Leaf, Node, Row, parsed, text_of

_SIGN = re.compile(r"(?:\\x\{[0-9a-f]+\}|\\.|[^\\])(?:-(?:\\x\{[0-9a-f]+\}|\\.|[^\\]))?", re.DOTALL)


def pieces(text: str, longest: int) -> list[str]:
    """Expressions of at most so many characters; the whole as it is where it cannot be cut."""
    if len(text) <= longest:
        return [text]
    try:
        return [text_of(piece) for piece in _cut(Row((parsed(text),)), longest)]
    except ValueError:
        return [text]


def _cut(row: Row, longest: int) -> Iterator[Row]:
    if len(text_of(row)) <= longest:
        yield row
        return
    for half in _halves(row):
        yield from _cut(half, longest)


def _halves(row: Row) -> Iterator[Row]:
    """The row with each half of what is longest in it; ValueError when that cannot be halved."""
    at = max(range(len(row.items)), key=lambda i: len(text_of(row.items[i])))
    for half in _halves_of(row.items[at]):
        yield Row((*row.items[:at], half, *row.items[at + 1 :]))


def _halves_of(node: Node) -> Iterator[Node]:
    if isinstance(node, Group):
        middle = len(node.rows) // 2
        if middle:
            yield Group(node.flags, node.rows[:middle])
            yield Group(node.flags, node.rows[middle:])
        else:
            yield from (Group(node.flags, (half,)) for half in _halves(node.rows[0]))
    elif isinstance(node, Leaf) and node.text[0] == "[" and node.text[1] != "^":
        signs = _SIGN.findall(node.text[1:-1])
        middle = len(signs) // 2
        if not middle:
            raise ValueError("short")
        yield Leaf(f"[{''.join(signs[:middle])}]")
        yield Leaf(f"[{''.join(signs[middle:])}]")
    else:  # each of a repetition may be another
        raise ValueError("repeated")
