"""Every error that a user of Sottovoce can meet, as one tree.

    SottovoceError
      * ClientError                  the caller can mend it
        + InvalidRequest             400 invalid_request
        + ConfigInvalid              400 config_invalid      every fault of a settings file
        + PolicyInvalid              400 policy_invalid      every fault of a policy pack
        + Unauthorized               401 invalid_api_key
        + Forbidden                  403 forbidden
        + UnknownModel               404 model_not_found
        + UnknownSite                404 unknown_site
        + BodyTooLarge               413 body_too_large
        + PrivacyRefused             422 privacy_refused     the policy says no
        + RateLimited                429 rate_limited
      * ServerError                  the operator can mend it
        + KeyUnavailable             500 key_unavailable
        + SealBroken                 500 seal_broken
        + LogUnavailable             503 log_unavailable
        + PrivacyUnavailable         503 privacy_unavailable the privacy path failed: nothing was sent
        + UpstreamUnavailable        503 upstream_unavailable
        + Overloaded                 503 overloaded
        + UpstreamTimeout            504 upstream_timeout
        + AdapterRejected            409 adapter_rejected    with a reason
        + RoundRefused               409 round_refused       with a reason

A part may add leaves of its own, in its own module. Codes are stable. A message says what to do and
never quotes what a user wrote. Knows no HTTP library.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar


class SottovoceError(Exception):
    """The root. `str(error)` is safe to show, log and send."""

    code: ClassVar[str] = "internal_error"
    status: ClassVar[int] = 500
    kind: ClassVar[str] = "server_error"
    # Whether the same request may work a moment later; clients read it as `x-should-retry`.
    retry: ClassVar[bool] = False
    default: ClassVar[str] = "An internal error happened; see the service's log."

    def __init__(self, message: str = "", *, param: str | None = None) -> None:
        super().__init__(message or self.default)
        self.param = param
        # Further headers of the answer, such as when to come again.
        self.headers: dict[str, str] = {}


class ClientError(SottovoceError):
    """The caller can mend it."""

    code = "invalid_request"
    status = 400
    kind = "invalid_request_error"
    default = "The request is not valid."


class InvalidRequest(ClientError):
    """The body or a field of it is not what the interface takes."""

    def __init__(
        self, message: str = "", *, param: str | None = None, code: str | None = None
    ) -> None:
        super().__init__(message, param=param)
        if code is not None:
            self.code = code  # type: ignore[misc]  # the OpenAI codes, e.g. context_length_exceeded


class _Faults(ClientError):
    """An error that names every fault of a file at once."""

    noun: ClassVar[str] = "file"

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__(
            f"The {self.noun} has {len(self.faults)} fault(s): " + "; ".join(self.faults)
        )


class ConfigInvalid(_Faults):
    """A settings file cannot be used; `faults` names all that is wrong."""

    code = "config_invalid"
    noun = "configuration"


class PolicyInvalid(_Faults):
    """A policy pack cannot be used; `faults` names all that is wrong."""

    code = "policy_invalid"
    noun = "policy pack"


class Unauthorized(ClientError):
    """No key, or one that is not known."""

    code = "invalid_api_key"
    status = 401
    kind = "authentication_error"
    default = "The API key is missing or not valid."


class Forbidden(ClientError):
    """The key is known and may not do this."""

    code = "forbidden"
    status = 403
    kind = "permission_error"
    default = "The API key may not do this."


class UnknownModel(ClientError):
    """No such model or release is served."""

    code = "model_not_found"
    status = 404
    default = "No such model is served; GET /v1/models lists those that are."


class UnknownSite(ClientError):
    """The site is not configured, or not the key's."""

    code = "unknown_site"
    status = 404
    default = "No such site; the Sottovoce-Site header names one of the key's sites."


class BodyTooLarge(ClientError):
    """The body is over the service's limit."""

    code = "body_too_large"
    status = 413
    default = "The request body is over the limit."


class PrivacyRefused(ClientError):
    """The policy does not let this pass. Nothing was sent and nothing was written."""

    code = "privacy_refused"
    status = 422
    kind = "privacy_error"
    default = "The privacy policy does not let this request pass."


class RateLimited(ClientError):
    """Over the key's rate."""

    code = "rate_limited"
    status = 429
    kind = "rate_limit_error"
    retry = True
    default = "Too many requests; try again later."


class ServerError(SottovoceError):
    """The operator can mend it."""


class KeyUnavailable(ServerError):
    """A key file is missing, unreadable, or readable by others."""

    code = "key_unavailable"
    default = "A key file cannot be used."


class SealBroken(ServerError):
    """Sealed data does not open under this key: another key, or the data was changed."""

    code = "seal_broken"
    default = "Sealed data cannot be opened with this key."


class LogUnavailable(ServerError):
    """The log or ledger cannot be written, so the request is refused."""

    code = "log_unavailable"
    status = 503
    retry = True
    default = "The site's log cannot be written; the request was refused."


class PrivacyUnavailable(ServerError):
    """A privacy part failed or was too slow. Nothing was sent."""

    code = "privacy_unavailable"
    status = 503
    kind = "privacy_error"
    default = "The privacy check could not be done; nothing was sent."


class UpstreamUnavailable(ServerError):
    """The edge or upstream cannot be reached or broke off."""

    code = "upstream_unavailable"
    status = 503
    retry = True
    default = "The site's server cannot be reached; try again later."


class UpstreamTimeout(ServerError):
    """The edge or upstream did not answer in time."""

    code = "upstream_timeout"
    status = 504
    retry = True
    default = "The site's edge node did not answer in time."


class Overloaded(ServerError):
    """The queue is full."""

    code = "overloaded"
    status = 503
    retry = True
    default = "The service is at its limit; try again in a moment."


class _Reasoned(ServerError):
    """An error whose `reason` is one word of a fixed list, fit for a metric's label."""

    reasons: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, reason: str, message: str = "") -> None:
        if reason not in self.reasons:
            raise ValueError(f"unknown reason for {type(self).__name__}")
        self.reason = reason
        super().__init__(message or f"{self.default} Reason: {reason}.")


class AdapterRejected(_Reasoned):
    """An adapter or pointer from the registry failed a check; the old one keeps serving."""

    code = "adapter_rejected"
    status = 409
    default = "The adapter was refused."
    reasons = frozenset(
        {
            "base",
            "dtype",
            "expired",
            "format",
            "nan",
            "norm",
            "sequence",
            "sha256",
            "shape",
            "signature",
            "smoke",
            "size",
        }
    )


class RoundRefused(_Reasoned):
    """A round cannot start or go on."""

    code = "round_refused"
    status = 409
    default = "The round was refused."
    reasons = frozenset({"running", "no_sites", "not_found", "superlink", "stopped"})


def error_body(error: SottovoceError) -> dict[str, Any]:
    """The OpenAI error body: `{"error": {"message", "type", "param", "code"}}`."""
    return {
        "error": {
            "message": str(error),
            "type": error.kind,
            "param": error.param,
            "code": error.code,
        }
    }


def error_headers(error: SottovoceError) -> dict[str, str]:
    """Headers that go with the body: whether a client should try the same request again, or how to come in."""
    headers = {"x-should-retry": "true" if error.retry else "false"}
    if isinstance(error, Overloaded | RateLimited) and error.retry:
        headers["retry-after"] = "1"
    if isinstance(error, Unauthorized):
        headers["www-authenticate"] = "Bearer"  # RFC 9110, 15.5.2
    return {**headers, **error.headers}
