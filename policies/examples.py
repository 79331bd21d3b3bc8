"""A pack's own examples and its entities' examples, run with a detector.

Examples are made up by whoever writes a pack: their values may be shown. Knows no file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policies.detector import Detector
from policies.pack import Pack
from policies.pack_yaml import Where
from policies.schema import Example
from policies.spans import Span


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example: its place in the pack, and what did not hold."""

    where: Where
    faults: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether all of it held."""
        return not self.faults


def count_examples(pack: Pack) -> int:
    """How many outcomes `run_examples` will give."""
    bodies = [entity.document for entity in pack.entities]
    return len(pack.tests) + sum(len(body.match) + len(body.no_match) for body in bodies)


def run_examples(pack: Pack, detector: Detector) -> Iterator[Outcome]:
    """Each example's outcome, the entities' first. Raises whatever the detector raises."""
    for entity in pack.entities:
        place: Where = ("entities", entity.label)
        for at, text in enumerate(entity.document.match):
            found = any(span.label == entity.label for span in detector.scan(text))
            yield Outcome((*place, "match", at), () if found else (f"no {entity.label} is found",))
        for at, text in enumerate(entity.document.no_match):
            own = entity.label.startswith("CUSTOM_")  # a known class has other rules as well
            hit = own and any(span.label == entity.label for span in detector.scan(text))
            yield Outcome((*place, "no_match", at), (f"{entity.label} is found",) if hit else ())
    for at, example in enumerate(pack.tests):
        yield Outcome(("tests", at), tuple(_faults(example, pack, detector.scan(example.text))))


def _faults(example: Example, pack: Pack, spans: list[Span]) -> Iterator[str]:
    text = example.text
    for label, value in example.wanted():
        exact = any(s.label == label and text[s.start : s.end] == value for s in spans)
        if not exact:
            yield f"{label} {value!r} is not found; {_instead(value, text, spans)}"
    acted = [s for s in spans if s.label in pack.taken_out]
    parts = example.untouched or (() if example.find else (text,))
    for part in parts:
        hit = next((s for s in acted if _overlaps(part, text, s)), None)
        if hit is not None:
            yield f"{part!r} must stay, but {hit.label} {text[hit.start : hit.end]!r} is found"


def _instead(value: str, text: str, spans: list[Span]) -> str:
    near = [s for s in spans if _overlaps(value, text, s)]
    if not near:
        return "nothing is found there"
    return "found: " + ", ".join(f"{s.label} {text[s.start : s.end]!r}" for s in near)


def _overlaps(part: str, text: str, span: Span) -> bool:
    """Whether a span touches any place where a part stands."""
    at = text.find(part)
    while at >= 0:
        if span.start < at + len(part) and at < span.end:
            return True
        at = text.find(part, at + 1)
    return False
