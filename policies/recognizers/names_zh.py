"""Chinese names by the words around them, Simplified and Traditional. Knows no model.

A cue says how far a name is believed: 我叫 and 姓名： any Han name, 我是 and a telephone number behind it a
name with a surname, 通知 or nothing only one that is usual throughout. Names in Latin letters after a cue too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from policies.recognizers.base import Finder, Found, TextRecognizer
from policies.recognizers.either import either
from policies.recognizers.lexicon_names_zh import FOREIGN
from policies.recognizers.lexicon_zh import (
    AFTER_NAME_WORDS,
)
from policies.recognizers.name_cues_zh import after_cues, no_person
from policies.recognizers.name_full_zh import full_names
from policies.recognizers.name_latin_zh import GREETINGS, between
from policies.recognizers.name_lines_zh import by_place
from policies.recognizers.name_needs_zh import needs
from policies.recognizers.name_shape_zh import (
    DOTS,
    Trust,
    dotted,
    ends,
    name_length,
    surname_length,
)
from policies.recognizers.name_titles_zh import led_in, nicknamed, titled
from policies.recognizers.persons_zh import person_before, person_follows
from policies.recognizers.traditional import simplified_once

_FOREIGN = re.compile(either(FOREIGN))
_CALLED = re.compile(r"(?<![百老名同个])姓[:：]?(?=[\u3400-\u9fff])")
_AND_GIVEN = re.compile(r"[，,、 ]?单?名[:：]?[\u3400-\u9fff]{1,2}(?![\u3400-\u9fff])")
_CAPITAL = re.compile("[A-Z][a-z]")
_HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0010ffff]")
# An English name at the beginning of a text and a number behind it.
_PHONE_SOON = re.compile(r"[^0-9\n]{2,64}[0-9+ -]{0,4}1[3-9][0-9]")
_GREETED = re.compile(f"(?:{'|'.join(sorted(GREETINGS))}) [^a-z]")
_PHONE = re.compile(r"1[3-9][0-9]")
_DOT = re.compile(f"[{DOTS}]")
_AND = re.compile(r"[、,，/和与及跟&]|以及|还有")
_WORK = re.compile(r"《[^《》\n]{1,40}》")
_MENTION = re.compile(r"@[^0-9a-z@]{0,4}[A-Z]")


_NEEDS = needs()


class ChineseNameRecognizer(TextRecognizer):
    """Names after 我叫, 姓名：, 收件人, 我是; with 先生, 总; as subject or object; as a signature."""

    label = "PERSON"
    needs = "|".join(_NEEDS)

    def finders(self) -> tuple[Finder, ...]:
        """Each way in by itself."""
        return _FINDERS

    def find(self, text: str) -> Iterator[Found]:
        """Every name that its cue allows, each place once."""
        taken: set[tuple[int, int]] = set()
        for _, find in self.finders():
            for found in find(text):
                if found[:2] not in taken:
                    taken.add(found[:2])
                    yield found


def _found(way: Callable[[str], Iterator[Found]], text: str) -> Iterator[Found]:
    """What one way in finds, with the further names of a list; nothing in the title of a work."""
    plain = simplified_once(text)
    works = [m.span() for m in _WORK.finditer(plain)] if "《" in plain else []
    taken: set[tuple[int, int]] = set()
    for found in way(plain):
        if found[:2] in taken or any(a <= found[0] < b for a, b in works):
            continue
        taken.add(found[:2])
        yield found
        for further in _listed(plain, found[1]):
            if further[:2] in taken:
                break  # the rest of the list has been read from another of its names
            taken.add(further[:2])
            yield further


def _after_cues(text: str) -> Iterator[Found]:
    if not text.isascii() or _MENTION.search(text) is not None:
        yield from after_cues(text)


def _in_latin(text: str) -> Iterator[Found]:
    """English names beside Han characters; without any after a greeting and before a number only."""
    if not _CAPITAL.search(text):
        return
    if _HAN.search(text) or _PHONE_SOON.match(text) or _GREETED.search(text):
        yield from between(text)


def _dotted(text: str) -> Iterator[Found]:
    for dot in _DOT.finditer(text):
        if (span := dotted(text, dot.start())) is not None:
            yield *span, 0.8, "name with a middle dot"


def _placed(text: str) -> Iterator[Found]:
    yield from by_place(text, phones=_PHONE.search(text) is not None)


def _surname_alone(text: str) -> Iterator[Found]:
    """我姓沈, 免贵姓欧阳."""
    for cue in _CALLED.finditer(text):
        at = cue.end()
        surname = surname_length(text, at)
        if surname and (both := _AND_GIVEN.match(text, at + surname)) is not None:
            yield at, both.end(), 0.8, "surname after 姓, given name after 名"
        elif surname and ends(text, at + surname) and not text.startswith(AFTER_NAME_WORDS, at):
            yield at, at + surname, 0.8, "surname after 姓"


def _foreign(text: str) -> Iterator[Found]:
    """A usual foreign first name where a person is spoken of: 迈克说他没收到."""
    for match in _FOREIGN.finditer(text):
        start, end = match.span()
        spoken_of = person_follows(text, end) or (ends(text, end) and person_before(text, start))
        if led_in(text, start) and spoken_of and not no_person(text, start, end, Trust.WEAK):
            yield start, end, 0.6, "foreign first name"


def _listed(text: str, end: int) -> Iterator[Found]:
    """Further names of a list: 张伟、李娜和王芳."""
    link = _AND.match(text, end)
    while link is not None:
        length = name_length(text, link.end(), Trust.MIDDLE)
        end = link.end() + length
        if not length or not ends(text, end) or no_person(text, link.end(), end, Trust.WEAK):
            return
        yield link.end(), end, 0.65, "name in a list"
        link = _AND.match(text, end)


# In the order of `needs`.
_WAYS: tuple[Callable[[str], Iterator[Found]], ...] = (
    _after_cues,
    titled,
    nicknamed,
    full_names,
    _in_latin,
    _foreign,
    _dotted,
    _surname_alone,
    _placed,
)
_FINDERS: tuple[Finder, ...] = tuple(
    (need, partial(_found, way)) for need, way in zip(_NEEDS, _WAYS, strict=True)
)
