"""Replies on their way back: whole ones and streams, per choice and per tool call.

Pure: dictionaries in, dictionaries out; no HTTP, no table, no policy. A channel (`push`, `flush`)
turns the model's text into the client's. A tool call is held until it is whole, because its
arguments are JSON and a value must be put into it as JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from gateway.shapes import (
    MAX_CHOICES,
    NO_COMPLETION,
    choices_of,
    envelope,
    finish_of,
    index_of,
    message_of,
)
from gateway.walker import LONG_NUMBER, dump, is_number, open_json
from sottovoce.errors import UpstreamUnavailable

# What of an upstream's envelope goes on; a server's own extensions do not.
ENVELOPE: Final = (
    "id",
    "object",
    "created",
    "model",
    "system_fingerprint",
    "service_tier",
    "usage",
)
_WITHOUT_USAGE: Final = tuple(key for key in ENVELOPE if key != "usage")
# Words of the interface, and ids that the upstream made: never rewritten.
FIXED: Final = frozenset({"role", "id", "type", "index", "tool_call_id"})
# Texts of one reply that are restored without a thread.
MAX_INERT_TEXTS: Final = 16
# JSON in a string, and that in a string again: as many levels are opened.
MAX_NESTED: Final = 6
MAX_TOOL_CALL: Final = 1 << 20
MAX_TOOL_CALLS: Final = 256


class TextChannel(Protocol):
    """A text's way back."""

    def push(self, piece: str) -> str:
        """What is ready of the text so far."""

    def flush(self) -> str:
        """The rest."""

    def whole(self, text: str) -> str:
        """A whole text on a fresh channel."""

    def inert(self, piece: str) -> bool:
        """Whether the piece needs no detector."""


class NotInert(Exception):
    """The reply needs a detector after all. Holds no text."""


MakeChannel = Callable[[bool], TextChannel]


def rewrite_reply(reply: dict[str, Any], make: MakeChannel, *, json_text: bool) -> dict[str, Any]:
    """A whole chat completion for the client. `json_text`: the content itself is JSON.

    Raises `UpstreamUnavailable` where it is no chat completion.
    """
    return {
        **envelope(reply, ENVELOPE),
        "choices": [_rewrite_choice(choice, make, json_text) for choice in choices_of(reply)],
    }


class StreamRewriter:
    """Turns an upstream's chunks into the client's, for every way the text is cut.

    Without `usage` the client has not asked for the count of tokens, and does not get it.
    """

    def __init__(self, make: MakeChannel, *, json_text: bool, usage: bool = True) -> None:
        self._make = make
        self._json_text = json_text
        self._envelope = ENVELOPE if usage else _WITHOUT_USAGE
        self._choices: dict[int, _Choice] = {}
        self._last: dict[str, Any] = {}

    def inert(self, chunk: dict[str, Any]) -> bool:
        """Whether `push` of this chunk needs no detector: plain pieces of text, and no end of a tool call."""
        choices = chunk.get("choices")
        return isinstance(choices, list) and all(
            isinstance(choice, dict) and self._inert(choice) for choice in choices
        )

    def _inert(self, choice: dict[str, Any]) -> bool:
        number, delta = choice.get("index") or 0, choice.get("delta")
        if type(number) is not int or number not in range(MAX_CHOICES):
            return False
        if not isinstance(delta, dict):
            return False
        return self._state(number).inert(delta, ends=choice.get("finish_reason") is not None)

    def _state(self, number: int) -> _Choice:
        state = self._choices.get(number)
        if state is None:
            state = self._choices[number] = _Choice(self._make, json_text=self._json_text)
        return state

    def push(self, chunk: dict[str, Any]) -> list[dict[str, Any]]:
        """The chunks that are ready after this one. Raises `UpstreamUnavailable` for another form."""
        choices = choices_of(chunk)
        self._last = envelope(chunk, self._envelope)
        ready = [event for choice in choices for event in self._choice(choice)]
        if self._last.get("usage") is not None and not ready:
            ready = [self._event(None)]
        for event in ready[:-1]:
            event.pop("usage", None)
        return ready

    def finish(self) -> list[dict[str, Any]]:
        """What is still held when the upstream has ended without saying so for each choice."""
        self._last.pop("usage", None)
        return [
            self._event(number, delta)
            for number, choice in self._choices.items()
            for delta in choice.close()
        ]

    def _choice(self, choice: dict[str, Any]) -> list[dict[str, Any]]:
        number = index_of(choice)
        state = self._state(number)
        delta = choice.get("delta")
        deltas = state.push(message_of(delta) if isinstance(delta, dict) else {})
        reason = finish_of(choice)
        if reason is None:
            return [self._event(number, ready) for ready in deltas]
        deltas += state.close()
        return [
            *(self._event(number, ready) for ready in deltas),
            self._event(number, {}, reason),
        ]

    def _event(
        self, number: int | None, delta: dict[str, Any] | None = None, reason: str | None = None
    ) -> dict[str, Any]:
        choice = {"index": number, "delta": delta, "logprobs": None, "finish_reason": reason}
        return {**self._last, "choices": [] if number is None else [choice]}


