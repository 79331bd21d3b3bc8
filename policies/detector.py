"""What finds personal data, as one Protocol, and how the real one is made.

Knows no recogniser: Presidio and the models are loaded only when a detector is built.
"""

from __future__ import annotations

from typing import Protocol

from policies.pack import Engine, Pack
from policies.spans import Span
from sottovoce.errors import PrivacyUnavailable


class Detector(Protocol):
    """Finds personal data; whoever calls it must treat any exception as a refusal."""

    def scan(self, text: str) -> list[Span]:
        """Disjoint, sorted spans; also of classes that the pack keeps, never over a placeholder."""


def scan_or_refuse(detector: Detector, text: str) -> list[Span]:
    """What the detector finds. Raises PrivacyUnavailable, whatever it was that the detector raised."""
    try:
        spans = detector.scan(text)
    except Exception:  # noqa: BLE001 - the privacy path: whatever went wrong in a detector, refuse
        spans = None
    # Raised out here so that the detector's exception, which may quote the text, is not its context.
    if spans is None:
        raise PrivacyUnavailable
    return spans


def build_detector(pack: Pack, *, engine: Engine | None = None) -> Detector:
    """A detector for one pack, loaded and warmed up: it can be shared between threads.

    `fast` has patterns only; `balanced` (the built-in packs' own) adds an English and a Chinese tagger.
    Raises PrivacyUnavailable when a part of it cannot be loaded.
    """
    from policies.analyzer import PresidioDetector

    return PresidioDetector(pack, engine or pack.engine)
