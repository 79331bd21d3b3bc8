"""Where cues stand, for all recognisers in one pass: the same places as each one's own search."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers.cue_search import CueSearch

WORDS = ["pin(?: code)?|passcode", "account|acct", "密码|[帐账][号號]", "sort[ _-]?code|code"]


def searcher() -> tuple[CueSearch, list[int]]:
    """A search of its own with all of the words."""
    made = CueSearch()
    return made, [made.add(words) for words in WORDS]


SEARCH, NUMBERS = searcher()
PIECES = st.sampled_from(
    ["PIN", "pin code", " ", "account", "acct", "密码", "账号", "帳號", "é", "😀", "sort code", "code", "x", "\ud800"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_places_are_those_of_the_pattern(text: str) -> None:
    """Every cue that the pattern itself finds begins at one of the places, in characters."""
    for number, words in zip(NUMBERS, WORDS, strict=True):
        expected = [m.start() for m in regex.finditer(words, text, regex.IGNORECASE)]
        starts = SEARCH.starts(number, text)
        assert set(expected) <= set(starts)
        assert list(starts) == sorted(set(starts))
        assert all(regex.match(words, text[at:], regex.IGNORECASE) for at in starts)


def test_a_text_without_cues_has_no_places() -> None:
    """Nothing for any number."""
    assert [list(SEARCH.starts(n, "good morning")) for n in NUMBERS] == [[], [], [], []]


def test_cues_may_be_added_later() -> None:
    """A recogniser that is defined after the first search is found as well."""
    made, numbers = searcher()
    assert list(made.starts(numbers[0], "my pin")) == [3]
    late = made.add("plate")
    assert list(made.starts(late, "my plate")) == [3]


def test_threads_share_it() -> None:
    """Each thread gets the answer about its own text."""
    texts = [f"{'x' * n} account and 密码" for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda t: list(SEARCH.starts(NUMBERS[1], t)), texts))
    assert found == [[t.index("account")] for t in texts]


@pytest.mark.parametrize("words", ["(", "a(?=b)"])
def test_what_cannot_be_compiled_is_refused(words: str) -> None:
    """A broken cue raises at the first search; it is never silently without a match."""
    made = CueSearch()
    number = made.add(words)
    with pytest.raises(Exception, match=r"(?i)expression|missing|compil|pattern|paren|assert"):
        made.starts(number, "text")
