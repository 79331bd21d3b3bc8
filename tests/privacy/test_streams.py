"""Streams: any cutting gives the same answer in every dialect, pieces go on as they come, an end is an end."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.dialects.base import Dialect
from gateway.dialects.chat import ChatDialect
from gateway.dialects.completions import CompletionsDialect
from gateway.dialects.messages import MessagesDialect
from gateway.dialects.responses import ResponsesDialect
from gateway.guard import Guard
from gateway.stream import StreamRewriter, rewrite_reply
from gateway.walker import Caps
from policies import ConversationTable, load_pack
from tests.gateway.serving import fast_detector
from tests.privacy.wire import PATHS, Wire, wire

pytestmark = pytest.mark.privacy

CLIENT = {
    "a": "My number is 415-555-0132 and my mail is maria@example.com.",
    "b": '我的手机号是13812345678, say "hi".',
}
# What models write: placeholders whole, damaged, unknown and next to one another; values of their own.
PIECES = st.sampled_from(
    [
        "<PHONE_NUMBER_1>",
        "<PHONE_NUMBER_2>",
        "<EMAIL_ADDRESS_1>",
        "<PERSON_7>",
        "<PHONE_NUMBER_",
        "PHONE_NUMBER_1>",
        "<PHONE_NUMBER_12>",
        "&lt;PHONE_NUMBER_1&gt;",
        "Call ",
        " and ",
        "打电话给",
        " 628-555-0177 ",
        " new.person@example.org ",
        " 13900001111 ",
        "🙂",
        "\n",
        '"',
        "\\",
        "<",
        " ",
        "Plain words, with nothing in them. ",
        " 4111 1111 1111 1111 ",
    ]
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)
CUTS = st.lists(st.integers(0, 400), max_size=12)
DIALECTS: dict[str, tuple[Dialect, dict[str, Any]]] = {
    "chat": (ChatDialect(), {"messages": [{"role": "user", "content": "a"}]}),
    "completions": (CompletionsDialect(), {"prompt": "a"}),
    "responses": (ResponsesDialect(), {"input": "a"}),
    "messages": (
        MessagesDialect(),
        {"messages": [{"role": "user", "content": "a"}], "max_tokens": 9},
    ),
}


@pytest.fixture(scope="module")
def guard() -> Guard:
    """The default pack with patterns alone."""
    pack = load_pack("default")
    detector = fast_detector(pack)
    return Guard(pack, detector, detector, caps=Caps())


def known(guard: Guard) -> ConversationTable:
    """The table of a conversation that has values."""
    table = ConversationTable()
    guard.redact(CLIENT, table, tenant_key=b"k" * 32)
    assert len(table) >= 3
    return table


def cut(text: str, cuts: list[int]) -> list[str]:
    """The text in pieces."""
    places = sorted({0, len(text), *(c % (len(text) + 1) for c in cuts)})
    return [text[a:b] for a, b in pairwise(places)] or [""]


def calls_of(arguments: list[str]) -> list[dict[str, Any]]:
    """Whole tool calls."""
    return [
        {"id": f"c{n}", "type": "function", "function": {"name": "find", "arguments": a}}
        for n, a in enumerate(arguments)
    ]


def streamed(
    said: list[dict[str, Any]], cuts: list[int], turns: list[int]
) -> Iterator[dict[str, Any]]:
    """The choices' messages as a stream's chunks, cut anywhere and mixed."""
    queues: list[list[dict[str, Any]]] = []
    for number, message in enumerate(said):
        deltas: list[dict[str, Any]] = [{"role": "assistant"}]
        for key in ("reasoning_content", "content"):
            deltas += [{key: piece} for piece in cut(message.get(key) or "", cuts)]
        for index, call in enumerate(message.get("tool_calls") or []):
            whole = call["function"]["arguments"]
            head = {**call, "index": index, "function": {"name": "find", "arguments": ""}}
            deltas.append({"tool_calls": [head]})
            deltas += [
                {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}
                for piece in cut(whole, cuts)
            ]
        end = [{"index": number, "delta": {}, "finish_reason": "stop"}]
        queues.append([{"index": number, "delta": d, "finish_reason": None} for d in deltas] + end)
    turn = 0
    while any(queues):
        number = turns[turn % len(turns)] % len(queues) if turns else 0
        queue = queues[number] or next(q for q in queues if q)
        yield {"id": "c", "model": "m", "created": 1, "choices": [queue.pop(0)]}
        turn += 1


def joined(events: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """What a client puts together of a chat's chunks."""
    made: dict[int, dict[str, Any]] = {}
    for event in events:
        for choice in event["choices"]:
            held = made.setdefault(
                choice["index"], {"content": "", "reasoning_content": "", "calls": {}}
            )
            for key in ("content", "reasoning_content"):
                held[key] += choice["delta"].get(key) or ""
            for call in choice["delta"].get("tool_calls") or []:
                held["calls"][call["index"]] = call["function"]["arguments"]
    return made


