"""Text completions: natively where the upstream has the route, as a chat where it has not."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from gateway.dialects.completions import CompletionsDialect, chat_form
from sottovoce.errors import InvalidRequest
from tests.gateway.asking import EN, EN_VALUES, Start, chosen
from tests.gateway.serving import Upstream


def read(**fields: Any) -> dict[str, Any]:
    """The body that goes on."""
    raw = json.dumps({"model": "m", "prompt": "hi", **fields}).encode()
    return CompletionsDialect().read(raw, max_choices=4).body


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"prompt": None}, "prompt"),
        ({"prompt": [1, 2]}, "prompt"),
        ({"prompt": [[1], [2]]}, "prompt"),
        ({"prompt": []}, "prompt"),
        ({"prompt": ["a"] * 5}, "prompt"),
        ({"logprobs": 2}, "logprobs"),
        ({"n": 9}, "n"),
    ],
)
def test_what_is_not_taken(fields: dict[str, Any], param: str) -> None:
    """Token ids, too many answers and log probabilities are refused by name."""
    with pytest.raises(InvalidRequest) as caught:
        read(**fields)
    assert caught.value.param == param


def test_a_prompt_as_a_chat() -> None:
    """One message of the user's; what only a continuation knows is refused."""
    assert chat_form(read(max_tokens=3)) == {
        "max_tokens": 3,
        "messages": [{"role": "user", "content": "hi"}],
    }
    for field, value in (("suffix", "x"), ("echo", True), ("best_of", 2)):
        with pytest.raises(InvalidRequest) as caught:
            chat_form(read(**{field: value}))
        assert caught.value.param == field
    with pytest.raises(InvalidRequest):
        chat_form(read(prompt=["a", "b"]))


@pytest.mark.slow
@pytest.mark.parametrize("native", [False, True])
def test_round_trip(start: Start, upstream: Upstream, native: bool) -> None:
    """The client gets its values back, streaming or not, whichever route the upstream has."""
    upstream.script = chosen
    if native:
        upstream.continues = lambda body: str(body["prompt"])
    client = start().client()
    whole = client.completions.create(model="sottovoce", prompt=EN)
    assert whole.choices[0].text == EN
    assert whole.object == "text_completion"
    assert whole.id == "cmpl-1"
    pieces = list(client.completions.create(model="sottovoce", prompt=EN, stream=True))
    assert "".join(piece.choices[0].text for piece in pieces if piece.choices) == EN
    assert {piece.id for piece in pieces} == {"cmpl-1"}
    told = b"".join(seen.raw for seen in upstream.requests).decode()
    assert not [value for value in EN_VALUES if value in told]
    paths = [seen.path for seen in upstream.requests if seen.raw]
    # The missing route is asked once, and then known.
    assert paths.count("/v1/completions") == (2 if native else 1)


@pytest.mark.slow
def test_faults_are_openai_errors(start: Start) -> None:
    """Token ids are a 400 with the field's name."""
    with pytest.raises(openai.BadRequestError) as caught:
        start().client().completions.create(model="sottovoce", prompt=[1, 2, 3])
    assert caught.value.param == "prompt"
