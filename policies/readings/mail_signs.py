"""The grammar of an e-mail address in words: its signs, its two halves, and what they stand for.

Signs in brackets, between other signs and as words of English and Chinese; digits and letters said one by one.
Patterns only; knows neither the text around an address nor what makes one likely.
"""

from __future__ import annotations

import re

from policies.readings.numerals import HAN
from policies.readings.spoken import DIGITS, TIMES

_HAN = "".join(HAN)
_BLANK = r"[ \t]"
_OPENING = r"(\[{<（［｛【《「『〔〈〖"
_CLOSING = r")\]}>）］｝】》」』〕〉〗"
_OPEN = rf"{_BLANK}{{0,2}}[_*~=-]?[{_OPENING}]{{1,2}}[_*~=-]?{_BLANK}?"
_CLOSE = rf"{_BLANK}?[_*~=-]?[{_CLOSING}]{{1,2}}[_*~=-]?{_BLANK}{{0,2}}"
# Signs that stand on both sides of nothing else, and those that sentences, names and paths have as well.
_HARD = r"*~|#^$%&`·"
_SOFT = r"_\-/:='\"+.,;!\\，、"
_BEFORE = rf"{_BLANK}{{0,2}}[{_HARD}{_SOFT}]{{1,3}}{_BLANK}?"
_AFTER = rf"{_BLANK}?[{_HARD}{_SOFT}]{{1,3}}{_BLANK}{{0,2}}"
_FIRM_BEFORE = (
    rf"(?:{_BLANK}{{0,2}}[{_HARD}]{{1,3}}{_BLANK}?|{_BLANK}{{0,2}}[_=-]{{2,3}}{_BLANK}?"
    rf"|{_BLANK}{{1,2}}[_=-]{_BLANK}?)"
)
_FIRM_AFTER = (
    rf"(?:{_BLANK}?[{_HARD}]{{1,3}}{_BLANK}{{0,2}}|{_BLANK}?[_=-]{{2,3}}{_BLANK}{{0,2}}"
    rf"|{_BLANK}?[_=-]{_BLANK}{{1,2}})"
)
_AT_WORD = "(?i:艾特符号|艾特|爱特|圈a|小老鼠|花a|at符号|at号|@符号)"
_AT_PHRASE = r"(?i:at[ -]sign|at symbol|at the rate(?: of)?|a t)"
AT = re.compile(
    rf"(?P<named>{_OPEN}(?i:at|@|艾特|爱特|圈a|at sign){_CLOSE})"
    rf"|(?P<phrase>{_BLANK}{{1,3}}{_AT_PHRASE}{_BLANK}{{1,3}})"
    rf"|(?P<firm>{_FIRM_BEFORE}(?i:at|艾特){_FIRM_AFTER})"
    rf"|(?P<signed>{_OPEN}(?i:a){_CLOSE}|{_BEFORE}(?i:at|@|艾特){_AFTER})"
    rf"|(?P<word>{_BLANK}{{0,2}}[，,]?{_AT_WORD}[，,]?{_BLANK}{{0,2}}"
    rf"|{_BLANK}{{1,2}}@{_BLANK}{{0,2}}|@{_BLANK}{{1,2}})"
    rf"|(?P<bare>{_BLANK}{{1,3}}(?i:at){_BLANK}{{1,3}})"
    rf"|(?P<glued>(?<=[a-z0-9{_HAN}])AT(?=[a-z0-9{_HAN}]))|(?P<plain>@)"
)
# The middle of a sign, by its first character, which `re` looks for as fast as for one.
CORE = re.compile(
    r"[@Aa艾爱圈小花](?:(?<=@)|(?<=[Aa])[Tt](?![a-z])|(?<=A)T|(?<=[Aa]) [Tt](?= )"
    r"|(?<=[(\[{<（［｛【《「『〔〈〖 ][Aa])(?=[ ]?[)\]}>）］｝】》」』〕〉〗])"
    r"|(?<=[艾爱])特|(?<=圈)[aA]|(?<=小)老鼠|(?<=花)[aA])"
)
BEFORE_CORE = frozenset(" \t([{<（［｛【《「『〔〈〖*~|#^$%&`·_-/:='\"+.,;!\\，、")
_STRONG = (
    rf"(?:{_OPEN}(?i:dot|\.|。|d|点|點|point|period){_CLOSE}|{_BEFORE}(?i:dot|[点點]){_AFTER}"
    rf"|{_BLANK}{{1,3}}(?i:dot)(?:{_BLANK}{{1,3}}|(?=com|net|org|cn))"
    rf"|{_BLANK}{{0,2}}(?:圆|小数)?[点點]{_BLANK}{{0,2}}|(?<=[a-z0-9{_HAN}])DOT(?=[a-z]))"
)
# Glued to a host, or before its ending, these are no words of a sentence.
_ENDS = "(?:com|net|org|cn|co|me|de|uk|edu|info|io|biz|app|dev|xyz|tech|fr|nl|jp|hk|tw)"
_END = f"{_ENDS}(?![a-ce-z])"
_HOST_ONLY = (
    rf"(?:{_BLANK}{{1,3}}(?i:point|period|full stop){_BLANK}{{1,3}}"
    rf"|(?<=[a-z0-9{_HAN}])dot(?={_END})|。(?={_END}))"
)
_WEAK = (
    rf"(?:{_BLANK}{{1,2}}\.{_BLANK}{{0,2}}|\.{_BLANK}{{1,2}}(?=[0-9a-z]|[A-Z]{{2,3}}(?![a-z]))|。"
    rf"|{_FIRM_BEFORE}\.{_FIRM_AFTER})"
)
STRONG = re.compile(rf"{_STRONG}|{_HOST_ONLY}")
_SIGN = (
    rf"(?:{_BLANK}{{1,2}}(?i:underscore|under score|dash|hyphen|minus|plus){_BLANK}{{1,2}}"
    rf"|{_BLANK}?(?:下划线|下劃線|底线|底線|横杠|横线|短横|中划线|減號|减号|加号|加號){_BLANK}?)"
)
SIGN = re.compile(_SIGN)
_NUMBER = "(?i:" + "|".join(sorted((*DIGITS, *TIMES), key=len, reverse=True)) + ")"
_SINGLE = rf"(?:{_NUMBER}|[0-9]{{1,12}}|[A-Za-z])(?![0-9A-Za-z@]|_(?!(?:dot|at)_))"
_TAIL = (
    r"(?i:com|net|org|edu|gov|cn|co|io|uk|de|fr|jp|kr|hk|tw|mo|sg|us|ca|au|nz|in|info|biz|me|eu|ru|br|es|it|nl"
    r"|ch|at|app|dev|ai|xyz|top|vip|email|mail|cc|tv|pro|test|example|invalid|online|site|store|shop|tech|cloud"
    r"|company|software|solutions|services|agency|digital|media|network|systems|website|space|club|group|world|news"
    r"|blog|studio|global|support|health|care|bank|nyc|london|se|no|dk|fi|pl|cz|pt|ie|be|za|mx|th|vn|id|my|ph|tr|il"
    r"|travel|life|live|name|team|work|zone|design|pub|link|fun|wang|ren|ltd|icu|asia|mobi|gr|hu|ro|bg|hr|sk|lt|lv|ua|kz"
    r"|rs|ke|ng|gh|eg|sa|ae|qa|pk|bd|lk|np|lu|cl|ar|pe)"
)
# Behind a sign that can be no word of a sentence a host may end as it likes.
_ANY_TAIL = "[A-Za-z]{2,24}"
_LAST = r"(?![0-9A-Za-z])"
_LABEL = (
    r"(?:(?i:g mail|hot mail|out look|i cloud|proton mail|fox mail|yahoo mail)"
    rf"|{_SINGLE}(?:[ -]{_SINGLE}){{1,5}}|[0-9A-Za-z](?:[0-9A-Za-z-]{{0,40}}[0-9A-Za-z])?|[{_HAN}]{{2,5}})"
)
_LABELS = rf"{_LABEL}(?:(?:\.|{_STRONG}|{_HOST_ONLY}|{_WEAK}|{_SIGN}){_LABEL}){{0,4}}"
_DOT = rf"(?:\.|{_STRONG}|{_HOST_ONLY}|{_WEAK})"
HOST = re.compile(rf"{_LABELS}{_DOT}{_TAIL}{_LAST}")
ANY_HOST = re.compile(rf"{_LABELS}{_DOT}{_ANY_TAIL}{_LAST}")
_LETTER = "0-9A-Za-z\u00c0-\u024f_"
_TOKEN = (
    rf"(?:[{_LETTER}](?:[{_LETTER}%+'’*!#$&{_HAN}-]{{0,39}}[{_LETTER}+{_HAN}-])?|[{_HAN}]{{3,12}})"
)
# A sign between two single letters.
_APART = rf"(?<![0-9A-Za-z][0-9A-Za-z]){_BLANK}[_+-]{_BLANK}(?={_SINGLE})"
# Digits and letters that are said one by one belong to it.
LOCAL = re.compile(
    rf"(?<![{_LETTER}.+-]){_TOKEN}(?:(?:\.|{_STRONG}|{_SIGN}|{_WEAK}|{_BLANK}{{1,2}}(?={_SINGLE})|{_APART}){_TOKEN}){{0,20}}\Z"
)
FIRST_WORD = re.compile(rf"([A-Za-z][A-Za-z'’]*){_BLANK}{{1,2}}(?={_SINGLE})")
_PLAIN = re.compile(
    rf"(?P<sign>{_SIGN})|(?P<dot>{_STRONG}|{_HOST_ONLY}|{_WEAK})"
    rf"|(?P<number>(?<![A-Za-z])(?:(?P<times>(?i:{'|'.join(TIMES)}))[ -])?"
    rf"(?P<digit>(?i:{'|'.join(sorted(DIGITS.keys() - {'o'}, key=len, reverse=True))})|[0-9])(?![0-9A-Za-z]))"
    rf"|(?P<han>[{_HAN}])|(?P<blank>{_BLANK}+)"
)
_SIGNS = {"p": "+", "d": "-", "h": "-", "m": "-", "u": "_", "下": "_", "底": "_", "加": "+"}
# What a text must hold: a sign of either kind, and behind it what a host begins and goes on with. Repetitions without
# an end keep the automaton small.
_WORDS = "[0-9A-Za-z-]+(?:[ .-][0-9A-Za-z-]+)*"
_SIDES = rf"{_HARD}{_SOFT}{_OPENING}{_CLOSING}"
_DOTS = (
    rf"(?:[ \t{_SIDES}][ \t]?(?i:dot|point|period|full stop)|[ \t]\.[ \t]|(?:圆|小数)?[点點]|DOT"
    rf"|[{_OPENING}][_*~=-]?[ \t]?[.。Dd][ \t]?[_*~=-]?[{_CLOSING}]|(?:。|dot){_ENDS})"
)
_OPENS = rf"[ \t{_SIDES}]*"
_NAMES = "gmail|g mail|googlemail|hot ?mail|out ?look|yahoo|i ?cloud|qq|163|126"
NEEDS = "|".join(
    (
        (
            rf"[0-9A-Za-z_+{_HAN}-][ \t]*[_*~=-]?[{_OPENING}]+[_*~=-]?[ \t]?(?i:at|@|a|[艾爱]特|圈a|at sign)"
            rf"[ \t]?[_*~=-]?[{_CLOSING}]"
        ),
        rf"[0-9A-Za-z{_HAN}][ \t]*[{_HARD}{_SOFT}]+[ \t]?(?i:at|@)[ \t]?[{_HARD}{_SOFT}]+[ \t]*[0-9A-Za-z{_HAN}]",
        _AT_WORD,
        rf"[0-9A-Za-z{_HAN}][ \t]+@[ \t]*[0-9A-Za-z{_HAN}]|[0-9A-Za-z{_HAN}]@[ \t]+[0-9A-Za-z{_HAN}]",
        rf"[0-9A-Za-z{_HAN}][ \t]+{_AT_PHRASE}[ \t]+[0-9A-Za-z{_HAN}]",
        rf"[0-9A-Za-z{_HAN}][ \t]+(?i:at)[ \t]+(?:{_WORDS}|[{_HAN}]+){_OPENS}{_DOTS}",
        rf"[0-9A-Za-z][ \t]+(?i:at)[ \t]+(?i:{_NAMES})",
        rf"[a-z0-9{_HAN}]AT[a-z0-9{_HAN}-]+(?:[ .-][0-9A-Za-z-]+)*{_OPENS}{_DOTS}",
        (
            r"(?:(?i:dot|underscore|dash|hyphen|minus|plus|score)|[点點线線杠号號横])"
            rf"[{_CLOSING}_*~ -]*[0-9A-Za-z_+'.-]+"
            r"(?:@|[ \t]+(?i:at)[ \t]+[0-9A-Za-z-]+[ \t]*\.)"
        ),
        rf"@[0-9A-Za-z.{_HAN}-]+(?:[ -][0-9A-Za-z-]+)*{_OPENS}{_DOTS}",
    )
)


def plain(stretch: str) -> str:
    """The half of an address that a stretch stands for."""
    return _PLAIN.sub(_read, stretch)


def _read(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "sign":
        return _SIGNS.get(match[0].strip().lower()[:1], "-")
    if kind == "dot":
        return "."
    if kind == "han":
        return HAN[match[0]]
    if kind == "blank":
        return ""
    digit = match["digit"].casefold()
    times = TIMES[match["times"].casefold()] if match["times"] else 1
    return DIGITS.get(digit, digit) * times
