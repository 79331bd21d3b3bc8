"""What speaks for and against each word of a sentence being a person's name, weighed.

The English model does not see capitals and knows no list. A word's weight is a sum, in log-odds, over the
model's probability, its shape, name lists, everyday words and the words beside it; the weights were fitted
by logistic regression on generated dialogues and rounded. Knows no model.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import regex

from policies.recognizers.brands_en import CITIES, brands
from policies.recognizers.company_words import BEFORE_FIRMS, FIRM_DOES, FIRM_THINGS, KINDS
from policies.recognizers.known_names import is_common, is_given, is_surname, is_thing
from policies.recognizers.lexicon_en import NOT_FIRST, STOP_WORDS, TECHNICAL
from policies.taggers.evidence_words import (
    AUXILIARIES,
    BEINGS,
    CALLS,
    CUES,
    DETERMINERS,
    DOES,
    FIRMS,
    GIVES,
    IN,
    LEADS,
    ORGANISATIONS,
    PAIRS,
    PARTICLES,
    PLACES,
    SAYS,
    TITLES,
    TO,
    WAYS,
)
from policies.taggers.things import CLOSINGS, THING_DOES, among_things

# Han characters have no spaces around them: a name between them is a word of its own.
_L = r"[\p{L}--\p{Han}]"
WORD = regex.compile(
    rf"(?V1){_L}[\p{{L}}\p{{M}}--\p{{Han}}]*(?:['’-]{_L}[\p{{L}}\p{{M}}--\p{{Han}}]*)*"
)
POSSESSIVE = regex.compile(r"['’]s$")
_DIGIT = regex.compile(r"\p{Nd}")
_BESIDE = regex.compile(r"[ \t]{1,3}|\.[ \t]?|[-'’]|,[ \t]")
_CODE_BESIDE = regex.compile(r"[_`=<>{}\[\]\\\\*]|\(\)|\w[.]|[.]\w|::|\w\(")
_CODE_NEAR = regex.compile(r"(?:^|[ (])[\w.-]*\d[\w.-]*[ ]$")
_CODE_NEXT = regex.compile(r"[ -][\w.-]*\d[\w.-]*|[\w-]*\d")
_OF = ("'s ", "’s ", "' ", "’ ")
_HAN = regex.compile(r"\p{Han}")
_SUFFIXES = frozenset(("ii", "iii", "iv", "jr", "sr", "phd", "md"))
_CAMEL = regex.compile(
    r"(?!Ma?c\p{Lu}|D[eiu]\p{Lu}|La\p{Lu}|Le\p{Lu}|Fitz|Van\p{Lu}|IJ)(?:\p{L}*\p{Ll}\p{Lu}|\p{Lu}{2,}\p{Ll})"
)
_WEIGHTS = {
    "bias": -0.9,
    "model": 0.5,
    "address": -2.8,
    "address without a number": -2.6,
    "capital inside": 0.6,
    "capital first": 0.2,
    "upper case": -1.4,
    "upper name": 1.1,
    "shouting": 0.9,
    "initial": -1.2,
    "digit beside": -1.4,
    "code": -4.0,
    "given name": 0.5,
    "surname": 0.2,
    "word and given name": 0.0,
    "word and surname": -0.8,
    "word": -3.3,
    "never first": -2.6,
    "unknown": 0.0,
    "title before": 2.9,
    "called before": 1.9,
    "lead before": 0.4,
    "says after": 0.8,
    "does after": 0.3,
    "place before": -0.7,
    "choice before": -2.0,
    "firm's thing": -1.5,
    "firm does": -1.2,
    "thing does": -2.6,
    "thing before": -2.4,
    "listed with things": -3.6,
    "closes a letter": -6.0,
    "organisation after": -0.8,
    "alone": -0.7,
    "determiner before": -1.9,
    "thing after": -2.2,
    "and sign beside": -2.4,
    "model beside": 2.5,
    "name beside": 1.5,
    "full name": 0.8,
    "capital after": 0.3,
    "capital before": -0.5,
    "code in run": -2.4,
    "word in run": -2.5,
    "brand": -7.0,
    "city": -2.7,
    "firm": -3.4,
    "brand beside": -2.0,
    "after brand": -4.5,
    "the thing": -1.5,
    "lone unknown": -0.5,
    "small unknown": -0.4,
    "word lone first": -1.8,
    "small": -0.8,
    "small beside capital": -3.0,
    "small word": -0.3,
    "capitals beside Han": -2.5,
}


@dataclass(frozen=True, slots=True)
class Belief:
    """What the model says of one stretch: the probability of a person's name, and of an address."""

    start: int
    end: int
    person: float
    address: float


