"""Remembered verdicts are the detector's own, bounded, and no text is kept."""

from __future__ import annotations

import gc
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import Span
from policies.verdicts import VerdictCache


class Digits:
    """Finds numbers and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def scan(self, text: str) -> list[Span]:
        self.asked += 1
        return [Span(m.start(), m.end(), "PHONE_NUMBER", 0.5) for m in re.finditer("[0-9]+", text)]


class Batched(Digits):
    """The same with a batch of its own."""

    def scan_many(self, texts: list[str]) -> list[list[Span]]:
        return [self.scan(text) for text in texts]


@given(st.lists(st.text(alphabet="ab12", max_size=5), max_size=30), st.integers(0, 6))
def test_same_verdicts_as_without(texts: list[str], size: int) -> None:
    """Whatever is asked in whatever order, one by one or in batches, with any bound."""
    plain = [Digits().scan(text) for text in texts]
    for detector in (Digits(), Batched()):
        cache = VerdictCache(detector, pack_digest="p", size=size)
        assert [cache.scan(text) for text in texts] == plain
        assert cache.scan_many(texts) == plain
        assert len(cache) <= size


def test_a_text_is_scanned_once() -> None:
    """The second time the detector is not asked."""
    detector = Batched()
    cache = VerdictCache(detector, pack_digest="p")
    cache.scan("call 123")
    cache.scan("call 123")
    cache.scan_many(["call 123", "call 456", "call 456"])
    assert detector.asked == 2
    assert (cache.hits, cache.misses) == (2, 2)


def test_a_result_is_the_callers_own() -> None:
    """Changing what was handed out changes no memory."""
    cache = VerdictCache(Digits(), pack_digest="p")
    cache.scan("1").clear()
    cache.scan("1").clear()
    assert len(cache.scan("1")) == 1


def test_bounds_in_entries_and_bytes() -> None:
    """The oldest verdicts go first; many spans weigh more."""
    cache = VerdictCache(Digits(), pack_digest="p", size=3)
    for n in range(9):
        cache.scan(f"a{n}")
    assert len(cache) == 3
    heavy = VerdictCache(Digits(), pack_digest="p", max_bytes=5_000)
    for n in range(50):
        heavy.scan(f"{n} 1 2 3 4 5 6 7 8 9")
        assert heavy.weight <= 5_000
    assert 0 < len(heavy) < 5


def test_a_failure_is_not_remembered() -> None:
    """The next call asks again."""

    class Once(Digits):
        def scan(self, text: str) -> list[Span]:
            if not self.asked:
                self.asked += 1
                raise RuntimeError
            return super().scan(text)

    cache = VerdictCache(Once(), pack_digest="p")
    with pytest.raises(RuntimeError):
        cache.scan("1")
    assert len(cache) == 0
    assert len(cache.scan("1")) == 1


@pytest.mark.privacy
def test_no_text_is_kept() -> None:
    """Nothing that the cache holds is a piece of a text, and two processes' names differ."""
    cache = VerdictCache(Digits(), pack_digest="p")
    cache.scan("my secret 12345")
    names = list(cache._found)
    held = [x for x in gc.get_referents(cache, *cache.__dict__.values()) if isinstance(x, str)]
    assert not any("secret" in x or "12345" in x for x in held)
    other = VerdictCache(Digits(), pack_digest="p")
    other.scan("my secret 12345")
    assert list(other._found) != names


def test_threads_share_it() -> None:
    """Many threads at once get right verdicts and keep the bound."""
    cache = VerdictCache(Digits(), pack_digest="p", size=20)
    texts = [f"n{n % 37} {n % 11}" for n in range(2_000)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(cache.scan, texts))
    assert found == [Digits().scan(text) for text in texts]
    assert len(cache) <= 20
