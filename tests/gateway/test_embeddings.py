"""Embeddings: types go out, numbers come back, and nothing else of either."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from gateway.dialects.embeddings import EmbeddingsDialect
from sottovoce.errors import InvalidRequest, UpstreamUnavailable
from tests.gateway.asking import EN, EN_VALUES, Start
from tests.gateway.serving import Upstream


@pytest.mark.parametrize(
    "given", [None, [], [1, 2], [[1], [2]], [["a"]], 7, ["a"] * 2049, {"text": "a"}]
)
def test_what_is_not_taken(given: Any) -> None:
    """Token ids, nothing, and too many texts."""
    raw = json.dumps({"model": "m", "input": given}).encode()
    with pytest.raises(InvalidRequest) as caught:
        EmbeddingsDialect().read(raw, max_choices=1)
    assert caught.value.param == "input"


@pytest.mark.parametrize("reply", [{}, {"data": "x"}, {"data": [{"embedding": ["a"]}]}])
def test_an_answer_that_is_none(reply: dict[str, Any]) -> None:
    """Vectors are numbers, or base64 of them."""
    request = EmbeddingsDialect().read(b'{"input": "a"}', max_choices=1)
    with pytest.raises(UpstreamUnavailable):
        EmbeddingsDialect().whole(reply, request)


@pytest.mark.slow
def test_over_sockets(start: Start, upstream: Upstream) -> None:
    """The upstream sees types; the client gets vectors and not what the upstream wrote beside them."""
    upstream.embeds = True
    client = start().client()
    reply = client.embeddings.create(
        model="m", input=[EN, "hello"], encoding_format="float", user="customer-7"
    )
    assert [row.index for row in reply.data] == [0, 1]
    assert reply.data[1].embedding == [5.0, 0.5]
    (seen,) = upstream.requests
    told = seen.raw.decode()
    assert "[PERSON]" in told
    assert not [value for value in (*EN_VALUES, "customer-7") if value in told]
    assert "leak" not in reply.model_dump_json()


@pytest.mark.slow
def test_a_site_without_them(start: Start) -> None:
    """A 400 with a code of its own, the first time and every other."""
    client = start().client()
    for _ in range(2):
        with pytest.raises(openai.BadRequestError) as caught:
            client.embeddings.create(model="m", input="hello")
        assert caught.value.code == "not_supported"
