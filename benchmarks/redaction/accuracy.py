"""Every accuracy category run through a scan; the result is one score for each row of the table.

A category's cases are made from its own seed, so that adding one changes no other. The scan gives the
stretches that a pack would act on; whatever it raises ends the run.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.redaction import (
    dialogues,
    goals,
    kinds_china,
    kinds_keys,
    kinds_world,
    negatives,
    prose,
)
from benchmarks.redaction.carriers import glued, in_sentence
from benchmarks.redaction.cases import Case
from benchmarks.redaction.disguises import DISGUISES, EXTRA, disguised
from benchmarks.redaction.goals import Goal
from benchmarks.redaction.kinds import Kind
from benchmarks.redaction.metrics import Score

Scan = Callable[[list[str]], list[list[tuple[int, int]]]]
_BATCH = 64
# Of the edition: new texts, a new seed.
SEED = 4113
STRUCTURED = (*kinds_china.GRAMMAR, *kinds_world.GRAMMAR)
CONTEXT = (*kinds_china.CONTEXT, *kinds_world.CONTEXT)
SECOND = {
    "en": tuple(k for k in kinds_world.GRAMMAR if k.name in {"e-mail", "US phone", "world phone"}),
    "zh": tuple(
        k for k in (*kinds_china.GRAMMAR, *kinds_world.GRAMMAR) if k.name in {"e-mail", "mobile"}
    ),
}


@dataclass(frozen=True, slots=True)
class Category:
    """A row of the table: its cases are made when asked for."""

    name: str
    goal: Goal
    make: Callable[[Random], Iterator[Case]]


@dataclass(slots=True)
class Row:
    """A category's score, and one for each kind in it."""

    category: Category
    score: Score = field(default_factory=Score)
    kinds: dict[str, Score] = field(default_factory=dict)
    failures: list[Case] = field(default_factory=list)


def categories(size: int, folder: Path | None) -> list[Category]:
    """All categories; `size` is the number of cases of one kind in a structured category."""
    rows = [
        Category(f"structured, {lang}", goals.STRUCTURED, _sentences(STRUCTURED, lang, size))
        for lang in ("en", "zh")
    ]
    rows.append(Category("structured, glued to Han", goals.STRUCTURED, _glued(STRUCTURED, size)))
    rows += [
        Category(
            f"credentials, {lang}",
            goals.STRUCTURED,
            _sentences(kinds_keys.KEYS, lang, max(1, size // 2)),
        )
        for lang in ("en", "zh")
    ]
    rows += [
        Category(
            f"other countries' ids, {lang}",
            goals.STRUCTURED,
            _sentences(kinds_world.OTHER_IDS, lang, max(1, size // 2)),
        )
        for lang in ("en", "zh")
    ]
    rows += [
        Category(
            f"disguised: {d.name}",
            goals.DISGUISED,
            _many(partial(disguised, d), size * 3),
        )
        for d in DISGUISES
    ]
    rows += [
        Category(
            f"disguised, beyond the promise: {d.name}",
            goals.NONE,
            _many(partial(disguised, d), size),
        )
        for d in EXTRA
    ]
    worded = (*CONTEXT, *kinds_keys.WORDED)
    rows += [
        Category(
            "context-only, zh ids", goals.CONTEXT, _sentences(kinds_china.CONTEXT, "zh", size)
        ),
        Category(
            "context-only, en",
            goals.CONTEXT,
            _sentences((*kinds_world.CONTEXT, *kinds_keys.WORDED), "en", size),
        ),
        Category("context-only, glued to Han", goals.CONTEXT, _glued(worded, max(1, size // 2))),
        Category(
            "context-only, other language's words", goals.CONTEXT, _crossed(max(1, size // 2))
        ),
    ]
    rows += [
        Category(group, goals.FREE, _many(partial(prose.sentence, group), size * 10))
        for group in prose.GROUPS
    ]
    if folder is not None:
        rows += [
            Category(
                f"names and addresses in real dialogues, {lang}",
                goals.FREE,
                _dialogues(folder, lang, size * 20),
            )
            for lang in ("en", "zh")
        ]
    rows += [
        Category(f"no personal data, {lang}", goals.CLEAN, _clean(lang, size * 20))
        for lang in ("en", "zh")
    ]
    return rows


def measure(rows: Iterable[Category], scan: Scan, seed: int = SEED) -> Iterator[Row]:
    """Each category's scores as soon as they are known."""
    for category in rows:
        row = Row(category)
        batch: list[Case] = []
        for case in category.make(Random(seed + zlib.crc32(category.name.encode()))):
            batch.append(case)
            if len(batch) == _BATCH:
                _score(row, batch, scan)
                batch = []
        if batch:
            _score(row, batch, scan)
        yield row


def passed(score: Score, goal: Goal) -> bool | None:
    """Whether a score reaches its goal; None when there is none."""
    bounds = (
        (goal.recall, score.recall),
        (goal.char_recall, score.char_recall),
        (goal.precision, score.char_precision),
        (goal.precision, score.span_precision),
    )
    held = [value >= bound for bound, value in bounds if bound is not None]
    if goal.touched is not None:
        held.append(score.touched_share <= goal.touched)
    return all(held) if held else None


def _score(row: Row, batch: list[Case], scan: Scan) -> None:
    for case, spans in zip(batch, scan([case.text for case in batch]), strict=True):
        good = row.score.add(case, spans)
        for kind in sorted({e.kind or case.kind for e in case.entities}) or [case.kind]:
            row.kinds.setdefault(kind, Score()).add(_only(case, kind), spans)
        if not good or (spans and not case.entities):
            row.failures.append(case)


def _only(case: Case, kind: str) -> Case:
    """The case with one kind's entities; the others count neither way."""
    mine = tuple(e for e in case.entities if (e.kind or case.kind) == kind)
    others = tuple((e.start, e.end) for e in case.entities if e not in mine)
    return Case(case.text, mine, (*case.neutral, *others), kind)


def _sentences(
    kinds: tuple[Kind, ...], language: str, each: int
) -> Callable[[Random], Iterator[Case]]:
    return lambda rng: (
        in_sentence(kind, language, rng, SECOND[language]) for _ in range(each) for kind in kinds
    )


def _glued(kinds: tuple[Kind, ...], each: int) -> Callable[[Random], Iterator[Case]]:
    return lambda rng: (glued(kind, rng) for _ in range(each) for kind in kinds)


def _crossed(each: int) -> Callable[[Random], Iterator[Case]]:
    def made(rng: Random) -> Iterator[Case]:
        for _ in range(each):
            for kind in kinds_china.CONTEXT:
                yield in_sentence(kind, "en", rng)
            for kind in (*kinds_world.CONTEXT, *kinds_keys.WORDED):
                yield in_sentence(kind, "zh", rng)

    return made


def _many(make: Callable[[Random], Case], count: int) -> Callable[[Random], Iterator[Case]]:
    return lambda rng: (make(rng) for _ in range(count))


def _clean(language: str, count: int) -> Callable[[Random], Iterator[Case]]:
    return lambda rng: iter(negatives.messages(language, count, rng))


def _dialogues(folder: Path, language: str, count: int) -> Callable[[Random], Iterator[Case]]:
    def made(rng: Random) -> Iterator[Case]:
        messages = dialogues.load(folder, language)
        return (dialogues.inserted(messages, language, rng) for _ in range(count))

    return made
