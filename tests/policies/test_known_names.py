"""Name and word lists: whose names are known, which words are everyday ones."""

from __future__ import annotations

import pytest

from policies.recognizers.known_names import folded, is_common, is_given, is_surname


@pytest.mark.parametrize("name", ["Priya", "Deborah", "Zoë", "Chinedu", "JAMES"])
def test_given_names(name: str) -> None:
    """Given names of many locales, in any case, with or without accents."""
    assert is_given(name)
    assert is_given(folded(name))


@pytest.mark.parametrize("name", ["Smith", "Nguyen", "Müller", "Okafor", "Sharma"])
def test_surnames(name: str) -> None:
    """Surnames of many locales."""
    assert is_surname(name)


@pytest.mark.parametrize("word", ["settings", "teeth", "rose", "cancelled"])
def test_everyday_words(word: str) -> None:
    """Inflected everyday words are known; a name that is also a word is one too."""
    assert is_common(word)


@pytest.mark.parametrize("word", ["Deborah", "xqzt", "Okafor"])
def test_no_everyday_words(word: str) -> None:
    """Names and nonsense are no everyday words."""
    assert not is_common(word)
