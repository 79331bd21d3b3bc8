"""Allow and deny lists: exact values and patterns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import wordlists
from policies.wordlists import WordList, pattern_of


@pytest.mark.parametrize(
    ("entry", "pattern"),
    [("/a+/", "a+"), ("a/b", None), ("/", None), ("//", None), ("/a", None), ("https://x/", None)],
)
def test_what_is_a_pattern(entry: str, pattern: str | None) -> None:
    """Only what begins and ends with a slash, with something between."""
    assert pattern_of(entry) == pattern


def test_spans_and_whole_values() -> None:
    """Exact values are found wherever they stand; a whole value must be all of it."""
    words = WordList(["王小明", "400-820-8820", r"/SN[0-9]{4}/"])
    text = "王小明打400-820-8820，SN1234"
    assert sorted(words.spans(text)) == [(0, 3), (4, 16), (17, 23)]
    assert words.holds("王小明")
    assert words.holds("SN1234")
    assert not words.holds("SN12345")
    assert not words.holds("王小明明")
    assert bool(words)
    assert not WordList([])
    assert not WordList([]).holds("x")


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=5), st.text(max_size=20))
def test_exact_entries_are_taken_as_written(entries: list[str], noise: str) -> None:
    """No character of an exact entry has a meaning of its own."""
    exact = [entry for entry in entries if pattern_of(entry) is None]
    words = WordList(exact)
    for entry in exact:
        assert words.holds(entry)
        assert any(a <= len(noise) < b for a, b in words.spans(noise + entry))


def test_a_slow_pattern_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is refused, not scanned without its list."""
    monkeypatch.setattr(wordlists, "TIMEOUT_SECONDS", 0.05)
    with pytest.raises(TimeoutError):
        list(WordList([r"/(q+)+$/"]).spans("q" * 5_000 + "!"))
