"""Persons and homes where two languages meet: Mr. 陈, my colleague 陈 called, 我住在Boston, I live in 杭州.

Only words that speak of a person or of where one lives lead to them: a shop's city is nobody's. Knows no model.
"""

from __future__ import annotations

import re

from policies.recognizers.bare import UNLIKELY
from policies.recognizers.base import Rule, RuleRecognizer
from policies.recognizers.brands_en import brands
from policies.recognizers.known_names import is_common, is_given, is_surname
from policies.recognizers.lexicon_zh import AMBIGUOUS_SURNAMES, COMMON_SURNAMES
from policies.recognizers.regions_zh import regions
from policies.recognizers.scripts import both_scripts
from policies.recognizers.traditional import simplified

_HAN = r"[\u4e00-\u9fff]"
_SURNAME = f"[{''.join(sorted(c for c in COMMON_SURNAMES - AMBIGUOUS_SURNAMES if len(c) == 1))}]"
_TITLE = r"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?[ ]?"
_KIN = (
    "wife|husband|son|daughter|mother|father|mom|mum|dad|sister|brother|aunt|uncle|cousin|partner"
    "|friend|colleague|boss|manager|assistant|neighbou?r|roommate|teacher|doctor"
)
_WORKER = r"agent|customer|client|colleague|manager|courier|driver|technician|representative"
# Only looked back at: too common to be where a match begins.
_WHOSE = r"(?<![A-Za-z])(?i:my|our|your|his|her|their|the)"
_LATIN_SURNAME = (
    r"(?<![\p{Latin}\d@._/&+'’-])(?<!\p{Latin} )(?:(?:van|von|de|da|das|dos|den|der|di|del|la|le|al) ){0,3}"
    r"\p{Lu}[\p{Latin}'’-]{1,20}(?:[ ]\p{Lu}[\p{Latin}'’-]{1,20}){0,2}"
)
# A tool has users and teachers; a gentleman and a lady are persons.
_SURE_TITLE = "先生|女士|小姐|太太|夫人"
_ANY_TITLE = "教授|医生|大夫|博士|律师|老师|经理|主任|主管|师傅|阿姨|叔叔|同学"
_DOES = (
    r"(?= (?:will|said|says|called|calls|from|is|has|was|asked|told|wants|wrote|replied|can|would"
    r"|promised|yesterday|today|at|about)(?![a-z])|[.,!?]|$)"
)
_NAME = r"[A-Z][a-z]{2,15}(?: [A-Z][a-z]{2,15}){0,2}"


_TITLE_BEHIND = re.compile(
    rf" ?(?:(?P<sure>{both_scripts(_SURE_TITLE)})|{both_scripts(_ANY_TITLE)})$"
)


class MixedNameRecognizer(RuleRecognizer):
    """A Chinese surname or short name between English words that speak of a person."""

    label = "PERSON"
    rules = (
        Rule(
            "Chinese surname with an English title",
            rf"(?P<v>{_TITLE}{_SURNAME}{_HAN}{{0,2}})(?!{_HAN})"
            rf"|(?P<v>{_TITLE}{_SURNAME})(?=[的说来在会是要已想问让请给和跟])",
            0.75,
        ),
        Rule(
            "Chinese surname behind an English word for a person",
            rf"(?:(?<={_WHOSE} )(?i:{_KIN}|{_WORKER})"
            r"|(?<![A-Za-z])(?i:(?:spoke|talked) (?:to|with)))"
            rf" (?P<v>{_SURNAME}){_DOES}",
            0.65,
        ),
        Rule(
            "Chinese surname before what a person does",
            rf"(?:^|[.!?] )(?P<v>{_SURNAME})(?= (?:from [a-z]|called|said|asked|told|replied|wrote))",
            0.6,
        ),
        Rule(
            "Latin name with a Chinese title",
            rf"(?P<v>{_LATIN_SURNAME} ?(?:{both_scripts(_SURE_TITLE)}))",
            0.7,
        ),
        Rule(
            "Latin name with a Chinese profession",
            rf"(?P<v>{_LATIN_SURNAME} ?(?:{both_scripts(_ANY_TITLE)}))",
            0.65,
        ),
        Rule(
            "Chinese short name of a relative",
            rf"(?<={_WHOSE} )(?i:{_KIN}) (?P<v>[小阿老]{_HAN}{{1,2}})(?!{_HAN})",
            0.65,
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Before a Chinese title no brand and no everyday word; before a profession a listed name."""
        title = _TITLE_BEHIND.search(value)
        if title is None or not value[0].isascii():
            return score
        name = value[: title.start()]
        *_, last = name.split()
        listed = is_surname(last) or is_given(last)
        if any(brands(name)) or (is_common(last) and not listed):
            return UNLIKELY
        plain = title["sure"] is not None and not last.isupper()
        return score if listed or plain else UNLIKELY


class MixedPlaceRecognizer(RuleRecognizer):
    """Where somebody lives, told in the other language's letters."""

    label = "LOCATION"
    rules = (
        Rule(
            "Latin place where one lives",
            rf"(?:住在?|家在|老家[在是]|搬到了?|搬去了?|定居在?|出生[在于])[ ]?(?P<v>{_NAME}(?: \d{{1,5}}[A-Z]?)?)"
            rf"(?={_HAN}|[，。！？,.!?]|$)",
            0.65,
        ),
        Rule(
            "Latin address behind a Chinese cue",
            rf"[地住]址[是为：: ]{{1,2}}(?P<v>\d{{1,5}}[A-Za-z]? {_NAME}(?:, ?{_NAME}){{0,3}}"
            r"(?:,? [A-Z0-9]{2,5}){0,2})(?![A-Za-z0-9])",
            0.75,
        ),
        Rule(
            "Chinese place where one lives",
            r"(?<![A-Za-z])(?i:i|we|he|she|they|family|parents|who) (?i:live|lives|lived|living|moved|grew up|was born"
            rf"|were born|settled|stays?) (?i:in|to|at) (?P<v>{_HAN}{{2,12}})(?!{_HAN})",
            0.65,
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """A hotel's name is no home; a Chinese place begins with a region."""
        if value[0].isascii():
            return UNLIKELY if any(brands(value)) else score
        plain = simplified(value)
        known = any(plain[:size] in regions() for size in (2, 3, 4))
        return score if known else UNLIKELY
