"""A site's trainer in a few lines of numpy, served over the real socket protocol."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from training.site_protocol import decode_arrays, encode_arrays, read_frame, write_frame

NAME = "base_model.model.layers.0.self_attn.q_proj.lora_{}.weight"
A, B = NAME.format("A"), NAME.format("B")


def adapter(value: float) -> dict[str, np.ndarray[Any, Any]]:
    """A rank-2 adapter of one module, filled with one value."""
    return {
        A: np.full((2, 8), value, dtype=np.float32),
        B: np.full((8, 2), value, dtype=np.float32),
    }


class StubSite:
    """Answers train with a constant adapter and evaluate with a loss that falls by 0.1."""

    def __init__(self, folder: Path, name: str, base: str, *, examples: int, value: float) -> None:
        self.name = name
        self.base = base
        self.examples = examples
        self.value = value
        self.socket = folder / f"{name}.sock"
        self.asked: list[str] = []
        self.headers: list[dict[str, Any]] = []
        self.candidates: list[dict[str, Any]] = []
        self.training = threading.Event()  # set when a train request is in
        self.may_answer = threading.Event()  # cleared to hold a train request
        self.may_answer.set()
        self.code = "ok"
        self._server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._server.bind(str(self.socket))
        self._server.listen(8)
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Let go of waiting requests and stop listening."""
        self.may_answer.set()
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(peer,), daemon=True).start()

    def _answer(self, peer: socket.socket) -> None:
        ops: dict[str, Callable[..., Any]] = {"train": self._train, "evaluate": self._evaluate}
        with peer:
            header, body = read_frame(peer)
            self.asked.append(header["op"])
            self.headers.append(header)
            reply, data = ops[header["op"]](body)
            try:
                write_frame(peer, {"site": self.name, "base": self.base, **reply}, data)
                peer.recv(1)  # until the caller has read it and closed
            except ConnectionError:
                return  # its SuperNode was killed

    def _train(self, _body: bytes) -> tuple[dict[str, Any], bytes]:
        self.training.set()
        self.may_answer.wait(timeout=120)
        if self.code != "ok":
            return {"code": self.code, "metrics": {}}, b""
        data = encode_arrays(adapter(self.value))
        metrics = {"examples": self.examples, "steps": 1, "seconds": 0.1, "loss_before": 2.0}
        return {"code": "ok", "metrics": metrics | {"update_bytes": len(data)}}, data

    def _evaluate(self, body: bytes) -> tuple[dict[str, Any], bytes]:
        self.candidates.append(decode_arrays(body))
        metrics = {"loss_before": 2.0, "loss_candidate": 1.9, "held_out": 4}
        return {"code": "ok", "metrics": metrics}, b""
