"""The adapter on the base model: deterministic start, peft's own names, a base left untouched."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from sottovoce.release import LoraSpec
from training import lora

SPEC = LoraSpec(rank=4, alpha=8, targets=("q_proj", "v_proj"))
# The first values of seed 0: if they change, sites of two versions start from two adapters.
PINNED = [0.048678, -0.235037, 0.40343, -0.191096]


def _shapes(base: Any) -> dict[str, tuple[int, ...]]:
    return {n: t.shape for n, t in lora.expected_tensors(base.model, SPEC).items()}


def test_names_are_those_that_peft_writes(tiny_base: Any) -> None:
    """Tensor names and values equal peft's own adapter state."""
    from peft import get_peft_model_state_dict

    with lora.attached(tiny_base.model, SPEC) as model:
        ours = lora.read_tensors(model)
        theirs = get_peft_model_state_dict(model)
    assert ours.keys() == theirs.keys()
    assert len(ours) == 2 * 2 * 2
    assert all(np.array_equal(ours[n], theirs[n].numpy()) for n in ours)


def test_start_is_the_same_at_every_site(tiny_base: Any) -> None:
    """The first adapter depends on the seed and the names alone, and has these exact values."""
    shapes = _shapes(tiny_base)
    one, two = (
        lora.initial_tensors(shapes, 3),
        lora.initial_tensors(dict(reversed(shapes.items())), 3),
    )
    assert all(np.array_equal(one[n], two[n]) for n in shapes)
    other = lora.initial_tensors(shapes, 4)
    name = "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight"
    assert not np.array_equal(one[name], other[name])
    assert float(np.abs(one[name]).max()) <= 1 / 8
    pinned = lora.initial_tensors({"x.lora_A.weight": (1, 4)}, 0)["x.lora_A.weight"]
    assert pinned[0].tolist() == pytest.approx(PINNED, abs=1e-6)


def test_start_answers_as_the_base_does(tiny_base: Any) -> None:
    """With B at zero the logits are exactly the base model's."""
    ids = torch.tensor([[1, 20, 30, 40]])
    with torch.no_grad():
        plain = tiny_base.model(input_ids=ids).logits
        start = lora.initial_tensors(_shapes(tiny_base), 0)
        with lora.attached(tiny_base.model, SPEC, start) as model:
            assert torch.equal(model(input_ids=ids).logits, plain)


def test_base_is_untouched_afterwards(tiny_base: Any) -> None:
    """After the adapter is gone the model has its own modules, weights and frozen state again."""
    before = {n: p.detach().clone() for n, p in tiny_base.model.named_parameters()}
    with lora.attached(tiny_base.model, SPEC) as model:
        loss = model(input_ids=torch.tensor([[1, 2, 3]])).logits.sum()
        loss.backward()
    after = dict(tiny_base.model.named_parameters())
    assert after.keys() == before.keys()
    assert all(torch.equal(after[n], before[n]) for n in before)
    assert not any(p.requires_grad or p.grad is not None for p in after.values())


def test_wrong_names_and_shapes_are_refused(tiny_base: Any) -> None:
    """A tensor that is missing or misshapen is not loaded, and the base survives it."""
    start = lora.initial_tensors(_shapes(tiny_base), 0)
    first = next(iter(start))
    with pytest.raises(KeyError), lora.attached(tiny_base.model, SPEC, {first: start[first]}):
        pass
    misshapen = start | {first: start[first].T}
    with pytest.raises(ValueError), lora.attached(tiny_base.model, SPEC, misshapen):
        pass
    assert not any("lora" in n for n, _ in tiny_base.model.named_parameters())


def test_targets_fall_back_to_all_linear_layers() -> None:
    """A model without q_proj and v_proj gets LoRA on every linear layer but its head."""

    class Odd(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.mixer = torch.nn.Linear(2, 2)
            self.gate = torch.nn.Linear(2, 2)
            self.lm_head = torch.nn.Linear(2, 9)

        def get_output_embeddings(self) -> torch.nn.Module:
            return self.lm_head

    assert lora.resolve_targets(Odd()) == ("gate", "mixer")


def test_targets_that_exist_are_taken(tiny_base: Any) -> None:
    """The wanted names are taken as they are where the model has them."""
    assert lora.resolve_targets(tiny_base.model) == ("q_proj", "v_proj")
    assert lora.resolve_targets(tiny_base.model, ("q_proj", "nowhere")) == ("q_proj",)


def test_a_model_of_conv1d_projections_trains_and_serves_alike() -> None:
    """GPT-2 has no q_proj and no Linear but its head: the adapter sits on Conv1D, as the edge's does."""
    from transformers import GPT2Config, GPT2LMHeadModel

    from edge_node.lora import LoraHost

    torch.manual_seed(2)
    config = GPT2Config(vocab_size=40, n_positions=32, n_embd=16, n_layer=2, n_head=2)
    model = GPT2LMHeadModel(config).eval()
    targets = lora.resolve_targets(model)
    assert targets == ("c_attn", "c_fc", "c_proj")
    spec = LoraSpec(rank=2, alpha=4, targets=targets)
    shapes = {name: t.shape for name, t in lora.expected_tensors(model, spec).items()}
    generator = np.random.default_rng(0)
    tensors = {n: generator.normal(0, 0.3, s).astype(np.float32) for n, s in shapes.items()}
    ids = torch.tensor([[1, 20, 30, 39]])
    with torch.no_grad(), lora.attached(model, spec, tensors) as trained:
        wanted = trained(input_ids=ids).logits
    edge = LoraHost(model)
    assert edge.expected_shapes(spec) == shapes
    edge.load("r1", spec, tensors)
    with torch.no_grad():
        served, base = (
            edge.forward("r1", input_ids=ids).logits,
            edge.forward(None, input_ids=ids).logits,
        )
    assert torch.allclose(served, wanted, atol=1e-5)
    assert not torch.allclose(base, wanted, atol=1e-3)
