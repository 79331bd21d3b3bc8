"""A site with several servers: the least busy one that is well gets the request.

Before the first byte of an answer a request that a server did not take goes to the next one; after it never.
A server that drains refuses, is left alone and asked again later. Over its servers' places requests wait in a
bounded queue. Knows no policy: every server of a site may see what the site may see.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, TypeVar

from gateway.answers import UnknownAnswer
from gateway.breaker import Breaker
from gateway.dialects.chat import PATH as CHAT
from gateway.erasure import Eraser
from gateway.seam import Call, Leaving, Reply, ReplyStream
from gateway.upstream import Check, Upstream
from gateway.upstream_errors import Dropped, NoRoute, Unreachable
from sottovoce.context import SiteContext
from sottovoce.errors import Overloaded, SottovoceError, UpstreamTimeout, UpstreamUnavailable

T = TypeVar("T")
Clock = Callable[[], float]


@dataclass
class Member:
    """One server of a site and what is known of it."""

    upstream: Upstream
    breaker: Breaker = field(default_factory=Breaker)
    running: int = 0


class Pool:
    """An `Upstream` over the servers of one site, all dressed alike. For one event loop.

    `places` is how many requests each server gets at once, `waiting` how many may wait for a place in all, and
    `seconds` for how long. Raises `Overloaded` over them, `UpstreamUnavailable` where no server is well.
    """

    def __init__(
        self,
        upstreams: Sequence[Upstream],
        *,
        places: int,
        waiting: int,
        seconds: float,
        clock: Clock = time.monotonic,
    ) -> None:
        self.members = [Member(upstream) for upstream in upstreams]
        self._places = places
        self._waiting = waiting
        self._seconds = seconds
        self._clock = clock
        self._queue: deque[asyncio.Future[None]] = deque()
        self.retries = 0

    def speaks(self, path: str) -> bool:
        """See `Upstream`: what all of them speak."""
        return all(member.upstream.speaks(path) for member in self.members)

    def known_model(self, model: str) -> str | None:
        """See `Upstream`: they serve the same."""
        return self.members[0].upstream.known_model(model)

    async def resolve(self, model: str, request_id: str) -> str:
        """See `Upstream`: any server's word counts for all."""
        return await self._first(lambda upstream: upstream.resolve(model, request_id))

    def dress(
        self,
        body: dict[str, Any],
        model: str,
        context: SiteContext,
        kept: tuple[tuple[str, str], ...],
        path: str = CHAT,
    ) -> Call:
        """See `Upstream`."""
        return self.members[0].upstream.dress(body, model, context, kept, path)

    async def models(self, request_id: str) -> list[dict[str, Any]]:
        """See `Upstream`."""
        return await self._first(lambda upstream: upstream.models(request_id))

    async def complete(self, call: Call) -> Reply:
        """See `Upstream`."""
        member, reply = await self._ask(lambda upstream: upstream.complete(call))
        self._leave(member)
        return reply

    async def stream(self, call: Call) -> ReplyStream:
        """See `Upstream`; the server's place is taken until the stream is over or closed."""
        member, opened = await self._ask(lambda upstream: upstream.stream(call))
        left = False

        def leave() -> None:
            nonlocal left
            if not left:
                left = True
                self._leave(member)

        async def chunks() -> AsyncGenerator[dict[str, Any], None]:
            try:
                async with aclosing(opened.chunks) as pieces:
                    async for piece in pieces:
                        yield piece
            finally:
                leave()

        async def close() -> None:
            leave()
            await opened.close()

        return ReplyStream(chunks(), opened.adapter, close)

    @property
    def logs(self) -> bool:
        """See `Upstream`."""
        return self.members[0].upstream.logs

    async def rate(
        self,
        body: dict[str, Any],
        context: SiteContext,
        kept: tuple[tuple[str, str], ...],
        check: Check,
        leaving: Leaving,
    ) -> None:
        """See `Upstream`: each server has a log of its own, and one of them knows the answer."""
        failure: SottovoceError = UnknownAnswer()
        for member in self.members:
            try:
                return await member.upstream.rate(body, context, kept, check, leaving)
            except UnknownAnswer:
                continue
            except UpstreamUnavailable as error:
                failure = error
        raise failure

    def erasers(self) -> list[Eraser]:
        """See `Upstream`."""
        return [eraser for member in self.members for eraser in member.upstream.erasers()]

    def state(self) -> dict[str, int]:
        """How many servers are in which state."""
        now = self._clock()
        counts = {"closed": 0, "half_open": 0, "open": 0}
        for member in self.members:
            counts[member.breaker.state(now)] += 1
        return counts

    @property
    def running(self) -> int:
        """Requests under way at all servers."""
        return sum(member.running for member in self.members)

    @property
    def queued(self) -> int:
        """Requests that wait for a place."""
        return len(self._queue)

    @property
    def breaker_opens(self) -> int:
        """How often a server was left alone."""
        return sum(member.breaker.opens for member in self.members)

    async def _first(self, ask: Callable[[Upstream], Awaitable[T]]) -> T:
        """A small question for whichever server answers; places and breakers are not touched."""
        now = self._clock()
        failure: UpstreamUnavailable = UpstreamUnavailable()
        for member in sorted(self.members, key=lambda m: not m.breaker.allows(now)):
            try:
                return await ask(member.upstream)
            except UpstreamUnavailable as error:
                failure = error
        raise failure

    async def _ask(self, send: Callable[[Upstream], Awaitable[T]]) -> tuple[Member, T]:
        """The first server that takes the request, with what it gave; its place stays taken."""
        tried: set[int] = set()
        dropped = False
        failure: UpstreamUnavailable | Overloaded = UpstreamUnavailable()
        while (member := await self._place(tried)) is not None:
            self.retries += bool(tried)
            tried.add(id(member))
            member.breaker.begin()
            try:
                result = await send(member.upstream)
            except NoRoute:
                member.breaker.succeeded()
                self._leave(member)
                raise
            except Overloaded as error:
                member.breaker.succeeded()  # it is well, and has enough to do
                self._leave(member)
                failure = error
            except UpstreamUnavailable as error:
                member.breaker.failed(self._clock(), gone=isinstance(error, Unreachable))
                self._leave(member)
                failure = error
                if isinstance(error, Dropped) and not dropped:
                    # An idle connection that the server has closed meanwhile says nothing of the server.
                    dropped = True
                    tried.discard(id(member))
            except UpstreamTimeout:
                member.breaker.failed(self._clock())
                self._leave(member)
                raise
            except BaseException as error:
                # An answer that says no is an answer; a client that went away says nothing.
                known = not isinstance(error, asyncio.CancelledError)
                (member.breaker.succeeded if known else member.breaker.left)()
                self._leave(member)
                raise
            else:
                member.breaker.succeeded()
                return member, result
        raise failure

    async def _place(self, tried: set[int]) -> Member | None:
        """A place at the least busy server that is well and not tried yet; None where there is no such one.

        Waits where all of them are full.
        """
        until = self._clock() + self._seconds
        while True:
            now = self._clock()
            well = [m for m in self.members if id(m) not in tried and m.breaker.allows(now)]
            if not well:
                return None
            member = min(well, key=lambda m: m.running)
            if member.running < self._places:
                member.running += 1
                return member
            await self._wait(until - now)

    async def _wait(self, seconds: float) -> None:
        if len(self._queue) >= self._waiting or seconds <= 0:
            raise Overloaded("The site is busy; try again in a moment.")
        turn = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            async with asyncio.timeout(seconds):
                await turn
        except TimeoutError:
            raise Overloaded("The site is busy; try again in a moment.") from None
        finally:
            if turn in self._queue:
                self._queue.remove(turn)
            elif turn.cancelled():
                self._wake()  # a freed place was meant for a client that is gone

    def _leave(self, member: Member) -> None:
        member.running -= 1
        self._wake()

    def _wake(self) -> None:
        while self._queue:
            turn = self._queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return
