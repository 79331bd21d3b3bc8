"""Which English sentences can hold a name or an address: a cheap test before the tagger.

A word counts by its capital, the name lists and the word before it, if what speaks against a name (a hotel's,
a street's) leaves room for one, however sure the tagger were; a number counts by the words beside it. What the
rules have found already needs no tagger. May let too many pass; knows no model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from policies.recognizers.brands_en import BRAND_WORDS, CITIES
from policies.recognizers.known_names import is_common, is_given, is_surname
from policies.recognizers.lexicon_en import NOT_FIRST, STOP_WORDS
from policies.recognizers.street_words import SUFFIXES
from policies.recognizers.words import words
from policies.taggers.evidence_words import CALLS, TITLES
from policies.taggers.name_words import SEED
from policies.taggers.word_evidence import WORD, Belief, weighed

Stretch = tuple[int, int]

# The same words as WORD's in plain ASCII, at a third of its time.
_PLAIN_WORD = re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*")
_CUES = TITLES | CALLS
# An everyday word that is a given name too (mark, joy) counts where a name would stand.
_LEADS = frozenset(("to", "for", "with", "from", "by", "is", "did", "regards", "and"))
# Pronouns and interjections, which the list of everyday words leaves out; words as they are typed in haste.
_EVERYDAY = frozenset(
    words(
        """
    someone somebody something somewhere anyone anybody anything anywhere nobody nothing nowhere everything
    everywhere none one's myself yourself himself herself itself ourselves yourselves themselves y'all
    yeah yep yup yea nope nah hmm hmmm hmmmm hm mhm uh uhh um umm uhm er erm eh huh oops whoops ugh aww ouch yay
    yikes phew gosh geez jeez omg lol lmao haha hahaha hehe alas hooray voila whoa woah btw fyi asap imo imho idk
    tbh thx ty tysm pls plz np nvm nevermind gonna wanna gotta kinda sorta lemme gimme dunno cuz cos coz alot
    aint arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt shouldnt wasnt werent wont wouldnt
    im ive id ill youre youve youll youd hes shes theyre theyve theyll weve thats that'll theres heres wheres whats
    whos hows lets anyways anymore okey okie kk alrighty sooo soo hii heyy hiya howdy thankyou goodmorning
    mon tue tues wed thu thur thurs fri feb apr jul aug sept sep oct nov dec
    covid coronavirus euro euros usd gbp eur per via vs etc app apps wi-fi bluetooth html url pdf
    """
    )
)
_CLITIC = re.compile(r"(?:['’](?:s|ll|ve|d|re|m|em)|n['’]t)$")
_STREETS = frozenset(SUFFIXES.replace("Ave?", "Ave|Av").lower().split("|")) - {
    "way", "place", "close", "pass", "main", "cross", "hill", "walk", "row", "dr", "loop", "lu", "path", "circle",
}  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.,:$€£/#-])#?\d{1,6}[A-Za-z]?(?![\w:%°$€£/]|[.,]\d)")
_AFTER = regex.compile(r"(?:[ ,.'’#-]{1,3}(\p{Latin}[\p{Latin}'’-]*)){1,4}")
_BEFORE = regex.compile(r"(?:(\p{Latin}[\p{Latin}'’-]*)[ ,.'’#-]{1,3}){1,3}$")


def may_hold_english(sentence: str, covered: Sequence[Stretch] = ()) -> bool:
    """Whether the English tagger should read it at all."""
    return bool(english_places(sentence, covered))


def english_places(sentence: str, covered: Sequence[Stretch] = ()) -> list[Stretch]:
    """The words and numbers that may be a name's or an address's, in order.

    `covered` are stretches of the sentence in which something was found already.
    """
    found = _numbers(sentence, covered) if any(map(str.isdigit, sentence)) else []
    every = list(_names(sentence))
    free = [s for s in every if not _inside(s, covered)]
    if free:
        # What the evidence makes of them if the model were sure of each.
        heard, starts = [Belief(*s, 1.0, 0.0) for s in every], {start for start, _ in free}
        best = weighed(sentence, heard, only=starts)
        strong = {w.start for w in best if w.weight >= SEED}
        found += [s for s in free if s[0] in strong]
    return sorted(found)


def _inside(stretch: Stretch, covered: Sequence[Stretch]) -> bool:
    return any(a <= stretch[0] and stretch[1] <= z for a, z in covered)


def _names(sentence: str) -> Iterator[Stretch]:
    """The words that may be names, each once."""
    pattern = _PLAIN_WORD if sentence.isascii() else WORD
    lead, given_before, first = "", False, True
    for match in pattern.finditer(sentence):
        text = match[0]
        lower = text.lower()
        given = False
        if lower not in _EVERYDAY and lower not in STOP_WORDS:
            if "'" in text or "’" in text:
                text, lower = _without_clitic(text, lower)
            given = is_given(lower)
            if (given_before and is_surname(lower)) or (
                _may_be_name(text, lower, lead, given=given, first=first)
                if lower not in NOT_FIRST
                else given and lead in _CUES
            ):
                yield match.start(), match.start() + len(text)
        lead, first, given_before = lower, False, given


def _without_clitic(text: str, lower: str) -> tuple[str, str]:
    """The word without its ending (Ann's, I'll, don't); nothing when an everyday word is left."""
    match = _CLITIC.search(lower)
    if match is None:
        return text, lower
    stem = lower[: match.start()]
    if stem in NOT_FIRST or stem in _EVERYDAY or lower.endswith("t"):
        return "", ""
    return text[: match.start()], stem


def _may_be_name(text: str, lower: str, lead: str, *, given: bool, first: bool) -> bool:
    if not lower:
        return False
    capital, cued = text[0].isupper(), lead in _CUES
    if given and (lead in _LEADS or (first and capital)):
        return True
    parts = lower.split("-")
    # In small letters a name that no list holds is still no everyday word.
    strange = len(lower) > 2 and not is_common(lower)
    if not (capital or cued or strange or all(map(is_given, parts))):
        return False
    if not cued and (lower in BRAND_WORDS or lower in CITIES):
        return False
    listed = all(map(is_given, parts)) or all(map(is_surname, parts))
    if is_common(lower):
        return listed and (cued or (capital and not first))
    if capital and 1 < len(text) < 6 and text.isupper():
        return listed or cued  # else rather an abbreviation
    return True


def _numbers(sentence: str, covered: Sequence[Stretch]) -> list[Stretch]:
    """Numbers that may be a house's or a postcode, or go on where something was found."""
    return [
        m.span()
        for m in _NUMBER.finditer(sentence)
        if not _inside(m.span(), covered)
        and (_goes_on(sentence, m.start(), covered) or _is_beside(sentence, *m.span()))
    ]


def _goes_on(sentence: str, start: int, covered: Sequence[Stretch]) -> bool:
    return any(0 <= start - z <= 3 and not sentence[z:start].strip(" .,#-") for _, z in covered)


def _is_beside(sentence: str, start: int, end: int) -> bool:
    """Whether a street's or a place's words stand before or after the number."""
    after = _AFTER.match(sentence, end)
    if after and _placed(after.captures(1)):
        return True
    before = _BEFORE.search(sentence, max(0, start - 60), start)
    return before is not None and _placed(before.captures(1)[::-1])


def _placed(found: list[str]) -> bool:
    """Whether words from a number on look like a street's or a place's."""
    for at, word in enumerate(found):
        lower = _CLITIC.sub("", word.lower())
        if lower in _STREETS and at:
            return True
        if lower in NOT_FIRST or lower in _EVERYDAY:
            if at:
                continue
            return False
        if len(word) > 2 and not is_common(lower) and lower not in BRAND_WORDS:
            return True
    return False
