"""Packs as files: what a child inherits, and where each fault is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import load_pack
from policies.pack_files import overlay, places
from policies.pack_yaml import MAX_BYTES
from sottovoce.errors import PolicyInvalid

LABEL = st.sampled_from(["PERSON", "URL", "CREDIT_CARD"])
STARRED = st.dictionaries(st.one_of(LABEL, st.just("*")), st.sampled_from(["keep", "mask"]))
WORDS = st.lists(st.sampled_from("abcd"), max_size=3, unique=True)
PACKS = st.fixed_dictionaries(
    {"name": st.sampled_from("xyz")},
    optional={
        "actions": STARRED,
        "roles": st.dictionaries(st.sampled_from(["log", "agent"]), STARRED),
        "allow": WORDS,
        "deny": st.dictionaries(LABEL, WORDS),
        "thresholds": st.dictionaries(LABEL, st.sampled_from([0.1, 0.9])),
        "entities": st.dictionaries(LABEL, st.fixed_dictionaries({"pattern": st.just("x")})),
        "retention_days": st.integers(1, 9),
        "tests": WORDS,
        "description": st.text(max_size=2),
    },
)


def faults(path: Path | str) -> list[str]:
    with pytest.raises(PolicyInvalid) as caught:
        load_pack(path)
    return list(caught.value.faults)


@given(PACKS, PACKS, PACKS)
def test_overlay_is_associative(a: dict[str, Any], b: dict[str, Any], c: dict[str, Any]) -> None:
    """It does not matter which two of three packs are laid together first."""
    assert overlay(overlay(a, b), c) == overlay(a, overlay(b, c))


@given(PACKS, PACKS)
def test_overlay_keeps_both_and_prefers_the_child(a: dict[str, Any], b: dict[str, Any]) -> None:
    """The child's single values win, lists hold both, nothing of either is changed in place."""
    before = json.dumps([a, b])
    both = overlay(a, b)
    assert both["name"] == b["name"]
    assert both.get("tests", []) == b.get("tests", [])
    assert set(both.get("allow", [])) == {*a.get("allow", []), *b.get("allow", [])}
    for label, action in b.get("actions", {}).items():
        assert both["actions"][label] == action
    if "*" in b.get("actions", {}):
        assert both["actions"] == b["actions"]
    assert overlay(both, {"name": "n"}) == {
        **{k: v for k, v in both.items() if k not in ("tests", "description")},
        "name": "n",
    }
    assert json.dumps([a, b]) == before


def test_an_action_is_replaced_whole(tmp_path: Path) -> None:
    """A parent's parameter does not stick to a child's other action."""
    (tmp_path / "a.yaml").write_text(
        'name: a\nactions: {"*": keep, CREDIT_CARD: {action: mask, keep_last: 4}}\n'
    )
    (tmp_path / "b.yaml").write_text("extends: a.yaml\nname: b\nactions: {CREDIT_CARD: hash}\n")
    assert load_pack(tmp_path / "a.yaml").params("CREDIT_CARD") == {"keep_last": 4}
    child = load_pack(tmp_path / "b.yaml")
    assert (child.action("CREDIT_CARD"), child.params("CREDIT_CARD")) == ("hash", {})


def test_faults_are_told_in_the_file_that_has_them(tmp_path: Path) -> None:
    """Grandparent, parent and child each with a fault: three files, three lines, in one go."""
    (tmp_path / "a.yaml").write_text('name: a\nactions: {"*": keep}\nthreshold: 7\n')
    (tmp_path / "b.yaml").write_text("extends: a.yaml\nname: b\n\nroles: {boss: {}}\n")
    (tmp_path / "c.yaml").write_text("extends: b.yaml\nname: c\n\n\nallow: [/(/]\n")
    told = faults(tmp_path / "c.yaml")
    assert len(told) == 3
    for name, line in (("a.yaml", 3), ("b.yaml", 4), ("c.yaml", 5)):
        assert any(fault.startswith(f"{tmp_path / name}:{line}: ") for fault in told), told


