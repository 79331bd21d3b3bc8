"""The Flower client of a site: asks the site's own trainer over a Unix socket, and no more.

It turns a Flower message into a socket request and the reply into records. Only codes, numbers and
adapter arrays go back: an exception's text would travel to the trainer's log, so none gets out of a
handler. Knows no torch, no key, no log; where the socket is comes from the node's configuration
(`socket-path`, and `timeout-seconds`, 3600 unless set).
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flwr.app import Array, ArrayRecord, ConfigRecord, Context, Message, MetricRecord, RecordDict
from flwr.clientapp import ClientApp

from training import site_protocol
from training.site_protocol import Code

DEFAULT_TIMEOUT = 3600.0
TRAIN_FIELDS = (
    "round", "min_sites", "seed", "steps", "batch", "sequence", "learning_rate",
    "rank", "alpha", "targets", "base",
)  # fmt: skip

app = ClientApp()


@app.train()
def train(message: Message, context: Context) -> Message:
    """Request "request" (the plain fields, and release_manifest, release_signature and
    release_adapter as bytes when a release is the start) → "update", "metrics", "status"."""
    return Message(_answer(message, context, _train), reply_to=message)


@app.evaluate()
def evaluate(message: Message, context: Context) -> Message:
    """Request "request" {round} and arrays "candidate" → "metrics", "status"."""
    return Message(_answer(message, context, _evaluate), reply_to=message)


def _answer(message: Message, context: Context, ask: Any) -> RecordDict:
    # The trust boundary: whatever fails here, the other side learns a code and nothing else.
    try:
        header, body = ask(message.content, context.node_config)
        return _records(header, body)
    except (OSError, site_protocol.FrameError):
        return _status(Code.UNREACHABLE)
    except Exception:  # noqa: BLE001 - as said above: its text may quote a dialogue
        return _status(Code.INTERNAL)


def _train(content: RecordDict, node: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    request = content.config_records["request"]
    header: dict[str, Any] = {name: request[name] for name in TRAIN_FIELDS if name in request}
    header |= {"op": "train", "release": None}
    if request.get("release_manifest"):
        header["release"] = {
            "manifest": _b64(request["release_manifest"]),
            "signature": _b64(request["release_signature"]),
        }
    return _call(node, header, bytes(request.get("release_adapter", b"")))


def _evaluate(content: RecordDict, node: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    arrays = {n: a.numpy() for n, a in content.array_records["candidate"].items()}
    header = {"op": "evaluate", "round": content.config_records["request"]["round"]}
    return _call(node, header, site_protocol.encode_arrays(arrays))


def _call(
    node: Mapping[str, Any], header: dict[str, Any], body: bytes
) -> tuple[dict[str, Any], bytes]:
    timeout = float(node.get("timeout-seconds", DEFAULT_TIMEOUT))
    return site_protocol.call(Path(str(node["socket-path"])), header, body, timeout=timeout)


def _records(header: dict[str, Any], body: bytes) -> RecordDict:
    records = _status(
        Code(header["code"]), site=str(header.get("site", "")), base=str(header.get("base", ""))
    )
    numbers = {k: v for k, v in header.get("metrics", {}).items() if isinstance(v, int | float)}
    records["metrics"] = MetricRecord(numbers)
    if body:
        arrays = site_protocol.decode_arrays(body)
        records["update"] = ArrayRecord(array_dict={n: Array(a) for n, a in arrays.items()})
    return records


def _status(code: Code, *, site: str = "", base: str = "") -> RecordDict:
    return RecordDict(
        {
            "status": ConfigRecord({"code": code.value, "site": site, "base": base}),
            "metrics": MetricRecord({}),
        }
    )


def _b64(value: Any) -> str:
    return base64.b64encode(bytes(value)).decode("ascii")
