"""A text as the recognisers read it: same meaning, plainer characters, exact way back.

Full-width and foreign digits become ASCII, zero-width characters disappear, and each placeholder is one
opaque character, so that no finding depends on a placeholder's number. Knows no recogniser.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from policies.placeholders import OPAQUE_RE
from policies.spans import Span

OPAQUE = "\ue000"
_ZERO_WIDTH = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
_FOLD_AWAY = re.compile(f"{OPAQUE_RE.pattern}|{_ZERO_WIDTH}")
_PLAIN = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_PLAIN |= {
    ord(a): ord(b)
    for a, b in zip(
        "＠．＋－＿＃＝／\u3000\u00a0\u2010\u2011\u2012\u2013\u2212", "@.+-_#=/  -----", strict=True
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
        if match[0][0] in "<[":
            out.append(OPAQUE)
            start.append(match.start())
            end.append(match.end())
        at = match.end()
    out.append(plain[at:])
    start.extend(range(at, len(plain)))
    end.extend(range(at + 1, len(plain) + 1))
    return View("".join(out), start, end)


def _plain(text: str) -> str:
    """The same number of characters, with ASCII digits, letters and the signs that structure numbers."""
    if text.isascii():
        return text
    return _DIGIT.sub(_ascii_digit, text.translate(_PLAIN))


def _ascii_digit(match: re.Match[str]) -> str:
    value = unicodedata.decimal(match[0], None)
    return match[0] if value is None else str(value)
