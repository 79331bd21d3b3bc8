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
    ("301罗先生", ["罗先生"]),
    ("麻烦联系钟妈妈", ["钟妈妈"]),
    ("找芳姐签字", ["芳姐"]),
    ("赵班主任说今天能到", ["赵班主任"]),
    ("周主任问旗舰店和门店价格一样吗", ["周主任"]),
    ("梁教练空调不制冷", ["梁教练"]),
    ("叶太积分兑换失败", ["叶太"]),
    ("邓生名片发我", ["邓生"]),
    ("安抚姚老师情绪", ["姚老师"]),
    ("周生生家的梳子", []),
    ("王先生旗舰店", []),
    ("海碗居(增光路总店)", []),
    ("3张老师证", []),
    ("方太出了新款", []),
    ("鲍师傅糕点多少钱", []),
    ("和小时工有关系吗", []),
    ("这个专案的工程太赶，请延后", []),
    ("这里的过程太复杂", []),
    ("陈太多谢你", ["陈太"]),
    ("陈太快递到了", ["陈太"]),
    ("陈太话迟啲到", ["陈太"]),
]
SHORT = [
    ("小李都没来", ["小李"]),
    ("麻烦老马跑一趟", ["老马"]),
    ("是小陈装的", ["小陈"]),
    ("问问阿玲", ["阿玲"]),
    ("退小蒋运费15元", ["小蒋"]),
    ("小韩质量问题投诉升级", ["小韩"]),
    ("老陆情绪激动", ["老陆"]),
    ("老方居然挂我电话", ["老方"]),
    ("财务阿杰打款", ["阿杰"]),
    ("小芳说今天能到", ["小芳"]),
    ("我跟老郝约了周五", ["老郝"]),
    ("联系不上小傅", ["小傅"]),
    ("老钱还没回消息", ["老钱"]),
    ("老顾客有优惠吗", []),
    ("屏幕上有小孔正常吗", []),
    ("小毛病修一下", []),
    ("小程序打不开", []),
    ("缩小余额显示", []),
    ("小周末去哪", []),
    ("小孙子的玩具", []),
    ("老罗旗舰店", []),
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
