"""Text in, redacted text out: findings of a detector become what the pack says.

`restore(redact(x)) == x` for every class that can come back, and a second scan of the result finds
nothing but surrogates: the scan is repeated until it does, twice in the common case. Knows no HTTP and
keeps nothing; the table is the caller's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from policies.detector import Detector, scan_or_refuse
from policies.draft import Draft
from policies.labels import LITERAL
from policies.memory import ValueIndex, spans_of, united
from policies.operators import Operators
from policies.pack import Pack
from policies.placeholders import OPAQUE_RE, type_token
from policies.restorer import restore
from policies.spans import Span, clip
from policies.surrogate_index import SurrogateIndex
from policies.table import ConversationTable
from sottovoce.errors import PrivacyUnavailable

MAX_PASSES = 12
STRONG = 0.8


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redacted text; `spans` are positions in the original.

    `kept` are values that stand in the redacted text and that a scan may find there: what the pack keeps,
    and surrogates.
    """

    text: str
    spans: list[Span] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


class Redactor:
    """Applies one pack with one detector; `key` (a tenant's secret) is for the action `hash`.

    Raises PolicyInvalid when the pack hashes and there is no key.
    """

    def __init__(self, detector: Detector, pack: Pack, *, key: bytes | None = None) -> None:
        self._detector = detector
        self._operators = Operators(pack, key)

    def redact(self, text: str, table: ConversationTable) -> Redaction:
        """The text as a model may see it.

        Raises PrivacyRefused when the pack blocks a class that stands in it, PrivacyUnavailable when
        the detector fails in any way. Neither holds a word of the text.
        """
        return self.redact_all([text], table)[0]

    def redact_all(self, texts: Sequence[str], table: ConversationTable) -> list[Redaction]:
        """The texts of one request, so that a name found in a later one is also taken out of an earlier one."""
        return _Request(self._detector, self._operators, texts, table).run()


def type_tokens(detector: Detector, pack: Pack, text: str) -> Redaction:
    """The text with the type in place of each value, for embeddings: the same in every conversation.

    For good: no table learns of it. Text that looks like a placeholder stays, for nothing is restored.
    Raises as `Redactor.redact` does.
    """
    operators = Operators(pack, b"no digest is made")
    request = _Request(detector, operators, [text], ConversationTable())
    request.settle()
    draft = request.drafts[0]
    operators.refuse_blocked({span.label for span in draft.taken})
    return request.result(draft, draft.write(_type))


def _type(span: Span, surface: str) -> str:
    return surface if span.label == LITERAL else type_token(span.label)


