"""Replies on their way back: every cut gives the same text, and JSON stays JSON."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.guard import Channel
from gateway.stream import (
    MAX_INERT_TEXTS,
    NotInert,
    StreamRewriter,
    inert_alone,
    rewrite_reply,
)
from policies import ConversationTable, OutputRedactor, Restorer, Span, load_pack
from sottovoce.errors import UpstreamUnavailable
from sottovoce.wire import chat_chunk
from tests.gateway.serving import fast_detector

PACK = load_pack("default")
TABLE = ConversationTable()
PERSON = TABLE.token_for("PERSON", 'Ann "Q" \\ 张伟')
PHONE = TABLE.token_for("PHONE_NUMBER", "415-555-0132")
PERSON_VALUE, PHONE_VALUE = 'Ann "Q" \\ 张伟', "415-555-0132"


@pytest.fixture(autouse=True, scope="module")
def loaded() -> None:
    """The detector is there before any test's time is measured."""
    fast_detector(PACK)


def make(json_string: bool) -> Channel:
    return Channel(
        OutputRedactor(fast_detector(PACK), TABLE, PACK), Restorer(TABLE, json_string=json_string)
    )


def chunk(delta: dict[str, Any], index: int = 0, reason: str | None = None) -> dict[str, Any]:
    return chat_chunk(id="c", created=1, model="m", delta=delta, index=index, finish_reason=reason)


def run(chunks: list[dict[str, Any]], *, json_text: bool = False) -> list[dict[str, Any]]:
    rewriter = StreamRewriter(make, json_text=json_text)
    events = [event for one in chunks for event in rewriter.push(one)]
    return events + rewriter.finish()


def deltas(events: list[dict[str, Any]], index: int = 0) -> list[dict[str, Any]]:
    return [c["delta"] for e in events for c in e["choices"] if c["index"] == index]


def text_of(events: list[dict[str, Any]], key: str = "content", index: int = 0) -> str:
    return "".join(delta.get(key) or "" for delta in deltas(events, index))


def pieces(text: str, cuts: list[int]) -> list[str]:
    at = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    return [text[a:b] for a, b in pairwise(at)]


cuts = st.lists(st.integers(0, 200), max_size=12)


@given(cuts)
def test_every_cut_gives_the_same_text(places: list[int]) -> None:
    """Known placeholders are restored, unknown ones and stray brackets stay, new numbers go."""
    said = f"Hello {PERSON}, < 3 <PERSON_9> at {PHONE}. Mine: 415-555-0177. 你好{PERSON}！<"
    events = run(
        [*(chunk({"content": piece}) for piece in pieces(said, places)), chunk({}, reason="stop")]
    )
    assert text_of(events) == (
        f"Hello {PERSON_VALUE}, < 3 <PERSON_9> at {PHONE_VALUE}. Mine: [PHONE_NUMBER]. "
        f"你好{PERSON_VALUE}！<"
    )
    assert events[-1]["choices"][0]["finish_reason"] == "stop"


@given(cuts)
def test_json_content_stays_json(places: list[int]) -> None:
    """Where the content is JSON a value with quotes is escaped, for every cut."""
    said = json.dumps({"who": PERSON, "phone": PHONE})
    events = run([chunk({"content": piece}) for piece in pieces(said, places)], json_text=True)
    assert json.loads(text_of(events)) == {"who": PERSON_VALUE, "phone": PHONE_VALUE}


@given(cuts, st.booleans())
def test_arguments_stay_json(places: list[int], escaped: bool) -> None:
    """Arguments in any pieces, with brackets written as \\u003c or not, hold the values as JSON."""
    arguments = json.dumps({"who": PERSON, PHONE: [PERSON, 4155550177, 3], "new": "415-555-0177"})
    if escaped:
        arguments = arguments.replace("<", "\\u003c").replace(">", "\\u003e")
    first = {"index": 0, "id": "call_1", "type": "function", "function": {"name": "f"}}
    rest = [{"index": 0, "function": {"arguments": piece}} for piece in pieces(arguments, places)]
    events = run([chunk({"tool_calls": [call]}) for call in (first, *rest)])
    calls = [call for delta in deltas(events) for call in delta.get("tool_calls", [])]
    assert len(calls) == 1
    assert (calls[0]["id"], calls[0]["type"], calls[0]["function"]["name"]) == (
        "call_1",
        "function",
        "f",
    )
    values = json.loads(calls[0]["function"]["arguments"])
    assert values["who"] == PERSON_VALUE
    assert values[PHONE_VALUE][0] == PERSON_VALUE
    assert values[PHONE_VALUE][2] == 3
    assert values["new"] == "[PHONE_NUMBER]"


