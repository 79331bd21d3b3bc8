"""Names in Latin letters beside a mail address: one that is written in it, or begins with a listed given name.

Knows no model.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policies.recognizers.brands_en import brands
from policies.recognizers.known_names import folded, is_common, is_given, is_surname
from policies.recognizers.lexicon_en import NOT_FIRST

# Characters before and after an address in which its owner's name may stand.
_REACH = 64
_WORD = r"\p{Lu}[\p{Latin}\p{M}'’-]{0,24}"
_PARTICLE = r"(?:de|del|la|le|los|da|di|dos|van|von|der|den|al|bin)[ \t]"
_NAME = rf"(?P<v>{_WORD}(?:(?:[ \t]|\.[ \t]?)(?:{_PARTICLE}){{0,2}}{_WORD}){{0,3}})"
_BETWEEN = (
    r"(?:[ \t]*(?:[,:;/|<(\[–—-]{1,2}|\((?=[^)]*$)|(?i:at|via|on|with|under|has|is|and|e-?mail|mail|address|the|his|her"
    r"|their|my)(?![\p{L}]))){1,5}[ \t]*[<(\[]?$"
)
_BEFORE = regex.compile(rf"(?<![\p{{L}}\p{{N}}@._-]){_NAME}(?:['’]s)?\.?{_BETWEEN}")
_AFTER = regex.compile(
    rf"[>)\]]?[ \t]*(?:[(\[,/|–—-]|(?i:belongs to|is for|for))[ \t]*{_NAME}(?![\p{{L}}\p{{N}}@_])"
)
MAIL = regex.compile(
    r"(?<![A-Za-z0-9._%+-])(?P<local>[A-Za-z0-9._%+-]{2,64})@[A-Za-z0-9][A-Za-z0-9.-]*"
)


def beside_mail(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each name beside a mail address."""
    for mail in MAIL.finditer(text):
        low = max(0, mail.start() - _REACH)
        for match in (
            _BEFORE.search(text, low, mail.start()),
            _AFTER.match(text, mail.end(), min(len(text), mail.end() + _REACH)),
        ):
            if match is None:
                continue
            start, end = match.span("v")
            start = _begin(text, start, end)
            if start < end and _owns(text[start:end], mail["local"]):
                yield start, end


def _begin(text: str, start: int, end: int) -> int:
    """Where the name begins behind everyday words: "Contact Ann Lee"."""
    for word in regex.finditer(r"[^ \t]+", text, pos=start, endpos=end):
        plain = word[0].casefold().strip(".")
        everyday = is_common(plain) and not is_given(plain) and not is_surname(plain)
        initial = len(plain) == 1 and word[0].endswith(".")
        if initial or (plain not in NOT_FIRST and not everyday):
            return int(word.start())
    return end


def _owns(name: str, local: str) -> bool:
    """Whether the name is no brand's, and a word of it is in the mailbox or it begins with a given name."""
    if any(True for _ in brands(name)):
        return False
    parts = [folded(p).strip(".'-") for p in regex.split(r"[ \t-]+", name)]
    written = any(len(p) > 2 and p in local.lower() for p in parts)
    initial = len(parts) > 1 and len(parts[0]) == 1 and is_surname(parts[-1])
    return written or initial or (is_given(parts[0]) and not is_common(parts[0]))
