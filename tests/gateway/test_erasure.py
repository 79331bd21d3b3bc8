"""The queue of erasures: durable, asked again, and done once each server has done it."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gateway.erasure import ErasureQueue, Erasures, verify_receipt
from gateway.vault import VaultUnavailable
from sottovoce.errors import UpstreamUnavailable


class Server:
    """A site's server that is there or not."""

    def __init__(self, *, down: bool = False) -> None:
        self.down = down
        self.asked: list[str] = []

    async def erase(self, subject: str) -> int:
        self.asked.append(subject)
        if self.down:
            raise UpstreamUnavailable
        return 3


def test_what_is_pending_outlives_a_restart(tmp_path: Path) -> None:
    """Asked again after it, until it is done, and then no more."""
    private = Ed25519PrivateKey.generate()
    up, down = Server(), Server(down=True)
    servers = {("a", 0): up, ("b", 0): down}

    async def first() -> None:
        queue = ErasureQueue(tmp_path / "erasures.db", clock=lambda: 5.0)
        erasures = Erasures(queue, private, clock=lambda: 5.0)
        document = await erasures.erase("sub_x", servers, {"conversations": 2})
        assert verify_receipt(document, private.public_key())
        assert document["receipt"]["pending"] == ["b"]
        assert document["receipt"]["sites"][0] == {
            "site": "a",
            "server": 0,
            "state": "done",
            "dialogues": 3,
        }
        erasures.close()

    async def second() -> None:
        queue = ErasureQueue(tmp_path / "erasures.db", clock=lambda: 9.0)
        erasures = Erasures(queue, private, clock=lambda: 9.0)
        await erasures.retry(lambda: servers)
        down.down = False
        await erasures.retry(lambda: servers)
        await erasures.retry(lambda: servers)
        assert queue.pending() == []
        erasures.close()

    asyncio.run(first())
    asyncio.run(second())
    assert (len(up.asked), len(down.asked)) == (1, 3)


def test_a_site_that_is_not_configured_any_more_stays_pending(tmp_path: Path) -> None:
    """It is not forgotten, and nothing fails over it."""

    async def run() -> None:
        queue = ErasureQueue(None, clock=lambda: 1.0)
        erasures = Erasures(queue, Ed25519PrivateKey.generate(), clock=lambda: 1.0)
        await erasures.erase("sub_x", {("gone", 0): Server(down=True)}, {})
        await erasures.retry(dict)
        assert queue.pending() == [("sub_x", "gone", 0)]
        erasures.close()

    asyncio.run(run())


@pytest.mark.parametrize("fault", [sqlite3.OperationalError, OSError, VaultUnavailable])
def test_a_queue_that_fails_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    """A full disk or a Redis that is away ends no promise: the next round reads the queue again."""
    monkeypatch.setattr("gateway.erasure.RETRY_SECONDS", 0.01)
    server = Server()

    class Failing(ErasureQueue):
        """Away twice, then back."""

        rounds = 0

        def pending(self) -> list[tuple[str, str, int]]:
            self.rounds += 1
            if self.rounds < 3:
                raise fault
            return super().pending()

    async def run() -> None:
        queue = Failing(None, clock=lambda: 1.0)
        queue.ask("sub_x", [("a", 0)])
        erasures = Erasures(queue, Ed25519PrivateKey.generate(), clock=lambda: 1.0)
        asking = asyncio.create_task(erasures.run(lambda: {("a", 0): server}))
        while queue.rows("sub_x")[0].done is None:
            assert not asking.done()
            await asyncio.sleep(0.01)
        asking.cancel()
        erasures.close()

    asyncio.run(asyncio.wait_for(run(), 10))
    assert server.asked == ["sub_x"]


def test_the_receipt_says_whether_what_is_pending_lasts(tmp_path: Path) -> None:
    """In memory it does not outlive a restart."""

    async def told(path: Path | None) -> object:
        queue = ErasureQueue(path, clock=lambda: 1.0)
        erasures = Erasures(queue, Ed25519PrivateKey.generate(), clock=lambda: 1.0)
        document = await erasures.erase("sub_x", {}, {})
        erasures.close()
        return document["receipt"]["durable"]

    assert asyncio.run(told(tmp_path / "erasures.db")) is True
    assert asyncio.run(told(None)) is False
