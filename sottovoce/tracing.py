"""OpenTelemetry traces of a request, gateway to edge, over OTLP; off unless a collector is named.

Off nothing of OpenTelemetry is imported and a request pays a few attribute look-ups. An attribute is set only if its
name is on the list here, with a number or a short name of ours as its value, so that no text, customer or conversation
can get into a span. The context on the wire is W3C's `traceparent`; `tracestate` and baggage, which a client could
fill with anything, are neither read nor sent. Knows no HTTP library.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Final, Protocol

from pydantic import Field

from sottovoce.errors import ConfigInvalid
from sottovoce.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span, Tracer

TRACEPARENT: Final = "traceparent"
ENDPOINT_VARIABLE: Final = "OTEL_EXPORTER_OTLP_ENDPOINT"
# What a span may tell; a name that is not here is a fault of the program, not of a request.
ATTRIBUTES: Final = frozenset(
    {
        "code",
        "dialect",
        "finish",
        "messages",
        "policy",
        "prompt_tokens",
        "redacted",
        "release",
        "reply_redacted",
        "site",
        "status",
        "stream",
        "tokens",
    }
)
_WORD: Final = re.compile(r"[A-Za-z0-9._:@/-]{1,80}")
# Version, trace, parent, flags (W3C Trace Context, level 1).
_TRACEPARENT: Final = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


class TracingSettings(Settings):
    """Where spans of requests go. Without an endpoint nothing is traced."""

    endpoint: str | None = Field(default=None, pattern=r"^https?://[^@?#]+$")
    """An OTLP collector's address over HTTP, such as `http://127.0.0.1:4318`; also OTEL_EXPORTER_OTLP_ENDPOINT."""
    trust_incoming: bool = False
    """Join the trace that a client's `traceparent` header names; only behind applications that are trusted."""
    sample: float = Field(default=1.0, ge=0, le=1)
    """The share of traces that begin here which are sent."""
    timeout_seconds: float = Field(default=2.0, gt=0, le=30)
    """Seconds for the collector to take a batch; what it does not take is dropped."""


class Trace(Protocol):
    """One request's spans."""

    def span(self, name: str, **facts: Any) -> AbstractContextManager[None]:
        """A part of the request, for as long as the block runs. Raises `ValueError` for an unlisted fact."""

    def part(self, name: str, seconds: float, **facts: Any) -> None:
        """A part that ended just now and took so long."""

    def headers(self) -> dict[str, str]:
        """What the next service of ours is told."""

    def end(self, **facts: Any) -> None:
        """The request is over; the second call does nothing."""


class _NoTrace:
    """A request that is not traced."""

    _nothing: Final = nullcontext()

    def span(self, name: str, **facts: Any) -> AbstractContextManager[None]:  # noqa: ARG002
        """See `Trace`."""
        return self._nothing

    def part(self, name: str, seconds: float, **facts: Any) -> None:
        """See `Trace`."""

    def headers(self) -> dict[str, str]:
        """See `Trace`."""
        return {}

    def end(self, **facts: Any) -> None:
        """See `Trace`."""


NO_TRACE: Final = _NoTrace()


class Tracing(Protocol):
    """Begins requests' traces."""

    def begin(self, name: str, traceparent: str | None = None) -> Trace:
        """A request's trace, as part of the one that `traceparent` names if it is one."""

    def close(self) -> None:
        """Sends what is left, within the time limit."""


class NoTracing:
    """For a service without a collector."""

    def begin(self, name: str, traceparent: str | None = None) -> Trace:  # noqa: ARG002
        """See `Tracing`."""
        return NO_TRACE

    def close(self) -> None:
        """See `Tracing`."""


NO_TRACING: Final = NoTracing()


class OtlpTracing:
    """Spans in batches to a collector, from a thread of OpenTelemetry's; a collector that is down costs nothing."""

    def __init__(self, provider: TracerProvider) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("sottovoce")

    def begin(self, name: str, traceparent: str | None = None) -> Trace:
        """See `Tracing`."""
        return _OtlpTrace(self._tracer, name, traceparent)

    def close(self) -> None:
        """See `Tracing`."""
        self._provider.shutdown()


