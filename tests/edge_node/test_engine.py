"""The engine on the real tiny model."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path

import numpy as np
import pytest

from edge_node.decoding import Sampling
from edge_node.engine import EngineStats, TransformersEngine
from edge_node.generation import PREFILL_CHUNK
from sottovoce.errors import AdapterRejected, ConfigInvalid, InvalidRequest, Overloaded
from tests.edge_node.serving import LORA, QUESTION, answer, run, wait_for

ZH = [{"role": "user", "content": "我的电话是<PHONE_NUMBER_3>,请给我回电。"}]
Tensors = list[dict[str, np.ndarray]]


def test_interleaved_answers_equal_lone_ones(engine: TransformersEngine, endless: Tensors) -> None:
    """Greedy, six requests at once on three models give what each gives alone."""
    for name, tensors in zip(("one.1", "two"), endless, strict=True):
        engine.load_adapter(name, LORA, tensors)
    asked = list(itertools.product((None, "one.1", "two"), (QUESTION, ZH)))

    async def both() -> tuple[list[object], list[object]]:
        alone = [await answer(engine, adapter, turns) for adapter, turns in asked]
        together = await asyncio.gather(*(answer(engine, a, t) for a, t in asked))
        return alone, list(together)

    alone, together = run(both())
    assert together == alone
    assert len({text for text, _, _ in alone}) >= 4  # the three models do answer differently
    for name in ("one.1", "two"):
        engine.unload_adapter(name)


def test_the_adapter_is_pinned_at_admission(engine: TransformersEngine, endless: Tensors) -> None:
    """Loading and dropping others while a request runs changes nothing of its answer."""
    engine.load_adapter("old", LORA, endless[0])

    async def swapped() -> tuple[str, int]:
        ticket = engine.submit(engine.render(QUESTION), Sampling(300, temperature=0), "old")
        text, seen = "", 0
        async for piece in ticket:
            text += piece.text
            if not seen:
                await asyncio.to_thread(engine.load_adapter, "new", LORA, endless[1])
                seen = engine.stats().running  # still in flight after the swap
        return text, seen

    alone = run(answer(engine, "old", max_tokens=300))
    text, running = run(swapped())
    assert running == 1
    assert (text, alone[1]) == (alone[0], "length")
    for name in ("old", "new"):
        engine.unload_adapter(name)


def test_a_long_prompt_is_read_in_chunks(engine: TransformersEngine) -> None:
    """A prompt over one chunk gives the same logits' choice as a plain pass over all of it."""
    import torch

    turns = [{"role": "user", "content": "Where is my order <ORDER_NUMBER_1>? " * 60}]
    prompt = engine.render(turns)
    assert len(prompt.tokens) > PREFILL_CHUNK
    with torch.inference_mode():
        logits = engine._host.base(input_ids=torch.tensor([prompt.tokens])).logits
    first = engine._tokenizer.decode([int(logits[0, -1].argmax())], skip_special_tokens=True)
    text, _, _ = run(answer(engine, None, turns, max_tokens=1))
    assert text == first


