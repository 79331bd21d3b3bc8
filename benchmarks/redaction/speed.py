"""Our engines against stock Presidio: alternating, one thread each, every text seen once by each side.

All processes are alive at once and take turns text by text, so that a busy moment strikes both sides of a ratio.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.redaction import prose
from benchmarks.redaction.cases import fill
from benchmarks.redaction.children import Child
from benchmarks.redaction.peer_environment import MODEL, peer_python
from benchmarks.redaction.texts import LANGUAGES, Texts

ENGINES = ("fast", "balanced", "thorough")
NAMED = "a name or address in every sentence"
FIFTH = "one sentence in five to a tagger"
WORST = "every sentence to a tagger"
_BATCHES = {
    "service mix": Texts.service,
    FIFTH: Texts.fifth,
    NAMED: Texts.named,
    WORST: Texts.worst,
}
_FEW = 10
# A process that has served for a while: automata are built as texts come.
WARM = 150


@dataclass(frozen=True, slots=True)
class Shape:
    """One sort of text to time."""

    name: str
    language: str
    size: int
    rounds: int
    make: Callable[[Texts, int], str]


def shapes(rounds: int) -> list[Shape]:
    """The rows of the table."""
    rows = []
    for language in LANGUAGES:
        for size in (200, 2000):
            count = rounds if size == 200 else max(3, rounds // 3)
            rows += [
                Shape("with personal data", language, size, count, Texts.personal),
                Shape("without", language, size, count, Texts.clean),
            ]
        rows += [
            Shape("service mix", language, 200, rounds, Texts.service),
            Shape(FIFTH, language, 200, rounds, Texts.fifth),
            Shape(NAMED, language, 200, rounds, Texts.named),
            Shape(WORST, language, 200, rounds, Texts.worst),
        ]
    return rows


def measure(rounds: int, tell: Callable[[str], object], warm: int = WARM) -> dict[str, Any]:
    """Times of each engine and of the peer, and the ratios of medians, after `warm` texts of 200 characters."""
    rows: list[dict[str, Any]] = []
    with Child([str(peer_python()), str(Path(__file__).with_name("peer.py")), MODEL]) as peer:
        ours = {engine: _ours(engine) for engine in ENGINES}
        try:
            hard = {language: hard_templates(language, ours["balanced"]) for language in LANGUAGES}
            for number, shape in enumerate(shapes(rounds)):
                tell(f"{shape.language} {shape.size} {shape.name}")
                texts = Texts(shape.language, 1000 + number, hard[shape.language])
                rows.append(_row(shape, texts, peer, ours, warm))
            batch = [
                _batch(
                    language, name, Texts(language, 77, hard[language]), ours["balanced"], rounds
                )
                for language in LANGUAGES
                for name in _BATCHES
            ]
        finally:
            for child in ours.values():
                child.close()
    return {"rows": rows, "batch": batch}


def _ours(engine: str) -> Child:
    return Child([sys.executable, "-m", "benchmarks.redaction.ours", engine])


def hard_templates(language: str, child: Child, tries: int = 2) -> tuple[str, ...]:
    """The sentences that reached a tagger each time they were tried, or the ten that did so most often."""
    rng = Random(5)
    hits: dict[str, int] = {}
    for group in prose.LANGUAGE_GROUPS[language]:
        for template in prose.GROUPS[group].ended:
            asked = [child.ask([fill(template, prose.MAKERS, rng).text]) for _ in range(tries)]
            hits[template] = sum(answer["tagged"] > 0 for answer in asked)
    always = tuple(template for template, count in hits.items() if count == tries)
    return always if len(always) >= _FEW else tuple(sorted(hits, key=hits.__getitem__)[-_FEW:])


def _row(
    shape: Shape, texts: Texts, peer: Child, ours: dict[str, Child], warm: int
) -> dict[str, Any]:
    sides = {"stock": peer, **ours}
    first = [shape.make(texts, shape.size) for _ in range(warm * 200 // shape.size)]
    for child in sides.values():
        child.ask(first)
    times: dict[str, list[float]] = {name: [] for name in sides}
    rates: dict[str, list[float]] = {name: [] for name in sides}
    tagged = whole = 0
    for turn in range(shape.rounds):
        text = shape.make(texts, shape.size)
        for name, child in sides.items() if turn % 2 == 0 else reversed(sides.items()):
            answer = child.ask([text])
            times[name] += answer["seconds"]
            rates[name] += [len(text) / seconds for seconds in answer["seconds"]]
            if name == "balanced":
                tagged += answer["tagged"]
                whole += answer["sentences"]
    middle = {name: statistics.median(values) for name, values in times.items()}
    return {
        "texts": shape.name,
        "language": shape.language,
        "size": shape.size,
        "rounds": shape.rounds,
        "sentences_tagged": round(tagged / max(1, whole), 3),
        "ms": {name: _spread(values) for name, values in times.items()},
        "characters_per_second": {
            name: round(statistics.median(values)) for name, values in rates.items()
        },
        "ratio": {name: round(middle[name] / middle["stock"], 5) for name in ours},
    }


def _batch(language: str, name: str, texts: Texts, child: Child, rounds: int) -> dict[str, Any]:
    make = _BATCHES[name]
    rates, tagged, whole = [], 0, 0
    for _ in range(5):
        answer = child.ask([make(texts, 200) for _ in range(rounds)], batch=True)
        rates.append(rounds / answer["seconds"][0])
        tagged += answer["tagged"]
        whole += answer["sentences"]
    return {
        "language": language,
        "texts": name,
        "batch": rounds,
        "sentences_tagged": round(tagged / whole, 3),
        "messages_per_second": {
            "median": round(statistics.median(rates)),
            "min": round(min(rates)),
            "max": round(max(rates)),
        },
    }


def _spread(values: list[float]) -> dict[str, float]:
    """Milliseconds: median, 95th percentile, least and most."""
    ordered = sorted(values)
    at = min(len(ordered) - 1, int(len(ordered) * 0.95))
    return {
        "median": round(statistics.median(ordered) * 1e3, 4),
        "p95": round(ordered[at] * 1e3, 4),
        "min": round(ordered[0] * 1e3, 4),
        "max": round(ordered[-1] * 1e3, 4),
    }
