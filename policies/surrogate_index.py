"""Finds a conversation's surrogates in a reply: any case, any spacing, as whole words, also in JSON's ASCII.

Knows the table's surrogates only; a stream's unfinished one is told from no surrogate.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from policies.damaged import Unfinished
from policies.folding import lower
from policies.memory import glued
from policies.table import ConversationTable

_SPACES = " \t\u00a0\u3000"


@dataclass(frozen=True, slots=True)
class Surrogate:
    """A made-up value and what it stands for; `written` is how it is looked for.

    `escaped` says that this is JSON's ASCII form, in which 王 is six signs.
    """

    written: str
    made: str
    label: str
    surface: str
    escaped: bool


class SurrogateIndex:
    """The surrogates of a table as it is now."""

    def __init__(self, table: ConversationTable) -> None:
        self._by_first: dict[str, list[Surrogate]] = {}
        for made, label, surface in table.surrogates():
            folded = " ".join(lower(made).split())
            self._add(Surrogate(folded, made, label, surface, escaped=False))
            if not made.isascii():
                ascii_form = lower(json.dumps(" ".join(made.split()))[1:-1])
                self._add(Surrogate(ascii_form, made, label, surface, escaped=True))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry.written))
        firsts = {*self._by_first, *(first.upper() for first in self._by_first)}
        self._starts = re.compile(f"[{re.escape(''.join(sorted(firsts)))}]") if firsts else None

    def _add(self, entry: Surrogate) -> None:
        self._by_first.setdefault(entry.written[0], []).append(entry)

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

    def read(self, text: str, at: int, before: str, *, final: bool) -> tuple[int, Surrogate] | None:
        """(end, surrogate) of the longest one that begins at `at`.

        `before` is what stood before the text. Raises Unfinished when more text may change the answer.
        """
        if glued(before + text[0], len(before)) if at == 0 and before else glued(text, at):
            return None
        left = text[at - 1] if at else before
        for entry in self._by_first.get(lower(text[at]), ()):
            if (
                entry.escaped and left == "\\"
            ):  # the backslash is the text's own, and so are the signs
                continue
            end = _match(text, at, entry.written, final)
            if end is None:
                continue
            if end == len(text) and not final:
                raise Unfinished
            if not glued(text, end):
                return end, entry
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