@dataclass(slots=True)
class Word:
    """A word of the sentence, its weight in log-odds, and what was seen of it."""

    start: int
    end: int
    text: str
    person: float = 0.0
    address: float = 0.0
    weight: float = -9.0
    seen: dict[str, float] = field(default_factory=dict)


def weighed(
    sentence: str,
    beliefs: Sequence[Belief],
    *,
    dull: bool = True,
    only: Collection[int] | None = None,
) -> list[Word]:
    """The sentence's words, each with its weight.

    Without `dull`, words that nothing speaks for keep the lowest; with `only`, so do all that begin elsewhere.
    """
    found = [_word(m.start(), m[0]) for m in WORD.finditer(sentence)]
    branded = list(brands(sentence))
    _believe(found, beliefs)
    shouting = len(found) > 1 and sum(w.text.isupper() for w in found) * 2 > len(found)
    for at, word in enumerate(found):
        if (only is not None and word.start not in only) or (not dull and _is_dull(found, at)):
            continue
        before = found[at - 1] if at else None
        word.seen = {
            **_shape(sentence, word, before, shouting),
            **_lists(word),
            **_cues(sentence, word, found, at),
            **_beside(sentence, found, at),
            **_run(sentence, found, at),
            "brand": _branded(word, branded),
            "city": _city(word, before, found[at - 2] if at > 1 else None),
            "firm": float(_in_firm(sentence, found, at)),
            "brand beside": _near_brand(found, at, branded),
            "listed with things": among_things(sentence, found, at, branded),
            "after brand": float(_after_brand(sentence, word, before, branded)),
        }
        word.seen.update(_together(word))
        word.weight = sum([_WEIGHTS.get(k, 0.0) * v for k, v in word.seen.items() if v])
    return found


def _is_dull(found: list[Word], at: int) -> bool:
    """Whether it is an everyday word and no name, beside no cue and nothing that the model believes."""
    word = found[at]
    if word.person:
        return False
    lower = word.text.lower()
    if lower not in STOP_WORDS and (is_given(lower) or is_surname(lower) or not is_common(lower)):
        return False
    near = found[max(0, at - 1) : at + 2]
    cued = at > 0 and found[at - 1].text.lower() in CUES
    said = at + 1 < len(found) and found[at + 1].text.lower() in SAYS
    return not (cued or said or any(w.person for w in near))


def is_link(word: Word) -> bool:
    """Whether the word may stand inside a name without being one: an initial, a particle."""
    initial = len(word.text) == 1 and word.text.isupper() and word.text != "I"
    return initial or word.text.lower() in PARTICLES


def _word(start: int, text: str) -> Word:
    plain = POSSESSIVE.sub("", text)
    return Word(start, start + len(plain), plain)


def _believe(found: list[Word], beliefs: Sequence[Belief]) -> None:
    at = 0
    for belief in beliefs:
        while at < len(found) and found[at].end <= belief.start:
            at += 1
        here = at
        while here < len(found) and found[here].start < belief.end:
            found[here].person = max(found[here].person, belief.person)
            found[here].address = max(found[here].address, belief.address)
            here += 1


