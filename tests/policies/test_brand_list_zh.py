"""The list of Chinese words that look like names holds words of Chinese, each once, and no usual name."""

from __future__ import annotations

import re

import pytest

from policies.recognizers.brand_list_zh import BRAND_LIST
from policies.recognizers.lexicon_names_zh import BRANDS
from policies.recognizers.lexicon_zh import COMMON_SURNAMES
from policies.recognizers.names_zh import ChineseNameRecognizer
from policies.recognizers.traditional import simplified

_FULL = sorted(b for b in BRAND_LIST if len(b) in (2, 3) and b[0] in COMMON_SURNAMES)


def _named(text: str) -> list[str]:
    return [text[start:end] for start, end, _, _ in ChineseNameRecognizer().find(text)]


def test_words_are_chinese_and_simplified() -> None:
    """They are compared with a text's Simplified form, which none of them may differ from."""
    assert all(simplified(word) == word for word in BRAND_LIST)
    # Two characters and more, Han but for a letter or a number of the brand's own.
    assert [
        word for word in BRAND_LIST if not re.fullmatch(r"[\u4e00-\u9fffA-Z0-9]{2,10}", word)
    ] == []


def test_the_list_is_part_of_what_is_no_name() -> None:
    """The recognisers ask one list."""
    assert set(BRANDS) >= BRAND_LIST


def test_none_is_found_where_things_are_spoken_of() -> None:
    """A word of the list that is as long as a name is no person's behind what takes things."""
    assert [word for word in _FULL if word in _named(f"{word}什么时候有货，想买{word}")] == []


@pytest.mark.parametrize("name", ["王小波", "李明", "张建国", "陈美玲"])
def test_usual_names_stay_names(name: str) -> None:
    """No entry swallows who merely begins like a brand."""
    assert name not in BRAND_LIST
    assert _named(f"请转告{name}，快递到了") == [name]
