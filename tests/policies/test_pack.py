"""Packs: inheritance, digest, and every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies import Pack, list_packs, load_pack
from policies.labels import LABELS, LITERAL
from policies.pack import Role
from sottovoce.errors import PolicyInvalid


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", list_packs())
def test_built_in_packs_are_valid_and_explain_themselves(name: str) -> None:
    """Each pack loads under its own name and begins with a comment that says how to check it."""
    pack = load_pack(name)
    assert pack.name == name
    assert pack.version == f"{name}@{pack.digest[:19]}"
    source = Path("policies/packs") / f"{name}.yaml"
    head = source.read_text(encoding="utf-8").split("\nname:")[0]
    assert head.startswith("#")
    assert "policy check" in head


def test_a_pack_that_keeps_everything(tmp_path: Path) -> None:
    """One line turns every action into keep, also over a parent."""
    plain = 'name: open\nactions: {"*": keep}\n'
    child = 'extends: customer-service.en\nname: open\nactions: {"*": keep}\n'
    for text in (plain, child):
        pack = load_pack(write(tmp_path, "open.yaml", text))
        assert {pack.action(label) for label in LABELS} == {"keep"}
        assert pack.taken_out == frozenset()


def test_inheritance_overrides_key_by_key(tmp_path: Path) -> None:
    """A child changes what it names and takes the rest, also from a file beside it."""
    write(tmp_path, "base.yaml", "extends: default\nname: base\nretention_days: 30\n")
    child = "extends: base.yaml\nname: child\nactions: {PERSON: mask}\nroles: {training: {URL: exclude}}\n"
    pack = load_pack(write(tmp_path, "child.yaml", child))
    assert (pack.action("PERSON"), pack.action("URL"), pack.action("ORDER_NUMBER")) == (
        "mask",
        "placeholder",
        "keep",
    )
    assert pack.retention_days == 30
    assert pack.may_train({"PERSON"})
    assert not pack.may_train({"PERSON", "URL"})


def test_digest_follows_the_content(tmp_path: Path) -> None:
    """The same rules have the same digest in any layout; another rule has another."""
    one = load_pack(write(tmp_path, "a.yaml", 'name: a\nactions: {"*": keep}\n'))
    same = load_pack(write(tmp_path, "b.yaml", '# note\nactions:\n  "*": keep\nname: a\n'))
    other = load_pack(write(tmp_path, "c.yaml", 'name: a\nactions: {"*": mask}\n'))
    assert one.digest == same.digest != other.digest


def test_every_fault_is_told_with_its_line(tmp_path: Path) -> None:
    """Several faults are reported together, each with file and line."""
    text = (
        "name: bad name\nactions:\n  PERSON: shred\n  NOBODY: keep\n"
        "threshold: 3\nretention_days: 0\nsurprise: 1\nnever_leaves_site: [PERSON, WHAT]\n"
    )
    path = write(tmp_path, "bad.yaml", text)
    with pytest.raises(PolicyInvalid) as caught:
        load_pack(path)
    faults = "\n".join(caught.value.faults)
    for line, word in (
        (1, "name"),
        (3, "PERSON"),
        (4, "NOBODY"),
        (2, "'*'"),
        (5, "threshold"),
        (6, "retention"),
        (7, "surprise"),
        (8, "WHAT"),
    ):
        assert any(f"bad.yaml:{line}:" in f and word in f for f in caught.value.faults), (
            line,
            faults,
        )


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("name: [unclosed", "not valid YAML"),
        ("- a\n- b\n", "mapping"),
        ('name: a\nname: b\nactions: {"*": keep}\n', "given twice"),
        ("extends: nothing-like-it\nname: a\n", "no pack"),
        ("extends: me.yaml\nname: a\n", "circle"),
        ("extends: 3\nname: a\n", "extends: Input should"),
        ("", "mapping"),
    ],
)
def test_unusable_files(tmp_path: Path, text: str, word: str) -> None:
    """What cannot be read at all is told in one fault."""
    with pytest.raises(PolicyInvalid) as caught:
        load_pack(write(tmp_path, "me.yaml", text))
    assert word in "\n".join(caught.value.faults)


def test_no_such_pack(tmp_path: Path) -> None:
    """An unknown name lists the known ones; a file of other bytes is refused."""
    with pytest.raises(PolicyInvalid, match="default"):
        load_pack("does-not-exist")
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PolicyInvalid, match="cannot be read"):
        load_pack(tmp_path / "x.yaml")


ROLES = """
extends: default
name: p
actions: {CREDENTIAL: mask, URL: hash, IBAN_CODE: surrogate, CREDIT_CARD: {action: mask, keep_last: 4}}
roles:
  agent: {PHONE_NUMBER: mask, PERSON: placeholder}
  log: {"*": mask, PERSON: placeholder}
  training: {EMAIL_ADDRESS: exclude}
never_leaves_site: [MEDICAL_NUMBER]
deny: {CUSTOM_PROJECT: [Falcon, "/P-[0-9]{3}/"]}
allow: ["400-820-8820", "/T[0-9]/"]
entities:
  CUSTOM_BADGE: {pattern: 'B[0-9]{4}', match: [B1234]}
