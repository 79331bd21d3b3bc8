"""The Flower client: records to a request and back, codes only, no torch, a FAB of a handful of files."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flwr.app import Array, ArrayRecord, ConfigRecord, Context, Message, MetricRecord, RecordDict
from flwr.supercore.task_identity import TaskIdentity

from training import site_protocol as wire
from training.site_protocol import Code
from training.site_socket import SiteSocket

APP = Path(__file__).parents[2] / "training" / "flower_app"
SECRET = "Zhang Wei 13812345678"
FIELDS: dict[str, Any] = {
    "round": "r1", "min_sites": 2, "seed": 0, "steps": 4, "batch": 2, "sequence": 64,
    "learning_rate": 5e-4, "rank": 4, "alpha": 8, "targets": ["q_proj", "v_proj"], "base": "sha256:b",
}  # fmt: skip


@pytest.fixture(scope="module")
def client_app() -> Iterator[Any]:
    """The module as the FAB holds it, imported by its own package name."""
    sys.path.insert(0, str(APP))
    try:
        from sottovoce_round import client_app as module

        yield module
    finally:
        sys.path.remove(str(APP))


class Recorder:
    """A site that keeps what it was asked and answers what it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[dict[str, Any], bytes]] = []
        self.reply: tuple[dict[str, Any], bytes] = ({"code": "ok"}, b"")

    def handle(self, header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        self.asked.append((header, body))
        return self.reply

    def status(self) -> dict[str, Any]:
        return {"code": "ok"}

    def refuse(self, code: Code) -> dict[str, Any]:
        return {"code": code.value}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Recorder, Path]]:
    """A real socket with a recorder behind it."""
    recorder = Recorder()
    server = SiteSocket(tmp_path / "s.sock", recorder)
    thread = threading.Thread(target=server.serve, kwargs={"poll_seconds": 0.02})
    thread.start()
    yield recorder, tmp_path / "s.sock"
    server.stop()
    thread.join(10)


Ask = Callable[..., RecordDict]


