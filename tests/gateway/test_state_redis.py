"""What gateways of one Redis share: answers are rated once whoever gave them, erasures are known to all."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis

from gateway.answers import AlreadyRated, Answers, AnswerStore, Given, UnknownAnswer
from gateway.erasure import ErasureQueue, Queue
from gateway.redis_link import RedisLink, RedisPlace
from gateway.state_redis import RedisAnswers, RedisErasureQueue
from gateway.vault import VaultUnavailable
from gateway.vault_redis import PREFIX
from sottovoce.crypto import write_key, write_secret
from tests.gateway.asking import Start
from tests.gateway.redis_server import RedisServer
from tests.gateway.serving import Served, fast_detector
from tests.gateway.test_people import TOKEN, LoggingEdge

GIVEN = Given("chatcmpl-1", "acme", "a", "conv", "sub_x", kept=True, consent=False, home="asked")
pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    running = RedisServer(tmp_path, "--appendonly", "yes")
    yield running
    running.kill()


@pytest.fixture
def link(server: RedisServer) -> Iterator[RedisLink]:
    made = RedisLink(RedisPlace(server.url, seconds=0.5))
    yield made
    made.close()


@pytest.fixture(params=["redis", "sqlite"])
def answers(request: pytest.FixtureRequest, link: RedisLink) -> Iterator[AnswerStore]:
    """Both stores keep the same promises."""
    made: AnswerStore = RedisAnswers(link, ttl=100, max_answers=50)
    if request.param == "sqlite":
        made = Answers(None, ttl=100, max_answers=50, clock=time.time)
    yield made
    made.close()


@pytest.fixture(params=["redis", "sqlite"])
def queue(request: pytest.FixtureRequest, link: RedisLink, tmp_path: Path) -> Iterator[Queue]:
    made: Queue = RedisErasureQueue(link)
    if request.param == "sqlite":
        made = ErasureQueue(tmp_path / "erasures.db", clock=time.time)
    yield made
    made.close()


def test_one_claim_an_answer(answers: AnswerStore) -> None:
    """Claimed once, given back, claimed again, kept for good; noted twice it is the same answer."""
    answers.note(GIVEN)
    answers.note(replace(GIVEN, tenant="other"))
    assert answers.claim("chatcmpl-1", "acme", "h") == GIVEN
    with pytest.raises(AlreadyRated):
        answers.claim("resp_1", "acme", "other")
    answers.release("msg_1", "other")
    with pytest.raises(AlreadyRated):
        answers.claim("resp_1", "acme", "other")
    answers.release("msg_1", "h")
    assert answers.claim("chatcmpl-1", "acme", "h") == GIVEN
    answers.rated("chatcmpl-1")
    with pytest.raises(AlreadyRated):
        answers.claim("chatcmpl-1", "acme", "h")
    answers.rated("chatcmpl-unknown")
    for name, tenant in (("chatcmpl-1", "other"), ("chatcmpl-unknown", "acme")):
        with pytest.raises(UnknownAnswer):
            answers.claim(name, tenant, "h")


def test_a_claim_of_a_dead_process_ends(
    answers: AnswerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither kept nor given back: after its time the answer may be rated."""
    answers.note(GIVEN)
    answers.claim("chatcmpl-1", "acme", "h")
    for module in ("answers", "state_redis"):
        monkeypatch.setattr(f"gateway.{module}.CLAIM_SECONDS", -2.0)
    assert answers.claim("chatcmpl-1", "acme", "other") == GIVEN


def test_a_claim_whose_answer_was_lost_is_asked_for_again(answers: AnswerStore) -> None:
    """By its own holder, as often as the connection breaks; rated is rated, and then it is given back no more."""
    answers.note(GIVEN)
    assert [answers.claim("chatcmpl-1", "acme", "h") for _ in range(3)] == [GIVEN] * 3
    with pytest.raises(AlreadyRated):
        answers.claim("chatcmpl-1", "acme", "other")
    answers.rated("chatcmpl-1")
    answers.release("chatcmpl-1", "h")
    with pytest.raises(AlreadyRated):
        answers.claim("chatcmpl-1", "acme", "h")


def test_a_row_of_an_earlier_release_has_no_home(link: RedisLink, server: RedisServer) -> None:
    """It was given where it was asked."""
    store = RedisAnswers(link, ttl=100, max_answers=5)
    store.note(GIVEN)
    with redis.Redis.from_url(server.url) as direct:
        (key,) = direct.keys(f"{PREFIX}a:*")
        direct.hdel(key, "home")
    assert store.claim("chatcmpl-1", "acme", "h").asked == "a"


