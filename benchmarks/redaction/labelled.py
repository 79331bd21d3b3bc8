# ruff: noqa: SIM905 - word lists
"""A public labelled set, given as a file, scored the same way and reported apart.

A line is {"text", "spans": [{"start", "end", "label"}]}; spans of labels that are no personal data here (dates,
organisations, …) are neutral: masking them counts neither way.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.redaction.accuracy import Scan
from benchmarks.redaction.cases import Case, Entity
from benchmarks.redaction.metrics import Score

_BATCH = 64
_NEUTRAL = frozenset(
    "ORGANIZATION ORG COMPANY GOVERNMENT DATE DATE_TIME TIME AGE NRP TITLE PREFIX POSITION JOB SCENE GAME MOVIE BOOK "
    "DOMAIN_NAME GPE CITY STATE COUNTRY COUNTY NATIONALITY GENDER AMOUNT CURRENCY".split()
)


def load(path: Path) -> list[Case]:
    """The cases of a file. Raises ValueError on a line that is not as described."""
    cases = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            item = json.loads(line)
            spans = [(s["start"], s["end"], s["label"]) for s in item["spans"]]
            wanted = tuple(Entity(*span) for span in spans if span[2].upper() not in _NEUTRAL)
            neutral = tuple((low, high) for low, high, label in spans if label.upper() in _NEUTRAL)
            cases.append(Case(item["text"], wanted, neutral, path.stem))
    return cases


def measure(path: Path, scan: Scan) -> dict[str, Any]:
    """Scores of one file, whole and recall by label."""
    cases = load(path)
    whole = Score()
    by_label: dict[str, Score] = defaultdict(Score)
    for at in range(0, len(cases), _BATCH):
        batch = cases[at : at + _BATCH]
        for case, spans in zip(batch, scan([c.text for c in batch]), strict=True):
            whole.add(case, spans)
            for label in {e.label for e in case.entities}:
                only = tuple(e for e in case.entities if e.label == label)
                by_label[label].add(Case(case.text, only, case.neutral, label), spans)
    return {
        "set": path.stem,
        "n": whole.cases,
        "entities": whole.entities,
        "recall": round(whole.recall, 4),
        "char_recall": round(whole.char_recall, 4),
        "char_precision": round(whole.char_precision, 4),
        "char_recall_by_label": {
            name: round(s.char_recall, 4) for name, s in sorted(by_label.items())
        },
    }
