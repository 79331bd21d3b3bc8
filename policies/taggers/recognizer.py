"""The taggers as one Presidio recogniser, for whoever asks through `AnalyzerEngine`. Knows no pack."""

from __future__ import annotations

from typing import Any

from policies.presidio import EntityRecognizer, RecognizerResult
from policies.recognizers.base import LANGUAGE, result
from policies.taggers.finder import NameFinder
from policies.taggers.models import LocalTaggers

# All that the two models name.
LABELS = (
    "PERSON",
    "LOCATION",
    "US_SSN",
    "US_BANK_NUMBER",
    "US_PASSPORT",
    "US_DRIVER_LICENSE",
    "PHONE_NUMBER",
    "EMAIL_ADDRESS",
)


class TaggerRecognizer(EntityRecognizer):  # type: ignore[misc]  # Presidio ships no types
    """What a `NameFinder` finds, in Presidio's form."""

    def __init__(self, finder: NameFinder) -> None:
        self._finder = finder
        super().__init__(
            supported_entities=list(LABELS), name="taggers", supported_language=LANGUAGE
        )

    def load(self) -> None:
        """The finder's service loads the models."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: Any = None
    ) -> list[RecognizerResult]:
        """The taggers' spans; PrivacyUnavailable as the finder."""
        del entities, nlp_artifacts
        return [
            result(self, span.start, span.end, span.score, rule, span.label)
            for span, rule in self._finder.find(text)
        ]


def tagger_recognizers() -> list[EntityRecognizer]:
    """The taggers in this process as one recogniser; PrivacyUnavailable when they cannot be loaded."""
    return [TaggerRecognizer(NameFinder(LocalTaggers()))]
