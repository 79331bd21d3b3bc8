"""The queue of erasures: durable, asked again, and done once each server has done it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gateway.erasure import ErasureQueue, Erasures, verify_receipt
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
