"""A conversation's table is a bijection, and it is the same after storage."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import PLACEHOLDER_RE, ConversationTable
from policies.labels import LABELS

labels = st.sampled_from([*sorted(LABELS), "LITERAL", "CUSTOM_STAFF"])
pairs = st.lists(st.tuples(labels, st.text(min_size=1)), max_size=20)


@given(pairs)
def test_bijection_survives_storage(values: list[tuple[str, str]]) -> None:
    """Equal pairs have one token, different pairs different ones, also after a round through JSON."""
    table = ConversationTable()
    made = {pair: table.token_for(*pair) for pair in values}
    assert len(set(made.values())) == len(set(values)) == len(table)
    again = ConversationTable.from_json(table.to_json())
    for pair, name in made.items():
        assert PLACEHOLDER_RE.fullmatch(name)
        assert (again.label_of(name), again.surface_of(name)) == pair
        assert again.token_for(*pair) == name
    assert again.to_json() == table.to_json()


def test_numbering_is_per_label() -> None:
    """Each class counts from 1."""
    table = ConversationTable()
    assert table.token_for("PERSON", "a") == "<PERSON_1>"
    assert table.token_for("URL", "a") == "<URL_1>"
    assert table.token_for("PERSON", "b") == "<PERSON_2>"
    assert table.items()[2] == ("<PERSON_2>", "PERSON", "b")
    assert table.surface_of("<PERSON_3>") is None
    assert table.label_of("<PERSON_3>") is None


def test_limits_and_bad_tables() -> None:
    """Unknown labels, too many values and foreign JSON are refused."""
    table = ConversationTable()
    for unknown in ("NOBODY", "CUSTOM_", "CUSTOM_a", "CUSTOM_" + "A" * 60):
        with pytest.raises(ValueError, match="label"):
            table.token_for(unknown, "x")
    for n in range(9999):
        table.token_for("URL", str(n))
    with pytest.raises(OverflowError):
        table.token_for("URL", "one more")
    for bad in ("[]", '{"version": 2}', '{"version": 3, "values": []}', "nonsense"):
        with pytest.raises(ValueError):
            ConversationTable.from_json(bad)


def test_a_table_of_version_1_loads() -> None:
    """What an older gateway stored keeps its numbers."""
    old = json.dumps({"version": 1, "values": [["PERSON", "Ann Lee"], ["PERSON", "Bo Lee"]]})
    table = ConversationTable.from_json(old)
    assert table.surface_of("<PERSON_2>") == "Bo Lee"
    assert table.token_for("PERSON", "Cy Lee") == "<PERSON_3>"


def test_surrogates_are_bijective_too() -> None:
    """One surrogate a value and one value a surrogate, kept in storage."""
    table = ConversationTable("seed")
    table.set_surrogate("PERSON", "Ann Lee", "Eve Poe")
    table.set_surrogate("PERSON", "Ann Lee", "Eve Poe")
    for label, surface, made in (
        ("PERSON", "Ann Lee", "Other Name"),
        ("PERSON", "Bo Lee", "Eve Poe"),
        ("PERSON", "Bo Lee", ""),
    ):
        with pytest.raises(ValueError, match="surrogate"):
            table.set_surrogate(label, surface, made)
    again = ConversationTable.from_json(table.to_json())
    assert again.surrogate_of("PERSON", "Ann Lee") == "Eve Poe"
    assert list(again.surrogates()) == [("Eve Poe", "PERSON", "Ann Lee")]
    assert again.seed == "seed"
    assert again.uses("Eve Poe")
    assert again.uses("Ann Lee")
    assert not again.uses("Eve")


def test_what_was_found_for_sure_stays_so() -> None:
    """The parts of a strong name are looked for after storage as well."""
    table = ConversationTable()
    table.token_for("PERSON", "Margaret Hollis")
    assert not table.index.spans("Margaret called")
    table.strengthen("PERSON", "Margaret Hollis")
    table.strengthen("PERSON", "Nobody Here")
    again = ConversationTable.from_json(table.to_json())
    assert (
        len(table.index.spans("Margaret called")) == len(again.index.spans("Margaret called")) == 1
    )


def test_two_tables_have_different_seeds() -> None:
    """Surrogates of two conversations tell nothing of each other."""
    assert ConversationTable().seed != ConversationTable().seed


@given(
    st.lists(st.tuples(st.booleans(), st.integers(1, 6)), max_size=12),
)
def test_a_reserved_placeholder_never_means_a_value(steps: list[tuple[bool, int]]) -> None:
    """Neither in this turn nor after storage; numbers that were given stay as they were."""
    table = ConversationTable("seed")
    reserved = set()
    for at, (reserve, number) in enumerate(steps):
        if reserve:
            made = table.surface_of(f"<PERSON_{number}>") is not None
            table.reserve(f"<PERSON_{number}>")
            reserved |= set() if made else {f"<PERSON_{number}>"}
        else:
            table.token_for("PERSON", f"name {at}")
        assert not reserved & {made for made, _, _ in table.items()}
        again = ConversationTable.from_json(table.to_json())
        assert again.items() == table.items()
        assert again.token_for("PERSON", "next") not in reserved


@given(pairs)
def test_an_equal_growth_means_no_change(values: list[tuple[str, str]]) -> None:
    """Whatever is new moves it, and what is known does not; so the text need not be compared."""
    table = ConversationTable()
    for label, surface in values * 2:
        for change in (
            lambda lbl, srf: table.token_for(lbl, srf),
            lambda lbl, srf: table.strengthen(lbl, srf),
            lambda lbl, srf: table.set_surrogate(lbl, srf, f"~{lbl}~{srf}~"),
        ):
            before, text = table.growth, table.to_json()
            change(label, surface)
            assert (table.growth == before) == (table.to_json() == text)
