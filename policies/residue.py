"""Known values of a conversation that still stand in what is about to leave.

`scan_outgoing` reads the very bytes, also as they would be read after unescaping and decoding. A hit
refuses the request; values too short to tell are counted only. Knows no detector.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from policies.memory import ValueIndex, distinctive
from policies.placeholders import OPAQUE_RE
from policies.spans import Span
from policies.table import ConversationTable

_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))')
_NAMED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_ESCAPE_END = re.compile(r"(?:\\u[0-9a-fA-F]{4}|%[0-9a-fA-F]{2}|&#?\w{1,8};)$")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_ENTITY = re.compile(r"&(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{6,}(?:\r?\n[A-Za-z0-9+/_-]+)*")
_URL_SAFE = str.maketrans("-_", "+/", "\r\n")
# Bytes that decode to text; what decodes from anything else is noise.
_TEXT = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+"
)
_DEPTH = 3
_Key = tuple[str, str]
MIN_ASCII = 4
MIN_HAN = 2
MIN_DECODED = 6  # bytes of text beside noise; fewer may stand there by chance


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`hits` are the placeholders of values that still stand; `short` counts those too short to tell."""

    hits: list[str] = field(default_factory=list)
    short: int = 0


def scan_outgoing(payload: bytes, table: ConversationTable) -> Outgoing:
    """What of the table stands in the bytes, outside placeholders and not inside longer words.

    Read plain and after JSON, HTML and percent unescaping and base64 decoding, each also one within the
    other, in any case, full-width, and split by spaces or zero-width characters. LITERAL values and
    everyday words are not looked for. Linear in the payload, whatever the number of values.
    """
    found: dict[_Key, None] = {}
    for text, last in _layers(payload.decode("utf-8", "replace")):
        found.update(_standing(text, table.index, escapes=not last))
    hits = [key for key in found if refusable(key[1])]
    return Outgoing([table.token_for(*key) for key in hits], len(found) - len(hits))


def scan_residue(text: str, table: ConversationTable) -> list[str]:
    """The placeholders of table values that still stand in `text`, also JSON-escaped ones."""
    found = _standing(text, table.index)
    if "\\" in text:
        found.update(_standing(_unescape(text), table.index))
    return [made for made, label, surface in table.items() if (label, surface) in found]


def known_values(text: str, values: Iterable[tuple[str, str]]) -> list[Span]:
    """Where the given (label, surface) pairs stand in `text`, whatever their context."""
    index = ValueIndex()
    for label, surface in values:
        index.add(label, surface)
    return index.spans(text)


def refusable(surface: str) -> bool:
    """Whether a value is long enough to refuse a request for."""
    return len(_HAN.findall(surface)) >= MIN_HAN or len(surface.strip()) >= MIN_ASCII


def _standing(text: str, index: ValueIndex, *, escapes: bool = False) -> dict[_Key, None]:
    """The values that stand in a text; with `escapes` not behind one, which may be a letter of the word."""
    return {
        (hit.label, hit.surface): None
        for hit in index.hits(text)
        if hit.whole
        and not (escapes and _ESCAPE_END.search(text, max(0, hit.start - 12), hit.start))
    }


def _layers(text: str, depth: int = 0) -> Iterator[tuple[str, bool]]:
    """The text as it is and as it would be read after each decoding that changes it.

    Beside each whether it is the last reading, in which escapes are not read any more.
    """
    yield text, depth >= _DEPTH
    if depth >= _DEPTH:
        return
    for decoded in _decoded(OPAQUE_RE.sub("\ue000", text)):
        yield from _layers(decoded, depth + 1)


def _decoded(text: str) -> Iterator[str]:
    if "\\" in text and _ESCAPE.search(text):
        yield _unescape(text)
        return  # the rest is looked for in what was unescaped
    if "%" in text and _PERCENT.search(text):
        yield unquote(text)
    if "&" in text and _ENTITY.search(text):
        yield html.unescape(text)
    inside = "\n\ue000\n".join(_from_base64(text))
    if inside:
        yield inside


def _unescape(text: str) -> str:
    plain = _ESCAPE.sub(_escaped, text)
    # JSON writes a character beyond the first plane as two escapes.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _NAMED.get(match[2], match[2])


def _from_base64(text: str) -> Iterator[str]:
    """Text inside runs of base64, whichever of the four characters of a group the run begins with."""
    for match in _BASE64.finditer(text):
        run = match[0].translate(_URL_SAFE)
        for offset in range(4):
            part = run[offset:]
            part = (
                part[: len(part) // 4 * 4] if len(part) % 4 == 1 else part + "=" * (-len(part) % 4)
            )
            try:
                data = base64.b64decode(part)
            except (binascii.Error, ValueError):
                continue
            yield from _texts(data)


def _texts(data: bytes) -> Iterator[str]:
    runs = [m[0] for m in _TEXT.finditer(data)]
    clean = sum(map(len, runs)) >= 0.9 * len(data)
    for run in runs:
        if len(run) >= (MIN_ASCII if clean else MIN_DECODED):
            yield run.decode("utf-8", "ignore")


__all__ = ["Outgoing", "distinctive", "known_values", "refusable", "scan_outgoing", "scan_residue"]
