"""The pool refuses early and late, and never quotes what failed; the memory of findings is exact."""

from __future__ import annotations

import asyncio
import threading
import time
import traceback

import pytest

from gateway.detection import DetectionPool
from sottovoce.errors import InvalidRequest, Overloaded, PrivacyUnavailable


def pool(threads: int = 1, waiting: int = 1, seconds: float = 5.0) -> DetectionPool:
    return DetectionPool(threads=threads, waiting=waiting, seconds=seconds)


def test_gives_the_result_from_another_thread() -> None:
    """The event loop's thread does not do the work."""
    used = pool()
    assert asyncio.run(used.run(threading.get_ident)) != threading.get_ident()
    used.close()


def test_errors_of_ours_pass_and_others_become_a_refusal() -> None:
    """A library's exception, which may quote a text, is not even the context of ours."""

    def fail(error: Exception) -> None:
        raise error

    used = pool()
    with pytest.raises(InvalidRequest):
        asyncio.run(used.run(lambda: fail(InvalidRequest("x"))))
    with pytest.raises(PrivacyUnavailable) as caught:
        asyncio.run(used.run(lambda: fail(RuntimeError(f"marker-{4700 + 11}"))))
    assert "marker-4711" not in "".join(traceback.format_exception(caught.value))
    assert used.running == 0
    used.close()


def test_over_the_time() -> None:
    """The caller gets its refusal at once; the thread counts until it is done."""
    used = pool(seconds=0.1)
    done = threading.Event()

    async def run() -> None:
        started = time.monotonic()
        with pytest.raises(PrivacyUnavailable, match="too long"):
            await used.run(lambda: done.wait(5))
        assert time.monotonic() - started < 2
        assert used.running == 1
        done.set()
        while used.running:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(run(), 10))
    used.close()


def test_over_the_queue() -> None:
    """The job over the limit is refused at once, and the next one after a job has ended is not."""
    used = pool(threads=1, waiting=1)
    done = threading.Event()

    async def run() -> None:
        jobs = [asyncio.ensure_future(used.run(lambda: done.wait(5))) for _ in range(2)]
        await asyncio.sleep(0.05)
        assert used.full
        with pytest.raises(Overloaded):
            await used.run(lambda: None)
        done.set()
        await asyncio.gather(*jobs)
        assert await used.run(lambda: 7) == 7

    asyncio.run(asyncio.wait_for(run(), 10))
    used.close()


def test_the_wait_for_the_lock_counts() -> None:
    """Who cannot get the conversation's lock in time is refused too."""

    async def run() -> None:
        used = pool(seconds=0.1)
        lock = asyncio.Lock()
        await lock.acquire()
        with pytest.raises(PrivacyUnavailable):
            await used.run(lambda: 1, lock=lock)
        assert used.running == 0
        lock.release()
        assert await used.run(lambda: 1, lock=lock) == 1
        used.close()

    asyncio.run(run())


def test_work_without_a_thread_fails_alike() -> None:
    """Our own errors pass; any other is a refusal without its context, but for the one that is awaited."""

    def fail(error: Exception) -> None:
        raise error

    with pytest.raises(InvalidRequest):
        DetectionPool.run_here(lambda: fail(InvalidRequest("no")))
    with pytest.raises(KeyError):
        DetectionPool.run_here(lambda: fail(KeyError("x")), passing=KeyError)
    with pytest.raises(PrivacyUnavailable) as caught:
        DetectionPool.run_here(lambda: fail(KeyError("a secret")))
    assert caught.value.__context__ is None
    assert DetectionPool.run_here(lambda: 3) == 3


def test_no_thread_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system gives no thread the check is refused, and its place is free again."""

    def no(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    used = pool()
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", no)
        for _ in range(5):
            with pytest.raises(PrivacyUnavailable):
                asyncio.run(used.run(lambda: 1))
    assert used.running == 0
    assert asyncio.run(used.run(lambda: 1)) == 1
    used.close()


def test_threads_are_as_many_as_asked_for() -> None:
    """However many jobs come, at once and one after the other; they end with the pool."""
    used = pool(threads=2, waiting=50)
    before = set(threading.enumerate())
    made: set[threading.Thread] = set()

    def work() -> None:
        made.update(t for t in threading.enumerate() if t.name == "privacy")
        time.sleep(0.002)

    async def run() -> None:
        for _ in range(3):
            await asyncio.gather(*(used.run(work) for _ in range(30)))

    asyncio.run(run())
    own = made - before
    assert 0 < len(own) <= 2
    used.close()
    for thread in own:
        thread.join(10)
        assert not thread.is_alive()


def test_nobody_waits_in_a_closed_pool() -> None:
    """What waits is refused, as is what comes later; what runs ends in its own time."""

    async def run() -> None:
        used = pool(threads=1, waiting=2, seconds=60)
        begun, go = threading.Event(), threading.Event()

        def work() -> int:
            begun.set()
            go.wait(10)
            return 7

        running = asyncio.ensure_future(used.run(work))
        await asyncio.to_thread(begun.wait, 10)
        waiting = asyncio.ensure_future(used.run(lambda: 1))
        await asyncio.sleep(0)
        used.close()
        for refused in (waiting, used.run(lambda: 2)):
            with pytest.raises(PrivacyUnavailable):
                await refused
        go.set()
        assert await running == 7
        assert used.running == 0

    asyncio.run(asyncio.wait_for(run(), 20))


def test_work_that_nobody_waits_for_any_more_is_not_begun() -> None:
    """Its place is free once the thread comes to it."""

    async def run() -> list[int]:
        used = pool(threads=1, waiting=1)
        done, go = [], threading.Event()
        first = asyncio.ensure_future(used.run(lambda: go.wait(10)))
        second = asyncio.ensure_future(used.run(lambda: done.append(1)))
        await asyncio.sleep(0.05)
        second.cancel()
        await asyncio.sleep(0)
        go.set()
        await first
        while used.running:
            await asyncio.sleep(0.01)
        used.close()
        return done

    assert asyncio.run(asyncio.wait_for(run(), 20)) == []
