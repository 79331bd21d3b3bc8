"""What people ask of the gateway beside chats: a word on an answer, a preview, and to be forgotten.

Each has a role of its own. Raw text is in local variables alone: a preview goes into no log and to no
upstream, and a correction leaves redacted. Knows no FastAPI.
"""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from gateway.admission import Admission, Ticket, estimate
from gateway.answers import AlreadyRated, AnswerStore, Given
from gateway.audit import AuditLog
from gateway.auth import Caller
from gateway.conversation import Conversation
from gateway.detection import DetectionPool
from gateway.erasure import Eraser, Erasures
from gateway.guard import Guard
from gateway.protocol import MAX_ID, parse_object, validated
from gateway.routes import Route
from gateway.tables import Tables
from gateway.turn import World
from gateway.vault import ConversationLocks, VaultStore
from policies import ConversationTable
from sottovoce.context import SiteContext
from sottovoce.crypto import pseudonym
from sottovoce.errors import InvalidRequest, PrivacyRefused, SottovoceError
from sottovoce.telemetry import get_logger

T = TypeVar("T")
MAX_TEXT = 100_000
# A claim whose store failed is given back once it answers again, tried after so many seconds each.
RELEASE_PAUSES: Final = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0)


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


@dataclass(frozen=True)
class _Asked:
    """One question that was let in: by whom, and in which world it is answered."""

    world: World
    caller: Caller
    ticket: Ticket


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
        answers: AnswerStore,
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
        self._releasing: set[asyncio.Task[None]] = set()

    async def feedback(
        self, authorization: str | None, raw: bytes, request_id: str
    ) -> dict[str, Any]:
        """Notes a person's word on an answer at the edge that gave it, once.

        Raises `Forbidden` without an agent's key, `UnknownAnswer` for another tenant's answer too, `AlreadyRated`,
        and what redaction or the edge raises: then the answer can still be rated.
        """
        async with self._asked(authorization, "agent") as asked:
            body = validated(FeedbackBody, parse_object(raw))
            asked.ticket.reserve(estimate(body.corrected_answer or ""))
            # A word on its way is brought to its end although whoever gave it hangs up: a claim is never left open.
            await to_its_end(self._rate(asked, body, request_id))
        return {
            "object": "feedback",
            "completion_id": body.completion_id,
            "rating": body.rating,
            "corrected": body.corrected_answer is not None,
        }

    async def _rate(self, asked: _Asked, body: FeedbackBody, request_id: str) -> None:
        """Claims the answer, passes the word on, and keeps or gives back the claim."""
        name, holder = body.completion_id, secrets.token_hex(8)
        try:
            given = await asyncio.to_thread(self._answers.claim, name, asked.caller.tenant, holder)
            await self._pass_on(asked, given, body, request_id)
        except AlreadyRated:  # somebody else's claim, or none any more
            raise
        except BaseException:  # the process ends, too: the word did not reach the log for sure
            await asyncio.shield(self._give_back(name, holder))
            raise
        try:
            await asyncio.to_thread(self._answers.rated, name)
        except (sqlite3.Error, OSError, SottovoceError) as error:
            # The log has it. The claim stands for its time, and the edge takes the same word twice.
            get_logger().error("answer_not_noted", error=type(error).__name__)

    async def _give_back(self, name: str, holder: str) -> None:
        """Takes a claim back, also one whose answer was lost; a store that fails is asked again for a while."""
        if not await self._released(name, holder):
            task = asyncio.get_running_loop().create_task(self._keep_releasing(name, holder))
            self._releasing.add(task)
            task.add_done_callback(self._releasing.discard)

    async def _keep_releasing(self, name: str, holder: str) -> None:
        for pause in RELEASE_PAUSES:
            await asyncio.sleep(pause)
            if await self._released(name, holder):
                return

    async def _released(self, name: str, holder: str) -> bool:
        try:
            await asyncio.to_thread(self._answers.release, name, holder)
        except (sqlite3.Error, OSError, SottovoceError) as error:
            get_logger().warning("claim_not_released", error=type(error).__name__)
            return False
        return True

    async def _pass_on(
        self, asked: _Asked, given: Given, body: FeedbackBody, request_id: str
    ) -> None:
        """The rating, with the correction as the conversation's model would have seen it."""
        caller, routes = asked.caller, asked.world.routes
        route = routes.find(caller, given.site)
        home = route if given.asked == given.site else routes.find(caller, given.asked)
        conversation = Conversation(given.conversation, given.subject, given.kept, given.consent)
        told: dict[str, Any] = {"completion_id": given.upstream_id, "rating": body.rating}
        kept: tuple[tuple[str, str], ...] = ()
        counts: dict[str, int] = {}
        labels: set[str] = set()
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
            kept, counts, labels = redacted.kept, redacted.counts, redacted.labels
            _stays(home, route, labels)

        def leaving(server: str) -> None:
            self._audit.record(
                "feedback",
                decision="allowed",
                request_id=request_id,
                key=caller.key,
                tenant=caller.tenant,
                site=given.site,
                server=server,
                policy=route.guard.pack.version,
                rating=body.rating,
                redacted=counts,
            )

        context = SiteContext(
            request_id=request_id,
            conversation=given.conversation,
            subject=given.subject,
            consent=given.consent and route.guard.pack.may_train(labels),
            policy=route.guard.pack.version,
            language="und",
            allowed=(),
            issued=self._clock(),
            labels=tuple(sorted(labels)),
            **route.guard.log_view(table),
        )
        check = partial(route.guard.check_outgoing, table=table)
        await route.upstream.rate(told, context, kept, check, leaving)

    async def preview(
        self, authorization: str | None, raw: bytes, request_id: str
    ) -> dict[str, Any]:
        """What would be taken out of a text, and by which rule. No upstream is asked and nothing is kept.

        Raises `Forbidden` without a privacy officer's key.
        """
        async with self._asked(authorization, "privacy") as asked:
            body = validated(PreviewBody, parse_object(raw))
            asked.ticket.reserve(estimate(body.text))
            guard = _guard(asked, body.pack)
            key = asked.world.routes.tenant_keys[asked.caller.tenant]
            self._audit.record(
                "preview",
                decision="allowed",
                request_id=request_id,
                key=asked.caller.key,
                tenant=asked.caller.tenant,
                policy=guard.pack.version,
            )
            return await self._detection.run(lambda: guard.preview(body.text, tenant_key=key))

    async def erase(self, authorization: str | None, raw: bytes, request_id: str) -> dict[str, Any]:
        """Forgets a customer here and at the key's sites; the signed receipt says what is pending.

        Raises `Forbidden` without a privacy officer's key, `LogUnavailable` where the audit log fails.
        """
        async with self._asked(authorization, "privacy") as asked:
            body = validated(EraseBody, parse_object(raw))
            world, caller = asked.world, asked.caller
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

    @asynccontextmanager
    async def _asked(self, authorization: str | None, role: str) -> AsyncIterator[_Asked]:
        """Who asks, counted in for the block. Raises `Unauthorized`, `Forbidden`, `RateLimited` and the like."""
        world = self._world()
        caller = world.auth.identify(authorization)
        caller.need(role)
        ticket = self._admission.enter(caller)
        world.enter()
        try:
            yield _Asked(world, caller, ticket)
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


def _stays(home: Route, route: Route, labels: set[str]) -> None:
    """A class that stays at its site goes to no edge outside of it, nor to another site that answered in its place.

    Raises `PrivacyRefused`.
    """
    route.targets(labels)
    if route.site != home.site and not home.guard.pack.may_leave_site(labels):
        raise PrivacyRefused(
            "Another site gave this answer, and the policy keeps a class of the correction at its own site;"
            " nothing was sent."
        )


def _guard(asked: _Asked, pack: str | None) -> Guard:
    """The pack that is named, else the key's, else the gateway's. Raises `InvalidRequest`."""
    routes = asked.world.routes
    if pack is None:
        return routes.guards[asked.caller.pack or routes.default_pack]
    guard = routes.packs.get(pack)
    if guard is None:
        raise InvalidRequest("No such pack is loaded here.", param="pack")
    return guard


async def to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """The work's result. Who waits may be cancelled; the work then goes on, and the wait ends with it."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        if not task.cancelled():
            task.exception()  # nobody is left to be told
        raise


def _erasers(world: World) -> Mapping[tuple[str, int], Eraser]:
    return {
        (site, number): eraser
        for site, upstream in world.routes.upstreams.items()
        for number, eraser in enumerate(upstream.erasers())
    }
