"""What a dialect is: how a client's body becomes a chat request, and how the reply becomes the client's.

Redaction and restoring lie between the two and know chat completions alone: a dialect never sees a
placeholder's value before it is restored, and never a policy.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from gateway.protocol import ModelRequest
from sottovoce.errors import SottovoceError


class Translator(Protocol):
    """A restored stream's chunks into the client's events; one object a stream."""

    def push(self, chunk: dict[str, Any]) -> Iterable[bytes]:
        """The events that this chunk makes."""

    def finish(self) -> Iterable[bytes]:
        """The events that end a stream well."""

    def fail(self, error: SottovoceError) -> bytes:
        """The event that ends a stream that broke."""


class Dialect(Protocol):
    """One interface of the gateway's; `name` is for metrics and logs."""

    name: str

    def read(self, raw: bytes, *, max_choices: int) -> ModelRequest:
        """The request that a client's body means. Raises `InvalidRequest`."""

    def whole(self, reply: dict[str, Any], request: ModelRequest) -> dict[str, Any]:
        """A restored whole reply in the client's form."""

    def translator(self, request: ModelRequest) -> Translator:
        """What turns a restored stream into the client's events."""

    def error(self, error: SottovoceError) -> dict[str, Any]:
        """An error's body."""
