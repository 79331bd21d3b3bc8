"""Names in Latin letters between Chinese words."""

from __future__ import annotations

import pytest

from policies.recognizers.name_latin_zh import between

CASES = [
    ("Amy说下周到", ["Amy"]),
    ("客服陈Amy说可以退", ["陈Amy"]),
    ("找Amy 陈", ["Amy 陈"]),
    ("Wang先生说他收到了", ["Wang先生"]),
    ("Hi Steven，文件收到了", ["Steven"]),
    ("Helen昨天给我打了电话", ["Helen"]),
    ("Tony，13812345678", ["Tony"]),
    ("麻烦Sarah Lee回电话", ["Sarah Lee"]),
    ("请用Python写个脚本", []),
    ("Apple官方旗舰店", []),
    ("我的Kindle坏了", []),
    ("My 电话 is secure", []),
    ("寄到London要多久", []),
    ("飞Paris的航班几点", []),
    ("联系Austin说一下", ["Austin"]),
    ("对比通义和Gemma 2 27B哪个好", []),
    ("部署Claude 3.5 Sonnet和文心", []),
    ("帮Gemma 2.5 Pro写提示词", []),
    ("联系Claude 3点开会", ["Claude"]),
    ("通知Helen 86 13812345678", ["Helen"]),
    ("Kwame投诉了三次", ["Kwame"]),
    ("Vanessa请假了", ["Vanessa"]),
    ("Lot 178, 下周到期", []),
    ("Luna昨天上新了吗", []),
    ("Tesla昨天降价了", []),
    ("Paris今天下雨吗", []),
    ("London明天几度", []),
]


@pytest.mark.parametrize(("text", "values"), CASES, ids=[text for text, _ in CASES])
def test_between(text: str, values: list[str]) -> None:
    """A first name where a person is spoken of, with a Chinese surname or title beside it."""
    assert [text[start:end] for start, end, _, _ in between(text)] == values
