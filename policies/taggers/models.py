"""The taggers by name, loaded in this process. Knows which packages hold them, and no text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policies.spans import Span
from policies.taggers.protocol import Tagger
from sottovoce.errors import PrivacyUnavailable

CHINESE = "lac"
ENGLISH = "rampart"


def _lac() -> Tagger:
    from policies.taggers.lac import LacTagger

    return LacTagger()


def _rampart() -> Tagger:
    from policies.taggers.rampart import RampartTagger

    return RampartTagger()


LOADERS: dict[str, Callable[[], Tagger]] = {CHINESE: _lac, ENGLISH: _rampart}


class LocalTaggers:
    """A `TaggerService` in this process; PrivacyUnavailable when a model cannot be loaded."""

    def __init__(self) -> None:
        try:
            self._taggers = {name: load() for name, load in LOADERS.items()}
        except (ImportError, OSError, ValueError, RuntimeError) as error:
            raise PrivacyUnavailable(
                f"A name tagger cannot be loaded ({type(error).__name__}); "
                "install sottovoce[policies]."
            ) from error

    def tag(self, name: str, sentences: Sequence[str]) -> list[list[Span]]:
        """What the tagger `name` finds; raises what the model raises, PrivacyUnavailable after `close`."""
        if not self._taggers:
            raise PrivacyUnavailable
        return self._taggers[name].tag(list(sentences))

    def close(self) -> None:
        """Forgets the models."""
        self._taggers.clear()
