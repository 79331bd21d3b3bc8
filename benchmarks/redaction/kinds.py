"""A kind of identifier: how it is made, what people call it, and whether it can stand without its name.

Knows no sentence; `carriers` puts kinds into sentences.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.redaction.cases import Value

DIGITS = "0123456789"
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOWER = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Kind:
    """`bare` kinds have a grammar that shows what they are; the others need a word beside them.

    `english` makes the value where English writes it in another way (an extension's word).
    """

    name: str
    label: str
    make: Callable[[Random], str | Value]
    zh: tuple[str, ...]
    en: tuple[str, ...]
    bare: bool = True
    english: Callable[[Random], str | Value] | None = None

    def value(self, language: str, rng: Random) -> str | Value:
        """A value as it is written in a language."""
        make = self.english if language == "en" and self.english is not None else self.make
        return make(rng)


def some(rng: Random, alphabet: str, size: int) -> str:
    """Random characters."""
    return "".join(rng.choice(alphabet) for _ in range(size))


def digits(rng: Random, size: int) -> str:
    """Random digits, the first of which is not zero."""
    return rng.choice("123456789") + some(rng, DIGITS, size - 1)


def shaped(rng: Random, shape: str) -> str:
    """`#` a digit, `N` a digit from 2 to 9, `A` a capital letter, `h` a hex digit; the rest as it stands."""
    pool = {"#": DIGITS, "N": "23456789", "A": UPPER, "h": "0123456789abcdef"}
    return "".join(rng.choice(pool[c]) if c in pool else c for c in shape)


def with_tail(core: str, tail: str) -> Value:
    """A value whose last characters (a port, say) may be masked or not."""
    return Value(core, after=tail)


def one_of(*makers: Callable[[Random], str]) -> Callable[[Random], str]:
    """A maker that takes one of several at random."""
    return lambda rng: rng.choice(makers)(rng)


def form(*shapes: str) -> Callable[[Random], str]:
    """A maker of one of several shapes."""
    return lambda rng: shaped(rng, rng.choice(shapes))
