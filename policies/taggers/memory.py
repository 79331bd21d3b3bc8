"""The last findings by sentence: in memory only, keyed by a digest, so that no text is kept."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict

from policies.spans import Span

# An entry takes some 300 bytes.
REMEMBERED = 8192


class SentenceMemory:
    """A bounded map from (tagger, sentence) to spans, keyed with a secret of this object."""

    def __init__(self, size: int = REMEMBERED) -> None:
        self._size = size
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._spans: OrderedDict[bytes, list[Span]] = OrderedDict()

    def get(self, tagger: str, sentence: str) -> list[Span] | None:
        """The findings for a sentence, or None when it is not remembered."""
        key = self._digest(tagger, sentence)
        with self._lock:
            spans = self._spans.get(key)
            if spans is not None:
                self._spans.move_to_end(key)
            return spans

    def put(self, tagger: str, sentence: str, spans: list[Span]) -> None:
        """Remembers, and forgets the oldest over the size."""
        key = self._digest(tagger, sentence)
        with self._lock:
            self._spans[key] = spans
            while len(self._spans) > self._size:
                self._spans.popitem(last=False)

    def _digest(self, tagger: str, sentence: str) -> bytes:
        keyed = hashlib.blake2b(key=self._key, person=tagger.encode()[:16], digest_size=20)
        keyed.update(sentence.encode("utf-8", "surrogatepass"))
        return keyed.digest()
