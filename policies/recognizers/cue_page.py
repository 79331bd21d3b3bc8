"""What the recognisers with cues ask of one text, found once for all of them: marks, values, link words.

A mark is what every value of a recogniser holds, such as digits; a value stands nowhere else than over one. Kept with
the pass over the text. Knows no cue.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from policies.recognizers.cue_links import LINK
from policies.recognizers.passes import pass_of

_REACH = 64  # characters of link words, at most
_IN_TOKEN = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def long_token(sign: str, least: int, digits: int) -> str:
    """A mark: so many digits in a run of at least `least` of these signs, of which digits are some."""
    ways = (rf"(?<={sign}{{{n}}})(?={sign}{{{least - n}}})" for n in range(digits, least + 1))
    return f"[0-9]{{{digits}}}(?:{'|'.join(ways)})[0-9]*"


class Places(NamedTuple):
    """Parts of a text that do not overlap, in order."""

    starts: list[int]
    ends: list[int]

    def behind(self, at: int) -> int:
        """The number of the first part that ends behind `at`."""
        return bisect_right(self.ends, at)


class Page:
    """One text. For one thread."""

    __slots__ = ("_links", "_lower", "_marks", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._lower = ""
        self._links: dict[int, tuple[int, int]] = {}
        self._marks: dict[re.Pattern[str], Places] = {}

    @property
    def lower(self) -> str:
        """The text in lower case, character by character."""
        if not self._lower:
            lower = self.text.lower()
            if len(lower) != len(self.text):
                lower = "".join([c.lower() if len(c.lower()) == 1 else c for c in self.text])
            self._lower = lower
        return self._lower

    def marks(self, mark: re.Pattern[str]) -> Places:
        """Where the mark stands."""
        found = self._marks.get(mark)
        if found is None:
            spans = [m.span() for m in mark.finditer(self.text)]
            found = self._marks[mark] = Places([s for s, _ in spans], [e for _, e in spans])
        return found

    def link(self, end: int) -> tuple[int, int]:
        """Where the value may begin behind a cue that ends at `end`, and where its link words end."""
        known = self._links.get(end)
        if known is None:
            past = LINK.match(self.text, end, end + _REACH).end()  # type: ignore[union-attr]  # may be empty
            known = self._links[end] = token(self.text, end, past), past
        return known


def page_of(text: str) -> Page:
    """The page of this text, the same for all who ask within a pass over it."""
    made = pass_of(text)
    if made is None:
        return Page(text)
    page = made.notes.get(Page)
    if not isinstance(page, Page):
        page = made.notes[Page] = Page(text)
    return page


def token(text: str, low: int, at: int) -> int:
    """Where the token begins that holds the character at this place: a link word is never its first half."""
    while low < at < len(text) and text[at] in _IN_TOKEN and text[at - 1] in _IN_TOKEN:
        at -= 1
    return at