def test_arguments_that_are_no_json_are_restored_as_text() -> None:
    """Half-written arguments keep their form; the value is escaped as for JSON."""
    call = {"function": {"name": "f", "arguments": f'{{"who": "{PERSON}'}}
    reply = {"choices": [{"message": {"role": "assistant", "tool_calls": [call]}}]}
    rewritten = rewrite_reply(reply, make, json_text=False)
    arguments = rewritten["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"]
    assert json.loads(arguments + '"}') == {"who": PERSON_VALUE}


def test_choices_and_fields_are_apart() -> None:
    """A placeholder's halves in two choices or two fields are not put together."""
    events = run(
        [
            chunk({"content": PERSON[:4]}),
            chunk({"content": PERSON[4:]}, index=1),
            chunk({"reasoning_content": PERSON[4:]}),
            chunk({"content": PERSON[4:]}),
        ]
    )
    assert text_of(events) == PERSON_VALUE
    assert text_of(events, index=1) == PERSON[4:]
    assert text_of(events, "reasoning_content") == PERSON[4:]


def test_what_is_held_comes_before_the_end() -> None:
    """Text that looked unfinished is given before the finish, and after a missing finish too."""
    ended = run([chunk({"content": "a <PERS"}), chunk({}, reason="length")])
    assert text_of(ended) == "a <PERS"
    assert ended[-1]["choices"][0] == {
        "index": 0,
        "delta": {},
        "logprobs": None,
        "finish_reason": "length",
    }
    assert text_of(run([chunk({"content": "a <PERS"})])) == "a <PERS"


def test_usage_is_told_once() -> None:
    """With the chunk that has it, also where that chunk has no choice."""
    usage = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}
    last = {**chunk({}), "choices": [], "usage": usage}
    events = run([chunk({"content": "Hi. "}), chunk({}, reason="stop"), last])
    assert [event.get("usage") for event in events if event.get("usage")] == [usage]
    assert events[-1]["choices"] == []


def test_a_servers_own_fields_do_not_pass() -> None:
    """Token ids, log probabilities and timings of an upstream are left out."""
    reply = {
        "id": "x",
        "timings": {"a": 1},
        "choices": [
            {
                "index": 0,
                "token_ids": [1],
                "logprobs": {"content": [{"token": PERSON}]},
                "message": {"role": "assistant", "content": PERSON, "annotations": [{"t": PHONE}]},
                "finish_reason": "stop",
            }
        ],
    }
    rewritten = rewrite_reply(reply, make, json_text=False)
    assert set(rewritten) == {"id", "choices"}
    choice = rewritten["choices"][0]
    assert set(choice) == {"index", "message", "logprobs", "finish_reason"}
    assert choice["logprobs"] is None
    assert choice["message"] == {
        "role": "assistant",
        "content": PERSON_VALUE,
        "annotations": [{"t": PHONE_VALUE}],
    }


@pytest.mark.parametrize(
    "reply", [{}, {"choices": 1}, {"choices": [1]}, {"choices": [{}]}], ids=str
)
def test_what_is_no_completion(reply: dict[str, Any]) -> None:
    """Another form is the upstream's failure."""
    with pytest.raises(UpstreamUnavailable):
        rewrite_reply(reply, make, json_text=False)


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"choices": 5},
        {"choices": [5]},
        {"choices": [{"index": "a"}]},
        {"choices": [{"delta": {"tool_calls": [5]}}]},
        {"choices": [{"delta": {"tool_calls": [{"index": "a"}]}}]},
        {"choices": [{"delta": {"tool_calls": [{"f": "a"}, {"index": 0, "f": {"b": "c"}}]}}]},
    ],
    ids=str,
)
def test_what_is_no_chunk(bad: dict[str, Any]) -> None:
    """The same for a stream."""
    with pytest.raises(UpstreamUnavailable):
        StreamRewriter(make, json_text=False).push(bad)


def test_a_server_that_leaves_numbers_open() -> None:
    """`index: null` means the first choice and the call's own place, as some servers write it."""
    call = {"index": None, "id": "a", "function": {"name": "f", "arguments": "{}"}}
    first = chunk({"content": "hi", "tool_calls": [call]}, reason="stop")
    first["choices"][0]["index"] = None
    events = run([first])
    assert text_of(events) == "hi"
    assert [d["tool_calls"][0]["index"] for d in deltas(events) if "tool_calls" in d] == [0]


class Asked(Exception):
    """A detector was asked."""


class Asking:
    """A detector that must not be asked."""

    def scan(self, text: str) -> list[Span]:
        """Raises, whatever it is asked."""
        raise Asked


