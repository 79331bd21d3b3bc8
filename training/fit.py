"""The fit: loss on the answers' tokens, LoRA weights moved by AdamW, a fixed number of steps.

The loss of a batch is the mean over examples of each example's mean over its label tokens, so a
long answer weighs no more than a short one. Hidden states are selected before the model's head,
which is most of a small model with a large vocabulary. Knows tensors, not dialogues or rounds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.examples import IGNORE, Example

MAX_GRADIENT_NORM = 1.0


class FitStopped(Exception):
    """The process was asked to stop; nothing of the fit is kept."""


class FitDiverged(Exception):
    """The loss is no longer a finite number; nothing of the fit is kept."""


@dataclass(frozen=True)
class FitPlan:
    """How long and how fast: optimizer steps, examples a step, AdamW's learning rate, order seed."""

    steps: int
    batch: int
    learning_rate: float
    seed: int


@dataclass(frozen=True)
class FitReport:
    """What came of it: the loss of each step, examples seen, wall seconds."""

    losses: tuple[float, ...]
    seen: int
    seconds: float


def fit(
    lora: Any,
    examples: Sequence[Example],
    plan: FitPlan,
    *,
    on_step: Callable[[int, float], None] = lambda _step, _loss: None,
    stopped: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.monotonic,
) -> FitReport:
    """Train the adapter's weights in place. Raises FitStopped or FitDiverged."""
    began = clock()
    weights = [p for p in lora.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=plan.learning_rate, weight_decay=0.0)
    losses: list[float] = []
    seen = 0
    torch.manual_seed(plan.seed)  # a base model may have dropout of its own
    lora.train()
    for step, picks in enumerate(batches(len(examples), plan)):
        if stopped():
            raise FitStopped
        loss = _step(lora, [examples[i] for i in picks], weights, optimizer)
        losses.append(loss)
        seen += len(picks)
        on_step(step + 1, loss)
    lora.eval()
    return FitReport(tuple(losses), seen, clock() - began)


def _step(
    lora: Any, rows: list[Example], weights: list[Any], optimizer: torch.optim.Optimizer
) -> float:
    loss = example_losses(lora, rows).mean()
    value = float(loss.detach())
    if not np.isfinite(value):
        raise FitDiverged
    loss.backward()  # type: ignore[no-untyped-call]
    norm = torch.nn.utils.clip_grad_norm_(weights, MAX_GRADIENT_NORM)
    if not bool(torch.isfinite(norm)):
        raise FitDiverged
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return value


def batches(count: int, plan: FitPlan) -> Iterator[list[int]]:
    """Indices for each step: whole shuffled passes one after another, the same for a seed."""
    if count < 1:
        raise ValueError("nothing to train on")
    generator = np.random.Generator(np.random.Philox(key=plan.seed))
    queue: list[int] = []
    size = min(plan.batch, count)
    for _ in range(plan.steps):
        while len(queue) < size:
            queue += generator.permutation(count).tolist()
        picks, queue = queue[:size], queue[size:]
        yield picks


def example_losses(model: Any, rows: Sequence[Example]) -> Tensor:
    """The mean cross-entropy (nats a token) of each example over its label tokens, shape [rows]."""
    ids, mask, labels = _pad(rows, model.device)
    keep = labels[:, 1:] != IGNORE
    targets = labels[:, 1:][keep]
    with _selected(model, keep):
        logits = model(input_ids=ids, attention_mask=mask, use_cache=False).logits[0]
    token_losses = torch.nn.functional.cross_entropy(logits.float(), targets, reduction="none")
    owner = torch.arange(len(rows), device=ids.device)[:, None].expand_as(keep)[keep]
    sums = torch.zeros(len(rows), device=ids.device).index_add(0, owner, token_losses)
    return sums / keep.sum(dim=1)


@contextmanager
def _selected(model: Any, keep: Tensor) -> Iterator[None]:
    """While inside, the model's head sees only the positions that predict a label token."""

    def select(_module: Any, args: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        hidden = args[0]
        return (hidden[:, :-1][keep].unsqueeze(0), *args[1:])

    handle = model.get_output_embeddings().register_forward_pre_hook(select)
    try:
        yield
    finally:
        handle.remove()


def _pad(rows: Sequence[Example], device: Any) -> tuple[Tensor, Tensor, Tensor]:
    """Right-padded ids, attention mask and labels. Id 0 pads: what it is does not matter there."""
    width = max(len(row.ids) for row in rows)
    ids = torch.zeros((len(rows), width), dtype=torch.long)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    labels = torch.full((len(rows), width), IGNORE, dtype=torch.long)
    for i, row in enumerate(rows):
        size = len(row.ids)
        ids[i, :size] = torch.tensor(row.ids)
        mask[i, :size] = 1
        labels[i, :size] = torch.tensor(row.labels)
    return ids.to(device), mask.to(device), labels.to(device)
