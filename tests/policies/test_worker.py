"""The tagger worker with real processes: killed, stopped, out of memory, garbage, orphaned, forked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from policies.taggers.limits import MEBIBYTE, WorkerLimits
from policies.taggers.worker import TaggerWorker
from sottovoce.errors import PrivacyUnavailable

TEXT = "订单由何浩然签收"
SECRET = "wilhelmina castellanos"
# Stands in for the child; `say` puts a frame with this body on the socket.
FAKE = """
import json, os, socket, struct, sys, time
channel = socket.socket(fileno=int(sys.argv[1]))
def say(body):
    channel.sendall(struct.pack(">I", len(body)) + body)
"""
# Finds a name in every sentence's first character; starts in a moment, where the models take a second.
ECHO = """
say(b'{"ready": []}')
held = b""
while data := channel.recv(65536):
    held += data
    while len(held) >= 4 and len(held) >= 4 + (size := struct.unpack(">I", held[:4])[0]):
        asked, held = json.loads(held[4 : 4 + size]), held[4 + size :]
        spans = [[[0, 1, "PERSON", 0.5]] for _ in asked["sentences"]]
        say(json.dumps({"id": asked["id"], "spans": spans}).encode())
"""
READY = "say(b'{\"ready\": []}')\n"


def fake(body: str) -> list[str]:
    return [sys.executable, "-c", FAKE + body]


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    """Waits for what another process does."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)


def gone(pid: int) -> bool:
    """Whether no process, not even a zombie, has this id."""
    return not Path(f"/proc/{pid}").exists()


def comes_back(worker: TaggerWorker) -> None:
    """The worker answers again; nothing it refuses meanwhile holds a word of the text."""
    refusals: list[str] = []

    def answers() -> bool:
        try:
            return len(worker.tag("lac", [TEXT])[0]) == 1
        except PrivacyUnavailable as error:
            refusals.append(repr(error))
            return False

    until(answers)
    assert TEXT not in "".join(refusals)


@pytest.fixture(scope="module")
def real() -> Iterator[TaggerWorker]:
    worker = TaggerWorker()
    worker.tag("lac", [TEXT])
    yield worker
    worker.close()


def test_both_taggers_answer(real: TaggerWorker) -> None:
    """Positions come back as they are; the order of sentences too."""
    found = real.tag("lac", ["好", TEXT])
    assert [[TEXT[s.start : s.end] for s in one] for one in found] == [[], ["何浩然"]]
    (spans,) = real.tag("rampart", ["Tell Margaret Holloway it came."])
    assert [(s.start, s.end) for s in spans] == [(5, 22)]


def test_a_long_text_goes_in_parts(real: TaggerWorker) -> None:
    """More sentences than one frame takes come back whole."""
    assert [len(one) for one in real.tag("lac", [TEXT] * 150)] == [1] * 150


def test_half_a_surrogate_pair_is_read(real: TaggerWorker) -> None:
    """What is no valid text is no reason to stop."""
    assert len(real.tag("rampart", ["\ud83d tell Margaret Holloway"])[0]) == 1
    assert len(real.tag("lac", ["\ud83d " + TEXT])[0]) == 1


def test_fifty_threads(real: TaggerWorker) -> None:
    """Each gets its own answer."""

    def ask(n: int) -> str:
        text = "好" * n + TEXT
        (span,) = real.tag("lac", [text])[0]
        return text[span.start : span.end]

    with ThreadPoolExecutor(50) as pool:
        assert set(pool.map(ask, range(200))) <= {"何浩然", "由何浩然"}


def test_status_says_how_it_is(real: TaggerWorker) -> None:
    """State, process and memory are there for a readiness route."""
    status = real.status()
    assert (status.state, status.restarts) == ("ready", 0)
    assert 20 * MEBIBYTE < status.rss_bytes < real.limits.memory_bytes


def test_an_unknown_tagger_refuses_and_the_worker_stays(real: TaggerWorker) -> None:
    """An error in the child is an answer, not its end."""
    pid = real.status().pid
    with pytest.raises(PrivacyUnavailable):
        real.tag("no such", [SECRET])
    assert real.status().pid == pid


