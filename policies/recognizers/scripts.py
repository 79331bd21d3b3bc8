"""Patterns in Simplified characters that shall match Traditional ones too. Knows no pattern's meaning."""

from __future__ import annotations

import re
from functools import cache

from policies.recognizers.traditional import both

_PIECE = re.compile(r"\\.|\[(?:[^\]\\]|\\.)*\]|[\u3400-\u9fff]")
# Two Simplified characters for one word: everybody writes either.
_SAME = {"账": "账帐", "帐": "账帐", "匙": "匙钥", "证": "证証"}
_HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def both_scripts(pattern: str) -> str:
    """The pattern with each Han character as itself or a Traditional form of it; ranges stay as they are."""
    return _PIECE.sub(lambda found: _widened(found[0]), pattern)


def _widened(piece: str) -> str:
    if piece.startswith("["):
        return piece if "-" in piece[2:-2] else _HAN.sub(lambda c: _forms(c[0]), piece)
    if piece.startswith("\\"):
        return piece
    forms = _forms(piece)
    return f"[{forms}]" if len(forms) > 1 else piece


def _forms(character: str) -> str:
    return both(_SAME.get(character, character))
