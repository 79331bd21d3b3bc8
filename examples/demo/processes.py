"""Starts, watches and ends the child processes of a run; their output goes to files.

Four nets, each under the one before: a signal to the child's group, a sweep by the run's mark (see
`leftovers`), `close` on the way out of a `with` block (Ctrl-C and errors included), a watchdog for
a starter that dies at once. It knows no part of Sottovoce: only argument lists, files and probes.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from examples.demo.leftovers import MARK, Leftover, end_marked, mark_value, marked
from examples.demo.watchdog import DONE

GRACE_SECONDS = 20.0
TAIL_LINES = 15


class ProcessError(RuntimeError):
    """A child did not do what it was started for; the text ends with the tail of its output."""


@dataclass
class Child:
    """One long-running child: its name, how it was started and where its output goes.

    `log_start` is where in the file this start's output begins, in bytes.
    """

    name: str
    argv: tuple[str, ...]
    log: Path
    process: subprocess.Popen[bytes]
    log_start: int = 0
    stopping: bool = False

    @property
    def pid(self) -> int:
        """The id of the child, which is also that of its process group."""
        return self.process.pid

    @property
    def running(self) -> bool:
        """Whether the child itself (not its own children) still runs."""
        return self.process.poll() is None

    def tail(self) -> str:
        """The last lines that the child wrote."""
        return _tail(self.log.read_text(errors="replace"))


@dataclass
class Supervisor:
    """The children of one run. Use as a context manager: leaving the block ends all of them.

    `log_dir` receives one file a child; `sweep_seconds` is what a stray process gets to end before
    it is killed; `environment` is all of the children's environment (the mark is added).
    """

    log_dir: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    run_id: str = field(default_factory=lambda: secrets.token_hex(4))
    sweep_seconds: float = 5.0
    children: dict[str, Child] = field(default_factory=dict)
    _watchdog: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.log_dir = self.log_dir.resolve()
        self.scratch.mkdir(parents=True, exist_ok=True)
        self._watchdog = subprocess.Popen(
            [sys.executable, "-m", "examples.demo.watchdog", str(self.scratch)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            cwd=Path(__file__).parents[2],
        )
        return self

    @property
    def scratch(self) -> Path:
        """The children's folder for temporary files, by which they are told from all others."""
        return self.log_dir / f"tmp-{self.run_id}"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def spawn(
        self, name: str, argv: Sequence[str], *, extra_env: Mapping[str, str] | None = None
    ) -> Child:
        """Start a child in a process group of its own; output goes to `<log_dir>/<name>.log`.

        Raises ProcessError when a child of that name still runs.
        """
        if name in self.children and self.children[name].running:
            raise ProcessError(f"{name} is running already")
        log = self.log_dir / f"{name.replace(':', '-')}.log"
        with log.open("ab") as output:
            log_start = output.tell()
            process = subprocess.Popen(
                list(argv),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=self._environment(name, extra_env),
            )
        self.children[name] = Child(name, tuple(argv), log, process, log_start)
        return self.children[name]

    def run(
        self,
        argv: Sequence[str],
        *,
        timeout: float = 120.0,
        expect: Sequence[int] = (0,),
        stream: bool = False,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end and return its output (`stream`: shown as it comes instead).

        Raises ProcessError when it takes longer than `timeout` seconds or its code is not in
        `expect`.
        """
        pipe = None if stream else subprocess.PIPE
        with subprocess.Popen(
            list(argv),
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=pipe,
            start_new_session=True,
            env=self._environment("command", None),
            text=True,
        ) as process:
            try:
                out, err = process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired as late:
                raise ProcessError(f"`{_brief(argv)}` took longer than {timeout:.0f} s") from late
            finally:
                if process.poll() is None:
                    _signal_group(process.pid, signal.SIGKILL)
        if process.returncode not in expect:
            said = _tail((out or "") + (err or ""))
            raise ProcessError(f"`{_brief(argv)}` ended with code {process.returncode}\n{said}")
        return subprocess.CompletedProcess(list(argv), process.returncode, out or "", err or "")

    def wait_ready(self, name: str, probe: Callable[[], bool], *, timeout: float = 120.0) -> float:
        """Ask `probe` until it says yes; returns the seconds that it took.

        Raises ProcessError when the child ends first or `timeout` seconds go by.
        """
        child = self.children[name]
        start = time.monotonic()
        while not probe():
            if not child.running:
                code = child.process.returncode
                raise ProcessError(f"{name} ended with code {code} at its start\n{child.tail()}")
            if time.monotonic() - start > timeout:
                raise ProcessError(f"{name} was not ready after {timeout:.0f} s\n{child.tail()}")
            time.sleep(0.1)
        return time.monotonic() - start

    def stop(self, name: str, *, grace: float = GRACE_SECONDS) -> int:
        """Ask one child to end (SIGTERM), force it after `grace` seconds; returns its exit code."""
        self._ask([self.children[name]])
        return self._finish(self.children[name], time.monotonic() + grace)

    def kill(self, name: str) -> None:
        """End one child and all that it started at once, as a power cut would (SIGKILL)."""
        child = self.children[name]
        child.stopping = True
        _signal_group(child.pid, signal.SIGKILL)
        child.process.wait()
        end_marked(self.scratch, name, grace=0)

    def crashed(self) -> list[str]:
        """Names of the children that ended without having been asked to."""
        return [c.name for c in self.children.values() if not c.running and not c.stopping]

    def leftovers(self) -> list[Leftover]:
        """Every process of this run that still runs, children of children included."""
        return marked(self.scratch)

    def close(self) -> list[Leftover]:
        """End every child, all at the same time; returns what had to be swept up after them."""
        with _no_second_interrupt():
            running = [child for child in self.children.values() if child.running]
            self._ask(running)
            deadline = time.monotonic() + GRACE_SECONDS
            for child in running:
                self._finish(child, deadline)
            swept = end_marked(self.scratch, grace=self.sweep_seconds)
            self._dismiss_watchdog()
        return swept

    def _ask(self, children: Sequence[Child]) -> None:
        for child in children:
            child.stopping = True
            if child.running:
                _signal_group(child.pid, signal.SIGTERM)

    def _finish(self, child: Child, deadline: float) -> int:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=max(0.0, deadline - time.monotonic()))
        _signal_group(child.pid, signal.SIGKILL)
        code = child.process.wait()
        end_marked(self.scratch, child.name, grace=self.sweep_seconds)
        return code

    def _environment(self, part: str, extra: Mapping[str, str] | None) -> dict[str, str]:
        mark = mark_value(self.scratch, part)
        Path(mark).mkdir(parents=True, exist_ok=True)
        return {**self.environment, **(extra or {}), MARK: mark}

    def _dismiss_watchdog(self) -> None:
        if self._watchdog is None:
            return
        self._watchdog.communicate(DONE, timeout=10)
        self._watchdog = None


def free_ports(count: int) -> list[int]:
    """That many different TCP ports of the loopback address that nobody listens on just now."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


@contextlib.contextmanager
def ends_on_sigterm() -> Iterator[None]:
    """Inside the block SIGTERM unwinds the program as Ctrl-C does; main thread only."""

    def leave(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _no_second_interrupt() -> Iterator[None]:
    """While children are being ended, another Ctrl-C must not leave half of them behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _signal_group(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def _brief(argv: Sequence[str]) -> str:
    return " ".join(Path(word).name if index == 0 else word for index, word in enumerate(argv[:7]))


def _tail(text: str) -> str:
    return "\n".join(text.rstrip().splitlines()[-TAIL_LINES:])
