"""Names and addresses of many texts: sentences split, filtered, remembered, sent to the taggers in batches.

Knows the taggers only as a `TaggerService`, and no pack. What the service raises is raised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policies.spans import Span
from policies.taggers.filter_zh import may_hold_chinese
from policies.taggers.memory import SentenceMemory
from policies.taggers.models import CHINESE, ENGLISH
from policies.taggers.protocol import TaggerService
from policies.taggers.sentences import (
    has_han,
    has_latin,
    may_hold_english,
    sentences,
)


class NameFinder:
    """Finds what the taggers know. Threads may share it.

    `thorough` sends every sentence to the tagger of each script in it; otherwise a cheap filter leaves out
    sentences that cannot hold a name or an address.
    """

    def __init__(
        self,
        tagger_service: TaggerService,
        *,
        thorough: bool = False,
        memory: SentenceMemory | None = None,
    ) -> None:
        self._service = tagger_service
        self._chinese = has_han if thorough else may_hold_chinese
        self._english = has_latin if thorough else may_hold_english
        self._memory = memory or SentenceMemory()

    def find(self, text: str) -> list[tuple[Span, str]]:
        """(span, tagger's name) for one text."""
        return self.find_many([text])[0]

    def find_many(self, texts: Sequence[str]) -> list[list[tuple[Span, str]]]:
        """For each text its (span, tagger's name), in the text's positions; PrivacyUnavailable as the service."""
        found: list[list[tuple[Span, str]]] = [[] for _ in texts]
        wanted: dict[str, dict[str, list[tuple[int, int]]]] = {}
        for index, text in enumerate(texts):
            for start, sentence in sentences(text):
                for name in self._routes(sentence):
                    places = wanted.setdefault(name, {}).setdefault(sentence, [])
                    places.append((index, start))
        for name, by_sentence in wanted.items():
            for sentence, spans in self._tagged(name, list(by_sentence)).items():
                for index, start in by_sentence[sentence]:
                    found[index].extend((_moved(span, start), name) for span in spans)
        return found

    def close(self) -> None:
        """Gives the taggers back; from then on a sentence that needs one is PrivacyUnavailable."""
        self._service.close()

    def _routes(self, sentence: str) -> Iterator[str]:
        if self._chinese(sentence):
            yield CHINESE
        if self._english(sentence):
            yield ENGLISH

    def _tagged(self, name: str, texts: list[str]) -> dict[str, list[Span]]:
        """The spans of each sentence, from memory or from the tagger."""
        known: dict[str, list[Span]] = {}
        new: list[str] = []
        for text in texts:
            spans = self._memory.get(name, text)
            if spans is None:
                new.append(text)
            elif spans:
                known[text] = spans
        for text, spans in zip(new, self._service.tag(name, new) if new else [], strict=True):
            self._memory.put(name, text, spans)
            known[text] = spans
        return known


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)
