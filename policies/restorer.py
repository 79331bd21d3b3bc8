"""Placeholders and surrogates back into values, for a whole text or a stream cut anywhere.

Only tokens of this conversation's table are resolved; every other text passes as it is. Held back is at
most the beginning of one placeholder or of one surrogate. Knows no detector and no pack.
"""

from __future__ import annotations

import html
import json
from urllib.parse import quote

from policies.damaged import CANDIDATE, Escape, Found, Unfinished, may_start, read
from policies.json_depth import JsonDepth
from policies.labels import LITERAL
from policies.placeholders import type_token
from policies.surrogate_index import SurrogateIndex
from policies.table import ConversationTable


class Restorer:
    """`push` takes pieces of a stream and gives what is ready; `flush` gives the rest.

    With `json_string` the text is JSON: the values are escaped for the inside of its strings, as often as one
    is open in the other; a token that was itself escaped gives a value escaped the same way. `labels` are the
    classes that come back, None for all; those in `masked` become their type, others stay placeholders.
    `damaged` counts what was resolved although it was damaged, `unknown` what has no value in this conversation.
    """

    def __init__(
        self,
        table: ConversationTable,
        *,
        json_string: bool = False,
        labels: frozenset[str] | None = None,
        masked: frozenset[str] = frozenset(),
    ) -> None:
        self._table = table
        self._json = JsonDepth() if json_string else None
        self._labels = labels
        self._masked = masked
        self._surrogates = SurrogateIndex(table)
        self._held = ""
        self._before = ""
        self.damaged = 0
        self.unknown = 0

    def push(self, piece: str) -> str:
        """What of the stream so far can be told apart for sure."""
        return self._run(self._held + piece, final=False)

    def flush(self) -> str:
        """The rest; afterwards the object can take another stream."""
        out = self._run(self._held, final=True)
        self._before = ""
        if self._json is not None:
            self._json = JsonDepth()
        return out

    def _run(self, text: str, *, final: bool) -> str:
        out: list[str] = []
        at = read = 0
        for start in self._candidates(text):
            if start < at:
                continue
            self._pass(text[read:start])
            read = start
            try:
                found = self._found(text, start, final)
            except Unfinished:
                out.append(text[at:start])
                self._keep(text, start)
                return "".join(out)
            if found is not None:
                end, value = found
                out += (text[at:start], value)
                at = read = end
                if self._json is not None:
                    self._json.value()
        out.append(text[at:])
        self._pass(text[read:])
        self._keep(text, len(text))
        return "".join(out)

    def _pass(self, text: str) -> None:
        """Reads the JSON around the values."""
        if self._json is not None:
            self._json.feed(text)

    def _candidates(self, text: str) -> list[int]:
        starts = [m.start() for m in CANDIDATE.finditer(text)]
        return sorted({*starts, *self._surrogates.starts(text)}) if self._surrogates else starts

    def _keep(self, text: str, at: int) -> None:
        """Holds the text from `at` on, and the character before it."""
        self._held = text[at:]
        self._before = text[at - 1] if at else self._before

    def _found(self, text: str, start: int, final: bool) -> tuple[int, str] | None:
        """(end, what is written instead) of what begins at `start`. Raises Unfinished."""
        if self._surrogates:
            hit = self._surrogates.read(text, start, self._before, final=final)
            if hit is not None:
                end, surrogate = hit
                written = text[start:end]
                self.damaged += written != surrogate.made and not surrogate.escaped
                shown = self._shown(surrogate.label, surrogate.surface, written)
                return end, shown if shown == written else self._in_json(shown, surrogate.escaped)
        if not may_start(text, start, self._before):
            return None
        found = read(text, start, final=final)
        return None if found is None else (found.end, self._resolve(found, text[start : found.end]))

    def _resolve(self, found: Found, written: str) -> str:
        label, surface = self._table.label_of(found.token), self._table.surface_of(found.token)
        if label is None or surface is None:
            self.unknown += not found.bare
            return written
        self.damaged += written != found.token
        shown = self._shown(label, surface, written)
        return shown if shown == written else self._escaped(shown, found)

    def _shown(self, label: str, surface: str, written: str) -> str:
        if self._labels is None or label in self._labels or label == LITERAL:
            return surface
        return type_token(label) if label in self._masked else written

    def _escaped(self, value: str, found: Found) -> str:
        if found.escape is Escape.PERCENT:
            for _ in range(found.depth):
                value = quote(value, safe="")
        elif found.escape is Escape.HTML:
            value = html.escape(value, quote=False)
        return self._in_json(value, found.depth if found.escape is Escape.JSON else 0)

    def _in_json(self, value: str, depth: int) -> str:
        """The value for the inside of a string that is escaped so many times, or of so many strings in strings."""
        around = max(1, self._json.depth) if self._json is not None else 0
        for _ in range(max(depth, around)):
            value = json.dumps(value, ensure_ascii=False)[1:-1]
        return value


def restore(text: str, table: ConversationTable) -> str:
    """A whole text with this conversation's values back in place."""
    restorer = Restorer(table)
    return restorer.push(text) + restorer.flush()
