"""One request's record: what may be told of it, and what is let go of when it is over.

Names, codes, counts and seconds; never a text, a value or a customer. Knows no HTTP.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from gateway.admission import Ticket
from gateway.auth import Authenticator
from gateway.routes import Routes
from sottovoce.tracing import NO_TRACE, Trace


class World:
    """What a reload replaces: keys and routes. It is closed when its last request is over."""

    def __init__(
        self, auth: Authenticator, routes: Routes, close: Callable[[], Awaitable[None]]
    ) -> None:
        self.auth = auth
        self.routes = routes
        self.close = close
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def enter(self) -> None:
        """A request begins in it."""
        self._running += 1
        self._idle.clear()

    def leave(self) -> None:
        """A request of it is over."""
        self._running -= 1
        if self._running == 0:
            self._idle.set()

    async def retire(self) -> None:
        """Waits for its last request, then closes its connections."""
        await self._idle.wait()
        await self.close()


@dataclass
class Turn:
    """The record. `end` is the one way out of a request, and the second call of it does nothing."""

    request_id: str
    dialect: str
    world: World
    report: Callable[[Turn, str], None]
    started: float = field(default_factory=time.perf_counter)
    site: str = "-"
    key: str = "-"
    tenant: str = "-"
    policy: str = "-"
    stream: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    reply_counts: dict[str, int] = field(default_factory=dict)
    tokens: int | None = None
    # About how many tokens the answer has had so far, for an upstream that does not tell.
    heard: float = 0.0
    # How many servers the request's bytes have gone to, the same one twice counted twice.
    attempts: int = 0
    streaming: bool = False
    redact_seconds: float = 0.0
    reply_seconds: float = 0.0
    first_seconds: float | None = None
    trace: Trace = NO_TRACE
    ticket: Ticket | None = None
    over: bool = False

    def __post_init__(self) -> None:
        self.world.enter()

    @property
    def seconds(self) -> float:
        """Seconds since it began."""
        return time.perf_counter() - self.started

    def answered(self) -> None:
        """The first piece of the answer is on its way to the client."""
        if self.first_seconds is None:
            self.first_seconds = self.seconds

    def used(self, usage: Any) -> None:
        """What the upstream says it has used, in tokens."""
        total = usage.get("total_tokens") if isinstance(usage, dict) else None
        if isinstance(total, int) and not isinstance(total, bool) and 0 <= total < 1 << 40:
            self.tokens = total

    def end(self, code: str) -> None:
        """It is over: told once, and everything that it held is let go of."""
        if self.over:
            return
        self.over = True
        try:
            if self.ticket is not None:
                if self.tokens is not None:
                    self.ticket.settle(self.tokens)
                else:
                    self.ticket.add(math.ceil(self.heard))
                self.ticket.leave()
            self.report(self, code)
        finally:
            self.world.leave()
