"""Placeholders: their form, the table of one conversation, and their renumbering for training.

A token such as `<PERSON_1>` stands for one (label, surface) pair of one conversation and means nothing
outside that conversation's table. Knows no detector and no policy.
"""

from __future__ import annotations

import json
import re
from collections.abc import KeysView
from typing import Any

import regex

from policies.labels import LABELS, LITERAL

_NAMES = "|".join(sorted((*LABELS, LITERAL), key=len, reverse=True))
# At most four digits: longer ones could carry a number past the detector.
PLACEHOLDER_RE = re.compile(rf"<({_NAMES})_([1-9][0-9]{{0,3}})>")
# Personal data that is taken out for good leaves its type only.
TYPE_TOKEN_RE = re.compile(rf"\[(?:{'|'.join(sorted(LABELS, key=len, reverse=True))})\]")
OPAQUE_RE = re.compile(f"{PLACEHOLDER_RE.pattern}|{TYPE_TOKEN_RE.pattern}")

# Between a placeholder's words; Markdown writes an underscore with a backslash before it.
_JOINT = r"(?:\\{0,2}[ _-])?"
_LOOSE_NAMES = "|".join(
    _JOINT.join(name.split("_")) for name in sorted((*LABELS, LITERAL), key=len, reverse=True)
)
# What a small model makes of a placeholder, or a user forges: other brackets, case, spaces.
LOOSE_OPEN = "<＜《〈⟨[【{"
LOOSE_CLOSE = ">＞》〉⟩]】}"
LOOSE_PATTERN = (
    rf"[{re.escape(LOOSE_OPEN)}][ ]?(?P<label>{_LOOSE_NAMES}){_JOINT}(?P<number>[0-9]{{1,4}})"
    rf"[ ]?[{re.escape(LOOSE_CLOSE)}]"
)
LOOSE_RE = regex.compile(LOOSE_PATTERN, regex.IGNORECASE | regex.ASCII)

_BY_LETTERS = {name.replace("_", ""): name for name in (*LABELS, LITERAL)}
MAX_NUMBER = 9999


def token(label: str, number: int) -> str:
    """The placeholder of the `number`-th value of a class."""
    return f"<{label}_{number}>"


def type_token(label: str) -> str:
    """What stays of a value that is taken out for good."""
    return f"[{label}]"


def canonical(label: str, number: str) -> str:
    """The exact placeholder that a damaged one (`Person 01`) stands for."""
    letters = re.sub(r"[ _\\-]", "", label).upper()
    return token(_BY_LETTERS[letters], int(number))


class ConversationTable:
    """The bijection (label, surface) <-> placeholder of one conversation."""

    def __init__(self) -> None:
        self._token_of: dict[tuple[str, str], str] = {}
        self._surface_of: dict[str, str] = {}
        self._count: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._surface_of)

    def token_for(self, label: str, surface: str) -> str:
        """The placeholder of a value, made when it is new.

        Raises ValueError for an unknown label and OverflowError over 9999 values of a class.
        """
        known = self._token_of.get((label, surface))
        if known is not None:
            return known
        if label not in LABELS and label != LITERAL:
            raise ValueError("unknown label")
        number = self._count.get(label, 0) + 1
        if number > MAX_NUMBER:
            raise OverflowError("too many values of one class in a conversation")
        made = token(label, number)
        self._count[label] = number
        self._token_of[(label, surface)] = made
        self._surface_of[made] = surface
        return made

    def surface_of(self, placeholder: str) -> str | None:
        """The value behind an exact placeholder; None when this conversation has no such one."""
        return self._surface_of.get(placeholder)

    def items(self) -> list[tuple[str, str, str]]:
        """(placeholder, label, surface) in the order they were made."""
        return [(made, label, surface) for (label, surface), made in self._token_of.items()]

    def values(self) -> KeysView[tuple[str, str]]:
        """(label, surface) in the order they were made: a view, not a copy."""
        return self._token_of.keys()

    def to_json(self) -> str:
        """The table as text, to be sealed by whoever keeps it."""
        rows = [[label, surface] for label, surface in self._token_of]
        return json.dumps({"version": 1, "values": rows}, ensure_ascii=False)

    @classmethod
    def from_json(cls, data: str | bytes) -> ConversationTable:
        """The table that `to_json` wrote; ValueError when it is not one."""
        table = cls()
        document = json.loads(data)
        if not isinstance(document, dict) or document.get("version") != 1:
            raise ValueError("not a conversation table of version 1")
        for label, surface in document["values"]:
            table.token_for(label, surface)
        return table


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
