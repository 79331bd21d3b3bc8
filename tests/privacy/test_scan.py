"""The scanner misses no encoding or wrapping, and finds nothing where nothing was planted."""

from __future__ import annotations

import base64
import gzip
import io
import json
import random
import time
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.privacy.markers import KINDS, LANGUAGES, Marker, MarkerMaker
from tests.privacy.scan import scan

pytestmark = pytest.mark.privacy

NOISE = random.Random(7).randbytes(4096)


def _zip(data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/file.py", b"# " + data * 3)
    return held.getvalue()


def _entities(text: str) -> bytes:
    return "".join(rf"\u{ord(c):04x}" for c in text).encode()


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "upper": lambda t: t.upper().encode(),
    "lower": lambda t: t.lower().encode(),
    "json": lambda t: json.dumps({"t": t}).encode(),
    "json twice": lambda t: json.dumps(json.dumps({"t": t})).encode(),
    "json, every character": _entities,
    "json, capital digits": lambda t: _entities(t).upper().replace(b"\\U", b"\\u"),
    "percent": lambda t: quote(t, safe="").encode(),
    "percent, every byte": lambda t: "".join(f"%{b:02X}" for b in t.encode()).encode(),
    "hex": lambda t: t.encode().hex().encode(),
    "utf-16-le": lambda t: t.encode("utf-16-le"),
    "utf-16-be": lambda t: t.encode("utf-16-be"),
    "base64": lambda t: base64.b64encode(t.encode()),
    "base64 + 1": lambda t: base64.b64encode(b"x" + t.encode() + b"y"),
    "base64 + 2": lambda t: base64.b64encode(b"xy" + t.encode() + b"z"),
    "base64 url": lambda t: base64.urlsafe_b64encode(b"\xff\xfe?" + t.encode()),
    "base64 of utf-16": lambda t: base64.b64encode(b"z" + t.encode("utf-16-le")),
    "zlib": lambda t: zlib.compress(t.encode()),
    "zlib, cut short": lambda t: zlib.compress(t.encode() + NOISE)[:-100],
    "gzip": lambda t: gzip.compress(t.encode()),
    "zip": lambda t: _zip(t.encode()),
    "zip in zip": lambda t: _zip(_zip(t.encode())),
    "base64 of zlib": lambda t: base64.b64encode(zlib.compress(t.encode())),
    "base64 of json": lambda t: base64.b64encode(json.dumps({"t": t}).encode()),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_marker_is_found_in_every_encoding(kind: str, language: str, encoding: str) -> None:
    """A marker amid noise is found whatever it was encoded with."""
    maker = MarkerMaker(seed=11)
    planted = maker.marker(kind, language)
    others = [maker.marker(k, lang) for k in KINDS for lang in LANGUAGES]
    data = NOISE[:501] + ENCODINGS[encoding](planted.text) + NOISE[501:]
    found = {hit.marker for hit in scan((planted, *others), {"part": data})}
    assert planted in found
    assert found <= {planted, *(o for o in others if set(o.needles) & set(planted.needles))}


@pytest.mark.parametrize(
    "written", ["4539-1488-0343-6467", "4539.1488.03436467", "45391488 03436467"]
)
def test_digits_are_found_however_they_are_grouped(written: str) -> None:
    """A card's digits are found with blanks, dashes or dots between them."""
    card = Marker("card", "en", "4539 1488 0343 6467", ("4539148803436467",))
    assert scan((card,), {"log": f"paid with {written}.".encode()})


def test_half_a_name_is_a_leak() -> None:
    """A surname alone counts."""
    name = next(m for m in MarkerMaker(seed=3).lines("en", 1)[0].markers if m.kind == "name")
    assert scan((name,), {"log": f"<PERSON_1> {name.text.split()[1]}".encode()})


def test_noise_holds_nothing_and_is_read_quickly() -> None:
    """Sixteen megabytes of random bytes and of base64 give no hit within seconds."""
    rng = random.Random(5)
    maker = MarkerMaker(seed=5)
    for language in LANGUAGES:
        maker.lines(language, 18)
    data = rng.randbytes(12_000_000)
    started = time.monotonic()
    assert scan(maker.markers, {"raw": data, "text": base64.b64encode(data[:3_000_000])}) == []
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_seed_draws_the_same_lines(language: str) -> None:
    """A printed seed is enough to repeat a hunt; another seed plants other markers."""
    first, again, other = (MarkerMaker(seed).lines(language, 6) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert {m.kind for line in first for m in line.markers} == set(KINDS)
