"""What a text must hold for a cue to be found as a whole word, in RE2's syntax.

`cpf` needs no look at "Margaret" for its `rg`: Latin cues stand alone, or begin a word of `camelCase`. Knows no cue.
"""

from __future__ import annotations

import regex

# One of the alternatives of a pattern, with its groups and classes.
_ALTERNATIVE = regex.compile(
    r"(?:[^|()\[\]\\]|\\.|(?P<class>\[(?:[^\]\\]|\\.)*\])"
    r"|(?P<group>\((?:[^()\[\]\\]|\\.|(?&class)|(?&group))*\)))+"
)
_PLAIN_END = regex.compile(r"(?<!\\)[A-Za-z]\??\Z")
# What may stand behind a cue that ends in a letter.
_AFTER = r"(?i:(?:s|'s|’s)?(?:[^A-Za-z]|$)|n(?:o|um)|id|code|card)"
_QUANTIFIERS = frozenset("?*+{")


def needed(words: str) -> str:
    """The cues (RE2 syntax, any case, no look-around) with the borders that Latin ones have."""
    return "|".join(_bordered(m[0]) for m in _ALTERNATIVE.finditer(words))


def _bordered(cue: str) -> str:
    first, rest = cue[0], cue[1:]
    if not (first.isascii() and first.isalpha()) or rest[:1] in _QUANTIFIERS:
        return f"(?i:{cue})"
    after = _AFTER if _PLAIN_END.search(cue) else ""
    camel = f"[a-z]{first.upper()}(?i:{rest}){after}" if rest else f"[a-z]{first.upper()}{after}"
    return f"(?:^|[^A-Za-z])(?i:{cue}){after}|{camel}"
