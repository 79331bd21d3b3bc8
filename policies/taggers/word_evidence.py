"""What speaks for and against each word of a sentence being a person's name, weighed.

The English model does not see capitals and knows no list. A word's weight is a sum, in log-odds, over the
model's probability, its shape, name lists, everyday words and the words beside it; the weights were fitted
by logistic regression on generated dialogues and rounded. Knows no model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from policies.recognizers.brands_en import BRAND_WORDS, BRANDS, CITIES
from policies.recognizers.known_names import is_common, is_given, is_surname, is_thing
from policies.recognizers.lexicon_en import NOT_FIRST, STOP_WORDS
from policies.recognizers.words import words

# Han characters have no spaces around them: a name between them is a word of its own.
_L = r"[\p{L}--\p{Han}]"
WORD = regex.compile(
    rf"(?V1){_L}[\p{{L}}\p{{M}}--\p{{Han}}]*(?:['’-]{_L}[\p{{L}}\p{{M}}--\p{{Han}}]*)*"
)
POSSESSIVE = regex.compile(r"['’]s$")
_DIGIT = regex.compile(r"\p{Nd}")
_BESIDE = regex.compile(r"[ \t]{1,3}|\.[ \t]?|[-'’]|,[ \t]")
_CODE_BESIDE = regex.compile(r"[_`=<>{}\[\]\\\\*]|\(\)|\w[.]|[.]\w|::|\w\(")
_CAMEL = regex.compile(
    r"(?!Ma?c\p{Lu}|D[eiu]\p{Lu}|La\p{Lu}|Le\p{Lu}|Fitz|Van\p{Lu}|IJ)\p{L}*\p{Ll}\p{Lu}"
)
TITLES = frozenset(words("mr mrs ms mx miss dr prof professor sir doctor"))
_PARTICLES = frozenset(
    words(
        "de la del della da das do dos di du van von der den ter ten le el al bin ibn abu y e af st"
    )
)
CALLS = frozenset(
    words("""ask tell dear named called wife husband son daughter brother sister friend mother father mom dad
    mum cousin aunt uncle colleague boss told asked let im i'm name names contact spoke met meet hi hello
    hey cheers thanks love regards colleague roommate neighbour neighbor fiance""")
)
_LEADS = frozenset(
    words("with by to for and from does did has was that about between why when who is or")
)
_SAYS = frozenset(
    words("says said told asked promised lives lived speaking calling wrote thinks wants shouted")
)
_CUES = TITLES | CALLS
_DOES = frozenset(words("called paid ordered here sent came got has was is will who and"))
_PLACES = frozenset(words("in at to near from on via of the"))
_ORGANISATIONS = frozenset(
    words("""inn hotel hotels street st ave avenue road rd apartments apartment bank inc ltd llc corp
    corporation company restaurant cafe university school airport station hospital store card cards club
    centre center park court lane drive city county plc group co department team service services app
    office holdings industries solutions systems partners capital trust foundation museum bridge beach
    lake river hall house tower plaza mall library church college issue issues""")
)
# Words of a company's, a shop's or a public place's name that end or join it, and are nobody's surname.
_FIRMS = frozenset(
    words("""inn hotel hotels airlines airways airport bank banking inc ltd llc llp plc corp corporation company gmbh
    group holdings industries industrial solutions systems partners capital trust foundation museum university school
    college hospital clinic pharmacy restaurant cafe bistro bakery supermarket store stores shop market motors auto
    automotive electric electronics energy power controls investments investment financial finance insurance
    assurance securities brothers sons associates consulting logistics transport shipping plumbing roofing homes
    properties estates realty media studios pictures records entertainment games technologies technology software
    labs laboratories pharma pharmaceuticals healthcare foods brewery brewing distillery winery cosmetics beauty
    fashion clothing jewelers jewellers furniture hardware tools telecom mobile wireless broadband network networks
    stadium arena theatre theater cinema station terminal square palace cathedral bridge boulevard
    day week festival cup prize award disease syndrome law theorem test tendon protocol gps api sdk cluster""")
)
_DETERMINERS = frozenset(
    words("the a an this these those any every each your our another which most more all both no")
)
# Before a name and a plain verb: "did Emily order", "help Ann return it".
_AUXILIARIES = frozenset(
    words("""did do does can could will would shall should may might must let lets let's make made help helped
    has have had is are was were to and""")
)
_GIVES = frozenset(
    words("""give gave given send sent offer offered pay paid owe owes owed bring
    brought buy bought get got hand handed tell told ask asked show showed issue issued grant granted""")
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
    "code": -5.0,
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
    "city": -3.5,
    "determiner before": -2.2,
    "thing after": -3.0,
    "and sign beside": -2.5,
    "firm": -4.0,
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


def weighed(sentence: str, beliefs: Sequence[Belief], *, dull: bool = True) -> list[Word]:
    """The sentence's words, each with its weight; without `dull`, words that nothing speaks for keep the lowest."""
    found = [_word(m.start(), m[0]) for m in WORD.finditer(sentence)]
    brands = [m.span() for m in BRANDS.finditer(sentence)]
    _believe(found, beliefs)
    shouting = len(found) > 1 and sum(w.text.isupper() for w in found) * 2 > len(found)
    for at, word in enumerate(found):
        if not dull and _is_dull(found, at):
            continue
        before = found[at - 1] if at else None
        after = found[at + 1] if at + 1 < len(found) else None
        word.seen = {
            **_shape(sentence, word, before, shouting),
            **_lists(word),
            **_cues(sentence, word, before, after),
            **_beside(sentence, found, at),
            "brand": float(
                any(a <= word.start < z for a, z in brands) or word.text.lower() in BRAND_WORDS
            ),
            "city": float(word.text.lower() in CITIES),
            "firm": float(_in_firm(sentence, found, at)),
        }
        word.weight = sum([_WEIGHTS.get(k, 0.0) * v for k, v in word.seen.items() if v])
    return found