def test_a_contradiction_with_a_parent_is_told_at_the_child(tmp_path: Path) -> None:
    """The parent is right by itself; the line is the one that the child wrote."""
    path = tmp_path / "c.yaml"
    path.write_text("extends: finance\nname: c\nactions:\n  CREDIT_CARD: keep\n")
    assert faults(path) == [f"{path}:4: CREDIT_CARD is kept, and never leaves the site"]
    path.write_text('extends: finance\nname: c\nactions: {"*": keep}\n')
    assert len(faults(path)) == len(load_pack("finance").never_leaves_site)
    assert all(fault.startswith("finance.yaml:") for fault in faults(path))
    path.write_text(
        "extends: default\nname: c\nactions:\n  URL: keep\nroles:\n  log: {URL: mask}\n"
    )
    assert faults(path) == [f"{path}:6: the class is kept: no role can have it hidden"]


def test_items_of_joined_lists_keep_their_lines(tmp_path: Path) -> None:
    """A child's item is told at the child's line, although the parent's items come first."""
    (tmp_path / "a.yaml").write_text(
        'name: a\nactions: {"*": mask}\nallow: [one, two]\ndeny: {PERSON: [x, y]}\n'
    )
    path = tmp_path / "b.yaml"
    path.write_text("extends: a.yaml\nname: b\nallow:\n  - three\n  - y\n  - /(/\n")
    told = sorted(fault.removeprefix(str(tmp_path)) for fault in faults(path))
    assert [fault.split(": ")[0] for fault in told] == ["/a.yaml:4", "/b.yaml:6"]


@pytest.mark.parametrize("length", [1, 2, 3])
def test_circles_of_any_length(tmp_path: Path, length: int) -> None:
    """The walk ends where a file comes again, and says so."""
    for at in range(length):
        (tmp_path / f"{at}.yaml").write_text(f"extends: {(at + 1) % length}.yaml\nname: p{at}\n")
    told = faults(tmp_path / "0.yaml")
    assert [fault.split(": ", 1)[1] for fault in told] == [
        "the packs extend each other in a circle"
    ]


def test_too_many_parents(tmp_path: Path) -> None:
    """Eight are enough."""
    for at in range(12):
        (tmp_path / f"{at}.yaml").write_text(f"extends: {at + 1}.yaml\nname: p{at}\n")
    assert "more than 8 parents" in faults(tmp_path / "0.yaml")[0]


def test_files_that_are_no_packs(tmp_path: Path) -> None:
    """Too large, not UTF-8, a folder: one fault each, without reading on."""
    large = tmp_path / "large.yaml"
    large.write_bytes(b"# " + b"x" * MAX_BYTES)
    assert faults(large) == [f"{large}:1: the file is larger than 1 MiB"]
    (tmp_path / "latin.yaml").write_bytes(b"name: \xe9\n")
    assert "cannot be read" in faults(tmp_path / "latin.yaml")[0]
    assert "no pack" in faults(tmp_path)[0]
    bom = tmp_path / "bom.yaml"
    bom.write_text('\ufeffname: b\nactions: {"*": keep}\n', encoding="utf-8")
    assert load_pack(bom).name == "b"


def test_places_name_the_file_that_defines(tmp_path: Path) -> None:
    """An inherited entity is at its parent's line."""
    (tmp_path / "c.yaml").write_text(
        'extends: customer-service.en\nname: c\ntests:\n  - text: "x"\n'
    )
    place = places(str(tmp_path / "c.yaml"))
    assert place(("tests", 0)) == f"{tmp_path / 'c.yaml'}:4: tests.0"
    assert place(("entities", "CUSTOM_GIFT_CARD", "match", 0)).startswith(
        "customer-service.en.yaml:"
    )