class _Choice:
    """The open texts and tool calls of one choice."""

    def __init__(self, make: MakeChannel, *, json_text: bool) -> None:
        self._make = make
        self._json_text = json_text
        self._texts: dict[str, TextChannel] = {}
        self._calls: dict[int, dict[str, Any]] = {}
        self._function: dict[str, Any] = {}

    def inert(self, delta: dict[str, Any], *, ends: bool) -> bool:
        """Whether this delta, and the choice's end, need no detector."""
        for key, value in delta.items():
            if isinstance(value, str) and key not in FIXED:
                if not self._channel(key).inert(value):
                    return False
            elif value is not None and key not in FIXED and key != "tool_calls":
                return False
        if not ends:
            return True
        held = self._calls or self._function or delta.get("tool_calls")
        rest = (c for key, c in self._texts.items() if not isinstance(delta.get(key), str))
        return not held and all(channel.inert("") for channel in rest)

    def push(self, delta: dict[str, Any]) -> list[dict[str, Any]]:
        """The delta without what has to be held; nothing where nothing is left."""
        ready: dict[str, Any] = {}
        for key, value in delta.items():
            if key == "tool_calls":
                self._hold_calls(value)
            elif key == "function_call" and isinstance(value, dict):
                _join(self._function, value)
            elif isinstance(value, str) and key not in FIXED:
                text = self._channel(key).push(value)
                if text or not value:
                    ready[key] = text
            elif value is not None:
                ready[key] = value if key in FIXED else _rewrite(value, self._make)
        return [ready] if ready else []

    def close(self) -> list[dict[str, Any]]:
        """The rest of each text, then the tool calls, whole."""
        texts = {key: rest for key, channel in self._texts.items() if (rest := channel.flush())}
        self._texts = {}
        ready: list[dict[str, Any]] = [texts] if texts else []
        if self._calls:
            calls = [
                rewrite_call({**call, "index": number}, self._make)
                for number, call in sorted(self._calls.items())
            ]
            ready.append({"tool_calls": calls})
            self._calls = {}
        if self._function:
            ready.append({"function_call": _rewrite_function(self._function, self._make)})
            self._function = {}
        return ready

    def _channel(self, key: str) -> TextChannel:
        if key not in self._texts:
            self._texts[key] = self._make(self._json_text and key == "content")
        return self._texts[key]

    def _hold_calls(self, calls: Any) -> None:
        for place, call in enumerate(calls or []):
            number = call.get("index")
            number = place if number is None else number
            if not isinstance(number, int) or len(self._calls) > MAX_TOOL_CALLS:
                raise UpstreamUnavailable("The upstream's tool calls are over the limit.")
            _join(self._calls.setdefault(number, {}), call)


def rewrite_call(call: dict[str, Any], make: MakeChannel) -> dict[str, Any]:
    """A whole tool call for the client."""
    rewritten = {
        key: value if key in FIXED or key == "function" else _rewrite(value, make)
        for key, value in call.items()
    }
    if isinstance(call.get("function"), dict):
        rewritten["function"] = _rewrite_function(call["function"], make)
    return rewritten


