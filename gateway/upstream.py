"""The way to a site: our own edge node, or any OpenAI-compatible server.

Each kind dresses a redacted body with what that server may know. Nothing of the client's request but
the redacted body gets here: no key, no header, no customer's name. Knows no HTTP library.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import replace
from typing import Any, Final, Protocol

from gateway.dialects import completions
from gateway.dialects.chat import PATH as CHAT
from gateway.erasure import Eraser
from gateway.protocol import model_entry
from gateway.seam import Call, Http, Leaving, Reply, ReplyStream
from gateway.upstream_errors import NoRoute
from sottovoce import wire
from sottovoce.context import SiteContext, allowed_digest, encode_context
from sottovoce.errors import InvalidRequest, UnknownModel, UpstreamUnavailable
from sottovoce.wire import new_id

FEEDBACK: Final = "/feedback"
ERASE: Final = "/subjects/erase"
Check = Callable[[bytes], None]
OUR_MODEL: Final = "sottovoce"
OUR_RELEASE: Final = f"{OUR_MODEL}@"
_RELEASE_NAME: Final = re.compile(r"sottovoce@[A-Za-z0-9._-]{1,64}")


class Upstream(Protocol):
    """What the service needs of a site."""

    def speaks(self, path: str) -> bool:
        """Whether it has this path beside chat's, as far as is known."""

    def known_model(self, model: str) -> str | None:
        """What `resolve` would give, where it needs no question and raises nothing; else None."""

    async def resolve(self, model: str, request_id: str) -> str:
        """The site's own name for the model that a client asks for. Raises `UnknownModel`."""

    def dress(
        self,
        body: dict[str, Any],
        model: str,
        context: SiteContext,
        kept: tuple[tuple[str, str], ...],
        path: str = CHAT,
    ) -> Call:
        """The bytes and headers for a redacted body."""

    async def complete(self, call: Call) -> Reply:
        """A whole answer."""

    async def stream(self, call: Call) -> ReplyStream:
        """An answer in chunks, once the upstream has begun it."""

    async def models(self, request_id: str) -> list[dict[str, Any]]:
        """What the site serves."""

    @property
    def logs(self) -> bool:
        """Whether answers are logged there, so that a person's word on one can be passed on."""

    async def rate(
        self,
        body: dict[str, Any],
        context: SiteContext,
        kept: tuple[tuple[str, str], ...],
        check: Check,
        leaving: Leaving,
    ) -> None:
        """Passes a rating on; `check` sees the bytes, and `leaving` each server that gets them, before they leave.

        Raises `UnknownAnswer`.
        """

    def erasers(self) -> list[Eraser]:
        """The servers that can forget a customer, in a fixed order."""


class EdgeUpstream:
    """A site's edge node: it is told the pseudonym, the consent and the policy, authenticated."""

    def __init__(self, http: Http, token: str) -> None:
        self._http = http
        self._token = token

    def speaks(self, path: str) -> bool:
        """See `Upstream`: chat alone."""
        return path == CHAT

    def known_model(self, model: str) -> str | None:
        """See `Upstream`."""
        if model == "base":
            return model
        return None if model.startswith(OUR_RELEASE) else OUR_MODEL

    async def resolve(self, model: str, request_id: str) -> str:  # noqa: ARG002 - no question needed
        """An edge's own names pass; any other name means the default, and is not told to it."""
        if model in (OUR_MODEL, "base"):
            return model
        if model.startswith(OUR_RELEASE):
            if not _RELEASE_NAME.fullmatch(model):
                raise UnknownModel
            return model
        return OUR_MODEL

    def dress(
        self,
        body: dict[str, Any],
        model: str,
        context: SiteContext,
        kept: tuple[tuple[str, str], ...],
        path: str = CHAT,
    ) -> Call:
        """See `Upstream`. Raises `InvalidRequest` for too many kept values."""
        body = {"model": model, **body, **asking_usage(body)}
        return Call(_payload(body), self._told(context, kept), path)

    def _told(self, context: SiteContext, kept: tuple[tuple[str, str], ...]) -> dict[str, str]:
        """The headers, with what the edge is told of the request."""
        digests = {allowed_digest(self._token, label, value) for label, value in kept}
        told = _with_allowed(context, tuple(sorted(digests)))
        try:
            header = encode_context(told, self._token)
        except ValueError:
            raise InvalidRequest(
                "The request holds too many values that the policy keeps."
            ) from None
        return {**self._headers(context.request_id), wire.CONTEXT: header}

    async def complete(self, call: Call) -> Reply:
        """See `Upstream`."""
        return await self._http.complete(call)

    async def stream(self, call: Call) -> ReplyStream:
        """See `Upstream`."""
        return await self._http.stream(call)

    async def models(self, request_id: str) -> list[dict[str, Any]]:
        """The edge's own list. Raises `UpstreamUnavailable`."""
        return await self._http.models(self._headers(request_id))

    @property
    def logs(self) -> bool:
        """See `Upstream`."""
        return True

    async def rate(
        self,
        body: dict[str, Any],
        context: SiteContext,
        kept: tuple[tuple[str, str], ...],
        check: Check,
        leaving: Leaving,
    ) -> None:
        """See `Upstream`."""
        call = Call(_payload(body), self._told(context, kept), FEEDBACK, leaving=leaving)
        check(call.payload)
        await self._http.complete(call)

    def erasers(self) -> list[Eraser]:
        """See `Upstream`."""
        return [self]

    async def erase(self, subject: str) -> int:
        """Asks the edge to forget a pseudonym; how many dialogues there were."""
        call = Call(_payload({"subject": subject}), self._headers(new_id("req")), ERASE)
        dialogues = (await self._http.complete(call)).body.get("dialogues")
        if not isinstance(dialogues, int):
            raise UpstreamUnavailable("The edge did not say what it has erased.")
        return dialogues

    def _headers(self, request_id: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self._token}", wire.REQUEST_ID: request_id}


