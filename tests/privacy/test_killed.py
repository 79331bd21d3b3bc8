"""What is killed: the taggers' process in mid-request, and the gateway itself; nothing raw, and all comes back."""

from __future__ import annotations

import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from policies import Pack, build_detector
from policies.taggers.shared import shared_status
from tests.gateway.serving import Lent, Served, Upstream
from tests.privacy.test_fault_matrix import PHONE, TEXT, VALUES, sleep_for, told
from tests.privacy.wire import PATHS, Wire, repeats, wire

pytestmark = [pytest.mark.privacy, pytest.mark.slow]
# The log's fixture is the fault matrix's own.
__all__ = ["told"]
_ORDERS = itertools.count()


def test_the_taggers_process(
    tmp_path_factory: pytest.TempPathFactory, told: Callable[[], str]
) -> None:
    """Killed or stopped in mid-request: 503 or an answer, never a raw one; a new process serves the next."""

    def build(pack: Pack, *, engine: Any = None) -> Any:
        return Lent(build_detector(pack, engine=engine))

    limits = {"detection_seconds": 20.0, "remembered_texts": 0}
    with wire(tmp_path_factory.mktemp("tagger"), build=build, limits=limits) as made:
        for how in (signal.SIGKILL, signal.SIGSTOP, signal.SIGKILL):
            assert _until(lambda: _named(made).status_code == 200, 30), "no new process came"
            made.seen()
            _strike(made, how)
        assert _until(lambda: _named(made).status_code == 200, 30), "no new process came"
        assert b"Kellermann" not in b"".join(made.seen().values())
        assert "Kellermann" not in told()


def _strike(made: Wire, how: signal.Signals) -> None:
    """Hits the taggers' process while it works on a request."""
    status = shared_status()
    assert status is not None
    assert status.pid is not None
    answers: list[httpx.Response] = []
    asking = threading.Thread(target=lambda: answers.append(_named(made, repeat=60)))
    asking.start()
    time.sleep(0.05)
    os.kill(status.pid, how)
    asking.join(30)
    seen = b"".join(made.seen().values())
    assert b"Kellermann" not in seen
    assert answers
    assert answers[0].status_code in (200, 503)
    if answers[0].status_code == 503:
        assert answers[0].json()["error"]["code"] == "privacy_unavailable"
        assert seen == b""


def _named(made: Wire, repeat: int = 1) -> httpx.Response:
    """A request whose name only the taggers find; sentences that were read before would need none of them."""
    lines = [
        f"Yesterday Theodora Kellermann called us about order {next(_ORDERS)}."
        for _ in range(repeat)
    ]
    return made.post("chat", {"messages": [{"role": "user", "content": "\n".join(lines)}]})


def _until(fact: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def test_the_gateway_is_killed_and_starts_again(tmp_path: Path) -> None:
    """After kill -9 in mid-stream its files open, the conversation goes on, the audit log verifies."""
    key = tmp_path / "vault.key"
    key.write_text("3c" * 32)
    key.chmod(0o600)
    upstream = Upstream(script=repeats)
    with Served(upstream.app()) as behind:
        config = tmp_path / "gateway.yaml"
        settings = {
            "listen": {"port": 0},
            "upstream_base_url": behind.url,
            "no_auth": True,
            "vault": {"path": "vault.db", "key_file": "vault.key"},
            "audit": {"path": "audit.log"},
            "state_dir": ".",
        }
        config.write_text(json.dumps(settings))  # JSON is YAML
        name = {"sottovoce-conversation": "c-1"}
        first, base = _start(config)
        with httpx.Client(trust_env=False, timeout=30) as http:
            body = {"messages": [{"role": "user", "content": TEXT}]}
            assert PHONE in http.post(base + PATHS["chat"], json=body, headers=name).text
            upstream.script = lambda _: [*["word "] * 20, lambda: sleep_for(5)]
            with http.stream(
                "POST", base + PATHS["chat"], json={**body, "stream": True}, headers=name
            ) as reply:
                pieces = reply.iter_bytes()
                next(pieces)
                first.kill()
                with pytest.raises(httpx.TransportError):
                    list(pieces)
            first.wait(10)
            second, base = _start(config)
            try:
                upstream.script = lambda _: {"role": "assistant", "content": "<PHONE_NUMBER_1>"}
                again = {"messages": [{"role": "user", "content": "Which number?"}]}
                answer = http.post(base + PATHS["chat"], json=again, headers=name)
                assert answer.json()["choices"][0]["message"]["content"] == PHONE
            finally:
                second.terminate()
                assert second.wait(20) == 0
    told = subprocess.run(
        [sys.executable, "-m", "sottovoce", "gateway", "audit", "verify", "audit.log"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    for file in tmp_path.iterdir():
        assert not [v for v in VALUES if v.encode() in file.read_bytes()], file.name
    with closing(sqlite3.connect(tmp_path / "vault.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _start(config: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A gateway in a process of its own, and its address once it listens."""
    log = config.with_suffix(f".{time.monotonic_ns()}.log")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "sottovoce", "gateway", "serve", "--config", str(config)],
            cwd=config.parent,
            stderr=out,
            stdout=out,
        )

    def port() -> int | None:
        for line in log.read_text().splitlines():
            event = json.loads(line) if line.startswith("{") else {}
            if event.get("event") == "listening":
                return int(event["port"])
        return None

    assert _until(lambda: port() is not None or process.poll() is not None, 60)
    assert process.poll() is None, log.read_text()
    return process, f"http://127.0.0.1:{port()}"
