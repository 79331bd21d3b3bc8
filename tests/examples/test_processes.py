"""Children of a run end with it, whatever they do and however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from examples.demo.leftovers import marked
from examples.demo.processes import ProcessError, Supervisor, free_ports

SLEEP = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEP
DETACHING = (
    "import subprocess, sys; "
    f"subprocess.Popen([sys.executable, '-c', {STUBBORN!r}], start_new_session=True); " + SLEEP
)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def says_up(log: Path, times: int = 1) -> Callable[[], bool]:
    return lambda: log.read_text().count("up") >= times


def test_stop_ends_the_child_in_order(tmp_path: Path) -> None:
    """SIGTERM is enough for a child that heeds it, and its end is no crash."""
    with Supervisor(tmp_path, sweep_seconds=0.2) as run:
        child = run.spawn("one", python(SLEEP))
        run.wait_ready("one", says_up(child.log), timeout=10)
        assert run.stop("one", grace=5) == -signal.SIGTERM
        assert not child.running
        assert run.crashed() == []


def test_stop_forces_a_stubborn_child(tmp_path: Path) -> None:
    """A child that ignores SIGTERM is killed when its grace is over."""
    with Supervisor(tmp_path, sweep_seconds=0.2) as run:
        child = run.spawn("one", python(STUBBORN))
        run.wait_ready("one", says_up(child.log), timeout=10)
        assert run.stop("one", grace=0.3) == -signal.SIGKILL


def test_kill_takes_detached_grandchildren_along(tmp_path: Path) -> None:
    """A grandchild in a session of its own does not survive its part's kill."""
    with Supervisor(tmp_path, sweep_seconds=0.2) as run:
        child = run.spawn("one", python(DETACHING))
        other = run.spawn("two", python(SLEEP))
        run.wait_ready("one", says_up(child.log, 2), timeout=10)
        assert len(run.leftovers()) == 3
        run.kill("one")
        assert [left.pid for left in run.leftovers()] == [other.pid]


def test_leaving_the_block_sweeps_up_detached_grandchildren(tmp_path: Path) -> None:
    """An error inside the block ends children and their detached children."""

    def fail(run: Supervisor) -> None:
        with run:
            child = run.spawn("one", python(DETACHING))
            run.wait_ready("one", says_up(child.log, 2), timeout=10)
            raise ZeroDivisionError

    run = Supervisor(tmp_path, sweep_seconds=0.2)
    with pytest.raises(ZeroDivisionError):
        fail(run)
    assert run.leftovers() == []


def test_a_crash_is_seen_and_its_output_told(tmp_path: Path) -> None:
    """A child that ends at its start is reported with its code and its last lines."""
    with Supervisor(tmp_path, sweep_seconds=0.2) as run:
        run.spawn("one", python("import sys; print('no such file'); sys.exit(3)"))
        with pytest.raises(ProcessError, match=r"code 3[\s\S]*no such file"):
            run.wait_ready("one", lambda: False, timeout=10)
        assert run.crashed() == ["one"]


def test_a_child_that_never_gets_ready_is_reported(tmp_path: Path) -> None:
    """Readiness has an end of its own."""
    with Supervisor(tmp_path, sweep_seconds=0.2) as run:
        run.spawn("one", python(SLEEP))
        with pytest.raises(ProcessError, match="not ready after"):
            run.wait_ready("one", lambda: False, timeout=0.2)


def test_run_returns_output_and_refuses_a_wrong_code(tmp_path: Path) -> None:
    """A command's output comes back; an unexpected exit code is an error with its last lines."""
    with Supervisor(tmp_path, sweep_seconds=0.2) as run:
        assert run.run(python("print('hello')")).stdout == "hello\n"
        assert run.run(python("raise SystemExit(2)"), expect=(2,)).returncode == 2
        with pytest.raises(ProcessError, match="broken"):
            run.run(python("raise SystemExit('broken')"))
        with pytest.raises(ProcessError, match="longer than"):
            run.run(python(SLEEP), timeout=0.5)
        assert run.leftovers() == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_nothing_outlives_the_starter(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C, a request to end and even kill -9 of the starter leave no process behind."""
    code = (
        "import signal, sys, time; from pathlib import Path; "
        "from examples.demo.processes import Supervisor, ends_on_sigterm\n"
        # A shell that runs the tests in the background makes its children deaf to Ctrl-C.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"with ends_on_sigterm(), Supervisor(Path({str(tmp_path)!r}), sweep_seconds=0.2) as run:\n"
        f"    child = run.spawn('one', [sys.executable, '-c', {DETACHING!r}])\n"
        "    print(run.scratch, flush=True)\n"
        "    time.sleep(60)\n"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        python(code), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=root
    ) as starter:
        assert starter.stdout is not None
        scratch = Path(starter.stdout.readline().strip())
        log = tmp_path / "one.log"
        assert eventually(lambda: log.exists() and says_up(log, 2)())
        assert len(marked(scratch)) == 2
        os.kill(starter.pid, number)
        starter.wait(timeout=20)
    assert eventually(lambda: marked(scratch) == [], 15)


def test_free_ports_are_different() -> None:
    """Ports asked for together never repeat."""
    ports = free_ports(12)
    assert len(set(ports)) == 12
