"""A diagnostic tap: every prompt that the model gets, as JSONL in a file of mode 0600.

Off by default. Knows redacted prompts only; for checking that nothing private reaches the model.
"""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

from sottovoce.errors import ConfigInvalid, LogUnavailable


class PromptTap:
    """Appends to one file. Raises ConfigInvalid where the file cannot be opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError as error:
            raise ConfigInvalid(
                [f"model_input_tap: {path} cannot be opened ({type(error).__name__})"]
            ) from None

    def write(self, request_id: str, prompt: str) -> None:
        """Append one prompt. Raises LogUnavailable."""
        line = json.dumps({"request_id": request_id, "prompt": prompt}, ensure_ascii=False)
        try:
            with self._lock:
                os.write(self._file, line.encode() + b"\n")
        except OSError:
            raise LogUnavailable("The model input tap cannot be written.") from None

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)