def _is_dull(found: list[Word], at: int) -> bool:
    """Whether it is an everyday word in lower case and no name, beside no cue and nothing that the model believes."""
    word = found[at]
    if word.person or not word.text.islower():
        return False
    listed = is_given(word.text) or is_surname(word.text)
    if word.text not in STOP_WORDS and (listed or not is_common(word.text)):
        return False
    near = found[max(0, at - 1) : at + 2]
    cued = at > 0 and found[at - 1].text.lower() in _CUES
    said = at + 1 < len(found) and found[at + 1].text.lower() in _SAYS
    return not (cued or said or any(w.person for w in near))


def is_link(word: Word) -> bool:
    """Whether the word may stand inside a name without being one: an initial, a particle."""
    initial = len(word.text) == 1 and word.text.isupper() and word.text != "I"
    return initial or word.text.lower() in _PARTICLES


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
        "code": float(
            _CODE_BESIDE.search(edges) is not None or _CAMEL.match(word.text) is not None
        ),
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
        "called before": float(lead in CALLS),
        "lead before": float(lead in _LEADS),
        "says after": float(next_ in _SAYS),
        "does after": float(next_ in _DOES),
        "place before": float(lead in _PLACES),
        "organisation after": float(close and next_ in _ORGANISATIONS),
        "alone": float(before is None and after is None),
        "determiner before": float(lead in _DETERMINERS and _touch(sentence, before, word)),
        "thing after": float(
            next_ not in STOP_WORDS
            and after is not None
            and _touch(sentence, word, after)
            and lead not in _GIVES
            and is_thing(after.text, only=lead in _AUXILIARIES)
        ),
        "and sign beside": float(
            "&" in sentence[before.end if before else 0 : word.start]
            or "&" in sentence[word.end : after.start if after else len(sentence)]
        ),
    }


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
            if found[here].text.lower() in _FIRMS or found[at].text.lower() in _FIRMS:
                return True
    return False


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
