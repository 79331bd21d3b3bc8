"""The guard as the benchmark calls it: which stretches of each text the default pack would act on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from policies import build_detector, load_pack
from policies.pack import Engine, Pack
from policies.spans import Span


class Batched(Protocol):
    """A detector that takes many texts at once."""

    def scan_many(self, texts: Sequence[str]) -> list[list[Span]]:
        """The spans of each text."""

    def close(self) -> None:
        """Give the taggers back."""


class Guard:
    """A detector with its pack."""

    def __init__(self, engine: str, pack: str = "default") -> None:
        self.pack: Pack = load_pack(pack)
        self.detector = build_detector(self.pack, engine=cast(Engine, engine))

    def acting(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """For each text the stretches that the pack does not keep."""
        batched = cast(Batched, self.detector)
        return [
            [(s.start, s.end) for s in spans if self.pack.action(s.label) != "keep"]
            for spans in batched.scan_many(list(texts))
        ]

    def close(self) -> None:
        """End the tagger's process."""
        cast(Batched, self.detector).close()
