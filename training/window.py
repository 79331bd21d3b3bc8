"""Which dialogues of the site's log may be used, and which of them are held out.

Consent and "a person wrote the answer" first, then the pack's retention, then a second scan of the
stored text with the pack's fast patterns: a hit drops the dialogue. Customers, not dialogues, are
held out, by a keyed hash of their pseudonym, so whom it holds out never trains; in a small log the
lowest hashes fill up to LEAST_HELD_OUT, so that no loss is that of one customer. Knows no tokenizer
and no model.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from policies import PLACEHOLDER_RE
from policies.labels import LITERAL
from policies.placeholders import TYPE_TOKEN_RE, mask_tokens, type_token
from sottovoce.dialogue_log import Dialogue

SECONDS_A_DAY = 86400.0
LEAST_HELD_OUT = 2  # customers: a mean over one would be a question about that one


class DialogueSource(Protocol):
    """The site's log, as far as training reads it."""

    def read(
        self, *, since: float | None = None, trainable_only: bool = False
    ) -> Iterator[Dialogue]:
        """Dialogues created at or after `since`."""
        ...


class Scanner(Protocol):
    """The site's policy, as far as training asks it."""

    def hits(self, text: str) -> int:
        """How many values are still in the text that the pack would take out. Raises
        PrivacyUnavailable if it cannot tell."""
        ...

    def may_train(self, texts: Iterable[str]) -> bool:
        """Whether the pack lets texts with these placeholders train."""
        ...

    def view(self, messages: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
        """The messages as the pack lets an example show them."""
        ...


@dataclass(frozen=True)
class Window:
    """What may be used, split by customer; how many dialogues were dropped, by reason."""

    train: tuple[Dialogue, ...]
    held_out: tuple[Dialogue, ...]
    dropped: Mapping[str, int]


class PackScanner:
    """The pack's fast patterns over stored text; what the pack keeps and placeholders are no hits."""

    def __init__(self, detector: Any, pack: Any) -> None:
        self._detector = detector
        self._pack = pack

    def hits(self, text: str) -> int:
        """How many spans stand in the text that the pack acts on."""
        held = [match.span() for match in PLACEHOLDER_RE.finditer(text)]
        return sum(
            1
            for span in self._detector.scan(text)
            if self._pack.action(span.label) != "keep"
            and not any(start <= span.start and span.end <= end for start, end in held)
        )

    def may_train(self, texts: Iterable[str]) -> bool:
        """Whether every class that a placeholder, a mask or a hash names is one of the pack's `train_labels`."""
        labels: set[str] = set()
        for text in texts:
            labels.update(match[1] for match in PLACEHOLDER_RE.finditer(text))
            labels.update(m[0].strip("[]").partition(":")[0] for m in TYPE_TOKEN_RE.finditer(text))
        return bool(self._pack.may_train(labels - {LITERAL}))

    def view(self, messages: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
        """With the type in the place of every placeholder that the pack masks (`roles: training`)."""
        return tuple(mask_tokens(messages, self._pack.train_masked))


def choose(
    log: DialogueSource,
    scanner: Scanner,
    *,
    until: float,
    retention_days: float | None,
    key: bytes,
    fraction: float,
    limit: int,
) -> Window:
    """The usable dialogues created before `until` (epoch seconds), the newest `limit` of them."""
    since = None if retention_days is None else until - retention_days * SECONDS_A_DAY
    dropped: Counter[str] = Counter()
    usable: list[Dialogue] = []
    for dialogue in log.read(since=since, trainable_only=True):
        reason = _objection(dialogue, scanner, since, until)
        if reason is None:
            usable.append(replace(dialogue, messages=scanner.view(dialogue.messages)))
        else:
            dropped[reason] += 1
    usable.sort(key=lambda d: (d.created, d.id))
    dropped["limit"] += max(0, len(usable) - limit)
    return _split(usable[-limit:], key, fraction, dropped)


def held_out(subject: str, key: bytes, fraction: float) -> bool:
    """Whether the hash holds this customer out: the same in each round, unknown without the key."""
    return _place(subject, key) < fraction


def _place(subject: str, key: bytes) -> float:
    """Where between 0 and 1 a customer stands, unknown without the key."""
    digest = hmac.digest(key, b"held-out\0" + subject.encode(), hashlib.sha256)
    return int.from_bytes(digest[:8], "big") / 2.0**64


def texts_of(message: Any) -> Iterator[str]:
    """Every string in a message, nested ones and object keys too."""
    if isinstance(message, str):
        yield message
    elif isinstance(message, Mapping):
        for key, value in message.items():
            yield str(key)
            yield from texts_of(value)
    elif isinstance(message, list | tuple):
        for item in message:
            yield from texts_of(item)


def _objection(
    dialogue: Dialogue, scanner: Scanner, since: float | None, until: float
) -> str | None:
    if not (dialogue.consent and dialogue.trainable):
        return "consent"
    if dialogue.created > until or (since is not None and dialogue.created < since):
        return "retention"
    texts = [text for message in dialogue.messages for text in texts_of(message)]
    # A class that left no token in the text (kept, masked in part, made up anew) counts like one that did.
    if not scanner.may_train([*texts, *map(type_token, dialogue.labels)]):
        return "policy"
    return "rescan" if any(scanner.hits(text) for text in texts) else None


def _split(usable: list[Dialogue], key: bytes, fraction: float, dropped: Counter[str]) -> Window:
    ranked = sorted({d.subject for d in usable}, key=lambda subject: _place(subject, key))
    chosen = {s for s in ranked if held_out(s, key, fraction)} | set(ranked[:LEAST_HELD_OUT])
    out = [d for d in usable if d.subject in chosen]
    train = [d for d in usable if d.subject not in chosen]
    return Window(tuple(train), tuple(out), {k: n for k, n in sorted(dropped.items()) if n})
