"""The private work on one request, under one policy pack: bodies in, redacted bodies out.

Everything here is plain and synchronous; the service runs it in the detection pool. Knows the pack,
the walker and the table it is handed; knows no caller, no vault and no upstream.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from gateway.detection import Scanner
from gateway.schemas import relax_body
from gateway.walker import Caps, Walker, texts_of
from policies import (
    ConversationTable,
    Detector,
    OutputRedactor,
    Pack,
    Redaction,
    Redactor,
    Restorer,
    VerdictCache,
    scan_outgoing,
    type_tokens,
)
from policies.labels import LITERAL
from policies.pack import Role
from sottovoce.crypto import derive
from sottovoce.errors import InvalidRequest, PrivacyRefused

_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN: Final = re.compile(r"[A-Za-z]{2,}")
# No word, digit or mark of any recogniser: two texts side by side do not become one value.
_BETWEEN: Final = "\n\x00\n"
# Characters of a reply's piece that are restored on the event loop where no detector is needed: 0.1 ms.
MAX_INERT: Final = 4096
# Names of models that were looked at and are nobody's number.
MAX_NAMES: Final = 256
PROBE: Final = "Please call Maria Keller at 138 0013 8000."


@dataclass(frozen=True)
class Redacted:
    """A body that may be sent; `kept` are values that the pack lets stand, `counts` are by class."""

    body: dict[str, Any]
    counts: dict[str, int]
    kept: tuple[tuple[str, str], ...]
    language: str

    @property
    def labels(self) -> set[str]:
        """Every class that was found, whatever became of it; text that only looks like a placeholder is none."""
        return {*self.counts, *(label for label, _ in self.kept)} - {LITERAL}


class Channel:
    """One text of a reply on its way to the client: new personal data out, placeholders back in."""

    def __init__(self, output: OutputRedactor, restorer: Restorer) -> None:
        self._output = output
        self._restorer = restorer

    def inert(self, piece: str) -> bool:
        """Whether this piece needs no detector: it is short work then."""
        return len(piece) <= MAX_INERT and self._output.inert(piece)

    def whole(self, text: str) -> str:
        """A whole text on a fresh channel: the same as pushed and flushed."""
        if self._output.inert(text):
            # Nothing of it can be cut out, so nothing has to be cut up.
            return self._restorer.push(text) + self._restorer.flush()
        return self.push(text) + self.flush()

    def push(self, piece: str) -> str:
        """What of the text so far is ready."""
        return self._restorer.push(self._output.push(piece))

    def flush(self) -> str:
        """The rest."""
        return self._restorer.push(self._output.flush()) + self._restorer.flush()


class Guard:
    """One pack's detector, applied."""

    def __init__(
        self, pack: Pack, detector: Scanner, structured: Scanner, *, caps: Caps, remembered: int = 0
    ) -> None:
        self.pack = pack
        self._scanner: Detector = detector
        if remembered:
            self._scanner = VerdictCache(detector, pack_digest=pack.digest, size=remembered)
        self._redactors: dict[bytes, Redactor] = {}
        self._names: set[str] = set()
        self._views: dict[Role, tuple[frozenset[str], frozenset[str]]] = {}
        self._detector = detector
        self._structured = structured
        self._caps = caps

    def redact(
        self, body: dict[str, Any], table: ConversationTable, *, tenant_key: bytes
    ) -> Redacted:
        """The body as a model may see it; the table learns what was taken out.

        Raises `InvalidRequest` for what cannot be walked, `PrivacyRefused` for a class that the pack
        blocks, `PrivacyUnavailable` for a failed detector.
        """
        texts = self._texts(body)
        redactor = self._redactor(tenant_key)
        done = dict(zip(texts, redactor.redact_all(texts, table), strict=True))
        redacted = self._written(body, done)
        # Placeholders may stand in the answer as soon as the conversation has one.
        return replace(redacted, body=relax_body(redacted.body)) if len(table) else redacted

    def redact_types(self, body: dict[str, Any]) -> Redacted:
        """The body with types in the place of values, for good. Raises as `redact` does."""
        texts = self._texts(body)
        return self._written(
            body, {text: type_tokens(self._scanner, self.pack, text) for text in texts}
        )

    def preview(self, text: str, *, tenant_key: bytes) -> dict[str, Any]:
        """What a model would see of a text, and by which rule each value would go. Nothing is kept."""
        explain = getattr(self._detector, "explain", None)
        found = [] if explain is None else explain(text)
        told: dict[str, Any] = {"object": "privacy.preview", "policy": self.pack.version}
        try:
            redaction = self._redactor(tenant_key).redact(text, ConversationTable())
        except PrivacyRefused as error:
            told |= {"refused": str(error), "text": None}
        else:
            told |= {"refused": None, "text": redaction.text}
        return {**told, "findings": [self._finding(f) for f in found]}

    def _finding(self, finding: Any) -> dict[str, Any]:
        span = finding.span
        return {
            "start": span.start,
            "end": span.end,
            "label": span.label,
            "score": span.score,
            "action": self.pack.action(span.label),
            "rules": list(finding.rules),
            "context": finding.context,
        }

    def check_outgoing(self, payload: bytes, table: ConversationTable) -> None:
        """Refuses bytes in which a value of this conversation still stands.

        Raises `PrivacyRefused`. The bytes are parsed again, so that what is checked is what is sent.
        """
        texts = list(texts_of(json.loads(payload)))
        # Half a surrogate pair is no Unicode; it is told apart from everything else all the same.
        found = scan_outgoing(_BETWEEN.join(texts).encode("utf-8", "surrogatepass"), table)
        if found.hits:
            raise PrivacyRefused(
                "A value that was taken out still stands in another part of the request; nothing was"
                " sent."
            )

    def check_model_name(self, name: str) -> None:
        """Refuses a model's name that is somebody's number. Raises `InvalidRequest`."""
        if name in self._names:
            return
        if any(self.pack.action(span.label) != "keep" for span in self._structured.scan(name)):
            raise InvalidRequest("model is not a model's name.", param="model")
        if len(self._names) < MAX_NAMES:
            self._names.add(name)

    def channel(
        self,
        table: ConversationTable,
        *,
        json_string: bool = False,
        reader: Role = "customer",
        counts: dict[str, int] | None = None,
    ) -> Channel:
        """A fresh way back for one text of a reply, as `reader` may see it; `counts` gathers what it takes out."""
        # The models read the reply only where the pack says so (`output: tagger: sentence`).
        output = OutputRedactor(self._structured, table, self.pack, tagger=self._detector)
        if counts is not None:
            output.counts = counts
        restored, masked = self._seen_by(reader)
        restorer = Restorer(table, json_string=json_string, labels=restored, masked=masked)
        return Channel(output, restorer)

    def log_view(self, table: ConversationTable) -> dict[str, Any]:
        """What an edge is told so that its log holds types where the pack says so: classes, and surrogates of them."""
        masked = self.pack.log_masked
        if not masked:
            return {}
        labels = masked.intersection(label for label, _ in table.values())
        made = ((text, label) for text, label, _ in table.surrogates() if label in masked)
        return {"masked": tuple(sorted(labels)), "made_up": tuple(made)}

    def _seen_by(self, reader: Role) -> tuple[frozenset[str], frozenset[str]]:
        """The classes that a reader sees again, and those of which it sees the type; a pack never changes."""
        views = self._views.get(reader)
        if views is None:
            masked = frozenset(x for x in self.pack.labels if self.pack.view(reader, x) == "mask")
            views = self._views[reader] = (self.pack.restored(reader), masked)
        return views

    def probe(self) -> None:
        """Runs the detector on a made-up text: the readiness check. Raises what the detector raises."""
        self._detector.scan(PROBE)

    def close(self) -> None:
        """Lets go of the detectors."""
        for detector in (self._detector, self._structured):
            close = getattr(detector, "close", None)
            if close is not None:
                close()

    def _redactor(self, tenant_key: bytes) -> Redactor:
        """A tenant's redactor: what a pack hashes is linkable within the tenant alone."""
        redactor = self._redactors.get(tenant_key)
        if redactor is None:
            key = derive(tenant_key, "sottovoce hashed values v1")
            redactor = self._redactors[tenant_key] = Redactor(self._scanner, self.pack, key=key)
        return redactor

    def _written(self, body: dict[str, Any], done: dict[str, Redaction]) -> Redacted:
        walked = Walker(lambda text: done[text].text, self._caps).body(body)
        counts: Counter[str] = Counter()
        for redaction in done.values():
            counts.update(redaction.counts)
        kept = dict.fromkeys(pair for redaction in done.values() for pair in redaction.kept)
        return Redacted(walked, dict(counts), tuple(kept), language_of(done))

    def _texts(self, body: dict[str, Any]) -> list[str]:
        seen: dict[str, None] = {}

        def note(text: str) -> str:
            seen[text] = None
            return text

        Walker(note, self._caps).body(body)
        return list(seen)


def language_of(texts: Iterable[str]) -> str:
    """`zh`, `en` or `mixed`, by the share of Han characters among Han characters and Latin words."""
    han = latin = 0
    for text in texts:
        han += len(_HAN.findall(text))
        latin += len(_LATIN.findall(text))
    share = han / (han + latin) if han + latin else 0.0
    return "zh" if share > 0.8 else "en" if share < 0.2 else "mixed"
