"""Sampling, detokenising and stop strings."""

from __future__ import annotations

import torch
from hypothesis import example, given
from hypothesis import strategies as st

from edge_node.decoding import Sampler, Sampling, StopStrings, TextDecoder

CPU = torch.device("cpu")


def _bytes(ids: list[int]) -> str:
    return bytes(ids).decode("utf-8", "replace")


def _stream(stops: StopStrings, parts: list[str]) -> str:
    out = ""
    for part in parts:
        out += stops.push(part)
        if stops.stopped:
            return out
    return out + stops.flush()


@given(st.text(), st.lists(st.text(min_size=1, max_size=5), max_size=3), st.data())
@example("abcabd", ["abd"], None)
@example("aba", ["b", "aba"], None)
@example("abc", ["b", "aba"], None)
@example("ab", ["b", "aba"], None)
def test_stop_strings_do_not_depend_on_the_chunks(
    text: str, stops: list[str], data: object
) -> None:
    """Any cutting of a text gives what stands before its first stop string."""
    at = min((i for stop in stops if (i := text.find(stop)) >= 0), default=len(text))
    assert _stream(StopStrings(stops), list(text)) == text[:at]
    if data is not None:
        cut = data.draw(st.integers(0, len(text)))  # type: ignore[attr-defined]
        assert _stream(StopStrings(stops), [text[:cut], text[cut:]]) == text[:at]


def test_a_tail_that_may_become_a_stop_waits() -> None:
    """Text that begins a stop string is held until it is known not to be one."""
    stops = StopStrings(["\nUser:"])
    assert stops.push("hello\nUse") == "hello"
    assert stops.push("d") == "\nUsed"


@given(st.text())
def test_a_character_cut_between_tokens_waits(text: str) -> None:
    """Byte tokens give the text whole, and no replacement sign on the way."""
    decoder = TextDecoder(_bytes)
    parts = [decoder.push(byte) for byte in text.encode()]
    assert "".join(parts) + decoder.flush() == text
    assert all("�" not in part for part in parts) or "�" in text


def test_broken_bytes_come_out_in_the_end() -> None:
    """Bytes that never become a character are not held for ever."""
    decoder = TextDecoder(_bytes)
    parts = [decoder.push(0xFF) for _ in range(20)]
    assert sum(len(part) for part in parts) >= 8
    assert len("".join(parts) + decoder.flush()) == 20


def test_greedy_takes_the_best() -> None:
    """Temperature 0 is the largest logit."""
    sampler = Sampler(Sampling(max_tokens=1, temperature=0), CPU)
    assert sampler.draw(torch.tensor([0.1, 3.0, 2.9])) == 1


def test_the_same_seed_draws_the_same() -> None:
    """A seed makes the draws repeat; another seed draws otherwise."""
    logits = torch.zeros(1000)

    def draws(seed: int) -> list[int]:
        sampler = Sampler(Sampling(max_tokens=1, seed=seed), CPU)
        return [sampler.draw(logits) for _ in range(8)]

    assert draws(-7) == draws(-7)
    assert draws(1) != draws(2)


def test_top_p_keeps_the_smallest_set_that_reaches_it() -> None:
    """Only tokens before the mass top_p is reached are drawn."""
    logits = torch.tensor([0.5, 0.3, 0.15, 0.05]).log()
    sampler = Sampler(Sampling(max_tokens=1, top_p=0.75, seed=1), CPU)
    assert {sampler.draw(logits) for _ in range(200)} == {0, 1}
