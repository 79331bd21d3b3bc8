"""Our engines against stock Presidio: in turns, one thread each, every text seen once by each side.

All processes are alive at once and take turns block by block: each gets the same block of texts that are new to it,
and another begins each time, so that a busy moment strikes both sides of a ratio and nobody is measured only on
caches that another process has just filled. A block's first text is reported apart: it follows another's work.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Mapping
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
_MESSAGES = 60
# Texts of one turn, by their characters.
BLOCK = {200: 20, 2000: 6}
# A process that has served for a while: automata are built as texts come.
WARM = 150


@dataclass(frozen=True, slots=True)
class Shape:
    """One sort of text to time."""

    name: str
    language: str
    size: int
    make: Callable[[Texts, int], str]


def shapes() -> list[Shape]:
    """The rows of the table."""
    rows = []
    for language in LANGUAGES:
        for size in BLOCK:
            rows += [
                Shape("with personal data", language, size, Texts.personal),
                Shape("without", language, size, Texts.clean),
            ]
        rows += [
            Shape("service mix", language, 200, Texts.service),
            Shape(FIFTH, language, 200, Texts.fifth),
            Shape(NAMED, language, 200, Texts.named),
            Shape(WORST, language, 200, Texts.worst),
        ]
    return rows


def measure(blocks: int, tell: Callable[[str], object], warm: int = WARM) -> dict[str, Any]:
    """Times of each engine and of the peer, and their ratios, after `warm` texts of 200 characters."""
    rows: list[dict[str, Any]] = []
    with Child([str(peer_python()), str(Path(__file__).with_name("peer.py")), MODEL]) as peer:
        ours = {engine: _ours(engine) for engine in ENGINES}
        try:
            hard = {language: hard_templates(language, ours["balanced"]) for language in LANGUAGES}
            for number, shape in enumerate(shapes()):
                tell(f"{shape.language} {shape.size} {shape.name}")
                texts = Texts(shape.language, 5200 + number, hard[shape.language])
                rows.append(row(shape, texts, {"stock": peer, **ours}, blocks, warm))
            batch = [
                _batch(language, name, Texts(language, 91, hard[language]), ours["balanced"])
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


def row(
    shape: Shape, texts: Texts, sides: Mapping[str, Child], blocks: int, warm: int
) -> dict[str, Any]:
    """One shape's times: `blocks` blocks of fresh texts, the same for each side; `stock` is among the sides."""
    first = [shape.make(texts, shape.size) for _ in range(warm * 200 // shape.size)]
    for child in sides.values():
        child.ask(first)
    times: dict[str, list[list[float]]] = {name: [] for name in sides}
    rates: dict[str, list[float]] = {name: [] for name in sides}
    tagged = whole = 0
    for turn in range(blocks):
        block = [shape.make(texts, shape.size) for _ in range(BLOCK[shape.size])]
        for name in rotated(list(sides), turn):
            answer = sides[name].ask(block)
            times[name].append(answer["seconds"])
            rates[name] += [
                len(text) / taken for text, taken in zip(block, answer["seconds"], strict=True)
            ]
            if name == "balanced":
                tagged += answer["tagged"]
                whole += answer["sentences"]
    ours = [name for name in sides if name != "stock"]
    return {
        "texts": shape.name,
        "language": shape.language,
        "size": shape.size,
        "blocks": blocks,
        "block": BLOCK[shape.size],
        "sentences_tagged": round(tagged / max(1, whole), 3),
        "ms": {name: _spread([s for block in times[name] for s in block]) for name in sides},
        "ms_first_of_block": {name: _spread([block[0] for block in times[name]]) for name in sides},
        "characters_per_second": {
            name: round(statistics.median(values)) for name, values in rates.items()
        },
        "ratio": {name: _ratios(times[name], times["stock"]) for name in ours},
        "ratio_first_of_block": {
            name: round(_first(times[name]) / _first(times["stock"]), 5) for name in ours
        },
    }


def rotated(names: list[str], turn: int) -> list[str]:
    """The names in their order, another one first at each turn."""
    at = turn % len(names)
    return names[at:] + names[:at]


def _first(blocks: list[list[float]]) -> float:
    return statistics.median(block[0] for block in blocks)


def _ratios(ours: list[list[float]], stock: list[list[float]]) -> dict[str, float]:
    """Of each block the ratio of the two medians; then the median, the least and the greatest of the blocks."""
    made = [
        statistics.median(mine) / statistics.median(peer)
        for mine, peer in zip(ours, stock, strict=True)
    ]
    return {
        "median": round(statistics.median(made), 5),
        "min": round(min(made), 5),
        "max": round(max(made), 5),
    }


def _batch(language: str, name: str, texts: Texts, child: Child) -> dict[str, Any]:
    make = _BATCHES[name]
    rates, tagged, whole = [], 0, 0
    for _ in range(5):
        answer = child.ask([make(texts, 200) for _ in range(_MESSAGES)], batch=True)
        rates.append(_MESSAGES / answer["seconds"][0])
        tagged += answer["tagged"]
        whole += answer["sentences"]
    return {
        "language": language,
        "texts": name,
        "batch": _MESSAGES,
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
