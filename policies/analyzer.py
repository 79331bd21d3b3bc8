"""The detector on Presidio: its engine and registry, our recognisers, no language model of spaCy's.

Knows packs only as thresholds, actions and lists. Any failure of a part is raised, never skipped.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policies.cue_names import CueNames
from policies.disguises import disguise_finders
from policies.engine import RuleEngine
from policies.pack import Engine, Pack
from policies.pack_lists import PackLists
from policies.presidio import (
    AnalyzerEngine,
    ContextAwareEnhancer,
    EntityRecognizer,
    NoOpNlpEngine,
    RecognizerRegistry,
)
from policies.recognizers.base import LANGUAGE
from policies.recognizers.catalogue import pattern_recognizers
from policies.recognizers.deadline import deadline, limit_for
from policies.spans import Span, clip, trim, unite, without_overlap
from policies.view import OPAQUE, View, open_view

if TYPE_CHECKING:
    from policies.taggers.finder import NameFinder

# Presidio's own loggers say what is loaded at each call; they never need to be heard here.
logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
_EDGE = frozenset(",，。、；;：:！!？?" + OPAQUE)
_CONTEXT_LENGTH = 32
_NAMES = frozenset({"PERSON", "LOCATION"})
_WARM_UP = (
    "Warm up: 你好，我叫王小明。 My name is Ann, call 415-555-0123. my name is ann lee",
    "I'm looking for a flight from San Francisco to New York City. Send it to Ann Lee, 12 Elm Street, Springfield.",
    "我是李雷，请寄到北京市海淀区中关村大街27号，谢谢。王先生和小李、欧阳雪都在。",
)
_CLAUSE = re.compile(r"[\n,，。；;！!？?]")


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


@dataclass(frozen=True, slots=True)
class Finding:
    """A span, the names of the rules that saw it, and the words outside it that made them believe it."""

    span: Span
    rules: tuple[str, ...]
    context: str


class PresidioDetector:
    """A `Detector`. Threads may share it."""

    def __init__(self, pack: Pack, engine: Engine) -> None:
        self._pack = pack
        self.engine = engine
        recognizers = pattern_recognizers()
        self.analyzer = _analyzer(recognizers)
        self._rules = RuleEngine(recognizers, disguises=disguise_finders)
        self._lists = PackLists(pack)
        self._cue_names = CueNames(recognizers)
        self._taggers = None if engine == "fast" else _taggers(thorough=engine == "thorough")
        # Lists that are read at their first use are read here, where no deadline runs.
        for text in _WARM_UP:
            self._rules.find(text)
        self.scan(_WARM_UP[0])
        if self._taggers is not None:
            self._taggers.find(_WARM_UP[0])  # whatever the rules found: a missing model is told now

    def scan(self, text: str) -> list[Span]:
        """Disjoint, sorted spans of the classes found; raises whatever a recogniser raises."""
        return self.scan_many([text])[0]

    def scan_many(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text; the taggers see all texts at once. Raises as `scan`."""
        seen = self._seen(texts)
        return [[view.back(s) for s in self._united(view, raw)] for view, raw in seen]

    def explain(self, text: str) -> list[Finding]:
        """The spans of `scan`, each with the rules that saw it and their context."""
        view, raw = self._seen([text])[0]
        spans = self._united(view, raw)
        cues = list(self._rules.cues(view.text)) if spans else []
        return [
            Finding(view.back(s), _rules_of(s, raw), _context_of(view.text, s, cues)) for s in spans
        ]

    def close(self) -> None:
        """Gives the taggers back; what needs them is refused afterwards."""
        if self._taggers is not None:
            self._taggers.close()

    def _seen(self, texts: Sequence[str]) -> list[tuple[View, list[tuple[Span, str]]]]:
        """Each text's view, and all that was found in it, in the view's positions."""
        seen: list[tuple[View, list[tuple[Span, str]]]] = []
        for text in texts:
            with deadline(limit_for(len(text))):
                view = open_view(text)
                raw = self._rules.find(view.text) if text else []
                raw.extend(self._lists.find(view.text))
            seen.append((view, raw))
        if self._taggers is not None:
            covered = [self._covered(view.text, raw) for view, raw in seen]
            tagged = self._taggers.find_many([view.text for view, _ in seen], covered)
            for (_, raw), more in zip(seen, tagged, strict=True):
                raw.extend(more)
        return seen

    def _covered(self, text: str, raw: list[tuple[Span, str]]) -> list[tuple[int, int]]:
        """Where a tagger has nothing to add: names found and values taken out already, what the pack allows."""
        counted = self._cue_names.without(text, self._lists.counted(text, raw))
        found = [(s.start, s.end) for s in counted if s.label in _NAMES or not self._lists.keeps(s)]
        return [*found, *self._pack.allow_spans(text)] if self._pack.allow else found

    def _united(self, view: View, raw: list[tuple[Span, str]]) -> list[Span]:
        """What counts in this pack, as disjoint, sorted spans outside placeholders."""
        counted = self._cue_names.without(view.text, self._lists.counted(view.text, raw))
        if not counted:
            return []
        opaque = view.opaque()
        taken = clip(unite(view.text, [s for s in counted if not self._lists.keeps(s)]), opaque)
        kept = clip(unite(view.text, [s for s in counted if self._lists.keeps(s)]), opaque)
        if kept:
            kept = without_overlap(kept, taken)
        found = sorted((*taken, *kept), key=lambda s: s.start) if kept else taken
        return [t for s in found if (t := trim(view.text, s, _edges_of(s))) is not None]


def _analyzer(recognizers: list[EntityRecognizer]) -> AnalyzerEngine:
    return AnalyzerEngine(
        registry=RecognizerRegistry(recognizers=recognizers, supported_languages=[LANGUAGE]),
        nlp_engine=NoOpNlpEngine(models=[{"lang_code": LANGUAGE, "model_name": "none"}]),
        supported_languages=[LANGUAGE],
        context_aware_enhancer=NoEnhancer(),
    )


def _taggers(*, thorough: bool) -> NameFinder:
    """The two models, in the process that all detectors share, behind one finder."""
    from policies.taggers.finder import NameFinder
    from policies.taggers.shared import shared_worker

    return NameFinder(shared_worker(), thorough=thorough)


def _rules_of(span: Span, raw: list[tuple[Span, str]]) -> tuple[str, ...]:
    return tuple(sorted({rule for s, rule in raw if s.start < span.end and span.start < s.end}))


def _context_of(text: str, span: Span, cues: list[tuple[int, int, str, str]]) -> str:
    """The cue of a rule that saw the span, or else the words before it."""
    for start, end, _, cue in cues:
        if start < span.end and span.start < end and cue:
            return cue
    before = text[max(0, span.start - _CONTEXT_LENGTH) : span.start].replace(OPAQUE, " ")
    return _CLAUSE.split(before)[-1].strip()


def _edges_of(span: Span) -> Callable[[str], bool]:
    """What is no part of a value at its ends; an address of a machine may begin and end with colons."""
    return _is_edge_of_ip if span.label == "IP_ADDRESS" else _is_edge


def _is_edge_of_ip(char: str) -> bool:
    return char != ":" and _is_edge(char)


def _is_edge(char: str) -> bool:
    return char in _EDGE or char.isspace()
