"""Adapters beside each other on one model."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch

from edge_node.engine import TransformersEngine
from edge_node.lora import LoraHost
from sottovoce.errors import AdapterRejected
from sottovoce.release import LoraSpec
from tests.edge_node.serving import LORA, make_tensors

IDS = torch.tensor([[1, 5, 6, 7]])


@pytest.fixture(scope="module")
def host(engine: TransformersEngine) -> LoraHost:
    """A host over a small model of its own."""
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=32,
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=1,
    )
    torch.manual_seed(1)
    return LoraHost(LlamaForCausalLM(config).eval())


def _logits(host: LoraHost, name: str | None) -> torch.Tensor:
    with torch.inference_mode():
        logits: torch.Tensor = host.forward(name, input_ids=IDS).logits
    return logits


def test_the_base_model_is_untouched_by_adapters(host: LoraHost) -> None:
    """With adapters loaded, between and after them, the base model answers as before."""
    before = _logits(host, None)
    shapes = host.expected_shapes(LORA)
    host.load("a.1", LORA, make_tensors(shapes, 1))
    host.load("b", LORA, make_tensors(shapes, 2))
    assert torch.equal(_logits(host, None), before)
    one, two = _logits(host, "a.1"), _logits(host, "b")
    assert not torch.allclose(one, before)
    assert not torch.allclose(one, two)
    host.unload("a.1")
    assert torch.equal(_logits(host, "b"), two)
    host.unload("b")
    assert host.loaded == ()
    assert torch.equal(_logits(host, None), before)
    host.load("a.1", LORA, make_tensors(shapes, 1))
    assert torch.equal(_logits(host, "a.1"), one)
    host.unload("a.1")


def test_the_adapter_is_what_the_formula_says(host: LoraHost) -> None:
    """The delta of a layer is alpha/rank · B·A, so the manifest's alpha is honoured."""
    spec = LoraSpec(rank=2, alpha=6.0, targets=("lm_head",))
    tensors = make_tensors(host.expected_shapes(spec), 3)
    a, b = (torch.tensor(tensors[f"base_model.model.lm_head.lora_{x}.weight"]) for x in "AB")
    with torch.inference_mode():
        hidden = host.base.model(input_ids=IDS).last_hidden_state
        host.load("head", spec, tensors)
        expected = _logits(host, None) + 3.0 * hidden @ a.T @ b.T
        assert torch.allclose(_logits(host, "head"), expected, atol=1e-5)
    host.unload("head")


def _without_one(tensors: dict[str, np.ndarray]) -> None:
    tensors.pop(sorted(tensors)[0])


def _one_more(tensors: dict[str, np.ndarray]) -> None:
    tensors["base_model.model.lm_head.weight"] = np.zeros((1, 1), np.float32)


def _wrong_shape(tensors: dict[str, np.ndarray]) -> None:
    name = sorted(tensors)[0]
    tensors[name] = tensors[name].T.copy()


def _wrong_dtype(tensors: dict[str, np.ndarray]) -> None:
    name = sorted(tensors)[0]
    tensors[name] = tensors[name].astype(np.float64)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_without_one, "shape"),
        (_one_more, "shape"),
        (_wrong_shape, "shape"),
        (_wrong_dtype, "dtype"),
    ],
)
def test_what_does_not_fit_is_refused(
    host: LoraHost, spoil: Callable[[dict[str, np.ndarray]], None], reason: str
) -> None:
    """Names, shapes and dtype come from the model, not from the file."""
    tensors = make_tensors(host.expected_shapes(LORA), 1)
    spoil(tensors)
    with pytest.raises(AdapterRejected) as refused:
        host.load("bad", LORA, tensors)
    assert refused.value.reason == reason
    assert host.loaded == ()


def test_targets_that_the_model_does_not_have_are_refused(host: LoraHost) -> None:
    """An adapter for another architecture has no place to sit on."""
    with pytest.raises(AdapterRejected):
        host.load("other", LoraSpec(rank=1, alpha=1, targets=("c_attn",)), {})
