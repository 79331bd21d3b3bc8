"""A text on its way to its redacted form: what is taken out so far and what is still to be read.

Positions are the original's, whatever has been replaced. Knows no detector and no action.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterator
from itertools import pairwise

from policies.damaged import find, may_hold
from policies.folding import PLAIN
from policies.labels import LITERAL
from policies.placeholders import OPAQUE_RE, TYPE_TOKEN_RE, token
from policies.spans import Span, without_overlap
from policies.surrogate_index import SurrogateIndex
from policies.table import ConversationTable

_FOLD = str.maketrans(PLAIN)


class Draft:
    """One text. `taken` is disjoint and sorted, `kept` is what the pack lets stand."""

    def __init__(self, text: str, surrogates: SurrogateIndex) -> None:
        self.text = text
        self.settled = not text or text.isspace()
        # Whether this text takes placeholders instead of surrogates, and masks without their last characters.
        self.plain = False
        self.kept: list[Span] = []
        self.surrogates: list[tuple[str, str]] = []
        self.standing: list[
            str
        ] = []  # placeholders that the written text names and nothing is behind
        self._may_hold = may_hold(text)
        self._pieces: list[tuple[int, int, Span | None]] = []
        self.taken = _forged(text, surrogates, whole=self._may_hold)
        self._look()

    def add(self, spans: list[Span]) -> list[Span]:
        """Takes spans of the view out; gives those that are new, in the original's positions."""
        return self._insert([self._back(span) for span in spans])

    def keep(self, spans: list[Span]) -> None:
        """Notes what the last scan of the view saw and the pack keeps."""
        self.kept = [self._back(span) for span in spans]

    def write(self, replacement: Callable[[Span, str], str]) -> str:
        """The text with each taken span replaced."""
        parts: list[str] = []
        self._pieces = []
        at = size = 0
        for span in self.taken:
            made = replacement(span, self.text[span.start : span.end])
            parts += (self.text[at : span.start], made)
            self._pieces.append((size, at, None))
            size += span.start - at
            self._pieces.append((size, span.start, span))
            size += len(made)
            at = span.end
        self._pieces.append((size, at, None))
        return "".join((*parts, self.text[at:]))

    def reforge(self, written: str, table: ConversationTable) -> bool:
        """Takes out what in the written text would be resolved and was not put there; whether there was any.

        A name without a bracket, such as `person_1`, stays where nothing is behind it: it is `standing`.
        """
        if not self._may_hold:
            return False
        ours = [m.span() for m in OPAQUE_RE.finditer(written)]
        found = [
            f
            for f in find(written)
            if not any(low < f.end and f.start < high for low, high in ours)
        ]
        self.standing = [f.token for f in found if f.bare and table.surface_of(f.token) is None]
        return self.add_written(
            [
                Span(f.start, f.end, LITERAL, 1.0)
                for f in found
                if not (f.bare and f.token in self.standing)
            ]
        )

    def add_written(self, spans: list[Span]) -> bool:
        """Takes spans of the written text out; whether any was new."""
        return bool(self._insert([self._from_written(span) for span in spans]))

    def made(self, table: ConversationTable) -> Iterator[tuple[str, str]]:
        """(class, surrogate) of every surrogate that stands in the written text."""
        for span in self.taken:
            surrogate = table.surrogate_of(span.label, self.text[span.start : span.end])
            if surrogate is not None:
                yield span.label, surrogate

    def written_surrogates(self, table: ConversationTable) -> list[tuple[int, int]]:
        """Where surrogates stand in the written text."""
        return self.written_places(
            lambda s: table.surrogate_of(s.label, self.text[s.start : s.end]) is not None
        )

    def written_places(self, wanted: Callable[[Span], bool]) -> list[tuple[int, int]]:
        """Where what was written for some of the taken spans stands in the written text; none if `plain`."""
        if self.plain:
            return []
        return [
            (low, high)
            for (low, _, span), (high, _, _) in pairwise(self._pieces)
            if span is not None and wanted(span)
        ]

    def _insert(self, spans: list[Span]) -> list[Span]:
        fresh = without_overlap(spans, self.taken)
        for span in fresh:
            insort(self.taken, span, key=lambda s: s.start)
        if fresh:
            self.settled = False
            self._look()
        return fresh

    def _look(self) -> None:
        """The view: a placeholder in each taken place, and where each of its characters stands."""
        if not self.taken:
            self.view = self.text
            self._starts: list[int] | None = None
            return
        parts: list[str] = []
        starts: list[int] = []
        at = 0
        for span in self.taken:
            stand_in = token(span.label, 1)
            parts += (self.text[at : span.start], stand_in)
            starts.extend(range(at, span.start))
            starts.extend([span.start] * len(stand_in))
            at = span.end
        starts.extend(range(at, len(self.text)))
        self.view = "".join((*parts, self.text[at:]))
        self._starts = starts

    def _back(self, span: Span) -> Span:
        if self._starts is None:
            return span
        return span.over(self._starts[span.start], self._starts[span.end - 1] + 1)

    def _from_written(self, span: Span) -> Span:
        return span.over(self._original(span.start), self._original(span.end - 1) + 1)

    def _original(self, at: int) -> int:
        for size, start, span in reversed(self._pieces):
            if size <= at:
                return start if span is not None else start + at - size
        return at


def _forged(text: str, surrogates: SurrogateIndex, *, whole: bool) -> list[Span]:
    """What looks like a token of ours: placeholders in brackets, type tokens, known surrogates."""
    found = [Span(f.start, f.end, LITERAL, 1.0) for f in find(text) if not f.bare] if whole else []
    if "[" in text or "［" in text or "【" in text:
        folded = text if text.isascii() else text.translate(_FOLD)
        folded = folded.replace("【", "[").replace("】", "]")
        types = [Span(m.start(), m.end(), LITERAL, 1.0) for m in TYPE_TOKEN_RE.finditer(folded)]
        found = sorted((*found, *without_overlap(types, found)), key=lambda s: s.start)
    for start, end in surrogates.places(text):
        span = Span(start, end, LITERAL, 1.0)
        found = sorted((*found, *without_overlap([span], found)), key=lambda s: s.start)
    return found
