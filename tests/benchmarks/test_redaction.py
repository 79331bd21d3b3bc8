"""Each part of the benchmark end to end, small, with fakes where the real thing is slow."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from benchmarks.redaction import accuracy, labelled, pages, report, roundtrip, speed
from benchmarks.redaction.__main__ import HERE, app
from benchmarks.redaction.cases import Case, Entity
from benchmarks.redaction.children import Child, family
from benchmarks.redaction.engines import Guard
from benchmarks.redaction.goals import FREE, STRUCTURED
from benchmarks.redaction.texts import Texts
from policies import ConversationTable, Redactor, Span

FACTS = {"date": "2026-01-01", "cores": 2, "cpu": "made", "memory_gib": 4, "load": 0.1}


def first_six(texts: list[str]) -> list[list[tuple[int, int]]]:
    """A scan that masks the first six characters of every text."""
    return [[(0, 6)] if len(text) >= 6 else [] for text in texts]


def two_cases(_: Random) -> Iterator[Case]:
    """One case that `first_six` finds and one that it does not."""
    yield Case("abcdef ok", (Entity(0, 6, "X"),), (), "good")
    yield Case("no abcdef", (Entity(3, 9, "X"),), (), "bad")


def test_measure_scores_by_category_and_kind() -> None:
    """A category's score is the sum of its kinds'."""
    (row,) = accuracy.measure([accuracy.Category("made", STRUCTURED, two_cases)], first_six)
    assert row.score.recall == 0.5
    assert {kind: score.recall for kind, score in row.kinds.items()} == {"good": 1.0, "bad": 0.0}
    assert [case.kind for case in row.failures] == ["bad"]


def test_tables_name_goals_and_hold_no_text() -> None:
    """The table has the verdict, the list of weak kinds has names, and no example stands in either."""
    rows = list(accuracy.measure([accuracy.Category("made", FREE, two_cases)], first_six))
    page = pages.accuracy_page(rows, [], FACTS, "fast")
    assert "| made | 2 | 0.5000 ± 0.5000 |" in page
    assert "**fail**" in page
    assert "bad 0.00 of 1" in page
    assert "abcdef" not in page
    assert "abcdef" not in json.dumps(report.accuracy_json(rows))


@pytest.mark.parametrize(
    ("share", "count", "shown"),
    [(0.5, 100, "0.5000 ± 0.0500"), (1.0, 400, "1.0000 ± 0.0025"), (0.0, 50, "0.0000 ± 0.0200")],
)
def test_shares_show_their_standard_error(share: float, count: int, shown: str) -> None:
    """A share of all or nothing is known to one case."""
    assert report._within(share, count) == shown


def test_every_category_runs_through_the_patterns() -> None:
    """The smallest run of the real thing: one case of most kinds, engine fast."""
    guard = Guard("fast")
    rows = list(accuracy.measure(accuracy.categories(1, None), guard.acting))
    guard.close()
    scores = {row.category.name: row.score for row in rows}
    assert scores["structured, en"].cases == len(accuracy.STRUCTURED)
    assert scores["structured, en"].recall > 0.5
    assert scores["no personal data, zh"].entities == 0


def test_labelled_sets_are_scored_apart(tmp_path: Path) -> None:
    """Labels that are no personal data are neutral."""
    line = {
        "text": "abcdef Monday ghi",
        "spans": [
            {"start": 0, "end": 6, "label": "PERSON"},
            {"start": 7, "end": 13, "label": "DATE_TIME"},
        ],
    }
    path = tmp_path / "made.jsonl"
    path.write_text(json.dumps(line) + "\n\n")
    result = labelled.measure(path, lambda texts: [[(0, 13)] for _ in texts])
    assert result["recall"] == result["char_precision"] == 1.0
    assert result["char_recall_by_label"] == {"PERSON": 1.0}


def test_round_trip_holds_for_the_first_seeds() -> None:
    """The first two hundred cases with the engine fast."""
    guard = Guard("fast", str(HERE / "placeholders.yaml"))
    outcome = roundtrip.run(guard.detector, guard.pack, iter(range(200)), lambda: None)
    guard.close()
    assert outcome.cases == 200
    assert outcome.with_spans > 100
    assert outcome.failures == []


class Forgetful:
    """A detector that finds a number on its third scan and later only."""

    def __init__(self) -> None:
        self.calls = 0

    def scan(self, text: str) -> list[Span]:
        """Nothing at first."""
        self.calls += 1
        return [Span(0, 2, "PHONE_NUMBER", 1.0)] if self.calls > 1 and len(text) > 1 else []


def test_round_trip_reports_what_a_second_scan_finds() -> None:
    """A detector whose second scan finds something is a failure with its seed."""
    guard = Guard("fast", str(HERE / "placeholders.yaml"))
    detector = Forgetful()
    outcome = roundtrip.Outcome()
    redactor = Redactor(detector, guard.pack)
    table = ConversationTable("x")
    fault = roundtrip.check(5, redactor, detector, guard.pack, table, outcome)
    guard.close()
    assert fault == "second scan: PHONE_NUMBER"


def test_the_command_runs_quickly_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`accuracy --quick` prints a page and leaves the folder of results as it is."""
    monkeypatch.setenv("SOTTOVOCE_BENCH_OUT", str(tmp_path))
    monkeypatch.delenv("SOTTOVOCE_BENCH_DIALOGUES", raising=False)
    result = CliRunner().invoke(app, ["accuracy", "--quick", "--engine", "fast"])
    assert result.exit_code == 0
    assert "# Accuracy of the privacy guard, engine fast" in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_child_answers_lines_and_its_memory_is_counted() -> None:
    """The timing server finds, counts sentences, and its processes' memory is above nothing."""
    with Child([sys.executable, "-m", "benchmarks.redaction.ours", "fast"]) as child:
        answer = child.ask(["mail jane@example.com now", "hello"])
        whole = child.ask(["mail jane@example.com now"], batch=True)
        memory = child.memory_mb()
    assert answer["spans"] == [1, 0]
    assert len(answer["seconds"]) == 2
    assert len(whole["seconds"]) == 1
    assert memory["rss"] > 20
    assert memory["processes"] == 1


