"""What a tagger and a service of taggers are, and how an ONNX session is made. Knows no particular model."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from policies.spans import Span


class Tagger(Protocol):
    """A model that names persons and places; safe to share between threads."""

    def tag(self, sentences: list[str]) -> list[list[Span]]:
        """For each sentence its spans, in the sentence's own positions."""


class TaggerService(Protocol):
    """Where taggers are asked by name: in this process, or in a worker process."""

    def tag(self, name: str, sentences: Sequence[str]) -> list[list[Span]]:
        """What the tagger `name` finds; PrivacyUnavailable when it cannot say."""

    def close(self) -> None:
        """Gives back what the service holds."""


def package_folder(name: str) -> Path:
    """Where an installed package keeps its files, without importing it; ImportError when absent."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(f"the package {name} is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def open_session(model: Path | bytes) -> Any:
    """An ONNX session on one thread for a file or a model's bytes: the service's own threads are the parallelism."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Without the arena memory is given back after a long sentence.
    options.enable_cpu_mem_arena = False
    source = model if isinstance(model, bytes) else str(model)
    session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    # It would keep the bytes beside what it made of them, for another provider to start from: up to 30 MB.
    session._model_bytes = None
    return session
