"""Which words of a sentence are a person's name: the tagger's belief weighed with what it cannot see.

The English model does not see capitals and knows no list. A word's weight is a sum, in log-odds, over the
model's probability, its shape, name lists, everyday words and the words beside it; the weights were fitted
by logistic regression on generated dialogues and rounded. Knows no model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from policies.recognizers.brands_en import BRANDS
from policies.recognizers.known_names import is_common, is_given, is_surname
from policies.recognizers.lexicon_en import NOT_FIRST, STOP_WORDS
from policies.recognizers.words import words
from policies.spans import Span

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*")
_POSSESSIVE = regex.compile(r"['’]s$")
_BESIDE = regex.compile(r"[ \t]{1,3}|\.[ \t]?|[-'’]|,[ \t]")
_PLAIN_GAP = regex.compile(r"[ \t]{1,3}|\.[ \t]{0,2}|-|\.-")
_SUFFIX = regex.compile(
    r",?[ \t](?:Jr|Sr|II|III|IV|PhD|Ph\.D|MD|M\.D|DDS|DVM|Esq|MBA)(?![\p{L}\d])\.?"
)
_DOT = regex.compile(r"(?:\p{Lu}|Jr|Sr|Esq|JR|SR)\.")
_TITLE_BEFORE = regex.compile(
    r"(?i)(?<![\p{L}\p{N}])(?:mrs?|ms|mx|miss|dr|prof|professor|sir)\.?[ \t]+$"
)
JOIN, SEED = -2.0, -1.0
TITLES = words("mr mrs ms mx miss dr prof professor sir doctor")
_PARTICLES = words(
    "de la del della da das do dos di du van von der den ter ten le el al bin ibn abu y e af st"
)
_LEADING_WORDS = words("a i y e")
_CALLS = words(
    """ask tell dear named called wife husband son daughter brother sister friend mother father mom dad
    mum cousin aunt uncle colleague boss told asked let im i'm name names contact spoke met meet hi hello
    hey cheers thanks love regards colleague roommate neighbour neighbor fiance"""
)
_LEADS = words("with by to for and from does did has was that about between why when who is or")
_SAYS = words(
    "says said told asked promised lives lived speaking calling wrote thinks wants shouted"
)
_DOES = words("called paid ordered here sent came got has was is will who and")
_PLACES = words("in at to near from on via of the")
_ORGANISATIONS = words(
    """inn hotel hotels street st ave avenue road rd apartments apartment bank inc ltd llc corp
    corporation company restaurant cafe university school airport station hospital store card cards club
    centre center park court lane drive city county plc group co department team service services app
    office holdings industries solutions systems partners capital trust foundation museum bridge beach
    lake river hall house tower plaza mall library church college issue issues"""
)
_WEIGHTS = {
    "bias": -0.7,
    "model": 0.6,
    "address": -2.9,
    "address without a number": -2.4,
    "capital inside": 1.5,
    "capital first": 1.0,
    "upper case": -1.9,
    "shouting": 0.7,
    "initial": -1.2,
    "digit beside": -1.3,
    "given name": -0.4,
    "surname": -0.5,
    "word and given name": -0.7,
    "word and surname": -1.8,
    "word": -4.7,
    "never first": -2.6,
    "unknown": -1.2,
    "title before": 1.5,
    "called before": 1.2,
    "lead before": 0.3,
    "says after": 2.1,
    "does after": 0.4,
    "place before": -0.8,
    "organisation after": -1.2,
    "alone": -0.7,
    "model beside": 2.3,
    "name beside": 1.0,
    "full name": 0.4,
    "capital after": -0.6,
    "capital before": -0.3,
    "brand": -9.0,
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


def may_hold_name(sentence: str) -> bool:
    """A cheap test before the model: a word that is a listed name, a strange capital, a cue before a word.

    It may let too many pass; a name that is an everyday word in lower case passes only after a cue.
    """
    lead = ""
    for count, match in enumerate(_WORD.finditer(sentence)):
        text = _POSSESSIVE.sub("", match[0])
        lower = text.lower()
        if lower not in NOT_FIRST and _may_be_name(text, lower, lead, first=count == 0):
            return True
        lead = lower
    return False


def _may_be_name(text: str, lower: str, lead: str, *, first: bool) -> bool:
    parts = lower.split("-")
    listed = all(map(is_given, parts)) or all(map(is_surname, parts))
    cued = lead in TITLES or lead in _CALLS
    if is_common(lower):
        return listed and (cued or (text[0].isupper() and not first))
    if text.isupper() and len(text) > 1:
        return listed or cued  # else rather an abbreviation
    return text[0].isupper() or cued or (len(text) > 2 and all(map(is_given, parts)))


def names(sentence: str, beliefs: Sequence[Belief]) -> list[Span]:
    """The names of a sentence, each with its title and its suffix; the score grows with the weight."""
    found = weighed(sentence, beliefs)
    spans: list[Span] = []
    for run in _runs(sentence, found):
        best = max(w.weight for w in run)
        if best >= SEED:
            start, end = _title_before(sentence, run[0].start), run[-1].end
            tail = _SUFFIX.match(sentence, end) or _DOT.match(sentence, run[-1].start)
            spans.append(Span(start, tail.end() if tail else end, "PERSON", _score(best)))
    return spans


def _runs(sentence: str, found: list[Word]) -> list[list[Word]]:
    """Words beside each other that may be one name; initials and particles only between or before them."""
    runs: list[list[Word]] = []
    run: list[Word] = []
    for word in found:
        if run and _PLAIN_GAP.fullmatch(sentence[run[-1].end : word.start]) is None:
            runs.append(run)
            run = []
        if word.weight >= JOIN or _is_link(word):
            run.append(word)
        elif run:
            runs.append(run)
            run = []
    runs.append(run)
    return [kept for r in runs if (kept := _without_loose_ends(r))]


def _is_link(word: Word) -> bool:
    initial = len(word.text) == 1 and word.text.isupper() and word.text != "I"
    return initial or word.text.lower() in _PARTICLES


def _without_loose_ends(run: list[Word]) -> list[Word]:
    """A run without particles at its end; before a name one or two of them belong to it."""
    while run and run[-1].weight < JOIN and run[-1].text.islower():
        run = run[:-1]
    strong = [n for n, w in enumerate(run) if w.weight >= JOIN]
    if not strong:
        return []
    first = strong[0]
    while first and (run[first - 1].text.lower() not in _LEADING_WORDS):
        first -= 1
    return run[first:]


def _title_before(sentence: str, start: int) -> int:
    title = _TITLE_BEFORE.search(sentence, max(0, start - 12), start)
    return title.start() if title is not None else start


def _score(weight: float) -> float:
    return round(0.4 + 0.3 / (1 + math.exp(-weight)), 3)


def weighed(sentence: str, beliefs: Sequence[Belief]) -> list[Word]:
    """The sentence's words, each with its weight."""
    found = [_word(m.start(), m[0]) for m in _WORD.finditer(sentence)]
    brands = [m.span() for m in BRANDS.finditer(sentence)]
    _believe(found, beliefs)
    shouting = len(found) > 1 and sum(w.text.isupper() for w in found) * 2 > len(found)
    for at, word in enumerate(found):
        before = found[at - 1] if at else None
        after = found[at + 1] if at + 1 < len(found) else None
        word.seen = {
            **_shape(sentence, word, before, shouting),
            **_lists(word),
            **_cues(sentence, word, before, after),
            **_beside(sentence, found, at),
            "brand": float(any(a <= word.start < z for a, z in brands)),
        }
        word.weight = sum(_WEIGHTS.get(k, 0.0) * v for k, v in word.seen.items())
    return found


