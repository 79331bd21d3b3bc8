"""Packs: inheritance, digest, and every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies import list_packs, load_pack
from policies.labels import LABELS
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
