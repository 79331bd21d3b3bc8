"""Rates, tokens and budgets by key: what is let in, what has to wait, and what the headers say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.admission import Admission, Bucket, QuotaExceeded, estimate, spoken, weight
from gateway.auth import Caller
from gateway.usage import MemoryUsage
from sottovoce.errors import Overloaded, RateLimited, error_headers


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def admission(clock: Clock, *, running: int = 100) -> Admission:
    return Admission(max_running=running, usage=MemoryUsage(), clock=clock)


def test_requests_a_minute() -> None:
    """A minute's worth at once, then one each sixtieth of it; the headers count down."""
    clock = Clock()
    door = admission(clock)
    caller = Caller("k", "t", requests_per_minute=6)
    remaining = [door.enter(caller).headers["x-ratelimit-remaining-requests"] for _ in range(6)]
    assert remaining == ["5", "4", "3", "2", "1", "0"]
    with pytest.raises(RateLimited) as caught:
        door.enter(caller)
    headers = error_headers(caught.value)
    assert headers["retry-after"] == "10"
    assert headers["x-should-retry"] == "true"
    assert headers["x-ratelimit-limit-requests"] == "6"
    clock.now += 10
    door.enter(caller)
    with pytest.raises(RateLimited):
        door.enter(caller)


def test_keys_do_not_share() -> None:
    """One key at its limit is not another's matter, and a key without one has no headers."""
    door = admission(Clock())
    door.enter(Caller("a", "t", requests_per_minute=1))
    with pytest.raises(RateLimited):
        door.enter(Caller("a", "t", requests_per_minute=1))
    assert door.enter(Caller("b", "t", requests_per_minute=1)).headers
    assert door.enter(Caller("c", "t")).headers == {}


def test_tokens_are_settled_to_the_true_number() -> None:
    """An estimate that was too low overdraws the bucket, which then has to fill."""
    clock = Clock()
    door = admission(clock)
    caller = Caller("k", "t", tokens_per_minute=600)
    ticket = door.enter(caller)
    ticket.reserve(100)
    assert ticket.headers["x-ratelimit-remaining-tokens"] == "500"
    ticket.settle(900)
    with pytest.raises(RateLimited) as caught:
        door.enter(caller).reserve(10)
    assert caught.value.headers["retry-after"] == "31"
    clock.now += 31
    door.enter(caller).reserve(10)


def test_a_request_over_the_whole_limit_waits_for_a_full_bucket() -> None:
    """It is not refused for ever: a full bucket lets it in, and is overdrawn."""
    door = admission(Clock())
    caller = Caller("k", "t", tokens_per_minute=10)
    door.enter(caller).reserve(50)
    with pytest.raises(RateLimited):
        door.enter(caller).reserve(1)


def test_a_budget_ends_a_key() -> None:
    """Used up is used up: told as a quota, and not to be tried again."""
    door = admission(Clock())
    caller = Caller("k", "t", token_budget=100)
    ticket = door.enter(caller)
    ticket.reserve(20)
    ticket.settle(100)
    with pytest.raises(QuotaExceeded) as caught:
        door.enter(caller)
    assert caught.value.code == "insufficient_quota"
    assert error_headers(caught.value) == {"x-should-retry": "false"}


def test_a_refused_request_holds_no_place() -> None:
    """The gateway's own limit counts what runs: a place is free again when its request is over, once."""
    door = admission(Clock(), running=2)
    caller = Caller("k", "t")
    first = door.enter(caller)
    door.enter(caller)
    with pytest.raises(Overloaded):
        door.enter(caller)
    first.leave()
    first.leave()
    assert door.running == 1
    door.enter(caller)


@given(
    st.integers(1, 1000),
    st.lists(st.tuples(st.floats(0, 30), st.floats(0, 50)), min_size=1, max_size=40),
)
def test_a_bucket_never_gives_more_than_its_rate(
    limit: int, steps: list[tuple[float, float]]
) -> None:
    """Over any time it gives at most one full bucket and what has flowed in since."""
    clock = given_out = 0.0
    bucket = Bucket(limit, 0.0)
    for pause, amount in steps:
        clock += pause
        if bucket.wait(amount, clock) == 0:
            bucket.take(amount, clock)
            given_out += min(amount, limit)
    assert given_out <= limit + clock * limit / 60 + 1e-6


@pytest.mark.parametrize(
    ("body", "tokens"),
    [({"messages": [{"content": "x" * 40}]}, 10), (["你好世界你好"], 4), ({}, 0), ([1, None], 0)],
)
def test_estimates(body: object, tokens: int) -> None:
    """Four characters of English or one and a half of Chinese are a token."""
    assert estimate(body) == tokens


@given(st.text(max_size=60), st.integers(0, 60))
def test_pieces_weigh_what_the_text_weighs(text: str, cut: int) -> None:
    """However a stream was cut."""
    assert weight(text[:cut]) + weight(text[cut:]) == pytest.approx(weight(text))


@pytest.mark.parametrize(
    ("answer", "tokens"),
    [
        ({}, 0),
        ({"choices": None}, 0),
        ({"choices": ["x", {"delta": None}, {"delta": []}]}, 0),
        ({"choices": [{"delta": {"role": "assistant", "content": "x" * 8}}]}, 2),
        (
            {"choices": [{"message": {"content": "\u597d" * 3}}, {"message": {"content": "abcd"}}]},
            3,
        ),
        (
            {"choices": [{"delta": {"tool_calls": [{"function": {"arguments": "x" * 40}}]}}]},
            10,
        ),
    ],
)
def test_what_an_answer_weighs(answer: dict[str, object], tokens: int) -> None:
    """Its texts and its tools' arguments, whatever form the upstream gave it."""
    assert spoken(answer) == pytest.approx(tokens)
