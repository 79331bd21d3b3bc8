"""What a text must hold for a cue to be found, in RE2's syntax. Knows no cue."""

from __future__ import annotations

import regex

# One of the alternatives of a pattern, with the groups and classes in it.
_ALTERNATIVE = regex.compile(
    r"(?:[^|()\[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\]|(?P<group>\((?:[^()\[\]\\]|\\.|\[(?:[^\]\\]"
    r"|\\.)*\]|(?&group))*\)))+"
)
# What begins with a letter that must be there.
_LETTER = regex.compile("[A-Za-z](?![?*{])")
_BEGIN = "(?:^|[^A-Za-z])"
_END = (
    r"(?:(?m:$)|[^A-Za-z]|s(?:(?m:$)|[^A-Za-z])|num|(?:no|ids?)(?:(?m:$)|[^A-Za-z])|code|card"
    r"|(?-i:[A-Z]))"
)


def needed(words: str) -> str:
    """The cues (RE2 syntax, no look-around) in any case; those of plain letters as words, not as parts of words."""
    return "(?i:" + "|".join(_as_word(found[0]) for found in _ALTERNATIVE.finditer(words)) + ")"


def _as_word(words: str) -> str:
    """One alternative, between the borders that a whole word has; a capital may begin one within a name."""
    end = _END if words.isascii() else ""
    if not _LETTER.match(words):
        return f"(?:{words}){end}"
    return f"(?:{_BEGIN}{words}|(?-i:[a-z]{words[0].upper()}){words[1:]}){end}"
