"""An OpenAI-compatible upstream of somebody else: answers with what it was sent, whole or streamed.

`python echo_upstream.py RECORD` prints its port, appends each request (headers and body) to RECORD
and repeats the last user message. A streamed answer is cut in pieces of three characters, so that
placeholders arrive in parts. Standard library alone; it knows nothing of Sottovoce.
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PIECE = 3


def _chunk(delta: dict[str, str], finish: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    event = {
        "id": "chatcmpl-echo",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "echo",
        "choices": [choice],
    }
    return b"data: " + json.dumps(event).encode() + b"\n\n"


def _whole(text: str) -> bytes:
    message = {"role": "assistant", "content": text}
    answer = {
        "id": "chatcmpl-echo",
        "object": "chat.completion",
        "created": 1,
        "model": "echo",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
    return json.dumps(answer, ensure_ascii=False).encode()


def handler(record: Path) -> type[BaseHTTPRequestHandler]:
    """The request handler that writes to ``record``."""

    class Echo(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"]))
            with record.open("ab") as out:
                out.write(str(self.headers).encode() + raw + b"\n")
            body: dict[str, Any] = json.loads(raw)
            text = [m["content"] for m in body["messages"] if m["role"] == "user"][-1]
            if body.get("stream"):
                pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
                events = [_chunk({"role": "assistant"}, None)]
                events += [_chunk({"content": piece}, None) for piece in pieces]
                events += [_chunk({}, "stop"), b"data: [DONE]\n\n"]
                self._send("text/event-stream", b"".join(events))
            else:
                self._send("application/json", _whole(text))

        def _send(self, kind: str, data: bytes) -> None:
            self.send_response(200)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    return Echo


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(Path(sys.argv[1])))
    print(server.server_address[1], flush=True)
    server.serve_forever()
