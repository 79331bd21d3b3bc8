"""A pack's own entities: a pattern, words around it, a check digit, and examples that must hold.

A pattern comes from a file, so it is distrusted: it is tried on hostile strings when the pack is read, and
runs with a time limit afterwards. Knows no pack, no detector and no file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

import regex
from pydantic import BaseModel, ConfigDict, Field

from policies.recognizers import checks

TIMEOUT_SECONDS = 1.0  # a pattern that needs longer for one text refuses the text
_PROBE_SECONDS = 0.25
_PROBE_LENGTH = 1_500
# What a wrong check digit takes from a score: it lowers, it never rejects.
CHECK_LOSS = 0.3

Check = Literal["luhn", "mod97", "iban", "iso7064", "gb32100"]
Word = Annotated[str, Field(min_length=1, max_length=200)]
Example = Annotated[str, Field(min_length=1, max_length=2_000)]
Score = Annotated[float, Field(strict=True, gt=0.0, le=1.0)]


class EntityContext(BaseModel):
    """Words that make a finding surer when one stands near it, in any case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[Word, ...] = Field(min_length=1, max_length=200, description="any of them")
    within: int = Field(
        default=30, strict=True, ge=1, le=200, description="characters before or after the value"
    )
    score: Score = Field(default=0.9, description="the score when a word is near")


class EntityDocument(BaseModel):
    """One own entity as it stands in a pack."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: str = Field(
        min_length=1,
        max_length=1_000,
        description="a regular expression of the `regex` module; the group `v`, if any, is the value",
    )
    description: str = Field(default="", max_length=200, description="what it is, in one line")
    score: Score = Field(default=0.6, description="the score without context words")
    context: EntityContext | None = Field(default=None, description="words that raise the score")
    check: Check | None = Field(default=None, description="a check digit; a wrong one costs 0.3")
    match: tuple[Example, ...] = Field(
        min_length=1, max_length=100, description="texts in which the entity must be found"
    )
    no_match: tuple[Example, ...] = Field(
        default=(), max_length=100, description="texts in which it must not be found"
    )


def mod97(value: str) -> bool:
    """Whether a value passes ISO 7064 MOD 97-10 as it stands (letters count from A = 10)."""
    plain = re.sub(r"[^0-9A-Z]", "", value.upper())
    return bool(plain) and int("".join(str(int(c, 36)) for c in plain)) % 97 == 1


def iso7064(value: str) -> bool:
    """Whether a value passes ISO 7064 MOD 11-2, whose check character may be X."""
    plain = re.sub(r"[^0-9X]", "", value.upper())
    total = 0
    for char in plain:
        total = (total * 2 + (10 if char == "X" else int(char))) % 11
    return bool(plain) and total == 1


def _iban(value: str) -> bool:
    return len(re.sub(r"[^0-9A-Za-z]", "", value)) > 4 and checks.iban(value)


_CHECKS: dict[Check, Callable[[str], bool]] = {
    "luhn": lambda value: bool(checks.digits(value)) and checks.luhn(value),
    "mod97": mod97,
    "iban": _iban,
    "iso7064": iso7064,
    "gb32100": checks.social_credit_code,
}


@dataclass(frozen=True, slots=True)
class Entity:
    """A compiled own entity. Threads may share it."""

    label: str
    document: EntityDocument
    compiled: regex.Pattern[str]

    @property
    def best_score(self) -> float:
        """The highest score that a finding of it can have."""
        context = self.document.context
        return max(self.document.score, context.score if context else 0.0)

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """(start, end, score, rule) of each finding; TimeoutError when the pattern takes too long."""
        group = "v" if "v" in self.compiled.groupindex else 0
        for match in self.compiled.finditer(text, timeout=TIMEOUT_SECONDS):
            start, end = match.span(group)
            if end > start:
                yield start, end, self._score(text, start, end), f"pack: {self.label}"

    def near(self, text: str, start: int, end: int) -> str:
        """The context word near a finding, in lower case; empty when there is none."""
        context = self.document.context
        if context is None:
            return ""
        before = text[max(0, start - context.within) : start].casefold()
        after = text[end : end + context.within].casefold()
        folded = (word.casefold() for word in context.words)
        return next((word for word in folded if word in before or word in after), "")

    def _score(self, text: str, start: int, end: int) -> float:
        near = self.near(text, start, end)
        context = self.document.context
        score = context.score if near and context else self.document.score
        check = self.document.check
        if check is not None and not _CHECKS[check](text[start:end]):
            score -= CHECK_LOSS
        return round(max(score, 0.05), 3)


def build_entity(label: str, document: EntityDocument) -> Entity:
    """The entity, compiled. Raises `regex.error`; `pattern_faults` says so in words."""
    return Entity(label, document, regex.compile(document.pattern))


@lru_cache(maxsize=1_024)
def pattern_faults(pattern: str, examples: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What is wrong with a pattern from a file, in words: it does not compile, matches nothing, never ends."""
    try:
        compiled = regex.compile(pattern)
    except (regex.error, RecursionError, OverflowError) as error:
        place = getattr(error, "pos", None)
        where = f" at character {place + 1}" if isinstance(place, int) else ""
        return (f"the pattern is not valid: {getattr(error, 'msg', 'too complex')}{where}",)
    empty = False
    for text in _hostile(pattern, examples):
        try:
            for match in compiled.finditer(text, timeout=_PROBE_SECONDS):
                empty = empty or match.end() == match.start()
        except TimeoutError:
            return ("the pattern backtracks without bound: on a hostile text it takes too long",)
    return ("the pattern matches the empty string",) if empty else ()


def example_faults(entity: Entity, threshold: float) -> Iterator[tuple[str, int, str]]:
    """(`match` or `no_match`, index, what is wrong) of each example that does not hold."""
    for at, text in enumerate(entity.document.match):
        if not any(score >= threshold for _, _, score, _ in entity.find(text)):
            yield "match", at, "the entity is not found in this example"
    for at, text in enumerate(entity.document.no_match):
        if any(score >= threshold for _, _, score, _ in entity.find(text)):
            yield "no_match", at, "the entity is found in this example"


def _hostile(pattern: str, examples: Sequence[str]) -> Iterator[str]:
    """Long repetitive texts that almost match: of usual characters, of the pattern's own, of its examples."""
    bare = re.sub(r"\\.|\(\?[^)]*?[>:=!]|\[[^\]]*\]|\{[^}]*\}", " ", pattern)
    literals = re.findall(r"[0-9A-Za-z一-鿿@_:-]+", bare)[:8]
    tail = "\x00\n" + " ".join(literals)
    heads = ("", literals[0] if literals else "")
    units = dict.fromkeys((*"a0A1 -.@_/中,=:", "a ", "0-", "a.", "0a", "aA0", *literals))
    yield ""
    for unit in units:
        run = unit * (_PROBE_LENGTH // len(unit))
        yield from (f"{head}{run}{tail}" for head in dict.fromkeys(heads))
    for example in examples[:3]:
        for at in range(1, min(len(example), 40) + 1):
            yield f"{example[:at]}{example[at - 1] * _PROBE_LENGTH}{tail}"
        yield example * (_PROBE_LENGTH // len(example)) + tail
