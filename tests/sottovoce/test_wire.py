"""Server-sent events and the OpenAI forms."""

from __future__ import annotations

import itertools
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from sottovoce.wire import (
    SSE_DONE,
    SSEParser,
    chat_chunk,
    chat_completion,
    json_bytes,
    new_id,
    sse,
)


def parse(chunks: list[bytes]) -> list[str]:
    parser = SSEParser()
    events = [event for chunk in chunks for event in parser.push(chunk)]
    return events + parser.flush()


TEXT = (
    sse({"a": "你好 😀"})
    + b": a comment\r\n\r\n"
    + b"event: x\rdata: one\rdata:two\r\r"
    + b"data:  spaced\n\n"
    + SSE_DONE
)
EVENTS = ['{"a":"你好 😀"}', "one\ntwo", " spaced", "[DONE]"]


@given(st.lists(st.integers(0, len(TEXT)), max_size=20))
def test_every_chunking_gives_the_same_events(cuts: list[int]) -> None:
    """Cuts inside a character, a line end or a field change nothing."""
    points = [0, *sorted(cuts), len(TEXT)]
    chunks = [TEXT[a:b] for a, b in itertools.pairwise(points)]
    assert parse(chunks) == EVENTS


def test_a_last_event_without_its_blank_line_is_not_lost() -> None:
    """A server that closes early still delivered what it sent."""
    assert parse([b"data: x"]) == ["x"]
    assert parse([b"data: x\r"]) == ["x"]


@pytest.mark.parametrize(
    "text",
    [
        b"data: " + b"x" * 101 + b"\n\n",
        b"data: " + b"x" * 200,
        b": " + b"x" * 200,
        b"data: xxxxxxxx\n" * 20,
        b"data:\n" * 200,
    ],
    ids=["an event", "a line", "a comment", "many lines", "many empty lines"],
)
@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_an_endless_event_is_refused(text: bytes, step: int) -> None:
    """A server cannot fill our memory, however it cuts what it sends."""
    parser = SSEParser(max_event=100)
    pieces = [text[at : at + step] for at in range(0, len(text), step)]
    with pytest.raises(ValueError, match="limit"):
        [parser.push(piece) for piece in pieces]


@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_the_limit_is_each_events(step: int) -> None:
    """Ten events of just the limit in one read, or in many, are ten events."""
    text = (b"data: " + b"x" * 100 + b"\n\n") * 10 + (b"data: xxx\n" * 25 + b"\n") * 10
    parser = SSEParser(max_event=100)
    found = [e for at in range(0, len(text), step) for e in parser.push(text[at : at + step])]
    assert found == ["x" * 100] * 10 + ["\n".join(["xxx"] * 25)] * 10


def test_a_line_byte_by_byte_is_linear_work() -> None:
    """The open line is not read again with each byte, and comes out whole."""
    parser = SSEParser()
    text = b"data: " + b"x" * (1 << 18)
    for byte in text:
        parser.push(bytes([byte]))
    assert parser.push(b"\n\n") == ["x" * (1 << 18)]


def test_the_official_client_accepts_our_forms() -> None:
    """OpenAI's own types validate a completion, a chunk and the usage chunk."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": "x"},
        "finish_reason": "stop",
        "logprobs": None,
    }
    usage = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
    common = {"id": new_id("chatcmpl"), "created": 1, "model": "sottovoce", "fingerprint": "base"}
    whole = ChatCompletion.model_validate(chat_completion(choices=[choice], usage=usage, **common))
    assert whole.choices[0].message.content == "x"
    chunk = ChatCompletionChunk.model_validate(chat_chunk(delta={"content": "x"}, **common))
    assert chunk.choices[0].delta.content == "x"
    last = ChatCompletionChunk.model_validate(chat_chunk(usage=usage, **common))
    assert last.usage is not None
    assert last.choices == []


def test_half_a_surrogate_pair_is_written_as_an_escape() -> None:
    """A server that cuts an emoji in two does not break the stream; the client joins the halves."""
    assert json.loads(json_bytes({"a": "好\ud83d"})) == {"a": "好\ud83d"}
    assert json_bytes({"a": "好"}) == '{"a":"好"}'.encode()


def test_no_nan_is_written() -> None:
    """What JSON does not have is refused rather than written."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_bytes({"a": math.nan})


def test_a_byte_order_mark_is_no_part_of_the_first_event() -> None:
    """The standard lets a stream begin with one."""
    assert parse([b"\xef\xbb", b"\xbfdata: one\n\n"]) == ["one"]
