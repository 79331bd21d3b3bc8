"""Start to first verdict in a fresh process, and the memory of all its processes, by engine."""

from __future__ import annotations

import statistics
import sys
from typing import Any

from benchmarks.redaction.children import Child
from benchmarks.redaction.texts import Texts

_LOAD = 40


def measure(runs: int) -> list[dict[str, Any]]:
    """For each engine: seconds to the first verdict, resident memory after it and after some work."""
    return [
        _engine(engine, runs, barred) for engine in ("fast", "balanced") for barred in (True, False)
    ]


def _engine(engine: str, runs: int, barred: bool) -> dict[str, Any]:
    texts = {language: Texts(language, 5) for language in ("en", "zh")}
    starts: list[float] = []
    first: dict[str, float] = {}
    after: dict[str, float] = {}
    command = [sys.executable, "-m", "benchmarks.redaction.ours", engine]
    if barred:
        command.append("--without-torch")
    for _ in range(runs):
        with Child(command) as child:
            # Both languages, a name in each: nothing may be left to load later.
            child.ask([texts["en"].named(200), texts["zh"].named(200)])
            starts.append(child.since_start())
            first = child.memory_mb()
            for language in texts:
                child.ask([texts[language].personal(2000) for _ in range(_LOAD)], batch=True)
                child.ask([texts[language].named(200) for _ in range(_LOAD)])
            after = child.memory_mb()
    return {
        "engine": engine,
        "torch": "barred" if barred else "as installed",
        "runs": runs,
        "first_verdict_seconds": {"median": round(statistics.median(starts), 2), "max": round(max(starts), 2)},
        "memory_mb_first": first,
        "memory_mb_after_work": after,
    }  # fmt: skip
