"""The form of a pack: roles, parameters, and the JSON Schema that editors get."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from policies import list_packs
from policies.labels import LABELS
from policies.schema import (
    ActionRule,
    Example,
    PackDocument,
    is_label,
    json_schema,
    known_label,
)

EXPORTED = Path("docs/reference/pack.schema.json")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        *[(label, True) for label in LABELS],
        ("CUSTOM_BADGE", True),
        ("CUSTOM_A1_B", True),
        ("CUSTOM_", False),
        ("CUSTOM_1A", False),
        ("custom_a", False),
        ("CUSTOM_A b", False),
        ("*", False),
        ("person", False),
        ("LITERAL", False),
    ],
)
def test_what_is_a_class(name: str, known: bool) -> None:
    """The recognisers' classes and a pack's own form; nothing that would break a placeholder."""
    assert is_label(name) is known
    if not known:
        with pytest.raises(ValueError, match="unknown class"):
            known_label(name)


def test_an_action_is_a_word_or_a_mapping() -> None:
    """Both forms are the same rule; a parameter goes with its action alone."""
    assert ActionRule.model_validate("mask") == ActionRule.model_validate({"action": "mask"})
    assert ActionRule.model_validate({"action": "mask", "keep_last": 4}).params() == {
        "keep_last": 4
    }
    assert ActionRule.model_validate("hash").params() == {}
    with pytest.raises(ValidationError, match="keep_last goes with"):
        ActionRule.model_validate({"action": "keep", "keep_last": 4})


def test_an_example_lists_what_it_wants() -> None:
    """One value or several of a class."""
    example = Example.model_validate({"text": "abc", "find": {"PERSON": "a", "URL": ["b", "c"]}})
    assert example.wanted() == [("PERSON", "a"), ("URL", "b"), ("URL", "c")]


def test_the_exported_copy_is_this_schema() -> None:
    """What editors read is what the code says."""
    assert json.loads(EXPORTED.read_text(encoding="utf-8")) == json_schema()


def test_the_schema_names_every_class_and_every_field() -> None:
    """An editor can offer all classes, and knows each field's meaning."""
    schema = json_schema()
    fields = schema["properties"]
    assert set(fields) == set(PackDocument.model_fields)
    assert all(field.get("description") for field in fields.values())
    names = {"thresholds", "deny", "entities", "actions"}
    for name in names:
        listed = fields[name]["propertyNames"]["anyOf"][0]["enum"]
        assert set(listed) - {"*"} == set(LABELS)
        assert ("*" in listed) is (name == "actions")


@pytest.mark.parametrize("name", list_packs())
def test_built_in_packs_fit_the_schema(name: str) -> None:
    """A validator that is not ours takes them."""
    jsonschema = pytest.importorskip("jsonschema")
    text = Path("policies/packs", f"{name}.yaml").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.Draft202012Validator(json_schema()).validate(yaml.safe_load(text))


@pytest.mark.parametrize(
    "wrong",
    [
        {"surprise": 1},
        {"actions": {"NOBODY": "keep"}},
        {"actions": {"URL": "shred"}},
        {"actions": {"URL": {"action": "mask", "keep_last": 99}}},
        {"roles": {"log": {"URL": "restore"}}},
        {"roles": {"agent": {"URL": "exclude"}}},
        {"thresholds": {"URL": 2}},
        {"entities": {"CUSTOM_A": {"pattern": "x"}}},
        {"never_leaves_site": ["NOBODY"]},
        {"tests": [{"find": {}}]},
        {"engine": "warp"},
    ],
)
def test_the_schema_refuses_what_the_check_refuses(wrong: dict[str, Any]) -> None:
    """An editor underlines it before the command is run."""
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json_schema())
    pack = {"name": "p", "actions": {"*": "keep"}}
    assert validator.is_valid(pack)
    assert not validator.is_valid({**pack, **wrong})
    with pytest.raises(ValidationError):
        PackDocument.model_validate({**pack, **wrong})
