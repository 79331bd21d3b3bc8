"""OpenAI's embeddings: text goes out with types in the place of values, for good, and numbers come back.

A type token is the same for every conversation, so that equal texts keep equal vectors and no vector depends
on a person. Knows no policy.
"""

from __future__ import annotations

from typing import Any, Final

from gateway.dialects.base import Translator
from gateway.dialects.chat import ChatEvents
from gateway.protocol import Common, ModelRequest, checked, model_request, parse_object
from sottovoce.errors import InvalidRequest, SottovoceError, UpstreamUnavailable, error_body

PATH: Final = "/embeddings"
MAX_INPUTS: Final = 2048
_ENVELOPE: Final = ("object", "model", "usage")


class EmbeddingsDialect:
    """`POST /v1/embeddings`."""

    name = "embeddings"

    def read(self, raw: bytes, *, max_choices: int) -> ModelRequest:
        """See `Dialect`."""
        tree = parse_object(raw)
        fields = checked(Common, tree, max_choices=max_choices)
        given = tree.get("input")
        texts = given if isinstance(given, list) else [given]
        if not texts or not all(isinstance(text, str) for text in texts):
            raise InvalidRequest("input is text or a list of texts: no token ids.", param="input")
        if len(texts) > MAX_INPUTS:
            raise InvalidRequest(f"input has at most {MAX_INPUTS} texts.", param="input")
        if fields.stream:
            raise InvalidRequest("Embeddings are not streamed.", param="stream")
        return model_request(tree, fields, path=PATH, irreversible=True)

    def whole(self, reply: dict[str, Any], request: ModelRequest) -> dict[str, Any]:
        """See `Dialect`: the vectors, and nothing else of what the upstream wrote."""
        del request
        rows = reply.get("data")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise UpstreamUnavailable("The upstream's answer is no list of embeddings.")
        data = [
            {"object": "embedding", "index": row.get("index", at), "embedding": _vector(row)}
            for at, row in enumerate(rows)
        ]
        return {**{k: reply[k] for k in _ENVELOPE if k in reply}, "data": data}

    def translator(self, request: ModelRequest) -> Translator:
        """See `Dialect`; there is no stream."""
        del request
        return ChatEvents()

    def error(self, error: SottovoceError) -> dict[str, Any]:
        """See `Dialect`."""
        return error_body(error)


def _vector(row: dict[str, Any]) -> Any:
    """Numbers, or their bytes in base64, as was asked for."""
    vector = row.get("embedding")
    numbers = isinstance(vector, list) and all(isinstance(x, int | float) for x in vector)
    if not numbers and not isinstance(vector, str):
        raise UpstreamUnavailable("The upstream's answer is no list of embeddings.")
    return vector
