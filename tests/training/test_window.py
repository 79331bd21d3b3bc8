"""Which dialogues train: consent, retention, policy, re-scan, and a split that never moves a customer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.labels import LABELS
from policies.placeholders import mask_tokens
from policies.spans import Span
from sottovoce.dialogue_log import Dialogue
from sottovoce.errors import PrivacyUnavailable
from training.window import LEAST_HELD_OUT, PackScanner, Window, choose, held_out, texts_of

KEY = b"k" * 32
DAY = 86400.0


class Marker:
    """A scanner that finds the word RAW."""

    def hits(self, text: str) -> int:
        return text.count("RAW")

    def may_train(self, texts: Iterable[str]) -> bool:
        return not any("SECRET" in text for text in texts)

    def view(self, messages: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
        return tuple(mask_tokens(messages, {"EMAIL_ADDRESS"}))


def _choose(dialogues: list[Dialogue], log: Any, **changes: Any) -> Window:
    options: dict[str, Any] = {
        "until": 1e6,
        "retention_days": None,
        "key": KEY,
        "fraction": 0.3,
        "limit": 1000,
    }
    return choose(log(dialogues), Marker(), **{**options, **changes})


def _ids(window: Window) -> set[str]:
    return {d.id for d in (*window.train, *window.held_out)}


def test_only_consented_answers_of_persons(
    make_dialogue: Callable[..., Dialogue], memory_log: Any
) -> None:
    """A dialogue without consent, or with a model's own answer, is not even read."""
    window = _choose(
        [make_dialogue(1), make_dialogue(2, consent=False), make_dialogue(3, trainable=False)],
        memory_log,
    )
    assert _ids(window) == {"d0001"}


def test_a_log_that_forgets_to_filter_is_caught(
    make_dialogue: Callable[..., Dialogue], memory_log: Any
) -> None:
    """Consent is checked again here, whatever the log hands out."""

    class Careless(memory_log):  # type: ignore[misc]
        def read(self, **_: Any) -> Any:
            return iter(self.dialogues)

    dialogues = [make_dialogue(1, consent=False), make_dialogue(2, trainable=False)]
    window = _choose(dialogues, Careless)
    assert not _ids(window)
    assert window.dropped == {"consent": 2}


def test_retention_and_the_windows_end(
    make_dialogue: Callable[..., Dialogue], memory_log: Any
) -> None:
    """What is older than the pack keeps, or newer than the round's beginning, is not used."""
    dialogues = [
        make_dialogue(1, created=10 * DAY),
        make_dialogue(2, created=20 * DAY),
        make_dialogue(3, created=31 * DAY),
    ]
    assert _ids(_choose(dialogues, memory_log, until=30 * DAY, retention_days=15)) == {"d0002"}


def test_a_hit_in_any_text_drops_the_dialogue(
    make_dialogue: Callable[..., Dialogue], memory_log: Any
) -> None:
    """Personal data in a turn, a nested argument or an object key drops the dialogue, and is counted."""
    nested = {"role": "assistant", "tool_calls": [{"function": {"arguments": {"q": "RAW"}}}]}
    key = {"role": "user", "content": "x", "RAW": 1}
    dialogues = [
        make_dialogue(1),
        make_dialogue(2, messages=({"role": "user", "content": "it is RAW"},)),
        make_dialogue(3, messages=(nested,)),
        make_dialogue(4, messages=(key,)),
        make_dialogue(5, messages=({"role": "user", "content": "SECRET"},)),
    ]
    window = _choose(dialogues, memory_log)
    assert _ids(window) == {"d0001"}
    assert window.dropped == {"policy": 1, "rescan": 3}


def test_a_scanner_that_fails_stops_everything(
    make_dialogue: Callable[..., Dialogue], memory_log: Any
) -> None:
    """Doubt means refuse: a failing detector is not a dialogue without hits."""

    class Broken(Marker):
        def hits(self, text: str) -> int:
            raise PrivacyUnavailable

    with pytest.raises(PrivacyUnavailable):
        choose(
            memory_log([make_dialogue(1)]),
            Broken(),
            until=1e6,
            retention_days=None,
            key=KEY,
            fraction=0.3,
            limit=9,
        )


def test_the_newest_are_kept(make_dialogue: Callable[..., Dialogue], memory_log: Any) -> None:
    """Over the limit the oldest are left out, and counted."""
    window = _choose([make_dialogue(n) for n in range(9, 0, -1)], memory_log, limit=4)
    assert _ids(window) == {"d0006", "d0007", "d0008", "d0009"}
    assert window.dropped == {"limit": 5}


