"""The edge's work on one chat request: check, pin an adapter, generate, look again, log, account.

Knows the order in which nothing private is kept and nothing unlogged is answered. Knows no HTTP.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from edge_node.adapters import Lease, Shelf, model_name
from edge_node.decoding import Sampling
from edge_node.engine import Engine, Prompt
from edge_node.generation import Piece
from edge_node.metrics import EdgeMetrics
from edge_node.protocol import ChatRequest, parse_chat
from edge_node.second_look import SecondLook
from edge_node.tap import PromptTap
from sottovoce.asgi import draining
from sottovoce.context import SiteContext, decode_context
from sottovoce.crypto import pseudonym
from sottovoce.dialogue_log import Dialogue, DialogueLog
from sottovoce.egress import OPEN, EgressLedger
from sottovoce.errors import (
    InvalidRequest,
    Overloaded,
    PrivacyRefused,
    ServerError,
    SottovoceError,
    UnknownModel,
)
from sottovoce.request_line import tell
from sottovoce.telemetry import get_logger
from sottovoce.tracing import NO_TRACE, NO_TRACING, Trace, Tracing
from sottovoce.wire import new_id


@dataclass(frozen=True)
class Parts:
    """What the service works with, put together once at the start."""

    engine: Engine
    shelf: Shelf
    look: SecondLook
    log: DialogueLog
    ledger: EgressLedger
    metrics: EdgeMetrics
    clock: Callable[[], float]
    service_token: str
    tenant_key: bytes
    policy: str
    max_new_tokens: int
    tap: PromptTap | None = None
    tracing: Tracing = NO_TRACING


class EdgeService:
    """Takes decoded bodies, gives exchanges."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def open(
        self, body: Any, context: str | None, traceparent: str | None = None
    ) -> Exchange:
        """Check a request and admit it; its spans join the gateway's trace.

        Raises InvalidRequest, Unauthorized, UnknownModel, PrivacyRefused, PrivacyUnavailable,
        LogUnavailable or Overloaded; then nothing was generated and nothing was written to the log.
        """
        trace = self._parts.tracing.begin("edge.request", traceparent)
        try:
            with trace.span("admit"):
                exchange = await self._open(body, context)
            exchange.trace = trace
            return exchange
        except SottovoceError as error:
            trace.end(code=error.code)
            self._parts.metrics.refusals.labels(error.code).inc()
            if isinstance(error, PrivacyRefused):
                self._parts.ledger.record("refusal", code=error.code)
            tell(code=error.code)
            raise

    def models(self) -> list[dict[str, Any]]:
        """Every served model as OpenAI's `model` objects."""
        shelf = self._parts.shelf
        return [
            {
                "id": name,
                "object": "model",
                "created": 0,
                "owned_by": "sottovoce",
                "release": shelf.active if name == "sottovoce" else name.partition("@")[2] or None,
            }
            for name in shelf.models()
        ]

    def check_model(self, name: str) -> dict[str, Any]:
        """One model of the list. Raises UnknownModel."""
        for model in self.models():
            if model["id"] == name:
                return model
        raise UnknownModel(param="model")

    def ready(self) -> None:
        """Raises LogUnavailable where nothing could be logged, ServerError where the model is gone.

        Overloaded where this process was told to end.
        """
        if draining():
            raise Overloaded("This edge drains.")
        if not self._parts.engine.alive:
            raise ServerError("The inference thread has ended; restart the edge.")
        self._parts.log.check()

    async def _open(self, body: Any, header: str | None) -> Exchange:
        parts = self._parts
        context = self._context(header)
        request = parse_chat(body)
        await asyncio.to_thread(parts.look.refuse, body, context.allowed)
        await asyncio.to_thread(parts.log.check)
        prompt = await asyncio.to_thread(
            parts.engine.render, [message.turn() for message in request.messages]
        )
        sampling = self._sampling(request, prompt)
        if parts.tap is not None:
            await asyncio.to_thread(parts.tap.write, context.request_id, prompt.text)
        lease = parts.shelf.lease(request.model)
        try:
            return Exchange(parts, request, context, prompt, sampling, lease)
        except SottovoceError:
            lease.release()
            raise

    def _context(self, header: str | None) -> SiteContext:
        """Who asks. Without a header: nobody known, no consent, nothing allowed."""
        parts = self._parts
        if header is not None:
            return decode_context(header, parts.service_token, parts.clock())
        request_id = new_id("req")
        return SiteContext(
            request_id=request_id,
            conversation=request_id,
            subject=pseudonym(parts.tenant_key, request_id),
            consent=False,
            policy=parts.policy,
            language="und",
            allowed=(),
            issued=parts.clock(),
        )

    def _sampling(self, request: ChatRequest, prompt: Prompt) -> Sampling:
        """How to draw, within the context length. Raises InvalidRequest context_length_exceeded."""
        room = self._parts.engine.context_length - len(prompt.tokens)
        asked = request.limit
        if room < 1 or (asked is not None and asked > room):
            raise InvalidRequest(
                f"This model takes {self._parts.engine.context_length} tokens; the messages have "
                f"{len(prompt.tokens)} and the answer was to have {asked or 'at least 1'}.",
                param="messages",
                code="context_length_exceeded",
            )
        limit = min(room, self._parts.max_new_tokens, asked or room)
        return Sampling(limit, request.temperature, request.top_p, request.seed, request.stop)


