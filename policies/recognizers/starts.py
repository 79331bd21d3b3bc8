"""Matches of a pattern at places that a rule knows: the same as everywhere, where none begins at another place.

Heeds too what the pass over the text (policies.recognizers.passes) tells of the pattern's beginnings. Knows no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import regex

from policies.recognizers.located import Located, Stretches
from policies.recognizers.passes import pass_of

_WORD = re.compile(r"(?<![A-Za-z])[^\W\d_]")


def begins(pattern: Located, text: str) -> list[tuple[int, int]] | None:
    """(first, behind the last) of the places where a match may begin, sorted; None when that is not known."""
    made = pass_of(text) if pattern.leads else None
    return None if made is None else made.begins(pattern.number, pattern.leads)


def may_match(pattern: Located, text: str) -> bool:
    """Whether the text may have a match."""
    known = begins(pattern, text)
    return known is None or bool(known)


def word_starts(pattern: Located, text: str) -> Iterator[int]:
    """Where a match may begin that begins with a letter behind no letter of ASCII."""
    at = 0
    for low, high in ((0, len(text)),) if (known := begins(pattern, text)) is None else known:
        for word in _WORD.finditer(text, max(at, low), high):
            yield word.start()
        at = max(at, high)


def matches_at(
    pattern: Located, text: str, places: Iterable[int], seen: Stretches | None = None
) -> Iterator[regex.Match[str]]:
    """The matches that begin at these places, sorted; none begins within another or within `seen`.

    Raises TimeoutError as `Located.match`.
    """
    known = begins(pattern, text)
    if known is not None and not known:
        return
    stretches = iter(known or ())
    low, high = next(stretches) if known else (0, len(text))
    end = 0
    for at in places:
        while known and high <= at:
            low, high = next(stretches, (len(text) + 1, len(text) + 1))
        if at < end or at < low or (seen is not None and seen.end(at)):
            continue
        found = pattern.match(text, at)
        if found is not None:
            end = found.end()
            yield found
