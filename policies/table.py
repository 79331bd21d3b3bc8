"""The table of one conversation: the bijection (label, surface) <-> placeholder, and surrogates.

Numbers run in the order in which values were met, so that a table read back from its text gives the same
placeholders. Knows no detector and no policy; it is sealed and stored by whoever owns the conversation.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, KeysView

from policies.memory import ValueIndex
from policies.placeholders import MAX_LENGTH, MAX_NUMBER, is_class, token

VERSION = 2
_Key = tuple[str, str]


class ConversationTable:
    """One conversation's values. `seed` makes its surrogates; it is secret and drawn if not given."""

    def __init__(self, seed: str | None = None) -> None:
        self.seed = secrets.token_hex(16) if seed is None else seed
        self._token_of: dict[_Key, str] = {}
        self._key_of: dict[str, _Key] = {}
        self._count: dict[str, int] = {}
        self._reserved: dict[str, None] = {}
        self._surrogate_of: dict[_Key, str] = {}
        self._by_surrogate: dict[str, _Key] = {}
        self._strong: dict[_Key, None] = {}
        self._index = ValueIndex()

    def __len__(self) -> int:
        return len(self._key_of)

    @property
    def growth(self) -> tuple[int, int, int]:
        """How much it holds of each kind; it only grows, so that an equal one means no change."""
        return len(self._token_of), len(self._surrogate_of), len(self._strong)

    def token_for(self, label: str, surface: str) -> str:
        """The placeholder of a value, made when it is new.

        Raises ValueError for an unknown label and OverflowError over 9999 values of a class.
        """
        known = self._token_of.get((label, surface))
        if known is not None:
            return known
        number = self._count.get(label, 0) + 1
        while (made := token(label, number)) in self._reserved:
            number += 1
        if not is_class(label) or len(made) > MAX_LENGTH:
            raise ValueError("unknown label")
        if number > MAX_NUMBER:
            raise OverflowError("too many values of one class in a conversation")
        self._count[label] = number
        self._token_of[(label, surface)] = made
        self._key_of[made] = (label, surface)
        self._index.add(label, surface)
        return made

    def surface_of(self, placeholder: str) -> str | None:
        """The value behind an exact placeholder; None when this conversation has no such one."""
        key = self._key_of.get(placeholder)
        return None if key is None else key[1]

    def label_of(self, placeholder: str) -> str | None:
        """The class of an exact placeholder; None when this conversation has no such one."""
        key = self._key_of.get(placeholder)
        return None if key is None else key[0]

    def reserve(self, placeholder: str) -> None:
        """Never makes this placeholder: its name stands in a text that was let through as it is."""
        if placeholder not in self._key_of:
            self._reserved[placeholder] = None

    def strengthen(self, label: str, surface: str) -> None:
        """Marks a value as found for sure: its parts (a given name) are looked for from now on."""
        key = (label, surface)
        if key in self._token_of and key not in self._strong:
            self._strong[key] = None
            self._index.add(label, surface, strong=True)

    def set_surrogate(self, label: str, surface: str, surrogate: str) -> None:
        """Lets a made-up value stand for a value. Raises ValueError when either has another partner."""
        key = (label, surface)
        self.token_for(label, surface)
        mine, other = self._surrogate_of.get(key), self._by_surrogate.get(surrogate)
        if not surrogate or mine not in (None, surrogate) or other not in (None, key):
            raise ValueError("a surrogate stands for one value only")
        self._surrogate_of[key] = surrogate
        self._by_surrogate[surrogate] = key

    def surrogate_of(self, label: str, surface: str) -> str | None:
        """The made-up value that stands for a value, if one does."""
        return self._surrogate_of.get((label, surface))

    def surrogates(self) -> Iterator[tuple[str, str, str]]:
        """(surrogate, label, surface) in the order they were made."""
        for surrogate, (label, surface) in self._by_surrogate.items():
            yield surrogate, label, surface

    def uses(self, text: str) -> bool:
        """Whether a text is a value or a surrogate of this conversation."""
        return text in self._by_surrogate or any(text == surface for _, surface in self._token_of)

    def items(self) -> list[tuple[str, str, str]]:
        """(placeholder, label, surface) in the order they were made."""
        return [(made, label, surface) for (label, surface), made in self._token_of.items()]

    def values(self) -> KeysView[_Key]:
        """(label, surface) in the order they were made: a view, not a copy."""
        return self._token_of.keys()

    @property
    def index(self) -> ValueIndex:
        """The search for this conversation's values; it grows with the table."""
        return self._index

    def to_json(self) -> str:
        """The table as text, to be sealed by whoever keeps it."""
        rows = [
            [
                label,
                surface,
                self._surrogate_of.get((label, surface)),
                (label, surface) in self._strong,
            ]
            for label, surface in self._token_of
        ]
        document = {"version": VERSION, "seed": self.seed, "values": rows}
        if self._reserved:
            document["reserved"] = list(self._reserved)
        return json.dumps(document, ensure_ascii=False)

    @classmethod
    def from_json(cls, data: str | bytes) -> ConversationTable:
        """The table that `to_json` wrote, of version 1 or 2; ValueError when it is not one."""
        document = json.loads(data)
        known = isinstance(document, dict) and document.get("version") in (1, VERSION)
        if not known or not isinstance(document.get("values"), list):
            raise ValueError("not a conversation table of version 1 or 2")
        seed = document.get("seed")
        table = cls(seed if isinstance(seed, str) else None)
        # All at first: none of them was ever made, so the numbers come out as they were.
        for placeholder in document.get("reserved", ()):
            table.reserve(placeholder)
        for label, surface, *more in document["values"]:
            table.token_for(label, surface)
            if more and more[0] is not None:
                table.set_surrogate(label, surface, more[0])
            if len(more) > 1 and more[1]:
                table.strengthen(label, surface)
        return table
