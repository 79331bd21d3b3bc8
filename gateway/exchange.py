"""One request on its way through the gateway, what comes back, and what may be told of both.

Data alone: nothing here decides or sends. Knows no FastAPI.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from gateway.auth import Caller
from gateway.conversation import Conversation
from gateway.dialects.chat import PATH as CHAT
from gateway.guard import Channel, Redacted
from gateway.protocol import ModelRequest
from gateway.routes import Route
from gateway.seam import Call
from gateway.turn import Turn
from gateway.upstream import Upstream
from policies import ConversationTable
from sottovoce import wire


@dataclass(frozen=True)
class Incoming:
    """What a client sent: the body's bytes and the headers that the gateway reads."""

    raw: bytes = field(repr=False)
    request_id: str
    authorization: str | None = field(default=None, repr=False)
    site: str | None = None
    conversation: str | None = field(default=None, repr=False)
    traceparent: str | None = field(default=None, repr=False)


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
class Exchange:
    """One request with all that belongs to it; `redacted` and `table` are there once it is redacted."""

    turn: Turn
    caller: Caller
    route: Route
    request: ModelRequest
    conversation: Conversation
    redacted: Redacted = field(default_factory=lambda: Redacted({}, {}, (), "en"))
    table: ConversationTable = field(default_factory=ConversationTable)
    # The call to the route's own site, where it could be made together with the redaction.
    ready: Call | None = field(default=None, repr=False)
    # Who is asked; once there is an answer, who gave it.
    upstream: Upstream | None = field(default=None, repr=False)

    def channel(self, json_string: bool) -> Channel:
        """A fresh way back for one text of the reply, as the caller may read it."""
        return self.route.guard.channel(
            self.table,
            json_string=json_string,
            reader=self.caller.reader,
            counts=self.turn.reply_counts,
        )


def named(turn: Turn) -> dict[str, Any]:
    """What an audit entry names of a request."""
    return {
        "request_id": turn.request_id,
        "dialect": turn.dialect,
        "key": turn.key,
        "tenant": turn.tenant,
        "site": turn.site,
        "policy": turn.policy,
    }


def form_of(
    upstream: Upstream, request: ModelRequest, body: dict[str, Any]
) -> tuple[dict[str, Any], str]:
    """The redacted body and path that the upstream understands."""
    if request.chat_form is not None and not upstream.speaks(request.path):
        return request.chat_form(body), CHAT
    return body, request.path


def headers_of(turn: Turn, adapter: str | None) -> dict[str, str]:
    """The headers of an answer: the site that gave it, with what, and what is left of the key's rate."""
    limits = turn.ticket.headers if turn.ticket is not None else {}
    return {**limits, wire.SITE: turn.site, **({wire.ADAPTER: adapter} if adapter else {})}
