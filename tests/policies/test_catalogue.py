"""The list of recognisers, their classes and their tables agree."""

from __future__ import annotations

import inspect
from importlib import import_module

import pytest

from policies.labels import LABELS, STRUCTURED, is_label
from policies.pack import load_pack
from policies.recognizers import catalogue
from policies.recognizers.base import RuleRecognizer, TextRecognizer
from policies.recognizers.catalogue import Entry, build, entries, pattern_recognizers
from tests.policies.structured_tables import TABLES

# Names and addresses have test files of their own.
ELSEWHERE = ("names_en.", "names_zh.", "addresses_en.", "addresses_zh.")
LISTED = {entry.class_ for entry in entries()}


def test_every_recogniser_has_a_table_and_every_table_a_recogniser() -> None:
    """A structured recogniser without a table, or a table without one, is a fault."""
    assert {x for x in LISTED if not x.startswith(ELSEWHERE)} == set(TABLES)


@pytest.mark.parametrize("module", sorted({entry.class_.split(".")[0] for entry in entries()}))
def test_every_class_is_listed(module: str) -> None:
    """A recogniser that is written and not listed would never run."""
    found = import_module(f"{catalogue._FOLDER}.{module}")
    written = {
        f"{module}.{name}"
        for name, kind in inspect.getmembers(found, inspect.isclass)
        if kind.__module__ == found.__name__
        and issubclass(kind, RuleRecognizer | TextRecognizer)
        and hasattr(kind, "label")
    }
    assert written <= LISTED


def test_no_recogniser_is_listed_twice_and_each_label_is_known() -> None:
    """One entry a class; its classes of data have a description."""
    assert len(LISTED) == len(entries())
    assert {label for entry in entries() for label in entry.labels} <= set(LABELS)


def test_each_class_of_data_has_a_recogniser() -> None:
    """Nothing is promised that no rule looks for."""
    assert {label for entry in entries() for label in entry.labels} == set(LABELS)


def test_a_disabled_recogniser_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """`enabled: false` takes a recogniser out for every pack."""
    first, *rest = entries()
    off = first.model_copy(update={"enabled": False})
    monkeypatch.setattr(catalogue, "entries", lambda: (off, *rest))
    assert len(pattern_recognizers()) == len(rest)


def test_an_entry_that_names_another_class_of_data_is_refused() -> None:
    """What the list says of a recogniser is checked when it is built."""
    entry = entries()[0].model_copy(update={"labels": ("URL",)})
    with pytest.raises(ValueError, match="not"):
        build(entry)


def test_an_entry_with_an_unknown_key_is_refused() -> None:
    """A misspelt key is no silent default."""
    with pytest.raises(ValueError, match="colour"):
        Entry.model_validate({**entries()[0].model_dump(by_alias=True), "colour": "red"})


def test_labels() -> None:
    """Our own names, a pack's own in their form, and nothing else."""
    assert is_label("US_SSN")
    assert is_label("CUSTOM_GIFT_CARD2")
    assert not is_label("CUSTOM_gift")
    assert not is_label("SSN")
    assert {"PERSON", "LOCATION", "ORDER_NUMBER"}.isdisjoint(STRUCTURED)
    assert load_pack("default").action("NATIONAL_ID") == "placeholder"
