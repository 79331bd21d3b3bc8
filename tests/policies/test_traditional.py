"""Traditional characters read as Simplified ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.traditional import both, simplified


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
