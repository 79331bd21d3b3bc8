"""E-mail addresses whose signs are words or stand apart: `name (at) host dot com`, `name 艾特 qq 点 com`.

A bare `at` counts only with a spelled dot after it: "meet me at example.com" is no address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from policies.readings.base import Piece, Reading, reading
from policies.recognizers.located import located
from policies.recognizers.words import words

_OPEN = r"[ \t]{0,2}[(\[{<（［｛【《_*~-]{1,2}[ \t]?"
_CLOSE = r"[ \t]?[)\]}>）］｝】》_*~-]{1,2}[ \t]{0,2}"
_BETWEEN = r"[ \t]?[|/:#='\"+.,^!~]{1,2}[ \t]?"
_SURE_AT = (
    rf"(?:{_OPEN}(?i:at|@|a|艾特|爱特|圈a){_CLOSE}|{_BETWEEN}(?i:at|艾特){_BETWEEN}"
    rf"|[ \t]{{0,2}}(?i:艾特|爱特|圈ａ|圈a|小老鼠|花a){{1}}[ \t]{{0,2}}"
    r"|[ \t]{1,2}@[ \t]{0,2}|@[ \t]{1,2})"
)
_BARE_AT = r"[ \t]{1,3}(?i:at)[ \t]{1,3}"
_SURE_DOT = (
    rf"(?:{_OPEN}(?i:dot|\.|d|点|點){_CLOSE}|{_BETWEEN}(?i:dot|点){_BETWEEN}"
    rf"|[ \t]{{1,2}}(?i:dot)[ \t]{{1,2}}|[ \t]{{0,2}}[点點][ \t]{{0,2}}"
    r"|[ \t]{1,2}\.[ \t]{0,2}|\.[ \t]{1,2}(?=[0-9a-z]|[A-Z]{2,3}(?![a-z]))|。)"
)
_LABEL = r"[0-9A-Za-z](?:[0-9A-Za-z-]{0,40}[0-9A-Za-z])?"
_TAIL = (
    r"(?i:com|net|org|edu|gov|cn|co|io|uk|de|fr|jp|kr|hk|tw|mo|sg|us|ca|au|nz|in|info|biz|me|eu|ru|br|es|it|nl"
    r"|ch|at|app|dev|ai|xyz|top|vip|email|mail|cc|tv|pro|test|example|invalid|online|site|store|shop|tech|cloud"
    r"|company|software|solutions|services|agency|digital|media|network|systems|website|space|club|group|world|news"
    r"|blog|studio|global|support|health|care|bank|nyc|london|se|no|dk|fi|pl|cz|pt|ie|be|za|mx|th|vn|id|my|ph|tr|il)"
)
# Behind a sign that can be no word of a sentence a host may end as it likes.
_ANY_TAIL = "[A-Za-z]{2,24}"
_PART = "[0-9A-Za-z_+'’-]{1,40}"
# Other signs of a mailbox, spelled as the dot is.
_SIGN = (
    r"(?:[ \t]{1,2}(?i:underscore|under score|dash|hyphen|minus|plus)[ \t]{1,2}"
    r"|[ \t]?(?:下划线|下劃線|横杠|減號|减号)[ \t]?)"
)
_LOCAL = rf"(?P<local>{_PART}(?:(?:\.|{_SURE_DOT}|{_SIGN}){_PART}){{0,4}})"
_FIRST = r"(?<![0-9A-Za-z._+-])"
_LAST = r"(?![0-9A-Za-z])"
_HOST = rf"(?P<host>{_LABEL}(?:(?:\.|{_SURE_DOT}){_LABEL}){{0,4}}(?:\.|{_SURE_DOT}){_TAIL})"
_SPELLED_HOST = rf"(?P<host>{_LABEL}(?:(?:\.|{_SURE_DOT}){_LABEL}){{0,4}}{_SURE_DOT}{_TAIL})"
_NAMED_AT = rf"(?:{_OPEN}(?i:at|@|艾特){_CLOSE})"
_ANY_HOST = rf"(?P<host>{_LABEL}(?:(?:\.|{_SURE_DOT}){_LABEL}){{0,4}}(?:\.|{_SURE_DOT}){_ANY_TAIL})"
_ADDRESS = located(
    rf"{_FIRST}{_LOCAL}(?P<at>{_SURE_AT}){_HOST}{_LAST}"
    rf"|{_FIRST}{_LOCAL}(?P<at>{_NAMED_AT}){_ANY_HOST}{_LAST}"
    rf"|{_FIRST}{_LOCAL}(?P<at>@|{_BARE_AT}){_SPELLED_HOST}{_LAST}"
    rf"|{_FIRST}(?P<local>{_PART}{_SURE_DOT}{_PART})(?P<at>@){_HOST}{_LAST}"
)
_DOT = re.compile(rf"(?P<sign>{_SIGN})|{_SURE_DOT}|\.")
_SIGNS = {"p": "+", "d": "-", "h": "-", "m": "-", "横": "-", "減": "-", "减": "-"}
# A host that is whole, the end of its sentence, and the first word of the next.
_WHOLE = re.compile(r"[0-9A-Za-z]\.[A-Za-z]{2,24}\.[ \t]")
# No mailbox, but words of a sentence that ends in a spelled web address.
_NO_LOCAL = frozenset(
    words(
        """
    look visit us me order shop buy available online find see here it them you that this is are was now
    today store page site website info arrive sell sold back start end he she what who there
    """
    )
)


class SpelledMail:
    """Addresses with a disguised `@` or dot."""

    name = "spelled address"
    needs = _ADDRESS.outline or ""

    def readings(self, text: str) -> Iterator[Reading]:
        """Each address with its own signs."""
        for found in _ADDRESS.finditer(text):
            bare = found["at"].strip().casefold() == "at"
            if bare and re.split("['’]", found["local"].casefold())[0] in _NO_LOCAL:
                continue
            if _WHOLE.search(found["host"]):
                continue
            pieces = [
                *_dotted(found, "local"),
                Piece("@", *found.span("at")),
                *_dotted(found, "host"),
            ]
            if "".join(p.read for p in pieces) != found[0]:
                yield reading(text, pieces)


def _dotted(found: regex.Match[str], group: str) -> Iterator[Piece]:
    start, at = found.start(group), 0
    for dot in _DOT.finditer(found[group]):
        yield Piece(found[group][at : dot.start()], start + at, start + dot.start())
        sign = (dot["sign"] or "").strip().lower()
        read = _SIGNS.get(sign[:1], "_") if sign else "."
        yield Piece(read, start + dot.start(), start + dot.end())
        at = dot.end()
    yield Piece(found[group][at:], start + at, found.end(group))
