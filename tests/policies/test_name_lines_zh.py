"""Names by their place."""

from __future__ import annotations

import pytest

from policies.recognizers.name_lines_zh import by_place

CASES = [
    ("麻烦尽快处理\n黄淑珍", ["黄淑珍"]),
    ("李国强13812345678", ["李国强"]),
    ("3栋502室李国强 13812345678", ["李国强"]),
    ("13812345678，李国强", ["李国强"]),
    ("客服电话13812345678", []),
    ("谢谢\n收到", []),
]


@pytest.mark.parametrize(("text", "values"), CASES, ids=[text for text, _ in CASES])
def test_by_place(text: str, values: list[str]) -> None:
    """On a line of its own, before a number and behind it."""
    assert [text[start:end] for start, end, _, _ in by_place(text, phones=True)] == values


def test_without_phones() -> None:
    """Numbers are not looked for when the caller saw none."""
    assert list(by_place("李国强13812345678", phones=False)) == []