class OpenAIUpstream:
    """Any other server: it learns nothing of the customer and is told to store nothing."""

    def __init__(self, http: Http, api_key: str | None, model: str | None) -> None:
        self._http = http
        self._key = api_key
        self._model = model
        self._found: str | None = None
        self._lacks: set[str] = set()
        # Whether it takes `stream_options.include_usage`; None until a stream was asked for.
        self._tells_usage: bool | None = None

    def speaks(self, path: str) -> bool:
        """See `Upstream`: what it has not said that it lacks."""
        return path not in self._lacks

    def known_model(self, model: str) -> str | None:
        """See `Upstream`."""
        if model != OUR_MODEL:
            return None if model.startswith(OUR_RELEASE) else model
        return self._model or self._found

    async def resolve(self, model: str, request_id: str) -> str:
        """Our name becomes the configured model, else the first that the upstream lists."""
        if model.startswith(OUR_RELEASE):
            raise UnknownModel
        if model != OUR_MODEL:
            return model
        if self._model is None and self._found is None:
            listed = [str(entry["id"]) for entry in await self._listed(request_id)]
            self._found = OUR_MODEL if OUR_MODEL in listed else next(iter(listed), OUR_MODEL)
        return self._model or self._found or OUR_MODEL

    def dress(
        self,
        body: dict[str, Any],
        model: str,
        context: SiteContext,
        kept: tuple[tuple[str, str], ...],  # noqa: ARG002 - an edge is told of them, no one else
        path: str = CHAT,
    ) -> Call:
        """See `Upstream`."""
        own = {"store": False} if path == CHAT else {}
        body = {"model": model, **body, **own}
        headers = self._headers(context.request_id)
        usage = asking_usage(body)
        if not usage or self._tells_usage is False:
            return Call(_payload(body), headers, path)
        plain = _payload(body) if self._tells_usage is None else None
        return Call(_payload({**body, **usage}), headers, path, plain=plain)

    async def complete(self, call: Call) -> Reply:
        """See `Upstream`."""
        with self._learning(call.path):
            reply = await self._http.complete(call)
        if call.path != completions.PATH:
            return reply
        return Reply(completions.chat_reply(reply.body), reply.adapter)

    async def stream(self, call: Call) -> ReplyStream:
        """See `Upstream`."""
        with self._learning(call.path):
            opened = await self._open(call)
        if call.path != completions.PATH:
            return opened
        return ReplyStream(_as_chat(opened.chunks), opened.adapter, opened.close)

    async def _open(self, call: Call) -> ReplyStream:
        """Asks for the tokens' count as well, until the server has once taken the request only without."""
        if call.plain is None:
            return await self._http.stream(call)
        try:
            opened = await self._http.stream(call)
        except InvalidRequest as error:
            if error.code != "upstream_refused":
                raise
            opened = await self._http.stream(replace(call, payload=call.plain))
            self._tells_usage = False
        else:
            self._tells_usage = True
        return opened

    async def models(self, request_id: str) -> list[dict[str, Any]]:
        """Our name and the upstream's list; our name alone where it has no such route."""
        return [model_entry(OUR_MODEL), *await self._listed(request_id)]

    @property
    def logs(self) -> bool:
        """See `Upstream`."""
        return False

    async def rate(
        self,
        body: dict[str, Any],
        context: SiteContext,
        kept: tuple[tuple[str, str], ...],
        check: Check,
        leaving: Leaving,
    ) -> None:
        """See `Upstream`: there is no log of ours."""
        del body, context, kept, check, leaving
        raise InvalidRequest("This site keeps no log.", code="not_supported")

    def erasers(self) -> list[Eraser]:
        """See `Upstream`: it was told of no customer."""
        return []

    @contextmanager
    def _learning(self, path: str) -> Iterator[None]:
        """A model that is gone is looked up anew on the next request; a path that is not there is noted."""
        try:
            yield
        except UnknownModel:
            self._found = None
            raise
        except NoRoute:
            if path != CHAT:
                self._lacks.add(path)
            raise

    async def _listed(self, request_id: str) -> list[dict[str, Any]]:
        try:
            return await self._http.models(self._headers(request_id))
        except NoRoute:
            return []

    def _headers(self, request_id: str) -> dict[str, str]:
        auth = {"authorization": f"Bearer {self._key}"} if self._key else {}
        return {**auth, wire.REQUEST_ID: request_id}


async def _as_chat(
    chunks: AsyncGenerator[dict[str, Any], None],
) -> AsyncGenerator[dict[str, Any], None]:
    async with aclosing(chunks):
        async for chunk in chunks:
            yield completions.chat_chunk(chunk)


def asking_usage(body: dict[str, Any]) -> dict[str, Any]:
    """What a streamed request has to ask so that its tokens are told; nothing where it does already."""
    options = body.get("stream_options")
    if body.get("stream") is not True or not isinstance(options, dict | None):
        return {}
    if options and options.get("include_usage") is True:
        return {}
    return {"stream_options": {**(options or {}), "include_usage": True}}


def _with_allowed(context: SiteContext, allowed: tuple[str, ...]) -> SiteContext:
    return SiteContext(**{**context.__dict__, "allowed": allowed})


def _payload(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
