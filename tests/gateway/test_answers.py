"""Answers that may be rated: by their own tenant, once, for a time, and up to a number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gateway import answers as answers_module
from gateway.answers import AlreadyRated, Answers, Given, UnknownAnswer, bare_id
from sottovoce.migrations import open_database

GIVEN = Given("chatcmpl-1", "acme", "a", "conv", "sub_x", kept=True, consent=True, home="asked")


def answers(
    path: Path | None = None, *, now: list[float] | None = None, most: int = 1000
) -> Answers:
    clock = now or [0.0]
    return Answers(path, ttl=100, max_answers=most, clock=lambda: clock[0])


def test_one_claim_an_answer(tmp_path: Path) -> None:
    """Also after a restart; one that was taken back can be claimed again."""
    store = answers(tmp_path / "answers.db")
    store.note(GIVEN)
    assert store.claim("chatcmpl-1", "acme", "h") == GIVEN
    store.close()
    again = answers(tmp_path / "answers.db")
    with pytest.raises(AlreadyRated):
        again.claim("chatcmpl-1", "acme", "other")
    again.release("chatcmpl-1", "h")
    assert again.claim("chatcmpl-1", "acme", "h").consent
    again.close()


def test_other_tenants_and_old_answers_are_unknown() -> None:
    """The same error for each reason."""
    now = [0.0]
    store = answers(now=now)
    store.note(GIVEN)
    for name, tenant in (("chatcmpl-1", "other"), ("chatcmpl-2", "acme")):
        with pytest.raises(UnknownAnswer):
            store.claim(name, tenant, "h")
    now[0] = 101
    with pytest.raises(UnknownAnswer):
        store.claim("chatcmpl-1", "acme", "h")
    store.close()


@pytest.mark.parametrize("name", ["chatcmpl-a-b_c", "resp_a-b_c", "msg_a-b_c", "cmpl-a-b_c"])
def test_every_dialects_id_finds_it(name: str) -> None:
    """The prefix is the dialect's; the rest is the answer's."""
    assert bare_id(name) == "a-b_c"
    store = answers()
    store.note(replace(GIVEN, upstream_id="chatcmpl-a-b_c"))
    assert store.claim(name, "acme", "h").upstream_id == "chatcmpl-a-b_c"
    store.close()


def test_bounded_and_erasable() -> None:
    """The oldest go over the number, and a customer's all at once."""
    now = [0.0]
    store = answers(now=now, most=100)
    for number in range(512):
        now[0] = number / 100
        store.note(replace(GIVEN, upstream_id=f"chatcmpl-{number}", subject=f"sub_{number % 2}"))
    with pytest.raises(UnknownAnswer):
        store.claim("chatcmpl-0", "acme", "h")
    assert store.claim("chatcmpl-511", "acme", "h").subject == "sub_1"
    assert store.erase_subject("sub_1") == 50
    with pytest.raises(UnknownAnswer):
        store.claim("chatcmpl-509", "acme", "h")
    store.close()


def test_a_row_of_an_earlier_release_was_given_at_home(tmp_path: Path) -> None:
    """The file is migrated; who gave the answer then is whose policy counts."""
    path = tmp_path / "answers.db"
    open_database(path, answers_module._MIGRATIONS[:1]).close()
    store = answers(path)
    store.note(replace(GIVEN, home=""))
    given = store.claim("chatcmpl-1", "acme", "h")
    assert (given.home, given.asked) == ("", "a")
    assert GIVEN.asked == "asked"
    store.close()
