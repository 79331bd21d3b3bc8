"""What a pack adds to the rules and which findings count in it: entities, lists, thresholds.

Knows no text but the one it is given, and no recogniser.
"""

from __future__ import annotations

from collections.abc import Iterable

from policies.engine import RuleEngine
from policies.pack import Pack
from policies.spans import Span

_DENIED = "deny list"


class PackLists:
    """A pack's part in a scan. Threads may share it."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._own = RuleEngine(entities=pack.entities) if pack.entities else None
        self._threshold = {label: pack.threshold(label) for label in pack.labels}
        self._kept = frozenset(pack.labels) - pack.taken_out

    def find(self, text: str) -> list[tuple[Span, str]]:
        """The pack's own findings; TimeoutError when a pattern of its takes too long."""
        own = [] if self._own is None else self._own.find(text)
        if self._pack.deny:
            denied = self._pack.deny_spans(text)
            own.extend((Span(start, end, label, 1.0), _DENIED) for start, end, label in denied)
        return own

    def counted(self, text: str, raw: Iterable[tuple[Span, str]]) -> list[Span]:
        """The findings that reach their class's threshold and lie in no value of the allow list.

        Raises TimeoutError when a pattern of the list takes too long.
        """
        threshold = self._threshold
        found = [s for s, _ in raw if s.score >= threshold.get(s.label, 1.1)]
        if not found or not self._pack.allow:
            return found
        free = self._pack.allow_spans(text)
        return [s for s in found if not any(low <= s.start and s.end <= high for low, high in free)]

    def keeps(self, span: Span) -> bool:
        """Whether the pack leaves this class in the text."""
        return span.label in self._kept