@given(
    subjects=st.lists(st.text(max_size=12), max_size=40),
    later=st.lists(st.text(max_size=12), max_size=40),
    key=st.binary(min_size=16, max_size=32),
    fraction=st.floats(0.05, 0.95),
)
def test_held_out_customers_never_train(
    subjects: list[str], later: list[str], key: bytes, fraction: float
) -> None:
    """No customer is on both sides in a round; who is held out by the hash is so in every round, and
    where the hash holds out two there is nobody else."""

    def window(names: list[str]) -> tuple[set[str], set[str]]:
        dialogues = [
            Dialogue(str(i), n, "c", "en", "import", True, True, "p", None, float(i), ())
            for i, n in enumerate(names)
        ]

        class Log:
            def read(self, **_: Any) -> Any:
                return iter(dialogues)

        made = choose(
            Log(), Marker(), until=1e6, retention_days=None, key=key, fraction=fraction, limit=99
        )
        return {d.subject for d in made.train}, {d.subject for d in made.held_out}

    train, out = window(subjects)
    train_later, out_later = window(subjects + later)
    assert not train & out
    assert not train_later & out_later
    assert train | out == set(subjects)
    by_hash = {n for n in subjects if held_out(n, key, fraction)}
    assert by_hash <= out & out_later
    assert len(out) >= min(LEAST_HELD_OUT, len(set(subjects)))
    assert len(by_hash) < LEAST_HELD_OUT or out == by_hash


def test_the_split_follows_key_and_fraction() -> None:
    """About the wanted share is held out, and another key holds out others."""
    names = [f"sub_{n}" for n in range(2000)]
    out = {n for n in names if held_out(n, KEY, 0.2)}
    assert 330 < len(out) < 470
    assert out != {n for n in names if held_out(n, b"x" * 32, 0.2)}
    assert out < {n for n in names if held_out(n, KEY, 0.4)}


class FakePack:
    """A pack that keeps order numbers and lets only persons and order numbers train."""

    def action(self, label: str) -> str:
        return "keep" if label == "ORDER_NUMBER" else "placeholder"

    train_masked = frozenset({"PERSON"})

    def may_train(self, labels: set[str]) -> bool:
        return labels <= {"PERSON", "ORDER_NUMBER"}


def test_what_the_pack_keeps_and_placeholders_are_no_hits() -> None:
    """Kept classes and text inside a placeholder do not count; what reaches beyond one does."""
    assert "PERSON" in LABELS
    found: list[Span] = []

    class Fixed:
        def scan(self, text: str) -> list[Span]:
            return found

    scanner = PackScanner(Fixed(), FakePack())
    found[:] = [Span(0, 3, "ORDER_NUMBER", 1.0), Span(4, 14, "PERSON", 1.0)]
    assert scanner.hits("A12 <PERSON_1> 13812345678") == 0
    found.append(Span(15, 26, "PHONE_NUMBER", 1.0))
    assert scanner.hits("A12 <PERSON_1> 13812345678") == 1
    found[:] = [Span(0, 12, "PERSON", 1.0)]
    assert scanner.hits("<PERSON_1> W") == 1


def test_classes_that_may_not_train() -> None:
    """A placeholder of a class outside the pack's train_labels keeps the dialogue out."""
    scanner = PackScanner(None, FakePack())
    assert scanner.may_train(["hello <PERSON_1>", "<LITERAL_2>"])
    assert not scanner.may_train(["hello <PERSON_1>", "<EMAIL_ADDRESS_1>"])
    # A value that was taken out for good left its type, or its type with a digest.
    assert not scanner.may_train(["hello <PERSON_1>", "[EMAIL_ADDRESS]"])
    assert not scanner.may_train(["hello <PERSON_1>", "[EMAIL_ADDRESS:bcdfghjk]"])
    assert scanner.may_train(["hello [PERSON], [sic]"])


def test_all_strings_of_a_message_are_seen() -> None:
    """Strings in lists, objects and keys are all given; numbers are not texts."""
    message = {"a": ["b", {"c": "d"}], "n": 1}
    assert sorted(texts_of(message)) == ["a", "b", "c", "d", "n"]


def test_a_class_without_a_token_keeps_a_dialogue_out(
    make_dialogue: Callable[..., Dialogue], memory_log: Any
) -> None:
    """Kept, masked in part or made up anew: the class is named beside the text, and counts."""
    hidden = replace(make_dialogue(1), labels=("PERSON", "SECRET"))
    window = _choose([hidden, *(make_dialogue(n) for n in range(2, 30))], memory_log)
    assert window.dropped["policy"] == 1
    assert hidden.id not in {d.id for d in (*window.train, *window.held_out)}
    scanner = PackScanner(None, FakePack())
    assert not scanner.may_train(["hello", "[EMAIL_ADDRESS]"])


def test_an_example_shows_what_the_pack_lets_it_show(
    make_dialogue: Callable[..., Dialogue], memory_log: Any
) -> None:
    """A class that the pack masks for training is its type there, and other tokens stay."""
    messages = (
        {
            "role": "user",
            "content": "I am <EMAIL_ADDRESS_4>, not <EMAIL_ADDRESS_5>; order <ORDER_NUMBER_1>",
        },
        {"role": "assistant", "content": "Hello <EMAIL_ADDRESS_4>"},
    )
    rows = [replace(make_dialogue(n), messages=messages) for n in range(20)]
    window = _choose(rows, memory_log)
    seen = {m["content"] for d in (*window.train, *window.held_out) for m in d.messages}
    assert seen == {
        "I am [EMAIL_ADDRESS], not [EMAIL_ADDRESS]; order <ORDER_NUMBER_1>",
        "Hello [EMAIL_ADDRESS]",
    }
    shown = PackScanner(None, FakePack()).view(({"content": "<PERSON_1> <ORDER_NUMBER_1>"},))
    assert shown == ({"content": "[PERSON] <ORDER_NUMBER_1>"},)
