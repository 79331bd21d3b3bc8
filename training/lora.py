"""The adapter of a round: its shape, its deterministic start, and how it is put on the base model.

The base model stays loaded between rounds; an adapter is on it only inside `attached`. Tensors go in
and out as float32 numpy arrays under the names that peft writes into an adapter file. Knows nothing
of data, rounds or signatures.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from peft import LoraConfig, get_peft_model
from transformers.pytorch_utils import Conv1D

from sottovoce.release import LoraSpec, TensorSpec

DEFAULT_TARGETS = ("q_proj", "v_proj")
# GPT-2 and its kin project with Conv1D: a linear layer whose weight is transposed.
PROJECTIONS = (torch.nn.Linear, Conv1D)
_SLOT = ".default.weight"  # where peft keeps the adapter called "default"

Tensors = dict[str, NDArray[Any]]


def resolve_targets(model: Any, wanted: tuple[str, ...] = DEFAULT_TARGETS) -> tuple[str, ...]:
    """The wanted layer names, or every linear layer but the head if the model has none of them."""
    head = model.get_output_embeddings()
    linear = {
        name.rpartition(".")[2]
        for name, module in model.named_modules()
        if isinstance(module, PROJECTIONS) and module is not head
    }
    found = tuple(sorted(set(wanted) & linear))
    return found or tuple(sorted(linear))


def initial_tensors(shapes: Mapping[str, tuple[int, ...]], seed: int) -> Tensors:
    """The adapter of a federation that has no release yet, the same at every site.

    B is zero, so the model answers as the base does; A is drawn by a counter-based generator keyed
    by the seed and the tensor's name, uniform within 1/sqrt(in_features) as peft draws it.
    """
    return {name: _initial(name, shapes[name], seed) for name in sorted(shapes)}


def _initial(name: str, shape: tuple[int, ...], seed: int) -> NDArray[Any]:
    if ".lora_B." in name:
        return np.zeros(shape, dtype=np.float32)
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    generator = np.random.Generator(np.random.Philox(key=int.from_bytes(digest[:8], "big")))
    bound = 1.0 / float(shape[1]) ** 0.5
    return generator.uniform(-bound, bound, size=shape).astype(np.float32)


def expected_tensors(model: Any, spec: LoraSpec) -> dict[str, TensorSpec]:
    """Name, dtype and shape of every tensor that an adapter of this spec has on this model."""
    with attached(model, spec) as lora:
        return {
            name: TensorSpec(dtype="F32", shape=tuple(parameter.shape))
            for name, parameter in _slots(lora).items()
        }


@contextmanager
def attached(model: Any, spec: LoraSpec, tensors: Tensors | None = None) -> Iterator[Any]:
    """The base model with the adapter on it; on leaving, the base model is as it was.

    Raises KeyError or ValueError if the tensors are not exactly those of the spec.
    """
    config = LoraConfig(
        r=spec.rank,
        lora_alpha=spec.alpha,
        target_modules=list(spec.targets),
        lora_dropout=0.0,
        bias="none",
        fan_in_fan_out=any(isinstance(module, Conv1D) for module in model.modules()),
        task_type="CAUSAL_LM",
    )
    grads = [(p, p.requires_grad) for p in model.parameters()]
    with warnings.catch_warnings():
        # peft asks transformers for a name that transformers 5 renamed.
        warnings.filterwarnings("ignore", "`is_gradient_checkpointing`", FutureWarning)
        lora = get_peft_model(model, config, autocast_adapter_dtype=True)
    try:
        if tensors is not None:
            load_tensors(lora, tensors)
        yield lora
    finally:
        lora.unload()
        model.eval()
        for parameter, wanted in grads:
            parameter.requires_grad_(wanted)
            parameter.grad = None


def load_tensors(lora: Any, tensors: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays into the adapter. Raises KeyError for other names, ValueError for other shapes."""
    slots = _slots(lora)
    if slots.keys() != tensors.keys():
        raise KeyError("the adapter's tensor names are not those of the spec")
    with torch.no_grad():
        for name, parameter in slots.items():
            array = np.ascontiguousarray(tensors[name], dtype=np.float32)
            if array.shape != tuple(parameter.shape):
                raise ValueError("an adapter tensor has another shape than the spec")
            parameter.copy_(torch.from_numpy(array.copy()))


def read_tensors(lora: Any) -> Tensors:
    """The adapter's arrays, float32, sorted by name."""
    return {n: p.detach().to(torch.float32).cpu().numpy().copy() for n, p in _slots(lora).items()}


def _slots(lora: Any) -> dict[str, torch.nn.Parameter]:
    found = {
        name.replace(_SLOT, ".weight"): parameter
        for name, parameter in lora.named_parameters()
        if name.endswith(_SLOT) and ".lora_" in name
    }
    return dict(sorted(found.items()))
