"""Personal data that a model makes up, taken out of its reply while it streams.

Placeholders pass untouched. What is held back depends on the text alone, never on how it was cut into
pieces. Searches structured classes only: a name or an address of the model's own passes. Knows no HTTP.
"""

from __future__ import annotations

from policies.detector import Detector, scan_or_refuse
from policies.labels import STRUCTURED
from policies.pack import Pack
from policies.placeholders import type_token
from policies.segments import next_cut, suspicious
from policies.spans import Span
from policies.table import ConversationTable

CONTEXT = 64


class OutputRedactor:
    """`push` takes pieces of the model's reply and gives what is safe; `flush` gives the rest.

    Values of this conversation's table pass. Raises PrivacyUnavailable when the detector fails.
    """

    def __init__(
        self, detector: Detector, table: ConversationTable, pack: Pack | None = None
    ) -> None:
        self._detector = detector
        self._surfaces = {surface for _, surface in table.values()}
        self._labels = STRUCTURED if pack is None else STRUCTURED & pack.taken_out
        self._held = ""
        self._before = ""
        self._tail = ""
        self.counts: dict[str, int] = {}

    def push(self, piece: str) -> str:
        """What of the reply so far can no longer become part of a value."""
        self._held += piece
        return self._drain(final=False)

    def flush(self) -> str:
        """The rest; afterwards the object can take another reply."""
        out = self._drain(final=True)
        self._before = self._tail = ""
        return out

    def _drain(self, *, final: bool) -> str:
        out: list[str] = []
        at = 0
        while (cut := next_cut(self._held, at, final=final)) is not None:
            out.append(self._segment(self._held[at:cut]))
            at = cut
        self._held = self._held[at:]
        return "".join(out)

    def _segment(self, segment: str) -> str:
        """One segment with its own findings replaced; earlier text is context only."""
        text = self._before + segment
        offset = len(self._before)
        self._before = text[-CONTEXT:]
        if not suspicious(text[:offset], segment):
            self._tail = ""
            return segment
        found = scan_or_refuse(self._detector, text)
        spans = [s for s in found if s.end > offset and s.label in self._labels]
        return self._replace(text, offset, spans)

    def _replace(self, text: str, offset: int, spans: list[Span]) -> str:
        out: list[str] = []
        at = offset
        for span in spans:
            if text[span.start : span.end] in self._surfaces:
                continue
            start = max(span.start, offset)
            out.append(text[at:start])
            # A value that began in an earlier segment has its token already.
            if not (span.start < offset and self._tail == span.label):
                out.append(type_token(span.label))
                self.counts[span.label] = self.counts.get(span.label, 0) + 1
            at = span.end
        reaches = spans and spans[-1].end == len(text) and at == len(text)
        self._tail = spans[-1].label if reaches else ""
        return "".join((*out, text[at:]))
