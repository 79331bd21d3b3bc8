"""Patterns for Simplified characters that match Traditional ones too."""

from __future__ import annotations

import re

import pytest

from policies.recognizers.scripts import both_scripts


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("账号", "賬號"),
        ("验证码", "驗證碼"),
        ("社保卡[号码]", "社保卡號"),
        ("护照(?:号码?)?", "護照號碼"),
        ("台胞证", "臺胞證"),
    ],
)
def test_both_scripts_match(pattern: str, text: str) -> None:
    """The widened pattern matches what it matched, and the Traditional form."""
    wide = re.compile(both_scripts(pattern))
    assert wide.fullmatch(text)
    assert re.compile(pattern).fullmatch(text) is None


@pytest.mark.parametrize("pattern", [r"[\u4e00-\u9fff]{2}", r"\d+[A-Z-]", r"a\.b", "[一-龥]"])
def test_ranges_and_latin_stay(pattern: str) -> None:
    """Nothing is added where nothing can be meant."""
    assert both_scripts(pattern) == pattern