@pytest.fixture
def ask(client_app: Any, site: tuple[Recorder, Path], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Send one message through the client app and give back the reply's records."""
    for name in ("_task_id", "_run_id", "_node_id"):  # flwr sets them in a client process
        monkeypatch.setattr(TaskIdentity, name, 1)

    def call(kind: str, content: RecordDict, **node: Any) -> RecordDict:
        config = {"socket-path": str(site[1]), "timeout-seconds": 10} | node
        context = Context(
            run_id=1, node_id=2, node_config=config, state=RecordDict(), run_config={}
        )
        message = Message(content, dst_node_id=2, message_type=kind)
        reply = client_app.app(message, context)
        assert not reply.has_error()
        return reply.content

    return call


def test_train_goes_out_and_an_update_comes_back(ask: Ask, site: tuple[Recorder, Path]) -> None:
    """The request's fields reach the site as they are; arrays, numbers and code come back."""
    update = {"a.lora_A.weight": np.arange(6, dtype=np.float32).reshape(2, 3)}
    metrics = {"examples": 3, "loss_before": 2.5, "note": SECRET}
    header = {"code": "ok", "site": "site-a", "base": "sha256:b", "metrics": metrics}
    site[0].reply = (header, wire.encode_arrays(update))
    records = ask("train", RecordDict({"request": ConfigRecord(FIELDS)}))
    assert site[0].asked == [(FIELDS | {"op": "train", "release": None}, b"")]
    assert dict(records.config_records["status"]) == {
        "code": "ok",
        "site": "site-a",
        "base": "sha256:b",
    }
    assert dict(records.metric_records["metrics"]) == {"examples": 3, "loss_before": 2.5}
    back = records.array_records["update"]["a.lora_A.weight"].numpy()
    assert back.dtype == np.float32
    assert np.array_equal(back, update["a.lora_A.weight"])


def test_a_release_goes_along(ask: Ask, site: tuple[Recorder, Path]) -> None:
    """Manifest and signature go in the header as base64, the adapter as the body."""
    parts = {"release_manifest": b"m", "release_signature": b"s", "release_adapter": b"weights"}
    ask("train", RecordDict({"request": ConfigRecord(FIELDS | parts)}))
    (header, body) = site[0].asked[0]
    assert header["release"] == {"manifest": "bQ==", "signature": "cw=="}
    assert body == b"weights"
    assert not header.keys() & parts.keys()


def test_evaluate_carries_the_candidate(ask: Ask, site: tuple[Recorder, Path]) -> None:
    """The candidate's arrays reach the site as safetensors, and the losses come back."""
    site[0].reply = (
        {"code": "ok", "site": "a", "base": "b", "metrics": {"loss_before": 2.0, "held_out": 4}},
        b"",
    )
    candidate = ArrayRecord(array_dict={"t": Array(np.ones((2, 2), dtype=np.float32))})
    content = RecordDict({"request": ConfigRecord({"round": "r1"}), "candidate": candidate})
    records = ask("evaluate", content)
    header, body = site[0].asked[0]
    assert header == {"op": "evaluate", "round": "r1"}
    assert wire.decode_arrays(body)["t"].tolist() == [[1, 1], [1, 1]]
    assert dict(records.metric_records["metrics"]) == {"loss_before": 2.0, "held_out": 4}
    assert not records.array_records


@pytest.mark.parametrize("code", [c.value for c in Code])
def test_refusals_pass_as_codes(ask: Ask, site: tuple[Recorder, Path], code: str) -> None:
    """Each code of the site arrives as it is, with no arrays."""
    site[0].reply = ({"code": code, "site": "a", "base": "b", "metrics": {}}, b"")
    records = ask("train", RecordDict({"request": ConfigRecord(FIELDS)}))
    assert records.config_records["status"]["code"] == code
    assert not records.array_records


def test_no_trainer_there(ask: Ask, tmp_path: Path) -> None:
    """Without a trainer behind the socket the code is unreachable, and no path leaves."""
    content = RecordDict({"request": ConfigRecord(FIELDS)})
    records = ask("train", content, **{"socket-path": str(tmp_path / "none")})
    assert dict(records.config_records["status"]) == {"code": "unreachable", "site": "", "base": ""}
    assert not dict(records.metric_records["metrics"])


@pytest.mark.parametrize(
    "reply",
    [
        ({"code": SECRET}, b""),
        ({"error": SECRET}, b""),
        ({"code": "ok", "metrics": {}}, SECRET.encode()),
        ({"code": "ok", "metrics": SECRET}, b""),
    ],
    ids=["text as a code", "no code", "body is text", "metrics are text"],
)
def test_a_site_that_breaks_the_protocol_leaks_nothing(
    ask: Ask, site: tuple[Recorder, Path], reply: tuple[dict[str, Any], bytes]
) -> None:
    """Whatever the site answers, what goes on is a known code, and nothing of its text."""
    site[0].reply = reply
    records = ask("train", RecordDict({"request": ConfigRecord(FIELDS)}))
    status = dict(records.config_records["status"])
    assert status["code"] in {"internal", "unreachable"}
    assert SECRET not in repr(records)


def test_a_broken_message_gets_a_code(ask: Ask) -> None:
    """A message without the records of the contract is answered by a code, not by an exception."""
    for kind in ("train", "evaluate"):
        records = ask(kind, RecordDict({"other": MetricRecord({"x": 1})}))
        assert records.config_records["status"]["code"] == "internal"


def test_no_model_library_comes_with_it() -> None:
    """The client process loads no torch, no transformers, no policies and no log."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import sottovoce_round.client_app\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in "
        "('torch','transformers','peft','policies','presidio_analyzer') or m in "
        "('sottovoce.dialogue_log','sottovoce.crypto','training.site_worker')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(APP)],
        capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


@pytest.mark.privacy
@pytest.mark.filterwarnings("ignore:GitWildMatchPattern:DeprecationWarning")  # flwr's own
def test_what_the_fab_holds(tmp_path: Path) -> None:
    """Built where a site's files lie about, the FAB holds the app's four files and its own list."""
    import shutil

    from flwr.cli.build import build_fab_from_disk

    folder = tmp_path / "flower_app"
    shutil.copytree(APP, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("dialogues.jsonl", "log.db", "site.key", "notes.md", "sottovoce_round/dump.json"):
        (folder / name).write_text(SECRET)
    data = build_fab_from_disk(folder)
    with zipfile.ZipFile(io.BytesIO(data)) as fab:
        assert sorted(fab.namelist()) == [
            ".info/CONTENT",
            "pyproject.toml",
            "sottovoce_round/__init__.py",
            "sottovoce_round/client_app.py",
            "sottovoce_round/server_app.py",
        ]
        assert not any(SECRET.encode() in fab.read(name) for name in fab.namelist())
    assert len(data) < 20_000
