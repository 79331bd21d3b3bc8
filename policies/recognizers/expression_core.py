"""What of an expression must be there where it matches: without what may be missing, or longer, at its ends.

Without its tail it still begins where the whole begins; without its head too it is somewhere in each text that has the
whole. Knows no rule and no text.
"""

from __future__ import annotations

from policies.recognizers.expression_tree import Group, Leaf, Node, Row, Times


def without_tail(node: Node) -> Node | None:
    """The node up to the last that must be there; None when nothing must."""
    if isinstance(node, Leaf):
        return node
    if isinstance(node, Row):
        items = list(node.items)
        while items:
            last = without_tail(items.pop())
            if last is not None:
                return Row((*items, last))
        return None
    if isinstance(node, Group):
        rows = [without_tail(row) for row in node.rows]
        kept = tuple(dict.fromkeys(r for r in rows if isinstance(r, Row)))
        return None if None in rows else Group(node.flags, kept)
    if node.low > 1:
        return Times(node.item, node.low, node.low)
    return without_tail(node.item) if node.low else None


def without_head(node: Node) -> Node:
    """The node from the first that must be there, where something must; the same object when all of it must."""
    return _from_first(node) or node


def _from_first(node: Node) -> Node | None:
    if isinstance(node, Leaf):
        return node
    if isinstance(node, Row):
        return _row_from_first(node)
    if isinstance(node, Group):
        rows = [_row_from_first(row) for row in node.rows]
        if None in rows or rows == list(node.rows):
            return node if None not in rows else None
        return Group(node.flags, tuple(dict.fromkeys(r for r in rows if r is not None)))
    if node.low == 0:
        return None
    if node.low == 1:
        return node if node.high == 1 else _from_first(node.item)
    return node if node.high == node.low else Times(node.item, node.low, node.low)


def _row_from_first(row: Row) -> Row | None:
    edges: list[Node] = []
    for at, item in enumerate(row.items):
        if isinstance(item, Leaf) and item.edge:
            edges.append(item)
            continue
        first = _from_first(item)
        if first == item:
            return Row((*edges, *row.items[at:]))
        # What stands before the whole says nothing of what stands before a part.
        edges = []
        if first is not None:
            return Row((first, *row.items[at + 1 :]))
    return Row(tuple(edges)) if edges else None
