"""The made-up dialogues: the same by seed, short, and exactly as personal as they say."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from examples import contact_centre
from examples.contact_centre import LABELS, Corpus, generate
from examples.identifiers import passes_luhn, resident_check

MAX_TOKENS = 96
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sottovoce" / "models"
# Never fewer than Gemma's own: a digit, a sign and a Han character are a token each at the most, a
# word is cut into pieces of no fewer than two letters on average.
PIECES = re.compile(r"[A-Za-z]{1,2}|[^A-Za-z\s]")


def texts(one: dict[str, object]) -> list[str]:
    messages = one["messages"]
    assert isinstance(messages, list)
    return [message["content"] for message in messages]


@pytest.fixture(scope="module", params=["a", "b"])
def corpus(request: pytest.FixtureRequest) -> Corpus:
    return generate(request.param, seed=11, count=400)


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Seed, site and count decide everything."""
    assert generate("a", seed=3).to_jsonl() == generate("a", seed=3).to_jsonl()
    assert generate("a", seed=3).to_jsonl() != generate("a", seed=4).to_jsonl()
    assert generate("a", seed=3).to_jsonl() != generate("c", seed=3).to_jsonl()


def test_every_dialogue_is_short_by_a_bound(corpus: Corpus) -> None:
    """A count that is never below Gemma's stays near the limit."""
    longest = max(sum(len(PIECES.findall(text)) for text in texts(d)) for d in corpus.dialogues)
    assert longest <= MAX_TOKENS * 1.4


@pytest.mark.skipif(not (CACHE / "gemma" / "tokenizer.json").exists(), reason="no Gemma in cache")
def test_every_dialogue_is_short_for_gemma(corpus: Corpus) -> None:
    """No dialogue is longer than 96 of the served model's own tokens."""
    tokenizers = pytest.importorskip("tokenizers")
    tokenizer = tokenizers.Tokenizer.from_file(str(CACHE / "gemma" / "tokenizer.json"))
    for one in corpus.dialogues:
        encoded = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts(one)]
        assert sum(map(len, encoded)) <= MAX_TOKENS
        bound = sum(len(PIECES.findall(text)) for text in texts(one))
        assert sum(map(len, encoded)) <= bound


def test_customers_have_several_dialogues(corpus: Corpus) -> None:
    """Nobody is in the log with a single dialogue."""
    counts = Counter(one["customer"] for one in corpus.dialogues)
    assert len(counts) == 100
    assert set(counts.values()) == {contact_centre.PER_CUSTOMER}


def test_some_do_not_consent(corpus: Corpus) -> None:
    """About four in five may train; the rest say no or say nothing."""
    said = Counter(one.get("consent", "nothing") for one in corpus.dialogues)
    assert 0.74 < said[True] / 400 < 0.86
    assert said[False] > 5
    assert said["nothing"] > 35


def test_planted_values_stand_in_their_dialogues(corpus: Corpus) -> None:
    """Each value that is said to be planted is found in that dialogue, in most answers too."""
    by_id = {one["id"]: one for one in corpus.dialogues}
    repeated = 0
    for one in corpus.planted:
        _, answer, *_ = texts(by_id[one.dialogue])
        assert one.value in "".join(texts(by_id[one.dialogue]))
        repeated += one.value in answer
    assert repeated > len(corpus.planted) / 2
    assert {one.label for one in corpus.planted} == set(LABELS.values())
    assert len({one.dialogue for one in corpus.planted}) > 390


def test_nothing_is_left_unfilled(corpus: Corpus) -> None:
    """No slot of a sentence stays in a dialogue."""
    assert not [text for one in corpus.dialogues for text in texts(one) if "{" in text]


def test_numbers_pass_their_checks(corpus: Corpus) -> None:
    """Cards pass Luhn and resident IDs carry their right check character."""
    cards = [one.value for one in corpus.planted if one.label == "CREDIT_CARD"]
    ids = [one.value for one in corpus.planted if one.label == "CN_ID_CARD"]
    assert len(cards) > 10
    assert len(ids) > 5
    assert all(passes_luhn(card) for card in cards)
    assert all(resident_check(one[:17]) == one[17] for one in ids)


def test_another_site_speaks_both_languages() -> None:
    """A third site's dialogues are in English and Chinese by turns."""
    languages = Counter(one["language"] for one in generate("c", count=40).dialogues)
    assert languages == {"en": 20, "zh": 20}


def test_the_command_writes_json_lines(tmp_path: Path) -> None:
    """The file holds one dialogue a line with the keys that the import takes."""
    out = tmp_path / "a.jsonl"
    assert contact_centre.main(["--site", "a", "--seed", "5", "--out", str(out)]) == 0
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(lines) == 80
    assert all({"id", "customer", "language", "messages"} <= set(line) for line in lines)
    assert out.read_text() == generate("a", seed=5).to_jsonl()
