"""The base model that the site's edge serves, loaded once for training: float32, frozen, digest known.

Knows transformers; does not know adapters, data or rounds.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sottovoce.errors import ConfigInvalid
from sottovoce.release import base_digest


@dataclass(frozen=True)
class BaseModel:
    """A causal language model, its tokenizer with a chat template, and the digest of its files."""

    model: Any
    tokenizer: Any
    digest: str


def use_threads(threads: int) -> int:
    """Cap torch at `threads`, or at what this process may use if that is less; the number in use.

    To be called before the first tensor operation of the process.
    """
    import torch

    used = max(1, min(threads, len(os.sched_getaffinity(0))))
    torch.set_num_threads(used)
    return used


def load_base_model(folder: Path) -> BaseModel:
    """Load the folder that `sottovoce edge model prepare` wrote. Raises ConfigInvalid."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    try:
        digest = base_digest(folder)
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = AutoModelForCausalLM.from_pretrained(
            folder, local_files_only=True, dtype="float32", use_safetensors=True
        )
    except (OSError, ValueError) as err:
        raise ConfigInvalid(
            [f"model: {folder} is not a prepared model ({type(err).__name__})"]
        ) from err
    if not tokenizer.chat_template:
        raise ConfigInvalid([f"model: {folder} has no chat template; prepare it first"])
    if not tokenizer.is_fast:
        raise ConfigInvalid([f"model: {folder} has no fast tokenizer (tokenizer.json)"])
    model.eval()
    model.requires_grad_(False)
    return BaseModel(model, tokenizer, digest)
