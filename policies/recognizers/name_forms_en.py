"""Latin names in forms of their own: lower case, an airline's GARCIA/MARIA MRS, its mike from accounting, Maria & Tom.

Knows no model.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policies.recognizers.base import Finder, Found
from policies.recognizers.brands_en import CITIES
from policies.recognizers.known_names import is_common, is_given, is_surname, is_thing
from policies.recognizers.lexicon_en import NOT_FIRST, STOP_WORDS
from policies.recognizers.located import located
from policies.recognizers.plain_words import says_how
from policies.recognizers.words import words

# As airlines write it.
_PASSENGER = located(
    r"(?<![\p{Latin}\d/])(?P<v>(?P<last>[A-Z]{2,24})/(?P<first>[A-Z]{2,24}?)(?: [A-Z]{2,24})??"
    r"(?P<title>[ ]?(?:MRS|MR|MS|MISS|MSTR|DR|CHD|INF))?)(?![\p{Latin}\d/])"
)
# A given name in any case, between who speaks and from where.
_INFORMAL = located(
    r"(?i)(?<![a-z])(?:it['’]?s|i['’]?m|this is|hey|hi|hello),? (?P<v>[a-z][a-z-]{2,20})"
    r"(?= (?P<does>from|here|again|calling|speaking|writing)(?![a-z]))"
)
# Another one of those who are named together.
_ANOTHER = regex.compile(
    r"(?:[ ]?&[ ]|,[ ]| and )(?P<v>\p{Lu}[\p{Latin}\p{M}'’-]{0,24})(?![\p{Latin}\d@&])(?! \p{Lu})"
)
# What stands before a surname, each with its blank.
PARTICLES = r"(?:(?:de|del|da|das|dos|di|van|von|der|den|la|le|al|el)[ \t]+){0,3}"
_LINKS = frozenset(words("de del da das dos di van von der den la le al el"))
_LOWER_NAME = regex.compile(
    rf"[\p{{Ll}}][\p{{Latin}}'’-]{{0,24}}(?:[ \t]+{PARTICLES}[\p{{Ll}}][\p{{Latin}}'’-]{{1,24}}){{0,2}}"
)
_WORD = regex.compile(r"[^ \t]+")
_MOST_WORDS = 3
_NO_ONE = NOT_FIRST | CITIES
# Short for a given name as well as a word: they speak, call or are from somewhere.
_SHORT_FORMS = frozenset(words("mike tom jim bob jack nick dan ben sam"))


def lower_name(text: str, at: int) -> int:
    """The length of the name in lower case that begins there; 0 when an everyday word does.

    A second may be a thing's name (doe), a third must be a surname and no other word.
    """
    found = _LOWER_NAME.match(text, at)
    end = at
    count = 0
    for word in _WORD.finditer(text, at, found.end() if found is not None else at):
        if count and word[0] in _LINKS:
            continue
        third = count == _MOST_WORDS - 1
        thing = count == 1 and is_thing(word[0], only=True) and word[0] not in STOP_WORDS
        if _is_everyday(word[0]) and not thing:
            break
        if third and (is_common(word[0]) or not is_surname(word[0])):
            break
        end, count = word.end(), count + 1
    return len(text[at:end].rstrip(" .'’-"))


def _is_everyday(word: str) -> bool:
    """Whether a word in lower case is rather an everyday word than a part of a name."""
    listed = is_given(word) or is_surname(word)
    return word.casefold() in STOP_WORDS or says_how(word) or (is_common(word) and not listed)


def others(text: str, at: int) -> Iterator[Found]:
    """Who is named together with the one whose name ends there: Maria & Tom."""
    while (match := _ANOTHER.match(text, at)) is not None:
        word = match["v"]
        plain = word.lower() in STOP_WORDS or (match[0][0] == "," and is_common(word))
        if plain or not is_given(word):
            return
        at = match.end()
        yield match.start("v"), at, 0.65, "name beside a name"


def _informal(text: str) -> Iterator[Found]:
    for match in _INFORMAL.finditer(text):
        word = match["v"].lower()
        short = word in _SHORT_FORMS and match["does"].lower() in ("from", "calling", "speaking")
        known = short or (is_given(word) and not is_common(word))
        if known and word not in _NO_ONE:
            yield *match.span("v"), 0.65, "given name that speaks"


def _passengers(text: str) -> Iterator[Found]:
    """Without a title both names must be listed."""
    for match in _PASSENGER.finditer(text):
        first, last = match["first"], match["last"]
        listed = is_given(first) and is_surname(last) and not is_common(first)
        plain = is_common(last) or last.lower() in STOP_WORDS
        if listed or (match["title"] is not None and not plain):
            yield *match.span("v"), 0.7, "passenger's name"


FORMS: tuple[Finder, ...] = (
    (_INFORMAL, _informal),
    (_PASSENGER, _passengers),
)
