"""Names behind the words that announce one."""

from __future__ import annotations

import pytest

from policies.recognizers.name_cues_zh import after_cues

CASES = [
    ("我叫高兴", ["高兴"]),
    ("我叫伟", ["伟"]),
    ("姓名：欧阳雪", ["欧阳雪"]),
    ("收件人大卫，电话", ["大卫"]),
    ("我朋友张伟也要", ["张伟"]),
    ("请转告刘晓梅", ["刘晓梅"]),
    ("张总叫我来拿的", []),
    ("王老板都行", []),
    ("真叫我高兴", []),
    ("我是客服", []),
    ("客户：好的，稍等", []),
    ("用户名 is case sensitive", []),
    ("姓名：jane doe", ["jane doe"]),
]


@pytest.mark.parametrize(("text", "values"), CASES, ids=[text for text, _ in CASES])
def test_after_cues(text: str, values: list[str]) -> None:
    """A strong cue believes any name, also one that is a word; a weak one a usual name."""
    assert [text[start:end] for start, end, _, _ in after_cues(text)] == values
