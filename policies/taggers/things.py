"""What tells a thing's name from a person's: what things do, and the words it is listed with. Knows no model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from policies.recognizers.brands_en import CITIES
from policies.recognizers.known_names import is_common, is_given, is_surname
from policies.recognizers.lexicon_en import STOP_WORDS
from policies.recognizers.words import words
from policies.taggers.evidence_words import CUES

if TYPE_CHECKING:
    from policies.taggers.word_evidence import Word

# What closes a letter before a comma and is a surname too.
CLOSINGS = frozenset(words("best cheers love regards sincerely warmly"))
# Between two words that are listed together; what may stand there.
LISTS = frozenset(words("and or vs versus nor"))
LIST_GAP = re.compile(r"(?i),? (?:and|or|vs\.?|versus|nor) |, | ?[&/] ?")
# What things do and people do not: they are sold out, come in sizes, need watering, do not start.
_STATES = (
    r"sold out|out of|back in|in stock|on sale|(?:not )?on the menu|on backorder|booked until"
    r"|compatible|deprecated|discontinued|refundable|installed|unsupported|supported|cheaper than"
    r"|closed (?:on|for|until|today)|dishwasher|machine washable|made of|excluded from|included in"
    r"|down again|down since|overpriced|undercooked|too salty|\d+ (?:cm|mm|kg|km|percent|%)"
)
_ACTS = (
    r"start up|start after|start when|boot|load|compile|sync|fit"
    r"|freeze|crash|expire|integrate|open on|work (?:on|with|in) (?:ios|android|windows|mac)"
    r"|need (?:full|more) (?:sun|water|light)"
)
_COUNTED = "nodes|stores|branches|seats|rooms|users|pages|modes|speeds|pockets|drawers"
_MEASURES = r"oval|round|size|shade|set of|pack of|\d+ ?(?:cm|mm|ml|kg|g|l|gb|inch|pack)\b"
_NAMED_FOR = (
    "algorithm|theorem|laws?|method|triangle|equation|formula|constant|paradox"
    "|diagram|principle|razor|hypothesis|criterion|inequality|comet|disease|syndrome"
)
THING_DOES = re.compile(
    r"(?i)(?:['’]s)? (?:comes? in\b"
    r"|seats? (?:\d|up|only|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)"
    r"|(?:is|are|was|were|isn['’]t|wasn['’]t)(?: not| now| currently| already| fully| still| too)?"
    rf" (?:{_STATES})"
    r"|(?:do|does|did|will|would|can|could)(?: not|n['’]t)? (?:also |even |only |always )?"
    rf"(?:{_ACTS})"
    r"|needs? (?:full |more |some |little |a )*"
    r"(?:sun|shade|water|watering|charging|cleaning|brakes?|battery|update|seal)\b"
    r"|(?:has|have|had) (?:the cheapest|no (?:projector|lid|parking|elevator|lift)"
    rf"|\w+ (?:{_COUNTED}))"
    r"|(?:raised|cut|lowered|increased|dropped) (?:its |their )?(?:prices|fees|rates)"
    r"|costs? (?:[\d$€£]|less|more|about)"
    r"|(?:blocks?|uses?|needs) (?:port|so much|too much|\d|more memory|a lot of)"
    r"|builds? fail|caused (?:a|the|many|some)\b"
    r"|(?:crashes|freezes|reboots|overheats|leaks|rusts|flickers|shrinks|hangs at)\b"
    rf"|(?:vs|versus)\b)|, (?:here we come|{_MEASURES})|['’]s (?:{_NAMED_FOR})\b"
)


def among_things(
    sentence: str, found: list[Word], at: int, branded: list[tuple[int, int]]
) -> float:
    """Whether one of the single capitalised words that the word is listed with is a thing's: a brand, a city, a word.

    "Preston, Lowell and Chester" are places, "Babel, Sophos and Drupal" programs.
    """
    if not found[at].text[0].isupper():
        return 0.0
    mates = [*_mates(sentence, found, at, -1), *_mates(sentence, found, at, 1)]
    if len(mates) == 1:
        # "Anna, London" closes a letter, "Anna and Amazon" is said; three in a row say more.
        if is_given(found[at].text):
            return 0.0
        left, right = sorted((found[at], mates[0]), key=lambda w: w.start)
        comma = "," in sentence[left.end : right.start]
        return 0.0 if comma else 0.5 * _is_no_person(mates[0], branded)
    return float(any(_is_no_person(w, branded) for w in mates))


def _mates(sentence: str, found: list[Word], at: int, step: int) -> Iterator[Word]:
    """The capitalised words that stand in a list with the word on one side of it, nearest first."""
    here = at
    while 0 <= here + step < len(found):
        left, right = sorted((here, here + step))
        if found[here + step].text.lower() in LISTS and 0 <= here + 2 * step < len(found):
            left, right = sorted((here, here + 2 * step))
        gap = sentence[found[left].end : found[right].start]
        here = left if step < 0 else right
        if LIST_GAP.fullmatch(gap) is None or not found[here].text[0].isupper():
            return
        yield found[here]


def _is_no_person(word: Word, branded: list[tuple[int, int]]) -> bool:
    """Whether a word in a list is a brand, a city or an everyday word, and no given name."""
    lower = word.text.lower()
    if is_given(lower) or len(lower) < 3 or lower in STOP_WORDS or lower in CUES:
        return False
    if lower in CITIES or any(a <= word.start < z for a, z in branded):
        return True
    return is_common(lower) and not is_surname(lower)
