"""Names and addresses of many texts: sentences split, filtered, remembered, sent to the taggers in batches.

Knows the taggers only as a `TaggerService`, and no pack. What the service raises is raised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policies.spans import Span
from policies.taggers.filter_en import english_places
from policies.taggers.filter_zh import may_hold_chinese
from policies.taggers.memory import SentenceMemory
from policies.taggers.models import CHINESE, ENGLISH
from policies.taggers.protocol import TaggerService
from policies.taggers.sentences import has_han, has_latin, sentences
from policies.taggers.windows import windows

_Stretches = Sequence[tuple[int, int]]


class NameFinder:
    """Finds what the taggers know. Threads may share it.

    `thorough` sends every sentence to the tagger of each script in it; otherwise a cheap filter leaves out
    sentences that cannot hold a name or an address beside those that were found already.
    """

    def __init__(
        self,
        tagger_service: TaggerService,
        *,
        thorough: bool = False,
        memory: SentenceMemory | None = None,
    ) -> None:
        self._service = tagger_service
        self._thorough = thorough
        self._memory = memory or SentenceMemory()

    def find(self, text: str) -> list[tuple[Span, str]]:
        """(span, tagger's name) for one text."""
        return self.find_many([text])[0]

    def find_many(
        self, texts: Sequence[str], covered: Sequence[_Stretches] = ()
    ) -> list[list[tuple[Span, str]]]:
        """For each text its (span, tagger's name), in the text's positions; PrivacyUnavailable as the service.

        `covered` are, for each text, stretches in which nothing more need be found.
        """
        found: list[list[tuple[Span, str]]] = [[] for _ in texts]
        wanted: dict[str, dict[str, list[tuple[int, int]]]] = {}
        for index, text in enumerate(texts):
            for start, sentence in sentences(text):
                there = _part(covered, index, start, len(sentence))
                for name, low, high in self._routes(sentence, there):
                    part = sentence[low:high]
                    places = wanted.setdefault(name, {}).setdefault(part, [])
                    places.append((index, start + low))
        for name, by_sentence in wanted.items():
            for sentence, spans in self._tagged(name, list(by_sentence)).items():
                for index, start in by_sentence[sentence]:
                    found[index].extend((_moved(span, start), name) for span in spans)
        return found

    def close(self) -> None:
        """Gives the taggers back; from then on a sentence that needs one is PrivacyUnavailable."""
        self._service.close()

    def _routes(self, sentence: str, covered: _Stretches) -> Iterator[tuple[str, int, int]]:
        """(tagger, start, end) of each part of a sentence that a tagger should read."""
        if has_han(sentence) and (self._thorough or may_hold_chinese(sentence, covered)):
            yield CHINESE, 0, len(sentence)
        if not has_latin(sentence):
            return
        if self._thorough:
            yield ENGLISH, 0, len(sentence)
        elif places := english_places(sentence, covered):
            for low, high in windows(sentence, places):
                yield ENGLISH, low, high

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


def _part(covered: Sequence[_Stretches], index: int, start: int, length: int) -> _Stretches:
    """The stretches of one text that reach into one sentence, in the sentence's positions."""
    if not covered:
        return ()
    return [(a - start, z - start) for a, z in covered[index] if a < start + length and start < z]


def _moved(span: Span, by: int) -> Span:
    return span.over(span.start + by, span.end + by)
