"""OpenAI's Responses, answered by chat completions, so that every upstream can serve them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gateway.dialects.chat import chat_request
from gateway.dialects.responses_in import chat_tree
from gateway.dialects.responses_out import ResponseEvents, response_of
from gateway.protocol import ModelRequest, parse_object
from sottovoce.errors import SottovoceError, error_body


class ResponsesDialect:
    """`POST /v1/responses`."""

    name = "responses"

    def read(self, raw: bytes, *, max_choices: int) -> ModelRequest:
        """See `Dialect`."""
        tree = parse_object(raw)
        request = chat_request(chat_tree(tree), max_choices=max_choices)
        return replace(request, asked=tree, usage_wanted=True)

    def whole(self, reply: dict[str, Any], request: ModelRequest) -> dict[str, Any]:
        """See `Dialect`."""
        return response_of(reply, request.asked)

    def translator(self, request: ModelRequest) -> ResponseEvents:
        """See `Dialect`."""
        return ResponseEvents(request.asked)

    def error(self, error: SottovoceError) -> dict[str, Any]:
        """See `Dialect`."""
        return error_body(error)
