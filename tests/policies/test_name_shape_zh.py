"""How long a Chinese name is, by what the words before it promise."""

from __future__ import annotations

import pytest

from policies.recognizers.name_shape_zh import Trust, dotted, name_length

LENGTHS = [
    ("王芳反馈", Trust.MIDDLE, 2),
    ("欧阳雪到了", Trust.WEAK, 3),
    ("陈林美玲，", Trust.STRONG, 4),
    ("亓官", Trust.WEAK, 0),
    ("王先生", Trust.STRONG, 0),
    ("高兴收到", Trust.WEAK, 0),
    ("玛丽，", Trust.STRONG, 2),
    ("玛丽，", Trust.MIDDLE, 2),
    ("玛丽，", Trust.WEAK, 0),
    ("小李说", Trust.WEAK, 2),
    ("小米手机", Trust.MIDDLE, 0),
    ("小李G9，", Trust.WEAK, 0),
    ("小李P7，", Trust.WEAK, 0),
    ("小李，", Trust.WEAK, 2),
    ("高多少？", Trust.WEAK, 0),
    ("李子园，", Trust.MIDDLE, 0),
    ("李子园，", Trust.STRONG, 3),
]


@pytest.mark.parametrize(("text", "trust", "length"), LENGTHS)
def test_name_length(text: str, trust: Trust, length: int) -> None:
    """The name ends where the sentence goes on; less trust believes less."""
    assert name_length(text, 0, trust) == length


def test_dotted_names() -> None:
    """A middle dot joins transliterations, and no shop to its dish."""
    text = "我是约翰·史密斯的"
    assert dotted(text, text.index("·")) == (2, 8)
    assert dotted("金鼎轩·南北菜", 3) is None
