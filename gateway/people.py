"""What people ask of the gateway beside chats: a word on an answer, a preview, and to be forgotten.

Each has a role of its own. Raw text is in local variables alone: a preview goes into no log and to no
upstream, and a correction leaves redacted. Knows no FastAPI.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gateway.admission import Admission, estimate
from gateway.answers import Answers, Given
from gateway.audit import AuditLog
from gateway.auth import Caller
from gateway.conversation import Conversation
from gateway.detection import DetectionPool
from gateway.erasure import Eraser, Erasures
from gateway.protocol import MAX_ID, parse_object, validated
from gateway.routes import Route
from gateway.tables import Tables
from gateway.turn import World
from gateway.vault import ConversationLocks, VaultStore
from policies import ConversationTable
from sottovoce.context import SiteContext
from sottovoce.crypto import pseudonym
from sottovoce.errors import InvalidRequest

MAX_TEXT = 100_000


class FeedbackBody(BaseModel):
    """`POST /v1/feedback`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    completion_id: str = Field(min_length=1, max_length=128)
    rating: Literal["up", "down"]
    corrected_answer: str | None = Field(default=None, min_length=1, max_length=MAX_TEXT)


class PreviewBody(BaseModel):
    """`POST /v1/privacy/preview`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    text: str = Field(max_length=MAX_TEXT)
    pack: str | None = Field(default=None, max_length=200)


class EraseBody(BaseModel):
    """`POST /v1/subjects/erase`: the customer by the name that chats give in `user`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    user: str = Field(min_length=1, max_length=MAX_ID)


