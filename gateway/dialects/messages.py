"""Anthropic's Messages, answered by chat completions. Knows no policy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gateway.dialects.chat import chat_request
from gateway.dialects.messages_in import chat_tree
from gateway.dialects.messages_out import MessageEvents, error_of, message_of
from gateway.protocol import ModelRequest, parse_object
from sottovoce.errors import SottovoceError


class MessagesDialect:
    """`POST /v1/messages`."""

    name = "messages"

    def read(self, raw: bytes, *, max_choices: int) -> ModelRequest:
        """See `Dialect`."""
        request = chat_request(chat_tree(parse_object(raw)), max_choices=max_choices)
        return replace(request, usage_wanted=True)

    def whole(self, reply: dict[str, Any], request: ModelRequest) -> dict[str, Any]:
        """See `Dialect`."""
        del request
        return message_of(reply)

    def translator(self, request: ModelRequest) -> MessageEvents:
        """See `Dialect`."""
        del request
        return MessageEvents()

    def error(self, error: SottovoceError) -> dict[str, Any]:
        """See `Dialect`."""
        return error_of(error)
