"""How much each key may ask for: requests and tokens a minute, a budget, and how many at once in all.

Two token buckets a key (Turner 1986): each fills evenly to one minute's worth. Tokens of a request are
estimated before it is sent and settled when the upstream has told the true number; a bucket may be overdrawn
by that, and then fills before the next request. Counts live in this process: several gateways each give a
key its full rate. Knows no HTTP.
"""

from __future__ import annotations

import math
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from gateway.auth import Caller
from gateway.usage import UsageStore
from sottovoce.errors import Overloaded, RateLimited

Clock = Callable[[], float]
MAX_KEYS: Final = 10_000
# One token of English is about four characters; one of Chinese is about one and a half.
_CHARACTERS: Final = 4.0
_HAN: Final = 1.5
_WIDE: Final = re.compile("[\u2e80-\uffef]+")


class QuotaExceeded(RateLimited):
    """The key's token budget is used up: waiting does not help."""

    code = "insufficient_quota"
    retry = False
    default = "The key's token budget is used up."


class Bucket:
    """A level of at most `limit`, which fills by `limit` a minute."""

    def __init__(self, limit: int, now: float) -> None:
        self.limit = limit
        self._level = float(limit)
        self._at = now

    def level(self, now: float) -> float:
        """What is there now; below zero it is overdrawn."""
        self._level = min(self.limit, self._level + (now - self._at) * self.limit / 60)
        self._at = now
        return self._level

    def take(self, amount: float, now: float) -> None:
        """Takes, also more than there is."""
        self._level = self.level(now) - amount

    def wait(self, amount: float, now: float) -> float:
        """Seconds until `amount` is there; an amount over the limit waits for a full bucket."""
        missing = min(amount, self.limit) - self.level(now)
        return max(0.0, missing * 60 / self.limit)


@dataclass
class Ticket:
    """One admitted request. `settle` when its tokens are known, `leave` once, when it is over."""

    _admission: Admission
    _caller: Caller
    _reserved: int = 0
    _left: bool = False
    headers: dict[str, str] = field(default_factory=dict)

    def reserve(self, tokens: int) -> None:
        """Takes the request's estimated tokens. Raises `RateLimited` or `QuotaExceeded`."""
        self.headers = self._admission.reserve(self._caller, tokens)
        self._reserved = tokens

    def settle(self, tokens: int) -> None:
        """Puts the true number in the place of the estimate."""
        self._admission.settle(self._caller, tokens - self._reserved)
        self._reserved = tokens

    def add(self, tokens: int) -> None:
        """Takes so many over the estimate: what an answer has cost whose server does not tell."""
        if tokens:
            self.settle(self._reserved + tokens)

    def leave(self) -> None:
        """The request is over."""
        if not self._left:
            self._left = True
            self._admission.leave()


class Admission:
    """Counts what keys ask for. All methods may be called from any thread."""

    def __init__(
        self, *, max_running: int, usage: UsageStore, clock: Clock = time.monotonic
    ) -> None:
        self._max = max_running
        self._usage = usage
        self._clock = clock
        self._lock = threading.Lock()
        self._running = 0
        self._requests: OrderedDict[str, Bucket] = OrderedDict()
        self._tokens: OrderedDict[str, Bucket] = OrderedDict()

    @property
    def running(self) -> int:
        """Requests that are under way."""
        return self._running

    def enter(self, caller: Caller) -> Ticket:
        """Counts a request in. Raises `RateLimited`, `QuotaExceeded`, or `Overloaded` over the gateway's own limit."""
        with self._lock:
            now = self._clock()
            bucket = _bucket(self._requests, caller.key, caller.requests_per_minute, now)
            if bucket is not None:
                wait = bucket.wait(1, now)
                if wait > 0:
                    raise _limited("requests", wait, self._headers(caller, now))
            if caller.token_budget is not None and self._usage.add(caller.key, 0) >= (
                caller.token_budget
            ):
                raise QuotaExceeded
            if self._running >= self._max:
                raise Overloaded
            if bucket is not None:
                bucket.take(1, now)
            self._running += 1
            return Ticket(self, caller, headers=self._headers(caller, now))

    def reserve(self, caller: Caller, tokens: int) -> dict[str, str]:
        """Takes estimated tokens; gives the headers that tell what is left. Raises `RateLimited`."""
        with self._lock:
            now = self._clock()
            bucket = _bucket(self._tokens, caller.key, caller.tokens_per_minute, now)
            if bucket is not None:
                wait = bucket.wait(tokens, now)
                if wait > 0:
                    raise _limited("tokens", wait, self._headers(caller, now))
                bucket.take(tokens, now)
            if caller.token_budget is not None:
                self._usage.add(caller.key, tokens)
            return self._headers(caller, now)

    def settle(self, caller: Caller, more: int) -> None:
        """Takes what a request used over its estimate, or gives back what it did not use."""
        with self._lock:
            now = self._clock()
            bucket = _bucket(self._tokens, caller.key, caller.tokens_per_minute, now)
            if bucket is not None:
                bucket.take(more, now)
            if caller.token_budget is not None:
                self._usage.add(caller.key, more)

    def leave(self) -> None:
        """Counts a request out."""
        with self._lock:
            self._running -= 1

    def _headers(self, caller: Caller, now: float) -> dict[str, str]:
        headers: dict[str, str] = {}
        for name, buckets, limit in (
            ("requests", self._requests, caller.requests_per_minute),
            ("tokens", self._tokens, caller.tokens_per_minute),
        ):
            bucket = _bucket(buckets, caller.key, limit, now)
            if bucket is not None:
                headers[f"x-ratelimit-limit-{name}"] = str(bucket.limit)
                headers[f"x-ratelimit-remaining-{name}"] = str(max(0, int(bucket.level(now))))
                headers[f"x-ratelimit-reset-{name}"] = f"{bucket.wait(bucket.limit, now):.3f}s"
        return headers


def estimate(texts_of_body: Any) -> int:
    """About how many tokens a body's texts have."""
    return math.ceil(weight(texts_of_body))


def spoken(answer: dict[str, Any]) -> float:
    """About how many tokens of text a whole answer has, or one piece of a streamed one."""
    choices = answer.get("choices")
    total = 0.0
    for choice in choices if isinstance(choices, list) else ():
        if isinstance(choice, dict):
            said = choice.get("delta") or choice.get("message")
            if isinstance(said, dict):
                total += sum(weight(value) for key, value in said.items() if key != "role")
    return total


def weight(texts: Any) -> float:
    """As `estimate`, not rounded: pieces of a text together weigh as much as the text."""
    han = other = 0
    stack = [texts]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            wide = 0 if value.isascii() else len(value) - len(_WIDE.sub("", value))
            han += wide
            other += len(value) - wide
        elif isinstance(value, dict):
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)
    return han / _HAN + other / _CHARACTERS


def _bucket(
    buckets: OrderedDict[str, Bucket], key: str, limit: int | None, now: float
) -> Bucket | None:
    if limit is None:
        return None
    bucket = buckets.get(key)
    if bucket is None or bucket.limit != limit:
        bucket = buckets[key] = Bucket(limit, now)
    buckets.move_to_end(key)
    while len(buckets) > MAX_KEYS:
        buckets.popitem(last=False)
    return bucket


def _limited(what: str, wait: float, headers: dict[str, str]) -> RateLimited:
    error = RateLimited(f"Over the key's {what} a minute; try again in {math.ceil(wait)} s.")
    error.headers = {**headers, "retry-after": str(math.ceil(wait))}
    return error
