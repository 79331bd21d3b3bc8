"""Answers that may be rated: by their own tenant, once, for a time, and up to a number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gateway.answers import AlreadyRated, Answers, Given, UnknownAnswer, bare_id

GIVEN = Given("chatcmpl-1", "acme", "a", "conv", "sub_x", kept=True, consent=True)


def answers(
    path: Path | None = None, *, now: list[float] | None = None, most: int = 1000
) -> Answers:
    clock = now or [0.0]
    return Answers(path, ttl=100, max_answers=most, clock=lambda: clock[0])


def test_one_claim_an_answer(tmp_path: Path) -> None:
    """Also after a restart; one that was taken back can be claimed again."""
    store = answers(tmp_path / "answers.db")
    store.note(GIVEN)
    assert store.claim("chatcmpl-1", "acme") == GIVEN
    store.close()
    again = answers(tmp_path / "answers.db")
    with pytest.raises(AlreadyRated):
        again.claim("chatcmpl-1", "acme")
    again.release("chatcmpl-1")
    assert again.claim("chatcmpl-1", "acme").consent
    again.close()


def test_other_tenants_and_old_answers_are_unknown() -> None:
    """The same error for each reason."""
    now = [0.0]
    store = answers(now=now)
    store.note(GIVEN)
    for name, tenant in (("chatcmpl-1", "other"), ("chatcmpl-2", "acme")):
        with pytest.raises(UnknownAnswer):
            store.claim(name, tenant)
    now[0] = 101
    with pytest.raises(UnknownAnswer):
        store.claim("chatcmpl-1", "acme")
    store.close()


@pytest.mark.parametrize("name", ["chatcmpl-a-b_c", "resp_a-b_c", "msg_a-b_c", "cmpl-a-b_c"])
def test_every_dialects_id_finds_it(name: str) -> None:
    """The prefix is the dialect's; the rest is the answer's."""
    assert bare_id(name) == "a-b_c"
    store = answers()
    store.note(replace(GIVEN, upstream_id="chatcmpl-a-b_c"))
    assert store.claim(name, "acme").upstream_id == "chatcmpl-a-b_c"
    store.close()


def test_bounded_and_erasable() -> None:
    """The oldest go over the number, and a customer's all at once."""
    now = [0.0]
    store = answers(now=now, most=100)
    for number in range(512):
        now[0] = number / 100
        store.note(replace(GIVEN, upstream_id=f"chatcmpl-{number}", subject=f"sub_{number % 2}"))
    with pytest.raises(UnknownAnswer):
        store.claim("chatcmpl-0", "acme")
    assert store.claim("chatcmpl-511", "acme").subject == "sub_1"
    assert store.erase_subject("sub_1") == 50
    with pytest.raises(UnknownAnswer):
        store.claim("chatcmpl-509", "acme")
    store.close()
