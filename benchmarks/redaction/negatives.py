"""Messages without personal data: distinct, spread evenly over the classes of their language."""

from __future__ import annotations

from random import Random

from benchmarks.redaction import negatives_en, negatives_zh
from benchmarks.redaction.cases import Case, Maker, choice, fill

_LANGUAGES = {"en": negatives_en, "zh": negatives_zh}
_TRIES = 40


def classes(language: str) -> tuple[str, ...]:
    """The classes of one language."""
    return tuple(_LANGUAGES[language].TEMPLATES)


def messages(
    language: str, count: int, rng: Random, only: tuple[str, ...] | None = None
) -> list[Case]:
    """Up to `count` distinct messages in turn from each class; a class that runs dry is left to the others."""
    source = _LANGUAGES[language]
    makers: dict[str, Maker] = {name: choice(*words) for name, words in source.FILLERS.items()}
    open_classes = list(only or source.TEMPLATES)
    seen: set[str] = set()
    made: list[Case] = []
    while open_classes and len(made) < count:
        for name in list(open_classes):
            case = _fresh(source.TEMPLATES[name], makers, rng, f"{language} {name}", seen)
            if case is None:
                open_classes.remove(name)
            elif len(made) < count:
                seen.add(case.text)
                made.append(case)
    return made


def _fresh(
    templates: tuple[str, ...], makers: dict[str, Maker], rng: Random, kind: str, seen: set[str]
) -> Case | None:
    for _ in range(_TRIES):
        case = fill(rng.choice(templates), makers, rng, kind)
        if case.text not in seen:
            return case
    return None
