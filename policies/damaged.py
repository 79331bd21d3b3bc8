"""Reads a placeholder also where it is damaged or escaped, in a whole text or in a stream.

What small models and users make of `<PERSON_1>`: other brackets or one missing, other case, spaces,
full-width letters, zero-width characters, a backslash before the underscore, and the escapes of JSON,
percent-encoding and HTML. One reader serves the restorer and the search for forged placeholders, so that
whatever would be resolved is also found in a user's text. Knows the classes; knows no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import re2  # type: ignore[import-untyped]
import regex

from policies.folding import PLAIN, UNSEEN
from policies.labels import LABELS, LITERAL
from policies.placeholders import MAX_LENGTH, is_class, token

# More zero-width characters than this inside one are no damage but another text.
_MAX_UNSEEN = 8
_MAX_DIGITS = 4

OPEN = frozenset("<《〈⟨[【{«‹〔「『")
CLOSE = frozenset(">》〉⟩]】}»›〕」』")
# A bracket that is alone on one side is taken for a part of the token only where no text uses it so.
_LONE_CLOSE = frozenset(">》〉»›")
_ESCAPE_STARTS = frozenset("\\%&")
_ESCAPE = regex.compile(
    r"(?P<json>\\{1,4})u00(?P<code>[0-9a-fA-F]{2})|\\{1,4}(?P<plain>[_<>\[\]{}-])"
    r"|(?P<percent>%(?:25){0,3})(?P<code>[2-7][0-9a-fA-F])"
    r"|&(?:(?P<name>lt|gt|lowbar)|\#0{0,3}(?P<decimal>[0-9]{2,3})|\#[xX]0{0,3}(?P<code>[2-7][0-9a-fA-F]));"
)
_NAMED = {"lt": "<", "gt": ">", "lowbar": "_"}
_FOLD = str.maketrans({**PLAIN, **dict.fromkeys(UNSEEN)})

NAMES = (*LABELS, LITERAL)
_BY_LETTERS = {name.replace("_", ""): name for name in NAMES}
# Every beginning of a class's name, without its underscores.
_BEGINNINGS = frozenset(
    letters[:end] for letters in _BY_LETTERS for end in range(1, len(letters) + 1)
)
_CUSTOM = "CUSTOM"
_BEGINNINGS |= frozenset(_CUSTOM[:end] for end in range(1, len(_CUSTOM) + 1))
# Where a placeholder may begin, at the least: a bracket, an escape, a letter in disguise, or a word that goes on
# to an underscore or a digit. Classes of a few ranges: one of each disguise takes as long as all the rest.
_ODD = r"\x80-\u33ff\ua000-\U0010ffff\\%&"
CANDIDATE = re.compile(rf"[{_ODD}<\[{{]|(?<![A-Za-z0-9_])[A-Za-z](?=[A-Za-z]*+(?:[{_ODD}_0-9]|\Z))")
# Whether a folded text can hold one at all: linear, and most texts end here.
_MAY_HOLD = re2.compile(
    "(?i)(?:"
    + "|".join([r"[_ \\-]*".join(name.split("_")) for name in NAMES] + [_CUSTOM])
    + r")[a-z0-9_ \\%&#;-]*[0-9]"
)


class Escape(Enum):
    """How a token was written; its value is written the same way."""

    NONE = 0
    JSON = 1
    PERCENT = 2
    HTML = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A placeholder in a text: `token` is its exact form, `bare` says that it had no opening bracket.

    `depth` is how many times a JSON-escaped one was escaped.
    """

    start: int
    end: int
    token: str
    bare: bool
    escape: Escape
    depth: int


class Unfinished(Exception):
    """The stream must go on before the reader can tell."""


def may_hold(text: str) -> bool:
    """Whether it is worth to look for placeholders in a text, by one linear search."""
    if not text.isascii():
        text = text.translate(_FOLD)
    if "%" in text or "&" in text or "\\u" in text:
        text = _ESCAPE.sub(_character, text)
    try:
        return _MAY_HOLD.search(text) is not None
    except (
        UnicodeEncodeError
    ):  # half a surrogate pair: RE2 reads UTF-8 alone, the reader itself any text
        return True


def find(text: str) -> Iterator[Found]:
    """Every placeholder of a whole text, damaged or not, from left to right."""
    if not may_hold(text):
        return
    at = 0
    for match in CANDIDATE.finditer(text):
        start = match.start()
        if start >= at and may_start(text, start):
            found = read(text, start, final=True)
            if found is not None:
                yield found
                at = found.end


def may_start(text: str, at: int, before: str = "") -> bool:
    """Whether a placeholder can begin at `at`; `before` is what stood before the text."""
    char = text[at]
    if char in OPEN or char in _ESCAPE_STARTS:
        return True
    plain = PLAIN.get(char, char)
    if plain in OPEN:
        return True
    if not (plain.isascii() and plain.isalpha()) or plain.upper() not in _BEGINNINGS:
        return False
    left = text[at - 1] if at else before
    return not _in_word(left)


def read(text: str, at: int, *, final: bool) -> Found | None:
    """The placeholder that begins at `at`. Raises Unfinished when more text may change the answer."""
    return _Reader(text, at, final).read()


