"""Several servers of one site: who is asked, who after a failure, and who never."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Any

import openai
import pytest

from gateway.pool import Pool
from gateway.seam import Call, Reply, ReplyStream
from gateway.upstream_errors import Dropped, Unreachable
from sottovoce.errors import (
    InvalidRequest,
    Overloaded,
    SottovoceError,
    UpstreamTimeout,
    UpstreamUnavailable,
)
from tests.gateway.asking import Start, ask, chosen, stream
from tests.gateway.serving import Upstream, fast_detector

CALL = Call(b"{}", {})


class Server:
    """An upstream that fails as it is told, and counts."""

    def __init__(self, name: str, *failures: SottovoceError) -> None:
        self.name = name
        self.failures = list(failures)
        self.asked = 0
        self.gate: asyncio.Event | None = None

    async def _answer(self) -> None:
        self.asked += 1
        if self.gate is not None:
            await self.gate.wait()
        if self.failures:
            raise self.failures.pop(0)

    def speaks(self, path: str) -> bool:
        return path == "/chat/completions"

    async def resolve(self, model: str, request_id: str) -> str:
        await self._answer()
        return model

    def dress(self, *_: Any) -> Call:
        return CALL

    async def complete(self, call: Call) -> Reply:
        await self._answer()
        return Reply({"by": self.name}, None)

    async def stream(self, call: Call) -> ReplyStream:
        await self._answer()

        async def chunks() -> AsyncGenerator[dict[str, Any], None]:
            for _ in range(3):
                yield {"by": self.name}

        async def close() -> None:
            return None

        return ReplyStream(chunks(), None, close)

    async def models(self, request_id: str) -> list[dict[str, Any]]:
        await self._answer()
        return [{"id": self.name}]


def pool(*servers: Server, places: int = 8, waiting: int = 8, **options: Any) -> Pool:
    options = {"seconds": 5.0, **options}
    return Pool(servers, places=places, waiting=waiting, **options)


def run(work: Callable[[], Any]) -> Any:
    return asyncio.run(work())


def test_the_least_busy_is_asked() -> None:
    """Two requests at once go to two servers."""

    async def work() -> list[str]:
        a, b = Server("a"), Server("b")
        a.gate = asyncio.Event()
        both = pool(a, b)
        first = asyncio.create_task(both.complete(CALL))
        await asyncio.sleep(0)
        second = await both.complete(CALL)
        third = await both.complete(CALL)
        a.gate.set()
        replies = [await first, second, third]
        assert both.running == 0
        return [reply.body["by"] for reply in replies]

    assert run(work) == ["a", "b", "b"]


@pytest.mark.parametrize("error", [UpstreamUnavailable(), Unreachable(), Overloaded()])
@pytest.mark.parametrize("streamed", [False, True])
def test_a_refusal_before_the_first_byte_goes_on(error: SottovoceError, streamed: bool) -> None:
    """The next server answers; each is asked once."""

    async def work() -> None:
        a, b = Server("a", error), Server("b")
        both = pool(a, b)
        if streamed:
            opened = await both.stream(CALL)
            said = [chunk["by"] async for chunk in opened.chunks]
            await opened.close()
            assert said == ["b"] * 3
        else:
            assert (await both.complete(CALL)).body["by"] == "b"
        assert (a.asked, b.asked, both.running) == (1, 1, 0)

    run(work)


@pytest.mark.parametrize("error", [UpstreamTimeout(), InvalidRequest()])
def test_what_is_not_tried_again(error: SottovoceError) -> None:
    """A server that took the request and is slow, or says no, has the last word."""

    async def work() -> None:
        a, b = Server("a", error), Server("b")
        both = pool(a, b)
        with pytest.raises(type(error)):
            await both.complete(CALL)
        assert (a.asked, b.asked, both.running) == (1, 0, 0)

    run(work)


def test_a_dropped_connection_is_tried_once_more() -> None:
    """Also where the site has one server; a second drop is the end."""

    async def work() -> None:
        once = Server("a", Dropped())
        assert (await pool(once).complete(CALL)).body["by"] == "a"
        twice = Server("a", Dropped(), Dropped())
        with pytest.raises(UpstreamUnavailable):
            await pool(twice).complete(CALL)
        assert twice.asked == 2

    run(work)


def test_a_server_that_is_down_is_left_alone() -> None:
    """After nobody answered there it gets nothing until its pause is over."""

    async def work() -> None:
        now = [0.0]
        a, b = Server("a", Unreachable()), Server("b")
        both = pool(a, b, clock=lambda: now[0])
        for _ in range(5):
            await both.complete(CALL)
        assert (a.asked, b.asked) == (1, 5)
        assert both.state() == {"closed": 1, "half_open": 0, "open": 1}
        now[0] = 1.0
        assert (await both.complete(CALL)).body["by"] == "a"
        assert both.state()["closed"] == 2

    run(work)


def test_a_stream_holds_its_place_until_it_ends() -> None:
    """Read to the end, broken off, or never begun: the place is free afterwards, once."""

    async def work() -> None:
        one = pool(Server("a"))
        opened = await one.stream(CALL)
        assert one.running == 1
        async for _ in opened.chunks:
            break
        await opened.chunks.aclose()
        await opened.close()
        assert one.running == 0
        unread = await one.stream(CALL)
        await unread.close()
        assert one.running == 0

    run(work)


def test_a_full_site_queues_and_refuses() -> None:
    """One place and one waiting: the third is refused, and the second gets the place when it is free."""

    async def work() -> None:
        server = Server("a")
        server.gate = asyncio.Event()
        one = pool(server, places=1, waiting=1)
        first = asyncio.create_task(one.complete(CALL))
        await asyncio.sleep(0)
        second = asyncio.create_task(one.complete(CALL))
        await asyncio.sleep(0)
        with pytest.raises(Overloaded):
            await one.complete(CALL)
        server.gate.set()
        await asyncio.gather(first, second)
        assert (server.asked, one.running) == (2, 0)

    run(work)


def test_waiting_has_an_end_and_a_client_may_go() -> None:
    """A wait over its time is refused; a cancelled one loses no place."""

    async def work() -> None:
        server = Server("a")
        server.gate = asyncio.Event()
        one = pool(server, places=1, waiting=5, seconds=0.05)
        first = asyncio.create_task(one.complete(CALL))
        await asyncio.sleep(0)
        gone = asyncio.create_task(one.complete(CALL))
        await asyncio.sleep(0)
        gone.cancel()
        with pytest.raises(Overloaded):
            await one.complete(CALL)
        server.gate.set()
        await first
        assert (await one.complete(CALL)).body["by"] == "a"
        assert one.running == 0

    run(work)


@pytest.mark.slow
def test_over_sockets(start: Start, upstream: Upstream, upstream_url: str) -> None:
    """A dead replica costs nothing, and another site answers only where key and pack allow it."""
    upstream.script = chosen
    dead = "http://127.0.0.1:9/v1"
    sites = [
        {"name": "a", "url": dead, "replicas": [upstream_url], "kind": "openai"},
        {"name": "down", "url": dead, "kind": "openai", "failover": ["a"]},
    ]
    client = start(build=fast_detector, sites=sites, default_site="a").client()
    assert ask(client, "hello") == "hello"
    assert "".join(stream(client, "hello")) == "hello"
    down = {"Sottovoce-Site": "down"}
    reply = client.chat.completions.with_raw_response.create(
        model="sottovoce", messages=[{"role": "user", "content": "hi"}], extra_headers=down
    )
    assert reply.headers["sottovoce-site"] == "a"


@pytest.mark.slow
def test_a_class_that_never_leaves_its_site_does_not(
    start: Start, upstream: Upstream, upstream_url: str, tmp_path: Any
) -> None:
    """The other site gets what the pack lets go, and nothing of a request that holds such a class."""
    pack = tmp_path / "pack.yaml"
    pack.write_text("extends: default\nname: p\nengine: fast\nnever_leaves_site: [PHONE_NUMBER]\n")
    sites = [
        {
            "name": "down",
            "url": "http://127.0.0.1:9/v1",
            "kind": "openai",
            "failover": ["a"],
            "model": "m",
            "outside": False,
        },
        {"name": "a", "url": upstream_url, "kind": "openai", "model": "m"},
    ]
    client = start(build=fast_detector, pack=str(pack), sites=sites, default_site="down").client()
    assert ask(client, "hello") == "hello"
    sent = len(upstream.seen)
    with pytest.raises(openai.InternalServerError) as caught:
        ask(client, "I am at 415-555-0132.")
    assert caught.value.code == "upstream_unavailable"
    assert len(upstream.seen) == sent


@pytest.mark.slow
@pytest.mark.parametrize(
    ("site", "goes"),
    [
        ({"kind": "openai"}, False),
        ({"kind": "openai", "outside": True}, False),
        ({"kind": "openai", "outside": False}, True),
        (None, False),
    ],
)
@pytest.mark.parametrize("streamed", [False, True])
def test_an_outside_server_gets_no_such_class(
    start: Start,
    upstream: Upstream,
    upstream_url: str,
    tmp_path: Any,
    site: dict[str, Any] | None,
    goes: bool,
    streamed: bool,
) -> None:
    """Also where it is the site's only one: refused before a byte leaves, unless it is said to be inside."""
    upstream.script = chosen
    pack = tmp_path / "pack.yaml"
    pack.write_text("extends: default\nname: p\nengine: fast\nnever_leaves_site: [PHONE_NUMBER]\n")
    fields = {} if site is None else {"sites": [{"name": "v", "url": upstream_url, **site}]}
    client = start(build=fast_detector, pack=str(pack), **fields).client()
    say: Any = stream if streamed else ask
    assert "".join(say(client, "hello")) == "hello"
    sent = len(upstream.requests)
    if goes:
        assert "".join(say(client, "I am at 415-555-0132.")) == "I am at 415-555-0132."
        return
    with pytest.raises(openai.UnprocessableEntityError) as caught:
        say(client, "I am at 415-555-0132.")
    assert caught.value.code == "privacy_refused"
    assert "555" not in str(caught.value)
    assert len(upstream.requests) == sent


@pytest.mark.slow
def test_nor_does_it_get_one_to_embed(start: Start, upstream: Upstream, tmp_path: Any) -> None:
    """Types leave in the place of values, and a class that never leaves does not leave as a type."""
    upstream.embeds = True
    pack = tmp_path / "pack.yaml"
    pack.write_text("extends: default\nname: p\nengine: fast\nnever_leaves_site: [PHONE_NUMBER]\n")
    client = start(build=fast_detector, pack=str(pack)).client()
    with pytest.raises(openai.UnprocessableEntityError):
        client.embeddings.create(model="m", input="I am at 415-555-0132.")
    assert upstream.requests == []
    assert client.embeddings.create(model="m", input="hello").data
