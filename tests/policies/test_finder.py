"""The finder: positions, routes by script, one call a tagger, memory."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from policies.spans import Span
from policies.taggers.finder import NameFinder
from policies.taggers.memory import SentenceMemory
from sottovoce.errors import PrivacyUnavailable


class Fake:
    """A service that takes each sentence whole and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []

    def tag(self, name: str, sentences: Sequence[str]) -> list[list[Span]]:
        self.asked.append((name, list(sentences)))
        return [[Span(0, len(s), "PERSON", 0.9)] for s in sentences]

    def close(self) -> None:
        self.asked.clear()


class Broken(Fake):
    """A service that cannot say."""

    def tag(self, name: str, sentences: Sequence[str]) -> list[list[Span]]:
        raise PrivacyUnavailable


def test_positions_are_the_texts() -> None:
    """A span of the second sentence lies where that sentence lies, in each text."""
    found = NameFinder(Fake()).find_many(["好的。转告周婉清。", "", "ok, ask Margaret Holloway."])
    assert found == [
        [(Span(3, 9, "PERSON", 0.9), "lac")],
        [],
        [(Span(0, 26, "PERSON", 0.9), "rampart")],
    ]


def test_one_call_a_tagger_for_many_texts() -> None:
    """All texts' sentences of one script go together, each sentence once."""
    fake = Fake()
    NameFinder(fake).find_many(["转告周婉清", "转告何浩然", "转告周婉清", "tell Margaret Holloway"])
    assert fake.asked == [
        ("lac", ["转告周婉清", "转告何浩然"]),
        ("rampart", ["tell Margaret Holloway"]),
    ]


def test_a_sentence_in_two_scripts_goes_to_both() -> None:
    """A Latin name in a Chinese sentence is read by the English tagger too."""
    fake = Fake()
    NameFinder(fake, thorough=True).find("转告 Margaret Holloway 吧")
    assert [name for name, _ in fake.asked] == ["lac", "rampart"]


def test_thorough_leaves_out_nothing_with_letters() -> None:
    """Without the filter everyday sentences are read as well."""
    for text in ("it is late", "好的"):
        balanced, thorough = Fake(), Fake()
        NameFinder(balanced).find(text)
        NameFinder(thorough, thorough=True).find(text)
        assert (len(balanced.asked), len(thorough.asked)) == (0, 1)


def test_what_was_read_once_is_remembered() -> None:
    """The second time the same sentence costs no call, and gives the same."""
    fake = Fake()
    finder = NameFinder(fake)
    first = finder.find("转告周婉清。")
    assert finder.find("转告周婉清。") == first
    assert len(fake.asked) == 1


def test_a_failure_is_raised_and_not_remembered() -> None:
    """Neither swallowed nor taken for `nothing found` the next time."""
    memory = SentenceMemory()
    with pytest.raises(PrivacyUnavailable):
        NameFinder(Broken(), memory=memory).find("转告周婉清")
    assert NameFinder(Fake(), memory=memory).find("转告周婉清")


def test_what_is_covered_is_not_asked_for() -> None:
    """A sentence with nothing beside what was found already goes to no tagger, but to a thorough one's."""
    texts = ["it came. Ask Margaret Holloway.", "转告周婉清"]
    covered = [[(13, 30)], [(2, 5)]]
    balanced, thorough = Fake(), Fake()
    assert NameFinder(balanced).find_many(texts, covered) == [[], []]
    NameFinder(thorough, thorough=True).find_many(texts, covered)
    assert balanced.asked == []
    assert len(thorough.asked) == 2


def test_covered_stretches_are_the_texts() -> None:
    """They count in the text that they belong to, and in the sentence where they lie."""
    fake = Fake()
    NameFinder(fake).find_many(["Ask Margaret. Ask Margaret!"] * 2, [[(4, 12)], [(18, 26)]])
    assert [sentence for _, asked in fake.asked for sentence in asked] == [
        "Ask Margaret!",
        "Ask Margaret. ",
    ]


def test_of_a_long_sentence_a_part_is_read() -> None:
    """The part around the name, at its place; a thorough finder reads the whole."""
    text = "it is late and " * 9 + "Margaret Holloway" + " and it is late" * 9
    balanced, thorough = Fake(), Fake()
    ((span, _),) = NameFinder(balanced).find(text)
    NameFinder(thorough, thorough=True).find(text)
    ((_, (part,)),) = balanced.asked
    assert text[span.start : span.end] == part
    assert "Margaret Holloway" in part
    assert len(part) < 90
    assert len(thorough.asked[0][1][0]) > 150
