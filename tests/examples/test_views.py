"""What the demo concludes from a conversation, on texts that hold and texts that do not."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import Any

import pytest
from rich.console import Console

from examples.demo import chats, views
from examples.demo.checks import Checks
from examples.demo.ui import Screen

PROMPTS = [
    "User:\nCall me at <PHONE_NUMBER_1> or write\n\nAssistant:\n",
    "User:\nCall me at <PHONE_NUMBER_1> or write\n\nUser:\nIs <PHONE_NUMBER_1> really yours?\n",
]
ROWS = ["user: Call me at <PHONE_NUMBER_1> or write", "user: Is <PHONE_NUMBER_1> really yours?"]
CONVERSATION = dataclasses.replace(chats.ENGLISH, title="t")


class FakeInside:
    """A site's insides with these prompts and log rows."""

    def __init__(self, prompts: list[str], rows: list[str]) -> None:
        self._prompts = [[], prompts]
        self._rows = rows

    def new_inputs(self, _site: str) -> list[str]:
        return self._prompts.pop(0)

    def new_rows(self, _site: str) -> list[dict[str, Any]]:
        return [{"messages": [{"role": "user", "content": row}]} for row in self._rows]


def failed(
    monkeypatch: pytest.MonkeyPatch, prompts: list[str], rows: list[str], got: str = "Thanks."
) -> set[str]:
    """Names of the checks that fail on these texts."""
    turns = CONVERSATION.turns
    replies = [chats.Exchange("c", turn.text, got, "base", "r", 1) for turn in turns]
    monkeypatch.setattr(chats, "hold", lambda *_args, **_kwargs: replies)
    out = io.StringIO()
    checks = Checks(lambda *_mark: None)
    screen = Screen(Console(file=out, width=120))
    inside: Any = FakeInside(prompts, rows)
    api: Any = None
    views.converse(api, inside, screen, checks, CONVERSATION, "site-a", 8)
    assert "Laura" in out.getvalue()
    return {re.sub(r"\d+ ", "", check.name) for check in checks.failed}


def test_redacted_texts_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every check holds where everything was taken out."""
    assert failed(monkeypatch, PROMPTS, ROWS) == set()


def test_a_value_in_the_prompt_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Raw data in front of the model is found, however it is written."""
    leaky = [PROMPTS[0], PROMPTS[1] + "415.555.0173"]
    assert failed(monkeypatch, leaky, ROWS) == {"t: the model saw none of values"}


def test_a_value_in_the_log_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Raw data in the log is found."""
    leaky = [ROWS[0] + " Laura Whitfield", ROWS[1]]
    assert failed(monkeypatch, PROMPTS, leaky) == {"t: the log holds none of them"}


def test_a_moving_placeholder_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """One value under two placeholders in a conversation is a fault."""
    moved = [PROMPTS[0], PROMPTS[1].replace("Is <PHONE_NUMBER_1>", "Is <PHONE_NUMBER_2>")]
    names = {"t: the same value has the same placeholder in both turns"}
    assert failed(monkeypatch, moved, ROWS) == names


def test_an_unrestored_placeholder_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A placeholder of the conversation must not reach the client."""
    names = {"t: every placeholder was restored for the client"}
    assert failed(monkeypatch, PROMPTS, ROWS, "Call <PHONE_NUMBER_1>?") == names


def test_a_turn_that_the_model_never_saw_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer prompts than turns means that the columns prove nothing."""
    assert "t: one prompt reached the model a turn" in failed(monkeypatch, PROMPTS[:1], ROWS)
