"""What of an upstream's answer has to be of its type, so that every dialect can write it in its own form.

An upstream is another program: what it sends is looked at here once, and the rest may rely on it. What is
missing is left missing. Raises `UpstreamUnavailable` for what cannot be an answer. Knows no policy.
"""

from __future__ import annotations

import re
from typing import Any, Final, TypeGuard

from gateway.walker import dump, is_number
from sottovoce.errors import UpstreamUnavailable

NO_COMPLETION: Final = "The upstream's answer is no chat completion."
# Numbers that every client can read; names and ids that are ones.
_MOST: Final = 1 << 53
_LONGEST: Final = 256
# More choices, or tool calls, than any answer has.
MAX_CHOICES: Final = 1024
_WORD: Final = re.compile(r"[A-Za-z_]{1,32}")
_TEXTS: Final = ("content", "refusal", "reasoning_content", "reasoning")


def envelope(reply: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """These of an answer's own fields, each of its type; its numbers of tokens are numbers."""
    told: dict[str, Any] = {}
    for key in keys:
        value = reply.get(key)
        if key == "usage":
            value = _usage(value)
        elif key == "created":
            value = int(value) if _counts(value) else None
        elif not (isinstance(value, str) and len(value) <= _LONGEST):
            value = None
        if key in reply and (value is not None or reply[key] is None):
            told[key] = value
    return told


def choices_of(reply: dict[str, Any]) -> list[dict[str, Any]]:
    """The choices of an answer or of a chunk."""
    choices = reply.get("choices")
    if not isinstance(choices, list) or not all(isinstance(c, dict) for c in choices):
        raise UpstreamUnavailable(NO_COMPLETION)
    return choices


def index_of(choice: dict[str, Any]) -> int:
    """A choice's number, or a tool call's; some servers leave the first one's open."""
    number = choice.get("index")
    if number is None:
        return 0
    if type(number) is not int or not 0 <= number < MAX_CHOICES:
        raise UpstreamUnavailable(NO_COMPLETION)
    return number


def finish_of(choice: dict[str, Any]) -> str | None:
    """Why a choice ended: one word; what is none means that it ended."""
    reason = choice.get("finish_reason")
    if reason is None:
        return None
    return reason if isinstance(reason, str) and _WORD.fullmatch(reason) else "stop"


def message_of(message: dict[str, Any]) -> dict[str, Any]:
    """A message or a delta whose texts are texts and whose tool calls are calls."""
    for key in _TEXTS:
        if not isinstance(message.get(key), str | None):
            raise UpstreamUnavailable(NO_COMPLETION)
    if "role" in message and message["role"] != "assistant":
        message = {**message, "role": "assistant"}  # nobody else answers
    calls = message.get("tool_calls")
    if calls is None:
        return message
    if not isinstance(calls, list):
        raise UpstreamUnavailable(NO_COMPLETION)
    return {**message, "tool_calls": [_call(call) for call in calls]}


def _call(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise UpstreamUnavailable(NO_COMPLETION)
    call: dict[str, Any] = given
    if not isinstance(call.get("id"), str | None):
        raise UpstreamUnavailable(NO_COMPLETION)
    index_of(call)
    if "type" in call and call["type"] != "function":
        call = {**call, "type": "function"}
    function = call.get("function")
    if function is None:
        return call
    if not isinstance(function, dict) or not isinstance(function.get("name"), str | None):
        raise UpstreamUnavailable(NO_COMPLETION)
    arguments = function.get("arguments")
    if isinstance(arguments, dict):  # as some servers write them
        return {**call, "function": {**function, "arguments": dump(arguments)}}
    if not isinstance(arguments, str | None):
        raise UpstreamUnavailable(NO_COMPLETION)
    return call


def _usage(usage: Any) -> dict[str, Any] | None:
    if not isinstance(usage, dict):
        return None
    told: dict[str, Any] = {}
    for key, value in usage.items():
        if isinstance(value, dict):
            told[key] = {k: v for k, v in value.items() if _counts(v)}
        elif _counts(value) and not key.endswith("_details"):
            told[key] = value
    return told


def _counts(value: Any) -> TypeGuard[float]:
    return is_number(value) and 0 <= value < _MOST
