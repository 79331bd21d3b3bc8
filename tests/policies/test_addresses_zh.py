"""Chinese addresses: what is found whole, and what stays."""

from __future__ import annotations

import pytest

from policies import Detector

# text, the value that must be found whole
FOUND = [
    ("请送到北京市海淀区中关村大街27号3号楼1201室谢谢", "北京市海淀区中关村大街27号3号楼1201室"),
    ("地址改成浙江省杭州市西湖区文三路391号吧", "浙江省杭州市西湖区文三路391号"),
]


@pytest.mark.parametrize(("text", "value"), FOUND, ids=[value for _, value in FOUND])
def test_found(text: str, value: str, fast: Detector) -> None:
    """The value is found whole, and nothing around it."""
    spans = [(s.label, text[s.start : s.end]) for s in fast.scan(text)]
    assert ("LOCATION", value) in spans
