"""Placeholders back into values, for a whole text or a stream cut anywhere.

Only tokens of this conversation's table are resolved; every other text passes as it is. At most one
unfinished placeholder is held back. Knows no detector.
"""

from __future__ import annotations

import json

import regex

from policies.placeholders import LOOSE_OPEN, LOOSE_RE, ConversationTable, canonical

_OPEN = regex.compile(f"[{regex.escape(LOOSE_OPEN)}]")


class Restorer:
    """`push` takes pieces of a stream and gives what is ready; `flush` gives the rest.

    With `json_string` the values are escaped for the inside of a JSON string (tool-call arguments).
    """

    def __init__(self, table: ConversationTable, *, json_string: bool = False) -> None:
        self._table = table
        self._json = json_string
        self._held = ""
        self.damaged = 0

    def push(self, piece: str) -> str:
        """What of the stream so far can be told apart for sure."""
        return self._run(self._held + piece, final=False)

    def flush(self) -> str:
        """The rest; afterwards the object can take another stream."""
        return self._run(self._held, final=True)

    def _run(self, text: str, *, final: bool) -> str:
        out: list[str] = []
        at = 0
        self._held = ""
        for opening in _OPEN.finditer(text):
            start = opening.start()
            if start < at:
                continue
            match = LOOSE_RE.match(text, start, partial=not final)
            if match is None:
                continue
            out.append(text[at:start])
            at = start
            if match.partial:
                self._held = text[start:]
                return "".join(out)
            out.append(self._resolve(match))
            at = match.end()
        out.append(text[at:])
        return "".join(out)

    def _resolve(self, match: regex.Match[str]) -> str:
        exact = canonical(match["label"], match["number"])
        value = self._table.surface_of(exact)
        if value is None:
            return str(match[0])
        self.damaged += match[0] != exact
        return json.dumps(value, ensure_ascii=False)[1:-1] if self._json else value


def restore(text: str, table: ConversationTable) -> str:
    """A whole text with this conversation's values back in place."""
    restorer = Restorer(table)
    return restorer.push(text) + restorer.flush()
