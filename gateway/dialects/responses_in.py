"""OpenAI's Responses request as a chat request. Knows the two forms on the wire and no policy.

What would need a state at a vendor, or a tool that runs there, is refused: `previous_response_id`,
`conversation`, `background`, stored prompts, hosted tools, item references.
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
from sottovoce.errors import InvalidRequest

_TEXT: Final = ("input_text", "output_text", "text", "refusal")
_ROLES: Final = ("user", "assistant", "system", "developer")
_STATELESS: Final = {
    "previous_response_id": "send the whole conversation in input.",
    "conversation": "send the whole conversation in input.",
    "background": "the answer is given in this request.",
    "prompt": "send the text itself, no stored prompt.",
    "context_management": "send the conversation as it is to be read.",
    "top_logprobs": "log probabilities show redacted text.",
}
# Read here, or of no meaning for a chat request.
_READ: Final = frozenset(
    {
        "input",
        "instructions",
        "tools",
        "tool_choice",
        "text",
        "reasoning",
        "max_output_tokens",
        "include",
        "truncation",
        "max_tool_calls",
        "stream_options",
        *_STATELESS,
    }
)
_INCLUDABLE: Final = frozenset({"reasoning.encrypted_content"})


def chat_tree(tree: dict[str, Any]) -> dict[str, Any]:
    """The chat body that a Responses body means; unknown fields go on. Raises `InvalidRequest`."""
    refuse_fields(tree, _STATELESS)
    for wanted in list_of(tree.get("include") or [], "include"):
        if not is_one_of(wanted, _INCLUDABLE):
            raise InvalidRequest("include asks for what is not given here.", param="include")
    if tree.get("truncation") not in (None, "disabled"):
        raise InvalidRequest("truncation is not taken: send what fits.", param="truncation")
    chat: dict[str, Any] = {k: v for k, v in tree.items() if k not in _READ}
    chat["messages"] = _messages(tree)
    if tree.get("tools"):
        chat["tools"] = [_tool(t, i) for i, t in enumerate(list_of(tree["tools"], "tools"))]
        if tree.get("tool_choice") is not None:
            chat["tool_choice"] = _choice(tree["tool_choice"])
    else:
        chat.pop("parallel_tool_calls", None)
    chat |= _text_options(tree.get("text"))
    if tree.get("max_output_tokens") is not None:
        chat["max_tokens"] = tree["max_output_tokens"]
    effort = object_of(tree.get("reasoning") or {}, "reasoning").get("effort")
    if effort is not None:
        chat["reasoning_effort"] = effort
    return chat


def _messages(tree: dict[str, Any]) -> list[dict[str, Any]]:
    given = tree.get("input")
    messages: list[dict[str, Any]] = []
    if tree.get("instructions"):
        messages.append(
            {"role": "system", "content": text_of(tree["instructions"], "instructions")}
        )
    if isinstance(given, str):
        return [*messages, {"role": "user", "content": given}]
    for place, item in enumerate(list_of(given, "input")):
        _add(messages, object_of(item, f"input.{place}"), f"input.{place}")
    return messages


def _add(messages: list[dict[str, Any]], item: dict[str, Any], param: str) -> None:
    kind = item.get("type", "message")
    if kind == "message":
        role = item.get("role")
        if role not in _ROLES:
            raise InvalidRequest("role is user, assistant, system or developer.", param=param)
        content = join_texts(item.get("content"), f"{param}.content", _TEXT)
        messages.append({"role": role, "content": content})
    elif kind == "function_call":
        call = {
            "id": text_of(item.get("call_id"), f"{param}.call_id"),
            "type": "function",
            "function": {
                "name": text_of(item.get("name"), f"{param}.name"),
                "arguments": text_of(item.get("arguments"), f"{param}.arguments"),
            },
        }
        _caller(messages)["tool_calls"].append(call)
    elif kind == "function_call_output":
        messages.append(
            {
                "role": "tool",
                "tool_call_id": text_of(item.get("call_id"), f"{param}.call_id"),
                "content": join_texts(item.get("output"), f"{param}.output", _TEXT),
            }
        )
    elif kind != "reasoning":  # a vendor's sealed thoughts mean nothing to another model
        raise InvalidRequest("Only messages and function calls are taken.", param=param)


def _caller(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """The assistant's message that a call belongs to: calls side by side are one message's."""
    if messages and messages[-1]["role"] == "assistant":
        messages[-1].setdefault("tool_calls", [])
        return messages[-1]
    messages.append({"role": "assistant", "content": None, "tool_calls": []})
    return messages[-1]


def _tool(tool: Any, place: int) -> dict[str, Any]:
    param = f"tools.{place}"
    given = object_of(tool, param)
    if given.get("type") != "function":
        raise InvalidRequest("Only function tools are taken: no hosted tools.", param=param)
    return {"type": "function", "function": {k: v for k, v in given.items() if k != "type"}}


def _choice(choice: Any) -> Any:
    if isinstance(choice, str):
        return choice
    given = object_of(choice, "tool_choice")
    if given.get("type") != "function":
        raise InvalidRequest("tool_choice names a function or a mode.", param="tool_choice")
    return {"type": "function", "function": {"name": given.get("name")}}


def _text_options(text: Any) -> dict[str, Any]:
    if text is None:
        return {}
    given = object_of(text, "text")
    options: dict[str, Any] = {}
    form = given.get("format")
    if isinstance(form, dict) and form.get("type") == "json_schema":
        schema = {k: v for k, v in form.items() if k != "type"}
        options["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif form is not None and form != {"type": "text"}:
        options["response_format"] = form
    if given.get("verbosity") is not None:
        options["verbosity"] = given["verbosity"]
    return options
