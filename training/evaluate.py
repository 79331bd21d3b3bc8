"""Held-out loss: how well a model with an adapter predicts answers of customers it never trained on.

Knows a model with an adapter on it and examples; does not decide anything from the number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch

from training.examples import Example
from training.fit import FitStopped, example_losses


def held_out_loss(
    model: Any,
    examples: Sequence[Example],
    *,
    batch: int,
    stopped: Callable[[], bool] = lambda: False,
) -> float:
    """The mean over examples of each example's mean loss, in nats a token.

    Longest first, so that rows of like length share a batch; the result does not depend on it.
    Raises ValueError without examples and FitStopped if the process was asked to stop.
    """
    if not examples:
        raise ValueError("no held-out examples")
    ordered = sorted(examples, key=lambda e: (-len(e.ids), e.id))
    total = 0.0
    model.eval()
    with torch.no_grad():
        for start in range(0, len(ordered), batch):
            if stopped():
                raise FitStopped
            total += float(example_losses(model, ordered[start : start + batch]).double().sum())
    return total / len(ordered)
