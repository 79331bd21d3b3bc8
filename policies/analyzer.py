"""The detector on Presidio: its engine and registry, our recognisers, no language model of spaCy's.

Knows packs only as thresholds, actions and lists. Any failure of a part is raised, never skipped.
"""

from __future__ import annotations

import logging
from typing import Any

import regex
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NoOpNlpEngine

from policies.labels import LABELS
from policies.pack import Engine, Pack
from policies.recognizers.base import LANGUAGE
from policies.recognizers.catalogue import pattern_recognizers
from policies.spans import Span, clip, trim, unite, without_overlap
from policies.view import OPAQUE, View, open_view
from sottovoce.errors import PrivacyUnavailable

# Presidio's own loggers say what is loaded at each call; they never need to be heard here.
logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
_EDGE = regex.compile(r"[\s,，。、；;：!！?？\ue000]")


class NoEnhancer(ContextAwareEnhancer):  # type: ignore[misc]  # Presidio ships no types
    """Our rules hold their context themselves."""

    def __init__(self) -> None:
        super().__init__(
            context_similarity_factor=0,
            min_score_with_context_similarity=0,
            context_prefix_count=0,
            context_suffix_count=0,
        )

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[Any],
        nlp_artifacts: Any,
        recognizers: list[Any],
        context: Any = None,
    ) -> list[Any]:
        """The results as they are."""
        del text, nlp_artifacts, recognizers, context
        return raw_results


class PresidioDetector:
    """A `Detector`. Threads may share it."""

    def __init__(self, pack: Pack, engine: Engine) -> None:
        self._pack = pack
        self.engine = engine
        recognizers = pattern_recognizers()
        if engine == "balanced":
            recognizers.extend(_taggers())
        self._analyzer = _analyzer(recognizers)
        self._labels = sorted({x for r in recognizers for x in r.supported_entities} & set(LABELS))
        self._deny = [
            (label, regex.compile(r"\L<words>", words=list(words)))
            for label, words in pack.deny.items()
            if words
        ]
        self.scan("Warm up: 你好，我叫王小明。 My name is Ann, call 415-555-0123.")

    def scan(self, text: str) -> list[Span]:
        """Disjoint, sorted spans of the classes found; raises whatever a recogniser raises."""
        return [span for span, _ in self.explain(text)]

    def explain(self, text: str) -> list[tuple[Span, str]]:
        """The spans of `scan`, each with the names of the rules that saw it."""
        if not text or text.isspace():
            return []
        view = open_view(text)
        raw = self._raw(view)
        acting = [s for s, _ in raw if self._pack.action(s.label) != "keep"]
        kept = [s for s, _ in raw if self._pack.action(s.label) == "keep"]
        taken = unite(view.text, acting)
        taken = clip(taken, view.opaque())
        stay = without_overlap(clip(unite(view.text, kept), view.opaque()), taken)
        found = sorted((*taken, *stay), key=lambda s: s.start)
        named = [
            (t, _rules(t, raw)) for s in found if (t := trim(view.text, s, _is_edge)) is not None
        ]
        return [(view.back(s), rules) for s, rules in named]

    def _raw(self, view: View) -> list[tuple[Span, str]]:
        """Findings over their class's threshold, with the rule's name, in the view's positions."""
        results = self._analyzer.analyze(view.text, language=LANGUAGE, entities=self._labels)
        raw = [
            (
                Span(r.start, r.end, r.entity_type, round(float(r.score), 3)),
                str(r.recognition_metadata["recognizer_name"]),
            )
            for r in results
            if r.score >= self._pack.threshold(r.entity_type)
        ]
        for label, words in self._deny:
            raw.extend(
                (Span(m.start(), m.end(), label, 1.0), "deny list")
                for m in words.finditer(view.text)
            )
        if not self._pack.allow:
            return raw
        return [(s, rule) for s, rule in raw if view.text[s.start : s.end] not in self._pack.allow]


def _analyzer(recognizers: list[EntityRecognizer]) -> AnalyzerEngine:
    return AnalyzerEngine(
        registry=RecognizerRegistry(recognizers=recognizers, supported_languages=[LANGUAGE]),
        nlp_engine=NoOpNlpEngine(models=[{"lang_code": LANGUAGE, "model_name": "none"}]),
        supported_languages=[LANGUAGE],
        context_aware_enhancer=NoEnhancer(),
    )


def _taggers() -> list[EntityRecognizer]:
    """The two models as recognisers; PrivacyUnavailable when a wheel is missing or broken."""
    from policies.taggers.recognizer import tagger_recognizers

    try:
        return tagger_recognizers()
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        raise PrivacyUnavailable(
            f"A name tagger cannot be loaded ({type(error).__name__}); install sottovoce[policies]."
        ) from error


def _rules(span: Span, raw: list[tuple[Span, str]]) -> str:
    return ", ".join(sorted({rule for s, rule in raw if s.start < span.end and span.start < s.end}))


def _is_edge(char: str) -> bool:
    return char == OPAQUE or _EDGE.match(char) is not None
