"""The taggers by name, loaded in this process. Knows which packages hold them, and no text."""

from __future__ import annotations

from collections.abc import Callable

from policies.taggers.protocol import Tagger

CHINESE = "lac"
ENGLISH = "rampart"


def _lac() -> Tagger:
    from policies.taggers.lac import LacTagger

    return LacTagger()


def _rampart() -> Tagger:
    from policies.taggers.rampart import RampartTagger

    return RampartTagger()


LOADERS: dict[str, Callable[[], Tagger]] = {CHINESE: _lac, ENGLISH: _rampart}