@settings(max_examples=80, deadline=None, derandomize=True, database=None)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=3),
    thought=TEXTS,
    values=st.lists(TEXTS, max_size=2),
    cuts=CUTS,
    turns=st.lists(st.integers(0, 5), max_size=10),
)
def test_any_cutting_of_any_choice_gives_the_same(
    guard: Guard,
    texts: list[str],
    thought: str,
    values: list[str],
    cuts: list[int],
    turns: list[int],
) -> None:
    """Text, reasoning and tool calls of several choices, cut and mixed: as the whole answer has them."""
    table = known(guard)
    said: list[dict[str, Any]] = [
        {
            "role": "assistant",
            "content": text,
            "reasoning_content": thought,
            "tool_calls": calls_of([json.dumps({"a": v, v: 1}) for v in values]),
        }
        for text in texts
    ]

    def make(json_string: bool) -> Any:
        return guard.channel(table, json_string=json_string)

    whole = rewrite_reply(
        {"choices": [{"index": n, "message": m} for n, m in enumerate(said)]}, make, json_text=False
    )
    rewriter = StreamRewriter(make, json_text=False)
    events = [e for c in streamed(said, cuts, turns) for e in rewriter.push(c)]
    events += rewriter.finish()
    made = joined(events)
    for choice in whole["choices"]:
        message, got = choice["message"], made[choice["index"]]
        assert got["content"] == message["content"]
        assert got["reasoning_content"] == message["reasoning_content"]
        calls = [call["function"]["arguments"] for call in message["tool_calls"]]
        assert [got["calls"][n] for n in sorted(got["calls"])] == calls
        for arguments in calls:
            json.loads(arguments)
        for own in ("628-555-0177", "new.person@example.org", "13900001111"):
            assert own not in json.dumps(got, ensure_ascii=False)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(text=TEXTS, value=TEXTS, cuts=CUTS)
@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_writes_the_same_streamed(
    guard: Guard, name: str, text: str, value: str, cuts: list[int]
) -> None:
    """The events of a dialect, put together, say what its whole answer says."""
    dialect, body = DIALECTS[name]
    request = dialect.read(json.dumps(body).encode(), max_choices=8)
    table = known(guard)
    calls = calls_of([json.dumps({"a": value})]) if name != "completions" else None
    said: dict[str, Any] = {"role": "assistant", "content": text, "tool_calls": calls}

    def make(json_string: bool) -> Any:
        return guard.channel(table, json_string=json_string)

    reply = {"id": "c", "model": "m", "choices": [{"index": 0, "message": said}]}
    whole = dialect.whole(rewrite_reply(reply, make, json_text=False), request)
    rewriter, told = StreamRewriter(make, json_text=False), dialect.translator(request)
    events = [e for c in streamed([said], cuts, []) for e in rewriter.push(c)]
    events += rewriter.finish()
    raw = b"".join([*(b for e in events for b in told.push(e)), *told.finish()]).decode()
    assert _from_events(name, raw) == _from_whole(name, whole)
    done = {"responses": "response.completed", "messages": "message_stop"}.get(name, "[DONE]")
    assert done in raw.strip().split("\n\n")[-1]


def _from_whole(name: str, whole: dict[str, Any]) -> tuple[str, list[Any]]:
    if name == "completions":
        return whole["choices"][0]["text"], []
    if name == "chat":
        message = whole["choices"][0]["message"]
        calls = message.get("tool_calls") or []
        return message["content"], [json.loads(c["function"]["arguments"]) for c in calls]
    if name == "messages":
        texts = [b["text"] for b in whole["content"] if b["type"] == "text"]
        return "".join(texts), [b["input"] for b in whole["content"] if b["type"] == "tool_use"]
    texts = [p["text"] for o in whole["output"] for p in o.get("content", ())]
    calls = [o for o in whole["output"] if o["type"] == "function_call"]
    return "".join(texts), [json.loads(c["arguments"]) for c in calls]


