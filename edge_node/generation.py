"""One request inside the engine: its tokens, its key-value cache, its pinned adapter, one step at a time.

Knows the loop prefill -> sample -> decode. Does not know other requests, threads or HTTP.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from edge_node.decoding import Sampler, Sampling, StopStrings, TextDecoder
from edge_node.lora import LoraHost

PREFILL_CHUNK = 512

Finish = Literal["stop", "length", "cancelled", "error"]


@dataclass(frozen=True)
class Piece:
    """Some text of an answer; the last one has a `finish`. `tokens` counts the answer's so far."""

    text: str
    tokens: int
    finish: Finish | None = None


@dataclass(frozen=True)
class Job:
    """What is to be generated: prompt tokens, how to draw, and the adapter pinned at admission."""

    prompt: tuple[int, ...]
    sampling: Sampling
    adapter: str | None = None


class Generation:
    """The state of one running request. `step` does one forward pass."""

    def __init__(
        self,
        job: Job,
        host: LoraHost,
        eos: frozenset[int],
        decode: Callable[..., str],
    ) -> None:
        from transformers import DynamicCache

        self._job = job
        self._host = host
        self._eos = eos
        self._cache = DynamicCache(config=host.base.config)
        self._next: list[int] = list(job.prompt)
        self._tokens = 0
        self._sampler = Sampler(job.sampling, host.base.device)
        self._text = TextDecoder(lambda ids: decode(ids, skip_special_tokens=True))
        self._stops = StopStrings(job.sampling.stop)

    def step(self) -> Piece | None:
        """One forward pass; None while the prompt is still being read or text is held back."""
        chunk, self._next = self._next[:PREFILL_CHUNK], self._next[PREFILL_CHUNK:]
        logits = self._forward(chunk)
        if self._next:
            return None
        token = self._sampler.draw(logits)
        self._tokens += 1
        if token in self._eos:
            return self._end("stop", "")
        text = self._stops.push(self._text.push(token))
        if self._stops.stopped:
            return Piece(text, self._tokens, "stop")
        if self._tokens >= self._job.sampling.max_tokens:
            return self._end("length", text)
        self._next = [token]
        return Piece(text, self._tokens) if text else None

    def _forward(self, chunk: list[int]) -> Any:
        import torch

        ids = torch.tensor([chunk], device=self._host.base.device)
        output = self._host.forward(
            self._job.adapter,
            input_ids=ids,
            past_key_values=self._cache,
            use_cache=True,
            logits_to_keep=1,
        )
        return output.logits[0, -1]

    def _end(self, finish: Finish, text: str) -> Piece:
        text += self._stops.push(self._text.flush()) + self._stops.flush()
        return Piece(text, self._tokens, "stop" if self._stops.stopped else finish)
