"""Finds a conversation's surrogates in a reply: any case, any spacing, as whole words.

Knows the table's surrogates only; a stream's unfinished one is told from no surrogate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.damaged import Unfinished
from policies.folding import lower
from policies.memory import glued
from policies.table import ConversationTable

_SPACES = " \t\u00a0\u3000"


class SurrogateIndex:
    """The surrogates of a table as it is now."""

    def __init__(self, table: ConversationTable) -> None:
        self._by_first: dict[str, list[tuple[str, str, str, str]]] = {}
        for surrogate, label, surface in table.surrogates():
            folded = " ".join(lower(surrogate).split())
            self._by_first.setdefault(folded[0], []).append((folded, surrogate, label, surface))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        firsts = {*self._by_first, *(first.upper() for first in self._by_first)}
        self._starts = re.compile(f"[{re.escape(''.join(sorted(firsts)))}]") if firsts else None

    def __bool__(self) -> bool:
        return self._starts is not None

    def starts(self, text: str) -> Iterator[int]:
        """Where one may begin."""
        return (m.start() for m in self._starts.finditer(text)) if self._starts else iter(())

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where surrogates stand in a whole text."""
        at = 0
        for start in self.starts(text):
            hit = self.read(text, start, "", final=True) if start >= at else None
            if hit is not None:
                yield start, (at := hit[0])

    def read(
        self, text: str, at: int, before: str, *, final: bool
    ) -> tuple[int, str, str, str] | None:
        """(end, surrogate, label, surface) of the longest one that begins at `at`.

        `before` is what stood before the text. Raises Unfinished when more text may change the answer.
        """
        if glued(before + text[0], len(before)) if at == 0 and before else glued(text, at):
            return None
        for folded, surrogate, label, surface in self._by_first.get(lower(text[at]), ()):
            end = _match(text, at, folded, final)
            if end is None:
                continue
            if end == len(text) and not final:
                raise Unfinished
            if not glued(text, end):
                return end, surrogate, label, surface
        return None


def _match(text: str, at: int, folded: str, final: bool) -> int | None:
    """Where the surrogate ends when it stands at `at`; a run of spaces counts as one."""
    for char in folded:
        if at >= len(text):
            if final:
                return None
            raise Unfinished
        if char == " ":
            if text[at] not in _SPACES:
                return None
            spaces = at
            while at < len(text) and text[at] in _SPACES and at - spaces < 4:
                at += 1
        elif lower(text[at]) == char:
            at += 1
        else:
            return None
    return at
