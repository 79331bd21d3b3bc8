"""Traces: one from gateway to edge, off without a collector, and nothing private in any byte of them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest

from gateway.app import create_app
from gateway.compose import compose
from gateway.settings import GatewaySettings
from sottovoce.errors import ConfigInvalid
from sottovoce.tracing import (
    ATTRIBUTES,
    NO_TRACE,
    NO_TRACING,
    TRACEPARENT,
    TracingSettings,
    open_tracing,
)
from tests.edge_node.serving import RunningEdge, make_site
from tests.gateway.serving import Served, Upstream, fast_detector
from tests.sottovoce.collector import Collector

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
MARKERS = ("Keller", "415-555-0132", "maria.keller", "customer-77", "ticket-91", "tracestate")
TEXT = "I am Maria Keller, 415-555-0132, maria.keller@example.com."


@pytest.fixture
def collector() -> Iterator[Collector]:
    """A collector of the test's own."""
    with Collector() as running:
        yield running


def names(collector: Collector, trace: bytes) -> set[str]:
    return {span.name for span in collector.spans if span.trace_id == trace}


def test_off_imports_nothing() -> None:
    """Without an endpoint the shared nothing is handed out, and OpenTelemetry is not loaded."""
    code = """
import sys
from sottovoce.tracing import NO_TRACE, TracingSettings, open_tracing
trace = open_tracing("gateway", TracingSettings(), environ={}).begin("request")
assert trace is NO_TRACE
with trace.span("redact", tokens=1):
    trace.part("restore", 0.1)
assert trace.headers() == {}
trace.end(code="ok")
assert not [name for name in sys.modules if name.startswith("opentelemetry")]
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    assert NO_TRACING.begin("x") is NO_TRACE


def test_without_the_extra_the_start_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endpoint that cannot be served is a fault of the settings, not a silent nothing."""
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(ConfigInvalid, match=r"sottovoce\[tracing\]"):
        open_tracing("gateway", TracingSettings(endpoint="http://127.0.0.1:1"))


@pytest.mark.parametrize(
    ("header", "joins"),
    [
        (PARENT, True),
        (None, False),
        ("", False),
        ("maria.keller@example.com", False),
        (PARENT.replace("00-0", "ff-0"), False),
        ("00-" + "0" * 32 + "-b7ad6b7169203331-01", False),
        (PARENT + "-more", False),
        (PARENT.upper(), False),
    ],
)
def test_a_parent_is_joined_or_left(collector: Collector, header: str | None, joins: bool) -> None:
    """What is no `traceparent` begins a trace of its own; what is told on is always one."""
    tracing = open_tracing(
        "edge", TracingSettings(), environ={"OTEL_EXPORTER_OTLP_ENDPOINT": f"{collector.url}/"}
    )
    trace = tracing.begin("request", header)
    told = trace.headers()[TRACEPARENT]
    trace.end(code="ok", tokens=3, site="site-a")
    trace.end(code="late")
    tracing.close()
    (span,) = collector.spans
    assert told == f"00-{span.trace_id.hex()}-{span.span_id.hex()}-01"
    assert (span.trace_id.hex() == PARENT[3:35]) == joins
    facts = {a.key: a.value for a in span.attributes}
    assert facts["sottovoce.tokens"].int_value == 3
    assert facts["sottovoce.code"].string_value == "ok"


def test_an_unsampled_parent_is_respected(collector: Collector) -> None:
    """Its trace is not sent, and the next service is told so."""
    tracing = open_tracing("edge", TracingSettings(endpoint=collector.url))
    trace = tracing.begin("request", PARENT[:-1] + "0")
    with trace.span("admit"):
        assert trace.headers()[TRACEPARENT].endswith("-00")
    trace.end(code="ok")
    tracing.close()
    assert collector.spans == []