def _word(start: int, text: str) -> Word:
    plain = _POSSESSIVE.sub("", text)
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
    numbered = float(any(c.isdigit() for c in sentence[max(0, word.start - 24) : word.end + 24]))
    edges = sentence[max(0, word.start - 1) : word.start] + sentence[word.end : word.end + 1]
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
        "digit beside": float(any(c.isdigit() or c in "@_/" for c in edges)),
    }


def _lists(word: Word) -> dict[str, float]:
    parts = word.text.split("-")
    given, surname = all(map(is_given, parts)), all(map(is_surname, parts))
    lower = word.text.lower()
    stop = lower in STOP_WORDS
    common = stop or is_common(lower)
    return {
        "given name": float(given and not common),
        "surname": float(surname and not common),
        "word and given name": float(given and common),
        "word and surname": float(surname and common),
        "word": float(common and not given and not surname),
        "never first": float(stop or lower in NOT_FIRST),
        "unknown": float(not (given or surname or common)),
    }


def _cues(sentence: str, word: Word, before: Word | None, after: Word | None) -> dict[str, float]:
    lead = before.text.lower() if before else ""
    next_ = after.text.lower() if after else ""
    close = after is not None and not sentence[word.end : after.start].strip()
    return {
        "title before": float(lead in TITLES),
        "called before": float(lead in _CALLS),
        "lead before": float(lead in _LEADS),
        "says after": float(next_ in _SAYS),
        "does after": float(next_ in _DOES),
        "place before": float(lead in _PLACES),
        "organisation after": float(close and next_ in _ORGANISATIONS),
        "alone": float(before is None and after is None),
    }


def _beside(sentence: str, found: list[Word], at: int) -> dict[str, float]:
    word = found[at]
    before, after = _neighbour(sentence, found, at, -1), _neighbour(sentence, found, at, 1)
    near = [n for n in (before, after) if n is not None]
    capital = word.text[0].isupper()
    return {
        "model beside": max((n.person for n in near), default=0.0),
        "name beside": float(capital and any(_is_listed(n) for n in near)),
        "full name": float(capital and (_full(before, word) or _full(word, after))),
        "capital after": float(after is not None and after.text[0].isupper()),
        "capital before": float(before is not None and before.text[0].isupper()),
    }


def _neighbour(sentence: str, found: list[Word], at: int, step: int) -> Word | None:
    """The word before or after, over particles and initials, where nothing but a blank parts them."""
    here = at
    while 0 <= here + step < len(found):
        left, right = sorted((here, here + step))
        if _BESIDE.fullmatch(sentence[found[left].end : found[right].start]) is None:
            return None
        here += step
        if not _is_link(found[here]):
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
