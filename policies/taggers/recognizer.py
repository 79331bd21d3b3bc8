"""A tagger as a Presidio recogniser: sentences split, filtered, remembered. Knows no pack.

Findings are remembered by a keyed digest of the sentence, in memory only: the text itself is not kept.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from presidio_analyzer import EntityRecognizer, RecognizerResult

from policies.recognizers.base import LANGUAGE, result
from policies.spans import Span
from policies.taggers.lac import LacTagger
from policies.taggers.protocol import Tagger
from policies.taggers.rampart import RampartTagger
from policies.taggers.sentences import may_hold_chinese, may_hold_english, sentences

REMEMBERED = 4096


class TaggerRecognizer(EntityRecognizer):  # type: ignore[misc]  # Presidio ships no types
    """Runs one tagger on the sentences that its filter lets pass."""

    def __init__(
        self, name: str, tagger: Tagger, labels: list[str], passes: Callable[[str], bool]
    ) -> None:
        self._tagger = tagger
        self._passes = passes
        self._memory = Memory(REMEMBERED)
        super().__init__(supported_entities=labels, name=name, supported_language=LANGUAGE)

    def load(self) -> None:
        """The model is loaded already."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: Any = None
    ) -> list[RecognizerResult]:
        """The tagger's spans in the text's positions."""
        del entities, nlp_artifacts
        found: list[RecognizerResult] = []
        chosen = [(at, s) for at, s in sentences(text) if self._passes(s)]
        for (start, _), spans in zip(chosen, self._tag([s for _, s in chosen]), strict=True):
            found.extend(
                result(self, start + s.start, start + s.end, s.score, self.name, s.label)
                for s in spans
            )
        return found

    def _tag(self, texts: list[str]) -> list[list[Span]]:
        known = {text: self._memory.get(text) for text in texts}
        new = [text for text, spans in known.items() if spans is None]
        for text, spans in zip(new, self._tagger.tag(new) if new else [], strict=True):
            self._memory.put(text, spans)
            known[text] = spans
        return [known[text] or [] for text in texts]


class Memory:
    """The last findings by sentence, keyed with a secret of this process."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._spans: OrderedDict[bytes, list[Span]] = OrderedDict()

    def get(self, text: str) -> list[Span] | None:
        """The findings for a sentence, or None when it is not remembered."""
        key = self._digest(text)
        with self._lock:
            spans = self._spans.get(key)
            if spans is not None:
                self._spans.move_to_end(key)
            return spans

    def put(self, text: str, spans: list[Span]) -> None:
        """Remembers, and forgets the oldest over the size."""
        key = self._digest(text)
        with self._lock:
            self._spans[key] = spans
            while len(self._spans) > self._size:
                self._spans.popitem(last=False)

    def _digest(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key).digest()


def tagger_recognizers() -> list[EntityRecognizer]:
    """The Chinese and the English tagger, loaded."""
    numbers = [
        "US_SSN",
        "US_BANK_NUMBER",
        "US_PASSPORT",
        "US_DRIVER_LICENSE",
        "PHONE_NUMBER",
        "EMAIL_ADDRESS",
    ]
    return [
        TaggerRecognizer("lac", LacTagger(), ["PERSON", "LOCATION"], may_hold_chinese),
        TaggerRecognizer(
            "rampart", RampartTagger(), ["PERSON", "LOCATION", *numbers], may_hold_english
        ),
    ]
