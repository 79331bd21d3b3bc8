"""How well spans cover what is personal: one running count for each category.

An entity is found when every letter and digit of it is masked, whatever the label. Character recall counts the
letters and digits of entities; character precision counts all masked characters but spaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.redaction.cases import Case


@dataclass(slots=True)
class Score:
    """Counts that add up over cases."""

    cases: int = 0
    touched: int = 0
    entities: int = 0
    found: int = 0
    chars: int = 0
    chars_found: int = 0
    masked: int = 0
    masked_right: int = 0
    spans: int = 0
    spans_right: int = 0
    missed: dict[str, int] = field(default_factory=dict)

    def add(self, case: Case, spans: Iterable[tuple[int, int]]) -> bool:
        """Count one case with the stretches masked in it; True when nothing is missed or masked too much."""
        places = sorted(spans)
        masked = {at for low, high in places for at in range(low, high)}
        wanted = [
            {at for at in range(e.start, e.end) if case.text[at].isalnum()} for e in case.entities
        ]
        whole = {at for e in case.entities for at in range(e.start, e.end)}
        neutral = {at for low, high in case.neutral for at in range(low, high)} - whole
        found = sum(w <= masked for w in wanted)
        judged = [at for at in masked - neutral if not case.text[at].isspace()]
        right = sum(at in whole for at in judged)
        self.cases += 1
        self.touched += bool(places)
        self.entities += len(wanted)
        self.found += found
        self.chars += sum(map(len, wanted))
        self.chars_found += sum(len(w & masked) for w in wanted)
        self.masked += len(judged)
        self.masked_right += right
        near = whole | neutral
        self.spans += len(places)
        self.spans_right += sum(any(at in near for at in range(*p)) for p in places)
        if found < len(wanted):
            self.missed[case.kind] = self.missed.get(case.kind, 0) + 1
        return found == len(wanted) and right == len(judged)

    @property
    def recall(self) -> float:
        """Share of entities whose letters and digits are all masked."""
        return _share(self.found, self.entities)

    @property
    def char_recall(self) -> float:
        """Share of the entities' letters and digits that are masked."""
        return _share(self.chars_found, self.chars)

    @property
    def char_precision(self) -> float:
        """Share of masked characters that belong to an entity."""
        return _share(self.masked_right, self.masked)

    @property
    def span_precision(self) -> float:
        """Share of masked stretches that overlap an entity."""
        return _share(self.spans_right, self.spans)

    @property
    def touched_share(self) -> float:
        """Share of texts in which anything is masked."""
        return _share(self.touched, self.cases, empty=0.0)

    def merge(self, other: Score) -> None:
        """Add another count to this one."""
        for name in self.__slots__:
            if name != "missed":
                setattr(self, name, getattr(self, name) + getattr(other, name))
        for kind, count in other.missed.items():
            self.missed[kind] = self.missed.get(kind, 0) + count


def _share(part: int, whole: int, empty: float = 1.0) -> float:
    return part / whole if whole else empty