output: {tagger: sentence}
"""


@pytest.fixture
def roles(tmp_path: Path) -> Pack:
    return load_pack(write(tmp_path, "p.yaml", ROLES))


@pytest.mark.parametrize(
    ("role", "label", "view"),
    [
        ("customer", "PHONE_NUMBER", "restore"),
        ("agent", "PHONE_NUMBER", "mask"),
        ("agent", "PERSON", "placeholder"),
        ("agent", "URL", "restore"),
        ("log", "PERSON", "placeholder"),
        ("log", "URL", "mask"),
        ("training", "EMAIL_ADDRESS", "exclude"),
        ("training", "MEDICAL_NUMBER", "exclude"),
        ("training", "PERSON", "placeholder"),
        ("training", "CREDENTIAL", "exclude"),
        ("training", "CUSTOM_BADGE", "placeholder"),
    ],
)
def test_what_a_role_sees(roles: Pack, role: Role, label: str, view: str) -> None:
    """The class's own word, then the role's `*`, then the role's default; the parent's words count."""
    assert roles.view(role, label) == view


def test_what_comes_back_for_a_role(roles: Pack) -> None:
    """Only what the action can bring back and the role may see; a user's own text always."""
    everything = {LITERAL, "PHONE_NUMBER", "PERSON", "IBAN_CODE", "CUSTOM_BADGE", "CUSTOM_PROJECT"}
    for_good = {"CREDENTIAL", "URL", "CREDIT_CARD", "ORDER_NUMBER"}
    assert everything <= roles.restored("customer")
    assert not for_good & roles.restored("customer")
    assert roles.restored("customer") - roles.restored("agent") == {"PHONE_NUMBER", "PERSON"}
    assert roles.masked("agent") == {"PHONE_NUMBER"}
    assert roles.restored("log") == roles.restored("training") == frozenset()


def test_what_trains_and_what_stays_at_the_site(roles: Pack) -> None:
    """An unknown class does not train; a class that never leaves the site does neither."""
    assert roles.may_train(["PERSON", "CUSTOM_BADGE"])
    assert roles.may_train([])
    for label in ("EMAIL_ADDRESS", "MEDICAL_NUMBER", "CREDENTIAL", "CUSTOM_OTHER"):
        assert not roles.may_train(["PERSON", label]), label
    assert roles.may_leave_site(["PERSON", "EMAIL_ADDRESS"])
    assert not roles.may_leave_site(["PERSON", "MEDICAL_NUMBER"])


def test_lists_entities_and_parameters(roles: Pack) -> None:
    """What the detector and the operators ask a pack for."""
    text = "Falcon P-123, 400-820-8820 T7"
    assert sorted(roles.deny_spans(text)) == [(0, 6, "CUSTOM_PROJECT"), (7, 12, "CUSTOM_PROJECT")]
    assert sorted(roles.allow_spans(text)) == [(14, 26), (27, 29)]
    assert roles.allowed("400-820-8820")
    assert not roles.allowed("400-820-88201")
    assert [entity.label for entity in roles.entities] == ["CUSTOM_BADGE"]
    assert {"CUSTOM_BADGE", "CUSTOM_PROJECT", "PERSON"} <= roles.taken_out <= roles.labels
    assert roles.params("CREDIT_CARD") == {"keep_last": 4}
    assert roles.params("PERSON") == {}
    assert roles.output_tagger == "sentence"


@pytest.mark.parametrize(
    "line",
    [
        "roles: {agent: {PERSON: mask}}",
        "never_leaves_site: [URL]",
        "output: {tagger: sentence}",
        "allow: [x]",
        "deny: {PERSON: [x]}",
        "entities: {CUSTOM_A: {pattern: x, match: [x]}}",
        "thresholds: {URL: 0.9}",
        "actions: {URL: hash}",
        "actions: {URL: {action: mask, keep_last: 2}}",
        "retention_days: 3",
        "consent_default: true",
        "tests: [{text: x}]",
    ],
)
def test_the_digest_covers_everything(tmp_path: Path, line: str) -> None:
    """Whatever changes in a pack changes its version."""
    one = load_pack(write(tmp_path, "a.yaml", "extends: default\nname: a\n"))
    other = load_pack(write(tmp_path, "b.yaml", f"extends: default\nname: a\n{line}\n"))
    assert one.digest != other.digest
    assert one.version != other.version


def test_what_the_log_and_examples_hold_as_a_type(tmp_path: Path) -> None:
    """By role; a surrogate that an example would have to mask keeps the dialogue out instead."""
    file = tmp_path / "p.yaml"
    file.write_text(
        "name: p\nactions: {'*': placeholder, URL: surrogate}\nroles:\n"
        "  log: {PERSON: mask}\n  training: {PERSON: mask, URL: mask, LOCATION: exclude}\n"
    )
    pack = load_pack(file)
    assert pack.log_masked == {"PERSON"}
    assert pack.train_masked == {"PERSON", "URL"}
    assert pack.may_train({"PERSON", "EMAIL_ADDRESS"})
    assert not pack.may_train({"URL"})
    assert not pack.may_train({"LOCATION"})
