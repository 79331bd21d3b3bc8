"""Values in disguise: stretches read otherwise, and the rules asked again about the reading.

Asked only where the text holds the mark of a disguise, and believed only for what the reading changed and for
classes with a form of their own. Knows no pack.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from policies.engine import Rules, SpanFinder
from policies.labels import STRUCTURED
from policies.readings.base import Reader, Reading
from policies.readings.digits import PartedDigits
from policies.readings.encoded import Base64
from policies.readings.letters import LetterDigits
from policies.readings.mail import SpelledMail
from policies.readings.numerals import HanNumerals
from policies.readings.spoken import SpelledDigits
from policies.recognizers.deadline import time_left
from policies.spans import Span
from policies.view import open_view

Found = list[tuple[Span, str]]
READERS: tuple[Reader, ...] = (
    PartedDigits(),
    HanNumerals(),
    SpelledDigits(),
    SpelledMail(),
    LetterDigits(),
)
_DEPTH = 2
# The score of what a reader knows by its form alone.
_SURE = 0.9
# What is known so surely as it stands is no value in disguise.
_PLAINLY = 0.86


def disguise_finders(rules: Rules) -> Iterator[tuple[str, SpanFinder]]:
    """(what a text must hold, what finds) for each kind of disguise, with the rules that are asked again."""
    for reader in READERS:
        yield reader.needs, partial(_find, reader, rules)
    yield Base64.needs, partial(_encoded, rules, _DEPTH)


def _find(reader: Reader, rules: Rules, text: str, known: Found) -> Found:
    found: Found = []
    for reading in reader.readings(text):
        time_left()
        if not reading.label and _is_known(reading, known):
            continue
        for span, rule in _in_reading(reading, rules):
            place = reading.place(span.start, span.end)
            if place is not None:
                found.append((Span(*place, span.label, span.score), f"{rule} ({reader.name})"))
    return found


def _is_known(reading: Reading, known: Found) -> bool:
    """Whether all that a reading changes stands in one value that the rules surely know as it stands."""
    start, end = reading.pieces[0].start, reading.pieces[-1].end
    return any(
        span.score >= _PLAINLY
        and span.start <= start
        and end <= span.end
        and span.label in STRUCTURED
        for span, _ in known
    )


def _in_reading(reading: Reading, rules: Rules) -> Iterator[tuple[Span, str]]:
    """What is in a reading: what it says itself, or what the rules find in it."""
    if reading.label:
        yield Span(reading.low, reading.high, reading.label, _SURE), "form"
        return
    for span, rule in rules(reading.text, STRUCTURED):
        if span.score >= reading.least:
            yield span, rule


def _encoded(rules: Rules, depth: int, text: str, known: Found) -> Found:
    """One span for each run of base64 that holds a value, also one in another disguise."""
    del known
    found: Found = []
    for reading in Base64().readings(text):
        time_left()
        inner = open_view(reading.text).text
        held = list(rules(inner))
        for reader in READERS:
            held.extend(_find(reader, rules, inner, held))
        if depth:
            held.extend(_encoded(rules, depth - 1, inner, held))
        best = max(held, key=lambda pair: pair[0].score, default=None)
        if best is not None and (place := reading.place(0, len(reading.text))) is not None:
            found.append((Span(*place, best[0].label, best[0].score), f"{best[1]} (base64)"))
    return found
