"""The worker process: both taggers, one socket, no other contact with the world.

Started by `policies.taggers.worker` as `python -m policies.taggers.child FD PARENT MEMORY`. Never writes a
sentence anywhere but into its answer; leaves when the socket closes or the parent dies.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import socket
import sys
from collections.abc import Mapping
from typing import Any

from policies.taggers.frames import FrameError, Unpacker, pack
from policies.taggers.models import LOADERS
from policies.taggers.protocol import Tagger

EXIT_BROKEN = 70
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
# Makes the taggers load all that they load when they first find something.
_WARM_UP = ["Tell Margaret Hollis, 12 Elm Road, Springfield", "何浩然住在杭州市西湖区文三路39号"]
_READ = 256 * 1024


def confine(memory_bytes: int, parent: int) -> None:
    """No core dump, no ptrace, no files, bounded memory; killed with the parent (Linux, prctl(2))."""
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        # Private writable memory (anonymous too, since Linux 4.7); the files that ONNX maps are not in it.
        (resource.RLIMIT_DATA, memory_bytes),
    ):
        resource.setrlimit(limit, (value, value))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if os.getppid() != parent:  # it died before the line above
            os._exit(0)


def answer(taggers: Mapping[str, Tagger], message: Any) -> dict[str, Any]:
    """The answer to one request: spans of each sentence, or the class of the error and nothing more."""
    number = message["id"]
    try:
        found = taggers[message["tagger"]].tag(message["sentences"])
    except (ValueError, TypeError, KeyError, IndexError) as error:
        return {"id": number, "error": type(error).__name__}
    spans = [[[s.start, s.end, s.label, float(s.score)] for s in one] for one in found]
    return {"id": number, "spans": spans}


def serve(channel: socket.socket, taggers: Mapping[str, Tagger]) -> None:
    """Answers requests in their order until the socket closes."""
    unpacker = Unpacker()
    while data := channel.recv(_READ):
        for message in unpacker.feed(data):
            channel.sendall(pack(answer(taggers, message)))


def _give_back() -> None:
    """Returns what loading took for a moment: some 50 MB that glibc would keep (malloc_trim(3))."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def main(arguments: list[str]) -> int:
    """Loads, says so, serves. The exit code is all that a failure tells."""
    fd, parent, memory = (int(a) for a in arguments)
    confine(memory, parent)
    with socket.socket(fileno=fd) as channel:
        try:
            taggers = {name: load() for name, load in LOADERS.items()}
            for tagger in taggers.values():
                tagger.tag(_WARM_UP)
        except (ImportError, OSError, ValueError, RuntimeError, MemoryError) as error:
            channel.sendall(pack({"failed": type(error).__name__}))
            return EXIT_BROKEN
        _give_back()
        channel.sendall(pack({"ready": sorted(taggers)}))
        try:
            serve(channel, taggers)
        except ConnectionError:
            return 0
        except FrameError:
            return EXIT_BROKEN
        except Exception:  # noqa: BLE001 - out of memory has many types: ONNX's own, bad_alloc, MemoryError
            return EXIT_BROKEN
    return 0


if __name__ == "__main__":
    # Not sys.exit: no destructor of a native library may hold the process up.
    os._exit(main(sys.argv[1:]))
