"""Holds the base model and the LoRA adapters loaded beside each other, each chosen per forward pass.

Knows peft and the shapes that the model asks of an adapter. Does not know releases, signatures or
requests. Not thread-safe: the engine's one inference thread calls it.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np

from sottovoce.errors import AdapterRejected

_PREFIX = "base_model.model."


class Lora(Protocol):
    """What is needed of a manifest's LoRA settings."""

    @property
    def rank(self) -> int: ...
    @property
    def alpha(self) -> float: ...
    @property
    def targets(self) -> tuple[str, ...]: ...


class LoraHost:
    """One causal LM with any number of adapters; `None` names the base model."""

    def __init__(self, model: Any) -> None:
        self.base = model
        self._peft: Any = None
        self._keys: dict[str, str] = {}
        self._made = 0
        self._transposed, self._projections = _projections(model)

    @property
    def loaded(self) -> tuple[str, ...]:
        """The names of the loaded adapters."""
        return tuple(self._keys)

    def expected_shapes(self, lora: Lora) -> dict[str, tuple[int, int]]:
        """Tensor names and shapes that an adapter for this model must have; empty without a match."""
        shapes: dict[str, tuple[int, int]] = {}
        for name, (out_features, in_features) in self._projections.items():
            if any(name == target or name.endswith(f".{target}") for target in lora.targets):
                shapes[f"{_PREFIX}{name}.lora_A.weight"] = (lora.rank, in_features)
                shapes[f"{_PREFIX}{name}.lora_B.weight"] = (out_features, lora.rank)
        return shapes

    def load(self, name: str, lora: Lora, tensors: Mapping[str, np.ndarray]) -> None:
        """Load an adapter beside the others. Raises AdapterRejected; nothing changes then."""
        if name in self._keys:
            return
        self._check(lora, tensors)
        self._made += 1
        key = f"a{self._made}"  # a release's name may hold dots, a module's may not
        self._attach(key, lora)
        self._keys[name] = key
        self._fill(key, tensors)

    def unload(self, name: str) -> None:
        """Drop an adapter; the caller sees to it that no request uses it."""
        key = self._keys.pop(name, None)
        if key is not None:
            self._peft.delete_adapter(key)
            self._settle()

    def forward(self, name: str | None, **inputs: Any) -> Any:
        """One forward pass with this adapter for every row. Raises KeyError if it is not loaded."""
        if name is None:
            return self.base(**inputs)
        rows = inputs["input_ids"].shape[0]
        return self._peft(**inputs, adapter_names=[self._keys[name]] * rows)

    def smoke(self, name: str, prompt: list[int]) -> None:
        """Run one short prompt. Raises AdapterRejected where a logit is not finite."""
        import torch

        ids = torch.tensor([prompt], device=self.base.device)
        logits = self.forward(name, input_ids=ids).logits
        if not bool(torch.isfinite(logits).all()):
            raise AdapterRejected("smoke")

    def _check(self, lora: Lora, tensors: Mapping[str, np.ndarray]) -> None:
        expected = self.expected_shapes(lora)
        if not expected or set(expected) != set(tensors):
            raise AdapterRejected("shape")
        for tensor_name, shape in expected.items():
            if tuple(tensors[tensor_name].shape) != shape:
                raise AdapterRejected("shape")
            if tensors[tensor_name].dtype != np.float32:
                raise AdapterRejected("dtype")
        if not math.isfinite(lora.alpha):
            raise AdapterRejected("nan")

    def _attach(self, key: str, lora: Lora) -> None:
        from peft import LoraConfig, get_peft_model

        config = LoraConfig(
            r=lora.rank,
            lora_alpha=lora.alpha,
            target_modules=list(lora.targets),
            lora_dropout=0.0,
            fan_in_fan_out=self._transposed,
            inference_mode=True,
        )
        with warnings.catch_warnings():
            # peft asks transformers for a property under its older name
            warnings.filterwarnings("ignore", "`is_gradient_checkpointing`", FutureWarning)
            if self._peft is None:
                self._peft = get_peft_model(self.base, config, adapter_name=key)
            else:
                self._peft.add_adapter(key, config)

    def _fill(self, key: str, tensors: Mapping[str, np.ndarray]) -> None:
        import torch
        from peft import set_peft_model_state_dict

        state = {name: torch.from_numpy(np.array(value)) for name, value in tensors.items()}
        result = set_peft_model_state_dict(self._peft, state, adapter_name=key)
        self._settle()
        if result.unexpected_keys:
            raise AdapterRejected("shape")

    def _settle(self) -> None:
        """No adapter is active by itself: a pass without a name is the base model's."""
        self._peft.base_model.set_adapter([])
        if self._keys:
            # PeftModel looks its active name up on each pass, though each row names its own.
            self._peft.active_adapter = next(iter(self._keys.values()))
        self._peft.eval()
        self._peft.requires_grad_(False)


def _projections(model: Any) -> tuple[bool, dict[str, tuple[int, int]]]:
    """Names and (out, in) features of what an adapter can sit on, and whether weights are transposed.

    GPT-2 and its kin project with Conv1D: a linear layer whose weight is [in, out].
    """
    import torch
    from transformers.pytorch_utils import Conv1D

    sizes: dict[str, tuple[int, int]] = {}
    transposed = False
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.Linear):
            sizes[name] = (int(module.out_features), int(module.in_features))
        elif isinstance(module, Conv1D):
            sizes[name] = (int(module.weight.shape[1]), int(module.weight.shape[0]))
            transposed = True
    return transposed, sizes