class Exchange:
    """One admitted request. `close` ends it wherever it stands and may be called again."""

    def __init__(
        self,
        parts: Parts,
        request: ChatRequest,
        context: SiteContext,
        prompt: Prompt,
        sampling: Sampling,
        lease: Lease,
    ) -> None:
        self._parts = parts
        self._context = context
        self._lease = lease
        self._text = ""
        self._settled = False
        self._first: float | None = None
        self._began = time.perf_counter()
        self.trace: Trace = NO_TRACE
        self._entry: int | None = None
        self.request = request
        self.id = new_id("chatcmpl")
        self.started = parts.clock()
        self.adapter = lease.adapter
        self.model = model_name(lease.adapter)
        self.prompt_tokens = len(prompt.tokens)
        self.tokens = 0
        self._stream = parts.engine.submit(prompt, sampling, lease.adapter)

    @property
    def usage(self) -> dict[str, int]:
        """OpenAI's usage counts."""
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.tokens,
            "total_tokens": self.prompt_tokens + self.tokens,
        }

    async def pieces(self) -> AsyncIterator[Piece]:
        """The answer as it comes; the last piece comes after the exchange was logged.

        Raises ServerError where the engine failed, LogUnavailable where the log did.
        """
        try:
            async for piece in self._stream:
                if not self._text and piece.text:
                    self._first = self._seconds()
                    self._parts.metrics.first_token.observe(self._first)
                self._text += piece.text
                self.tokens = piece.tokens
                if piece.finish == "error":
                    raise ServerError("The model failed on this request; see the edge's log.")
                if self._text and self._entry is None:
                    await asyncio.to_thread(self._open_entry)
                if piece.finish is not None:
                    await asyncio.to_thread(self._settle, piece.finish)
                yield piece
        finally:
            self.close()

    async def collect(self) -> tuple[str, str]:
        """The whole answer and how it ended."""
        finish = "stop"
        async for piece in self.pieces():
            finish = piece.finish or finish
        return self._text, finish

    def close(self) -> None:
        """Stop generating; what was answered so far is still logged and accounted for."""
        self._stream.cancel()
        self._lease.release()
        if not self._settled:
            try:
                self._settle("cancelled")
            except SottovoceError as error:
                get_logger().error("exchange_not_logged", code=error.code)
        self.trace.end(code="log_unavailable")  # where settling has not come to its end

    def _settle(self, finish: str) -> None:
        """Second look at the reply, then log and account; once."""
        self._settled = True
        self.trace.part("generate", time.perf_counter() - self._began)
        with self.trace.span("log"):
            self._keep(finish)
        self._count(finish)

    def _keep(self, finish: str) -> None:
        parts = self._parts
        data = self._text.encode()
        if parts.look.hits(self._text, frozenset(self._context.allowed)):
            parts.metrics.not_logged.inc()
        elif self._text or finish != "cancelled":
            parts.log.append(self._dialogue())
        if data or finish != "cancelled":
            parts.ledger.amend(
                self._open_entry(),
                bytes=len(data),
                digest=hashlib.sha256(data).hexdigest(),
                detail={"release": self.adapter or "base", "tokens": self.tokens},
            )

    def _open_entry(self) -> int:
        """The reply's entry in the ledger, written before its first byte leaves."""
        if self._entry is None:
            self._entry = self._parts.ledger.record("reply", code=OPEN)
        return self._entry

    def _dialogue(self) -> Dialogue:
        """This turn: what came after the last answer, and the answer to it."""
        turns = [message.turn() for message in self.request.messages]
        answered = [i for i, turn in enumerate(turns) if turn["role"] == "assistant"]
        turn = turns[answered[-1] + 1 :] if answered else turns
        return Dialogue(
            id=self.id,
            subject=self._context.subject,
            conversation=self._context.conversation,
            language=self._context.language,
            origin="chat",
            consent=self._context.consent and self.request.store is not False,
            trainable=False,
            policy=self._context.policy,
            adapter=self.adapter,
            created=self.started,
            messages=self._parts.look.logged(
                [*turn, {"role": "assistant", "content": self._text}],
                self._context.masked,
                self._context.made_up,
            ),
            labels=self._context.labels,
        )

    def _count(self, finish: str) -> None:
        metrics = self._parts.metrics
        metrics.prompt_tokens.inc(self.prompt_tokens)
        metrics.generation_tokens.inc(self.tokens)
        metrics.success.labels(finish).inc()
        metrics.latency.observe(self._seconds())
        self.trace.end(
            code="client_gone" if finish == "cancelled" else "ok",
            finish=finish,
            prompt_tokens=self.prompt_tokens,
            release=self.adapter or "base",
            tokens=self.tokens,
        )
        tell(
            code="client_gone" if finish == "cancelled" else "ok",
            request_id=self._context.request_id,
            finish=finish,
            release=self.adapter or "base",
            prompt_tokens=self.prompt_tokens,
            tokens=self.tokens,
            first_token_seconds=self._first and round(self._first, 4),
            generate_seconds=round(self._seconds(), 4),
        )

    def _seconds(self) -> float:
        return self._parts.clock() - self.started
