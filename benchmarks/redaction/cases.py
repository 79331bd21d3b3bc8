"""Labelled texts: templates with slots become a text and the exact places of its entities.

A slot is written «name». Knows no generator and no detector.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

_SENTENCE = re.compile("[A-Z][a-z]+[ ',]")
_SLOT = re.compile("«([a-z_0-9]+)»")


@dataclass(frozen=True, slots=True)
class Value:
    """What fills a slot: `core` is the entity; `before` and `after` (a title, say) may be masked or not.

    Without a label nothing is an entity. `kind` names what is scored apart; the slot's name where it is empty.
    """

    core: str
    label: str | None = None
    before: str = ""
    after: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch that must be masked; code points, `end` exclusive."""

    start: int
    end: int
    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A text with everything in it that is personal; `neutral` stretches count neither way."""

    text: str
    entities: tuple[Entity, ...] = ()
    neutral: tuple[tuple[int, int], ...] = ()
    kind: str = ""


Maker = Callable[[Random], Value]


def fill(template: str, makers: Mapping[str, Maker], rng: Random, kind: str = "") -> Case:
    """The template with each slot filled. Raises KeyError for a slot that has no maker."""
    text = ""
    entities: list[Entity] = []
    neutral: list[tuple[int, int]] = []
    at = 0
    for slot in _SLOT.finditer(template):
        value = makers[slot.group(1)](rng)
        text += template[at : slot.start()] + value.before
        start = len(text)
        end = start + len(value.core)
        text += value.core + value.after
        neutral.extend(_sides(value, start, end))
        if value.label is not None:
            entities.append(Entity(start, end, value.label, value.kind or slot.group(1)))
        at = slot.end()
    return Case(text + template[at:], tuple(entities), tuple(neutral), kind)


def moved(case: Case, before: str, after: str) -> Case:
    """The case with text around it."""
    by = len(before)
    return Case(
        before + case.text + after,
        tuple(replace(e, start=e.start + by, end=e.end + by) for e in case.entities),
        tuple((low + by, high + by) for low, high in case.neutral),
        case.kind,
    )


def joined(opener: str, text: str) -> str:
    """An opener and a sentence; behind a comma the sentence's first word is written small, `I` and slots apart."""
    if opener.endswith(", ") and _SENTENCE.match(text):
        text = text[0].lower() + text[1:]
    return opener + text


def lines(text: str) -> tuple[str, ...]:
    """A template for each line of `text` that is not empty; `\\n` within a line stands for a new line."""
    return tuple(line.replace("\\n", "\n") for line in text.strip("\n").split("\n") if line)


def words(text: str) -> tuple[str, ...]:
    """What stands between the upright strokes of `text`, line breaks apart."""
    return tuple(text.replace("\n", "").split("|"))


def constant(text: str, label: str | None = None) -> Maker:
    """A maker that always gives `text`."""
    return lambda _: Value(text, label)


def choice(*texts: str) -> Maker:
    """A maker of words that are no entity."""
    return lambda rng: Value(rng.choice(texts))


def _sides(value: Value, start: int, end: int) -> list[tuple[int, int]]:
    sides = []
    if value.before:
        sides.append((start - len(value.before), start))
    if value.after:
        sides.append((end, end + len(value.after)))
    return sides
