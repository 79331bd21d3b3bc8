"""The two models: sentences, filters, whole words, addresses, and memory without text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.spans import Span
from policies.taggers.lac import LacTagger
from policies.taggers.places import addresses
from policies.taggers.protocol import package_folder
from policies.taggers.rampart import RampartTagger
from policies.taggers.recognizer import Memory, TaggerRecognizer
from policies.taggers.sentences import MAX_SENTENCE, may_hold_chinese, may_hold_english, sentences


@pytest.fixture(scope="module")
def lac() -> LacTagger:
    return LacTagger()


@pytest.fixture(scope="module")
def rampart() -> RampartTagger:
    return RampartTagger()


@given(st.text(max_size=900))
def test_sentences_lose_nothing(text: str) -> None:
    """Sentences lie in order, are bounded, and only blanks stand between them."""
    at = 0
    for start, sentence in sentences(text):
        assert text[start : start + len(sentence)] == sentence
        assert len(sentence) <= MAX_SENTENCE
        assert not text[at:start].strip()
        at = start + len(sentence)
    assert not text[at:].strip()


@pytest.mark.parametrize("text", ["转告周婉清", "住在文三路", "阿依古丽·买买提"])
def test_the_chinese_filter_lets_names_pass(text: str) -> None:
    """A surname before Han, a place's suffix or a middle dot passes."""
    assert may_hold_chinese(text)


@pytest.mark.parametrize(
    "text", ["tell Margaret", "my name is ann", "12 elm street", "ask angela's mother"]
)
def test_the_english_filter_lets_names_pass(text: str) -> None:
    """A capital, a cue or a number before a word passes."""
    assert may_hold_english(text)


@pytest.mark.parametrize("text", ["it is late.", "ok", "退款", "123"])
def test_the_filters_skip_what_holds_no_name(text: str) -> None:
    """Short everyday text reaches no model."""
    assert not may_hold_english(text)
    assert not may_hold_chinese("ok then, 123")


def test_a_batch_gives_what_single_sentences_give(lac: LacTagger, rampart: RampartTagger) -> None:
    """Padding and batching change nothing."""
    texts = ["订单由何浩然签收", "王芳住在杭州市西湖区文三路39号", "好的", "订单由周婉清签收"]
    assert lac.tag(texts) == [lac.tag([t])[0] for t in texts]
    english = ["Tell Margaret Holloway it came.", "ok", "He lives at 12 Elm Street, Springfield"]
    assert [[(s.start, s.end, s.label) for s in one] for one in rampart.tag(english)] == [
        [(s.start, s.end, s.label) for s in rampart.tag([t])[0]] for t in english
    ]


def test_spans_are_whole_words(rampart: RampartTagger) -> None:
    """The model's pieces of words become words."""
    text = "Tell Wilhelmina Castellanos at 12 Brackenbury Road"
    values = {text[s.start : s.end] for s in rampart.tag([text])[0]}
    assert "Wilhelmina Castellanos" in values


def test_addresses_need_depth() -> None:
    """A city or a sight alone is no address; a road with a number is."""
    assert addresses("去北京玩", [(0, 1, "v"), (1, 3, "LOC"), (3, 4, "v")]) == []
    text = "西湖区文三路39号"
    words = [(0, 3, "LOC"), (3, 6, "LOC"), (6, 9, "m")]
    assert addresses(text, words) == [Span(0, 9, "LOCATION", 0.65)]


def test_memory_holds_no_text() -> None:
    """The memory is bounded and keyed by digests."""
    memory = Memory(2)
    for n in range(3):
        memory.put(f"secret {n}", [Span(0, n, "PERSON", 1.0)])
    assert memory.get("secret 0") is None
    assert memory.get("secret 2") == [Span(0, 2, "PERSON", 1.0)]
    assert "secret" not in repr(vars(memory))


class Fake:
    """A tagger that takes each sentence whole and counts its calls."""

    def __init__(self) -> None:
        self.calls = 0

    def tag(self, texts: list[str]) -> list[list[Span]]:
        self.calls += 1
        return [[Span(0, len(t), "PERSON", 0.9)] for t in texts]


def test_the_recogniser_moves_spans_and_remembers() -> None:
    """Positions are the text's; a sentence is tagged once."""
    fake = Fake()
    taken = TaggerRecognizer("fake", fake, ["PERSON"], lambda s: "x" in s)
    text = "no。ax。ax。"
    assert [(r.start, r.end) for r in taken.analyze(text, ["PERSON"])] == [(3, 6), (6, 9)]
    taken.analyze(text, ["PERSON"])
    assert fake.calls == 1


def test_a_missing_package() -> None:
    """A wheel that is not there is an ImportError."""
    with pytest.raises(ImportError):
        package_folder("no_such_package_here")
