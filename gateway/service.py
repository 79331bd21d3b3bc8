"""One request through the gateway, from the key to the restored reply. Knows no FastAPI.

`ChatService.answer` is the whole private path, top to bottom. Raw text is in its local variables and in
the vault, nowhere else: no error, log line or metric holds any.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from gateway.admission import Admission, estimate, spoken
from gateway.answers import AnswerStore, Given
from gateway.audit import AuditLog
from gateway.auth import CHATS
from gateway.conversation import name_conversation
from gateway.detection import DetectionPool
from gateway.dialects.base import Dialect, Translator
from gateway.exchange import Answer, AnswerStream, Exchange, Incoming, form_of, headers_of, named
from gateway.guard import Redacted
from gateway.health import Check, Probes, tagger_state
from gateway.metrics import GatewayMetrics
from gateway.protocol import MAX_ID, clean_entry, model_list
from gateway.seam import Call, ReplyStream
from gateway.stream import NotInert, StreamRewriter, inert_alone, rewrite_reply
from gateway.tables import Tables
from gateway.turn import Turn, World
from gateway.upstream import Upstream
from gateway.upstream_errors import NoRoute
from gateway.vault import ConversationLocks, VaultStore
from policies import ConversationTable
from sottovoce import wire
from sottovoce.context import SiteContext
from sottovoce.errors import (
    InvalidRequest,
    PrivacyUnavailable,
    ServerError,
    SottovoceError,
    UpstreamUnavailable,
)
from sottovoce.request_line import tell
from sottovoce.telemetry import get_logger
from sottovoce.tracing import NO_TRACING, Tracing

T = TypeVar("T")
# With more values than these a table's searches are no work for the event loop.
MAX_INERT_VALUES = 256
_NOT_SERVED = "This site's server makes no embeddings: name another site."


class ChatService:
    """The private path. Its parts are handed in; it opens no file and reads no setting."""

    def __init__(
        self,
        *,
        world: World,
        admission: Admission,
        audit: AuditLog,
        vault: VaultStore,
        detection: DetectionPool,
        replies: DetectionPool,
        answers: AnswerStore,
        metrics: GatewayMetrics,
        max_choices: int,
        max_messages: int = 2048,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.world = world
        self._admission = admission
        self._audit = audit
        self._vault = vault
        self._tables = Tables(vault)
        self._probes = Probes()
        self.tracing: Tracing = NO_TRACING
        self.joins_traces = False
        # What readiness asks beside the detectors, by name.
        self.checks: dict[str, Check] = {"vault": vault.check}
        self.locks = ConversationLocks()
        self._detection = detection
        self._replies = replies
        self._answers = answers
        self._metrics = metrics
        self._max_choices = max_choices
        self._max_messages = max_messages
        self._clock = clock

    async def answer(self, incoming: Incoming, dialect: Dialect) -> Answer | AnswerStream:
        """Answers a request. Raises errors of `sottovoce.errors`, and nothing else on purpose."""
        turn = Turn(incoming.request_id, dialect.name, self.world, self._report)
        turn.trace = self.tracing.begin(
            "gateway.request", incoming.traceparent if self.joins_traces else None
        )
        try:
            exchange = self._admit(incoming, dialect, turn)
            await self._redact(exchange)
            if exchange.request.stream:
                return await self._stream(exchange, dialect)
            return await self._whole(exchange, dialect)
        except SottovoceError as error:
            self._audit_refused(turn, error.code)
            turn.end(error.code)
            raise
        except asyncio.CancelledError:
            turn.end("client_gone")
            raise
        except BaseException:  # a fault of ours: told once, and everything held is let go of
            turn.end("internal_error")
            raise

    def _admit(self, incoming: Incoming, dialect: Dialect, turn: Turn) -> Exchange:
        """Key, rate, site, body, conversation: everything that can be refused before any work."""
        caller = turn.world.auth.identify(incoming.authorization)
        turn.key, turn.tenant = caller.key, caller.tenant
        caller.need(*CHATS)
        turn.ticket = self._admission.enter(caller)
        route = turn.world.routes.find(caller, incoming.site)
        turn.site, turn.policy = route.site, route.guard.pack.version
        request = dialect.read(incoming.raw, max_choices=self._max_choices)
        messages = request.body.get("messages")
        if isinstance(messages, list) and len(messages) > self._max_messages:
            raise InvalidRequest(f"At most {self._max_messages} messages.", param="messages")
        caller.need_model(request.model)
        turn.stream = request.stream
        turn.ticket.reserve(estimate(request.body))
        conversation = name_conversation(
            route.tenant_key,
            tenant=caller.tenant,
            key=caller.key,
            customer=request.customer,
            conversation=_conversation_id(incoming.conversation) or request.conversation,
            store=request.store,
            consent_default=route.guard.pack.consent_default,
        )
        return Exchange(turn, caller, route, request, conversation)

    async def _redact(self, exchange: Exchange) -> None:
        """The redacted body and the conversation's table, which the vault has by then."""
        route, request = exchange.route, exchange.request

        def work() -> tuple[Redacted, ConversationTable]:
            route.guard.check_model_name(request.model)
            if request.irreversible:
                return route.guard.redact_types(request.body), ConversationTable()
            return self._tables.use(
                exchange.conversation,
                partial(route.guard.redact, request.body, tenant_key=route.tenant_key),
            )

        model = route.upstream.known_model(request.model)

        def work_and_dress() -> None:
            exchange.redacted, exchange.table = work()
            exchange.turn.counts = exchange.redacted.counts
            # One way to a thread and back for both, where no question to the upstream stands between.
            if model is not None and upstream_speaks:
                exchange.ready = self._dressed(exchange, route.upstream, model)

        upstream_speaks = not request.irreversible or route.upstream.speaks(request.path)
        lock = self.locks.of(exchange.conversation.name)
        with exchange.turn.trace.span("redact"):
            await self._detection.run(work_and_dress, lock=lock)
        exchange.turn.redact_seconds = exchange.turn.seconds
        self._metrics.redacted(exchange.redacted.counts, exchange.turn.redact_seconds)

    async def _whole(self, exchange: Exchange, dialect: Dialect) -> Answer:
        turn = exchange.turn
        reply = await self._send(exchange, lambda upstream, call: upstream.complete(call))
        turn.used(reply.body.get("usage"))
        if turn.tokens is None:
            turn.heard = spoken(reply.body)
        body = reply.body
        if not exchange.request.irreversible:
            body = await self._on_whole_reply(exchange, body)
        await self._note(exchange, reply.body.get("id"))
        answer = Answer(dialect.whole(body, exchange.request), headers_of(turn, reply.adapter))
        turn.answered()
        turn.end("ok")
        return answer

    async def _stream(self, exchange: Exchange, dialect: Dialect) -> AnswerStream:
        opened = await self._send(exchange, lambda upstream, call: upstream.stream(call))
        turn = exchange.turn
        request = exchange.request
        rewriter = StreamRewriter(
            exchange.channel, json_text=request.json_reply, usage=request.usage_wanted
        )
        turn.streaming = True
        self._metrics.streams.inc()
        events = self._events(opened, rewriter, dialect.translator(request), exchange)

        async def close() -> None:
            # A stream that nobody began to read never reaches its own end.
            turn.end("client_gone")
            await opened.close()

        return AnswerStream(events, headers_of(turn, opened.adapter), close)

    async def _send(self, exchange: Exchange, way: Callable[[Upstream, Call], Awaitable[T]]) -> T:
        """Sends to the site, or before its first byte to another that the pack and the key allow.

        The exchange then knows the one that answered.
        """
        targets = exchange.route.targets(exchange.redacted.labels)
        for number, (site, upstream) in enumerate(targets, 1):
            exchange.turn.site, exchange.upstream = site, upstream
            try:
                return await self._send_to(exchange, upstream, way)
            except UpstreamUnavailable:
                if number == len(targets):
                    raise
                self._metrics.failed_over(site)
        raise UpstreamUnavailable

    async def _send_to(
        self, exchange: Exchange, upstream: Upstream, way: Callable[[Upstream, Call], Awaitable[T]]
    ) -> T:
        """Dresses the redacted body and sends it; as a chat where the upstream lacks the path."""
        request = exchange.request
        if request.irreversible and not upstream.speaks(request.path):
            raise InvalidRequest(_NOT_SERVED, code="not_supported")
        call, exchange.ready = exchange.ready, None
        if call is None or upstream is not exchange.route.upstream:
            call = await self._dress(exchange, upstream)
        try:
            with exchange.turn.trace.span("upstream"):
                return await way(upstream, call)
        except NoRoute:
            if request.irreversible and not upstream.speaks(call.path):
                raise InvalidRequest(_NOT_SERVED, code="not_supported") from None
            if request.chat_form is None or upstream.speaks(call.path):
                raise
        return await way(upstream, await self._dress(exchange, upstream))

    async def _dress(self, exchange: Exchange, upstream: Upstream) -> Call:
        """The bytes that will leave, checked in a thread."""
        model = await upstream.resolve(exchange.request.model, exchange.turn.request_id)
        return await self._detection.run(partial(self._dressed, exchange, upstream, model))

    def _dressed(self, exchange: Exchange, upstream: Upstream, model: str) -> Call:
        """The bytes that will leave, checked once more for every value of the conversation."""
        guard, conversation = exchange.route.guard, exchange.conversation
        context = SiteContext(
            request_id=exchange.turn.request_id,
            conversation=conversation.name,
            subject=conversation.subject,
            consent=conversation.consent and guard.pack.may_train(exchange.redacted.labels),
            policy=guard.pack.version,
            language=exchange.redacted.language,
            allowed=(),
            issued=self._clock(),
            labels=tuple(sorted(exchange.redacted.labels)),
            **guard.log_view(exchange.table),
        )
        body, path = form_of(upstream, exchange.request, exchange.redacted.body)
        call = upstream.dress(body, model, context, exchange.redacted.kept, path)
        if upstream.logs:  # our own edge: others are told of no trace
            call = replace(call, headers={**call.headers, **exchange.turn.trace.headers()})
        guard.check_outgoing(call.payload, exchange.table)
        return replace(call, leaving=partial(self._leaving, exchange))

    async def _events(
        self,
        opened: ReplyStream,
        rewriter: StreamRewriter,
        translator: Translator,
        exchange: Exchange,
    ) -> AsyncGenerator[bytes, None]:
        """The reply's events; an error after the first byte is the last event."""
        turn, code = exchange.turn, "client_gone"
        answer: Any = None
        try:
            async with aclosing(opened.chunks) as chunks:
                async for chunk in chunks:
                    turn.used(chunk.get("usage"))
                    turn.heard += spoken(chunk)
                    answer = answer or chunk.get("id")
                    inert = len(exchange.table) <= MAX_INERT_VALUES and rewriter.inert(chunk)
                    work = partial(rewriter.push, chunk)
                    for event in await self._on_reply(turn, work, here=inert):
                        for piece in translator.push(event):
                            turn.answered()
                            yield piece
                for event in await self._on_reply(turn, rewriter.finish):
                    for piece in translator.push(event):
                        yield piece
            await self._note(exchange, answer)
            code = "ok"
            for piece in translator.finish():
                yield piece
        except SottovoceError as error:
            code = error.code
            yield translator.fail(error)
        except Exception as error:  # noqa: BLE001 - no stream ends without a word, whatever failed
            get_logger().error("unexpected_error", error=type(error).__name__)
            code = ServerError.code
            yield translator.fail(ServerError())
        finally:
            turn.end(code)

    async def _note(self, exchange: Exchange, answer: Any) -> None:
        """An answer that an edge has logged may be rated later; the answer does not wait for a full disk."""
        upstream = exchange.upstream
        if upstream is None or not upstream.logs or not isinstance(answer, str):
            return
        conversation, turn = exchange.conversation, exchange.turn
        given = Given(
            upstream_id=answer[:128],
            tenant=turn.tenant,
            site=turn.site,
            conversation=conversation.name,
            subject=conversation.subject,
            kept=conversation.kept,
            consent=conversation.consent,
            home=exchange.route.site,
        )
        try:
            await asyncio.to_thread(self._answers.note, given)
        except (sqlite3.Error, OSError, SottovoceError) as error:
            get_logger().error("answer_not_noted", error=type(error).__name__)

    async def _on_whole_reply(self, exchange: Exchange, body: dict[str, Any]) -> dict[str, Any]:
        """The reply for the client; in a thread unless no text of it needs a detector."""
        json_text = exchange.request.json_reply
        work = partial(rewrite_reply, body, json_text=json_text)
        if len(exchange.table) <= MAX_INERT_VALUES:
            with contextlib.suppress(NotInert):
                inert = partial(work, make=inert_alone(exchange.channel))
                return await self._on_reply(exchange.turn, inert, here=True)
        return await self._on_reply(exchange.turn, partial(work, make=exchange.channel))

    async def _on_reply(self, turn: Turn, work: Callable[[], T], *, here: bool = False) -> T:
        """Work on a reply; `here` is for what is short and asks no detector, and takes no thread."""
        started = time.perf_counter()
        try:
            result = (
                self._replies.run_here(work, passing=NotInert)
                if here
                else await self._replies.run(work)
            )
        except PrivacyUnavailable:
            raise PrivacyUnavailable("The answer could not be checked and was withheld.") from None
        turn.reply_seconds += time.perf_counter() - started
        return result

    async def models(self, incoming: Incoming) -> dict[str, Any]:
        """What the key's site serves, of what the key may name."""
        caller = self.world.auth.identify(incoming.authorization)
        caller.need(*CHATS)
        route = self.world.routes.find(caller, incoming.site)
        return model_list(
            [
                entry
                for listed in await route.upstream.models(incoming.request_id)
                if (entry := clean_entry(listed)) is not None and caller.may_name(entry["id"])
            ]
        )

    async def ready(self) -> dict[str, str]:
        """Each part's state: `ok` or what is wrong with it. No upstream is asked."""
        guards = self.world.routes.packs
        checks = {f"detector:{name}": guard.probe for name, guard in guards.items()}
        states = await self._probes.states({**checks, **self.checks})
        tagger = tagger_state()
        return {
            "queue": "full" if self._detection.full else "ok",
            **states,
            **({} if tagger is None else {"tagger": tagger}),
        }

    def _leaving(self, exchange: Exchange, server: str) -> None:
        """The entry of each server that gets the request, written before its first byte leaves.

        One that cannot be written refuses the request.
        """
        turn = exchange.turn
        self._audit.record(
            "request",
            decision="allowed",
            redacted=exchange.redacted.counts,
            server=server,
            attempt=turn.attempts + 1,
            **named(turn),
        )
        turn.attempts += 1

    def _audit_refused(self, turn: Turn, code: str) -> None:
        """What was refused before it was sent; what failed later is the log line's matter."""
        if turn.attempts or turn.key == "-":
            return
        try:
            self._audit.record("request", decision="refused", code=code, **named(turn))
        except SottovoceError as error:
            get_logger().error("audit_entry_lost", code=error.code)

    def _report(self, turn: Turn, code: str) -> None:
        """The one log line and the metrics of a request."""
        self._metrics.answered(turn, code)
        if turn.streaming:
            self._metrics.streams.dec()
        if turn.reply_seconds:
            turn.trace.part("restore", turn.reply_seconds)
        turn.trace.end(
            code=code,
            dialect=turn.dialect,
            policy=turn.policy,
            redacted=sum(turn.counts.values()),
            reply_redacted=sum(turn.reply_counts.values()),
            site=turn.site,
            stream=turn.stream,
            tokens=turn.tokens or 0,
        )
        tell(
            dialect=turn.dialect,
            request_id=turn.request_id,
            key=turn.key,
            tenant=turn.tenant,
            site=turn.site,
            policy=turn.policy,
            stream=turn.stream,
            code=code,
            redacted=turn.counts,
            reply_redacted=turn.reply_counts,
            tokens=turn.tokens,
            attempts=turn.attempts,
            added_seconds=round(turn.redact_seconds + turn.reply_seconds, 4),
            first_token_seconds=turn.first_seconds and round(turn.first_seconds, 4),
            seconds=round(turn.seconds, 4),
        )


def _conversation_id(header: str | None) -> str | None:
    if header and len(header) > MAX_ID:
        raise InvalidRequest(f"{wire.CONVERSATION} has at most {MAX_ID} characters.")
    return header or None
