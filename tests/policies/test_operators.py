"""Each action of a pack does one thing to a value."""

from __future__ import annotations

from typing import Any

import pytest

from policies import ConversationTable, Pack
from policies.operators import Operators
from policies.pack import PackDocument
from policies.placeholders import TYPE_TOKEN_RE
from sottovoce.errors import PolicyInvalid, PrivacyRefused, PrivacyUnavailable

KEY = b"a key of the tenant's"


def operators(key: bytes | None = KEY, **actions: Any) -> Operators:
    return Operators(Pack(PackDocument(name="p", actions={"*": "placeholder", **actions})), key)


def nothing(_: str) -> bool:
    return False


def test_placeholder_and_surrogate() -> None:
    """Both are in the table and the same the second time; a surrogate that cannot be is a placeholder."""
    table = ConversationTable("seed")
    ops = operators(PERSON="surrogate", CREDENTIAL="surrogate")
    assert ops.replacement("URL", "http://x", table, nothing) == "<URL_1>"
    made = ops.replacement("PERSON", "王小明", table, nothing)
    assert table.surrogate_of("PERSON", "王小明") == made
    assert ops.replacement("PERSON", "王小明", table, nothing) == made
    assert ops.replacement("PERSON", "王小明", table, None) == "<PERSON_1>"
    assert ops.replacement("CREDENTIAL", "hunter2", table, nothing) == "<CREDENTIAL_1>"


def test_mask() -> None:
    """The type, or stars before the last characters of a value long enough to spare them."""
    table = ConversationTable()
    ops = operators(URL="mask", CREDIT_CARD={"action": "mask", "keep_last": 4})
    assert ops.replacement("URL", "http://x", table, nothing) == "[URL]"
    assert ops.replacement("CREDIT_CARD", "4111111111111111", table, nothing) == "*" * 12 + "1111"
    assert ops.replacement("CREDIT_CARD", "41111111", table, nothing) == "[CREDIT_CARD]"
    assert ops.replacement("CREDIT_CARD", "4111111111111111", table, None) == "[CREDIT_CARD]"
    assert [ops.shows_a_tail(x) for x in ("CREDIT_CARD", "URL", "LITERAL")] == [True, False, False]
    assert len(table) == 0


def test_hash() -> None:
    """Equal values of a tenant are linkable, in every conversation; nobody else's are; no digit shows."""
    ops, other = operators(PERSON="hash"), operators(b"another key", PERSON="hash")
    one = ops.replacement("PERSON", "Ann Lee", ConversationTable(), nothing)
    assert TYPE_TOKEN_RE.fullmatch(one)
    assert one == ops.replacement("PERSON", "Ann Lee", ConversationTable(), nothing)
    assert one != ops.replacement("PERSON", "Bo Lee", ConversationTable(), nothing)
    assert one != other.replacement("PERSON", "Ann Lee", ConversationTable(), nothing)
    assert not any(char.isdigit() for char in one)


def test_hash_needs_a_key() -> None:
    """Without one the pack is refused before any text is seen."""
    for key in (None, b""):
        with pytest.raises(PolicyInvalid, match="hash needs a key: PERSON"):
            operators(key, PERSON="hash")


def test_block() -> None:
    """The refusal names the classes only."""
    ops = operators(US_SSN="block", URL="block")
    ops.refuse_blocked({"PERSON", "LITERAL"})
    with pytest.raises(PrivacyRefused, match="URL, US_SSN"):
        ops.refuse_blocked({"US_SSN", "URL", "PERSON"})


def test_which_values_come_back() -> None:
    """Those of placeholders and surrogates, and always what only looked like a token."""
    ops = operators(URL="mask", PERSON="surrogate", EMAIL_ADDRESS="keep", US_SSN="hash")
    assert [ops.reversible(x) for x in ("LITERAL", "PERSON", "LOCATION", "URL", "US_SSN")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert [ops.kept(x) for x in ("EMAIL_ADDRESS", "PERSON", "LITERAL")] == [True, False, False]


def test_a_full_table_refuses() -> None:
    """Nothing is sent without a placeholder."""
    table = ConversationTable()
    for n in range(9999):
        table.token_for("URL", str(n))
    with pytest.raises(PrivacyUnavailable):
        operators().replacement("URL", "one more", table, nothing)
