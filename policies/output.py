"""Personal data that a model makes up, taken out of its reply while it streams.

Placeholders and the conversation's own values pass. What is held back depends on the text alone, never on
how it was cut into pieces. Without a tagger it searches classes with a form of their own and the pack's
deny lists: a name or an address of the model's own passes. With one (a pack says `output: tagger:
sentence`) all classes that the pack takes out are searched, and a reply waits for the end of each
sentence, 400 characters at most. Knows no HTTP.
"""

from __future__ import annotations

from policies.detector import Detector, scan_or_refuse
from policies.folding import close_up, fold
from policies.labels import LABELS, STRUCTURED
from policies.pack import Pack
from policies.placeholders import OPAQUE_RE, type_token
from policies.segments import MAX_ZONE, flow_end, next_cut, sentence_cut, suspicious
from policies.spans import Span, clip, unite
from policies.table import ConversationTable
from policies.wordlists import pattern_of
from sottovoce.errors import PrivacyUnavailable

CONTEXT = 64


class OutputRedactor:
    """`push` takes pieces of the model's reply and gives what is safe; `flush` gives the rest.

    `tagger` is a detector with the models; it is asked only where the pack says so. Raises
    PrivacyUnavailable when a detector fails.
    """

    def __init__(
        self,
        detector: Detector,
        table: ConversationTable,
        pack: Pack | None = None,
        *,
        tagger: Detector | None = None,
    ) -> None:
        self._sentences = tagger is not None and pack is not None and _by_sentence(pack)
        self._detector = tagger if tagger is not None and self._sentences else detector
        self._table = table
        self._pack = pack
        self._labels = _searched(pack, self._sentences)
        self._known: set[str] | None = None
        self._words = _Words(pack)
        self._held = ""
        self._before = ""
        self._tail = ""
        self.counts: dict[str, int] = {}

    def inert(self, piece: str) -> bool:
        """Whether no detector and no deny list is asked for this piece and what is held: it leaves as it is."""
        if self._sentences or self._words.listed:
            return False
        return not suspicious(self._before, self._held + piece)

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
        while True:
            if (end := self._flow(at)) > at:
                out.append(self._held[at:end])
                at = end
            cut = self._cut(at, final=final)
            if cut is None:
                break
            out.append(self._segment(self._held[at:cut]))
            at = cut
        self._held = self._held[at:]
        return "".join(out)

    def _flow(self, at: int) -> int:
        """The end of plain words that leave as they are, in one go: as segments they would leave one by one."""
        if self._sentences or self._words.listed:
            return at
        end = flow_end(self._before, self._held, at)
        if end > at:
            self._before = (self._before + self._held[at:end])[-CONTEXT:]
            self._tail = ""
        return end

    def _cut(self, at: int, *, final: bool) -> int | None:
        """The end of the next segment; it never parts an entry of a deny list."""
        step = sentence_cut if self._sentences else next_cut
        cut = step(self._held, at, final=final)
        while cut is not None and self._words.open(self._held[at:cut]):
            longer = step(self._held, cut, final=final)
            if longer is None and final:
                return cut
            cut = longer
        return cut

    def _segment(self, segment: str) -> str:
        """One segment with its own findings replaced; earlier text is context only."""
        text = self._before + segment
        offset = len(self._before)
        self._before = text[-CONTEXT:]
        found: list[Span] = []
        if self._sentences or suspicious(text[:offset], segment):
            scanned = scan_or_refuse(self._detector, text)
            found = [s for s in scanned if s.end > offset and s.label in self._labels]
        found += [s for s in self._words.spans(text) if s.end > offset]
        if not found:
            self._tail = ""
            return segment
        return self._replace(text, offset, unite(text, found))

    def _replace(self, text: str, offset: int, spans: list[Span]) -> str:
        out: list[str] = []
        at = offset
        for span in clip(spans, [m.span() for m in OPAQUE_RE.finditer(text)]):
            start = max(span.start, offset)
            if self._passes(text[span.start : span.end]) or span.end <= at:
                continue
            out.append(text[at:start])
            # A value that began in an earlier segment has its token already.
            if not (span.start < offset and self._tail == span.label):
                out.append(type_token(span.label))
                self.counts[span.label] = self.counts.get(span.label, 0) + 1
            at = span.end
        reaches = spans and spans[-1].end == len(text) and at == len(text)
        self._tail = spans[-1].label if reaches else ""
        return "".join((*out, text[at:]))

    def _passes(self, value: str) -> bool:
        """Whether it is a value of this conversation, or all of it is the part of one."""
        if self._known is None:
            # Made when it is first needed: most replies hold no value of the model's own.
            self._known = {_plain(surface) for _, surface in self._table.values()}
            self._known.update(_plain(made) for made, _, _ in self._table.surrogates())
        if _plain(value) in self._known:
            return True
        return any((h.start, h.end) == (0, len(value)) for h in self._table.index.hits(value))


class _Words:
    """The deny lists of a pack: names known beforehand."""

    def __init__(self, pack: Pack | None) -> None:
        entries = (x for words in pack.deny.values() for x in words) if pack is not None else ()
        exact = [x for x in entries if pattern_of(x) is None]
        self._pack = pack if pack is not None and pack.deny else None
        self._beginnings = {x[:end] for x in exact for end in range(1, len(x)) if end < MAX_ZONE}
        self._longest = max(map(len, self._beginnings), default=0)

    @property
    def listed(self) -> bool:
        """Whether there is a list at all."""
        return self._pack is not None

    def open(self, segment: str) -> bool:
        """Whether the segment ends with the beginning of an entry."""
        sizes = range(1, min(len(segment), self._longest) + 1)
        return len(segment) < MAX_ZONE and any(
            segment[len(segment) - size :] in self._beginnings for size in sizes
        )

    def spans(self, text: str) -> list[Span]:
        """Entries that stand in the text. Raises PrivacyUnavailable when a pattern takes too long."""
        if self._pack is None:
            return []
        try:
            found = list(self._pack.deny_spans(text))
        except TimeoutError:
            raise PrivacyUnavailable from None
        acting = self._pack.taken_out
        return [Span(start, end, label, 1.0) for start, end, label in found if label in acting]


def _by_sentence(pack: Pack) -> bool:
    return pack.output_tagger == "sentence"


def _searched(pack: Pack | None, sentences: bool) -> frozenset[str]:
    """The classes searched: those with a form of their own, or all that the pack takes out."""
    if pack is None:
        return STRUCTURED
    own = pack.labels - set(LABELS)
    return pack.taken_out if sentences else (STRUCTURED | own) & pack.taken_out


def _plain(value: str) -> str:
    folded = fold(value)
    return (close_up(folded) or folded).text
