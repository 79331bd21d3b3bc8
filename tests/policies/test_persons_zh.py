"""Words around a Chinese name: of a person, or of a thing that is called like one."""

from __future__ import annotations

import pytest

from policies.recognizers.persons_zh import (
    goes_on,
    is_shop,
    is_thing,
    person_before,
    person_follows,
    thing_signs,
    trade_near,
)

THINGS = [
    ("方太旗舰店在哪", "方太"),
    ("李宁牌跑鞋", "李宁"),
    ("想买康佳", "康佳"),
    ("康佳什么时候到货", "康佳"),
    ("在顾家买的沙发", "顾家"),
    ("请把金立寄回来", "金立"),
    ("康佳和小米哪个好", "康佳"),
]
PERSONS = [
    ("方太说下周退款", "方太"),
    ("张伟的快递到了", "张伟"),
    ("客户李娜有现货", "李娜"),
    ("王芳昨天给我打了电话", "王芳"),
    ("王建国那台空调要退", "王建国"),
    ("收到张伟的快递", "张伟"),
]


@pytest.mark.parametrize(("text", "value"), THINGS, ids=[text for text, _ in THINGS])
def test_things(text: str, value: str) -> None:
    """What is sold, bought, in stock or sent back is a thing."""
    start = text.index(value)
    assert is_thing(text, start, start + len(value))


@pytest.mark.parametrize(("text", "value"), PERSONS, ids=[text for text, _ in PERSONS])
def test_persons(text: str, value: str) -> None:
    """Who speaks, calls, has a parcel, or is a customer is a person, also beside words of trade."""
    start = text.index(value)
    assert not is_thing(text, start, start + len(value))


def test_a_title_needs_more_to_be_a_brand() -> None:
    """李师傅 who repairs is one; what is sold under that name is none."""
    assert is_thing("李师傅糕点好吃", 0, 3, surely=True)
    assert not is_thing("李师傅有活动吗", 0, 3, surely=True)


def test_shops_and_trade() -> None:
    """A shop is a person's neither with a title; who asks for one, or for goods, may be one."""
    assert is_shop("王先生旗舰店", 3)
    assert not is_shop("王先生问旗舰店", 3)
    assert not is_shop("王先生空调", 3)
    assert trade_near("丁伟面霜一般", 0, 2)
    assert not trade_near("丁伟水平一般", 0, 2)


def test_what_goes_on() -> None:
    """Adverbs may stand before what a person does; other words go on behind things as well."""
    assert person_follows("小李已经签收了", 2)
    assert not person_follows("小李颜色", 2)
    assert goes_on("小李也", 2)
    assert goes_on("小李", 2)
    assert not goes_on("小李颜色", 2)
    assert person_before("转告小李", 2)
    assert not person_before("颜色小李", 2)
    assert person_before("快递员小李", 3)
    assert person_before("客户\n李娜", 3)
    assert not person_before("客户\n\n李娜", 4)
    assert not person_before("小李", 0)


@pytest.mark.parametrize(
    ("text", "value", "signs"),
    [
        ("林清轩旗舰店在哪", "林清轩", ["shop's behind"]),
        ("买了林清轩", "林清轩", ["bought before"]),
        ("一直用林清轩", "林清轩", ["liked before"]),
        ("把林清轩退回", "林清轩", ["put away"]),
        ("林清轩，旗舰店在哪", "林清轩", []),
        ("林清轩说没收到", "林清轩", []),
    ],
)
def test_thing_signs(text: str, value: str, signs: list[str]) -> None:
    """What is bought, liked, put somewhere or has a shop; nothing behind a sign, nothing of who speaks."""
    start = text.index(value)
    assert list(thing_signs(text, start, start + len(value))) == signs