class _OtlpTrace:
    """A root span of this service and its children, in whatever thread they run."""

    def __init__(self, tracer: Tracer, name: str, traceparent: str | None) -> None:
        from opentelemetry.trace import SpanKind, set_span_in_context

        self._tracer = tracer
        self._root = tracer.start_span(name, context=_remote(traceparent), kind=SpanKind.SERVER)
        self._context = set_span_in_context(self._root)

    @contextmanager
    def span(self, name: str, **facts: Any) -> Iterator[None]:
        """See `Trace`. An exception is told as an error's status alone: its text may quote a user."""
        # No recording by the library: it would write the exception's message and stack.
        span = self._tracer.start_span(
            name, context=self._context, record_exception=False, set_status_on_exception=False
        )
        try:
            _set(span, facts)
            yield
        except BaseException:
            _fail(span)
            raise
        finally:
            span.end()

    def part(self, name: str, seconds: float, **facts: Any) -> None:
        """See `Trace`."""
        now = time.time_ns()
        span = self._tracer.start_span(
            name, context=self._context, start_time=now - int(seconds * 1e9)
        )
        _set(span, facts)
        span.end(now)

    def headers(self) -> dict[str, str]:
        """See `Trace`."""
        told = self._root.get_span_context()
        return {
            TRACEPARENT: f"00-{told.trace_id:032x}-{told.span_id:016x}-{told.trace_flags & 1:02x}"
        }

    def end(self, **facts: Any) -> None:
        """See `Trace`."""
        if not self._root.is_recording():
            return
        _set(self._root, facts)
        if facts.get("code", "ok") != "ok":
            _fail(self._root)
        self._root.end()


def open_tracing(
    role: str,
    settings: TracingSettings,
    *,
    environ: Mapping[str, str] | None = None,
    exporter: SpanExporter | None = None,
) -> Tracing:
    """Tracing as the settings say; `exporter` stands in for OTLP. Raises `ConfigInvalid` without the extra."""
    env = os.environ if environ is None else environ
    endpoint = settings.endpoint or env.get(ENDPOINT_VARIABLE)
    if not endpoint:
        return NO_TRACING
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
    except ModuleNotFoundError as error:
        raise ConfigInvalid(
            [f"tracing.endpoint: pip install 'sottovoce[tracing]' (no {error.name})"]
        ) from None
    if exporter is None:
        exporter = OTLPSpanExporter(
            endpoint=endpoint.rstrip("/") + "/v1/traces", timeout=settings.timeout_seconds
        )
    provider = TracerProvider(
        resource=Resource.create({"service.name": f"sottovoce-{role}"}),
        sampler=ParentBased(TraceIdRatioBased(settings.sample)),
        shutdown_on_exit=False,
    )
    provider.add_span_processor(
        BatchSpanProcessor(exporter, schedule_delay_millis=1000, export_timeout_millis=2000)
    )
    return OtlpTracing(provider)


def _remote(traceparent: str | None) -> Any:
    """The context that a header names; an empty one, which begins a trace, for anything else."""
    from opentelemetry.context import Context
    from opentelemetry.trace import (
        NonRecordingSpan,
        SpanContext,
        TraceFlags,
        set_span_in_context,
    )

    if traceparent is None or not _TRACEPARENT.fullmatch(traceparent):
        return Context()
    _, trace, parent, flags = traceparent.split("-")
    told = SpanContext(
        int(trace, 16), int(parent, 16), is_remote=True, trace_flags=TraceFlags(int(flags, 16) & 1)
    )
    return set_span_in_context(NonRecordingSpan(told), Context())


def _set(span: Span, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        if name not in ATTRIBUTES:
            raise ValueError("not an attribute that a span may have")
        if isinstance(value, bool | int | float) or (
            isinstance(value, str) and _WORD.fullmatch(value)
        ):
            span.set_attribute(f"sottovoce.{name}", value)


def _fail(span: Span) -> None:
    from opentelemetry.trace import Status, StatusCode

    span.set_status(Status(StatusCode.ERROR))
