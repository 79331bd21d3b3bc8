"""Frames: whatever is packed comes out, in any pieces; what is no frame is refused."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.taggers.frames import MAX_BYTES, FrameError, Unpacker, pack

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.lists(_JSON, max_size=4), st.integers(1, 9))
def test_any_pieces_give_the_same_messages(messages: list[object], size: int) -> None:
    """The stream may be cut anywhere."""
    stream = b"".join(pack(m) for m in messages)
    unpacker = Unpacker()
    found = [m for at in range(0, len(stream), size) for m in unpacker.feed(stream[at : at + size])]
    assert found == messages


def test_half_a_surrogate_pair_passes() -> None:
    """What a user can type, a frame can carry."""
    assert Unpacker().feed(pack(["\ud83d x"])) == [["\ud83d x"]]


@pytest.mark.parametrize(
    "data",
    [
        struct.pack(">I", MAX_BYTES + 1),
        struct.pack(">I", 3) + b"{]x",
        struct.pack(">I", 2) + b"\xff\xfe",
        struct.pack(">I", 90_000) + b"[" * 90_000,
        b"Traceback (most recent call last)",
    ],
)
def test_garbage_is_refused_without_a_word_of_it(data: bytes) -> None:
    """Too long, no JSON, no UTF-8, too deep, plain text."""
    with pytest.raises(FrameError) as caught:
        Unpacker().feed(data)
    assert str(caught.value) in ("too long", "not JSON")
    assert caught.value.__context__ is None


def test_a_message_that_is_too_long_is_not_packed() -> None:
    """The bound holds for the sender too."""
    with pytest.raises(FrameError):
        pack("x" * MAX_BYTES)
