"""Metrics: each documented name is there, each name is documented, and no label grows with what clients send."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.gateway.asking import Start, ask, chosen, stream
from tests.gateway.serving import Running, Upstream, fast_detector

DOCS = Path(__file__).parents[2] / "docs"
PREFIX = "sottovoce_gateway_"


def families(running: Running) -> dict[str, Any]:
    """What the gateway tells, by name."""
    text = httpx.get(f"{running.base}/metrics").text
    return {family.name: family for family in text_string_to_metric_families(text)}


@pytest.mark.parametrize("page", ["en/gateway.md", "zh/gateway.md"])
def test_the_page_names_what_there_is(start: Start, upstream: Upstream, page: str) -> None:
    """No metric is missing on the page and none is made up; the tagger's are there where one runs."""
    section = re.split(r"\n### (?:Metrics|指标)\n", (DOCS / page).read_text())[1].split("\n### ")[0]
    rows = re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE)
    documented = {
        name.removesuffix("_total") for row in rows for name in re.findall(r"`(\w+)`", row)
    }
    running = start(build=fast_detector)
    ask(running.client(), "I am at 415-555-0132")
    names = {name.removeprefix(PREFIX) for name in families(running)}
    told = {name for name in names if not name.endswith("_created")}
    tagger = {name for name in documented if name.startswith("tagger_")}
    assert documented - tagger == {name for name in told if not name.startswith("tagger_")}
    assert len(tagger) == 3


def test_labels_do_not_grow_with_requests(start: Start, upstream: Upstream) -> None:
    """Thirty different customers, conversations, models, sites and paths leave as many series as one."""
    running = start(build=fast_detector)
    client = running.client()

    def odd(number: int) -> None:
        for options in (
            {"user": f"u{number}", "extra_headers": {"Sottovoce-Conversation": f"c{number}"}},
            {"extra_headers": {"Sottovoce-Site": f"site{number}"}},
            {"extra_body": {"model": f"sottovoce@r{number}"}},
        ):
            try:
                ask(client, f"mail{number}@example.com", **options)
            except openai.APIStatusError as error:
                assert error.status_code == 404  # noqa: PT017 - some of these are refused
        httpx.get(f"{running.base}/v1/path{number}")

    def series() -> set[tuple[str, tuple[tuple[str, str], ...]]]:
        return {
            (sample.name, tuple(sorted(sample.labels.items())))
            for family in families(running).values()
            for sample in family.samples
        }

    odd(0)
    before = series()
    for number in range(1, 30):
        odd(number)
    assert series() == before
    labels = {value for _, pairs in before for _, value in pairs}
    assert not [value for value in labels if re.search(r"@example|path0|site0|u0|c0|r0", value)]


def test_streams_and_sites(start: Start, upstream: Upstream) -> None:
    """A stream counts while it runs; a site's server is told by its breaker; what fails is no refusal."""
    running = start(build=fast_detector)
    client = running.client()
    upstream.script = chosen
    messages: Any = [{"role": "user", "content": "hello there, how are you all today?"}]
    chunks = client.chat.completions.create(model="m", messages=messages, stream=True)
    next(iter(chunks))
    now = families(running)
    assert now[f"{PREFIX}site_running"].samples[0].labels == {"site": "default"}
    chunks.close()
    stream(client, "hello")
    states = {s.labels["state"]: s.value for s in now[f"{PREFIX}site_servers"].samples}
    assert states == {"closed": 1, "half_open": 0, "open": 0}

    def refuse(_: Any) -> Any:
        from starlette.responses import JSONResponse

        return JSONResponse({"error": {"message": "no"}}, 500)

    upstream.script = refuse
    for _ in range(3):
        with pytest.raises(openai.InternalServerError):
            ask(client, "hello")
    told = families(running)
    assert told[f"{PREFIX}streams_running"].samples[0].value == 0
    states = {s.labels["state"]: s.value for s in told[f"{PREFIX}site_servers"].samples}
    assert states["closed"] == 0
    opens = {s.name: s.value for s in told[f"{PREFIX}site_breaker_opens"].samples}
    assert opens[f"{PREFIX}site_breaker_opens_total"] == 1
    refusals = {s.labels["code"] for s in told[f"{PREFIX}refusals"].samples}
    assert "upstream_unavailable" not in refusals
    failures = {s.labels["code"]: s.value for s in told[f"{PREFIX}upstream_errors"].samples}
    assert failures["upstream_unavailable"] == 3
