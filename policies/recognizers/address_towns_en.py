"""Towns in Latin letters with their postcode and no street: Salem, OR 97301; 1015 CJ Amsterdam; 寄到10115 Berlin.

Codes that are like other numbers, and towns in lower case, count only behind words that lead to a place.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policies.recognizers.address_parts import (
    AUSTRALIAN,
    STATE,
    TOWN,
    TOWN_WORDS,
    UK_POSTCODE,
    tail,
)
from policies.recognizers.base import Finder, Found
from policies.recognizers.brands_en import brands
from policies.recognizers.known_names import is_common
from policies.recognizers.lexicon_en import STOP_WORDS
from policies.recognizers.located import located
from policies.recognizers.starts import matches_at

_AFTER = r"(?![\p{Latin}\p{N}])"
_CODED_TOWN = located(
    rf"(?<![\p{{Latin}}\p{{N}}])(?:{TOWN}(?:, |,?\n)){{0,4}}{TOWN},?[ \n]"
    rf"(?:{STATE},?[ \n]\d{{5}}(?:-\d{{4}})?|{UK_POSTCODE}|{AUSTRALIAN}[ ]\d{{4}}"
    # Behind an abbreviation it is a code of another kind: PNR X7Y8Z9.
    rf"|(?:{STATE},?[ \n]|(?<![^\p{{Latin}}](?!{STATE},?[ ])[A-Z]{{2,4}},?[ ]))[A-Z]\d[A-Z] ?\d[A-Z]\d){_AFTER}"
)
# The end of a town with its postcode, and what may stand before it.
_CODE = located(
    rf"(?:{STATE},?[ \n]\d{{5}}|{UK_POSTCODE}|{AUSTRALIAN}[ ]\d{{4}}|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
)
_TOWNS = regex.compile(
    r"(?r)(?:[\p{Latin}\p{M}'’, \n-]|(?<=(?<!\p{Latin})(?:St|Sta|Sto|Mt|Ft|Pt))\.)*"
)
_LEADS_IN = STOP_WORDS - TOWN_WORDS
# With a word before it that may lead into a sentence: "Is San Diego, …".
_TOWN_FIRST = regex.compile(
    r"(?<![\p{Latin}\p{N}])(?:(\p{Lu}[\p{Latin}]*)(?:['’][a-z]+)?(?= )|\p{Lu})"
)
# A code and its town behind Chinese words of a home or a parcel.
_HAN_CUED = located(
    r"(?:[寄送发發住搬][到往至在去給给]|[住家人]在|住|[地住]址|移民到|老家[在是]|出生[在于於地]|[现現定]居|来自|來自|改[成为為到]|[是为為從从]|城市)"
    rf"[ ]?[:：]?[ ]?(?P<v>(?:\d{{5}}|[1-9]\d{{3}} ?[A-Z]{{2}}) (?=\p{{Lu}}[\p{{Latin}}]{{3}}){TOWN}){_AFTER}"
)
# What leads to a place, or the line's beginning.
_LED = (
    r"(?:(?<=^|\n)|(?<=(?<![a-zA-Z])(?i:to|in|at|is|from|near|says|address|home)[ :]{1,2})|(?<=: ))"
)
# The Netherlands (no year, no measure), Poland, Sweden.
_EUROPEAN = located(
    rf"{_LED}(?P<v>(?:(?!(?:19|20)\d\d )[1-9]\d{{3}} ?(?!AM|PM|[KMGT]B|K[WGM]|HP|MP|MM|US|UK|EU|AC|DC)[A-Z]{{2}}"
    rf"|\d\d-\d{{3}}|\d{{3}} \d\d) (?=\p{{Lu}}\p{{Ll}}{{2}})(?!Euro|Yuan|Kron|Frank){TOWN}){_AFTER}"
)
# States that are words stand behind a comma.
_ALSO_WORDS = (
    r"(?:in|or|me|ok|hi|oh|la|de|pa|ma|al|id|co|mo|on|pe|act|as|mi|ne|mt|sd|pr|ms|md|tas|vic)"
)
_WORD = regex.compile(r"[^ ]+")
_LOWER = located(
    rf"{_LED}(?P<v>(?P<town>[a-z][a-z'’.-]+(?: [a-z'’.-]+){{0,3}}?)"
    rf"(?:(?:, | (?!{_ALSO_WORDS} )){STATE.lower()}[ ]\d{{5}}(?:-\d{{4}})?"
    r"|,? [a-z]{1,2}\d{1,2}[a-z]? \d(?!st|nd|rd|th|gb|tb|x[sl])[abd-hjlnp-uw-z]{2}))"
    rf"{_AFTER}"
)


def _coded_towns(text: str) -> Iterator[Found]:
    """Towns with their postcode; one can begin only at a capital before the code with no digit between."""
    places: dict[int, None] = {}
    for code in _CODE.finditer(text):
        towns = _TOWNS.match(text, 0, code.start())
        low = towns.start() if towns is not None else code.start()
        for word in _TOWN_FIRST.finditer(text, low, code.start()):
            if word[1] is None or word[1].lower() not in _LEADS_IN:
                places[word.start()] = None
    for match in matches_at(_CODED_TOWN, text, sorted(places)):
        end = tail(text, tail(text, match.end()).end, lower=True).end
        yield match.start(), end, 0.7, "city, state, postcode"


def _led(text: str) -> Iterator[Found]:
    for pattern in (_HAN_CUED, _EUROPEAN):
        for match in pattern.finditer(text):
            town = match["v"].split()[-1]
            if not is_common(town) and not any(brands(match["v"])):
                yield *match.span("v"), 0.65, "postcode and town after a cue"


def _lower(text: str) -> Iterator[Found]:
    """A town in lower case, behind the last word that only leads to it."""
    for match in _LOWER.finditer(text):
        start, end = match.span("town")
        for word in _WORD.finditer(text, start, end):
            if word[0] in _LEADS_IN or word[0] == "us":
                start = min(word.end() + 1, end)
        if start < end:
            yield start, match.end("v"), 0.65, "town and postcode, lower case"


TOWNS: tuple[Finder, ...] = (
    (_CODED_TOWN, _coded_towns),
    ((_HAN_CUED, _EUROPEAN), _led),
    (_LOWER, _lower),
)
