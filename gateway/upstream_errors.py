"""What an upstream's no means: its status, its code and when to come again become an error of ours.

Not a word of what the upstream wrote is passed on, since it may quote a user. Knows no HTTP library.
"""

from __future__ import annotations

import json
import math
import re
from email.utils import parsedate_to_datetime
from typing import Any, Final

from gateway.answers import UnknownAnswer
from gateway.grammar import KEYS
from sottovoce.errors import (
    BodyTooLarge,
    InvalidRequest,
    Overloaded,
    PrivacyRefused,
    RateLimited,
    SottovoceError,
    UnknownModel,
    UpstreamTimeout,
    UpstreamUnavailable,
)

# The place of a message in a request; a longer number may be somebody's.
PLACE_DIGITS: Final = 4
# What an upstream's error code becomes; a code that is not here is told by its status alone.
_BY_CODE: Final[dict[str, type[SottovoceError]]] = {
    "dialogue_not_found": UnknownAnswer,
    "model_not_found": UnknownModel,
    "overloaded": Overloaded,
    "privacy_refused": PrivacyRefused,
    "rate_limit_exceeded": RateLimited,
    "upstream_timeout": UpstreamTimeout,
}
_BY_STATUS: Final[dict[int, type[SottovoceError]]] = {
    408: UpstreamTimeout,
    413: BodyTooLarge,
    429: RateLimited,
    504: UpstreamTimeout,
}
_TOO_LONG: Final = "context_length_exceeded"
# The longest time to come again that an upstream's word is taken for.
MAX_RETRY_SECONDS: Final = 3600
RETRY_DIGITS: Final = 9
_DATE: Final = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT")


class NoRoute(UpstreamUnavailable):
    """The upstream is there and has no such path."""


class Unreachable(UpstreamUnavailable):
    """Nobody listens there, or it drains: the request was not taken."""


class Dropped(UpstreamUnavailable):
    """The connection ended before a byte of the answer came."""


def retry_after(told: str, now: float) -> int | None:
    """Seconds of a Retry-After (RFC 9110, 10.2.3), a number or a date, within bounds; None for another text."""
    text = told.strip()
    if text.isascii() and text.isdecimal() and len(text) <= RETRY_DIGITS:
        return min(int(text), MAX_RETRY_SECONDS)
    if not _DATE.fullmatch(text):
        return None
    try:
        seconds = parsedate_to_datetime(text).timestamp() - now
    except (ValueError, OverflowError):
        return None
    return min(max(0, math.ceil(seconds)), MAX_RETRY_SECONDS)


def map_status(status: int, body: bytes, *, again: int | None = None) -> SottovoceError:
    """What an upstream's error answer means.

    `again`: in how many seconds it asks to be asked again, told on where that may help.
    """
    error = _mapped(status, body)
    if again is not None and error.retry and status in (429, 503):
        error.headers = {"retry-after": str(again)}
    return error


def _mapped(status: int, body: bytes) -> SottovoceError:
    error = _error_of(body)
    code = error.get("code") if isinstance(error.get("code"), str) else None
    if code == _TOO_LONG:
        return InvalidRequest("The conversation is too long for the model.", code=_TOO_LONG)
    if code is not None and code in _BY_CODE:
        return _BY_CODE[code]()
    if status in _BY_STATUS:
        return _BY_STATUS[status]()
    if status == 404 and error and code != "not_found":
        return UnknownModel()
    if status in (404, 405):
        return NoRoute("The upstream has no such path: look at the site's url.")
    if status in (400, 422):
        return _refused(status, error.get("param"))
    return UpstreamUnavailable()


def _refused(status: int, param: object) -> InvalidRequest:
    """The upstream's no, with the field that it names where that is a word of the interface."""
    known = isinstance(param, str) and all(
        p in KEYS or (p.isdigit() and len(p) <= PLACE_DIGITS) for p in param.split(".")
    )
    named = str(param) if known else None
    why = f"it does not take {named} as sent" if named else "it does not say which field"
    return InvalidRequest(
        f"The upstream refused the request ({status}): {why}.", param=named, code="upstream_refused"
    )


def _error_of(body: bytes) -> dict[str, Any]:
    """The error object of an OpenAI error body, or of vLLM's, which is the body itself."""
    try:
        tree = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(tree, dict):
        return {}
    error = tree if tree.get("object") == "error" else tree.get("error")
    return error if isinstance(error, dict) else {}
