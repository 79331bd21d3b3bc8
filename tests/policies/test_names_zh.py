"""Chinese names: what is found whole, and what stays."""

from __future__ import annotations

import pytest

from policies import Detector

# text, the value that must be found whole
FOUND = [
    ("我叫\\u738b\\u5c0f\\u660e，你好", "\\u738b\\u5c0f\\u660e"),
    ("我叫王小明，你好", "王小明"),
    ("我叫李强的电话呢", "李强"),
    ("我叫张伟明天到", "张伟"),
    ("收件人：欧阳雪 电话", "欧阳雪"),
    ("姓名:迪丽热巴·迪力木拉提", "迪丽热巴·迪力木拉提"),
    ("我是李强，查订单", "李强"),
    ("王先生您好", "王先生"),
    ("我叫John Smith，", "John Smith"),
]


@pytest.mark.parametrize(("text", "value"), FOUND, ids=[value for _, value in FOUND])
def test_found(text: str, value: str, fast: Detector) -> None:
    """The value is found whole, and nothing around it."""
    spans = [(s.label, text[s.start : s.end]) for s in fast.scan(text)]
    assert ("PERSON", value) in spans
