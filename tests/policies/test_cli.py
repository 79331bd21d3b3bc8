"""The policy command: faults with lines, lines in order, nothing echoed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from policies import list_packs
from policies.cli import app
from policies.labels import LABELS

run = CliRunner().invoke
PROGRAM = [sys.executable, "-m", "sottovoce", "policy"]
PLAIN = {**os.environ, "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "160"}


def process(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *words],
        capture_output=True,
        text=True,
        timeout=60,
        env=PLAIN,
        check=False,
    )


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "own.yaml"
    path.write_text(
        "extends: default\nname: own\nengine: fast\n"
        "actions: {CREDIT_CARD: {action: mask, keep_last: 4}, CREDENTIAL: block}\n"
        "roles: {agent: {PHONE_NUMBER: mask}}\n"
        "entities:\n"
        "  CUSTOM_BADGE: {pattern: 'B[0-9]{4}', score: 1.0, match: [B1234], no_match: [B12]}\n"
        "tests:\n"
        '  - {text: "badge B1234", find: {CUSTOM_BADGE: B1234}}\n'
        '  - {text: "mail a@example.com", untouched: [mail]}\n',
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def service() -> Iterator[subprocess.Popen[str]]:
    """`policy scan` as a filter that stays open."""
    with subprocess.Popen(
        [*PROGRAM, "scan", "--jsonl", "--engine", "fast"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=PLAIN,
    ) as running:
        yield running
        running.kill()


def test_check_tells_every_fault(tmp_path: Path) -> None:
    """Built-in packs pass; a bad one gives exit code 2 and a line for each fault."""
    good = run(app, ["check"])
    assert good.exit_code == 0
    assert "ok default@sha256:" in good.output
    bad = tmp_path / "bad.yaml"
    bad.write_text('name: x\nactions: {"*": burn}\nthreshold: 9\n')
    done = run(app, ["check", "default", str(bad)])
    assert done.exit_code == 2
    assert "bad.yaml:2:" in done.output
    assert "bad.yaml:3:" in done.output


def test_scan_keeps_the_order_and_echoes_nothing(tmp_path: Path) -> None:
    """Each line has its answer in its place; a bad one costs the exit code only."""
    path = tmp_path / "in.jsonl"
    rows = [
        json.dumps({"text": "我叫李雷，电话13812345678，订单号A1234567"}),
        "not json secretword",
        json.dumps({"text": 5}),
        json.dumps({"text": "C4 and S3"}),
    ]
    path.write_bytes("\n".join(rows).encode() + b"\n\xff\xfe\n")
    done = run(app, ["scan", "--jsonl", "--engine", "fast", str(path)])
    assert done.exit_code == 1
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(a) for a in answers] == [["spans"], ["error"], ["error"], ["spans"], ["error"]]
    assert [(s["start"], s["end"], s["label"]) for s in answers[0]["spans"]] == [
        (2, 4, "PERSON"),
        (7, 18, "PHONE_NUMBER"),
    ]
    assert answers[3]["spans"] == []
    assert "secretword" not in done.output


def test_scan_reads_stdin_and_needs_its_flag() -> None:
    """Without a file it reads standard input; without --jsonl it says what is missing."""
    done = run(app, ["scan", "--jsonl", "--engine", "fast"], input='{"text": "a@example.com"}\n')
    assert done.exit_code == 0
    assert json.loads(done.stdout)["spans"][0]["label"] == "EMAIL_ADDRESS"
    assert run(app, ["scan"]).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [["--pack", "nope"], ["--engine", "warp"], ["/no/such/file"]],
)
def test_scan_refuses_bad_arguments(arguments: list[str]) -> None:
    """An unknown pack, engine or file is exit code 2."""
    extra = [] if "--engine" in arguments else ["--engine", "fast"]
    assert run(app, ["scan", "--jsonl", *extra, *arguments]).exit_code == 2


def test_preview_shows_text_and_rules() -> None:
    """The redacted text, and for each span its class, action and rule."""
    done = run(app, ["preview", "--engine", "fast", "我叫王小明，订单号A1234567"])
    assert done.exit_code == 0
    assert "我叫<PERSON_1>，订单号A1234567" in done.stdout
    assert "PERSON" in done.stdout
    assert "keep" in done.stdout


def ask(service: subprocess.Popen[str], *lines: str) -> list[dict[str, Any]]:
    assert service.stdin is not None
    assert service.stdout is not None
    service.stdin.write("".join(line + "\n" for line in lines))
    service.stdin.flush()
    return [json.loads(service.stdout.readline()) for _ in lines]


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_a_pipe_is_answered_while_it_is_open(service: subprocess.Popen[str]) -> None:
    """One line is answered without a second one and without the end; then many, in order."""
    (first,) = ask(service, '{"text": "write to a@example.com"}')
    assert [(s["start"], s["end"], s["label"]) for s in first["spans"]] == [
        (9, 22, "EMAIL_ADDRESS")
    ]
    (bad,) = ask(service, "{")
    assert bad == {"error": "the line is not JSON"}
    texts = [f"{'x' * at} a@example.com" for at in range(200)]
    answers = ask(service, *[json.dumps({"text": text}) for text in texts])
    assert [answer["spans"][0]["start"] for answer in answers] == [at + 1 for at in range(200)]


def test_scan_tells_only_what_the_pack_acts_on(tmp_path: Path) -> None:
    """A class that the pack keeps is not told; offsets count code points, also beyond the BMP."""
    path = tmp_path / "p.yaml"
    path.write_text("extends: default\nname: p\nactions: {EMAIL_ADDRESS: keep}\n")
    line = json.dumps({"text": "😀 a@example.com 13812345678"})
    done = run(app, ["scan", "--jsonl", "--engine", "fast", "--pack", str(path)], input=line)
    assert [(s["start"], s["end"]) for s in json.loads(done.stdout)["spans"]] == [(16, 27)]
    assert set(json.loads(done.stdout)["spans"][0]) == {"start", "end", "label", "score"}


def test_check_as_json(tmp_path: Path) -> None:
    """Every fault in its parts, for other programs; the good pack beside it is told too."""
    bad = tmp_path / "bad.yaml"
    bad.write_text('name: x\nactions: {"*": burn}\n\nthreshold: 9\n')
    done = run(app, ["check", "--json", "default", str(bad)])
    assert done.exit_code == 2
    assert done.stderr == ""
    good, wrong = json.loads(done.stdout)
    assert (good["pack"], good["faults"]) == ("default", [])
    assert [(f["file"], f["line"]) for f in wrong["faults"]] == [(str(bad), 2), (str(bad), 4)]
    assert all(f["message"] for f in wrong["faults"])
    missing = run(app, ["check", "--json", "no-such-pack"])
    assert json.loads(missing.stdout)[0]["faults"][0]["line"] is None


@pytest.mark.slow
def test_test_runs_the_packs_own_examples(own: Path) -> None:
    """One line an example with its place; a failing one says why, and the exit code is 1."""
    done = run(app, ["test", str(own)])
    assert done.exit_code == 0, done.output
    assert f"pass {own}:7: entities.CUSTOM_BADGE.match.0" in done.stdout
    assert f"pass {own}:10: tests.1" in done.stdout
    assert done.stdout.endswith("4 of 4 examples hold\n")
    own.write_text(own.read_text() + '  - {text: "x@example.com"}\n')
    done = process("test", str(own))  # a real process: the exit code is what scripts see
    assert done.returncode == 1
    assert f"FAIL {own}:11: tests.2" in done.stdout
    assert "EMAIL_ADDRESS 'x@example.com' is found" in done.stdout
    rows = json.loads(run(app, ["test", "--json", str(own)]).stdout)
    assert [row["ok"] for row in rows] == [True] * 4 + [False]
    assert run(app, ["test", "no-such-pack"]).exit_code == 2


def test_a_pack_without_examples_says_so(tmp_path: Path) -> None:
    """Nothing held is not the same as everything held."""
    path = tmp_path / "p.yaml"
    path.write_text("extends: default\nname: p\nengine: fast\n")
    done = run(app, ["test", str(path)])
    assert "p has no examples" in done.stdout


@pytest.mark.slow
def test_explain_names_rule_score_context_and_action(own: Path) -> None:
    """Each span as JSON: the rules that saw it, what is done with it and what each role gets."""
    text = "badge B1234, card 4111111111111111, call 415-555-0123, order number is A1234567"
    done = process("explain", "--json", "--pack", str(own), text)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["engine"] == "fast"
    spans = {span["label"]: span for span in said["spans"]}
    badge, card, phone = (spans[x] for x in ("CUSTOM_BADGE", "CREDIT_CARD", "PHONE_NUMBER"))
    assert badge["rules"] == ["pack: CUSTOM_BADGE"]
    assert (badge["score"], badge["action"]) == (1.0, "placeholder")
    assert (card["action"], card["params"]) == ("mask", {"keep_last": 4})
    assert card["roles"]["customer"] == "mask"
    assert phone["roles"] == {
        "customer": "value",
        "agent": "mask",
        "log": "placeholder",
        "training": "placeholder",
    }
    assert phone["rules"]
    assert spans["ORDER_NUMBER"]["action"] == "keep"
    assert spans["ORDER_NUMBER"]["roles"]["log"] == "value"
    for value in ("4111", "B1234", "0123"):
        assert value not in done.stdout


def test_explain_as_a_table_and_for_a_role(own: Path) -> None:
    """For people: one row a span; a role has its own column."""
    words = ["explain", "--pack", str(own), "--role", "agent", "-"]
    done = run(app, words, input="打13812345678")
    assert done.exit_code == 0, done.output
    assert "agent sees" in done.stdout
    row = next(line for line in done.stdout.splitlines() if "PHONE_NUMBER" in line)
    assert [cell.strip() for cell in row.strip("│┃").split("│")][:2] == ["1", "12"]
    assert "mask" in row
    assert run(app, ["explain", "--role", "boss", "x"]).exit_code == 2
    assert run(app, ["explain", "--engine", "fast", "--role", "log", ""]).exit_code == 0


def test_standard_input_must_be_utf8() -> None:
    """Other bytes are refused."""
    done = run(app, ["explain", "--engine", "fast"], input=b"\xff\xfe\xff")
    assert done.exit_code == 2
    assert "not UTF-8" in done.output


def test_list_names_packs_and_classes() -> None:
    """Every built-in pack with its version, every class with what it is."""
    rows = json.loads(run(app, ["list", "--json"]).stdout)
    assert [row["name"] for row in rows] == list_packs()
    assert all(row["version"].startswith(f"{row['name']}@sha256:") for row in rows)
    assert all(row["description"] for row in rows)
    classes = json.loads(run(app, ["list", "--classes", "--json"]).stdout)
    assert {row["class"] for row in classes} == set(LABELS)
    shown = run(app, ["list"])
    assert all(name in shown.stdout for name in list_packs())


def test_schema_is_json() -> None:
    """What is printed is the exported copy."""
    said = json.loads(run(app, ["schema"]).stdout)
    assert said == json.loads(Path("docs/reference/pack.schema.json").read_text())


def test_every_field_of_the_schema_is_in_the_docs() -> None:
    """Both pages that say how to write a pack name every field."""
    fields = json.loads(run(app, ["schema"]).stdout)["properties"]
    for page in ("docs/en/policies.md", "docs/zh/policies.md"):
        text = Path(page).read_text(encoding="utf-8")
        assert [field for field in fields if f"`{field}`" not in text] == [], page


@pytest.mark.parametrize("page", ["docs/en/policies.md", "docs/zh/policies.md"])
def test_the_packs_in_the_docs_are_valid(page: str, tmp_path: Path) -> None:
    """Each whole pack that a page shows passes the check and its own examples."""
    blocks = Path(page).read_text(encoding="utf-8").split("```yaml\n")[1:]
    packs = [block.split("```")[0] for block in blocks]
    whole = [pack for pack in packs if "name" in (yaml.safe_load(pack) or {})]
    assert whole
    for at, pack in enumerate(whole):
        path = tmp_path / f"{at}.yaml"
        path.write_text(pack, encoding="utf-8")
        done = run(app, ["test", "--engine", "fast", str(path)])
        assert done.exit_code == 0, done.output
