"""Messages without personal data: distinct, spread evenly over the classes of their language."""

from __future__ import annotations

from random import Random

from benchmarks.redaction import negatives_en, negatives_zh
from benchmarks.redaction.cases import Case, Maker, choice, fill, joined

_LANGUAGES = {"en": negatives_en, "zh": negatives_zh}
_TRIES = 40
_WHOLE = ("longer",)  # nothing goes before or behind these


def classes(language: str) -> tuple[str, ...]:
    """The classes of one language."""
    return tuple(_LANGUAGES[language].TEMPLATES)


def messages(
    language: str, count: int, rng: Random, only: tuple[str, ...] | None = None
) -> list[Case]:
    """Up to `count` distinct messages in turn from each class; a class that runs dry is left to the others."""
    source = _LANGUAGES[language]
    sides = (source.OPENERS, source.CLOSERS)
    makers: dict[str, Maker] = {name: choice(*words) for name, words in source.FILLERS.items()}
    open_classes = list(only or source.TEMPLATES)
    seen: set[str] = set()
    made: list[Case] = []
    while open_classes and len(made) < count:
        for name in list(open_classes):
            around = sides if name not in _WHOLE else None
            case = _fresh(source.TEMPLATES[name], makers, rng, f"{language} {name}", seen, around)
            if case is None:
                open_classes.remove(name)
            elif len(made) < count:
                seen.add(case.text)
                made.append(case)
    return made


def _fresh(
    templates: tuple[str, ...],
    makers: dict[str, Maker],
    rng: Random,
    kind: str,
    seen: set[str],
    around: tuple[tuple[str, ...], tuple[str, ...]] | None,
) -> Case | None:
    for _ in range(_TRIES):
        template = rng.choice(templates)
        if around is not None:
            closer = rng.choice(around[1])
            stop = "." if closer.startswith(" ") and template[-1].isalnum() else ""
            template = joined(rng.choice(around[0]), template) + stop + closer
        case = fill(template, makers, rng, kind)
        if case.text not in seen:
            return case
    return None