def _from_events(name: str, raw: str) -> tuple[str, list[Any]]:
    data = [line[6:] for line in raw.splitlines() if line.startswith("data: {")]
    events = [json.loads(line) for line in data]
    if name == "completions":
        return "".join(e["choices"][0]["text"] for e in events if e["choices"]), []
    if name == "chat":
        made = joined(events)
        return made[0]["content"], [json.loads(a) for a in made[0]["calls"].values()]
    if name == "messages":
        deltas = [e["delta"] for e in events if e["type"] == "content_block_delta"]
        calls = [json.loads(d["partial_json"]) for d in deltas if "partial_json" in d]
        return "".join(d.get("text", "") for d in deltas), calls
    texts = [e["delta"] for e in events if e["type"] == "response.output_text.delta"]
    calls = [e["arguments"] for e in events if e["type"] == "response.function_call_arguments.done"]
    return "".join(texts), [json.loads(a) for a in calls]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """A gateway over sockets."""
    with wire(tmp_path_factory.mktemp("streams"), build=fast_detector) as made:
        yield made


PROSE = (
    "Thank you for waiting. I have looked into your order and can see that the parcel left our house"
    " yesterday morning. It should reach you within two working days. Please keep the receipt, since"
    " you will need it at the counter. Is there anything else that I can do for you today? We are here"
)


@pytest.mark.slow
@pytest.mark.parametrize("dialect", ["chat", "responses", "messages", "completions"])
def test_forty_pieces_stay_pieces(running: Wire, dialect: str) -> None:
    """Of 40 pieces of plain words 25 ms apart at least 35 leave one by one."""
    words = PROSE.split(" ")[:40]
    assert len(words) == 40

    async def wait() -> None:
        await asyncio.sleep(0.025)

    running.upstream.script = lambda _: [x for word in words for x in (word + " ", wait)]
    running.upstream.continues = None  # no such route there: the same pieces as a chat
    body = {**DIALECTS[dialect][1], "stream": True}
    with running.http.stream("POST", running.base + PATHS[dialect], json=body) as reply:
        pieces = [line for line in reply.iter_lines() if line.startswith("data: {")]
    said, _ = _from_events(dialect, "\n".join(pieces))
    assert said == " ".join(words) + " "
    spoken = [p for p in pieces if _from_events_text(dialect, p)]
    assert len(spoken) >= 35


def _from_events_text(dialect: str, piece: str) -> str:
    event = json.loads(piece[6:])
    if dialect in ("chat", "completions") and not event["choices"]:
        return ""
    if dialect == "chat":
        return str(event["choices"][0]["delta"].get("content") or "")
    return _from_events(dialect, piece)[0]


@pytest.mark.slow
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_client_that_goes(running: Wire, stream: bool) -> None:
    """The upstream notices within two seconds, whether it was thinking or speaking."""
    upstream = running.upstream
    upstream.hung_up.clear()
    started = threading.Event()

    async def think() -> None:
        started.set()
        await asyncio.sleep(8)

    upstream.before = None if stream else think
    upstream.script = lambda _: ["word ", think] if stream else {"content": "late"}
    body = {"messages": [{"role": "user", "content": "a"}], "stream": stream}

    async def go() -> None:
        async with httpx.AsyncClient(trust_env=False, timeout=20) as http:
            asking = asyncio.create_task(http.post(running.base + PATHS["chat"], json=body))
            while not started.is_set():
                await asyncio.sleep(0.01)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)

    try:
        asyncio.run(go())
        assert upstream.hung_up.wait(2), "the upstream went on"
    finally:
        upstream.before = None


@pytest.mark.slow
def test_usage_comes_last_and_once(running: Wire) -> None:
    """As OpenAI has it: one chunk with no choice after all others, then the end."""
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    last = b"data: " + json.dumps({"id": "c", "choices": [], "usage": usage}).encode() + b"\n\n"
    stop = {"index": 0, "delta": {}, "finish_reason": "stop"}
    end = b"data: " + json.dumps({"id": "c", "choices": [stop]}).encode() + b"\n\n"
    running.upstream.script = lambda _: ["Good ", "day.", end, last]
    asked = {"stream": True, "stream_options": {"include_usage": True}}
    reply = running.post("chat", {"messages": [{"role": "user", "content": "a"}], **asked})
    data = [line[6:] for line in reply.text.splitlines() if line.startswith("data: ")]
    assert data[-1] == "[DONE]"
    told = [json.loads(line) for line in data[:-1]]
    assert [event.get("usage") for event in told if event.get("usage")] == [usage]
    assert next(n for n, e in enumerate(told) if e.get("usage")) >= len(told) - 2