class PeopleService:
    """Feedback, previews and erasures. Its parts are handed in."""

    def __init__(
        self,
        *,
        world: Callable[[], World],
        admission: Admission,
        audit: AuditLog,
        vault: VaultStore,
        locks: ConversationLocks,
        detection: DetectionPool,
        answers: Answers,
        erasures: Erasures,
        clock: Callable[[], float],
    ) -> None:
        self._world = world
        self._admission = admission
        self._audit = audit
        self._vault = vault
        self._tables = Tables(vault)
        self._locks = locks
        self._detection = detection
        self._answers = answers
        self._erasures = erasures
        self._clock = clock

    async def feedback(
        self, authorization: str | None, raw: bytes, request_id: str
    ) -> dict[str, Any]:
        """Notes a person's word on an answer at the edge that gave it, once.

        Raises `Forbidden` without an agent's key, `UnknownAnswer` for another tenant's answer too, `AlreadyRated`,
        and what redaction or the edge raises: then the answer can still be rated.
        """
        world = self._world()
        caller = world.auth.identify(authorization)
        caller.need("agent")
        ticket = self._admission.enter(caller)
        world.enter()
        try:
            body = validated(FeedbackBody, parse_object(raw))
            ticket.reserve(estimate(body.corrected_answer or ""))
            given = await asyncio.to_thread(self._answers.claim, body.completion_id, caller.tenant)
            try:
                route = world.routes.find(caller, given.site)
                await self._pass_on(route, caller, given, body, request_id)
            except BaseException:  # also a cancelled request: the word did not reach the log
                await asyncio.shield(asyncio.to_thread(self._answers.release, body.completion_id))
                raise
        finally:
            world.leave()
            ticket.leave()
        return {
            "object": "feedback",
            "completion_id": body.completion_id,
            "rating": body.rating,
            "corrected": body.corrected_answer is not None,
        }

    async def _pass_on(
        self, route: Route, caller: Caller, given: Given, body: FeedbackBody, request_id: str
    ) -> None:
        """The rating, with the correction as the conversation's model would have seen it."""
        conversation = Conversation(given.conversation, given.subject, given.kept, given.consent)
        told: dict[str, Any] = {"completion_id": given.upstream_id, "rating": body.rating}
        kept: tuple[tuple[str, str], ...] = ()
        counts: dict[str, int] = {}
        table = ConversationTable()
        if body.corrected_answer is not None:
            text = {"corrected_answer": body.corrected_answer}

            def work() -> Any:
                if not conversation.kept:  # its table is gone: numbers would mean somebody else
                    return route.guard.redact_types(text), ConversationTable()
                redact = partial(route.guard.redact, text, tenant_key=route.tenant_key)
                return self._tables.use(conversation, redact)

            lock = self._locks.of(conversation.name)
            redacted, table = await self._detection.run(work, lock=lock)
            told |= redacted.body
            kept, counts = redacted.kept, redacted.counts
        self._audit.record(
            "feedback",
            decision="allowed",
            request_id=request_id,
            key=caller.key,
            tenant=caller.tenant,
            site=given.site,
            policy=route.guard.pack.version,
            rating=body.rating,
            redacted=counts,
        )
        context = SiteContext(
            request_id=request_id,
            conversation=given.conversation,
            subject=given.subject,
            consent=given.consent,
            policy=route.guard.pack.version,
            language="und",
            allowed=(),
            issued=self._clock(),
        )
        await route.upstream.rate(
            told, context, kept, partial(route.guard.check_outgoing, table=table)
        )

    async def preview(
        self, authorization: str | None, raw: bytes, request_id: str
    ) -> dict[str, Any]:
        """What would be taken out of a text, and by which rule. No upstream is asked and nothing is kept.

        Raises `Forbidden` without a privacy officer's key.
        """
        world = self._world()
        caller = world.auth.identify(authorization)
        caller.need("privacy")
        ticket = self._admission.enter(caller)
        world.enter()
        try:
            body = validated(PreviewBody, parse_object(raw))
            ticket.reserve(estimate(body.text))
            name = body.pack or caller.pack or world.routes.default_pack
            guard = world.routes.guards.get(name)
            if guard is None:
                raise InvalidRequest("No such pack is loaded here.", param="pack")
            key = world.routes.tenant_keys[caller.tenant]
            self._audit.record(
                "preview",
                decision="allowed",
                request_id=request_id,
                key=caller.key,
                tenant=caller.tenant,
                policy=guard.pack.version,
            )
            return await self._detection.run(lambda: guard.preview(body.text, tenant_key=key))
        finally:
            world.leave()
            ticket.leave()

    async def erase(self, authorization: str | None, raw: bytes, request_id: str) -> dict[str, Any]:
        """Forgets a customer here and at the key's sites; the signed receipt says what is pending.

        Raises `Forbidden` without a privacy officer's key, `LogUnavailable` where the audit log fails.
        """
        world = self._world()
        caller = world.auth.identify(authorization)
        caller.need("privacy")
        ticket = self._admission.enter(caller)
        world.enter()
        try:
            body = validated(EraseBody, parse_object(raw))
            subject = pseudonym(world.routes.tenant_keys[caller.tenant], body.user)
            servers = {
                place: server
                for place, server in _erasers(world).items()
                if caller.may_reach(place[0])
            }
            self._audit.record(
                "erase",
                decision="allowed",
                request_id=request_id,
                key=caller.key,
                tenant=caller.tenant,
                subject=subject,
                sites=sorted({site for site, _ in servers}),
            )
            counts = await asyncio.to_thread(self._erase_here, subject)
            return await self._erasures.erase(subject, servers, counts)
        finally:
            world.leave()
            ticket.leave()

    async def keep_erasing(self) -> None:
        """Asks the sites for what is pending, until cancelled."""
        await self._erasures.run(lambda: _erasers(self._world()))

    def _erase_here(self, subject: str) -> dict[str, int]:
        return {
            "conversations": self._vault.erase_subject(subject),
            "answers": self._answers.erase_subject(subject),
        }


def _erasers(world: World) -> Mapping[tuple[str, int], Eraser]:
    return {
        (site, number): eraser
        for site, upstream in world.routes.upstreams.items()
        for number, eraser in enumerate(upstream.erasers())
    }
