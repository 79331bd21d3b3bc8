"""How many strings of JSON, one within the other, are open at a place of a text that comes in pieces.

A tool's arguments may hold JSON in a string, and that again: a value that is put there has to be escaped once for
each string around it. A string counts as JSON if it begins as an object or an array does; in any other one an
escaped quote is a quote. Knows no placeholder.
"""

from __future__ import annotations

import re
from typing import Final

# Deeper ones are taken for text: nobody writes them, and each level doubles the escapes.
MAX_DEPTH: Final = 6
_QUOTE: Final = re.compile(r'\\*"')
_BLANK: Final = re.compile(r"(?:\s|\\+[nrt])*")
_BEGINS: Final = re.compile(r"(?:[\[{](?:\s|\\+[nrt])*)+")
# What may follow a bracket beside a quote: the other bracket, or in an array a number or a word with a comma.
_ITEM: Final = re.compile(r"[\]}]|(?:-?\d[\d.eE+-]*|true|false|null)\s*,")
# Behind two brackets the item may be the only one: [[0], … is no text, as [0] … may be.
_ONLY_ITEM: Final = re.compile(r"(?:-?\d[\d.eE+-]*|true|false|null)(?:\s|\\+[nrt])*\]")
_BRACKET: Final = re.compile(r"[\[{]")
_UNDECIDED: Final = re.compile(r"[-+.\w]{0,32}(?:\s|\\+[nrt])*")
_MAX_HEAD: Final = 256


class JsonDepth:
    """`feed` takes the text in order, `depth` is how many strings are open at its end."""

    def __init__(self) -> None:
        self._open: list[bool | None] = []  # a string is JSON, text, or has only begun
        self._head = ""
        self._held = ""

    @property
    def depth(self) -> int:
        """Open strings: 0 outside of any."""
        return len(self._open)

    def feed(self, text: str) -> None:
        """The next piece."""
        text = self._held + text
        rest = len(text) - len(text.rstrip("\\"))
        text, self._held = text[: len(text) - rest], text[len(text) - rest :]
        at = 0
        for quote in _QUOTE.finditer(text):
            self._between(text[at : quote.start()])
            self._quote(quote.end() - quote.start() - 1)
            at = quote.end()
        self._between(text[at:])

    def value(self) -> None:
        """A value stands here: a string that begins with one is text."""
        self._settle(json=False)

    def _between(self, piece: str) -> None:
        """What stands between two quotes: it tells what a string is that has only begun."""
        if not piece or not self._open or self._open[-1] is not None:
            return
        self._head += piece
        blanks = _start(self._head)
        body = self._head[blanks:]
        if blanks > _MAX_HEAD:  # some models write blanks without an end
            self._settle(json=False)
        if not body or blanks > _MAX_HEAD:
            return
        begins = _BEGINS.match(body)
        if begins is None:
            self._settle(json=False)
        elif _is_item(body, begins):
            self._settle(json=True)
        elif not _UNDECIDED.fullmatch(body, begins.end()) or len(self._head) > _MAX_HEAD:
            self._settle(json=False)

    def _quote(self, slashes: int) -> None:
        """A quote behind so many backslashes: each level halves them, and an even number is that level's own."""
        level = 0
        while slashes % 2:
            if level >= len(self._open):
                return  # escaped where nothing is open: no JSON
            if self._open[level] is None:
                self._settle(json=bool(_BEGINS.fullmatch(self._head[_start(self._head) :])))
            if not self._open[level]:
                return
            slashes = slashes // 2
            level += 1
        if level < len(self._open):
            del self._open[level:]
        elif level < MAX_DEPTH:
            self._open.append(None)
        self._head = ""

    def _settle(self, *, json: bool) -> None:
        if self._open and self._open[-1] is None:
            self._open[-1] = json
        self._head = ""


def _is_item(body: str, begins: re.Match[str]) -> bool:
    """Whether what stands behind the brackets can only be JSON's."""
    if _ITEM.match(body, begins.end()):
        return True
    nested = len(_BRACKET.findall(begins[0])) > 1
    return nested and _ONLY_ITEM.match(body, begins.end()) is not None


def _start(head: str) -> int:
    blank = _BLANK.match(head)
    return blank.end() if blank else 0
