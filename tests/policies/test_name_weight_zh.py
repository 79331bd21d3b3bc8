"""What speaks for a full Chinese name being a person's."""

from __future__ import annotations

import pytest

from policies.recognizers.name_weight_zh import may_be_given, of_name, weighs, weight


def _at(text: str, name: str) -> tuple[str, int, int]:
    start = text.index(name)
    return text, start, start + len(name)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("张伟", "高伟"),  # a surname that opens words
        ("张伟", "常伟"),  # one that is a word
        ("欧阳伟", "张伟"),
        ("张伟明", "张伟"),
        ("张伟", "张是"),
        ("张赟", "张机"),
        ("王建军", "王国庆"),  # the given name is a word
        ("李明", "高兴"),
        ("赵婷婷", "赵婷玉"),
    ],
)
def test_names_by_themselves(more: str, less: str) -> None:
    """Usual surnames and given names weigh more than words."""
    assert of_name(more) > of_name(less)


@pytest.mark.parametrize(
    ("name", "more", "less"),
    [
        ("林清轩", "林清轩说没收到", "林清轩直播间"),
        ("林清轩", "同事林清轩的工单", "新款林清轩的工单"),
        ("李宁静", "李宁静。", "李宁静2.0"),
        ("张亮", "，张亮，", "，张亮官网"),
        ("方正", "请方正签字", "对方正签字"),
        ("王芳", "王芳的电话", "王芳的口味"),
    ],
)
def test_what_stands_beside(name: str, more: str, less: str) -> None:
    """Words of persons weigh more than words of firms, ends more than what goes on, a word across nothing."""
    assert weight(*_at(more, name)) > weight(*_at(less, name))


@pytest.mark.parametrize(
    ("text", "name", "least", "tagged", "enough"),
    [
        ("林清轩说没收到", "林清轩", 0.4, False, True),
        ("买了林清轩的面霜", "林清轩", 0.4, False, False),
        ("一直用林清轩", "林清轩", 0.4, False, False),
        ("董泽迦今天", "董泽迦", 1.0, False, False),
        ("董泽迦今天", "董泽迦", 1.0, True, True),
    ],
)
def test_weighs(text: str, name: str, least: float, tagged: bool, enough: bool) -> None:
    """What is traded speaks against, a model's word for it."""
    assert weighs(*_at(text, name), least, tagged=tagged) is enough


@pytest.mark.parametrize("least", [-6.0, -2.0, 0.0, 1.0, 4.0])
def test_weighs_agrees_with_the_weight(least: float) -> None:
    """Where nothing speaks of a thing, the shortest way gives what the sum gives."""
    for text in ("张伟说", "找李娜", "高兴。", "语文明", "王建国"):
        at = 1 if text[0] in "找语" else 0
        end = at + 2
        assert weighs(text, at, end, least) is (weight(text, at, end) >= least)


@pytest.mark.parametrize(
    ("char", "given"),
    [("伟", True), ("赟", True), ("的", False), ("机", False), ("找", False), ("姓", False)],
)
def test_may_be_given(char: str, given: bool) -> None:
    """Names' characters and rare ones."""
    assert may_be_given(char) is given
