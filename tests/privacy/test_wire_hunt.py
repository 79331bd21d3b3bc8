"""Markers in every place of every dialect: none on the wire to the upstream, all of them in the client's answer."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.privacy.markers import LANGUAGES, Marker, MarkerMaker
from tests.privacy.scan import scan
from tests.privacy.wire import KEYS, PLACES, SILENT, Wire, wire

pytestmark = [pytest.mark.privacy, pytest.mark.slow]
CASES = [(dialect, place) for dialect, places in PLACES.items() for place in places]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """One gateway with the default pack for all of them."""
    with wire(tmp_path_factory.mktemp("wire")) as made:
        yield made


@pytest.fixture(scope="module")
def maker() -> MarkerMaker:
    """All markers that were planted here."""
    return MarkerMaker(seed=20261123)


def planted(maker: MarkerMaker, language: str) -> tuple[str, tuple[Marker, ...]]:
    """Six sentences with every kind of marker."""
    lines = maker.lines(language, 6)
    return "\n".join(line.text for line in lines), tuple(m for x in lines for m in x.markers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_of_every_dialect(
    running: Wire, maker: MarkerMaker, language: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """No value goes out, in any encoding; every value that went out as a placeholder comes back."""
    faults: list[str] = []
    for dialect, place in CASES:
        text, markers = planted(maker, language)
        reply = running.post(dialect, PLACES[dialect][place](text))
        seen = running.seen()
        if reply.status_code != 200:
            faults.append(f"{dialect} {place}: {reply.status_code} {reply.text[:150]}")
            continue
        faults += [f"{dialect} {place}: {hit}" for hit in scan(markers, seen)]
        said = _said(reply.text)
        if dialect != "embeddings" and (dialect, place) not in SILENT:
            lost = [m.kind for m in markers if m.text not in said]
            faults += [f"{dialect} {place}: {kind} did not come back" for kind in lost]
    assert faults == []
    told = capfd.readouterr()
    assert scan(maker.markers, {"log": (told.out + told.err).encode()}) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", KEYS)
def test_every_place_where_a_value_stands_alone(
    running: Wire, maker: MarkerMaker, language: str, place: str
) -> None:
    """Keys, names and ids are the client's own words too."""
    for kind in ("mobile", "email", "identity", "card"):
        marker = maker.marker(kind, language)
        reply = running.post("chat", KEYS[place](marker.text))
        assert reply.status_code in (200, 400, 422), reply.text
        assert [str(hit) for hit in scan([marker], running.seen())] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_that_is_also_there_in_disguise(
    running: Wire, maker: MarkerMaker, language: str
) -> None:
    """Percent, base64, JSON and full-width forms of a known value are found or refused, never sent."""
    for kind in ("mobile", "email", "identity", "card", "name"):
        text, markers = planted(maker, language)
        marker = next(m for m in markers if m.kind == kind)
        for disguise in disguises(marker.text):
            reply = running.post(
                "chat",
                {
                    "messages": [
                        {"role": "user", "content": text},
                        {"role": "user", "content": f"see {disguise} there"},
                    ]
                },
            )
            assert reply.status_code in (200, 422), reply.text
            seen = running.seen()
            assert [str(hit) for hit in scan([marker], seen)] == [], disguise
            whole = b"".join(seen.values()).decode()
            assert disguise not in whole


def disguises(value: str) -> list[str]:
    """A value in other clothes."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in value)
    raw = value.encode()
    padded = [base64.b64encode(b" " * shift + raw).decode() for shift in range(3)]
    escaped = "".join(f"\\u{ord(c):04x}" for c in value)
    percent = "".join(f"%{byte:02X}" for byte in raw)
    return [wide, quote(value, safe=""), percent, escaped, *padded] if value != wide else []


def test_nothing_else_holds_a_value(running: Wire, maker: MarkerMaker) -> None:
    """Vault file, audit log, metrics, readiness and errors, after all of the above and a conversation."""
    text, markers = planted(maker, "en")
    name = {"sottovoce-conversation": f"about {markers[0].text}".encode().hex()[:200]}
    body = {"messages": [{"role": "user", "content": text}], "user": markers[0].text}
    assert running.post("chat", body, **name).status_code == 200
    errors = [
        running.post("chat", {"messages": text}),
        running.post("chat", {"messages": [{"role": "user", "content": text}], "n": text}),
        running.post("chat", {"messages": [{"role": "user", "content": [{"type": text}]}]}),
        running.post("chat", {"model": text, "messages": [{"role": "user", "content": "a"}]}),
        running.post("messages", {"messages": [{"role": text, "content": text}], "max_tokens": 1}),
        running.post("responses", {"input": [{"type": text}], "include": [text]}),
        running.post("embeddings", {"input": {text: text}}),
        running.http.post(running.base + "/v1/privacy/preview", json={text: text}),
        running.http.post(running.base + "/v1/feedback", json={"completion_id": text}),
        running.http.get(running.base + "/v1/" + quote(text, safe="")[:2000]),
    ]
    assert all(400 <= reply.status_code < 500 for reply in errors)
    surface = {
        **running.files(),
        **{f"error {n}": reply.content for n, reply in enumerate(errors)},
        "metrics": running.http.get(running.base + "/metrics").content,
        "ready": running.http.get(running.base + "/readyz").content,
        "openapi": running.http.get(running.base + "/openapi.json").content,
    }
    assert sum(map(len, surface.values())) > 50_000
    assert [str(hit) for hit in scan(maker.markers, surface)] == []
    running.seen()


def _said(answer: str) -> str:
    """All the text of an answer, streamed or whole, out of its JSON."""
    if not answer.startswith(("event:", "data:")):
        return "\n".join(_texts(json.loads(answer)))
    events = [line[6:] for line in answer.splitlines() if line.startswith("data: {")]
    pieces = ["".join(_pieces(json.loads(event))) for event in events]
    return "".join(pieces)


def _pieces(event: dict[str, object]) -> Iterator[str]:
    """What a streamed event adds to the text."""
    delta = event.get("delta")
    if isinstance(delta, str):
        yield delta
    elif isinstance(delta, dict):
        yield str(delta.get("text") or "")
    choices = event.get("choices")
    for choice in choices if isinstance(choices, list) else []:
        yield choice["delta"].get("content") or ""


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        if value.lstrip().startswith(("{", "[", '"')):
            try:
                yield from _texts(json.loads(value))
            except ValueError:
                return
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
