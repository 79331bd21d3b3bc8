"""Texts for timing: a wanted length, with or without personal data, each text only once."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.redaction import kinds_china, kinds_world, negatives, prose
from benchmarks.redaction.carriers import in_sentence
from benchmarks.redaction.cases import fill

LANGUAGES = ("en", "zh")
# Classes of everyday messages, without those that were made to look like names.
PLAIN = ("orders", "amounts", "dates and times", "roles", "chat", "policies", "numbers")


class Texts:
    """Endless fresh texts of one language from a seed."""

    def __init__(self, language: str, seed: int, hard: tuple[str, ...] = ()) -> None:
        self._language = language
        self._hard = hard
        self._rng = Random(seed)
        self._join = " " if language == "en" else ""
        self._clean: list[str] = []
        self._plain: list[str] = []

    def clean(self, size: int) -> str:
        """About `size` characters without personal data, different each time."""
        return self._filled(size, self._clean_sentence)

    def personal(self, size: int) -> str:
        """About `size` characters in which seven sentences of ten hold personal data of any kind."""
        return self._filled(size, self._any_sentence)

    def service(self, size: int) -> str:
        """About `size` characters as a service desk gets them: one sentence in eight with a name or an address."""
        return self._filled(size, self._service_sentence)

    def named(self, size: int) -> str:
        """About `size` characters, a name or an address in every sentence."""
        return self._filled(size, self._name)

    def fifth(self, size: int) -> str:
        """About `size` characters of a service desk's, one sentence in five of those given as hard."""
        return self._filled(size, self._fifth_sentence)

    def worst(self, size: int) -> str:
        """About `size` characters of the sentences given as hard. Raises IndexError when there are none."""
        return self._filled(size, self._hard_sentence)

    def _fifth_sentence(self) -> str:
        return self._hard_sentence() if self._rng.random() < 0.2 else self._plain_sentence()

    def _hard_sentence(self) -> str:
        return self._ended(fill(self._rng.choice(self._hard), prose.MAKERS, self._rng).text)

    def _filled(self, size: int, make: Callable[[], str]) -> str:
        text = ""
        while len(text) < size:
            text += (self._join if text else "") + make()
        return text if size > 1000 else text[: size + 40]

    def _clean_sentence(self) -> str:
        return self._next(self._clean, None)

    def _plain_sentence(self) -> str:
        return self._next(self._plain, PLAIN)

    def _service_sentence(self) -> str:
        roll = self._rng.random()
        if roll < 0.125:
            return self._name()
        if roll < 0.2:
            return self._structured()
        return self._clean_sentence() if roll < 0.3 else self._plain_sentence()

    def _next(self, stock: list[str], only: tuple[str, ...] | None) -> str:
        if not stock:
            made = negatives.messages(self._language, 200, self._rng, only)
            stock.extend(case.text for case in made)
            self._rng.shuffle(stock)
        return self._ended(stock.pop())

    def _ended(self, text: str) -> str:
        text = text.replace("\n", " ")
        return text if text[-1] in ".!?。！？" else text + ("." if self._language == "en" else "。")

    def _name(self) -> str:
        group = self._rng.choice(prose.LANGUAGE_GROUPS[self._language])
        return self._ended(prose.sentence(group, self._rng).text)

    def _structured(self) -> str:
        kind = self._rng.choice(
            kinds_china.GRAMMAR if self._language == "zh" else kinds_world.GRAMMAR
        )
        return self._ended(in_sentence(kind, self._language, self._rng).text)

    def _any_sentence(self) -> str:
        roll = self._rng.random()
        if roll < 0.4:
            return self._name()
        return self._structured() if roll < 0.7 else self._clean_sentence()
