"""Known values of a conversation, found again in a text without their context.

The whole value in any case, and of a name that was found for sure its parts: the given name, the
surname, 王先生 and 小王 of 王小明. Words that are everyday language are not looked for. One automaton
(Aho-Corasick) for all values, so that the cost does not grow with their number. Knows no detector.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick  # type: ignore[import-not-found]  # a C extension without stubs

from policies.everyday import is_everyday, joins_a_word
from policies.folding import close_up, fold, readings
from policies.labels import LITERAL
from policies.name_parts import Part, parts_of
from policies.placeholders import OPAQUE_RE
from policies.spans import Span
from policies.view import open_view

# New patterns are searched one by one until there are this many; then the automaton is built again.
_TAIL = 32
_MIN_CLOSED = 9  # digits; a shorter number without its separators may be anything
_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_WORD = re.compile(r"\w")
_ESCAPED = re.compile(r"\\|%[0-9A-Fa-f]{2}|&[#a-zA-Z]")


@dataclass(frozen=True, slots=True)
class _Known:
    """What a pattern stands for; `part` None is the whole value."""

    label: str
    surface: str
    part: Part | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A known value in a text: where, and of which table value it is one."""

    start: int
    end: int
    label: str
    surface: str
    whole: bool


class ValueIndex:
    """Values to look for; grows, never shrinks. Not for two threads at once while it grows."""

    def __init__(self) -> None:
        self._known: dict[str, list[_Known]] = {}
        self._tail: list[str] = []
        self._automaton: ahocorasick.Automaton | None = None

    def add(self, label: str, surface: str, *, strong: bool = False) -> None:
        """A value; with `strong` also the parts of a name."""
        if label == LITERAL or not distinctive(surface):
            return
        if not strong:
            folded = fold(surface)
            self._put(folded.text, _Known(label, surface, None))
            closed = close_up(folded)
            if closed is not None and _closes_up(closed.text):
                self._put(closed.text, _Known(label, surface, None))
        elif label == "PERSON":
            for part in parts_of(surface):
                self._put(part.pattern, _Known(label, surface, part))

    def spans(self, text: str) -> list[Span]:
        """Where known values and their parts stand in a text, outside placeholders."""
        spans = [Span(h.start, h.end, h.label, 0.9 if h.whole else 0.8) for h in self.hits(text)]
        return united(spans) if len(spans) > 1 else spans

    def hits(self, text: str) -> Iterator[Hit]:
        """Every hit; they may overlap."""
        if not self._known:
            return
        opaque: list[tuple[int, int]] | None = None
        for reading in readings(text):
            for end, pattern in self._matches(reading.text):
                start = end - len(pattern)
                if glued(reading.text, start) or glued(reading.text, end):
                    continue
                if opaque is None:
                    opaque = [m.span() for m in OPAQUE_RE.finditer(text)]
                for known in self._known[pattern]:
                    hit = _hit(text, reading.text, reading.back(start, end), (start, end), known)
                    if hit is not None and not any(
                        low < hit.end and hit.start < high for low, high in opaque
                    ):
                        yield hit

    def _put(self, pattern: str, known: _Known) -> None:
        if pattern in self._known:
            self._known[pattern].append(known)
            return
        self._known[pattern] = [known]
        self._tail.append(pattern)

    def _matches(self, text: str) -> Iterator[tuple[int, str]]:
        """(end, pattern) of every occurrence."""
        if len(self._tail) > _TAIL:
            self._build()
        if self._automaton is not None:
            for last, pattern in self._automaton.iter(text):
                yield last + 1, pattern
        for pattern in self._tail:
            at = text.find(pattern)
            while at >= 0:
                yield at + len(pattern), pattern
                at = text.find(pattern, at + 1)

    def _build(self) -> None:
        automaton = ahocorasick.Automaton()
        for pattern in self._known:
            automaton.add_word(pattern, pattern)
        automaton.make_automaton()
        self._automaton, self._tail = automaton, []


def spans_of(indexes: Iterable[ValueIndex], text: str) -> list[Span]:
    """Where the values of several indexes stand in a text, also behind its escapes."""
    indexes = list(indexes)
    found = [span for index in indexes for span in index.spans(text)]
    if _ESCAPED.search(text) is not None:
        view = open_view(text)
        found += [view.back(span) for index in indexes for span in index.spans(view.text)]
    return found


def united(spans: Iterable[Span]) -> list[Span]:
    """Disjoint spans over the same characters: overlapping ones become one, neighbours stay apart."""
    done: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        last = done[-1] if done else None
        if last is None or span.start >= last.end:
            done.append(span)
        elif span.end > last.end:
            longer = max(last, span, key=lambda s: s.end - s.start)
            done[-1] = longer.over(last.start, span.end)
    return done


def distinctive(surface: str) -> bool:
    """Whether a value can be searched for without its context: long enough and no everyday word."""
    if surface.isdigit():
        return len(surface) >= 4
    if len(_HAN.findall(surface)) < 2 and len(_WORD.findall(surface)) < 3:
        return False
    return not is_everyday(surface)


def glued(text: str, at: int) -> bool:
    """Whether the characters around the border `at` belong to one word or one number."""
    if at <= 0 or at >= len(text):
        return False
    left, right = text[at - 1], text[at]
    if _HAN.match(left) or _HAN.match(right):
        return False
    if left.isdigit() and right.isdigit():
        return True
    return bool(
        _WORD.match(left) and _WORD.match(right) and not left.isdigit() and not right.isdigit()
    )


def _closes_up(text: str) -> bool:
    digits = sum(c.isdigit() for c in text)
    return digits >= _MIN_CLOSED or (digits == 0 and len(_HAN.findall(text)) >= 2)


def _hit(
    text: str, folded: str, place: tuple[int, int], match: tuple[int, int], known: _Known
) -> Hit | None:
    start, end = place
    found = text[start:end]
    if known.part is None:
        # Two characters may be pieces of other words: 小明 in 从小明白.
        if known.label == "PERSON" and len(found) == 2 and joins_a_word(folded, *match):
            return None
        return Hit(start, end, known.label, known.surface, whole=True)
    grown = known.part.place(found, folded, match)
    if grown is None:
        return None
    before, after = grown
    return Hit(start - before, end + after, known.label, known.surface, whole=False)
