"""How far an address goes, and how deep it is."""

from __future__ import annotations

import pytest

from policies.recognizers.address_grammar_zh import parse

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
