"""E-mail addresses whose signs are words or stand apart: `name (at) host dot com`, `name 艾特 qq 点 com`.

A bare `at` counts only before a spelled host or a mail provider's, and not behind words of a sentence: "meet me at
example.com" is no address. Knows no rule; the signs are in `mail_signs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.readings.base import Piece, Reading, reading
from policies.readings.mail_signs import (
    ANY_HOST,
    AT,
    BEFORE_CORE,
    CORE,
    FIRST_WORD,
    HOST,
    LOCAL,
    NEEDS,
    SIGN,
    STRONG,
    plain,
)
from policies.recognizers.known_names import is_common, is_given
from policies.recognizers.lexicon_en import STOP_WORDS
from policies.recognizers.words import words

# Words of a sentence that ends in a web address.
_NO_LOCAL = STOP_WORDS | frozenset(
    words(
        """
    look looks looked looking visit us order orders shop shops shopping buy bought available online find found see
    seen page pages site sites website websites webpage info information more details arrive arrives arrived sell
    sells sold back start starts end what she that's stuff work works worked working meet meeting stay live
    read reading watch register registered sign signed signup up login log check checked book booked download apply
    join subscribe donate click go went browse product products item items ticket tickets deal deals offer offers
    sale price prices article articles blog post posts video videos image form forms map store stores catalog job
    jobs news document documents docs listed posted published hosted located based support help faq someone anyone
    everyone people guys team listed review reviews customer customers menu recipe recipes guide tutorial course
    courses much cheaper discount money coupon code codes seats seat rooms room tables flight flights account
    password passwords table everything anything nothing username employee employees engineer developer manager intern
    career careers search searched searching compare save try learn listen play
    """
    )
)
# Words of a sentence that are as well a firm's mailbox: they count behind a word for mail.
_ROLES = frozenset(
    words(
        """
    info information support help orders order sales billing jobs careers news account accounts contact booking
    register login team shop store work post customer customers reviews press hr it admin hello service
    """
    )
)
_PROVIDERS = frozenset(
    words(
        """
    gmail googlemail hotmail outlook live msn yahoo ymail icloud me mac aol gmx web proton protonmail zoho yandex
    qq foxmail 163 126 yeah sina sohu 139 189 mail fastmail tutanota comcast verizon att btinternet
    """
    )
)
# Their names said one sign at a time, or in two words.
_SPOKEN = (
    "(?i:(?:g|hot|fox|proton) mail|i cloud|out look|one (?:six three|two six|three nine|eight nine))"
    "|[一幺](?:六三|二六|三九|八九)"
)
_MAIL = re.compile(
    r"(?i)\b(?:e-?mail(?:s|ed)?|mail(?:s|ed|box)?|inbox|write|wrote|contact|reach|send|sent|forward|cc|address|paypal"
    r"|login)\b|邮|信箱|郵|联系|聯絡|发给|發給"
)
_WEB = re.compile(r"(?i)[ \t]{0,2}(?:/[ \t]?[0-9a-z]|(?:forward |back)?slash\b|斜杠)")
# A host that is whole, the end of its sentence, and the first word of the next.
_WHOLE = re.compile(r"[0-9A-Za-z]\.[A-Za-z]{2,24}\.[ \t]")
# A dot with blanks around it, before what is no word of a sentence.
_SPACED = re.compile(
    r"(?i)[ \t]\.[ \t](?:com|net|org|edu|gov|cn|co|io|uk|de|fr|jp|hk|tw|biz|info)\Z"
)
# Signs that no sentence has between two words, and those that one may: "an echo dot speaker at amazon.com".
_JOINED = re.compile(
    r"[ \t](?i:underscore|under score)[ \t]|下划线|下劃線|[底横]线|横杠|短横|中划线"
    r"|[(\[{<（［｛【《「『〔〈〖][ \t]?(?i:dot|[点點])[ \t]?[)\]}>）］｝】》」』〕〉〗]"
)
_SAID = re.compile(r"([A-Za-z0-9]+)[ \t](?i:dot|dash|hyphen)[ \t][0-9A-Za-z]")
_APOSTROPHE = re.compile("['’]")
_CUE_BEFORE = 48
_LONGEST_LOCAL = 120
_LONGEST_SIGN = 6
_LEAST_LOCAL = 4


class SpelledMail:
    """Addresses with a disguised `@` or dot."""

    name = "spelled address"
    needs = rf"{NEEDS}|(?:[ \t](?i:at)[ \t]+|AT)(?:(?i:{'|'.join(sorted(_PROVIDERS))})|{_SPOKEN})[ \t]*[.。]"

    def readings(self, text: str) -> Iterator[Reading]:
        """Each address with its own signs."""
        at = past = 0
        while (core := CORE.search(text, at)) is not None:
            at = core.end()
            found = _address(text, past, core.start())
            if found is not None:
                read = reading(text, [found], label="EMAIL_ADDRESS")
                at = past = found.end
                if read is not None:
                    yield read


def _address(text: str, past: int, core: int) -> Piece | None:
    """The address whose `at` stands at `core`, none of it before `past`."""
    sign = _sign(text, core)
    if sign is None:
        return None
    kind = sign.lastgroup
    host = (ANY_HOST if kind in ("named", "firm") else HOST).match(text, sign.end())
    if host is None or _WHOLE.search(host[0]):
        return None
    local = LOCAL.search(text, max(past, sign.start() - _LONGEST_LOCAL), sign.start())
    if local is None:
        return None
    shown = plain(host[0])
    for begin in _begins(text, local):
        if _is_mailbox(text, begin, sign, host, shown):
            return Piece(f"{plain(text[begin : sign.start()])}@{shown}", begin, host.end())
    return None


def _sign(text: str, core: int) -> re.Match[str] | None:
    """The sign with its middle at `core`, with the brackets and blanks before it."""
    begin = core
    while begin and core - begin < _LONGEST_SIGN and text[begin - 1] in BEFORE_CORE:
        begin -= 1
    for at in range(begin, core + 1):
        sign = AT.match(text, at)
        if sign is not None and sign.end() > core:
            return sign
    return None


def _begins(text: str, local: re.Match[str]) -> Iterator[int]:
    """Where a mailbox may begin behind the words of its sentence: `my mail is j o h n`, `I used j.day`."""
    begin = local.start()
    while (word := FIRST_WORD.match(text, begin, local.end())) is not None:
        if not _is_long(text[word.end() : local.end()]) and (
            _stem(word[1]) not in STOP_WORDS or len(word[1]) == 1
        ):
            break
        begin = word.end()
    yield begin
    if word is not None and len(plain(text[word.end() : local.end()])) >= _LEAST_LOCAL:
        yield word.end()


def _is_long(mailbox: str) -> bool:
    """Whether it is a mailbox by itself, whatever word stands before it: a long number."""
    return len(mailbox) >= _LEAST_LOCAL and mailbox.isdigit()


def _stem(word: str) -> str:
    """The word without what an apostrophe ties to it."""
    return _APOSTROPHE.split(word.casefold(), maxsplit=1)[0]


def _is_mailbox(
    text: str, begin: int, sign: re.Match[str], host: re.Match[str], shown: str
) -> bool:
    """Whether the words around an `at` are an address rather than those of a sentence."""
    kind = sign.lastgroup
    local = text[begin : sign.start()]
    spelled = STRONG.search(host[0]) is not None or _SPACED.search(host[0]) is not None
    provider = shown.partition(".")[0].casefold() in _PROVIDERS
    if kind in ("named", "firm", "word", "phrase"):
        return True
    if kind == "plain":
        apart = " . " in host[0] and "." not in host[0].replace(" . ", "")
        return (
            spelled or apart or STRONG.search(local) is not None or SIGN.search(local) is not None
        )
    if not spelled and not provider:
        joined = kind != "glued" and _is_joined(text, begin, local)
        return joined or _is_told(text, begin, sign)
    if kind != "bare" or (sign[0].strip() == "AT" and not local.isupper()):
        return True
    return _no_sentence(text, begin, local, host.end(), provider)


def _is_joined(text: str, begin: int, local: str) -> bool:
    """Whether words for signs make a mailbox by themselves: `lee underscore 9`, `ann dot lee`."""
    if _stem(local.split()[0]) in STOP_WORDS:
        return False
    if _JOINED.search(local) is not None:
        return True
    said = _SAID.match(local)
    if said is None:
        return False
    first = said[1].casefold()
    told = _MAIL.search(text, max(0, begin - _CUE_BEFORE), begin) is not None
    named = is_given(first) and not is_common(first)
    return told or named or (len(first) == 1 and first.isalpha())


def _is_told(text: str, begin: int, sign: re.Match[str]) -> bool:
    """Whether an ordinary host is an address's: not in "stay-at-home.com", "(a) firm.com"."""
    if "特" in sign[0]:
        return True
    return (
        sign.lastgroup == "signed"
        and _MAIL.search(text, max(0, begin - _CUE_BEFORE), begin) is not None
    )


def _no_sentence(text: str, begin: int, local: str, end: int, provider: bool) -> bool:
    """Whether a bare `at` stands in an address: not "look at google dot com slash help"."""
    if _WEB.match(text, end):
        return False
    spelled = STRONG.search(local) is not None or SIGN.search(local) is not None
    word = _stem(local) if spelled else _stem(local).split()[0]
    cue = _MAIL.search(text, max(0, begin - _CUE_BEFORE), begin) is not None
    if word in _ROLES:
        return cue
    if word in _NO_LOCAL:
        return False
    if provider or cue or spelled:
        return True
    # A small number, or a word and a number, is rather a room; a number said digit by digit is none.
    if " " not in local:
        return not local.isdigit() or _is_long(local)
    said = plain(local)
    return _is_long(said) or said != local.replace(" ", "")
