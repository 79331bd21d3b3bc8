"""What a pack does with a value: placeholder, surrogate, mask, hash or block, each in one place.

`mask` leaves the type, or with `keep_last: n` the last characters behind stars (Presidio's Mask
operator); `hash` leaves the type with a keyed digest, so that equal values of one tenant stay linkable
and nobody without the key can try values. Both are for good. Knows no detector.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable
from typing import Any

from policies.labels import LITERAL
from policies.pack import Pack
from policies.placeholders import type_token
from policies.spans import Span
from policies.surrogates import invent
from policies.table import ConversationTable
from sottovoce.errors import PolicyInvalid, PrivacyRefused, PrivacyUnavailable

# No digits and no vowels: a digest is neither a number nor a word to any recogniser.
_LETTERS = "bcdfghjkmnpqrstv"
# Classes that are taken out for good may keep no more than this many characters.
_MAX_KEPT = 4


class Operators:
    """One pack's actions. Raises PolicyInvalid when the pack hashes and no key is given."""

    def __init__(self, pack: Pack, key: bytes | None = None) -> None:
        self._pack = pack
        self._key = key
        hashed = sorted(x for x in pack.labels if pack.action(x) == "hash")
        if hashed and not key:
            raise PolicyInvalid([f"the action hash needs a key: {', '.join(hashed)}"])

    def kept(self, label: str) -> bool:
        """Whether values of a class stand as they are."""
        return label != LITERAL and self._pack.action(label) == "keep"

    def reversible(self, label: str) -> bool:
        """Whether values of a class can come back, so that the conversation's table holds them."""
        return label == LITERAL or self._pack.action(label) in ("placeholder", "surrogate")

    def all_reversible(self, spans: Iterable[Span]) -> bool:
        """Whether a text with these values taken out can come back whole."""
        return all(self.reversible(span.label) for span in spans)

    def shows_a_tail(self, label: str) -> bool:
        """Whether a mask leaves the last characters of a class's values."""
        shown = self._pack.params(label).get("keep_last", 0)
        return label != LITERAL and self._pack.action(label) == "mask" and int(shown) > 0

    def refuse_blocked(self, labels: set[str]) -> None:
        """Raises PrivacyRefused, naming the classes, when the pack blocks one of them."""
        blocked = sorted(x for x in labels if x != LITERAL and self._pack.action(x) == "block")
        if blocked:
            raise PrivacyRefused(
                f"The policy does not let {', '.join(blocked)} pass: leave it out and send again."
            )

    def replacement(
        self,
        label: str,
        surface: str,
        table: ConversationTable,
        taken: Callable[[str], bool] | None,
    ) -> str:
        """What is written for a value. `taken` says what cannot be a surrogate.

        None: no surrogate is used, and no mask shows a character.

        Raises PrivacyUnavailable when the table is full.
        """
        action: str = "placeholder" if label == LITERAL else self._pack.action(label)
        if action == "mask":
            return _mask(label, surface, self._pack.params(label) if taken is not None else {})
        if action == "hash":
            return type_token(label, self._digest(label, surface))
        try:
            placeholder = table.token_for(label, surface)
        except OverflowError:
            raise PrivacyUnavailable(
                "A conversation holds too many values; start a new one."
            ) from None
        if action == "surrogate" and taken is not None:
            return _surrogate(label, surface, table, taken) or placeholder
        return placeholder

    def _digest(self, label: str, surface: str) -> str:
        message = f"{label}\0{surface}".encode()
        digest = hmac.digest(self._key or b"", b"sottovoce hash v1\0" + message, hashlib.sha256)
        return "".join(_LETTERS[byte & 15] for byte in digest[:8])


def _surrogate(
    label: str, surface: str, table: ConversationTable, taken: Callable[[str], bool]
) -> str | None:
    known = table.surrogate_of(label, surface)
    if known is not None:
        return known
    made = invent(label, surface, table.seed, taken)
    if made is not None:
        table.set_surrogate(label, surface, made)
    return made


def _mask(label: str, surface: str, params: dict[str, Any]) -> str:
    """The type, or stars with the last characters of a value that is long enough to spare them."""
    keep = min(int(params.get("keep_last", 0)), _MAX_KEPT)
    if keep <= 0 or len(surface) < 3 * keep:
        return type_token(label)
    from presidio_anonymizer.operators import Mask

    hidden = len(surface) - keep
    params = {"masking_char": "*", "chars_to_mask": hidden, "from_end": False}
    return str(Mask().operate(surface, params))
