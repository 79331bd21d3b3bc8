"""The one door to Presidio, which would otherwise bring a model library with it.

Presidio and spaCy import torch and transformers wherever they find them, for models that we do not use: 280 MB
and four seconds. They take their absence as an answer, so for the length of this import they do not find them.
What is loaded already stays as it is. Knows no recogniser.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_UNUSED: Final = ("torch", "transformers", "stanza", "gliner")


@contextmanager
def _without(names: tuple[str, ...]) -> Iterator[None]:
    """Hides modules that are not loaded yet; `import` raises ImportError for them meanwhile."""
    hidden = [name for name in names if name not in sys.modules]
    modules: dict[str, object] = sys.modules  # type: ignore[assignment]  # None is what hides a module
    modules.update(dict.fromkeys(hidden))
    try:
        yield
    finally:
        for name in hidden:
            modules.pop(name, None)


with _without(_UNUSED):
    from presidio_analyzer import (
        AnalyzerEngine,
        EntityRecognizer,
        Pattern,
        PatternRecognizer,
        RecognizerRegistry,
        RecognizerResult,
    )
    from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
    from presidio_analyzer.nlp_engine import NoOpNlpEngine

__all__ = [
    "AnalyzerEngine",
    "ContextAwareEnhancer",
    "EntityRecognizer",
    "NoOpNlpEngine",
    "Pattern",
    "PatternRecognizer",
    "RecognizerRegistry",
    "RecognizerResult",
]
