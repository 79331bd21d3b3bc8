"""Letters that look like digits inside a long number: `I38OOl3BOOO`, `6222 O2l2 …`.

Only runs of nothing but digits and such letters, with digits on both sides of the letters or few of them; a code that
begins with letters (`SO1381…`) is no disguise. Knows no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.readings.base import Piece, Reading, reading

_AS = {"O": "0", "o": "0", "I": "1", "l": "1", "Z": "2", "z": "2", "S": "5", "s": "5"} | {
    "b": "6", "G": "6", "B": "8", "g": "9", "q": "9"
}  # fmt: skip
_LETTERS = "OoIlZzSsbGBgq"
_SIGN = f"[0-9{_LETTERS}]"
_OTHER = "ACDEFHJKLMNPQRTUVWYacdefhijkmnprtuvwy"
_GAP = r"[ ().–-]{0,2}"
# What a run begins with stands first, so that `re` looks for it as fast as for a character.
_RUN = re.compile(
    rf"[0-9{_LETTERS}+(](?<![0-9A-Za-z_].)(?:(?<=[+(])[(]?{_SIGN})?"
    rf"(?:{_GAP}{_SIGN}(?![{_OTHER}])){{7,26}}+[Xx]?(?![0-9A-Za-z_])"
)
_GROUP = re.compile(rf"{_SIGN}+[Xx]?")
_LEAST_DIGITS = 3
_GOOD = 0.62


class LetterDigits:
    """Runs of at least eight digits and letters that look like them."""

    name = "letters for digits"
    # A letter that touches a digit, or stands in a group of its own between two.
    needs = (
        rf"[0-9][{_LETTERS}](?:{_GAP}{_SIGN}){{3}}|(?:{_SIGN}{_GAP}){{3}}[{_LETTERS}][0-9]"
        rf"|\b[{_LETTERS}]{{1,3}}[0-9](?:{_GAP}{_SIGN}){{5}}|[0-9](?:{_GAP}{_SIGN}){{5}}[{_LETTERS}]{{1,3}}\b"
        rf"|[0-9]{_GAP}[{_LETTERS}]{{2,4}}{_GAP}[0-9]{{2}}|[0-9]{{2}}(?:{_GAP}[{_LETTERS}]){{2,6}}\b"
    )

    def readings(self, text: str) -> Iterator[Reading]:
        """Each run with digits for its letters."""
        for run in _RUN.finditer(text):
            groups = _numbers([(run.start() + m.start(), m[0]) for m in _GROUP.finditer(run[0])])
            plain = "".join([group for _, group in groups])
            if not _disguised(plain):
                continue
            first, last = groups[0][0], groups[-1][0] + len(groups[-1][1])
            shown = text[first:last]
            read = reading(text, [Piece(shown.translate(_TABLE), first, last)], least=_GOOD)
            if read is not None:
                yield read


_TABLE = str.maketrans(_AS)


def _numbers(groups: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The groups without the words at both ends: `13800138OOO so`."""
    while groups and _word(groups[0][1]):
        groups = groups[1:]
    while groups and (_word(groups[-1][1]) or groups[-1][1] == "I"):
        groups = groups[:-1]
    return groups


def _word(group: str) -> bool:
    """Whether a group without a digit is rather a word: `so`, no `OOlO`."""
    return (
        group.isalpha()
        and group != "l"
        and (group.islower() or (group.istitle() and len(group) > 1))
    )


def _disguised(plain: str) -> bool:
    if len(plain) < 8 or sum(map(str.isdigit, plain)) < _LEAST_DIGITS:
        return False
    inner = plain.rstrip("Xx")
    if inner.isdigit():
        return False
    # A prefix of letters before plain digits is a code's.
    return not re.fullmatch(r"[^0-9]{2,4}[0-9]+|[0-9]+[^0-9]{2,4}", inner) or inner[0] in "Il"
