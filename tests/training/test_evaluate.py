"""Held-out loss: a plain mean over examples, whatever the batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from sottovoce.dialogue_log import Dialogue
from training.evaluate import held_out_loss
from training.examples import build_examples
from training.fit import FitStopped, example_losses


def test_mean_over_examples_in_any_batch(
    make_dialogue: Callable[..., Dialogue], tiny_base: Any
) -> None:
    """Batches of one, two and all give the mean of the single losses, and no gradient is kept."""
    examples, _ = build_examples([make_dialogue(n) for n in range(7)], tiny_base.tokenizer, 128)
    with torch.no_grad():
        single = [float(example_losses(tiny_base.model, [e])[0]) for e in examples]
    for batch in (1, 2, 7):
        loss = held_out_loss(tiny_base.model, examples, batch=batch)
        assert loss == pytest.approx(sum(single) / 7, abs=1e-5)
        backwards = held_out_loss(tiny_base.model, examples[::-1], batch=batch)
        assert backwards == loss


def test_nothing_and_a_stop(make_dialogue: Callable[..., Dialogue], tiny_base: Any) -> None:
    """Without examples there is no number, and a stop ends it."""
    with pytest.raises(ValueError):
        held_out_loss(tiny_base.model, [], batch=2)
    examples, _ = build_examples([make_dialogue(0)], tiny_base.tokenizer, 128)
    with pytest.raises(FitStopped):
        held_out_loss(tiny_base.model, examples, batch=2, stopped=lambda: True)