def test_the_limit_and_stop_strings_end_an_answer(
    engine: TransformersEngine, endless: Tensors
) -> None:
    """`max_tokens` gives `length`; a stop string gives `stop` and is not part of the answer."""
    engine.load_adapter("on", LORA, endless[0])
    whole, finish, tokens = run(answer(engine, "on", max_tokens=12))
    assert (finish, tokens) == ("length", 12)
    stop = whole[len(whole) // 2 : len(whole) // 2 + 3]
    cut, finish, _ = run(answer(engine, "on", max_tokens=12, stop=(stop,)))
    assert (cut, finish) == (whole[: whole.find(stop)], "stop")
    engine.unload_adapter("on")


def test_a_seed_repeats_an_answer(engine: TransformersEngine) -> None:
    """Sampling with a seed is repeatable; other seeds give other answers."""
    answers = [run(answer(engine, None, temperature=1.5, seed=s))[0] for s in (1, 1, 2, 3, 4)]
    assert answers[0] == answers[1]
    assert len(set(answers)) >= 3


def test_over_the_limit_is_refused_at_once(engine: TransformersEngine, endless: Tensors) -> None:
    """Four run and eight wait; the thirteenth is told so without waiting; all others end well."""
    engine.load_adapter("slow", LORA, endless[0])

    async def crowd() -> list[object]:
        prompt = engine.render(QUESTION)
        jobs = [engine.submit(prompt, Sampling(40, temperature=0), "slow") for _ in range(12)]
        with pytest.raises(Overloaded):
            engine.submit(prompt, Sampling(300), None)

        async def last(ticket: object) -> object:
            return [piece async for piece in ticket][-1].finish  # type: ignore[attr-defined]

        return list(await asyncio.gather(*map(last, jobs)))

    assert run(crowd()) == ["length"] * 12
    wait_for(lambda: engine.stats() == EngineStats(0, 0), "all are over")
    engine.unload_adapter("slow")


def test_a_cancelled_request_frees_its_place(engine: TransformersEngine, endless: Tensors) -> None:
    """Cancelling ends the work between two steps, long before the limit."""
    engine.load_adapter("slow", LORA, endless[0])

    async def leave() -> int:
        ticket = engine.submit(engine.render(QUESTION), Sampling(1900, temperature=0), "slow")
        async for piece in ticket:
            ticket.cancel()
            return piece.tokens
        return -1

    assert run(leave()) < 1900
    wait_for(lambda: engine.stats().running == 0, "the place is free", seconds=1)
    engine.unload_adapter("slow")


def test_a_refused_adapter_leaves_no_trace(engine: TransformersEngine, endless: Tensors) -> None:
    """Weights that overflow in the model fail the smoke prompt and are not loaded."""
    huge = {name: np.full_like(value, 1e30) for name, value in endless[0].items()}
    before = run(answer(engine, None))
    with pytest.raises(AdapterRejected) as refused:
        engine.load_adapter("huge", LORA, huge)
    assert refused.value.reason == "smoke"
    assert engine.adapters() == ()
    assert run(answer(engine, None)) == before


def test_one_failing_request_does_not_end_the_others(engine: TransformersEngine) -> None:
    """A request on an adapter that is gone ends with an error; the next one is answered."""

    async def gone() -> list[object]:
        ticket = engine.submit(engine.render(QUESTION), Sampling(8), "never-loaded")
        return [piece.finish async for piece in ticket]

    assert run(gone()) == ["error"]
    assert run(answer(engine, None))[1] == "stop"


def test_turns_that_the_template_refuses_are_told(engine: TransformersEngine) -> None:
    """An unknown role is an invalid request, not a crash."""
    with pytest.raises(InvalidRequest):
        engine.render([{"role": "tool", "content": "x"}])


def test_a_folder_without_a_model_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    """The message says what to do."""
    with pytest.raises(ConfigInvalid, match="prepare it first"):
        TransformersEngine(tmp_path)


def test_closing_ends_waiting_requests(tiny_model: Path, endless: Tensors) -> None:
    """A request in flight when the engine closes ends with an error, and new ones are refused."""
    engine = TransformersEngine(tiny_model, device="cpu", threads=1, max_running=1)
    engine.load_adapter("slow", LORA, endless[0])

    async def closing() -> list[object]:
        prompt = engine.render(QUESTION)
        tickets = [engine.submit(prompt, Sampling(1900), "slow") for _ in range(2)]
        await asyncio.to_thread(engine.close)
        with pytest.raises(Overloaded):
            engine.submit(prompt, Sampling(8), None)
        return [[piece async for piece in ticket][-1].finish for ticket in tickets]

    assert run(closing()) == ["error", "error"]
    assert not engine.alive
