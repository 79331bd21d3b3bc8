"""Scores as JSON and as a Markdown table beside their goals. Writes no example text."""

from __future__ import annotations

import math
from collections.abc import Sequence

from benchmarks.redaction.accuracy import Row, passed
from benchmarks.redaction.goals import Goal
from benchmarks.redaction.metrics import Score

_HEAD = (
    "| category | n | recall | char recall | char precision | span precision | touched | goal | |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |",
)
_FEW = 20
_SHOWN = {True: "pass", False: "**fail**", None: ""}


def accuracy_json(rows: Sequence[Row]) -> list[dict[str, object]]:
    """One object a category: its counts as shares, and the recall of each kind that is not whole."""
    return [
        {
            "category": row.category.name,
            **_shares(row.score),
            "pass": passed(row.score, row.category.goal),
            "weak_kinds": {
                kind: round(score.recall, 4)
                for kind, score in sorted(row.kinds.items())
                if score.recall < 1
            },
        }
        for row in rows
    ]


def accuracy_table(rows: Sequence[Row]) -> str:
    """The table of all categories."""
    return "\n".join((*_HEAD, *(_line(row) for row in rows))) + "\n"


def weak_table(rows: Sequence[Row], below: float = 0.98) -> str:
    """The kinds that are found too rarely, masked where nothing is, or whose messages lose too much beside them."""
    lines = [
        "| category | kind: recall, or share touched | kind: char precision |",
        "| --- | --- | --- |",
    ]
    for row in rows:
        weak = [
            f"{kind} {score.recall:.2f}{_few(score)}"
            for kind, score in sorted(row.kinds.items(), key=lambda item: item[1].recall)
            if score.entities and score.recall < below
        ]
        weak += [
            f"{kind} {score.touched_share:.3f}"
            for kind, score in row.kinds.items()
            if not score.entities and score.touched
        ]
        wide = [
            f"{kind} {score.char_precision:.2f}"
            for kind, score in sorted(row.kinds.items(), key=lambda item: item[1].char_precision)
            if score.entities and score.char_precision < (row.category.goal.precision or 0)
        ]
        if weak or wide:
            lines.append(f"| {row.category.name} | {'; '.join(weak)} | {'; '.join(wide)} |")
    return "\n".join(lines) + "\n"


def _few(score: Score) -> str:
    """How many entities a share is of, where they are few."""
    return f" of {score.entities}" if score.entities < _FEW else ""


def _line(row: Row) -> str:
    score, goal = row.score, row.category.goal
    cells = [row.category.name, str(score.cases)]
    if score.entities:
        shown = (score.char_recall, score.char_precision, score.span_precision)
        cells.append(_within(score.recall, score.entities))
        cells += [*(f"{value:.4f}" for value in shown), ""]
    else:
        cells += ["", "", "", "", _within(score.touched_share, score.cases)]
    return f"| {' | '.join((*cells, goal_text(goal), _SHOWN[passed(score, goal)]))} |"


def _within(share: float, count: int) -> str:
    """A share and its standard error; one case of all where the share is 0 or 1."""
    error = math.sqrt(max(share * (1 - share), 1 / count) / count)
    return f"{share:.4f} ± {error:.4f}"


def goal_text(goal: Goal) -> str:
    """The bounds of a goal in words."""
    parts = []
    if goal.recall is not None:
        parts.append(f"recall ≥ {goal.recall}")
    if goal.char_recall is not None:
        parts.append(f"char recall ≥ {goal.char_recall}")
    if goal.precision is not None:
        parts.append(f"precision ≥ {goal.precision}")
    if goal.touched is not None:
        parts.append(f"touched ≤ {goal.touched}")
    return ", ".join(parts)


def _shares(score: Score) -> dict[str, float | int]:
    if not score.entities:
        return {"n": score.cases, "touched": round(score.touched_share, 5)}
    return {
        "n": score.cases,
        "entities": score.entities,
        "recall": round(score.recall, 5),
        "char_recall": round(score.char_recall, 5),
        "char_precision": round(score.char_precision, 5),
        "span_precision": round(score.span_precision, 5),
    }
