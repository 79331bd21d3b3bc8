"""Text in, redacted text out: findings of a detector become what the pack says.

`restore(redact(x)) == x` for every class with the action `placeholder`, and a second scan of the result
finds nothing: the scan is repeated until it does. Knows no HTTP and keeps nothing; the table is the caller's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from policies.damaged import find as find_damaged
from policies.detector import Detector, scan_or_refuse
from policies.labels import LITERAL
from policies.pack import Pack
from policies.placeholders import OPAQUE_RE, token, type_token
from policies.residue import known_values
from policies.spans import Span, clip, unite
from policies.table import ConversationTable
from sottovoce.errors import PrivacyRefused, PrivacyUnavailable

MAX_PASSES = 12


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redacted text; `spans` are positions in the original, `kept` what the pack lets stand."""

    text: str
    spans: list[Span] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


class Redactor:
    """Applies one pack with one detector."""

    def __init__(self, detector: Detector, pack: Pack) -> None:
        self._detector = detector
        self._pack = pack

    def redact(self, text: str, table: ConversationTable) -> Redaction:
        """The text as a model may see it.

        Raises PrivacyRefused when the pack blocks a class that stands in it, PrivacyUnavailable when
        the detector fails in any way. Neither holds a word of the text.
        """
        taken, kept = self._find(text, table)
        self._refuse_blocked(taken)
        return Redaction(
            text=self._write(text, taken, table),
            spans=taken,
            kept=[(s.label, text[s.start : s.end]) for s in kept],
            counts=dict(Counter(s.label for s in taken)),
        )

    def redact_all(self, texts: Sequence[str], table: ConversationTable) -> list[Redaction]:
        """The texts of one request, so that a name found in a later one is also taken out of an earlier one."""
        done = [self.redact(text, table) for text in texts]
        size = -1
        while size != len(table):
            size = len(table)
            for at, text in enumerate(texts):
                if known_values(done[at].text, table.values()):
                    done[at] = self.redact(text, table)
        return done

    def _find(self, text: str, table: ConversationTable) -> tuple[list[Span], list[Span]]:
        """What is taken out and what is kept, in the original's positions."""
        taken = [Span(m.start, m.end, LITERAL, 1.0) for m in find_damaged(text)]
        for _ in range(MAX_PASSES):
            view, starts = _view(text, taken)
            found = clip(
                scan_or_refuse(self._detector, view), [m.span() for m in OPAQUE_RE.finditer(view)]
            )
            kept = [s for s in found if self._pack.action(s.label) == "keep"]
            fresh = [s for s in found if self._pack.action(s.label) != "keep"]
            surfaces = {(s.label, text[s.start : s.end]) for s in taken}
            known = known_values(view, chain(surfaces, table.values()))
            fresh.extend(s for s in known if self._pack.action(s.label) != "keep")
            if not fresh:
                return taken, [_back(s, starts) for s in kept]
            fresh = [_back(s, starts) for s in unite(view, fresh)]
            taken = sorted((*taken, *fresh), key=lambda s: s.start)
        raise PrivacyUnavailable("The privacy check did not settle; nothing was sent.")

    def _refuse_blocked(self, taken: list[Span]) -> None:
        blocked = sorted({s.label for s in taken if self._pack.action(s.label) == "block"})
        if blocked:
            raise PrivacyRefused(
                f"The policy does not let {', '.join(blocked)} pass: leave it out and send again."
            )

    def _write(self, text: str, taken: list[Span], table: ConversationTable) -> str:
        parts: list[str] = []
        at = 0
        for span in taken:
            parts.append(text[at : span.start])
            parts.append(self._replacement(span.label, text[span.start : span.end], table))
            at = span.end
        return "".join((*parts, text[at:]))

    def _replacement(self, label: str, surface: str, table: ConversationTable) -> str:
        if label != LITERAL and self._pack.action(label) == "mask":
            return type_token(label)
        try:
            return table.token_for(label, surface)
        except OverflowError:
            raise PrivacyUnavailable(
                "A conversation holds too many values; start a new one."
            ) from None


def _view(text: str, taken: list[Span]) -> tuple[str, list[int]]:
    """The text with a placeholder in each taken place, and the original's position of each character."""
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for span in taken:
        parts.append(text[at : span.start])
        starts.extend(range(at, span.start))
        stand_in = token(span.label, 1)
        parts.append(stand_in)
        starts.extend([span.start] * len(stand_in))
        at = span.end
    parts.append(text[at:])
    starts.extend(range(at, len(text)))
    return "".join(parts), starts


def _back(span: Span, starts: list[int]) -> Span:
    return Span(starts[span.start], starts[span.end - 1] + 1, span.label, span.score)