def test_a_child_that_ends_is_an_error() -> None:
    """Asking a child that is gone says so."""
    with Child([sys.executable, "-c", "input()"]) as child, pytest.raises(EOFError):
        child.ask(["x"])


def test_family_holds_the_children_of_children() -> None:
    """A process and what it starts are one family."""
    code = (
        "import subprocess; p = subprocess.Popen(['sleep', '20']); print(p.pid, flush=True); "
        "input(); p.kill(); p.wait()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        grandchild = int(process.stdout.readline())
        assert {process.pid, grandchild} <= set(family(process.pid))
        assert os.getpid() not in family(process.pid)
        process.communicate("\n", timeout=20)


class Picky:
    """A child that sends to its tagger only what has the word."""

    def __init__(self, word: str) -> None:
        self.word = word

    def ask(self, texts: list[str]) -> dict[str, int]:
        """One text at a time."""
        return {"tagged": int(self.word in texts[0])}


def test_hard_sentences_are_those_that_reach_a_tagger() -> None:
    """All that always reach it; ten where too few do; texts of them hold nothing else."""
    found = speed.hard_templates("en", Picky("the"))  # type: ignore[arg-type]
    assert len(found) > 10
    assert all("the" in template for template in found)
    assert len(speed.hard_templates("en", Picky("unheard-of"))) == 10  # type: ignore[arg-type]
    mixed = Texts("en", 1, ("ask «given» please",)).fifth(4000)
    assert 5 < mixed.count(" please.") < 40
    text = Texts("en", 1, ("ask «given» please",)).worst(200)
    assert re.fullmatch(r"(ask [^ ]+ please\. ?)+(ask .*)?", text)


def speed_result(ratio: float, rate: int, megabytes: float) -> dict[str, object]:
    """A result as `speed.measure` gives it, one row of each sort."""
    ms = {name: {"median": 1.0, "p95": 2.0} for name in ("stock", "fast", "balanced", "thorough")}
    row = {
        "texts": "with personal data", "language": "en", "size": 200, "block": 20, "ms": ms, "sentences_tagged": 0.2,
        "characters_per_second": {"stock": 1, "fast": 1_500_000, "balanced": 70_000, "thorough": 1},
        "ratio": {name: {"median": ratio, "min": ratio / 2, "max": ratio * 2} for name in speed.ENGINES},
        "ms_first_of_block": {name: {"median": 3.5} for name in ms},
        "ratio_first_of_block": dict.fromkeys(speed.ENGINES, 0.75),
    }  # fmt: skip
    batch = {
        "batch": 5, "language": "en", "texts": "service mix", "sentences_tagged": 0.2,
        "messages_per_second": {"median": rate, "min": rate, "max": rate},
    }  # fmt: skip
    memory = {"rss": megabytes, "processes": 1}
    resource = {
        "engine": "fast", "torch": "barred", "first_verdict_seconds": {"median": 1.0, "max": 2.0},
        "memory_mb_first": memory, "memory_mb_after_work": memory,
    }  # fmt: skip
    return {
        "machine": FACTS,
        "rows": [row, {**row, "texts": "service mix"}, {**row, "texts": speed.WORST}],
        "batch": [batch, {**batch, "texts": speed.FIFTH}],
        "resources": [resource],
    }


@pytest.mark.parametrize(
    ("ratio", "rate", "megabytes", "reached"),
    [(0.009, 250, 300.0, {True}), (0.5, 100, 400.0, {False})],
)
def test_speed_verdicts(ratio: float, rate: int, megabytes: float, reached: set[bool]) -> None:
    """Ratios, rates and memory are held against their goals; the start always passes here."""
    result = speed_result(ratio, rate, megabytes)
    held = {what: ok for what, _, _, ok in pages.verdicts(result)}
    assert held.pop(f"balanced ÷ stock, en, 200 characters, {speed.WORST}")
    start = held.pop("seconds to first verdict, fast, torch barred")
    assert start
    assert set(held.values()) == reached
    page = pages.speed_page(result)
    assert "| fast | barred | 1.0 (2.0) |" in page
    assert "| 1,500,000 | 70,000 |" in page
    assert f"| {ratio:.4f} ({ratio / 2:.4f} to {ratio * 2:.4f}) |" in page
    assert "| 3.500 | 3.500 | 3.500 | 3.500 | 0.7500 |" in page
    assert "block of 20 (200 characters) texts" in page


class Clock:
    """A child that needs as many milliseconds as it is told, ten times that for the first text of a turn."""

    def __init__(self, name: str, milliseconds: float, turns: list[tuple[str, list[str]]]) -> None:
        self._name = name
        self._seconds = milliseconds / 1e3
        self._turns = turns

    def ask(self, texts: list[str]) -> dict[str, object]:
        """The times of a turn, which is written down."""
        self._turns.append((self._name, texts))
        first = [self._seconds * 10] if texts else []
        return {"seconds": first + [self._seconds] * (len(texts) - 1), "tagged": 1, "sentences": 4}


def test_sides_take_turns_in_blocks() -> None:
    """The same fresh block for each side, another side first each time; ratios by block, first texts apart."""
    turns: list[tuple[str, list[str]]] = []
    sides = {
        name: Clock(name, ms, turns)
        for name, ms in (("stock", 8.0), ("fast", 0.5), ("balanced", 2.0))
    }
    shape = speed.Shape("without", "en", 200, Texts.clean)
    made = speed.row(shape, Texts("en", 3), sides, 4, 2)  # type: ignore[arg-type]
    blocks = [turns[at : at + 3] for at in range(0, len(turns), 3)]
    assert [[name for name, _ in block] for block in blocks] == [
        ["stock", "fast", "balanced"],  # to warm up
        ["stock", "fast", "balanced"],
        ["fast", "balanced", "stock"],
        ["balanced", "stock", "fast"],
        ["stock", "fast", "balanced"],
    ]
    assert all(texts == block[0][1] for block in blocks for _, texts in block)
    seen = [text for block in blocks for text in block[0][1]]
    assert len(set(seen)) == len(seen) == 2 + 4 * speed.BLOCK[200]
    assert made["ratio"]["fast"] == {"median": 0.0625, "min": 0.0625, "max": 0.0625}
    assert (made["ms"]["fast"]["median"], made["ms_first_of_block"]["fast"]["median"]) == (0.5, 5.0)
    assert made["sentences_tagged"] == 0.25
