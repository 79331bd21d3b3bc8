"""What a text must hold for a Chinese name to be found in it: every way in, in both scripts and RE2's syntax."""

from __future__ import annotations

from policies.recognizers.either import either
from policies.recognizers.lexicon_names_zh import FOREIGN, GIVEN, KIN, ROLES
from policies.recognizers.lexicon_zh import (
    AMBIGUOUS_SURNAMES,
    BARE_TITLES,
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    SURNAMES,
)
from policies.recognizers.name_cues_zh import SELF
from policies.recognizers.name_latin_zh import GREETINGS
from policies.recognizers.name_shape_zh import DOTS, NICK_SURNAMES, PETS, SELDOM_WORDS, is_han
from policies.recognizers.name_titles_zh import FAMILIAR, SHORT_TITLES, TITLES
from policies.recognizers.traditional import both

_HAN = "\u3400-\u9fff"
_SIGN = r"[ \t:：\"'“”「『【（(]{0,4}"


def needs() -> str:
    """The pattern; a text without a match has no name that the rules find."""
    single = {s for s in SURNAMES if len(s) == 1}
    surname = _chars(single | {c[0] for c in COMPOUND_SURNAMES})
    ends = _chars(GIVEN | single | {c[1] for c in COMPOUND_SURNAMES})
    plain = _chars((COMMON_SURNAMES - AMBIGUOUS_SURNAMES) | SELDOM_WORDS)
    given, nick, familiar = _chars(GIVEN), _chars(NICK_SURNAMES), _chars(FAMILIAR)
    han = surname + both("小老阿大" + "".join(sorted(PETS)))
    begins, begins_han = f"[{han}A-Z]", f"[{han}]"
    pairs = f"(?:[{plain}][{given}]|{in_both(either(c for c in COMPOUND_SURNAMES if len(c) == 2))})"
    person = "[这里边我们]是|单的?是|登记|核对|记在|[转交寄发送递]给|转告|抄送|@"
    return "|".join(
        (
            pairs,
            in_both(either(FOREIGN)),
            rf"[老大][{nick}]|小[{nick}{familiar}]|阿[{given}]|[{DOTS}]|姓",
            in_both("名[字称叫是:：]|全名|真名|大名|署名|昵称|叫[我他她]"),
            rf"(?:{in_both(either((*SELF, *KIN)))})(?:{in_both('的?(?:就?名?叫|名|姓名|大名|真名|全名)')})",
            rf"(?:{in_both(either(SELF))})(?:就?是)?{_SIGN}{begins}",
            rf"(?:{in_both(either(ROLES))})(?:{in_both('的?[姓名是叫为填写]')}|[:：= \t]|{_SIGN}{begins})",
            rf"(?:{in_both(either(KIN))})[:：]?{_SIGN}{begins}",
            rf"(?:{in_both(person)}){_SIGN}{begins}",
            rf"[{_HAN}](?:{in_both(either(TITLES))})|[{ends}][{both(BARE_TITLES + SHORT_TITLES)}太生某]",
            (
                rf"[{_HAN}]{{2}}[ \t,，、:：/-]{{0,2}}"
                rf"(?:[{both('的电手')}][{_HAN}]{{1,4}})?[ :：是]?(?:\+?86[ -]?)?1[3-9][0-9]"
            ),
            rf"[0-9][ \t,，、/]{{1,2}}{begins_han}|[{_HAN}] ?[A-Z][a-z]|[A-Z][a-z]+ ?[{_HAN}]",
            # Without a Han character a name in Latin letters is found only after a greeting, or at the beginning
            # and before a number.
            rf"(?:{'|'.join(sorted(GREETINGS))}) [A-ZÀ-Þ]",
            (
                rf"^[A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}}[ ,，、:：/-]{{1,3}}(?:{in_both('电话|手机')})?[ :：]?"
                r"(?:\+?86[ -]?)?1[3-9][0-9]"
            ),
            rf"\n[ \t—–-]*[{_HAN}]{{2,4}}[ \t]*(?:\n|$)|[{_HAN}]{{2,4}}[ \t]*\n",
        )
    )


def in_both(pattern: str) -> str:
    """A pattern of Simplified characters that matches either script."""
    parts, inside = [], False
    for char in pattern:
        inside = char == "[" or (inside and char != "]")
        forms = both(char) if is_han(char) else char
        parts.append(forms if inside or len(forms) == 1 else f"[{forms}]")
    return "".join(parts)


def _chars(characters: frozenset[str] | set[str]) -> str:
    return both("".join(sorted(characters)))
