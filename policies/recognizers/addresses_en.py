"""Postal addresses in Latin letters by their grammar. Knows no model and no list of places.

A first line (house number and street, flat and block, box, military unit) and the parts after it; a line
that might be something else counts only with a town and a postcode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import regex

from policies.recognizers.address_parts import (
    POSTCODE,
    UNIT,
    UNIT_NAMES,
    tail,
)
from policies.recognizers.address_towns_en import TOWNS
from policies.recognizers.base import Finder, Found, TextRecognizer
from policies.recognizers.known_names import is_common, is_surname
from policies.recognizers.located import Located, Stretches, located
from policies.recognizers.starts import matches_at, word_starts
from policies.recognizers.street_words import (
    ODD_SUFFIXES,
    STREET_BEFORE,
    STREET_ENDINGS,
    SUFFIXES,
)

_WORD = r"\p{Lu}[\p{Latin}\p{M}'’.-]{0,30}"
_SIDE = r"(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West|Old|New|Upper|Lower)"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
# Neither a day of a month nor what is counted.
_NUMBER = (
    r"(?:(?i:no|blk|block|sec|section)\.? ?)?\d{1,6}[A-Za-z]?(?:[-/]\d{1,5}[A-Za-z]?)?"
    rf"(?! {_MONTH}(?![\p{{Latin}}]))"
)
_BEFORE = r"(?<![\p{Latin}\p{N}.$€£¥#:/-])"
_AFTER = r"(?![\p{Latin}\p{N}])"
_UNITS = rf"(?:{UNIT}(?:,[ ]?|[ ]|,?\n[ ]?)){{0,4}}"
_STREET = rf"(?:(?:{_SIDE}\.? )?(?:(?:\d{{1,3}}(?:st|nd|rd|th)|{_WORD}) ){{1,4}}?)"
_TURN = r"(?:\.? (?:N|S|E|W|NE|NW|SE|SW)(?![\p{Latin}])|\.(?=[ ,\n]|$))?"

_OF = (
    r"(?:de|del|della|dei|degli|des|du|do|da|dos|das|la|le|les|los|las|van|von|der|den|den|di|św\.)"
)
_HOME = r"(?:(?i:flat|apartment|apt|studio|unit|suite|ste)\.? ?#?\d{1,4}[A-Za-z]?,? )"

_NUMBERED = located(
    rf"{_BEFORE}{_UNITS}{_NUMBER},? (?:{_STREET}(?:{SUFFIXES}){_AFTER}{_TURN}"
    rf"(?:[ ](?:North|South|East|West|Central|\d{{1,2}})(?![\p{{Latin}}\d]))?"
    rf"|(?:{_SIDE}\.? )?(?:Broadway|Kingsway|The (?:Green|Avenue|Crescent|Mall|Strand|Drive|Close)){_AFTER}"
    rf"|(?:US|State|County|Interstate)?[ ]?(?:Highway|Hwy|Route|Rte|Road|US|Farm to Market)[ -]\d{{1,4}}{_AFTER}"
    rf"|(?:{STREET_BEFORE})(?: (?:[dl]['’])?[\p{{Latin}}\p{{M}}'’.-]+){{1,5}}?(?=[,\n.;!?]|$| \d)"
    rf"|(?:{_WORD} ){{0,2}}\p{{Lu}}[\p{{Latin}}\p{{M}}'’-]*(?:{STREET_ENDINGS}){_AFTER})"
)
_ODD = located(
    rf"{_BEFORE}{_UNITS}{_NUMBER} (?P<street>(?:{_SIDE}\.? )?(?:{_WORD} ){{1,2}})(?:{ODD_SUFFIXES}){_AFTER}"
)
_HOME_STREET = located(
    rf"{_BEFORE}{_HOME}(?:\d{{1,5}} )?(?:{_WORD} ){{1,2}}(?:{SUFFIXES}|{ODD_SUFFIXES}){_AFTER}"
)
_NUMBER_LAST = located(
    rf"(?<![\p{{Latin}}\p{{N}}])(?:(?:{STREET_BEFORE})(?= (?:{_OF} ){{0,3}}(?:[dl]['’])?[\p{{Lu}}\d])"
    rf"(?: (?:[dl]['’])?[\p{{Latin}}\p{{M}}'’.-]+){{1,5}}?,?"
    rf"|(?:{_WORD} ){{0,3}}\p{{Lu}}[\p{{Latin}}\p{{M}}'’-]*(?:{STREET_ENDINGS}),?"
    rf"|(?:Am|An der|Auf dem|Im|Zum|Zur|Unter den) {_WORD})"
    rf" (?:[Nn][º°o]\.? ?)?\d{{1,5}}(?: ?[A-Za-z](?![\p{{Latin}}]))?(?:[-/]\d{{1,4}}[A-Za-z]?)?{_AFTER}"
)
_LOWER = located(
    rf"(?i)(?<![\p{{Latin}}\p{{N}}.$€£¥#:/-]){_UNITS}{_NUMBER},? (?:(?!(?:day|days|item|items|order|orders"
    r"|times?|hours?|minutes?|mins?|weeks?|months?|years?|percent|of|in|on|the|and|or|for|to|at|my|is"
    r"|was|off|more|a|an|people|stars?|failed|am|pm|way|credits?|dollars?|from|miles?|blocks?|i|it|will|can|then|that|so)(?![\p{Latin}]))"
    r"(?:\d{1,3}(?:st|nd|rd|th)|[\p{Latin}'’.-]+) ){1,3}?(?:street|avenue|road|boulevard|blvd|lane|drive|court|terrace"
    r"|parkway|pkwy|highway|crescent|st|ave|rd|ln|dr|ct|cir|circle|trail|place|pl|way|close|gardens|grove|square|row|mews|cove|landing|crossing|loop|pass|path)(?![\p{Latin}])\.?"
)
_MILITARY = located(
    r"(?i)(?<![\p{Latin}\p{N}])(?:(?:psc|unit|cmr) \d{1,5},? box \d{1,5}|us(?:s|ns|nv|cgc) [\p{Latin}'’-]+)"
    r"(?:,[ ]|,?\n[ ]*|[ ])(?:apo|fpo|dpo),? a[aep] \d{5}(?:-\d{4})?(?!\d)"
)
_BOX = located(
    r"(?i)(?<![\p{Latin}\p{N}])(?:p\.? ?o\.? ?box|(?:rr|hc|rural route) \d{1,3},? box|post office box) \d{1,6}(?!\d)"
)
_UNIT = regex.compile(UNIT)
# Where lines begin that do not begin with a number: at what stands before one.
_UNIT_FIRST = located(
    rf"(?i){_BEFORE}(?:(?:{UNIT_NAMES})\.? ?(?:no\.? ?)?#?(?:\d|[A-Z]{{1,2}}(?![a-z]))"
    r"|(?:p\.? ?o\.? ?)?box \d|(?:no|blk|block|sec|section)\.? ?\d)"
)
# A number that a word follows, or of a floor: where lines begin. The digit is looked for first, for speed.
_NUMBER_FIRST = re.compile(
    r"\d(?<![0-9A-Za-z\u00c0-\u024f.$€£¥#:/-]\d)\d{0,5}"
    r"(?:[A-Za-z]?(?:[-/]\d{1,5}[A-Za-z]?)?,? (?=(\S))|(?:st|nd|rd|th) |/?F)"
)
_SIGN_FIRST = re.compile(r"#(?= ?\d)")
# A street's number behind its name, and the words before it.
_NUMBER_BEHIND = re.compile(r"\d(?<= \d)\d{0,3}[a-z]?(?=[,\n])")
_CAPITAL = regex.compile(rf"{_BEFORE}\p{{Lu}}")
_FOUR_WORDS = 4 * 32
# How a street begins that has its number last, or what stands between its name and its number.
_LAST_BEGINS = located(
    rf"(?<![\p{{Latin}}\p{{N}}])(?:(?:{STREET_BEFORE}) (?:{_OF} ){{0,3}}(?:[dl]['’])?[\p{{Lu}}\d]"
    r"|(?:Am|An der|Auf dem|Im|Zum|Zur|Unter den) \p{Lu})"
)
_LAST_ENDS = located(rf"(?:{STREET_ENDINGS}),? (?:[Nn][º°o]\.? ?)?\d")
_LAST_WORDS = regex.compile(r"(?r)(?:[\p{Latin}\p{M}'’.-]+ ){0,3}[\p{Latin}\p{M}'’-]*")
_LAST_CAPITAL = regex.compile(r"(?<![\p{Latin}\p{N}])\p{Lu}")
# These are addresses only with what follows: two parts or more, or a postcode.
_WEAK = located(
    rf"{_BEFORE}(?:{UNIT}(?:(?:, ?|,?\n ?| ){UNIT}){{0,3}}|{_NUMBER},? (?:{_WORD}(?: |(?=[,\n]|$))){{1,4}}"
    rf"|(?:{_WORD} ){{1,4}}\d{{1,4}}[a-z]?(?=,|\n))"
)
_CODE_CUE = located(
    r"(?i)(?<![\p{Latin}])(?:zip(?:[ -]?code)?|post(?:al)?[ -]?code|eircode|pin ?code)"
    rf"(?: (?:is|was)|[:：])?[ :]{{1,2}}(?P<v>{POSTCODE})(?![\p{{Latin}}\p{{N}}])"
)
_CUED = located(
    r"(?i)(?<![a-z])(?:(?:my|our|the|his|her|new|old|home|shipping|delivery|billing"
    r"|mailing|current|correct)[ ](?:(?:home|shipping|delivery|billing|mailing|new"
    r"|current|correct|street) )?address(?: is| was| to|:)|address[:：]|i live (?:at|on)"
    r"|we live (?:at|on)|residing at|reside at|living at|located at|(?:ship|send|deliver"
    # What is sent to a card, an account or a colleague goes to no address: one begins with a number or a capital.
    r"|mail|forward)(?: it| this| them| that| the \w+| my \w+)? to(?=[ \t]*[\"'“]?(?:(?-i:[0-9#\p{Lu}])"
    r"|(?:flat|studio|ap(?:artmen)?t|unit|room|suite|block|floor|house)[ ]#?\d))"
    r"|moved to)[ \t]*[\"'“]?"
    r"(?P<v>(?=[^\n.;!?]{0,40}\d)[0-9A-Z#\p{Lu}][^\n;!?。！？]{5,90}?)(?=[\n;!?。！？]| [-–—] (?!\d)|\."
    r"(?:\s|$)|$| (?:and|but|please|instead|because|as|so|by|before|my|i|not|thanks|thank|now|until|for|when|from"
    r"|is|with|last|this|next|yesterday|today|tomorrow|since|where)(?![a-z])"
    r"|, (?:and|but|please|my|i|phone|tel|email|e-mail|thanks|is)(?![a-z]))"
)
_ALONE = (
    (_MILITARY, 0.85, "military address"),
    (_BOX, 0.85, "post office box"),
)
_VALUES = (
    (_CODE_CUE, 0.6, "postcode after a cue"),
    (_CUED, 0.75, "address after a cue"),
)
_FIRST_LINES = (
    (_NUMBERED, 0.85, "street address"),
    (_HOME_STREET, 0.7, "flat and street"),
    (_NUMBER_LAST, 0.8, "street address, number last"),
    (_LOWER, 0.65, "street address, lower case"),
)
_LINES = (_NUMBERED, _HOME_STREET, _ODD, _NUMBER_LAST, _LOWER, _WEAK)
_NEVER = frozenset(".$€£¥#:/-")
_TRIMMED = " ,\n\"'”"


class WesternAddressRecognizer(TextRecognizer):
    """Street addresses, boxes, city with state and postcode, and what follows `my address is`."""

    label = "LOCATION"
    needs = r"[0-9]"

    def finders(self) -> tuple[Finder, ...]:
        """First lines together, for they hide one another; the rest each by itself."""
        return (
            (_LINES, _lines),
            *TOWNS,
            *((kind[0], partial(_alone, *kind)) for kind in _ALONE),
            *((kind[0], partial(_value, *kind)) for kind in _VALUES),
        )


def _alone(pattern: Located, score: float, name: str, text: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        yield match.start(), _end(text, match), score, name


def _value(pattern: Located, score: float, name: str, text: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        start, end = match.span("v")
        yield start, start + len(text[start:end].rstrip(_TRIMMED)), score, name


def _lines(text: str) -> Iterator[Found]:
    """Addresses that begin with a number and a street; one that is found is not looked at again."""
    seen = Stretches()
    capital, others = _starts(text)
    starts = sorted((*capital, *others))
    for pattern, score, name in _FIRST_LINES:
        places = starts if pattern is not _NUMBER_LAST else _last_starts(text)
        found = [(m.start(), _end(text, m)) for m in matches_at(pattern, text, places, seen)]
        if found:
            seen.add(found)
            for start, end in found:
                yield start, end, score, name
    odd = list(_odd(text, capital, seen))
    seen.add((start, end) for start, end, _, _ in odd)
    yield from odd
    yield from _weak(text, sorted({*capital, *_word_starts(text)}), seen)


def _starts(text: str) -> tuple[list[int], list[int]]:
    """Where a line can begin with a number or with what stands before one; those before a small letter apart."""
    capital: list[int] = []
    others: list[int] = []
    for number in _NUMBER_FIRST.finditer(text):
        word = number[1]
        (capital if word is None or word.isupper() else others).append(number.start())
    more = {at for at in word_starts(_UNIT_FIRST, text) if _UNIT_FIRST.match(text, at)}
    if "#" in text:
        more.update(m.start() for m in _SIGN_FIRST.finditer(text))
    return (sorted({*capital, *more}) if more else capital), others


def _last_starts(text: str) -> list[int]:
    """Where a street with its number last can begin: at its kind, or some words before that."""
    places = {m.start() for m in _LAST_BEGINS.finditer(text, overlapped=True)}
    for kind in _LAST_ENDS.finditer(text, overlapped=True):
        words = _LAST_WORDS.match(text, 0, kind.start())
        low = kind.start() if words is None else words.start()
        places.update(m.start() for m in _LAST_CAPITAL.finditer(text, low, kind.start()))
    return sorted(places)


def _word_starts(text: str) -> Iterator[int]:
    """Where up to four capitalised words before a street's number begin: Elm Road 5,"""
    for number in _NUMBER_BEHIND.finditer(text):
        at = number.start()
        low = at - 1
        for _ in range(4):
            low = max(0, text.rfind(" ", 0, low) if low > 0 else 0)
        for word in _CAPITAL.finditer(text, max(low, at - _FOUR_WORDS), at):
            yield word.start()


