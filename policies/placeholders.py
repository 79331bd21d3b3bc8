"""Placeholders and type tokens: their exact forms, and their renumbering for training.

A token such as `<PERSON_1>` stands for one (label, surface) pair of one conversation and means nothing
outside that conversation's table. Knows no table, no detector and no policy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
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

    return [_swapped(message, swap) for message in messages]


def mask_tokens(
    messages: Iterable[Any], labels: Collection[str], made_up: Mapping[str, str] | None = None
) -> list[Any]:
    """The same messages with the type in the place of every placeholder of these classes.

    `made_up` are surrogates with their classes, which are masked as well.
    """
    made = {text: label for text, label in (made_up or {}).items() if text and is_class(label)}
    words = "|".join(re.escape(text) for text in sorted(made, key=len, reverse=True))
    pattern = re.compile(f"{PLACEHOLDER_RE.pattern}|{words}") if words else PLACEHOLDER_RE

    def swap(match: re.Match[str]) -> str:
        if match[1] is None:
            return type_token(made[match[0]])
        return type_token(match[1]) if match[1] in labels else match[0]

    return [_swapped(message, swap, pattern) for message in messages]


def _swapped(
    value: Any, swap: Callable[[re.Match[str]], str], pattern: re.Pattern[str] = PLACEHOLDER_RE
) -> Any:
    if isinstance(value, str):
        return pattern.sub(swap, value)
    if isinstance(value, list):
        return [_swapped(item, swap, pattern) for item in value]
    if isinstance(value, dict):
        return {key: _swapped(item, swap, pattern) for key, item in value.items()}
    return value
