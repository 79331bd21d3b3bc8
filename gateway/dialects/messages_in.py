"""Anthropic's Messages request as a chat request. Knows the two forms on the wire and no policy.

Source: Anthropic's API reference, "Messages". Images, documents, hosted tools and extended thinking are
refused; a history's thinking blocks are left out, since they are sealed for another model.
"""

from __future__ import annotations

from typing import Any, Final

from gateway.dialects.refusals import (
    is_one_of,
    join_texts,
    list_of,
    object_of,
    refuse_fields,
    text_of,
)
from gateway.walker import dump
from sottovoce.errors import InvalidRequest

_READ: Final = frozenset(
    {
        "messages",
        "system",
        "tools",
        "tool_choice",
        "stop_sequences",
        "metadata",
        "thinking",
        "service_tier",
        "cache_control",
    }
)
_ELSEWHERE: Final = {
    "container": "no code runs here.",
    "context_management": "send the conversation as it is to be read.",
    "mcp_servers": "no tool runs here.",
}
_CHOICES: Final = {"auto": "auto", "any": "required", "none": "none"}
_SKIPPED: Final = ("thinking", "redacted_thinking")


def chat_tree(tree: dict[str, Any]) -> dict[str, Any]:
    """The chat body that a Messages body means; unknown fields go on. Raises `InvalidRequest`."""
    refuse_fields(tree, _ELSEWHERE)
    _refuse_thinking(tree.get("thinking"))
    if type(tree.get("max_tokens")) is not int or tree["max_tokens"] < 1:
        raise InvalidRequest("max_tokens must be a number from 1.", param="max_tokens")
    chat: dict[str, Any] = {k: v for k, v in tree.items() if k not in _READ}
    chat["messages"] = _messages(tree)
    if tree.get("stop_sequences"):
        chat["stop"] = tree["stop_sequences"]
    if tree.get("tools"):
        chat["tools"] = [_tool(t, i) for i, t in enumerate(list_of(tree["tools"], "tools"))]
        chat |= _choice(tree.get("tool_choice"))
    customer = object_of(tree.get("metadata") or {}, "metadata").get("user_id")
    if customer is not None:
        chat["user"] = text_of(customer, "metadata.user_id")
    return chat


def _refuse_thinking(thinking: Any) -> None:
    if thinking is not None and object_of(thinking, "thinking").get("type") != "disabled":
        raise InvalidRequest("thinking is not taken: leave it out.", param="thinking")


def _messages(tree: dict[str, Any]) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    system = join_texts(tree.get("system"), "system", ("text",))
    if system:
        messages.append({"role": "system", "content": system})
    for place, given in enumerate(list_of(tree.get("messages"), "messages")):
        param = f"messages.{place}"
        message = object_of(given, param)
        if message.get("role") not in ("user", "assistant"):
            raise InvalidRequest("role is user or assistant.", param=f"{param}.role")
        messages.extend(_turns(message["role"], message.get("content"), f"{param}.content"))
    return messages


def _turns(role: str, content: Any, param: str) -> list[dict[str, Any]]:
    """One message as chat messages: each tool's result is one of its own, before the text."""
    if isinstance(content, str):
        return [{"role": role, "content": content}]
    results: list[dict[str, Any]] = []
    calls: list[dict[str, Any]] = []
    texts: list[str] = []
    for place, given in enumerate(list_of(content, param)):
        where = f"{param}.{place}"
        block = object_of(given, where)
        kind = block.get("type")
        if kind == "text":
            texts.append(text_of(block.get("text"), where))
        elif kind == "tool_use" and role == "assistant":
            calls.append(_call(block, where))
        elif kind == "tool_result" and role == "user":
            results.append(_result(block, where))
        elif kind not in _SKIPPED:
            raise InvalidRequest(
                "Only text, tool_use and tool_result are taken: no images or documents.",
                param=where,
            )
    said: dict[str, Any] = {"role": role, "content": "\n".join(texts) if texts else None}
    if calls:
        said["tool_calls"] = calls
    if not texts and not calls and results:
        return results
    return [*results, said if texts or calls else {"role": role, "content": ""}]


def _call(block: dict[str, Any], param: str) -> dict[str, Any]:
    return {
        "id": text_of(block.get("id"), f"{param}.id"),
        "type": "function",
        "function": {
            "name": text_of(block.get("name"), f"{param}.name"),
            "arguments": dump(object_of(block.get("input"), f"{param}.input")),
        },
    }


def _result(block: dict[str, Any], param: str) -> dict[str, Any]:
    text = join_texts(block.get("content"), f"{param}.content", ("text",))
    return {
        "role": "tool",
        "tool_call_id": text_of(block.get("tool_use_id"), f"{param}.tool_use_id"),
        "content": f"Error: {text}" if block.get("is_error") is True else text,
    }


def _tool(tool: Any, place: int) -> dict[str, Any]:
    param = f"tools.{place}"
    given = object_of(tool, param)
    if given.get("type", "custom") != "custom":
        raise InvalidRequest("Only tools of the client's own are taken.", param=param)
    function = {"name": text_of(given.get("name"), f"{param}.name")}
    rest = {
        k: v
        for k, v in given.items()
        if k not in ("name", "type", "input_schema", "cache_control") and v is not None
    }
    schema = object_of(given.get("input_schema"), f"{param}.input_schema")
    return {"type": "function", "function": {**function, **rest, "parameters": schema}}


def _choice(choice: Any) -> dict[str, Any]:
    if choice is None:
        return {}
    given = object_of(choice, "tool_choice")
    options: dict[str, Any] = {}
    if given.get("disable_parallel_tool_use") is True:
        options["parallel_tool_calls"] = False
    kind = given.get("type")
    if kind == "tool":
        named = {"name": text_of(given.get("name"), "tool_choice.name")}
        return {**options, "tool_choice": {"type": "function", "function": named}}
    if not is_one_of(kind, _CHOICES):
        raise InvalidRequest("tool_choice is auto, any, tool or none.", param="tool_choice")
    return {**options, "tool_choice": _CHOICES[kind]}