def silent(json_string: bool) -> Channel:
    return Channel(OutputRedactor(Asking(), TABLE, PACK), Restorer(TABLE, json_string=json_string))


@given(
    st.lists(
        st.sampled_from([f"Dear {PERSON}, ", "thank ", "you.", " 415", "<PER", "你好"]), max_size=6
    )
)
def test_inert_chunks_ask_no_detector(said: list[str]) -> None:
    """A chunk that is called inert is pushed without a detector, and the choice's end with it."""
    rewriter = StreamRewriter(silent, json_text=False)
    for number, piece in enumerate(said, 1):
        one = chunk({"content": piece}, reason="stop" if number == len(said) else None)
        if not rewriter.inert(one):
            return
        rewriter.push(one)


@pytest.mark.parametrize(
    "delta",
    [{"tool_calls": [{"index": 0, "function": {"arguments": "{}"}}]}, {"content": "call 415"}],
)
def test_what_is_not_inert(delta: dict[str, Any]) -> None:
    """Numbers, and the end of a tool call, go to a thread."""
    rewriter = StreamRewriter(silent, json_text=False)
    assert not rewriter.inert(chunk(delta, reason="tool_calls"))


def reply_of(*texts: str) -> dict[str, Any]:
    choices = [
        {"index": n, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        for n, text in enumerate(texts)
    ]
    return {"id": "c", "choices": choices}


def test_whole_replies_without_a_detector() -> None:
    """Texts that need none are restored; the first that does, or too many of them, raise `NotInert`."""
    told = rewrite_reply(reply_of(f"Dear {PERSON}"), inert_alone(silent), json_text=False)
    assert told["choices"][0]["message"]["content"] == f"Dear {PERSON_VALUE}"
    for texts in (("fine", "call 415-555-0177"), ("fine",) * (MAX_INERT_TEXTS + 1)):
        with pytest.raises(NotInert):
            rewrite_reply(reply_of(*texts), inert_alone(silent), json_text=False)


def nested(value: str, levels: int) -> str:
    """A tool's arguments with a value so many levels of JSON deep."""
    text = value
    for _ in range(levels):
        text = json.dumps({"who": text, "n": 1.5}, ensure_ascii=False)
    return text


def unpacked(text: str, levels: int) -> str:
    for _ in range(levels):
        text = json.loads(text)["who"]
    return text


@pytest.mark.parametrize("levels", range(1, 6))
def test_json_within_json_stays_json(levels: int) -> None:
    """A tool's arguments, whole and in pieces, and a reply that is JSON: each level parses, with the value in it."""
    text = nested(f"Call {PERSON} <b>", levels)
    expected = f"Call {PERSON_VALUE} <b>"
    call = {"id": "1", "type": "function", "function": {"name": "f", "arguments": text}}
    reply = {"choices": [{"index": 0, "message": {"role": "assistant", "tool_calls": [call]}}]}
    whole = rewrite_reply(reply, make, json_text=False)["choices"][0]["message"]
    assert unpacked(whole["tool_calls"][0]["function"]["arguments"], levels) == expected
    start = {"id": "1", "type": "function", "function": {"name": "f", "arguments": ""}}
    chunks = [chunk({"tool_calls": [{"index": 0, **start}]})]
    chunks += [
        chunk({"tool_calls": [{"index": 0, "function": {"arguments": piece}}]}) for piece in text
    ]
    (told,) = [d["tool_calls"] for d in deltas(run([*chunks, chunk({}, reason="tool_calls")])) if d]
    assert unpacked(told[0]["function"]["arguments"], levels) == expected
    said = text_of(run([chunk({"content": piece}) for piece in text], json_text=True))
    assert unpacked(said, levels) == expected
    content = {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]}
    inner = rewrite_reply(content, make, json_text=True)["choices"][0]["message"]["content"]
    assert unpacked(inner, levels) == expected


def test_what_holds_no_value_is_not_written_anew() -> None:
    """The inner text of a string keeps its blanks and its numbers where nothing was put into it."""
    arguments = json.dumps({"a": '{ "x" : 1.0,  "x": 2 }', "b": PHONE})
    call = {"id": "1", "type": "function", "function": {"name": "f", "arguments": arguments}}
    reply = {"choices": [{"index": 0, "message": {"role": "assistant", "tool_calls": [call]}}]}
    told = rewrite_reply(reply, make, json_text=False)["choices"][0]["message"]["tool_calls"]
    assert json.loads(told[0]["function"]["arguments"]) == {
        "a": '{ "x" : 1.0,  "x": 2 }',
        "b": PHONE_VALUE,
    }
