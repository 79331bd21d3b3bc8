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
_MOBILE = r"(?:\+?86[ -]?)?1[3-9][0-9]"
_SIGN = r"[ \t:：\"'“”「『【（(]{0,4}"


def needs() -> tuple[str, ...]:
    """A pattern for each way in: a text without a match has no name that its rules find."""
    single = {s for s in SURNAMES if len(s) == 1}
    surname = _chars(single | {c[0] for c in COMPOUND_SURNAMES})
    begins_han = f"[{surname + both('小老阿大' + ''.join(sorted(PETS)))}]"
    ends = _chars(GIVEN | single | {c[1] for c in COMPOUND_SURNAMES})
    plain = _chars((COMMON_SURNAMES - AMBIGUOUS_SURNAMES) | SELDOM_WORDS)
    given, nick, familiar = _chars(GIVEN), _chars(NICK_SURNAMES), _chars(FAMILIAR)
    compound = in_both(either(c for c in COMPOUND_SURNAMES if len(c) == 2))
    return (
        _cues(f"[{begins_han[1:-1]}A-Z]"),
        # A great class before many words takes seconds to compile.
        rf"[{_HAN}](?:{in_both(either(TITLES))})|[{ends}][{both(BARE_TITLES + SHORT_TITLES)}太生某]",
        rf"[老大][{nick}]|小[{nick}{familiar}]|阿[{given}]",
        rf"[{plain}][{given}]|{compound}",
        _latin(),
        in_both(either(FOREIGN)),
        f"[{DOTS}]",
        "姓",
        _beside(begins_han),
    )


def _cues(begins: str) -> str:
    person = "[这里边我们]是|单的?是|登记|核对|记在|[转交寄发送递]给|转告|抄送|@"
    named = "的?(?:就?名?叫|名|姓名|大名|真名|全名)"
    return "|".join(
        (
            in_both("名[字称叫是:：]|全名|真名|大名|署名|昵称|叫[我他她]|[免敝我]贵?姓"),
            rf"(?:{in_both(either((*SELF, *KIN)))})(?:{in_both(named)})",
            rf"(?:{in_both(either(SELF))})(?:就?是)?{_SIGN}{begins}",
            rf"(?:{in_both(either(ROLES))})(?:{in_both('的?[姓名是叫为填写]')}|[:：= \t]|{_SIGN}{begins})",
            rf"(?:{in_both(either(KIN))})[:：]?{_SIGN}{begins}",
            rf"(?:{in_both(person)}){_SIGN}{begins}",
        )
    )


def _latin() -> str:
    """Beside Han characters; without one only after a greeting, or at the beginning and before a number."""
    return "|".join(
        (
            rf"[{_HAN}] ?[A-Z][a-z]|[A-Z][a-z]+ ?[{_HAN}]",
            rf"(?:{'|'.join(sorted(GREETINGS))}) [A-ZÀ-Þ]",
            rf"^[A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}}[ ,，、:：/-]{{1,3}}(?:{in_both('电话|手机')})?[ :：]?{_MOBILE}",
        )
    )


def _beside(begins: str) -> str:
    """On a line of its own, or beside a mobile number."""
    own = both("的电手")
    return "|".join(
        (
            rf"[{_HAN}]{{2}}[ \t,，、:：/-]{{0,2}}(?:[{own}][{_HAN}]{{1,4}})?[ :：是]?{_MOBILE}",
            rf"[0-9][ \t,，、/]{{1,2}}{begins}",
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
