"""Many words as one pattern that is read like a tree, so that a text's character leaves few of them.

Knows no language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(choices: Iterable[str]) -> str:
    """A pattern (for `re`, `regex`, RE2) that matches the longest of the choices, which are plain text."""
    heads: dict[str, list[str]] = {}
    ends = False
    for choice in choices:
        if choice:
            heads.setdefault(choice[0], []).append(choice[1:])
        else:
            ends = True
    branches = [re.escape(head) + either(tails) for head, tails in sorted(heads.items())]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"
