"""Full Chinese names that no word announces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.name_full_zh import full_names, is_branded


def _names(text: str) -> list[str]:
    return [text[a:b] for a, b, _, _ in full_names(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张伟昨天来过", ["张伟"]),
        ("帮李娜改签", ["李娜"]),
        ("王建国签收了", ["王建国"]),
        ("补发给欧阳静雯的那份", ["欧阳静雯"]),
        ("傅亮说他没收到", ["傅亮"]),
        ("刘子涵、陈雨桐和赵一诺都到了", ["刘子涵", "陈雨桐", "赵一诺"]),
        ("多亏郑赟帮忙", ["郑赟"]),
        ("陈林美玲说她没收到", ["陈林美玲"]),
        ("被徐鑫凯骗了", ["徐鑫凯"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    """At the beginning, in the middle and in lists; usual and rare characters; two surnames."""
    assert [n for n in _names(text) if n in names] == names


@pytest.mark.parametrize(
    "text",
    [
        "高兴地通知您",
        "请注意安全",
        "增开列车两百余列",
        "发往乌鲁木齐的货",
        "错误0x7E蓝屏了",
        "语文作业怎么提交",
        "小王子什么时候到货",
        "周大福的项链",
        "对方正在输入",
        "孙悟空手办还有吗",
        "温度和湿度都正常",
        "默许连接即可",
        "通常玉米不退",
        "已交学费用于报名",
        "古迹尚存",
        "东方雅苑在哪",
    ],
)
def test_no_names(text: str) -> None:
    """Words that begin with a surname, measures, regions, brands, persons of tales."""
    assert _names(text) == []


@pytest.mark.parametrize(
    ("text", "start"), [("周大福", 0), ("买周大福", 1), ("老周黑鸭", 1), ("东鹏特饮周六福", 4)]
)
def test_is_branded(text: str, start: int) -> None:
    """A brand that begins there."""
    assert is_branded(text, start)


def test_no_brand() -> None:
    """Two characters of a brand are none."""
    assert not is_branded("周大", 0)


def test_beside_a_sure_name() -> None:
    """Less is enough in a list before a name, and where the same name stands again."""
    assert _names("葛克、邓晗子说") == ["葛克", "邓晗子"]
    assert _names("葛克怎样") == []
    assert _names("葛克的套餐") == []
    assert _names("葛克说没收到，葛克的套餐") == ["葛克", "葛克"]


@given(st.text(alphabet="王张李伟娜建国说的在欧阳买两余小高兴，。", max_size=24))
def test_places(text: str) -> None:
    """What is found lies in the text, in order, without overlap, two to four characters long."""
    found = [(a, b) for a, b, _, _ in full_names(text)]
    assert all(2 <= b - a <= 4 and b <= len(text) for a, b in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
