"""A text as the recognisers read it: same meaning, plainer characters, exact way back.

Full-width, circled and foreign digits become ASCII, letters that only look Latin are Latin, invisible
characters and marks disappear, escapes of JSON, HTML and URLs are what they stand for (also escaped twice), and
each placeholder is one opaque character, so that no finding depends on its number. Knows no recogniser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from policies.escapes import ESCAPE, MARKS, OPENS, stands_for
from policies.lookalikes import LOOKALIKES, plain_forms
from policies.placeholders import OPAQUE_RE
from policies.spans import Span

OPAQUE = "\ue000"
_PRIVATE = "\ue001"
# Among them what makes a digit an emoji, which people use to get a number past a filter.
_INVISIBLE = (
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\ue001-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
# Marks over and around a character go with it.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_FORMS = plain_forms()
_ONE = {code: plain for code, plain in _FORMS.items() if len(plain) == 1}
_ONE |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # halves of characters
_MANY = "".join(chr(code) for code, plain in _FORMS.items() if len(plain) > 1)
_LOOKS = "".join(map(chr, LOOKALIKES))
# Beyond the first plane every character counts as odd: single ones there would each be compared in turn.
_PLANE = "".join(chr(code) for code in _FORMS if code < 0x10000)
_ODD = re.compile(f"[{_INVISIBLE}{_MARKS}{_LOOKS}\ud800-\udfff{_PLANE}\U00010000-\U0010ffff]")
_TOKEN = rf"(?P<gone>[{_INVISIBLE}]+)|(?P<mark>[{_MARKS}]+)|(?P<many>[{_MANY}])|{ESCAPE}"
# The first character of each token: found before the token itself is tried.
_SPOT = re.compile(f"[{re.escape(''.join(MARKS))}{_INVISIBLE}{_MARKS}{_MANY}]")
_FIRST = re.compile(f"(?P<opaque>{OPAQUE_RE.pattern})|{_TOKEN}", re.ASCII)
_LATER = re.compile(_TOKEN, re.ASCII)
# A run of Latin letters and look-alikes, with neither Cyrillic nor Greek letters of its own beside it.
_SIGN = "0-9A-Za-z._%+@-"
_MIXED = re.compile(
    rf"(?<![\u0370-\u058f{_SIGN}])[{_SIGN}]*(?:[{_LOOKS}]+[{_SIGN}]*)+(?![\u0370-\u058f])"
)
_LOOKING = re.compile(f"[{_LOOKS}]")
_LATIN = re.compile("[0-9A-Za-z@]")
_PASSES = 3


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
        if OPAQUE not in self.text:
            return []
        return [(m.start(), m.end()) for m in re.finditer(OPAQUE, self.text)]


def open_view(text: str) -> View:
    """The view of a text, in time linear in its length."""
    text = text.replace(OPAQUE, _PRIVATE)  # a user's own is noise, not a placeholder
    if _is_plain(text):
        return View(text, None, None)
    view = _pass(_FIRST, text)
    for _ in range(_PASSES - 1):
        if view.start is None or _is_plain(view.text):
            break
        view = _through(view, _pass(_LATER, view.text))
    return view


def _is_plain(text: str) -> bool:
    for mark in MARKS:
        if mark in text:
            if OPENS.search(text) is not None:
                return False
            break
    return text.isascii() or _ODD.search(text) is None


def _through(outer: View, inner: View) -> View:
    """The view of a view."""
    if outer.start is None or outer.end is None:
        return inner
    if inner.start is None or inner.end is None:
        return View(inner.text, outer.start, outer.end)
    return View(
        inner.text, [outer.start[i] for i in inner.start], [outer.end[i - 1] for i in inner.end]
    )


def _pass(tokens: re.Pattern[str], text: str) -> View:
    """One pass over a text: what changes no length first, then what does."""
    plain = text if text.isascii() else _latin(text.translate(_ONE))
    out: list[str] = []
    start: list[int] = []
    end: list[int] = []
    at = 0
    for match, read in _read_tokens(tokens, plain):
        low, high = match.span()
        out.append(plain[at:low])
        start.extend(range(at, low))
        end.extend(range(at + 1, low + 1))
        if read:
            out.append(read)
            edges = _edges(match, read)
            start.extend(edges[:-1] if edges else [low] * len(read))
            end.extend(edges[1:] if edges else [high] * len(read))
        elif end and match.lastgroup == "mark":
            end[-1] = high
        at = high
    if not at:
        return View(plain, None, None)
    out.append(plain[at:])
    start.extend(range(at, len(plain)))
    end.extend(range(at + 1, len(plain) + 1))
    return View("".join(out), start, end)


def _read_tokens(tokens: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each token that does not stand for itself, and what is read in its place."""
    spot = _SPOT.search(text)
    while spot is not None:
        match = tokens.match(text, spot.start())
        if match is None:
            spot = _SPOT.search(text, spot.end())
            continue
        read = _read(match)
        if read is not None:
            yield match, read
        spot = _SPOT.search(text, match.end())


def _read(match: re.Match[str]) -> str | None:
    """What is read in place of a match; None when it stands for itself."""
    kind = match.lastgroup
    if kind in ("gone", "mark"):
        return ""
    if kind == "many":
        return _FORMS[ord(match[0])]
    if match[0][0] in "<[":
        return OPAQUE
    read = stands_for(match)
    return None if read is None else read.translate(_ONE)


def _edges(match: re.Match[str], read: str) -> list[int]:
    """Where each character of a run of percent escapes begins, and where the last ends; else nothing."""
    if match.lastgroup != "url" or len(read) == 1:
        return []
    wide = (3 * len(char.encode()) for char in stands_for(match) or "")
    return list(accumulate(wide, initial=match.start()))


def _latin(text: str) -> str:
    """The same text with letters that look Latin as Latin, where Latin letters or digits are with them."""
    return text if _LOOKING.search(text) is None else _MIXED.sub(_as_latin, text)


def _as_latin(match: re.Match[str]) -> str:
    return match[0].translate(LOOKALIKES) if _LATIN.search(match[0]) else match[0]
