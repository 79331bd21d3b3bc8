"""Frames: what is written is read again, in any pieces; what is malformed is an error, never a guess."""

from __future__ import annotations

import json
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import site_protocol as wire


@given(
    header=st.dictionaries(st.text(max_size=20), st.integers() | st.text(max_size=50)),
    body=st.binary(max_size=300),
    cuts=st.lists(st.integers(1, 40), max_size=8),
)
def test_frames_survive_any_chunking(
    header: dict[str, int | str], body: bytes, cuts: list[int]
) -> None:
    """A frame that arrives in pieces of any size is the frame that was sent."""
    left, right = socket.socketpair()
    with left, right:
        wire.write_frame(left, header, body)
        left.shutdown(socket.SHUT_WR)
        data = b""
        while piece := right.recv(65536):
            data += piece
    left, right = socket.socketpair()
    with left, right:
        right.settimeout(5)

        def trickle() -> None:
            rest = data
            for cut in cuts:
                left.sendall(rest[:cut])
                rest = rest[cut:]
            left.sendall(rest)

        sender = threading.Thread(target=trickle)
        sender.start()
        assert wire.read_frame(right) == (header, body)
        sender.join()


BAD = {
    "header too long": struct.pack(">I", wire.MAX_HEADER + 1),
    "not JSON": struct.pack(">I", 3) + b"{{{" + struct.pack(">Q", 0),
    "not UTF-8": struct.pack(">I", 2) + b"\xff\xfe" + struct.pack(">Q", 0),
    "not an object": struct.pack(">I", 2) + b"[]" + struct.pack(">Q", 0),
    "nested too deep": struct.pack(">I", 200_000) + b"[" * 200_000 + struct.pack(">Q", 0),
    "body too long": struct.pack(">I", 2) + b"{}" + struct.pack(">Q", wire.MAX_BODY + 1),
    "cut in the length": b"\0\0",
    "cut in the header": struct.pack(">I", 10) + b"{}",
    "cut in the body": struct.pack(">I", 2) + b"{}" + struct.pack(">Q", 10) + b"123",
    "nothing": b"",
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_bad_frames_are_refused(data: bytes) -> None:
    """Each malformed, oversize or cut frame raises FrameError."""
    left, right = socket.socketpair()
    with left, right:
        right.settimeout(5)
        sender = threading.Thread(target=lambda: (left.sendall(data), left.close()))
        sender.start()
        with pytest.raises(wire.FrameError):
            wire.read_frame(right)
        right.close()
        sender.join()


def test_oversize_is_not_sent() -> None:
    """A frame over a cap is refused before a byte of it goes out."""
    left, right = socket.socketpair()
    with left, right:
        with pytest.raises(wire.FrameError):
            wire.write_frame(left, {"x": "y" * wire.MAX_HEADER})
        right.setblocking(False)
        with pytest.raises(BlockingIOError):
            right.recv(1)


def test_arrays_are_float32_and_sorted() -> None:
    """Arrays come back by name as float32, in the order of their names."""
    data = wire.encode_arrays({"b": np.ones((2, 2)), "a": np.arange(3.0)})
    back = wire.decode_arrays(data)
    assert {n: (str(a.dtype), a.tolist()) for n, a in back.items()} == {
        "a": ("float32", [0.0, 1.0, 2.0]),
        "b": ("float32", [[1.0, 1.0], [1.0, 1.0]]),
    }
    header = json.loads(data[8 : 8 + struct.unpack("<Q", data[:8])[0]])
    assert list(header) == ["a", "b"]


@pytest.mark.parametrize("data", [b"", b"junk", b"\xff" * 40, struct.pack("<Q", 2) + b"[]"])
def test_what_is_no_safetensors_file_is_refused(data: bytes) -> None:
    """Bytes that are no safetensors file raise FrameError."""
    with pytest.raises(wire.FrameError):
        wire.decode_arrays(data)


def test_nobody_there(tmp_path: Path) -> None:
    """A call to a socket that does not exist is an OSError at once."""
    with pytest.raises(OSError):
        wire.call(tmp_path / "none.sock", {"op": "status"}, timeout=1)


def test_no_model_library_comes_with_it() -> None:
    """Importing the protocol loads no torch, no policies and none of the site's own parts."""
    code = (
        "import sys, training.site_protocol\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in "
        "('torch','transformers','peft','flwr','policies','sottovoce','pydantic')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
