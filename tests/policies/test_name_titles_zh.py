"""Surnames with a title, and what friends say."""

from __future__ import annotations

import pytest

from policies.recognizers.name_titles_zh import led_in, may_begin, nicknamed, titled

TITLED = [
    ("是李先生接的电话", ["李先生"]),
    ("上次方医生修的", ["方医生"]),
    ("前台的林工很热情", ["林工"]),
    ("淳于经理在吗", ["淳于经理"]),
    ("张伟先生到了", ["张伟"]),
    ("陈太", ["陈太"]),
    ("张总结一下", []),
    ("李工作室", []),
    ("官方客服怎么联系", []),
    ("洗发水老板", []),
    ("鲍师傅糕点多少钱", []),
    ("和小时工有关系吗", []),
]
SHORT = [
    ("小李都没来", ["小李"]),
    ("麻烦老马跑一趟", ["老马"]),
    ("是小陈装的", ["小陈"]),
    ("问问阿玲", ["阿玲"]),
    ("小程序打不开", []),
    ("小白鞋有货吗", []),
    ("老板在吗", []),
    ("大张旗鼓", []),
]


@pytest.mark.parametrize(("text", "values"), TITLED, ids=[text for text, _ in TITLED])
def test_titled(text: str, values: list[str]) -> None:
    """The surname with its title, the full name without; no word that reaches over either."""
    assert [text[start:end] for start, end, _, _ in titled(text)] == values


@pytest.mark.parametrize(("text", "values"), SHORT, ids=[text for text, _ in SHORT])
def test_short_names(text: str, values: list[str]) -> None:
    """小李 where a person fits; everyday words that begin so stay."""
    assert [text[start:end] for start, end, _, _ in nicknamed(text)] == values


def test_where_names_begin() -> None:
    """Behind nothing, a sign or a word that takes a person; not inside a number or a word."""
    assert led_in("找张伟", 1)
    assert not led_in("108张", 3)
    assert may_begin("前台尤经理", 2)
    assert not may_begin("房东太太", 1)