def _end(text: str, line: regex.Match[str]) -> int:
    """Where the parts behind a first line end: those with capitals, if it has any, then those without."""
    end = line.end() if line[0].islower() else tail(text, line.end()).end
    return tail(text, end, lower=True).end


def _odd(text: str, starts: list[int], seen: Stretches) -> Iterator[Found]:
    """A number, a name and one of the rarer suffixes; everyday words need a town behind them."""
    for match in matches_at(_ODD, text, starts, seen):
        rest = tail(text, match.end())
        names = match["street"].split()
        plain = any(is_common(word) and not is_surname(word) for word in names)
        if rest.parts > plain:
            yield match.start(), rest.end, 0.7, "street address, rare suffix"
        elif not plain:
            yield match.start(), match.end(), 0.5, "street address, rare suffix"


def _weak(text: str, starts: list[int], seen: Stretches) -> Iterator[Found]:
    for match in matches_at(_WEAK, text, starts):
        if seen.end(match.start()):
            continue
        start, end = match.start(), match.start() + len(match[0].rstrip(_TRIMMED))
        rest = tail(text, end)
        parts = rest.parts + len(_UNIT.findall(match[0]) or "1")
        if rest.parts and parts >= (3 if rest.coded else 4):
            yield start, rest.end, 0.6, "address by its parts"
