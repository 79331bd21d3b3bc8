"""Schemas without the rules that a placeholder would break, and with all others."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.schemas import relax, relax_body

RULES: dict[str, Any] = {"pattern": "^x$", "format": "email", "minLength": 1, "maxLength": 3}


@pytest.mark.parametrize(
    ("schema", "relaxed"),
    [
        ({"type": "string", **RULES}, {"type": "string"}),
        ({"items": RULES, "minItems": 1}, {"items": {}, "minItems": 1}),
        ({"anyOf": [RULES, {"type": "null"}]}, {"anyOf": [{}, {"type": "null"}]}),
        ({"$defs": {"format": RULES}}, {"$defs": {"format": {}}}),
        ({"patternProperties": {"^a": RULES}}, {"patternProperties": {"^a": {}}}),
        ({"enum": ["a"], "const": "b"}, {"enum": ["a"], "const": "b"}),
        ({"default": {"pattern": "x"}}, {"default": {"pattern": "x"}}),
        ({"additionalProperties": False}, {"additionalProperties": False}),
        (True, True),
    ],
)
def test_rules(schema: Any, relaxed: Any) -> None:
    """String rules go wherever a schema can stand; data and names that look like them stay."""
    assert relax(schema) == relaxed


def test_a_property_may_be_called_pattern() -> None:
    """Names of the client's own are no rules."""
    schema = {"properties": {"pattern": {"type": "string", "maxLength": 2}}}
    assert relax(schema) == {"properties": {"pattern": {"type": "string"}}}


def test_where_schemas_stand_in_a_body() -> None:
    """Tools in both forms, functions, the answer's format, and servers' own fields; nothing else moves."""
    body = {
        "messages": [{"role": "user", "content": "pattern"}],
        "tools": [{"type": "function", "function": {"name": "f", "parameters": RULES}}],
        "functions": [{"name": "g", "parameters": RULES}],
        "response_format": {"type": "json_schema", "json_schema": {"name": "n", "schema": RULES}},
        "guided_json": RULES,
    }
    relaxed = relax_body(body)
    assert relaxed["messages"] == body["messages"]
    assert relaxed["tools"][0]["function"] == {"name": "f", "parameters": {}}
    assert relaxed["functions"] == [{"name": "g", "parameters": {}}]
    assert relaxed["response_format"]["json_schema"] == {"name": "n", "schema": {}}
    assert relaxed["guided_json"] == {}
    assert body["guided_json"] == RULES


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=20,
)


@given(_json)
def test_any_json_is_taken(value: Any) -> None:
    """Whatever a client sends in a schema's place: no failure, and twice is once."""
    relaxed = relax(value)
    assert relax(relaxed) == relaxed
    if isinstance(value, dict):
        assert relax_body(value) is not None
