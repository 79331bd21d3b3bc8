"""The sentence memory: bounded, keyed, without text."""

from __future__ import annotations

from policies.spans import Span
from policies.taggers.memory import SentenceMemory


def test_memory_is_bounded_and_holds_no_text() -> None:
    """The oldest is forgotten; what is kept is digests and positions."""
    memory = SentenceMemory(2)
    for n in range(3):
        memory.put("lac", f"secret {n}", [Span(0, n, "PERSON", 1.0)])
    assert memory.get("lac", "secret 0") is None
    assert memory.get("lac", "secret 2") == [Span(0, 2, "PERSON", 1.0)]
    assert "secret" not in repr(vars(memory))


def test_taggers_do_not_share_entries() -> None:
    """The same sentence read by another tagger is another entry; nothing found is remembered too."""
    memory = SentenceMemory(9)
    memory.put("lac", "text", [])
    assert memory.get("lac", "text") == []
    assert memory.get("rampart", "text") is None


def test_what_was_asked_for_stays_longest() -> None:
    """Reading an entry makes it the newest."""
    memory = SentenceMemory(2)
    memory.put("lac", "a", [])
    memory.put("lac", "b", [])
    memory.get("lac", "a")
    memory.put("lac", "c", [])
    assert (memory.get("lac", "a"), memory.get("lac", "b")) == ([], None)
