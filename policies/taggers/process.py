"""One worker process and its socket: started, read, killed. Knows no request and no policy of restarts."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import policies
from policies.taggers.frames import Unpacker

MODULE = "policies.taggers.child"
# Nothing else of the environment reaches the worker: it needs no secret that lies there.
_PASSED = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "PYTHONHOME")
_READ = 256 * 1024
_PAGE = os.sysconf("SC_PAGE_SIZE")
_CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


class WorkerProcess:
    """A child that speaks frames over a socket pair. Whoever makes one must `kill` it."""

    def __init__(self, memory_bytes: int, command: Sequence[str] | None = None) -> None:
        """Starts `command` (by default the tagger child) with FD, parent and memory appended; OSError."""
        ours, theirs = socket.socketpair()
        words = command or [sys.executable, "-P", "-m", MODULE]
        try:
            self._process = subprocess.Popen(
                [*words, str(theirs.fileno()), str(os.getpid()), str(memory_bytes)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                env=_environment(),
            )
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        self.channel = ours
        self._unpacker = Unpacker()
        self._poll = select.poll()
        self._poll.register(ours, select.POLLIN)
        self._ends = select.poll()
        self._ends.register(ours, 0)  # a hang-up is always told

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid

    def receive(self, seconds: float) -> list[Any] | None:
        """Messages that came within `seconds`; None when the child has closed. FrameError on garbage."""
        if not self._poll.poll(max(0.0, seconds) * 1000):
            return []
        try:
            data = self.channel.recv(_READ, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return []
        except OSError:  # reset by the child, or closed by `kill`
            return None
        return self._unpacker.feed(data) if data else None

    def send(self, frame: bytes) -> bool:
        """Whether the whole frame was handed over; waits while the child does not read."""
        try:
            self.channel.sendall(frame)
        except OSError:
            return False
        return True

    def hung_up(self, seconds: float) -> bool:
        """Whether the child's end closes within `seconds`; reads nothing."""
        return bool(self._ends.poll(seconds * 1000))

    def hang_up(self) -> None:
        """Closes the way to the child, so that whoever waits on it wakes."""
        with suppress(OSError):
            self.channel.shutdown(socket.SHUT_RDWR)

    def rss_bytes(self) -> int:
        """Resident memory (Linux, proc(5)); 0 where the system does not say."""
        try:
            fields = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()
        except OSError:
            return 0
        return int(fields[1]) * _PAGE

    def computed(self) -> tuple[float, bool]:
        """(seconds of processor time so far, whether it could compute now); Linux, proc(5).

        (0, False) where the system does not say.
        """
        try:
            stat = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return 0.0, False
        fields = stat.rpartition(")")[2].split()  # from the third on: the name may hold anything
        return (int(fields[11]) + int(fields[12])) / _CLOCK_TICKS, fields[0] == "R"

    def kill(self) -> str:
        """Ends the child at once, leaves no zombie, and says how it ended."""
        self._process.kill()
        code = self._process.wait()
        self.hang_up()
        self.channel.close()
        return f"signal {-code}" if code < 0 else f"exit {code}"

    def abandon(self) -> None:
        """In a forked copy of the parent: forgets the child, which is not ours, without touching it."""
        self.channel.close()
        self._process.returncode = 0


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _PASSED if name in os.environ}
    root = str(Path(policies.__path__[0]).parent)
    return kept | {"PYTHONPATH": root, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
