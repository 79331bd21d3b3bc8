"""Placeholders and type tokens: their exact forms, and their renumbering for training.

A token such as `<PERSON_1>` stands for one (label, surface) pair of one conversation and means nothing
outside that conversation's table. Knows no table, no detector and no policy.
"""

from __future__ import annotations

import re
from typing import Any

from policies.labels import LABELS, LITERAL

# No placeholder is longer, escaped or not; nothing longer is held back in a stream.
MAX_LENGTH = 64
MAX_NUMBER = 9999
_CUSTOM = "CUSTOM_[A-Z][A-Z0-9_]{0,40}"
_LABELS = "|".join([*sorted(LABELS, key=len, reverse=True), _CUSTOM])
# At most four digits: longer ones could carry a number past the detector.
PLACEHOLDER_RE = re.compile(rf"<({_LABELS}|{LITERAL})_([1-9][0-9]{{0,3}})>")
# Personal data that is taken out for good leaves its type, or its type with a keyed digest: letters
# only, so that no number can be carried past the detector in one.
TYPE_TOKEN_RE = re.compile(rf"\[(?:{_LABELS})(?::[b-z]{{8}})?\]")
OPAQUE_RE = re.compile(f"{PLACEHOLDER_RE.pattern}|{TYPE_TOKEN_RE.pattern}")
_CUSTOM_RE = re.compile(_CUSTOM)


def is_class(name: str) -> bool:
    """Whether a placeholder may carry this class: a label, a pack's own one, or LITERAL."""
    return name in LABELS or name == LITERAL or _CUSTOM_RE.fullmatch(name) is not None


def token(label: str, number: int) -> str:
    """The placeholder of the `number`-th value of a class."""
    return f"<{label}_{number}>"


def type_token(label: str, digest: str = "") -> str:
    """What stays of a value that is taken out for good."""
    return f"[{label}:{digest}]" if digest else f"[{label}]"


def renumber(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same messages with placeholders numbered from 1 per label in order of appearance."""
    names: dict[str, str] = {}
    count: dict[str, int] = {}

    def swap(match: re.Match[str]) -> str:
        if match[0] not in names:
            count[match[1]] = count.get(match[1], 0) + 1
            names[match[0]] = token(match[1], count[match[1]])
        return names[match[0]]

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return PLACEHOLDER_RE.sub(swap, value)
        if isinstance(value, list):
            return [walk(item) for item in value]
        if isinstance(value, dict):
            return {key: walk(item) for key, item in value.items()}
        return value

    return [walk(message) for message in messages]
