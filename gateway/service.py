"""One request through the gateway, from the key to the restored reply. Knows no FastAPI.

`ChatService.answer` is the whole private path, top to bottom. Raw text is in its local variables and in
the vault, nowhere else: no error, log line or metric holds any.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from gateway.auth import Authenticator
from gateway.conversation import Conversation, name_conversation
from gateway.detection import DetectionPool
from gateway.dialects.base import Dialect, Translator
from gateway.dialects.chat import PATH as CHAT
from gateway.guard import Redacted
from gateway.metrics import GatewayMetrics
from gateway.protocol import MAX_ID, ModelRequest, clean_entry, model_list
from gateway.routes import Route, Routes
from gateway.seam import Call, NoRoute, ReplyStream
from gateway.stream import StreamRewriter, rewrite_reply
from gateway.vault import ConversationLocks, Entry, VaultStore
from policies import ConversationTable
from sottovoce import wire
from sottovoce.context import SiteContext
from sottovoce.errors import (
    InvalidRequest,
    Overloaded,
    PrivacyUnavailable,
    SealBroken,
    SottovoceError,
)
from sottovoce.telemetry import get_logger

T = TypeVar("T")
SAVE_ATTEMPTS = 5


@dataclass(frozen=True)
class Incoming:
    """What a client sent: the body's bytes and the headers that the gateway reads."""

    raw: bytes = field(repr=False)
    request_id: str
    authorization: str | None = field(default=None, repr=False)
    site: str | None = None
    conversation: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Answer:
    """A whole reply."""

    body: dict[str, Any] = field(repr=False)
    headers: dict[str, str]


@dataclass(frozen=True)
class AnswerStream:
    """A reply as server-sent events; `close` hangs up on the upstream, started or not."""

    events: AsyncGenerator[bytes, None]
    headers: dict[str, str]
    close: Callable[[], Awaitable[None]]


@dataclass
class _Turn:
    """What may be told of a request afterwards."""

    request_id: str
    dialect: str
    started: float
    site: str = "-"
    key: str = "-"
    stream: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    reply_seconds: float = 0.0


