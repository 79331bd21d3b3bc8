"""From logits to text: sampling, incremental detokenising, stop strings.

Knows tensors and one tokenizer method. Does not know requests, models or threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

_REPLACEMENT = "�"
_MAX_HELD = 8


@dataclass(frozen=True)
class Sampling:
    """How an answer is drawn; `temperature` 0 is greedy, `max_tokens` bounds the answer."""

    max_tokens: int
    temperature: float = 1.0
    top_p: float = 1.0
    seed: int | None = None
    stop: tuple[str, ...] = ()


class Sampler:
    """Draws the next token of one request; the same seed gives the same draws."""

    def __init__(self, sampling: Sampling, device: Any) -> None:
        import torch

        self._sampling = sampling
        self._random: Any = None
        if sampling.temperature > 0:
            self._random = torch.Generator(device=device)
            if sampling.seed is None:
                self._random.seed()
            else:
                self._random.manual_seed(sampling.seed % (1 << 63))

    def draw(self, logits: Any) -> int:
        """The next token from logits of shape (vocabulary,)."""
        import torch

        if self._random is None:
            return int(logits.argmax())
        scores = torch.softmax(logits.float() / self._sampling.temperature, dim=-1)
        if self._sampling.top_p >= 1.0:
            return int(torch.multinomial(scores, 1, generator=self._random))
        ordered, index = scores.sort(descending=True)
        ahead = ordered.cumsum(-1) - ordered
        ordered = ordered.masked_fill(ahead >= self._sampling.top_p, 0.0)
        return int(index[torch.multinomial(ordered, 1, generator=self._random)])


class TextDecoder:
    """Turns tokens into text as they come; a character cut between two tokens waits for its rest."""

    def __init__(self, decode: Callable[[Sequence[int]], str]) -> None:
        self._decode = decode
        self._ids: list[int] = []
        self._done = 0  # tokens whose text is out
        self._context = 0  # where the window of context before them begins

    def push(self, token: int) -> str:
        """The text that this token completes."""
        self._ids.append(token)
        return self._advance(final=False)

    def flush(self) -> str:
        """What still waits, as it is."""
        return self._advance(final=True)

    def _advance(self, *, final: bool) -> str:
        before = self._decode(self._ids[self._context : self._done])
        after = self._decode(self._ids[self._context :])
        held = len(self._ids) - self._done
        if after.endswith(_REPLACEMENT) and held < _MAX_HELD and not final:
            return ""
        if len(after) <= len(before) and not final:
            return ""
        self._context, self._done = self._done, len(self._ids)
        return after[len(before) :]


class StopStrings:
    """Ends a text before the first stop string, holding back a tail that may become one."""

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = tuple(stop for stop in stops if stop)
        self._held = ""
        self.stopped = False

    def push(self, text: str) -> str:
        """The text that surely comes before any stop string; sets `stopped`."""
        if self.stopped:
            return ""
        self._held += text
        at = self._first()
        waits = len(self._held) - max((self._overlap(stop) for stop in self._stops), default=0)
        # A longer stop string that begins before the one that is whole may still become the first.
        if at is not None and at <= waits:
            return self._end(at)
        out, self._held = self._held[:waits], self._held[waits:]
        return out

    def flush(self) -> str:
        """The held tail, at the end of the answer; sets `stopped` where a stop string is whole in it."""
        at = self._first()
        if at is not None:
            return self._end(at)
        out, self._held = self._held, ""
        return out

    def _first(self) -> int | None:
        return min((i for stop in self._stops if (i := self._held.find(stop)) >= 0), default=None)

    def _end(self, at: int) -> str:
        self.stopped = True
        out, self._held = self._held[:at], ""
        return out

    def _overlap(self, stop: str) -> int:
        longest = min(len(stop) - 1, len(self._held))
        return next((n for n in range(longest, 0, -1) if self._held.endswith(stop[:n])), 0)
