"""What a detector found in texts it has seen, so that a conversation's history is scanned once.

Kept in memory only, under digests keyed afresh in every process; never a text. Bounded by entries and by
bytes. Knows no table: a verdict belongs to a text and a pack, whatever the conversation.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence

from policies.detector import Detector
from policies.spans import Span

DEFAULT_SIZE = 4096
DEFAULT_BYTES = 8 * 1024 * 1024
# What an entry costs beside its spans, and a span, in bytes; measured roughly, counted strictly.
_ENTRY_BYTES = 240
_SPAN_BYTES = 160


class VerdictCache:
    """A `Detector` that asks another one once a text. Threads may share it.

    Raises what the detector raises; a failure is never remembered.
    """

    def __init__(
        self,
        detector: Detector,
        *,
        pack_digest: str,
        size: int = DEFAULT_SIZE,
        max_bytes: int = DEFAULT_BYTES,
    ) -> None:
        self._detector = detector
        self._pack = pack_digest.encode()
        self._size = size
        self._max_bytes = max_bytes
        self._key = secrets.token_bytes(32)
        self._found: OrderedDict[bytes, tuple[Span, ...]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        return len(self._found)

    @property
    def weight(self) -> int:
        """About how many bytes the verdicts take."""
        return self._bytes

    def scan(self, text: str) -> list[Span]:
        """What the detector finds in the text, from memory where it was asked before."""
        name = self._name(text)
        known = self._look_up(name)
        if known is not None:
            return list(known)
        spans = self._detector.scan(text)
        self._remember(name, spans)
        return spans

    def scan_many(self, texts: Sequence[str]) -> list[list[Span]]:
        """The same for many texts; those not seen before go to the detector together."""
        names = [self._name(text) for text in texts]
        known = {name: self._look_up(name) for name in dict.fromkeys(names)}
        new = {n: t for n, t in zip(names, texts, strict=True) if known[n] is None}
        for name, spans in zip(new, self._ask(list(new.values())), strict=True):
            known[name] = tuple(spans)
            self._remember(name, spans)
        return [list(known[name] or ()) for name in names]

    def _ask(self, texts: list[str]) -> list[list[Span]]:
        many = getattr(self._detector, "scan_many", None)
        if many is None or len(texts) < 2:
            return [self._detector.scan(text) for text in texts]
        return list(many(texts))

    def _name(self, text: str) -> bytes:
        digest = hashlib.blake2b(self._pack, key=self._key, digest_size=20)
        digest.update(b"\0" + text.encode("utf-8", "surrogatepass"))
        return digest.digest()

    def _look_up(self, name: bytes) -> tuple[Span, ...] | None:
        with self._lock:
            known = self._found.get(name)
            if known is None:
                self.misses += 1
                return None
            self.hits += 1
            self._found.move_to_end(name)
            return known

    def _remember(self, name: bytes, spans: Sequence[Span]) -> None:
        with self._lock:
            if name in self._found:
                return
            self._found[name] = tuple(spans)
            self._bytes += _cost(spans)
            while self._found and (len(self._found) > self._size or self._bytes > self._max_bytes):
                self._bytes -= _cost(self._found.popitem(last=False)[1])


def _cost(spans: Sequence[Span]) -> int:
    return _ENTRY_BYTES + _SPAN_BYTES * len(spans)
