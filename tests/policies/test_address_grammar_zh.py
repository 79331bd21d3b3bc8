"""How far an address goes, and how deep it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers import address_grammar_zh
from policies.recognizers.address_grammar_zh import parse
from policies.recognizers.words import words

READ = [
    ("北京市朝阳区", "的天气", False),
    ("昌都市察雅县夏才中路256号22幢6单元301房", "。", True),
    ("朝阳路61号院", "，", True),
    ("春江园四区25号楼1606房", "知道啊", True),
    ("花园路761号54号楼5单元2302房", "他在", True),
    ("朝阳区望京西园四区", "，", True),
    ("王村", "很美", False),
    ("中海明珠 三十六幢二单元九零五房", "，", True),
    ("经七路520号二十座A单元1906号", "门口", True),
    ("龙湖公馆（东区）C栋3003室", "取件", True),
    ("人民中路与瑶池路交叉口东北角人民医院斜对面", "，", False),
    ("石桥路12号26栋负一楼", "。", True),
]


@pytest.mark.parametrize(("address", "after", "deep"), READ)
def test_read(address: str, after: str, deep: bool) -> None:
    """The grammar reads an address to its end and no further."""
    found = parse(address + after, 0)
    assert (found.end, found.deep) == (len(address), deep)


def test_nothing_is_read_where_nothing_is() -> None:
    """Where no part of an address stands, none is read."""
    assert parse("你好，请问", 0).end == 0


class _All(frozenset[str]):
    """Holds whatever it is asked for."""

    def __contains__(self, sign: object) -> bool:
        return True


_PARTS = words(
    """
    北京市 朝阳区 人民路 阳光小区 大厦 12号 第3栋 502室 负一楼 T3 B1 A座 3-2-301 （东区） 与 路口 对面 、
    和 Block Room 5 一单元 顶层 门诊部 附2号 的 ， ( ) - F 3F 〇 甲 室 号 里 q é
    """
)


@given(st.lists(st.sampled_from((" ", *_PARTS)), max_size=8).map("".join))
def test_what_cannot_begin_a_part_is_none(text: str) -> None:
    """Trying every part at every character reads the same."""
    with pytest.MonkeyPatch.context() as patch:
        quick = parse(text, 0)
        for name in ("_COUNTS_FIRST", "_LEVEL_FIRST", "_GAP_FIRST", "_OPENS", "_JOINS", "_BEGINS"):
            patch.setattr(address_grammar_zh, name, _All())
        assert parse(text, 0) == quick
