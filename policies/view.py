"""A text as the recognisers read it: same meaning, plainer characters, exact way back.

Full-width and foreign digits become ASCII, zero-width characters disappear, JSON's escapes (a record that
was pasted into a prompt) are what they stand for, and each placeholder is one opaque character, so that no
finding depends on a placeholder's number. Knows no recogniser.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from policies.placeholders import OPAQUE_RE
from policies.spans import Span

OPAQUE = "\ue000"
# Among them what makes a digit an emoji, which people use to get a number past a filter.
_ZERO_WIDTH = "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u20e3\ufe0e\ufe0f\ufeff]+"
# Bounded, so that a long run of backslashes costs no more than its length.
_ESCAPE = r"\\{1,8}(?:u(?P<code>[0-9A-Fa-f]{4})|[nrt](?![a-z]))"
_FOLD_AWAY = re.compile(f"{OPAQUE_RE.pattern}|{_ZERO_WIDTH}|{_ESCAPE}")
_PLAIN = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_PLAIN |= {
    ord(a): ord(b)
    for a, b in zip(
        "＠．＋－＿＃＝／\u3000\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
        "\u2010\u2011\u2012\u2013\u2212",
        "@.+-_#=/             -----",
        strict=True,
    )
}
_DIGIT = re.compile(r"[^\W0-9_a-zA-Z]")


@dataclass(frozen=True, slots=True)
class View:
    """`text` for the recognisers; `start[i]` and `end[i]` are where its character i stands in the original."""

    text: str
    start: list[int] | None
    end: list[int] | None

    def back(self, span: Span) -> Span:
        """A span of the view in the original's positions."""
        if self.start is None or self.end is None:
            return span
        return Span(self.start[span.start], self.end[span.end - 1], span.label, span.score)

    def opaque(self) -> list[tuple[int, int]]:
        """Where placeholders stand in the view."""
        return [(m.start(), m.end()) for m in re.finditer(OPAQUE, self.text)]


def open_view(text: str) -> View:
    """The view of a text."""
    plain = _plain(text)
    if _FOLD_AWAY.search(plain) is None:
        return View(plain, None, None)
    out: list[str] = []
    start: list[int] = []
    end: list[int] = []
    at = 0
    for match in _FOLD_AWAY.finditer(plain):
        out.append(plain[at : match.start()])
        start.extend(range(at, match.start()))
        end.extend(range(at + 1, match.start() + 1))
        stands_for = _stands_for(match)
        if stands_for:
            out.append(stands_for)
            start.append(match.start())
            end.append(match.end())
        at = match.end()
    out.append(plain[at:])
    start.extend(range(at, len(plain)))
    end.extend(range(at + 1, len(plain) + 1))
    return View("".join(out), start, end)


def _stands_for(match: re.Match[str]) -> str:
    """The one character that is read in place of a match, or none."""
    if match[0][0] in "<[":
        return OPAQUE
    if match[0][0] != "\\":
        return ""
    code = int(match["code"] or "20", 16)
    half = 0xD800 <= code <= 0xDFFF  # of a character that UTF-16 writes as two; no tagger reads one
    return "\ufffd" if half else _plain(chr(code))


def _plain(text: str) -> str:
    """The same number of characters, with ASCII digits, letters and the signs that structure numbers."""
    if text.isascii():
        return text
    return _DIGIT.sub(_ascii_digit, text.translate(_PLAIN))


def _ascii_digit(match: re.Match[str]) -> str:
    value = unicodedata.decimal(match[0], None)
    return match[0] if value is None else str(value)
