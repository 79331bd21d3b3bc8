"""The OpenAPI document says what the gateway does: routes, bodies, statuses, headers, errors."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from gateway.openapi import document
from gateway.people import EraseBody, FeedbackBody, PreviewBody
from gateway.protocol import Common
from tests.gateway.asking import Start
from tests.gateway.serving import Running, Upstream, fast_detector

DOCUMENT = document()
OPERATIONS = [
    (path, method, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
]
NAMES = [operation["operationId"] for *_, operation in OPERATIONS]


@pytest.fixture
def gateway(start: Start, upstream: Upstream) -> Running:
    """A gateway whose upstream can do everything."""
    upstream.embeds = True
    upstream.continues = lambda body: f"{body['prompt']} and so on"
    upstream.models = [{"id": "m", "object": "model"}]
    upstream.script = lambda body: (
        ["Good ", "day."] if body.get("stream") else {"role": "assistant", "content": "Good day."}
    )
    return start(build=fast_detector)


def test_every_route_stands_there(start: Start) -> None:
    """The document has the application's routes, with their methods, and no others."""
    app: Any = start(build=fast_detector).served.app
    there = {
        (route.path, method.lower())
        for route in _routes(app)
        for method in route.methods - {"HEAD", "OPTIONS"}
    }
    assert {(path, method) for path, method, _ in OPERATIONS} == there


def _routes(app: Any) -> Iterator[Any]:
    for route in app.routes:
        if hasattr(route, "methods"):
            yield route
        else:
            yield from _routes(getattr(route, "original_router", route))


def test_the_document_is_served_as_it_is_committed(gateway: Running) -> None:
    """`/openapi.json` needs no key, and docs/reference holds the same."""
    served = httpx.get(f"{gateway.base}/openapi.json").json()
    assert served == DOCUMENT
    committed = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"
    assert json.loads(committed.read_text()) == {**DOCUMENT}


def test_every_reference_leads_somewhere() -> None:
    """No `$ref` is broken, and every schema is one by JSON Schema's own measure."""
    for ref in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(DOCUMENT)):
        node: Any = DOCUMENT
        for step in ref.split("/"):
            node = node[step]
    for schema in DOCUMENT["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (Common, "Chat"),
        (Common, "Prompt"),
        (Common, "EmbeddingRequest"),
        (FeedbackBody, "Feedback"),
        (PreviewBody, "Preview"),
        (EraseBody, "Erase"),
    ],
)
def test_the_bodies_are_those_that_are_read(model: Any, name: str) -> None:
    """Each field that the gateway checks stands in the schema; what is closed there is closed here."""
    schema = DOCUMENT["components"]["schemas"][name]
    read = model.model_json_schema()
    assert set(read["properties"]) <= set(schema["properties"])
    assert set(read.get("required", ())) <= set(schema["required"])
    assert schema["additionalProperties"] is (model is Common)


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_what_it_says_holds(gateway: Running, name: str, mode: GenerationMode) -> None:
    """Made-up requests, right and wrong ones, get documented statuses, headers and bodies, and no crash."""
    schema = schemathesis.openapi.from_dict(DOCUMENT)
    operation = next(
        found.ok()
        for found in schema.get_all_operations()
        if found.ok().definition.raw["operationId"] == name
    )
    checks = CHECKS.get_by_names(
        [
            "status_code_conformance",
            "content_type_conformance",
            "response_headers_conformance",
            "response_schema_conformance",
        ]
    )
    told: list[int] = []

    @settings(
        max_examples=15,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        reply = case.call(base_url=gateway.base, timeout=20)
        told.append(reply.status_code)
        assert reply.status_code != 500, reply.text
        case.validate_response(reply, checks=[*checks])

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # schemathesis' own, on its newer companions
        if mode is GenerationMode.NEGATIVE and not _can_be_wrong(operation):
            pytest.skip("there is nothing to get wrong")
        ask()
    assert told
    if mode is GenerationMode.POSITIVE and name not in ("rateAnswer", "ready"):
        assert 200 in told, told


def _can_be_wrong(operation: Any) -> bool:
    raw = operation.definition.raw
    return bool(raw.get("requestBody") or raw.get("parameters"))


@pytest.mark.slow
def test_official_clients_bodies_are_valid(gateway: Running, upstream: Upstream) -> None:
    """What the official clients send is right by the document, and what they get."""
    tool = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}
    said: Any = [{"role": "user", "content": [{"type": "text", "text": "Hello"}]}]
    client: Any = gateway.client()
    claude: Any = gateway.claude()
    answers = [
        client.chat.completions.with_raw_response.create(
            model="m", messages=said, tools=[tool], temperature=0.2
        ),
        client.completions.with_raw_response.create(model="m", prompt="Hello"),
        client.embeddings.with_raw_response.create(model="m", input=["Hello"]),
        client.responses.with_raw_response.create(model="m", input="Hello", instructions="Kind."),
        client.models.with_raw_response.list(),
        claude.messages.with_raw_response.create(
            model="m", max_tokens=9, messages=said, system="Be kind."
        ),
    ]
    seen = [
        (
            answer.http_request.url.path,
            json.loads(answer.http_request.content or b"null"),
            json.loads(answer.http_response.content),
        )
        for answer in answers
    ]
    for path, sent, got in seen:
        operation = next(iter(DOCUMENT["paths"][path].values()))
        if sent is not None:
            _valid(operation["requestBody"]["content"]["application/json"]["schema"], sent)
        if got is not None:
            _valid(operation["responses"]["200"]["content"]["application/json"]["schema"], got)


def _valid(schema: Any, value: Any) -> None:
    whole = {**schema, "components": DOCUMENT["components"]}
    jsonschema.Draft202012Validator(whole).validate(value)
