"""`sottovoce train site` as a process: config faults, a real round, a kill in mid-round, a clean stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from policies import build_detector, load_pack
from sottovoce.crypto import load_key, new_signing_key, write_key
from sottovoce.dialogue_log import Dialogue, DialogueLog
from sottovoce.egress import EgressLedger
from sottovoce.release import decode_adapter
from sottovoce.settings import load_settings
from training import site_protocol as wire
from training.settings import SiteTrainerSettings
from training.site_cli import build_service
from training.window import PackScanner

RAW_PHONE = "13912345678"
ASK = """
import json, pathlib, sys
from training import site_protocol as wire
wire.call(pathlib.Path(sys.argv[1]), json.loads(sys.argv[2]), timeout=60)
"""


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "sottovoce", "train", "site", *arguments]


def _train(name: str, base: str, **changes: Any) -> dict[str, Any]:
    return {
        "op": "train", "round": name, "min_sites": 2, "release": None, "seed": 0, "steps": 12,
        "batch": 2, "sequence": 64, "learning_rate": 5e-3, "rank": 4, "alpha": 8,
        "targets": ["q_proj", "v_proj"], "base": base,
    } | changes  # fmt: skip


class Process:
    """One `sottovoce train site`, with its log in a file."""

    def __init__(self, config: Path, socket: Path, log: Path) -> None:
        self.socket = socket
        with log.open("ab") as stream:
            self.process = subprocess.Popen(
                _command("--config", str(config)), stdout=stream, stderr=stream
            )
        deadline = time.monotonic() + 90
        while True:
            assert self.process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            try:
                self.base = str(self.ask({"op": "status"})[0]["base"])
                return
            except OSError:
                time.sleep(0.1)

    def ask(self, header: dict[str, Any], body: bytes = b"") -> tuple[dict[str, Any], bytes]:
        return wire.call(self.socket, header, body, timeout=60)

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(30)


@pytest.fixture
def folder(tmp_path: Path, tiny_model_dir: Path, make_dialogue: Callable[..., Dialogue]) -> Path:
    """A site on disk: keys, a log of sixty dialogues, two of which still hold a phone number."""
    write_key(tmp_path / "site.key")
    (tmp_path / "release.pub").write_bytes(new_signing_key()[1])
    log = DialogueLog(tmp_path / "log.db", tmp_path / "keys.db", load_key(tmp_path / "site.key"))
    now = time.time() - 1000
    for n in range(60):
        log.append(make_dialogue(n, created=now + n))
    raw = {"role": "user", "content": f"请回电 {RAW_PHONE} 谢谢"}
    answer = {"role": "assistant", "content": "好的"}
    for n in (60, 61):
        log.append(make_dialogue(n, created=now + n, messages=(raw, answer)))
    log.close()
    config = {
        "site": "site-a",
        "model": str(tiny_model_dir),
        "log": {"path": "log.db", "keys_path": "keys.db", "site_key_file": "site.key"},
        "egress_path": "egress.db",
        "release_public_key_file": "release.pub",
        "socket": "site.sock",
        "state_path": "state.db",
        "limits": {"max_steps": 5000},
    }
    (tmp_path / "site.yaml").write_text(yaml.safe_dump(config))
    return tmp_path


@pytest.mark.slow
def test_a_round_a_kill_and_a_stop(folder: Path) -> None:
    """A round runs on the log; a kill in the next one loses neither; nothing of a text is in the log."""
    log = folder / "process.log"
    site = Process(folder / "site.yaml", folder / "site.sock", log)
    reply, update = site.ask(_train("r1", site.base))
    assert reply["code"] == "ok", log.read_text()
    assert reply["metrics"]["loss_after"] < reply["metrics"]["loss_before"]
    assert reply["metrics"]["examples"] < 60
    assert len(decode_adapter(update)) == 8
    evaluated, _ = site.ask({"op": "evaluate", "round": "r1"}, update)
    assert evaluated["metrics"]["loss_candidate"] == pytest.approx(
        reply["metrics"]["loss_after"], abs=1e-5
    )
    _kill_in_a_fit(site, log)

    site = Process(folder / "site.yaml", folder / "site.sock", log)
    assert site.ask(_train("r1", site.base)) == (reply, update)
    assert site.ask(_train("r2", site.base))[0]["code"] == "round_used"
    assert os.getpriority(os.PRIO_PROCESS, site.process.pid) == min(19, os.nice(0) + 10)
    assert site.end(signal.SIGTERM) == 0
    assert not (folder / "site.sock").exists()
    _nothing_private(folder, log)


def _kill_in_a_fit(site: Process, log: Path) -> None:
    """Start a long second round, kill the asking client, then the trainer itself."""
    asking = subprocess.Popen(
        [
            sys.executable,
            "-c",
            ASK,
            str(site.socket),
            json.dumps(_train("r2", site.base, steps=5000)),
        ],
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while '"round": "r2", "step": 1,' not in log.read_text():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)
    asking.kill()
    asking.wait(10)
    assert site.ask({"op": "evaluate", "round": "r1"})[0]["code"] == "busy"
    assert site.end(signal.SIGKILL) == -signal.SIGKILL


def _nothing_private(folder: Path, log: Path) -> None:
    text = log.read_text()
    assert '"dropped_rescan": 2' in text
    assert RAW_PHONE not in text
    assert "parcel" not in text
    assert "退款" not in text
    ledger = EgressLedger(folder / "egress.db", time.time)
    left = [(e.kind, e.round, e.code) for e in ledger.entries(0)]
    ledger.close()
    assert left == [
        ("update", "r1", "ok"),
        ("evaluation", "r1", "ok"),
        ("refusal", "", "busy"),
        ("update", "r1", "ok"),
        ("refusal", "r2", "round_used"),
    ]


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(*arguments), capture_output=True, text=True, timeout=90, check=False
    )


def test_the_real_policy_finds_what_was_left_in(folder: Path, tiny_base: Any) -> None:
    """Built from the file, the site knows its base and drops what the default pack still finds."""
    settings = load_settings(SiteTrainerSettings, folder / "site.yaml", env={})
    service = build_service(settings)
    assert service.status()["base"] == tiny_base.digest
    pack = load_pack("default")
    scanner = PackScanner(build_detector(pack, engine="fast"), pack)
    assert scanner.hits(f"请回电 {RAW_PHONE} 谢谢") == 1
    assert scanner.hits("My card is 4111 1111 1111 1111.") == 1
    assert (
        scanner.hits("<PERSON_1>您好，您的包裹 <PHONE_NUMBER_2> 已寄出。Thank you, <PERSON_12>!")
        == 0
    )


def test_all_faults_of_a_config_at_once(folder: Path) -> None:
    """Each fault stands on its own line, and the exit code is 2."""
    config = yaml.safe_load((folder / "site.yaml").read_text())
    config["limits"] = {"max_rank": 0, "held_out_fraction": 1.5}
    config["socket"] = "x" * 200
    config["nonsense"] = 1
    (folder / "bad.yaml").write_text(yaml.safe_dump(config))
    done = _run("--config", str(folder / "bad.yaml"))
    assert done.returncode == 2
    for name in ("max_rank", "held_out_fraction", "nonsense"):
        assert name in done.stderr
    assert len(done.stderr.splitlines()) >= 3
    assert "Traceback" not in done.stderr


def test_a_key_open_to_others_is_refused(folder: Path) -> None:
    """A site key that other users can read stops the start with one line."""
    (folder / "site.key").chmod(0o644)
    done = _run("--config", str(folder / "site.yaml"))
    assert done.returncode == 1
    assert "chmod 600" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_a_model_is_refused(folder: Path) -> None:
    """A model folder that was never prepared is told in one line, exit code 2."""
    (folder / "empty").mkdir()
    config = yaml.safe_load((folder / "site.yaml").read_text()) | {"model": "empty"}
    (folder / "bad.yaml").write_text(yaml.safe_dump(config))
    done = _run("--config", str(folder / "bad.yaml"))
    assert done.returncode == 2, done.stderr
    assert "not a prepared model" in done.stderr
    assert not (folder / "site.sock").exists()
