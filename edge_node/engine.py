"""The engine: one thread owns the model and steps the running requests in turn.

Knows admission, interleaving, cancelling and the loading of adapters between steps. Does not know
HTTP, releases or privacy. Requests are interleaved, not batched: each has a cache of its own.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np

from edge_node.chat_template import defuse, turn_stops
from edge_node.decoding import Sampling
from edge_node.generation import Generation, Job, Piece
from edge_node.lora import Lora, LoraHost
from edge_node.threads import default_threads
from sottovoce.errors import AdapterRejected, ConfigInvalid, InvalidRequest, Overloaded
from sottovoce.telemetry import get_logger

T = TypeVar("T")
Message = Mapping[str, str]
SMOKE_PROMPT = "User:\nHello, 你好 <PERSON_1>.\n\nAssistant:\n"


@dataclass(frozen=True)
class Prompt:
    """A rendered dialogue: the very text that the model gets, and its tokens."""

    text: str
    tokens: tuple[int, ...]


@dataclass(frozen=True)
class EngineStats:
    """How many requests run and wait."""

    running: int
    waiting: int


class Stream(Protocol):
    """A running answer: pieces of text, the last one with a `finish`."""

    def __aiter__(self) -> AsyncIterator[Piece]: ...
    def cancel(self) -> None: ...


class Engine(Protocol):
    """What the service needs of a model."""

    @property
    def context_length(self) -> int: ...
    @property
    def alive(self) -> bool: ...
    def render(self, messages: Sequence[Message]) -> Prompt: ...
    def submit(self, prompt: Prompt, sampling: Sampling, adapter: str | None) -> Stream: ...
    def stats(self) -> EngineStats: ...


class AdapterHost(Protocol):
    """What the adapters need of an engine; blocking, called from a worker thread."""

    def load_adapter(self, name: str, lora: Lora, tensors: Mapping[str, np.ndarray]) -> None: ...
    def unload_adapter(self, name: str) -> None: ...


class Ticket:
    """A request in the engine, read by the event loop that submitted it."""

    def __init__(self, make: Callable[[], Generation]) -> None:
        self._make = make
        self._generation: Generation | None = None
        self._loop = asyncio.get_running_loop()
        self._pieces: asyncio.Queue[Piece] = asyncio.Queue()
        self.cancelled = False

    async def __aiter__(self) -> AsyncIterator[Piece]:
        """The pieces as they come."""
        while True:
            piece = await self._pieces.get()
            yield piece
            if piece.finish is not None:
                return

    def cancel(self) -> None:
        """Stop at the next step; nothing more is delivered."""
        self.cancelled = True

    def advance(self) -> bool:
        """Called by the inference thread: one step; False when the request is over."""
        if self._generation is None:
            self._generation = self._make()
        piece = self._generation.step()
        return piece is None or (self.deliver(piece) and piece.finish is None)

    def deliver(self, piece: Piece) -> bool:
        """Hand a piece to the event loop; False where that loop is gone."""
        try:
            self._loop.call_soon_threadsafe(self._pieces.put_nowait, piece)
        except RuntimeError:  # the loop was closed under us: nobody reads any more
            return False
        return True


class TransformersEngine:
    """A transformers causal LM with peft adapters. Raises ConfigInvalid where the model cannot load."""

    def __init__(
        self,
        model_dir: Path,
        *,
        device: str = "auto",
        threads: int | None = None,
        max_running: int = 4,
        max_waiting: int = 16,
    ) -> None:
        self._host, self._tokenizer = _load(model_dir, device, threads or default_threads())
        self._limit = (max_running, max_waiting)
        self._eos = _eos_tokens(self._host.base, self._tokenizer)
        self._special = frozenset(self._tokenizer.all_special_tokens)
        self._stops = turn_stops(self._tokenizer.chat_template)
        self._wake = threading.Condition()
        self._commands: deque[Callable[[], None]] = deque()
        self._waiting: deque[Ticket] = deque()
        self._running: list[Ticket] = []
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="inference", daemon=True)
        self._thread.start()

    @property
    def context_length(self) -> int:
        """The longest prompt and answer together, in tokens."""
        return int(self._host.base.config.max_position_embeddings)

    @property
    def alive(self) -> bool:
        """Whether the inference thread runs."""
        return self._thread.is_alive()

    def render(self, messages: Sequence[Message]) -> Prompt:
        """The prompt of a dialogue. Raises InvalidRequest where the template refuses it."""
        from jinja2 import TemplateError

        safe = [
            {"role": turn["role"], "content": defuse(turn["content"], self._special)}
            for turn in messages
        ]
        try:
            text = self._tokenizer.apply_chat_template(
                safe, tokenize=False, add_generation_prompt=True
            )
        except TemplateError:
            raise InvalidRequest(
                "The model's chat template does not take these turns.", param="messages"
            ) from None
        tokens = self._tokenizer.encode(text, add_special_tokens=False)
        return Prompt(text, tuple(tokens))

    def submit(self, prompt: Prompt, sampling: Sampling, adapter: str | None) -> Ticket:
        """Admit a request at once or raise Overloaded; the adapter stays the same to its end."""
        stops = (*sampling.stop, *self._stops)
        drawn = Sampling(
            sampling.max_tokens, sampling.temperature, sampling.top_p, sampling.seed, stops
        )
        job = Job(prompt.tokens, drawn, adapter)
        ticket = Ticket(lambda: Generation(job, self._host, self._eos, self._tokenizer.decode))
        with self._wake:
            if self._closing or len(self._running) + len(self._waiting) >= sum(self._limit):
                raise Overloaded
            self._waiting.append(ticket)
            self._wake.notify()
        return ticket

    def stats(self) -> EngineStats:
        """How many requests run and wait now."""
        with self._wake:
            return EngineStats(len(self._running), len(self._waiting))

    def load_adapter(self, name: str, lora: Lora, tensors: Mapping[str, np.ndarray]) -> None:
        """Load beside the others and run a smoke prompt. Raises AdapterRejected; blocks."""
        self._call(lambda: self._load_now(name, lora, tensors))

    def unload_adapter(self, name: str) -> None:
        """Drop an adapter that no request uses; blocks."""
        self._call(lambda: self._host.unload(name))

    def adapters(self) -> tuple[str, ...]:
        """The names of the loaded adapters."""
        return self._call(lambda: self._host.loaded)

    def close(self) -> None:
        """End the thread; requests in flight end with an error."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join(timeout=30)

    def _load_now(self, name: str, lora: Lora, tensors: Mapping[str, np.ndarray]) -> None:
        if name in self._host.loaded:
            return
        try:
            self._host.load(name, lora, tensors)
            self._host.smoke(name, self._tokenizer.encode(SMOKE_PROMPT, add_special_tokens=False))
        except (AdapterRejected, RuntimeError, ValueError) as error:
            self._host.unload(name)
            if isinstance(error, AdapterRejected):
                raise
            raise AdapterRejected("smoke") from error

    def _call(self, work: Callable[[], T]) -> T:
        done: Future[T] = Future()

        def command() -> None:
            try:
                done.set_result(work())
            except Exception as error:  # noqa: BLE001 - handed whole to the caller's thread
                done.set_exception(error)

        with self._wake:
            if self._closing:
                raise Overloaded("The engine is closing.")
            self._commands.append(command)
            self._wake.notify()
        return done.result()

    def _work(self) -> None:
        import torch

        with torch.inference_mode():
            while self._turn():
                pass
        for ticket in (*self._running, *self._waiting):
            ticket.deliver(Piece("", 0, "error"))

    def _turn(self) -> bool:
        """One round: wait for work, run commands, step each running request once."""
        with self._wake:
            while not (self._commands or self._waiting or self._running or self._closing):
                self._wake.wait()
            if self._closing:
                self._drain(tuple(self._commands))
                return False
            commands, self._commands = self._commands, deque()
            self._running = [ticket for ticket in self._running if not ticket.cancelled]
            self._waiting = deque(t for t in self._waiting if not t.cancelled)
            while self._waiting and len(self._running) < self._limit[0]:
                self._running.append(self._waiting.popleft())
            running = list(self._running)
        for command in commands:
            command()
        over = [ticket for ticket in running if not ticket.cancelled and not self._step(ticket)]
        with self._wake:
            self._running = [ticket for ticket in self._running if ticket not in over]
        return True

    def _drain(self, commands: Sequence[Callable[[], None]]) -> None:
        """Commands that came before the closing still get their answer."""
        self._commands.clear()
        for command in commands:
            command()

    def _step(self, ticket: Ticket) -> bool:
        try:
            return ticket.advance()
        except Exception as error:  # noqa: BLE001 - one request's failure must not end the others
            get_logger().error("generation_failed", error=type(error).__name__)
            ticket.deliver(Piece("", 0, "error"))
            return False


def _load(model_dir: Path, device: str, threads: int) -> tuple[LoraHost, Any]:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging as hf_logging

    hf_logging.disable_progress_bar()
    torch.set_num_threads(threads)
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        tokenizer = AutoTokenizer.from_pretrained(model_dir, local_files_only=True)
        model = AutoModelForCausalLM.from_pretrained(
            model_dir,
            local_files_only=True,
            dtype=torch.float32 if device == "cpu" else "auto",
        )
    except (OSError, ValueError) as error:
        raise ConfigInvalid([f"model: {model_dir} does not load; prepare it first"]) from error
    if not tokenizer.chat_template:
        raise ConfigInvalid([f"model: {model_dir} has no chat template; prepare it first"])
    return LoraHost(model.to(device).eval().requires_grad_(False)), tokenizer


def _eos_tokens(model: Any, tokenizer: Any) -> frozenset[int]:
    named = model.generation_config.eos_token_id
    tokens = named if isinstance(named, list) else [named]
    return frozenset(int(t) for t in (*tokens, tokenizer.eos_token_id) if t is not None)