class ChatService:
    """The private path. Its parts are handed in; it opens no file and reads no setting."""

    def __init__(
        self,
        *,
        auth: Authenticator,
        routes: Routes,
        vault: VaultStore,
        detection: DetectionPool,
        replies: DetectionPool,
        metrics: GatewayMetrics,
        max_choices: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._auth = auth
        self._routes = routes
        self._vault = vault
        self._locks = ConversationLocks()
        self._detection = detection
        self._replies = replies
        self._metrics = metrics
        self._max_choices = max_choices
        self._clock = clock

    async def answer(self, incoming: Incoming, dialect: Dialect) -> Answer | AnswerStream:
        """Answers a request. Raises errors of `sottovoce.errors`, and nothing else on purpose."""
        turn = _Turn(incoming.request_id, dialect.name, time.perf_counter())
        try:
            return await self._answer(incoming, dialect, turn)
        except SottovoceError as error:
            self._note(turn, error.code)
            raise
        except asyncio.CancelledError:
            self._note(turn, "client_gone")
            raise

    async def _answer(
        self, incoming: Incoming, dialect: Dialect, turn: _Turn
    ) -> Answer | AnswerStream:
        caller = self._auth.identify(incoming.authorization)
        turn.key = caller.key
        route = self._routes.find(caller, incoming.site)
        turn.site = route.site
        request = dialect.read(incoming.raw, max_choices=self._max_choices)
        turn.stream = request.stream
        conversation = name_conversation(
            route.tenant_key,
            tenant=caller.tenant,
            key=caller.key,
            customer=request.customer,
            conversation=_conversation_id(incoming.conversation) or request.conversation,
            store=request.store,
            consent_default=route.guard.pack.consent_default,
        )
        redacted, table = await self._redact(route, request, conversation, turn)
        send = partial(self._send, route, request, conversation, redacted, table, turn)
        if request.stream:
            opened = await send(route.upstream.stream)
            rewriter = self._rewriter(route, request, table)
            events = self._events(opened, rewriter, dialect.translator(request), turn)
            return AnswerStream(events, _headers(route.site, opened.adapter), opened.close)
        reply = await send(route.upstream.complete)
        make = partial(_channel, route, table)
        body = await self._on_reply(
            turn, partial(rewrite_reply, reply.body, make, json_text=request.json_reply)
        )
        self._note(turn, "ok")
        return Answer(dialect.whole(body, request), _headers(route.site, reply.adapter))

    async def _send(
        self,
        route: Route,
        request: ModelRequest,
        conversation: Conversation,
        redacted: Redacted,
        table: ConversationTable,
        turn: _Turn,
        way: Callable[[Call], Awaitable[T]],
    ) -> T:
        """Dresses the redacted body and sends it; as a chat where the upstream lacks the path."""
        call = await self._dress(route, request, conversation, redacted, table, turn)
        try:
            return await way(call)
        except NoRoute:
            if request.chat_form is None or route.upstream.speaks(call.path):
                raise
        return await way(await self._dress(route, request, conversation, redacted, table, turn))

    async def models(self, incoming: Incoming) -> dict[str, Any]:
        """What the key's site serves."""
        caller = self._auth.identify(incoming.authorization)
        route = self._routes.find(caller, incoming.site)
        return model_list(
            [
                entry
                for listed in await route.upstream.models(incoming.request_id)
                if (entry := clean_entry(listed)) is not None
            ]
        )

    async def ready(self) -> dict[str, str]:
        """Each part's state: `ok` or what is wrong with it. No upstream is asked."""
        checks = {"queue": "full" if self._detection.full else "ok"}
        for name, guard in self._routes.guards.items():
            checks[f"detector:{name}"] = await self._check(guard.probe)
        checks["vault"] = await self._check(self._vault.count)
        return checks

    async def _check(self, work: Callable[[], object]) -> str:
        try:
            await self._detection.run(work)
        except SottovoceError as error:
            return error.code
        return "ok"

    async def _redact(
        self, route: Route, request: ModelRequest, conversation: Conversation, turn: _Turn
    ) -> tuple[Redacted, ConversationTable]:
        """The redacted body and the conversation's table, which the vault has by then."""

        def work() -> tuple[Redacted, ConversationTable]:
            route.guard.check_model_name(request.model)
            if not conversation.kept:
                table = ConversationTable()
                return route.guard.redact(request.body, table), table
            return self._redact_kept(route, request, conversation)

        lock = self._locks.of(conversation.name)
        redacted, table = await self._detection.run(work, lock=lock)
        turn.counts = redacted.counts
        self._metrics.redacted(redacted.counts, time.perf_counter() - turn.started)
        return redacted, table

    def _redact_kept(
        self, route: Route, request: ModelRequest, conversation: Conversation
    ) -> tuple[Redacted, ConversationTable]:
        """Load, redact, save; again where another gateway saved the same conversation meanwhile."""
        for _ in range(SAVE_ATTEMPTS):
            entry = self._load(conversation)
            table = ConversationTable.from_json(entry.table) if entry else ConversationTable()
            known = len(table)
            redacted = route.guard.redact(request.body, table)
            if len(table) == known:
                return redacted, table
            version = entry.version if entry else 0
            if self._vault.save(
                conversation.name, table.to_json(), subject=conversation.subject, version=version
            ):
                return redacted, table
        raise Overloaded("Too many requests of one conversation at once; try again in a moment.")

    def _load(self, conversation: Conversation) -> Entry | None:
        try:
            return self._vault.load(conversation.name)
        except SealBroken:
            get_logger().error("vault_entry_broken")
            raise PrivacyUnavailable(
                "The conversation's values cannot be read; nothing was sent. Start a new one."
            ) from None

    async def _dress(
        self,
        route: Route,
        request: ModelRequest,
        conversation: Conversation,
        redacted: Redacted,
        table: ConversationTable,
        turn: _Turn,
    ) -> Call:
        """The bytes that will leave, checked once more for every value of the conversation."""
        context = SiteContext(
            request_id=turn.request_id,
            conversation=conversation.name,
            subject=conversation.subject,
            consent=conversation.consent,
            policy=route.guard.pack.version,
            language=redacted.language,
            allowed=(),
            issued=self._clock(),
        )
        model = await route.upstream.resolve(request.model, turn.request_id)

        body, path = _form(route, request, redacted.body)

        def work() -> Call:
            call = route.upstream.dress(body, model, context, redacted.kept, path)
            route.guard.check_outgoing(call.payload, table)
            return call

        return await self._detection.run(work)

    def _rewriter(
        self, route: Route, request: ModelRequest, table: ConversationTable
    ) -> StreamRewriter:
        return StreamRewriter(partial(_channel, route, table), json_text=request.json_reply)

    async def _events(
        self, opened: ReplyStream, rewriter: StreamRewriter, translator: Translator, turn: _Turn
    ) -> AsyncGenerator[bytes, None]:
        """The reply's events; an error after the first byte is the last event."""
        code = "client_gone"
        try:
            async with aclosing(opened.chunks) as chunks:
                async for chunk in chunks:
                    for event in await self._on_reply(turn, partial(rewriter.push, chunk)):
                        for piece in translator.push(event):
                            yield piece
                for event in await self._on_reply(turn, rewriter.finish):
                    for piece in translator.push(event):
                        yield piece
            code = "ok"
            for piece in translator.finish():
                yield piece
        except SottovoceError as error:
            code = error.code
            yield translator.fail(error)
        finally:
            self._note(turn, code)

    async def _on_reply(self, turn: _Turn, work: Callable[[], T]) -> T:
        started = time.perf_counter()
        try:
            result = await self._replies.run(work)
        except PrivacyUnavailable:
            raise PrivacyUnavailable("The answer could not be checked and was withheld.") from None
        turn.reply_seconds += time.perf_counter() - started
        return result

    def _note(self, turn: _Turn, code: str) -> None:
        """The one log line and the metrics of a request."""
        self._metrics.answered(turn.site, code, turn.reply_seconds)
        get_logger().info(
            "request",
            dialect=turn.dialect,
            request_id=turn.request_id,
            key=turn.key,
            site=turn.site,
            stream=turn.stream,
            code=code,
            redacted=turn.counts,
            seconds=round(time.perf_counter() - turn.started, 4),
        )


def _form(route: Route, request: ModelRequest, body: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The redacted body and path that the upstream understands."""
    if request.chat_form is not None and not route.upstream.speaks(request.path):
        return request.chat_form(body), CHAT
    return body, request.path


def _channel(route: Route, table: ConversationTable, json_string: bool) -> Any:
    return route.guard.channel(table, json_string=json_string)


def _conversation_id(header: str | None) -> str | None:
    if header and len(header) > MAX_ID:
        raise InvalidRequest(f"{wire.CONVERSATION} has at most {MAX_ID} characters.")
    return header or None


def _headers(site: str, adapter: str | None) -> dict[str, str]:
    return {wire.SITE: site, **({wire.ADAPTER: adapter} if adapter else {})}
