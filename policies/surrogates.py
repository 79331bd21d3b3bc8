"""Made-up values that stand for real ones: same form, same language, never a value of the conversation.

A surrogate follows from the table's secret seed, the class and the surface, so that nobody without the
seed can try values until one gives the surrogate seen. Classes without a form that can be copied have
none; a placeholder stands for those. Knows no text but what `taken` tells of it.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable

from policies import surrogate_names, surrogate_numbers

_ATTEMPTS = 40
Maker = Callable[[str, random.Random], str | None]

_MAKERS: dict[str, Maker] = {
    "PERSON": surrogate_names.person,
    "LOCATION": surrogate_names.address,
    "EMAIL_ADDRESS": surrogate_names.email,
    "PHONE_NUMBER": surrogate_numbers.phone,
    "CREDIT_CARD": surrogate_numbers.card,
    "IBAN_CODE": surrogate_numbers.iban,
    "CN_ID_CARD": surrogate_numbers.resident_id,
    "CN_USCC": surrogate_numbers.credit_code,
    "CN_LICENSE_PLATE": surrogate_numbers.plate,
    "DATE_OF_BIRTH": surrogate_numbers.date,
    "IP_ADDRESS": surrogate_numbers.ip,
    "MAC_ADDRESS": surrogate_numbers.mac,
}
# No form of their own to keep, or one that would lead somewhere.
_NONE = frozenset({"CREDENTIAL", "URL"})


def invent(label: str, surface: str, seed: str, taken: Callable[[str], bool]) -> str | None:
    """A surrogate for a value, the same for the same seed; None where the class or this value has none.

    `taken` says which strings stand in the text or in the table and cannot be used.
    """
    if label in _NONE or label.startswith("CUSTOM_"):
        return None
    make = _MAKERS.get(label, surrogate_numbers.same_form)
    for attempt in range(_ATTEMPTS):
        digest = hashlib.sha256(f"{seed}\0{label}\0{surface}\0{attempt}".encode()).digest()
        made = make(surface, random.Random(digest))
        if made is None:
            return None
        if made != surface and not taken(made):
            return made
    return None
