"""Spans of a text, and how many recognisers' findings become one disjoint list.

Masked characters are united first; only then does each stretch get its label, so that no finding can
hide another. Knows no recogniser and no pack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import NamedTuple

_GAP = re.compile(r"[\s,，、.·#-]{1,3}")
_NAME_GAP = re.compile(r"[ \t·•.’'-]{1,2}")
_WORD = re.compile(r"\w")
# Pieces of these classes that lie side by side are one value: rule for the text between them.
_STITCH: dict[str, re.Pattern[str]] = {"LOCATION": _GAP, "PERSON": _NAME_GAP}


class Span(NamedTuple):
    """A stretch of text: `start` and `end` count code points, `end` is exclusive, `score` is 0 to 1."""

    start: int
    end: int
    label: str
    score: float

    def over(self, start: int, end: int) -> Span:
        """The same of another stretch."""
        return Span(start, end, self.label, self.score)


_BY_PLACE = attrgetter("start", "end")


def unite(text: str, spans: Iterable[Span]) -> list[Span]:
    """Disjoint, sorted spans that cover exactly the characters that `spans` cover."""
    found: list[Span] = []
    for group in _overlapping(sorted(spans, key=_BY_PLACE)):
        if len(group) == 1:
            found.append(group[0])
        else:
            found.extend(_label_group(text, group))
    return stitch(text, found)


def stitch(text: str, spans: list[Span]) -> list[Span]:
    """Pieces of one name or address joined where only separators lie between them."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.label in _STITCH and _one_value(text, joined[-1], span):
            last = joined[-1]
            joined[-1] = Span(last.start, span.end, last.label, max(last.score, span.score))
        else:
            joined.append(span)
    return joined


def clip(spans: Iterable[Span], opaque: list[tuple[int, int]]) -> list[Span]:
    """The parts of `spans` that lie outside the sorted, disjoint stretches `opaque`."""
    if not opaque:
        return list(spans)
    parts: list[Span] = []
    for span in spans:
        start = span.start
        for low, high in opaque:
            if high <= start or low >= span.end:
                continue
            if low > start:
                parts.append(span.over(start, low))
            start = max(start, high)
        if start < span.end:
            parts.append(span.over(start, span.end))
    return parts


def without_overlap(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Those of `spans` that touch none of `taken`."""
    held = list(taken)
    return [s for s in spans if all(s.end <= t.start or s.start >= t.end for t in held)]


def trim(text: str, span: Span, keep: Callable[[str], bool] = str.isspace) -> Span | None:
    """The span without the outer characters for which `keep` is true; None when nothing stays."""
    start, end = span.start, span.end
    while start < end and keep(text[start]):
        start += 1
    while end > start and keep(text[end - 1]):
        end -= 1
    if start == span.start and end == span.end:
        return span if start < end else None
    return span.over(start, end) if start < end else None


def _one_value(text: str, left: Span, right: Span) -> bool:
    if left.label != right.label:
        return False
    gap = text[left.end : right.start]
    return not gap or _STITCH[left.label].fullmatch(gap) is not None


def _overlapping(spans: list[Span]) -> list[list[Span]]:
    groups: list[list[Span]] = []
    end = -1
    for span in spans:
        if span.start < end:
            groups[-1].append(span)
            end = max(end, span.end)
        else:
            groups.append([span])
            end = span.end
    return groups


def _label_group(text: str, group: list[Span]) -> list[Span]:
    """One label a character, best score first, then longest; slivers go to their neighbour."""
    low, high = group[0].start, max([s.end for s in group])
    best = max([s.score for s in group])
    wholes = [(-s.score, s.label) for s in group if s.start == low and s.end == high]
    if wholes:
        less, label = min(wholes)
        if -less >= best - 0.2:
            return [Span(low, high, label, best)]
    ranked = sorted(group, key=lambda s: (-s.score, s.start - s.end, s.start, s.label))
    owner: list[Span | None] = [None] * (high - low)
    for span in ranked:
        for at in range(span.start - low, span.end - low):
            owner[at] = owner[at] or span
    return _absorb(text, _runs(owner, low))


def _runs(owner: list[Span | None], low: int) -> list[Span]:
    runs: list[Span] = []
    held: Span | None = None
    for at, span in enumerate(owner, low):
        if span is None:  # a group has no holes; kept for the type checker and for honesty
            continue
        if span is held and runs[-1].end == at:
            runs[-1] = runs[-1].over(runs[-1].start, at + 1)
        else:
            runs.append(span.over(at, at + 1))
            held = span
    return runs


def _absorb(text: str, runs: list[Span]) -> list[Span]:
    """Runs with fewer than two word characters join the run before or after them."""
    kept: list[Span] = []
    for run in runs:
        small = len(_WORD.findall(text[run.start : run.end])) < 2
        if kept and (small or len(_WORD.findall(text[kept[-1].start : kept[-1].end])) < 2):
            best = kept[-1] if small else run
            kept[-1] = best.over(kept[-1].start, run.end)
        else:
            kept.append(run)
    return kept
