"""Traditional characters read as Simplified ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers import traditional
from policies.recognizers.automaton import automaton
from policies.recognizers.passes import passing
from policies.recognizers.traditional import both, simplified, simplified_once


def test_characters_are_read_one_for_one() -> None:
    """Names and addresses come out in Simplified; what is Simplified already stays."""
    assert (
        simplified("歐陽雪住臺北市大安區忠孝東路123號5樓") == "欧阳雪住台北市大安区忠孝东路123号5楼"
    )
    assert simplified("三单元，佘先生") == "三单元，佘先生"
    assert set(both("张")) == {"张", "張"}


@given(st.text())
def test_positions_stay(text: str) -> None:
    """A text keeps its length, and reading it twice changes nothing."""
    plain = simplified(text)
    assert len(plain) == len(text)
    assert simplified(plain) == plain


def test_within_a_pass_a_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second to ask gets what the first was given; without a pass each reads by itself."""
    text = "請寄到臺北市大安區"
    read: list[str] = []

    def told(asked: str) -> str:
        read.append(asked)
        return simplified(asked)

    monkeypatch.setattr(traditional, "simplified", told)
    with passing(automaton(()), text):
        assert simplified_once(text) == simplified_once(text) == "请寄到台北市大安区"
        assert read == [text]
    assert simplified_once(text) == "请寄到台北市大安区"
    assert read == [text, text]
