"""JSON Schemas of tools and answers, relaxed so that a placeholder can stand where a value did.

A schema may ask for eleven digits where the model knows only `<PHONE_NUMBER_1>`: a server that holds the model
to it would make the model invent a number. So `pattern`, `format` and the lengths of strings are left out of
what is sent, and the value that is put back fits the client's own schema again. `enum` and `const` stay: their
values are redacted like all others, each to the same placeholder as elsewhere. Knows no policy.
"""

from __future__ import annotations

from typing import Any, Final

# JSON Schema 2020-12, "Validation Keywords for Strings" and "format".
_STRING_RULES: Final = (
    "pattern",
    "format",
    "minLength",
    "maxLength",
    "contentEncoding",
    "contentMediaType",
)
# Under these keys stand names of the client's own, whose values are schemas.
_NAMED: Final = frozenset(
    {"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"}
)
_LISTS: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_ONE: Final = frozenset(
    {
        "items",
        "additionalProperties",
        "contains",
        "not",
        "if",
        "then",
        "else",
        "propertyNames",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)


def relax_body(body: dict[str, Any]) -> dict[str, Any]:
    """The body with the schemas of its tools and of its answer relaxed; everything else as it is."""
    relaxed = dict(body)
    for key in ("tools", "functions"):
        if isinstance(body.get(key), list):
            relaxed[key] = [_tool(tool) for tool in body[key]]
    answer = body.get("response_format")
    if isinstance(answer, dict) and isinstance(answer.get("json_schema"), dict):
        schema = answer["json_schema"]
        relaxed["response_format"] = {**answer, "json_schema": _held(schema, "schema")}
    for key in ("guided_json", "json_schema"):
        if isinstance(body.get(key), dict):
            relaxed[key] = relax(body[key])
    return relaxed


def relax(schema: Any) -> Any:
    """A schema without the rules that a placeholder would break."""
    if not isinstance(schema, dict):
        return schema
    return {key: _relaxed(key, value) for key, value in schema.items() if key not in _STRING_RULES}


def _relaxed(key: str, value: Any) -> Any:
    if key in _NAMED and isinstance(value, dict):
        return {name: relax(item) for name, item in value.items()}
    if key in _LISTS and isinstance(value, list):
        return [relax(item) for item in value]
    if key in _ONE:
        return [relax(item) for item in value] if isinstance(value, list) else relax(value)
    return value


def _tool(tool: Any) -> Any:
    if not isinstance(tool, dict):
        return tool
    if isinstance(tool.get("function"), dict):
        return {**tool, "function": _held(tool["function"], "parameters")}
    return _held(tool, "parameters")


def _held(holder: dict[str, Any], key: str) -> dict[str, Any]:
    return {**holder, key: relax(holder[key])} if isinstance(holder.get(key), dict) else holder
