"""Every kind of fault of a pack, with the exact line on which it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from policies import load_pack
from sottovoce.errors import PolicyInvalid

HEAD = 'name: p\nactions: {"*": placeholder}\n'  # two lines
ENTITY = "entities:\n  CUSTOM_A:\n    pattern: '[0-9]{4}'\n"  # three lines


def faults(folder: Path, text: str) -> list[tuple[int, str]]:
    path = folder / "p.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyInvalid) as caught:
        load_pack(path)
    told = []
    for fault in caught.value.faults:
        place, message = fault.removeprefix(f"{path}:").split(": ", 1)
        told.append((int(place), message))
    return told


@pytest.mark.parametrize(
    ("rest", "line", "word"),
    [
        ("surprise: 1\n", 3, "unknown field"),
        ("threshold: 1.5\n", 3, "less than or equal to 1"),
        ("threshold: high\n", 3, "valid number"),
        ("thresholds:\n  PERSON: 0.5\n  URL: -1\n", 5, "greater than or equal to 0"),
        ("thresholds: {NOBODY: 0.5}\n", 3, "unknown class 'NOBODY'"),
        ("thresholds: {PERSONS: 0.5}\n", 3, "did you mean PERSON?"),
        ("thresholds: {CUSTOM_lower: 0.5}\n", 3, "unknown class"),
        ("engine: warp\n", 3, "'fast', 'balanced' or 'thorough'"),
        ("language: '?'\n", 3, "language"),
        ("retention_days: 0\n", 3, "greater than or equal to 1"),
        ("retention_days: true\n", 3, "valid integer"),
        ("consent_default: maybe\n", 3, "valid boolean"),
        ("threshold: '0.5'\n", 3, "valid number"),
        ("output: {tagger: on}\n", 3, "'off' or 'sentence'"),
        ("output: {taggers: off}\n", 3, "unknown field"),
        ("roles:\n  agent: {PERSON: exclude}\n", 4, "'restore', 'placeholder' or 'mask'"),
        ("roles:\n  log:\n    PERSON: restore\n", 5, "the log never restores"),
        ("roles:\n  log: {'*': restore}\n", 4, "the log never restores"),
        ("roles:\n  training: {'*': restore}\n", 4, "'placeholder', 'mask' or 'exclude'"),
        ("roles:\n  boss: {}\n", 4, "unknown field"),
        ("roles: {log: {CUSTOM_A: mask}}\n", 3, "no entity and no deny list"),
        ("never_leaves_site:\n  - URL\n  - WHAT\n", 5, "unknown class"),
        ("never_leaves_site: [CUSTOM_A]\n", 3, "no entity and no deny list"),
        ("never_leaves_site: URL\n", 3, "never_leaves_site"),
        (
            "never_leaves_site: [URL]\nroles:\n  training: {URL: placeholder}\n",
            5,
            "cannot train",
        ),
        ("allow:\n  - ok\n  - /[/\n", 5, "not valid"),
        ("allow:\n  - /(a+)+$/\n", 4, "without bound"),
        ("allow: ['/.+/']\n", 3, "allows everything"),
        ("allow: ['/.*/']\n", 3, "empty string"),
        ("allow: ['  ']\n", 3, "only space"),
        ("allow: [13800138000]\n", 3, "valid string"),
        ("deny:\n  PERSON:\n    - a\n    - /b*/\n", 6, "empty string"),
        ("allow: [x]\ndeny: {PERSON: [y, x]}\n", 4, "is allowed"),
        ("deny: {NOBODY: [x]}\n", 3, "unknown class"),
        ("entities:\n  custom: {pattern: x, match: [x]}\n", 4, "unknown class 'custom'"),
        (ENTITY, 4, "entities.CUSTOM_A: Field required"),
        (ENTITY + "    match: []\n", 6, "at least 1 item"),
        (ENTITY + "    match: ['12']\n", 6, "not found in this example"),
        (
            ENTITY + "    match: ['1234']\n    no_match:\n      - '12'\n      - a1234\n",
            9,
            "is found",
        ),
        (ENTITY + "    match: ['1234']\n    check: sum\n", 7, "'luhn'"),
        (ENTITY + "    match: ['1234']\n    score: 0.1\n", 7, "its threshold is 0.4"),
        (ENTITY + "    match: ['1234']\nthresholds: {CUSTOM_A: 0.9}\n", 7, "its threshold is 0.9"),
        (ENTITY + "    match: ['1234']\n    context: {words: []}\n", 7, "at least 1 item"),
        ("entities:\n  CUSTOM_A:\n    match: [x]\n    pattern: '(x'\n", 6, "not valid"),
        ("entities:\n  CUSTOM_A:\n    match: [x]\n    pattern: 'x?'\n", 6, "empty string"),
        ("entities:\n  CUSTOM_A:\n    match: [x]\n    pattern: '(x+)+y'\n", 6, "without bound"),
        ("tests:\n  - text: a\n  - tekst: b\n", 5, "unknown field"),
        ("tests:\n  - text: abc\n    find: {PERSON: x}\n", 5, "does not stand in"),
        ("tests:\n  - text: abc\n    find: {NOBODY: abc}\n", 5, "unknown class"),
        ("tests:\n  - text: abc\n    untouched:\n      - ab\n      - x\n", 7, "does not stand in"),
        (
            "tests:\n  - text: abc\n    find: {PERSON: ab}\n    untouched: [b]\n",
            6,
            "found and untouched at once",
        ),
        ("roles: {agent: {URL: mask}}\nname: q\n", 4, "given twice, first on line 1"),
        ("deny: &a [*a]\n", 3, "aliases"),
        ("allow: " + "[" * 40 + "]" * 40 + "\n", 3, "nested more than"),
        ("allow: [\n", 4, "not valid YAML"),
        ("1: x\n", 3, "put it in quotes"),
        ("? [a, b]\n: x\n", 3, "a key must be a word"),
    ],
)
def test_each_fault_has_its_line(tmp_path: Path, rest: str, line: int, word: str) -> None:
    """The fault names what is wrong, on the line where it can be mended."""
    told = faults(tmp_path, HEAD + rest)
    assert any(at == line and word in message for at, message in told), told


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("actions: {'*': keep}\n", 1, "name: Field required"),
        ("name: p\nactions: {PERSON: mask}\n", 2, "needs '*'"),
        ("name: p\nactions:\n  '*': shred\n", 3, "'placeholder'"),
        ("name: p\nactions:\n  '*': keep\n  URL: {action: hash, keep_last: 4}\n", 4, "goes with"),
        ("name: p\nactions:\n  '*': keep\n  URL: {keep_last: 4}\n", 4, "Field required"),
        ("name: p\nactions:\n  '*': keep\n  URL: {action: mask, keep_last: 9}\n", 4, "equal to 4"),
        ("name: p\nactions: {'*': keep}\nnever_leaves_site: [URL]\n", 3, "is kept"),
        ("name: p\nactions: {'*': mask}\nroles: {agent: {URL: restore}}\n", 3, "is for good"),
        ("name: p\nactions: {'*': keep}\nroles: {agent: {URL: mask}}\n", 3, "the class is kept"),
    ],
)
def test_faults_of_actions(tmp_path: Path, text: str, line: int, word: str) -> None:
    """What is done with a class, and what contradicts it."""
    told = faults(tmp_path, text)
    assert any(at == line and word in message for at, message in told), told


def test_faults_of_every_kind_together(tmp_path: Path) -> None:
    """Wrong form, bad pattern, failing example and contradiction are told in one go, and nothing else."""
    text = (
        "name: p\n"
        "actions: {'*': placeholder, URL: keep}\n"
        "engine: warp\n"
        "entities:\n"
        "  CUSTOM_A: {pattern: '[', match: [x]}\n"
        "  CUSTOM_B: {pattern: 'b', match: [x]}\n"
        "  CUSTOM_C: {pattern: 'c'}\n"
        "roles: {agent: {URL: mask}}\n"
        "tests:\n"
        "  - 5\n"
        "  - {text: a, find: {PERSON: b}}\n"
    )
    assert sorted(line for line, _ in faults(tmp_path, text)) == [3, 5, 6, 7, 8, 10, 11]


def test_a_billion_laughs_end(tmp_path: Path) -> None:
    """Aliases of aliases are bounded before anything is built of them."""
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    told = faults(tmp_path, HEAD + "\n".join(rows) + "\n")
    assert len(told) == 1
    assert "aliases repeat without bound" in told[0][1]


def test_a_few_aliases_are_fine(tmp_path: Path) -> None:
    """An anchor that is used twice is no bomb."""
    path = tmp_path / "p.yaml"
    path.write_text(HEAD + "roles:\n  agent: &x {URL: mask}\n  customer: *x\n")
    pack = load_pack(path)
    assert pack.view("agent", "URL") == pack.view("customer", "URL") == "mask"