class _Reader:
    """One attempt at one place."""

    def __init__(self, text: str, at: int, final: bool) -> None:
        self._text = text
        self._start = self._at = at
        self._final = final
        self._unseen = 0
        self._escape = Escape.NONE
        self._depth = 1

    def read(self) -> Found | None:
        first = self._peek()
        if first is None:
            return None
        opened = first[0] in OPEN
        if opened and self._text[self._start] == "\\" and first[2] is Escape.NONE:
            return None  # a backslash before a whole placeholder is the text's own
        if opened:
            self._take(first)
            self._skip(" ")
        named = self._name(opened)
        if named is None:
            return None
        label, number = named
        end = self._close(opened)
        if end is None:
            return None
        return Found(self._start, end, token(label, number), not opened, self._escape, self._depth)

    def _name(self, opened: bool) -> tuple[str, int] | None:
        """The class and the number."""
        letters = ""
        joined = True
        while (unit := self._peek()) is not None:
            char = unit[0]
            if char.isdigit() and char.isascii():
                break
            if char in "_ -\\":
                # Without a bracket only an underscore joins: `person 1` is plain English.
                if joined or (not opened and char != "_"):
                    return None
                joined = True
                if letters == _CUSTOM:
                    self._take(unit)
                    return self._custom(opened)
            elif char.isascii() and char.isalpha():
                joined = False
                letters += char.upper()
                if letters not in _BEGINNINGS:
                    return None
            else:
                return None
            self._take(unit)
        label = _BY_LETTERS.get(letters)
        return None if label is None or not (joined or opened) else self._number(label)

    def _custom(self, opened: bool) -> tuple[str, int] | None:
        """The rest of a pack's own class, whose words may hold digits, and the number, its last word."""
        words = [""]
        end = self._at
        while (unit := self._peek()) is not None:
            char = unit[0]
            if char.isascii() and char.isalnum():
                words[-1] += char.upper()
                end = unit[1]
            elif char == "_" or (opened and char in " -\\" and words[-1]):
                words.append("")
            else:
                break
            self._take(unit)
        if not words[-1]:
            words.pop()
            self._at = end
        number = words.pop() if words else ""
        label = "_".join((_CUSTOM, *words))
        short = number.isdigit() and len(number) <= _MAX_DIGITS and int(number) > 0
        return (label, int(number)) if short and is_class(label) else None

    def _number(self, label: str) -> tuple[str, int] | None:
        digits = ""
        while (unit := self._peek()) is not None and unit[0].isascii() and unit[0].isdigit():
            digits += unit[0]
            if len(digits) > _MAX_DIGITS:
                return None
            self._take(unit)
        return (label, int(digits)) if digits and int(digits) else None

    def _close(self, opened: bool) -> int | None:
        """Where the token ends; None where the word goes on."""
        end = self._at
        unit = self._peek()
        if unit is not None and unit[0] in (CLOSE if opened else _LONE_CLOSE):
            return unit[1]
        if unit is not None and _in_word(unit[0]):
            return None
        if opened and unit is not None and unit[0] == " ":
            self._take(unit)
            unit = self._peek()
            if unit is not None and unit[0] in CLOSE:
                return unit[1]
        return end

    def _skip(self, char: str) -> None:
        unit = self._peek()
        if unit is not None and unit[0] == char:
            self._take(unit)

    def _take(self, unit: tuple[str, int, Escape, int]) -> None:
        self._at = unit[1]
        if unit[2] is not Escape.NONE:
            self._escape, self._depth = unit[2], max(self._depth, unit[3])

    def _peek(self) -> tuple[str, int, Escape, int] | None:
        """(character, where it ends, how it is escaped, how often) of the next one; None at the end."""
        at = self._at
        while at < len(self._text) and self._text[at] in UNSEEN and self._unseen < _MAX_UNSEEN:
            self._unseen += 1
            at += 1
        if at - self._start >= MAX_LENGTH:
            return None
        if at >= len(self._text):
            if not self._final:
                raise Unfinished
            return None
        char = self._text[at]
        if char in _ESCAPE_STARTS:
            return self._escaped(at)
        return PLAIN.get(char, char), at + 1, Escape.NONE, 1

    def _escaped(self, at: int) -> tuple[str, int, Escape, int]:
        match = _ESCAPE.match(self._text, at, partial=not self._final)
        if match is None:
            return self._text[at], at + 1, Escape.NONE, 1
        if match.partial:
            raise Unfinished
        kind = Escape.HTML
        if match["json"]:
            kind = Escape.JSON
        elif match["percent"]:
            kind = Escape.PERCENT
        elif match["plain"]:
            kind = Escape.NONE
        depth = len(match["json"] or "\\").bit_length()
        if match["percent"]:
            depth = 1 + match["percent"].count("25")
        return _character(match), match.end(), kind, depth


def _character(match: regex.Match[str]) -> str:
    """The one character that an escape stands for."""
    if match["plain"]:
        return str(match["plain"])
    if match["name"]:
        return _NAMED[match["name"]]
    return chr(int(match["code"], 16) if match["code"] else int(match["decimal"]))


def _in_word(char: str) -> bool:
    return char == "_" or (char.isascii() and char.isalnum())