class _Request:
    """One call: every text's draft, and what is known while they are worked on."""

    def __init__(
        self,
        detector: Detector,
        operators: Operators,
        texts: Sequence[str],
        table: ConversationTable,
    ) -> None:
        self._detector = detector
        self._operators = operators
        self._table = table
        self._fresh = ValueIndex()
        self._seen: Counter[tuple[str, str]] = Counter()
        self._strong: set[tuple[str, str]] = set()
        surrogates = SurrogateIndex(table)
        self.drafts = [Draft(text, surrogates) for text in texts]

    def run(self) -> list[Redaction]:
        """The redactions, in the texts' order."""
        for _ in range(MAX_PASSES):
            self.settle()
            self._operators.refuse_blocked({s.label for d in self.drafts for s in d.taken})
            written = [self._write(draft) for draft in self.drafts]
            self._strengthen()
            again = [
                d.reforge(text, self._table) for d, text in zip(self.drafts, written, strict=True)
            ]
            if any(again):
                continue
            again = [self._check(d, t) for d, t in zip(self.drafts, written, strict=True)]
            if not any(again):
                self._reserve()
                return [self.result(d, t) for d, t in zip(self.drafts, written, strict=True)]
        raise PrivacyUnavailable("The privacy check did not settle; nothing was sent.")

    def settle(self) -> None:
        """Scans what has changed until nothing is found that must still be taken out."""
        for _ in range(MAX_PASSES):
            todo = [draft for draft in self.drafts if not draft.settled]
            if not todo:
                return
            for draft, found in zip(todo, self._scan([d.view for d in todo]), strict=True):
                self._take(draft, found)
            for draft in self.drafts:
                known = spans_of((self._table.index, self._fresh), draft.view)
                self._add(draft, [s for s in known if not self._operators.kept(s.label)])
        raise PrivacyUnavailable("The privacy check did not settle; nothing was sent.")

    def result(self, draft: Draft, text: str) -> Redaction:
        """What the caller gets of a settled draft."""
        kept = [(s.label, draft.text[s.start : s.end]) for s in draft.kept]
        return Redaction(
            text=text,
            spans=draft.taken,
            kept=list(dict.fromkeys((*kept, *draft.surrogates))),
            counts=dict(Counter(s.label for s in draft.taken)),
        )

    def _scan(self, views: list[str]) -> list[list[Span]]:
        many = getattr(self._detector, "scan_many", None)
        if many is None or len(views) == 1:
            return [scan_or_refuse(self._detector, view) for view in views]
        try:
            found: list[list[Span]] | None = list(many(views))
        except Exception:  # noqa: BLE001 - the privacy path: whatever went wrong in a detector, refuse
            found = None
        # Raised out here so that the detector's exception, which may quote the text, is not its context.
        if found is None or len(found) != len(views):
            raise PrivacyUnavailable
        return found

    def _take(self, draft: Draft, found: list[Span]) -> None:
        """A scan's findings; a draft is settled when there are none to take out."""
        found = clip(found, [m.span() for m in OPAQUE_RE.finditer(draft.view)])
        draft.keep([s for s in found if self._operators.kept(s.label)])
        draft.settled = True
        self._add(draft, [s for s in found if not self._operators.kept(s.label)], found=True)

    def _add(self, draft: Draft, spans: list[Span], *, found: bool = False) -> None:
        for span in draft.add(united(spans) if len(spans) > 1 else spans):
            key = (span.label, draft.text[span.start : span.end])
            self._seen[key] += 1
            self._fresh.add(*key)
            sure = found and (span.score >= STRONG or self._seen[key] > 1)
            if sure and key not in self._strong:
                self._strong.add(key)
                self._fresh.add(*key, strong=True)

    def _write(self, draft: Draft) -> str:
        def replacement(span: Span, surface: str) -> str:
            taken = None if draft.plain else self._occurs
            return self._operators.replacement(span.label, surface, self._table, taken)

        return draft.write(replacement)

    def _occurs(self, made: str) -> bool:
        """Whether a made-up value, or a made-up name's part, is already somebody's."""
        low = made.lower()
        return (
            self._table.uses(made)
            or any(low in draft.text.lower() for draft in self.drafts)
            or any(True for _ in self._table.index.hits(made))
        )

    def _strengthen(self) -> None:
        for label, surface in self._strong:
            if self._operators.reversible(label):
                self._table.strengthen(label, surface)

    def _reserve(self) -> None:
        """What stands in a text by its name alone must not come to mean a value in a later turn."""
        for draft in self.drafts:
            for placeholder in draft.standing:
                self._table.reserve(placeholder)

    def _check(self, draft: Draft, written: str) -> bool:
        """With surrogates in it: notes what a scan sees of them, and whether anything else must go.

        A text that would not come back exactly, because a surrogate is glued to a word, gets placeholders; one
        in which a scan sees the last characters of a mask gets masks without them.
        """
        draft.surrogates = []
        places = draft.written_surrogates(self._table)
        tails = draft.written_places(lambda span: self._operators.shows_a_tail(span.label))
        if not places and not tails:
            return False
        if self._operators.all_reversible(draft.taken) and (
            restore(written, self._table) != draft.text
        ):
            draft.plain = True
            return True
        found = clip(
            scan_or_refuse(self._detector, written),
            [m.span() for m in OPAQUE_RE.finditer(written)],
        )
        found = [span for span in found if not self._operators.kept(span.label)]
        if any(_touches(span, tails) for span in found):
            draft.plain = True
            return True
        draft.surrogates = [(label, made) for label, made in draft.made(self._table)]
        fresh: list[Span] = []
        for span in found:
            if _touches(span, places):
                draft.surrogates.append((span.label, written[span.start : span.end]))
            else:
                fresh.append(span)
        return draft.add_written(fresh)


def _touches(span: Span, places: list[tuple[int, int]]) -> bool:
    return any(low < span.end and span.start < high for low, high in places)
