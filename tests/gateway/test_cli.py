"""The command as a process of its own: help, faults, serving, stopping, and no model library."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import httpx
import openai
import pytest

from gateway.compose import open_vault
from gateway.settings import GatewaySettings
from sottovoce.crypto import load_key, pseudonym, write_key
from sottovoce.settings import load_settings
from tests.gateway.serving import Upstream

SOTTOVOCE = [sys.executable, "-m", "sottovoce"]


def call(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the command to its end."""
    return subprocess.run(
        [*SOTTOVOCE, "gateway", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **(env or {})},
    )


def test_help_is_quick_and_says_what_it_does() -> None:
    """The help needs neither FastAPI nor Presidio."""
    code = textwrap.dedent(
        """
        import sys
        import gateway.cli
        from typer.testing import CliRunner
        shown = CliRunner().invoke(gateway.cli.app, ["serve", "--help"])
        assert shown.exit_code == 0, shown.output
        assert "--upstream" in shown.output and "--no-auth" in shown.output
        heavy = {"fastapi", "presidio_analyzer", "spacy", "httptools", "uvloop"} & set(sys.modules)
        assert not heavy, heavy
        """
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_all_faults_at_once(tmp_path: Path) -> None:
    """Exit code 2, one line a fault, no secret in any of them."""
    config = tmp_path / "gateway.yaml"
    config.write_text(
        """
        pack: no-such-pack
        default_site: nowhere
        vault: {path: vault.db, key_file: missing.key}
        tenants: [{name: acme, hmac_key_file: missing-too.key}]
        keys:
          - {id: one, sha256: 057ba03d6c44104863dc7361fe4578965d1887360f90a0895882e58a6248fc86, tenant: other}
        sites:
          - {name: a, url: "ftp://x/v1", token_file: none.token}
          - {name: b, url: "http://198.51.100.7:1/v1", token_file: none.token, ca_file: none.crt}
        """
    )
    done = call("serve", "--config", str(config))
    assert done.returncode == 2, done.stderr
    for word in (
        "no-such-pack",
        "nowhere",
        "missing.key",
        "missing-too.key",
        "default secret",
        "tenant other",
        "url must be",
        "none.token",
        "ca_file",
        "in clear",
    ):
        assert word in done.stderr, word
    assert len(done.stderr.splitlines()) >= 10


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--upstream", "http://127.0.0.1:9/v1"), "no keys"),
        (("--no-auth",), "no upstream"),
        (("--upstream", "http://127.0.0.1:9/v1", "--no-auth", "--host", "192.0.2.1"), "loopback"),
        (("--upstream", "127.0.0.1:9", "--no-auth"), "url"),
    ],
    ids=["no keys", "no upstream", "open to all", "no url"],
)
def test_an_open_door_is_refused(arguments: tuple[str, ...], word: str) -> None:
    """Without keys only a loopback address that says so is served."""
    done = call("serve", *arguments)
    assert done.returncode == 2
    assert word in done.stderr


@pytest.fixture
def process(upstream: Upstream, upstream_url: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A gateway of its own process, and its address; no model library can be imported in it."""
    del upstream
    code = textwrap.dedent(
        """
        import sys
        sys.modules.update(dict.fromkeys(["torch", "transformers", "peft", "flwr"]))
        from sottovoce.cli import main
        main()
        """
    )
    serve = ["gateway", "serve", "--host", "127.0.0.1", "--port", "0", "--no-auth"]
    running = subprocess.Popen(
        [sys.executable, "-c", code, *serve],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "SOTTOVOCE_UPSTREAM_BASE_URL": upstream_url, "OMP_NUM_THREADS": "1"},
    )
    try:
        assert running.stderr is not None
        line = running.stderr.readline()
        assert json.loads(line)["event"] == "listening", line
        yield running, f"http://127.0.0.1:{json.loads(line)['port']}"
    finally:
        running.kill()
        running.communicate(timeout=10)


@pytest.mark.slow
def test_a_process_serves_and_stops(
    process: tuple[subprocess.Popen[str], str], upstream: Upstream
) -> None:
    """It redacts without a model library, tells no text in its log, and ends at SIGTERM."""
    running, base = process
    client = openai.OpenAI(base_url=f"{base}/v1", api_key="none", max_retries=0, timeout=60)
    text = "I am Maria Keller, 我叫王小明, 13812345678."
    reply = client.chat.completions.create(
        model="sottovoce", messages=[{"role": "user", "content": text}], user="customer-77"
    )
    client.close()
    assert reply.choices[0].message.content == text
    sent = upstream.seen[-1].raw.decode()
    assert not [v for v in ("Maria", "王小明", "13812345678", "customer-77") if v in sent]
    assert httpx.get(f"{base}/readyz").status_code == 200
    running.send_signal(signal.SIGTERM)
    _, log = running.communicate(timeout=30)
    # uvicorn ends by the signal that it was sent, once running requests are done.
    assert running.returncode in (0, -signal.SIGTERM)
    events = [json.loads(line) for line in log.splitlines()]
    assert [event["code"] for event in events if event["event"] == "request"] == ["ok"]
    assert not [v for v in ("Maria", "王小明", "13812345678", "customer-77") if v in log]


def test_forgetting_a_customer(tmp_path: Path) -> None:
    """All conversations of the named customer are gone, those of others stay, no name is printed."""
    write_key(tmp_path / "vault.key")
    write_key(tmp_path / "tenant.key")
    config = tmp_path / "gateway.yaml"
    config.write_text(
        "vault: {path: vault.db, key_file: vault.key}\n"
        "tenants: [{name: acme, hmac_key_file: tenant.key}]\n"
    )
    key = load_key(tmp_path / "tenant.key")
    vault = open_vault(load_settings(GatewaySettings, config, env={}))
    for name, customer in (("a", "maria"), ("b", "maria"), ("c", "paul")):
        vault.save(name, "t", subject=pseudonym(key, customer), version=0)
    arguments = ["gateway", "forget", "--config", str(config), "--tenant"]
    done = subprocess.run(
        [*SOTTOVOCE, *arguments, "acme"],
        input="maria\n\nnobody\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 customer(s), 2 conversation(s) forgotten\n"
    assert [name for name in "abc" if vault.load(name)] == ["c"]
    vault.close()
    wrong = subprocess.run(
        [*SOTTOVOCE, *arguments, "other"], input="", capture_output=True, text=True, check=False
    )
    assert wrong.returncode == 2
    assert "other is not configured" in wrong.stderr
