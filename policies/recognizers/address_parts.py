"""What may follow the first line of an address: units, towns, states, postcodes, one after the other.

A part stands after a comma, a line break or a blank. Knows no list of towns: a town is capitalised words
that are no everyday opening of a sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import regex

from policies.recognizers.known_names import is_common
from policies.recognizers.lexicon_en import NOT_FIRST
from policies.recognizers.located import located

STATE = (
    r"(?:A[AEKLPRSZ]|C[AOT]|D[CE]|F[LM]|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEHINOPST]|N[CDEHJMVY]|O[HKR]|P[ARW]|RI"
    r"|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]|AB|BC|MB|N[BLSTU]|ON|PE|QC|SK|YT|NSW|VIC|QLD|TAS|ACT|NT"
    r"|Ala(?:bama|ska)|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii"
    r"|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan"
    r"|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)"
    r"|(?:North|South) (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas"
    r"|Utah|Vermont|(?:West )?Virginia|Washington|Wisconsin|Wyoming)"
)
AUSTRALIAN = r"(?:NSW|VIC|QLD|TAS|ACT|NT|SA|WA)"
# The last two letters are of a smaller alphabet; a size of a memory is none.
UK_POSTCODE = r"(?:[A-Z]{1,2}\d{1,2}[A-Z]? ?\d(?!GB|TB)[ABD-HJLNP-UW-Z]{2})"
# These need no comma before them: no other number looks like one.
LETTER_CODE = rf"(?:{UK_POSTCODE}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]\d[\dW] ?[A-Z\d]{{4}})"
POSTCODE = (
    rf"(?:\d{{5}}-\d{{3,4}}|\d{{2}}-\d{{3}}|\d{{3}} \d{{2,3}}|\d{{4}} ?[A-Z]{{2}}|\d{{3,6}}|{UK_POSTCODE}"
    r"|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]\d[\dW] ?[A-Z\d]{4}|[A-Z]{1,2}-\d{4,5})"
)
UNIT_NAMES = (
    r"apartment|appartement|apt|studio|suite|ste|unit|flat|floor|fl|room|rm|building|bldg|block|blk|lot|tower|level"
    r"|house|shop|villa|wing|phase|sector|plot|door|h\."
)
UNIT = (
    rf"(?:(?i:{UNIT_NAMES})\.? ?(?i:no\.? ?)?#?(?:\d[0-9A-Za-z/-]{{0,6}}"
    r"|[A-Z]{1,2}\d{0,4}(?![a-z]))"
    r"|#[ ]?\d[0-9A-Za-z-]{0,6}|\d{1,2}(?:st|nd|rd|th) (?i:floor)|\d{1,3}/?F(?![\p{Latin}\p{N}])"
    r"|(?i:p\.? ?o\.? ?box|box) \d{1,6}|(?i:no)\.? \d{1,5}[A-Za-z]?)"
)
_LINK = (
    r"(?:of|the|de|del|la|le|les|los|las|upon|on|am|an|der|im|in|do|da|dos|sur|sous|di|pri"
    r"|pod|nad|u|den|y|e|sul|bei|cum)"
)
_TOWN_WORD = r"(?:(?:St|Sta|Sto|Mt|Ft|Pt)\.|\p{Lu}[\p{Latin}\p{M}'’-]*)"
TOWN = rf"(?:{_TOWN_WORD}(?:[ -](?:{_LINK}[ ]){{0,2}}{_TOWN_WORD}){{0,3}})"
_LOWER_TOWN = r"(?:[\p{Latin}'’.-]{2,24}(?: [\p{Latin}'’.-]{2,24}){0,2})"
_BORDER = r"(?![\p{Latin}\p{N}])"
_GAP = r"(?:[ \t]*[,，]?[ \t]*\r?\n{1,2}[ \t>?]{0,8}|[ \t]*[,，;]?[ \t]*(?:-[ \t](?=\d))?)"
_BREAK = r"(?:[ \t]*[,，]?[ \t]*\r?\n{1,2}[ \t>?]{0,8}|[ \t]*[,，;][ \t]*)"

_UNIT_NEXT = located(rf"{_GAP}(?<![\p{{Latin}}\d]){UNIT}{_BORDER}")
# A state or a town with its postcode behind, or before.
_CODED = located(
    rf"{_GAP}(?<![\p{{Latin}}\d])(?P<town>{TOWN}(?:,? {STATE})?|{STATE}),?"
    rf"(?: |{_BREAK}|- | - |-(?=\d{{5}}))(?P<code>{POSTCODE}){_BORDER}"
    rf"|{_BREAK}(?P<code>{POSTCODE}),? (?P<town>{TOWN}){_BORDER}"
    rf"|{_GAP}(?<![\p{{Latin}}\d])(?P<code>{LETTER_CODE}){_BORDER}|{_BREAK}(?P<code>{POSTCODE}){_BORDER}"
)
_STATED = located(rf"{_BREAK}(?P<town>{TOWN}?),?[ ]{STATE}{_BORDER}|{_BREAK}{STATE}{_BORDER}")
_TOWN_NEXT = located(rf"{_BREAK}(?P<town>(?:(?:Co|Col)\. )?{TOWN})(?P<tail>{_BORDER})")
_LOWER_CODED = located(
    rf"(?i){_GAP}(?:{_LOWER_TOWN},? {STATE},?|{STATE},?|{_BREAK}{_LOWER_TOWN},?) ?(?P<code>{POSTCODE}){_BORDER}"
    rf"|{_GAP}(?:{_LOWER_TOWN},?)?{_GAP}(?P<code>{UK_POSTCODE}){_BORDER}"
    rf"|{_BREAK}(?P<code>{POSTCODE}) {_LOWER_TOWN}?{_BORDER}|{_BREAK}(?P<code>{POSTCODE}){_BORDER}"
)
_LOWER_STATED = located(rf"(?i){_BREAK}(?:{_LOWER_TOWN}),? {STATE}(?=[ \t]*(?:[,.;!?\n]|$))")
_LOWER_TOWN_NEXT = located(
    rf"{_BREAK}(?P<town>\p{{Ll}}[\p{{Latin}}'’-]{{2,24}})(?=[ \t]*(?:[,.;!?\n]|$))"
)
# What may stand before a part, and the first character of one.
_AHEAD = regex.compile(r"[ \t]*[,，;]?[ \t]*(?:-[ \t])?(?:\r?\n[ \t>?]*){0,4}(?=[\p{Latin}\d#])")
# What stands before the first digit of a town with its postcode: two commas at most.
_CODE_AHEAD = re.compile(r"[^0-9,，;:!?()]{0,90}(?:[,，;][^0-9,，;:!?()]{0,36}){0,2}[0-9]")
_FIRST = regex.compile(r"[\p{Latin}'’]+")


class Tail(NamedTuple):
    """Where an address ends, how many parts follow its first line, and whether one is a postcode."""

    end: int
    parts: int
    coded: bool


def tail(text: str, at: int, *, lower: bool = False) -> Tail:
    """The parts that follow position `at`; in `lower` mode words need no capital."""
    parts, coded = 0, False
    while parts < 7:
        match, has_code = _next_part(text, at, lower=lower)
        if match is None:
            break
        at, parts, coded = match.end(), parts + 1, coded or has_code
    return Tail(at, parts, coded)


def _next_part(text: str, at: int, *, lower: bool) -> tuple[regex.Match[str] | None, bool]:
    gap = _AHEAD.match(text, at)
    # Something stands between two parts, and each begins with a letter, a digit or a number sign.
    if gap is None or (gap.end() == at and text[at - 1].isalnum()):
        return None, False
    capital = not text[gap.end()].islower()
    unit = _UNIT_NEXT.match(text, at)
    if unit is not None:
        return unit, False
    if not (capital or lower):
        return None, False
    if _CODE_AHEAD.match(text, gap.end()) is not None:
        coded = (_LOWER_CODED if lower else _CODED).match(text, at)
        if coded is not None and _is_town(coded):
            return coded, True
    if lower:
        tried = (_LOWER_STATED.match(text, at), _LOWER_TOWN_NEXT.match(text, at))
    else:
        town = _TOWN_NEXT.match(text, at)
        # A state stands behind a blank; without one the town is all there is.
        stated = town is None or " " in text[gap.end() : town.end() + 2]
        tried = (_STATED.match(text, at) if stated else None, town)
    for match in tried:
        if match is not None and _is_town(match):
            return match, False
    return None, False


def _is_town(match: regex.Match[str]) -> bool:
    """Whether the town of a part does not begin like a sentence, a greeting or a line of another kind."""
    town = match.groupdict().get("town")
    if not town:
        return True
    first = _FIRST.match(town)
    if first is None or not _begins_like_town(first[0]):
        return False
    after = match.string[match.end() : match.end() + 3]
    if after[:1] in (":", "'", "’"):
        return False
    # A line of its own that goes on like a sentence, or is one everyday word, is no town.
    running = after[:1] == " " and after[1:2].islower()
    alone = len(town.split()) == 1 and is_common(town)
    return "\n" not in match[0] or "code" in match.groupdict() or not (running or alone)


def _begins_like_town(first: str) -> bool:
    """Whether a town's first word begins no sentence and no greeting."""
    word = first.replace("’", "'").partition("'")[0].lower()
    return word not in NOT_FIRST or word in TOWN_WORDS


# They begin sentences and towns.
TOWN_WORDS = frozenset(
    {"new", "old", "the", "bath", "reading", "good", "us", "mexican", "bad", "mobile", "great"}
)