def _rewrite_choice(choice: dict[str, Any], make: MakeChannel, json_text: bool) -> dict[str, Any]:
    message = choice.get("message")
    if not isinstance(message, dict):
        raise UpstreamUnavailable(NO_COMPLETION)
    rewritten: dict[str, Any] = {}
    for key, value in message_of(message).items():
        if key in FIXED:
            rewritten[key] = value
        elif key == "tool_calls" and isinstance(value, list):
            rewritten[key] = [rewrite_call(call, make) for call in value]
        elif key == "function_call" and isinstance(value, dict):
            rewritten[key] = _rewrite_function(value, make)
        else:
            rewritten[key] = _rewrite(value, make, json_text=json_text and key == "content")
    return {
        "index": index_of(choice),
        "message": rewritten,
        "logprobs": None,
        "finish_reason": finish_of(choice),
    }


def _rewrite_function(function: dict[str, Any], make: MakeChannel) -> dict[str, Any]:
    rewritten: dict[str, Any] = {}
    for key, value in function.items():
        is_arguments = key == "arguments" and isinstance(value, str)
        rewritten[key] = _arguments(value, make) if is_arguments else _rewrite(value, make)
    return rewritten


def _arguments(text: str, make: MakeChannel) -> str:
    """Arguments are JSON: values go in as JSON. Text that is no JSON is escaped as if it were."""
    inner = open_json(text)
    if inner is None:
        return _whole(make(True), text)
    try:
        return dump(_rewrite(inner, make, nested=MAX_NESTED))
    except RecursionError:  # deeper than anyone's arguments: read as one text
        return _whole(make(True), text)


def _nested(text: str, make: MakeChannel, nested: int) -> str:
    """A string of JSON, which may hold JSON again: what is put into that is escaped for it, too."""
    inner = open_json(text) if nested > 1 else None
    if not isinstance(inner, dict | list):
        return _whole(make(False), text)
    rewritten = _rewrite(inner, make, nested=nested - 1)
    return text if rewritten == inner else dump(rewritten)


def _rewrite(value: Any, make: MakeChannel, *, json_text: bool = False, nested: int = 0) -> Any:
    """A value of the reply; `nested` is how many levels of JSON in strings are opened, 0 for none.

    Numbers, which no placeholder is, are looked at within JSON alone.
    """
    if isinstance(value, str):
        return _nested(value, make, nested) if nested else _whole(make(json_text), value)
    if isinstance(value, list):
        return [_rewrite(item, make, nested=nested) for item in value]
    if isinstance(value, dict):
        return {
            _whole(make(False), key): _rewrite(item, make, nested=nested)
            for key, item in value.items()
        }
    if nested and is_number(value) and abs(value) >= LONG_NUMBER:
        rewritten = _whole(make(False), str(value))
        return value if rewritten == str(value) else rewritten
    return value


def _whole(channel: TextChannel, text: str) -> str:
    return channel.whole(text)


def inert_alone(make: MakeChannel) -> MakeChannel:
    """Channels that raise `NotInert` for the first text that needs a detector, and over some texts.

    A whole reply is then begun anew with `make`.
    """
    left = MAX_INERT_TEXTS

    def made(json_string: bool) -> TextChannel:
        nonlocal left
        left -= 1
        if left < 0:
            raise NotInert
        return _InertAlone(make(json_string))

    return made


class _InertAlone:
    def __init__(self, channel: TextChannel) -> None:
        self._channel = channel
        self.push, self.flush, self.inert = channel.push, channel.flush, channel.inert

    def whole(self, text: str) -> str:
        """See `TextChannel`."""
        if not self._channel.inert(text):
            raise NotInert
        return self._channel.whole(text)


def _join(held: dict[str, Any], piece: dict[str, Any]) -> None:
    """Adds a piece of a tool call: texts grow, ids and types are set once."""
    for key, value in piece.items():
        if isinstance(value, dict):
            inner = held.setdefault(key, {})
            if not isinstance(inner, dict):
                raise UpstreamUnavailable("The upstream's stream is no chat completion.")
            _join(inner, value)
        elif isinstance(value, str) and isinstance(held.get(key), str) and key not in FIXED:
            held[key] += value
            if len(held[key]) > MAX_TOOL_CALL:
                raise UpstreamUnavailable("The upstream's tool calls are over the limit.")
        elif value is not None or key not in held:
            held[key] = value
