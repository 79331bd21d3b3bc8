"""The values of an allow or a deny list: exact, or `/regex/`. Knows no class, no pack and no detector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

# A list is matched once a text; a pattern that needs longer refuses the text (TimeoutError).
TIMEOUT_SECONDS = 1.0


def pattern_of(entry: str) -> str | None:
    """The pattern of an entry written `/…/`; None for an exact value."""
    return entry[1:-1] if len(entry) > 2 and entry[0] == entry[-1] == "/" else None


class WordList:
    """Entries compiled together. Threads may share it.

    Raises `regex.error` when a pattern cannot be compiled.
    """

    def __init__(self, entries: Sequence[str]) -> None:
        exact = [entry for entry in entries if pattern_of(entry) is None]
        patterns = [p for entry in entries if (p := pattern_of(entry)) is not None]
        self._compiled = [regex.compile(p) for p in patterns]
        if exact:
            self._compiled.insert(0, regex.compile(r"\L<words>", words=exact))

    def __bool__(self) -> bool:
        return bool(self._compiled)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where an entry stands in a text, in code points; TimeoutError when a pattern takes too long."""
        for compiled in self._compiled:
            for match in compiled.finditer(text, timeout=TIMEOUT_SECONDS):
                if match.end() > match.start():
                    yield match.span()

    def holds(self, value: str) -> bool:
        """Whether a whole value is one of the entries; TimeoutError when a pattern takes too long."""
        return any(
            compiled.fullmatch(value, timeout=TIMEOUT_SECONDS) is not None
            for compiled in self._compiled
        )