def _shape(sentence: str, word: Word, before: Word | None, shouting: bool) -> dict[str, float]:
    gap = sentence[before.end : word.start] if before else ""
    first = before is None or any(c in ".!?:\n" for c in gap)
    capital = word.text[0].isupper() and not shouting
    numbered = float(_DIGIT.search(sentence, max(0, word.start - 24), word.end + 24) is not None)
    near = sentence[max(0, word.start - 1) : word.start] + sentence[word.end : word.end + 1]
    edges = sentence[max(0, word.start - 2) : word.start] + sentence[word.end : word.end + 2]
    return {
        "bias": 1.0,
        "model": math.log((word.person + 0.01) / (1.01 - word.person)),
        "address": word.address * numbered,
        "address without a number": word.address * (1 - numbered),
        "capital inside": float(capital and not first),
        "capital first": float(capital and first),
        "upper case": float(capital and len(word.text) > 1 and word.text.isupper()),
        "shouting": float(shouting),
        "initial": float(len(word.text) == 1 and word.text.isupper()),
        "digit beside": float(any(c.isdigit() or c in "@_/" for c in near)),
        "capitals in Han": float(
            len(word.text) > 2 and word.text.isupper() and _HAN.search(near) is not None
        ),
        "code": float(
            _CODE_BESIDE.search(edges) is not None or _CAMEL.match(word.text) is not None
        ),
    }


def _lists(word: Word) -> dict[str, float]:
    parts = word.text.split("-")
    given, surname = all(map(is_given, parts)), all(map(is_surname, parts))
    lower = word.text.lower()
    stop = lower in STOP_WORDS
    # One part of a hyphened word that is everyday and nobody's makes it a product's: "Yi-Large".
    common = stop or is_common(lower) or (len(parts) > 1 and any(map(_is_plain_part, parts)))
    common = common or word.text in TECHNICAL
    return {
        "given name": float(given and not common),
        "surname": float(surname and not common),
        "word and given name": float(given and common),
        "word and surname": float(surname and common),
        "word": float(common and not given and not surname),
        "never first": float(stop or lower in NOT_FIRST),
        "unknown": float(not (given or surname or common)),
    }


def _is_plain_part(part: str) -> bool:
    known = is_given(part) or is_surname(part)
    return len(part) > 3 and part.lower() not in PARTICLES and not known and is_common(part)


def _cues(sentence: str, word: Word, found: list[Word], at: int) -> dict[str, float]:
    before = found[at - 1] if at else None
    after = found[at + 1] if at + 1 < len(found) else None
    lead = before.text.lower() if before else ""
    # "a restaurant called Luca": what is called so is no person.
    thing = lead in ("called", "named") and at > 1 and _is_thing_named(found[at - 2].text)
    next_ = after.text.lower() if after else ""
    close = after is not None and not sentence[word.end : after.start].strip()
    close_possessive = after is not None and sentence[word.end : after.start] in _OF
    return {
        "title before": float(lead in TITLES),
        "called before": float(lead in CALLS and not thing),
        "lead before": float(lead in LEADS),
        "says after": float(next_ in SAYS),
        "does after": float(next_ in DOES),
        "place before": float(lead in PLACES),
        "choice before": float(lead in BEFORE_FIRMS) + 2 * thing,
        "firm's thing": float(close_possessive and next_ in FIRM_THINGS),
        "firm does": float(next_ in FIRM_DOES),
        "thing does": float(THING_DOES.match(sentence, word.end) is not None),
        "thing before": float(
            lead in KINDS and _touch(sentence, before, word) and word.text[0].isupper()
        ),
        "closes a letter": float(
            next_ != ""
            and word.text.lower() in CLOSINGS
            and sentence[word.end : word.end + 1] == ","
        ),
        "organisation after": float(close and next_ in ORGANISATIONS),
        "alone": float(before is None and after is None),
        "determiner before": float(lead in DETERMINERS and _touch(sentence, before, word)),
        "thing after": float(
            next_ not in STOP_WORDS
            and after is not None
            and _touch(sentence, word, after)
            and lead not in GIVES
            and is_thing(after.text, only=lead in AUXILIARIES)
        ),
        "the thing": float(
            lead in DETERMINERS
            and next_.islower()
            and next_ not in STOP_WORDS
            and next_ not in SAYS
            and _touch(sentence, before, word)
            and after is not None
            and _touch(sentence, word, after)
        ),
        "and sign beside": float(
            "&" in sentence[before.end if before else 0 : word.start]
            or "&" in sentence[word.end : after.start if after else len(sentence)]
        ),
    }