def test_killed_while_idle() -> None:
    """The next process answers, and the dead one is no zombie."""
    worker = TaggerWorker()
    try:
        worker.tag("lac", [TEXT])
        first = worker.status().pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        until(lambda: worker.status().restarts == 1)
        comes_back(worker)
        assert worker.status().last_exit == "signal 9"
        assert gone(first)
    finally:
        worker.close()


def test_stopped_in_the_middle_of_requests() -> None:
    """A hang past the limit ends in refusals for all who wait, then in a new worker."""
    worker = TaggerWorker(WorkerLimits(request_seconds=0.5), command=fake(ECHO))
    try:
        worker.tag("lac", [TEXT])
        first = worker.status().pid
        assert first is not None
        os.kill(first, signal.SIGSTOP)
        refused: list[str] = []

        def ask() -> None:
            with pytest.raises(PrivacyUnavailable) as caught:
                worker.tag("rampart", [SECRET])
            refused.append(repr(caught.value))

        threads = [threading.Thread(target=ask) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert len(refused) == 5
        assert SECRET not in "".join(refused)
        assert worker.status().last_exit in ("time limit", "")
        comes_back(worker)
        assert gone(first)
    finally:
        worker.close()


def test_killed_in_the_middle_of_a_request() -> None:
    """Whoever was being served is refused at once, not at the time limit."""
    worker = TaggerWorker(WorkerLimits(request_seconds=60), command=fake(ECHO))
    try:
        worker.tag("lac", [TEXT])
        pid = worker.status().pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        threading.Timer(0.3, os.kill, (pid, signal.SIGKILL)).start()
        with pytest.raises(PrivacyUnavailable):
            worker.tag("lac", [TEXT])
        comes_back(worker)
    finally:
        worker.close()


def test_a_worker_that_does_not_read_is_killed() -> None:
    """A full socket holds nobody for longer than the limit."""
    worker = TaggerWorker(
        WorkerLimits(request_seconds=0.3, request_seconds_per_character=0),
        command=fake(READY + "time.sleep(60)"),
    )
    try:
        with pytest.raises(PrivacyUnavailable):
            worker.tag("lac", ["x" * 1_000_000])
        assert worker.status().restarts >= 1
    finally:
        worker.close()


def test_too_little_memory_refuses() -> None:
    """A worker that cannot have what it needs never serves, and says so without text."""
    worker = TaggerWorker(WorkerLimits(memory_bytes=30 * MEBIBYTE))
    try:
        with pytest.raises(PrivacyUnavailable):
            worker.tag("lac", [TEXT])
        assert worker.status().state == "restarting"
        assert worker.status().last_exit
    finally:
        worker.close()


def test_a_memory_bomb_is_killed() -> None:
    """Resident memory over the limit ends the worker, whatever it is doing."""
    bomb = READY + "channel.recv(9)\nheld = bytearray(90_000_000)\ntime.sleep(60)"
    worker = TaggerWorker(
        WorkerLimits(memory_bytes=60 * MEBIBYTE, request_seconds=30), command=fake(bomb)
    )
    try:
        with pytest.raises(PrivacyUnavailable):
            worker.tag("lac", [TEXT])
        until(lambda: worker.status().last_exit == "memory limit")
    finally:
        worker.close()


@pytest.mark.parametrize(
    "reply",
    [
        "say(b'oops')",
        'say(b\'{"id": 1, "spans": [[[0, 999, "PERSON", 0.5]]]}\')',
        'say(b\'{"id": 2, "spans": [[]]}\')',
        "say(b'{\"id\": 1}')",
        "channel.sendall(b'Traceback (most recent call last)')",
    ],
)
def test_garbage_is_refused(reply: str) -> None:
    """An answer that is none ends the worker; nothing of it is believed."""
    worker = TaggerWorker(command=fake(READY + f"channel.recv(9)\n{reply}\ntime.sleep(60)"))
    try:
        with pytest.raises(PrivacyUnavailable):
            worker.tag("lac", [TEXT])
        until(lambda: worker.status().restarts >= 1)
        assert worker.status().last_exit in ("garbage", "signal 9", "")
    finally:
        worker.close()


def test_a_missing_wheel_is_named() -> None:
    """The start fails at once, with what to install."""
    worker = TaggerWorker(command=fake('say(b\'{"failed": "ImportError"}\')'))
    try:
        with pytest.raises(PrivacyUnavailable, match=r"ImportError.*install sottovoce"):
            worker.tag("lac", [TEXT])
    finally:
        worker.close()


def test_restarts_are_bounded() -> None:
    """A worker that cannot live is started a few times in a second, not hundreds."""
    worker = TaggerWorker(command=fake(""))
    try:
        worker.start()
        time.sleep(1.5)
        assert 2 <= worker.status().restarts <= 6
        before = time.monotonic()
        with pytest.raises(PrivacyUnavailable):
            worker.tag("lac", [TEXT])
        assert time.monotonic() - before < 5
    finally:
        worker.close()


def test_a_full_queue_refuses() -> None:
    """Over the bound nobody waits."""
    worker = TaggerWorker(WorkerLimits(max_waiting=0), command=fake(READY + "time.sleep(60)"))
    try:
        with pytest.raises(PrivacyUnavailable, match="Too many"):
            worker.tag("lac", [TEXT])
    finally:
        worker.close()


def test_closed_means_refused() -> None:
    """After `close` nothing starts again, and no process is left."""
    worker = TaggerWorker(command=fake(ECHO))
    worker.tag("lac", [TEXT])
    pid = worker.status().pid
    assert pid is not None
    worker.close()
    worker.close()
    assert gone(pid)
    with pytest.raises(PrivacyUnavailable):
        worker.tag("lac", [TEXT])


PARENT = """
import os, sys, time
from policies.taggers.worker import TaggerWorker
command = [sys.executable, "-c", sys.argv[1]] if sys.argv[1] else None
worker = TaggerWorker(command=command)
worker.tag("lac", ["好"])
print(worker.status().pid, flush=True)
"""


def _parent(body: str, child: str = FAKE + ECHO) -> subprocess.Popen[str]:
    """A process with a worker that runs `child`, or the real one."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PARENT + body, child],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("stopped", [False, True])
def test_the_worker_never_outlives_its_parent(stopped: bool) -> None:
    """Also after `kill -9`, and also when the worker hangs."""
    with _parent("time.sleep(60)", child="") as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        if stopped:
            os.kill(pid, signal.SIGSTOP)
        parent.kill()
        until(lambda: gone(pid) or _is_zombie(pid), 2.0)


def _is_zombie(pid: int) -> bool:
    """In a container without an init nobody reaps an orphan; it is dead all the same."""
    try:
        return ") Z" in Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return True


def test_an_exit_without_close_is_clean() -> None:
    """No warning, no traceback, no process left."""
    with _parent("") as parent:
        out, err = parent.communicate(timeout=30)
    assert (parent.returncode, err) == (0, "")
    until(lambda: gone(int(out)) or _is_zombie(int(out)), 2.0)


def test_a_forked_copy_has_its_own_worker() -> None:
    """The copy and the original both get answers, from two processes."""
    body = """
first = worker.status().pid
if (child := os.fork()) == 0:
    ok = bool(worker.tag("lac", ["订单由何浩然签收"])[0]) and worker.status().pid != first
    worker.close()
    os._exit(0 if ok else 1)
_, code = os.waitpid(child, 0)
assert code == 0, code
assert worker.tag("lac", ["订单由何浩然签收"])[0] and worker.status().pid == first
worker.close()
"""
    with _parent(body) as parent:
        _, err = parent.communicate(timeout=60)
    assert (parent.returncode, err) == (0, "")


def test_the_worker_has_no_secret_and_no_other_file(real: TaggerWorker) -> None:
    """Its environment holds none of ours, and its only descriptors are null and the socket."""
    pid = real.status().pid
    environment = Path(f"/proc/{pid}/environ").read_bytes()
    assert b"SOTTOVOCE" not in environment
    opened = Path(f"/proc/{pid}/fd").iterdir()
    kinds = {str(path.readlink()).split(":")[0] for path in opened}
    assert kinds <= {"/dev/null", "socket"}
    limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
    assert "Max core file size        0" in limits
