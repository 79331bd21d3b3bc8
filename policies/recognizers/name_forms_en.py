"""Latin names in forms of their own: lower case, an airline's GARCIA/MARIA MRS, its mike from accounting, Maria & Tom.

Knows no model.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policies.recognizers.base import Finder, Found
from policies.recognizers.brands_en import CITIES, is_brand_word
from policies.recognizers.known_names import is_common, is_given, is_surname, is_thing
from policies.recognizers.lexicon_en import NOT_FIRST, STOP_WORDS, TECHNICAL
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
# A form's field before the word; what calls somebody by name; what ends a field.
_FIELD = regex.compile(r"[:：=][ \t]*[\"'“‘(]?$")
_NAME_FIELD = regex.compile(r"(?i)name[ \t]*[:：=][ \t]*[\"'“‘(]?$")
_FIELD_ENDS = regex.compile(r"[ \t]*(?:[,;|)\"'”’\n。，；]|[.!?](?:\s|$)|$)")
_GOES_ON = regex.compile(r"[\p{N}_@/=:\\]|[.]\w|[ \t]?->")
_SHORTEST, _LONG_ENOUGH = 3, 4
_LINKING = frozenset(words("via per plus versus vs etc aka cc"))
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
    field = _FIELD.search(text, max(0, at - 4), at) is not None
    for word in _WORD.finditer(text, at, found.end() if found is not None else at):
        if count and word[0] in _LINKS:
            continue
        third = count == _MOST_WORDS - 1
        if word[0] in _LINKING or (count and field and word[0] in TECHNICAL):
            break
        thing = count == 1 and is_thing(word[0], only=True) and word[0] not in STOP_WORDS
        if _is_everyday(word[0]) and not thing:
            break
        if third and (is_common(word[0]) or not is_surname(word[0])):
            break
        end, count = word.end(), count + 1
    length = len(text[at:end].rstrip(" .'’-"))
    if not length or _GOES_ON.match(text, at + length):
        return 0
    return length if _bears(text, at, length, field=field) else 0


def _bears(text: str, at: int, length: int, *, field: bool) -> bool:
    """Whether words in small letters behind a field's sign are a name: senders and recipients are also machines.

    One word must be a listed name, or fill a field that asks for a name; an everyday word must fill its field.
    """
    first = text[at : at + length].split(None, 1)[0]
    if not field:
        return first not in TECHNICAL
    if first in TECHNICAL or first in CITIES or is_brand_word(first):
        return False
    if len(first) < length:
        return True
    fills = _FIELD_ENDS.match(text, at + length) is not None
    if length < _SHORTEST:
        return False
    if is_given(first) or is_surname(first):
        return not is_common(first) or (fills and is_given(first))
    named = _NAME_FIELD.search(text, max(0, at - 10), at) is not None
    return fills and named and length >= _LONG_ENOUGH


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
