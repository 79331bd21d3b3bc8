"""Looks for planted markers in bytes, whatever they were encoded or compressed with.

A needle is searched as UTF-8, JSON-escaped, percent-encoded, hexadecimal, base64 (at the three
alignments) and UTF-16; Latin letters in any case; digits also where blanks or dashes were put
between them. zlib, gzip and zip streams and long base64 runs found inside are opened and searched
in turn. It does not know where the bytes come from (surfaces.py).

It cannot see through encryption, nor find a needle cut in two by a page boundary: a collector
therefore hands over the decoded cells of a database beside its raw pages.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import quote

import numpy as np

from tests.privacy.markers import Marker

MAX_DEPTH = 4
MAX_INFLATED = 64 * 1024 * 1024
_ZLIB_HEAD = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_STEP, _SHORTEST, _ZIP_HEADER = 4096, 6, 30
_ZIP_HEAD = b"PK\x03\x04"
_GZIP_HEAD = b"\x1f\x8b\x08"
_BASE64_RUN = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
_BETWEEN_DIGITS = re.compile(rb"(?<=\d)[ \-.()]+(?=\d)")


@dataclass(frozen=True)
class Hit:
    """A marker that was found: where (the part's name), in which form, through which wrapping."""

    marker: Marker
    part: str
    form: str
    via: str

    def __str__(self) -> str:
        return f"{self.marker.kind}/{self.marker.language} in {self.part} as {self.form} {self.via}"


def scan(markers: Iterable[Marker], surface: Mapping[str, bytes]) -> list[Hit]:
    """Every marker that stands in a surface's parts, once for each part, form and wrapping."""
    needles = _needles(tuple(markers))
    hits: dict[Hit, None] = {}
    for part, data in surface.items():
        for via, view in _views(data):
            for marker, form in needles.search(view):
                hits[Hit(marker, part, form, via)] = None
    return list(hits)


class _Patterns:
    """Finds many byte strings at once: numpy picks the places whose four bytes start one."""

    _WINDOW = 4 * 1024 * 1024

    def __init__(self, patterns: Iterable[tuple[bytes, Marker, str]]) -> None:
        self._by_head: dict[int, list[tuple[bytes, Marker, str]]] = {}
        for entry in patterns:
            head = int.from_bytes(entry[0][:4], "little")
            self._by_head.setdefault(head, []).append(entry)
        self._heads = np.array(sorted(self._by_head), dtype=np.uint32)
        self._first_two = np.zeros(1 << 16, dtype=bool)
        self._first_two[self._heads & 0xFFFF] = True

    def search(self, data: bytes) -> Iterator[tuple[Marker, str]]:
        for start in range(0, len(data), self._WINDOW):
            window = data[start : start + self._WINDOW + 3]
            for at in self._places(window):
                head = int.from_bytes(window[at : at + 4], "little")
                for pattern, marker, form in self._by_head[head]:
                    if data.startswith(pattern, start + at):
                        yield marker, form

    def _places(self, window: bytes) -> list[int]:
        if len(window) < 4:
            return []
        raw = np.frombuffer(window, dtype=np.uint8)
        pairs = raw[:-1].astype(np.uint16) | (raw[1:].astype(np.uint16) << 8)
        at = np.flatnonzero(self._first_two[pairs[:-2]])
        heads = pairs[at].astype(np.uint32) | (pairs[at + 2].astype(np.uint32) << 16)
        return [int(i) for i in at[np.isin(heads, self._heads)]]


class _Needles:
    def __init__(self, markers: tuple[Marker, ...]) -> None:
        pieces = [(needle, marker) for marker in markers for needle in marker.needles]
        self._folded = _Patterns((p, m, form) for n, m in pieces for form, p in folded_forms(n))
        self._exact = _Patterns((p, m, form) for n, m in pieces for form, p in exact_forms(n))
        self._digits = _Patterns((n.encode(), m, "digits") for n, m in pieces if n.isdigit())

    def search(self, data: bytes) -> Iterator[tuple[Marker, str]]:
        folded = data.lower()
        yield from self._exact.search(data)
        yield from self._folded.search(folded)
        if b"\\\\" in folded:  # JSON inside JSON
            yield from self._folded.search(re.sub(rb"\\\\+", rb"\\", folded))
        yield from self._digits.search(_BETWEEN_DIGITS.sub(b"", folded))


@lru_cache(maxsize=16)
def _needles(markers: tuple[Marker, ...]) -> _Needles:
    return _Needles(markers)


@cache
def folded_forms(needle: str) -> tuple[tuple[str, bytes], ...]:
    """Forms that are searched in lower-cased bytes."""
    low = needle.lower()
    forms = {
        "utf-8": low.encode(),
        "json": b"".join(_json_escape(c) for c in low),
        "percent": quote(low, safe="").encode(),
        "utf-16-le": low.encode("utf-16-le"),
        "utf-16-be": low.encode("utf-16-be"),
    }
    for n, casing in enumerate(_casings(needle)):  # spelt in digits, a letter's case shows
        utf8 = casing.encode()
        forms[f"json-all {n}"] = b"".join(b"\\u%04x" % unit for unit in _utf16_units(casing))
        forms[f"percent-all {n}"] = b"".join(b"%%%02x" % byte for byte in utf8)
        forms[f"hex {n}"] = binascii.hexlify(utf8)
    return _distinct({form: pattern.lower() for form, pattern in forms.items()})


@cache
def exact_forms(needle: str) -> tuple[tuple[str, bytes], ...]:
    """Forms that are searched as they are: base64 of each casing at each alignment."""
    forms: dict[str, bytes] = {}
    for casing in _casings(needle):
        for encoding in ("utf-8", "utf-16-le"):
            for shift in range(3):
                core = _base64_core(casing.encode(encoding), shift)
                forms[f"base64-{encoding}+{shift} {len(forms)}"] = core
                url = core.replace(b"+", b"-").replace(b"/", b"_")
                forms[f"base64url-{encoding}+{shift} {len(forms)}"] = url
    return _distinct(forms)


def _casings(needle: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((needle, needle.lower(), needle.upper(), needle.title())))


def _distinct(forms: Mapping[str, bytes]) -> tuple[tuple[str, bytes], ...]:
    first: dict[bytes, str] = {}
    for form, pattern in forms.items():
        first.setdefault(pattern, form.split(" ")[0])
    return tuple((form, pattern) for pattern, form in first.items())


def _json_escape(char: str) -> bytes:
    if ord(char) < 128:
        return char.encode()
    return b"".join(b"\\u%04x" % unit for unit in _utf16_units(char))


def _utf16_units(text: str) -> tuple[int, ...]:
    data = text.encode("utf-16-le")
    return struct.unpack(f"<{len(data) // 2}H", data)


def _base64_core(data: bytes, shift: int) -> bytes:
    """The characters of base64 that depend on ``data`` alone, ``shift`` bytes into a group."""
    encoded = base64.b64encode(b"\0" * shift + data)
    first = -(-shift * 8 // 6)
    last = (shift + len(data)) * 8 // 6
    return encoded[first:last]


def _views(data: bytes, via: str = "", depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The bytes and, in turn, everything that can be opened inside them."""
    yield via, data
    if depth >= MAX_DEPTH:
        return
    for name, inner in _opened(data):
        yield from _views(inner, f"{via}>{name}", depth + 1)


def _opened(data: bytes) -> Iterator[tuple[str, bytes]]:
    view = memoryview(data)
    for match in _ZLIB_HEAD.finditer(data):
        if (data[match.start()] << 8 | data[match.start() + 1]) % 31 == 0:
            yield from _inflated("zlib", view[match.start() :], zlib.MAX_WBITS)
    for start in _find_all(data, _GZIP_HEAD):
        yield from _inflated("gzip", view[start:], zlib.MAX_WBITS | 16)
    for start in _find_all(data, _ZIP_HEAD):
        yield from _zip_member(view[start:])
    for match in _BASE64_RUN.finditer(data):
        yield from _base64_run(match.group())


def _find_all(data: bytes, head: bytes) -> Iterator[int]:
    start = data.find(head)
    while start >= 0:
        yield start
        start = data.find(head, start + 1)


def _inflated(name: str, data: memoryview, wbits: int) -> Iterator[tuple[str, bytes]]:
    """What a stream gives, also where it is cut short: what came out before the fault counts."""
    inflater, out = zlib.decompressobj(wbits), bytearray()
    try:
        for at in range(0, len(data), _STEP):
            out += inflater.decompress(data[at : at + _STEP], MAX_INFLATED)
            if inflater.eof or len(out) > MAX_INFLATED:
                break
    except zlib.error:
        if len(out) < _SHORTEST:
            return
    if out:
        yield name, bytes(out)


def _zip_member(data: memoryview) -> Iterator[tuple[str, bytes]]:
    """A member by its local header, so that a broken or embedded archive is read as well."""
    if len(data) < _ZIP_HEADER:
        return
    (method,) = struct.unpack_from("<H", data, 8)
    name_length, extra_length = struct.unpack_from("<HH", data, 26)
    if method == zlib.DEFLATED:
        body = data[_ZIP_HEADER + name_length + extra_length :]
        yield from _inflated("zip", body, -zlib.MAX_WBITS)


def _base64_run(run: bytes) -> Iterator[tuple[str, bytes]]:
    plain = run.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
    if len(plain) % 4 == 1:
        plain = plain[:-1]
    yield "base64", base64.b64decode(plain + b"=" * (-len(plain) % 4))
