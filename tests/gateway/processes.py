"""`sottovoce gateway serve` as a process of its own, with its log."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import openai
import yaml


class Process:
    """`sottovoce gateway serve` over a file that a test rewrites."""

    def __init__(
        self,
        folder: Path,
        settings: dict[str, Any],
        *,
        name: str = "gateway.yaml",
        env: dict[str, str] | None = None,
    ) -> None:
        self.file = folder / name
        self.write(settings)
        self.log: list[str] = []
        command = ["gateway", "serve", "--config", str(self.file)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sottovoce", *command],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **(env or {})},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            line = self.wait('"listening"')
        except AssertionError:
            self.process.kill()  # nobody has it yet who would stop it
            self.process.wait(30)
            raise
        self.port = int(line.split('"port": ')[1].split(",")[0].rstrip("}"))

    def write(self, settings: dict[str, Any]) -> None:
        self.file.write_text(yaml.safe_dump(settings))

    def reload(self, word: str) -> str:
        """Sends SIGHUP and waits for what the log says of it."""
        self.log.clear()
        self.process.send_signal(signal.SIGHUP)
        return self.wait(word)

    def events(self, name: str) -> list[dict[str, Any]]:
        """The log's lines of one event."""
        lines = [json.loads(line) for line in tuple(self.log)]
        return [line for line in lines if line["event"] == name]

    def wait(self, word: str) -> str:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            for line in tuple(self.log):
                if word in line:
                    return line
            assert self.process.poll() is None, self.log
            time.sleep(0.02)
        raise AssertionError(f"the log never said {word}")

    def client(self, key: str) -> openai.OpenAI:
        url = f"http://127.0.0.1:{self.port}/v1"
        return openai.OpenAI(base_url=url, api_key=key, max_retries=0, timeout=30)

    def stop(self) -> int:
        self.process.terminate()
        code = self.process.wait(30)
        self._reader.join(5)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log.append(line)