def test_ten_at_once(answers: AnswerStore) -> None:
    """One of them gets it."""
    answers.note(GIVEN)
    got: list[str] = []

    def claim(holder: str) -> None:
        try:
            answers.claim("chatcmpl-1", "acme", holder)
            got.append("claimed")
        except AlreadyRated:
            got.append("rated")

    threads = [threading.Thread(target=claim, args=(str(n),)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == ["claimed"] + ["rated"] * 9


def test_a_customers_answers_go_together(answers: AnswerStore) -> None:
    """And nobody else's."""
    for number in range(4):
        answers.note(replace(GIVEN, upstream_id=f"chatcmpl-{number}", subject=f"sub_{number % 2}"))
    assert answers.erase_subject("sub_1") == 2
    assert answers.erase_subject("sub_1") == 0
    with pytest.raises(UnknownAnswer):
        answers.claim("chatcmpl-1", "acme", "h")
    assert answers.claim("chatcmpl-2", "acme", "h").subject == "sub_0"


def test_answers_are_bounded_and_end(link: RedisLink, server: RedisServer) -> None:
    """The oldest go over the number; every key has an end; after erasing no key is left."""
    store = RedisAnswers(link, ttl=100, max_answers=5)
    for number in range(9):
        store.note(replace(GIVEN, upstream_id=f"chatcmpl-{number}"))
    with pytest.raises(UnknownAnswer):
        store.claim("chatcmpl-3", "acme", "h")
    assert store.claim("chatcmpl-4", "acme", "h").upstream_id == "chatcmpl-4"
    with redis.Redis.from_url(server.url) as direct:
        keys = direct.keys("*")
        assert all(key.startswith(PREFIX.encode()) for key in keys)
        assert all(0 < direct.ttl(key) <= 100 for key in keys)
        assert store.erase_subject("sub_x") == 5
        assert direct.keys("*") == []


def test_the_queue_remembers(queue: Queue) -> None:
    """Pending until it is done at each server, oldest first; asked again it is pending again."""
    queue.ask("sub_x", [("b", 0), ("a", 1)])
    queue.ask("sub_y", [])
    assert sorted(queue.pending()) == [("sub_x", "a", 1), ("sub_x", "b", 0)]
    queue.done("sub_x", "a", 1, 7)
    queue.done("sub_x", "a", 9, 7)
    assert [(r.site, r.server, r.dialogues, r.done is None) for r in queue.rows("sub_x")] == [
        ("a", 1, 7, False),
        ("b", 0, None, True),
    ]
    queue.done("sub_x", "b", 0, 0)
    assert queue.pending() == []
    assert [row.dialogues for row in queue.rows("sub_x")] == [7, 0]
    queue.ask("sub_x", [("a", 1)])
    assert queue.pending() == [("sub_x", "a", 1)]
    assert queue.rows("sub_z") == []
    assert queue.durable()


def test_only_what_is_done_ends(link: RedisLink, server: RedisServer) -> None:
    """A pending row has no time at which it is forgotten."""
    queue = RedisErasureQueue(link)
    queue.ask("sub_x", [("a", 0), ("b", 0)])
    with redis.Redis.from_url(server.url) as direct:
        queue.done("sub_x", "a", 0, 1)
        assert direct.ttl(f"{PREFIX}e:sub_x") == -1
        queue.done("sub_x", "b", 0, 1)
        assert direct.ttl(f"{PREFIX}e:sub_x") > 0
        queue.ask("sub_x", [("a", 0)])
        assert direct.ttl(f"{PREFIX}e:sub_x") == -1


def test_a_redis_that_keeps_nothing_says_so(tmp_path: Path) -> None:
    """The receipt must not promise what a restart forgets."""
    plain = RedisServer(tmp_path)
    link = RedisLink(RedisPlace(plain.url))
    try:
        assert not RedisErasureQueue(link).durable()
    finally:
        link.close()
        plain.kill()


def test_a_redis_that_is_gone(link: RedisLink, server: RedisServer) -> None:
    """One error of ours, whatever was asked."""
    server.kill()
    with pytest.raises(VaultUnavailable):
        RedisAnswers(link, ttl=9, max_answers=9).claim("chatcmpl-1", "acme", "h")
    with pytest.raises(VaultUnavailable):
        RedisErasureQueue(link).pending()


def test_two_gateways(start: Start, server: RedisServer, tmp_path: Path) -> None:
    """One answers, the other one takes the word on it, once; an edge that is down is known to both."""
    for name in ("vault.key", "tenant.key"):
        write_key(tmp_path / name)
    (tmp_path / "edge").mkdir()
    write_secret(tmp_path / "edge" / "edge.token", TOKEN.encode())
    edge = LoggingEdge(tmp_path / "edge")
    with Served(edge.app()) as served:
        first, second = (_gateway(start, server, tmp_path, served.url) for _ in range(2))
        body = {"model": "sottovoce", "messages": [{"role": "user", "content": "hi"}], "user": "m"}
        answer = httpx.post(f"{first}/v1/chat/completions", json=body).json()["id"]
        word = {"completion_id": answer, "rating": "up"}
        codes = [httpx.post(f"{at}/v1/feedback", json=word).status_code for at in (second, first)]
        assert codes == [200, 409]
        edge.down = True
        gone = httpx.post(f"{first}/v1/subjects/erase", json={"user": "m"}).json()["receipt"]
        assert (gone["pending"], gone["durable"]) == (["s"], True)
        assert gone["gateway"] == {"conversations": 0, "answers": 1}
        edge.down = False
        again = httpx.post(f"{second}/v1/subjects/erase", json={"user": "m"}).json()["receipt"]
        assert again["pending"] == []
    edge.log.close()


def _gateway(start: Start, server: RedisServer, folder: Path, edge: str) -> str:
    site: dict[str, Any] = {"name": "s", "url": edge, "token_file": folder / "edge" / "edge.token"}
    vault = {"redis_url": server.url, "key_file": folder / "vault.key"}
    tenants = [{"name": "local", "hmac_key_file": folder / "tenant.key"}]
    return start(build=fast_detector, sites=[site], vault=vault, tenants=tenants).base