def _run(sentence: str, found: list[Word], at: int) -> dict[str, float]:
    """What the capitalised words that the word stands among say: a code or an everyday word is in a product's name."""
    word = found[at]
    low, high = at, at
    while low and _joined(sentence, found[low - 1], found[low]):
        low -= 1
    while high + 1 < len(found) and _joined(sentence, found[high], found[high + 1]):
        high += 1
    run = [w for w in found[low : high + 1] if w is not word]
    start, end = found[low].start, found[high].end
    opens = (
        not sentence[:start].rstrip(" \t\"'“(")
        or sentence[:start].rstrip(" \t\"'“(")[-1] in ".!?:\n"
    )
    plain = [w for w in run if not (opens and w is found[low])]
    return {
        "code in run": float(
            _CODE_NEAR.search(sentence[max(0, start - 14) : start]) is not None
            or _CODE_NEXT.match(sentence, end) is not None
        ),
        "word in run": float(any(_is_plain(w) for w in plain)),
    }


def _joined(sentence: str, left: Word, right: Word) -> bool:
    capitals = left.text[0].isupper() and right.text[0].isupper()
    return capitals and sentence[left.end : right.start] in (" ", "-")


def _is_plain(word: Word) -> bool:
    """Whether a word is an everyday word or an abbreviation, and no name."""
    lower = word.text.lower()
    if len(lower) < 2 or lower in _SUFFIXES or lower in TITLES:
        return False
    if is_given(lower) or is_surname(lower):
        return False
    short = word.text.isupper() and len(lower) < 5
    return short or lower in STOP_WORDS or is_common(lower)


def _together(word: Word) -> dict[str, float]:
    """Kinds of evidence that mean more, or less, with one another."""
    seen = word.seen
    lone = 1.0 - max(seen["name beside"], seen["full name"], seen["title before"])
    cued = max(seen["title before"], seen["called before"])
    listed_word = max(seen["word and given name"], seen["word and surname"])
    small = float(word.text.islower())
    listed, only_surname = seen["given name"], seen["surname"]
    strange = seen["unknown"] * lone
    return {
        "lone unknown": strange,
        "small unknown": strange * small,
        "word lone first": listed_word * lone * seen["capital first"] * (1.0 - cued),
        "small": small,
        "capitals beside Han": strange * seen["capitals in Han"] * (1.0 - cued),
        # An abbreviation is no name of the lists, and stands alone.
        "upper name": seen["upper case"] * max(1.0 - lone, float(listed or only_surname)),
        "small beside capital": small
        * float(seen["capital beside"] and (listed_word or seen["word"] or seen["unknown"])),
        "small word": small * listed_word,
    }


def _branded(word: Word, branded: list[tuple[int, int]]) -> float:
    """How surely a word is a brand; one of a single word that is a given name may be a person after all."""
    for start, end in branded:
        if start <= word.start < end:
            alone = end - start <= len(word.text) + 2
            return 0.6 if alone and is_given(word.text) else 1.0
    return 0.0


def _after_brand(
    sentence: str, word: Word, before: Word | None, branded: list[tuple[int, int]]
) -> bool:
    """Whether a capitalised word follows a brand as its product's name does: "Renault Zoe"."""
    if before is None or not word.text[0].isupper() or sentence[before.end : word.start] != " ":
        return False
    return any(a <= before.start < z <= word.start for a, z in branded)


