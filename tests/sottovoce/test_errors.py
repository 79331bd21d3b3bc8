"""The error tree: stable codes, safe texts, and a drawing that is true."""

from __future__ import annotations

import re

import pytest

from sottovoce import errors
from sottovoce.errors import (
    AdapterRejected,
    ConfigInvalid,
    InvalidRequest,
    Overloaded,
    PrivacyRefused,
    PrivacyUnavailable,
    SottovoceError,
    error_body,
    error_headers,
)


def public_errors() -> list[type[SottovoceError]]:
    found, queue = [], [SottovoceError]
    while queue:
        cls = queue.pop()
        queue.extend(cls.__subclasses__())
        # A part may add leaves of its own; the tree here is the shared one.
        if cls.__module__ == errors.__name__ and not cls.__name__.startswith("_"):
            found.append(cls)
    return found


def test_every_leaf_is_drawn_in_the_docstring_with_its_status_and_code() -> None:
    """The tree in the module's docstring names each error as it is."""
    drawn = {
        name: (int(status), code)
        for name, status, code in re.findall(r"\+ (\w+)\s+(\d{3}) (\w+)", str(errors.__doc__))
    }
    leaves = {
        cls.__name__: (cls.status, cls.code)
        for cls in public_errors()
        if cls.__name__ not in ("SottovoceError", "ClientError", "ServerError")
    }
    assert drawn == leaves


def test_codes_are_unique_among_leaves() -> None:
    """No two errors share a code."""
    codes = [c.code for c in public_errors() if c.__name__ not in ("SottovoceError", "ServerError")]
    codes.remove("invalid_request")  # ClientError itself; its leaf is InvalidRequest
    assert len(codes) == len(set(codes))


def test_body_has_the_form_of_openai() -> None:
    """The error body holds exactly OpenAI's four fields."""
    body = error_body(InvalidRequest("no", param="messages", code="context_length_exceeded"))
    assert body == {
        "error": {
            "message": "no",
            "type": "invalid_request_error",
            "param": "messages",
            "code": "context_length_exceeded",
        }
    }


@pytest.mark.parametrize(
    ("error", "retry"),
    [(PrivacyRefused(), "false"), (PrivacyUnavailable(), "false"), (Overloaded(), "true")],
)
def test_privacy_errors_are_not_to_be_retried(error: SottovoceError, retry: str) -> None:
    """A client is told not to send the same private text again."""
    assert error_headers(error)["x-should-retry"] == retry


def test_who_has_no_key_is_told_how_to_send_one() -> None:
    """RFC 9110 wants the scheme with every 401, and with no other status."""
    assert error_headers(errors.Unauthorized())["www-authenticate"] == "Bearer"
    for error in (errors.Forbidden(), PrivacyUnavailable(), InvalidRequest("no")):
        assert "www-authenticate" not in error_headers(error)


def test_a_list_of_faults_is_kept_whole() -> None:
    """ConfigInvalid keeps every fault apart."""
    error = ConfigInvalid(iter(["a: x", "b: y"]))
    assert error.faults == ["a: x", "b: y"]
    assert "2 fault(s)" in str(error)


def test_a_reason_is_one_of_a_fixed_list() -> None:
    """A reason that no metric knows cannot be raised."""
    assert AdapterRejected("nan").reason == "nan"
    with pytest.raises(ValueError, match="unknown reason"):
        AdapterRejected("whatever the user wrote")