def test_only_listed_attributes_with_short_words(collector: Collector) -> None:
    """An unlisted name is a fault, a text is left out, and an exception's words are not told."""
    tracing = open_tracing("gateway", TracingSettings(endpoint=collector.url))
    trace = tracing.begin("request")
    for fact in ("user", "conversation", "text"):
        assert fact not in ATTRIBUTES
        with pytest.raises(ValueError, match="attribute"):
            trace.end(**{fact: "x"})
    with pytest.raises(RuntimeError), trace.span("redact", site=TEXT, code="王芳"):
        raise RuntimeError(TEXT)
    trace.end(code="privacy_unavailable")
    tracing.close()
    assert [span.status.code for span in collector.spans] == [2, 2]
    assert not [mark for mark in (*MARKERS, "王芳") if mark.encode() in collector.raw]


def test_a_collector_that_is_down_changes_nothing() -> None:
    """Spans are dropped; ending takes no longer than its limit."""
    tracing = open_tracing(
        "gateway", TracingSettings(endpoint="http://127.0.0.1:9", timeout_seconds=0.5)
    )
    for _ in range(50):
        trace = tracing.begin("request")
        with trace.span("redact"):
            pass
        trace.end(code="ok")
    tracing.close()


@pytest.mark.slow
@pytest.mark.privacy
def test_one_trace_from_gateway_to_edge(
    collector: Collector, tmp_path: Path, tiny_model: Path
) -> None:
    """Whole and streamed: the edge's spans are under the gateway's; another upstream is told of no trace."""
    tracing = {"endpoint": collector.url}
    site = make_site(tmp_path / "site", tiny_model, registry=None, tracing=tracing)
    other = Upstream()
    with RunningEdge(site) as edge, Served(other.app()) as plain:
        settings: dict[str, Any] = {
            "no_auth": True,
            "tracing": tracing,
            "default_site": "a",
            "tenants": [{"name": "t", "hmac_key_file": tmp_path / "site" / "tenant.key"}],
            "sites": [
                {
                    "name": "a",
                    "url": f"{edge.url}/v1",
                    "token_file": tmp_path / "site" / "service.token",
                },
                {"name": "b", "url": plain.url, "kind": "openai"},
            ],
        }
        gateway = compose(GatewaySettings.model_validate(settings), build=fast_detector)
        with Served(create_app(gateway)) as served:
            client = openai.OpenAI(base_url=served.url, api_key="none", max_retries=0, timeout=60)
            for stream, target in ((False, "a"), (True, "a"), (False, "b")):
                answer = client.chat.completions.create(
                    model="sottovoce",
                    messages=[{"role": "user", "content": TEXT}],
                    max_tokens=8,
                    user="customer-77",
                    stream=stream,  # type: ignore[arg-type]
                    extra_headers={
                        "traceparent": PARENT,
                        "tracestate": "vendor=customer-77",
                        "Sottovoce-Conversation": "ticket-91",
                        "Sottovoce-Site": target,
                    },
                )
                if stream:
                    list(answer)
            client.close()
            collector.wait(4 + 4 + 4 + 4 + 4)
    assert "traceparent" not in other.seen[-1].headers
    roots = [span for span in collector.spans if span.name == "gateway.request"]
    # The client's own trace is not joined unless the settings say so.
    assert len({root.trace_id for root in roots}) == 3
    assert PARENT[3:35] not in {root.trace_id.hex() for root in roots}
    ours = {"gateway.request", "redact", "upstream", "restore"}
    theirs = {"edge.request", "admit", "generate", "log"}
    told = sorted(len(names(collector, root.trace_id)) for root in roots)
    assert told == [4, 8, 8]
    for root in roots:
        assert names(collector, root.trace_id) in (ours, ours | theirs)
    edges = [span for span in collector.spans if span.name == "edge.request"]
    assert {span.parent_span_id for span in edges} <= {root.span_id for root in roots}
    assert {collector.services[span.span_id] for span in edges} == {"sottovoce-edge"}
    assert not [mark for mark in MARKERS if mark.encode() in collector.raw]