def _near_brand(found: list[Word], at: int, branded: list[tuple[int, int]]) -> float:
    """Whether a brand stands beside the word, or behind one word between them: "Acme and Zara"."""
    if not branded:
        return 0.0
    near = [*found[max(0, at - 2) : at], *found[at + 1 : at + 3]]
    for other in near:
        step = found.index(other) - at
        between = found[at + step // 2].text.lower() if abs(step) == 2 else "and"
        if between in PAIRS and any(a <= other.start < z for a, z in branded):
            return 1.0
    return 0.0


def _is_thing_named(word: str) -> bool:
    lower = word.lower()
    return is_thing(lower) and lower not in CALLS and lower not in BEINGS


def _city(word: Word, before: Word | None, earlier: Word | None) -> float:
    """How surely a word is a city; one that is a given name too is one where a place would stand."""
    lower = word.text.lower()
    lead = before.text.lower() if before else ""
    way = earlier.text.lower() if earlier else ""
    placed = lead in IN or (lead in TO and (way in WAYS or way in CITIES))
    if lower in CITIES:
        return 1.0 if placed or not is_given(lower) else 0.5
    return 0.7 * placed


def _touch(sentence: str, left: Word | None, right: Word) -> bool:
    return left is not None and not sentence[left.end : right.start].strip(" \t")


def _in_firm(sentence: str, found: list[Word], at: int) -> bool:
    """Whether the capitalised words that the word stands among are a company's or a place's name."""
    if not found[at].text[0].isupper():
        return False
    for step in (-1, 1):
        here = at
        while 0 <= here + step < len(found) and found[here + step].text[0].isupper():
            left, right = sorted((here, here + step))
            gap = sentence[found[left].end : found[right].start]
            if gap.strip(" \t&-") not in {"", "'s", "’s"}:
                break
            here += step
            if found[here].text.lower() in FIRMS or found[at].text.lower() in FIRMS:
                return True
    return False


def _beside(sentence: str, found: list[Word], at: int) -> dict[str, float]:
    word = found[at]
    before, after = _neighbour(sentence, found, at, -1), _neighbour(sentence, found, at, 1)
    near = [n for n in (before, after) if n is not None]
    capital = word.text[0].isupper()
    return {
        "model beside": max(
            (n.person for n in near if not (capital and _is_small(n))), default=0.0
        ),
        "name beside": float(capital and any(_is_listed(n) for n in near)),
        "full name": float(capital and (_full(before, word) or _full(word, after))),
        "capital beside": float(any(n.text[0].isupper() for n in near)),
        "capital after": float(after is not None and after.text[0].isupper()),
        "capital before": float(before is not None and before.text[0].isupper()),
    }


def _is_small(word: Word) -> bool:
    """Whether it is an everyday word in small letters, no part of a name with capitals."""
    return word.text.islower() and not is_link(word) and is_common(word.text)


def _neighbour(sentence: str, found: list[Word], at: int, step: int) -> Word | None:
    """The word before or after, over particles and initials, where nothing but a blank parts them."""
    here = at
    while 0 <= here + step < len(found):
        left, right = sorted((here, here + step))
        if _BESIDE.fullmatch(sentence[found[left].end : found[right].start]) is None:
            return None
        here += step
        if not is_link(found[here]):
            return found[here]
    return None


def _is_listed(word: Word) -> bool:
    """Whether the word is a capitalised name and no everyday word."""
    plain = word.text.lower() not in STOP_WORDS and not is_common(word.text)
    return word.text[0].isupper() and plain and (is_given(word.text) or is_surname(word.text))


def _full(first: Word | None, last: Word | None) -> bool:
    """Whether two capitalised words are a given name and a surname, at most one of them a common word."""
    if first is None or last is None or not (_is_listed(first) or _is_listed(last)):
        return False
    both = first.text[0].isupper() and last.text[0].isupper()
    return both and is_given(first.text) and is_surname(last.text)
