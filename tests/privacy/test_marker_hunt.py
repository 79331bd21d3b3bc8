"""Personal data that is planted in imports and chats turns up on no surface of a running federation.

Each surface has a control: a mutant writes a marker there as a bug would, and the hunt must find it;
under a pack that keeps everything, the markers must turn up in the model's input and in the log.
"""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from tests.e2e.running import CHINESE, CONTROL, ENGLISH, IMPORTS, Running
from tests.privacy import surfaces
from tests.privacy.markers import Marker, MarkerMaker
from tests.privacy.scan import Hit, scan
from tests.privacy.surfaces import Surface
from tests.privacy.test_flower_tap import flower_message, store_and_delete

pytestmark = [
    pytest.mark.privacy,
    pytest.mark.e2e,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    # Flower's own Alembic configuration, on a newer Alembic
    pytest.mark.filterwarnings("ignore:No path_separator found:DeprecationWarning"),
]

OURS = (ENGLISH, CHINESE)


def model_input(told: Running) -> Surface:
    """Every prompt that the models of the two ordinary sites got."""
    return {site: told.fed.paths.tap(site).read_bytes() for site in OURS}


def decrypted_log(told: Running, *sites: str) -> Surface:
    """The dialogue logs, decrypted."""
    parts: Surface = {}
    for site in sites or OURS:
        keys = told.fed.paths.site_keys(site)
        own = told.fed.paths.site(site)
        parts |= surfaces.dialogue_log(own / "log.db", own / "log-keys.db", keys / "site.key")
    return parts


def log_files(told: Running) -> Surface:
    """The sealed logs' bytes, the control site's as well, with their keys and write-ahead logs."""
    parts: Surface = {}
    for site in told.fed.spec.sites:
        for name in ("log.db", "log-keys.db"):
            parts |= surfaces.file(told.fed.paths.site(site) / name)
    return parts


def process_logs(told: Running) -> Surface:
    """What every process wrote to its standard output and error."""
    parts = surfaces.tree(told.fed.paths.logs)
    return parts | surfaces.file(told.fed.paths.trainer / "superlink.log")


def adapters(told: Running) -> Surface:
    """Releases at the registry and in the edges' caches: weights, metadata, manifests."""
    parts: Surface = {}
    for path in sorted(told.fed.paths.root.rglob("*.safetensors")):
        parts |= surfaces.tree(path.parent)
    return parts


def state_database(told: Running) -> Surface:
    """Flower's state database with its write-ahead log, raw and cell by cell."""
    return surfaces.file(told.fed.paths.trainer / "flower.db")


def vault(told: Running) -> Surface:
    """The gateway's vault file."""
    return surfaces.tree(told.fed.paths.root / "gateway")


def disk(told: Running) -> Surface:
    """Every file that any part wrote, but for the control model's input, which is meant to be raw."""
    return surfaces.tree(told.fed.paths.root, but=[told.fed.paths.tap(CONTROL)])


SURFACES: dict[str, Callable[[Running], Surface]] = {
    "model input": model_input,
    "decrypted log": decrypted_log,
    "log files": log_files,
    "process logs": process_logs,
    "metrics": lambda told: told.metrics,
    "adapter": adapters,
    "FAB": lambda told: surfaces.fabs(told.fed.paths.trainer / "flower.db"),
    "Flower's messages": lambda told: surfaces.flower_messages(
        told.fed.paths.trainer / "flower.db"
    ),
    "Flower's state database": state_database,
    "vault": vault,
    "import commands": lambda told: {s: out.encode() for s, out in told.imported.items()},
    "disk": disk,
}


def hunt(told: Running, surface: Surface) -> list[Hit]:
    """Look for every marker of both tellings."""
    return scan((*told.maker.markers, *told.control.markers), surface)


@pytest.mark.parametrize("name", SURFACES)
def test_no_marker_turns_up(running: Running, name: str) -> None:
    """Not one of the planted values stands on this surface, in any encoding."""
    surface = SURFACES[name](running)
    assert sum(map(len, surface.values())) > 100, "nothing was collected"
    assert [str(hit) for hit in hunt(running, surface)] == []


# -- the hunt looked at the real thing


def test_the_story_was_told(running: Running) -> None:
    """The round was released, the edges swapped, and every kind of marker was planted."""
    assert running.round["state"] == "released", running.round
    planted = {(m.kind, m.language) for m in running.maker.markers}
    assert len(planted) == 12
    assert {said.site for said in running.said} == set(running.fed.spec.sites)


@pytest.mark.parametrize("site", OURS)
def test_the_model_saw_the_sentences_without_the_values(running: Running, site: str) -> None:
    """The model's input holds what surrounds the values, and placeholders in their stead."""
    seen = running.fed.paths.tap(site).read_text()
    tell = {ENGLISH: "Unlock my account", CHINESE: "帮我解锁账户"}[site]
    text = "".join(str(json.loads(line)) for line in seen.splitlines())
    assert tell in text
    assert "<PERSON_1>" in text
    assert "<PHONE_NUMBER_1>" in text


@pytest.mark.parametrize("site", OURS)
def test_the_log_holds_every_dialogue_redacted(running: Running, site: str) -> None:
    """Imports and chats are in the log, under pseudonyms, with placeholders."""
    parts = decrypted_log(running, site)
    assert sum("(import)" in name for name in parts) == IMPORTS
    assert sum("(chat)" in name for name in parts) >= 6
    dialogues = [json.loads(data) for data in parts.values()]
    assert all(d["subject"].startswith("sub_") for d in dialogues)
    assert sum("<PERSON_" in json.dumps(d) for d in dialogues) > IMPORTS / 2


def test_the_messages_of_both_sites_were_read(running: Running) -> None:
    """Train and evaluate replies of both sites, with their arrays, were among what was decoded."""
    parts = surfaces.flower_messages(running.fed.paths.trainer / "flower.db")
    text = b"\n".join(data for name, data in parts.items() if name.startswith("ConfigRecord"))
    for site in OURS:
        assert f"site = {site}".encode() in text
    kinds = [name.split()[0] for name in parts]
    assert kinds.count("Message") >= 8  # train and evaluate, there and back, two sites
    assert any(b"lora_A" in d for name, d in parts.items() if name.startswith("ArrayRecord"))
    arrays = [d for name, d in parts.items() if name.startswith("Array ")]
    assert len(arrays) > 10
    assert all(b"\x93NUMPY" in data for data in arrays)


def test_the_fab_holds_a_handful_of_files(running: Running) -> None:
    """The archive that Flower shipped holds the thin app, and nothing of a site or a model."""
    parts = SURFACES["FAB"](running)
    members = {name.split("!")[1] for name in parts if "!" in name}
    assert "sottovoce_round/client_app.py" in members
    assert len(members) <= 12
    assert all(m.endswith((".py", ".toml", ".md")) or m.startswith(".info") for m in members), (
        members
    )
    assert b"import torch" not in b"".join(parts.values())


def test_a_pack_that_keeps_everything_shows_the_markers(running: Running) -> None:
    """Control: without redaction the same hunt finds markers in model input and decrypted log."""
    tap = {CONTROL: running.fed.paths.tap(CONTROL).read_bytes()}
    logs = decrypted_log(running, CONTROL)
    imported = {name: data for name, data in logs.items() if "(import)" in name}
    chatted = {name: data for name, data in logs.items() if "(chat)" in name}
    for surface, languages in ((tap, {"en", "zh"}), (imported, {"zh"}), (chatted, {"en", "zh"})):
        found = {hit.marker for hit in scan(running.control.markers, surface)}
        assert {marker.language for marker in found} == languages
        assert {"name", "mobile"} <= {marker.kind for marker in found}


# -- mutants: the same surface with one marker written there, as a bug would do it


def _copy(paths: Surface | list[Path], folder: Path) -> dict[str, Path]:
    """Real files, copied aside: by name."""
    copies: dict[str, Path] = {}
    for path in map(Path, paths):
        if path.is_file():
            copies[path.name] = Path(shutil.copy2(path, folder / path.name))
    return copies


def _log_line(told: Running, marker: Marker, folder: Path) -> Surface:
    """A part's logger is given the text that it must not be given."""
    copies = _copy(process_logs(told), folder)
    code = (
        "import sys; from sottovoce.telemetry import configure_logging, get_logger;"
        "configure_logging('edge'); get_logger().info('request', detail=sys.argv[1])"
    )
    with copies["edge-site-a.log"].open("ab") as out:
        subprocess.run(
            [sys.executable, "-c", code, marker.text], stderr=out, stdout=out, check=True
        )
    return surfaces.tree(folder)


def _metric_label(told: Running, marker: Marker, folder: Path) -> Surface:
    """A counter gets the text as a label."""
    from prometheus_client import CollectorRegistry, Counter, generate_latest

    registry = CollectorRegistry()
    Counter("refused", "Requests refused.", ["why"], registry=registry).labels(marker.text).inc()
    return told.metrics | {
        "edge/metrics": told.metrics["gateway/metrics"] + generate_latest(registry)
    }


def _unsealed_row(told: Running, marker: Marker, folder: Path) -> Surface:
    """A row of the log is written without being sealed, and still lies in the write-ahead log."""
    path = _database(told.fed.paths.log(ENGLISH), folder)
    db = sqlite3.connect(path)
    body = json.dumps({"messages": [marker.text]}).encode()
    db.execute("INSERT INTO dialogues VALUES ('x', 'sub_x', 'chat', 1, 0, 0.0, ?)", (body,))
    db.commit()
    parts = {name: data for name, data in surfaces.file(path).items() if name.endswith("-wal")}
    db.close()
    return parts


def _raw_customer(told: Running, marker: Marker, folder: Path) -> Surface:
    """A customer's key is filed under the name itself instead of the pseudonym."""
    path = _database(told.fed.paths.site(ENGLISH) / "log-keys.db", folder)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO customer_keys VALUES (?, x'00')", (marker.text,))
    return surfaces.file(path)


def _metadata(told: Running, marker: Marker, folder: Path) -> Surface:
    """An adapter carries a note in its safetensors metadata."""
    from safetensors.numpy import load_file, save_file

    source = next(told.fed.paths.trainer.rglob("adapter.safetensors"))
    path = folder / "adapter.safetensors"
    save_file(load_file(source), path, metadata={"trained_on": marker.text})
    return surfaces.file(path)


def _tensor_values(told: Running, marker: Marker, folder: Path) -> Surface:
    """An adapter carries a sentence as the numbers of a tensor."""
    from safetensors.numpy import load_file, save_file

    source = next(told.fed.paths.trainer.rglob("adapter.safetensors"))
    hidden = np.array([ord(c) for c in marker.text], dtype=np.float32)
    save_file(load_file(source) | {"x": hidden}, folder / "a.safetensors")
    return surfaces.file(folder / "a.safetensors")


def _manifest(told: Running, marker: Marker, folder: Path) -> Surface:
    """A release's manifest lists more than codes and numbers."""
    source = next(told.fed.paths.trainer.rglob("manifest.json"))
    manifest = json.loads(source.read_bytes())
    manifest["metrics"]["example"] = marker.text
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return surfaces.tree(folder)


def _fab_member(told: Running, marker: Marker, folder: Path) -> Surface:
    """A site's file is packed into the app archive."""
    fab = SURFACES["FAB"](told)["fab 0"]
    held = io.BytesIO(fab)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/import.jsonl", json.dumps({"content": marker.text}) * 4)
    return surfaces.members(held.getvalue(), "fab")


def _flower_message(told: Running, marker: Marker, folder: Path) -> Surface:
    """A site's reply carries the text of an exception."""
    path = _database(told.fed.paths.trainer / "flower.db", folder)
    store_and_delete(path, flower_message("config text", marker.text))
    return surfaces.flower_messages(path)


def _flower_error(told: Running, marker: Marker, folder: Path) -> Surface:
    """A client app lets an exception through, as Flower sends it on."""
    path = _database(told.fed.paths.trainer / "flower.db", folder)
    store_and_delete(path, flower_message("error", marker.text))
    return surfaces.flower_messages(path)


def _flower_row(told: Running, marker: Marker, folder: Path) -> Surface:
    """A run's configuration holds the text."""
    path = _database(told.fed.paths.trainer / "flower.db", folder)
    with closing(sqlite3.connect(path)) as db, db:
        for (trigger,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger'"
        ).fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        db.execute("UPDATE run SET override_config = ?", (json.dumps({"note": marker.text}),))
    return surfaces.file(path)


def _vault_row(told: Running, marker: Marker, folder: Path) -> Surface:
    """A conversation's table is stored without being sealed."""
    files = _copy(vault(told), folder)
    path = next(p for p in files.values() if p.read_bytes().startswith(b"SQLite"))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE leak (token TEXT, value TEXT)")
        db.execute("INSERT INTO leak VALUES ('<PERSON_1>', ?)", (marker.text,))
    return surfaces.file(path)


def _left_behind(told: Running, marker: Marker, folder: Path) -> Surface:
    """A temporary file with an import's rows, compressed, is left behind."""
    import gzip

    (folder / "import.tmp").write_bytes(gzip.compress(marker.text.encode()))
    return surfaces.tree(folder)


def _printed(told: Running, marker: Marker, folder: Path) -> Surface:
    """An import prints the line that it could not read."""
    return {ENGLISH: told.imported[ENGLISH].encode() + f"line 3: {marker.text}".encode()}


MUTANTS: dict[str, tuple[str, Callable[[Running, Marker, Path], Surface]]] = {
    "log line": ("process logs", _log_line),
    "metric label": ("metrics", _metric_label),
    "unsealed row": ("log files", _unsealed_row),
    "raw customer id": ("log files", _raw_customer),
    "safetensors metadata": ("adapter", _metadata),
    "tensor values": ("adapter", _tensor_values),
    "manifest": ("adapter", _manifest),
    "zip member": ("FAB", _fab_member),
    "message": ("Flower's messages", _flower_message),
    "error reply": ("Flower's messages", _flower_error),
    "run row": ("Flower's state database", _flower_row),
    "vault row": ("vault", _vault_row),
    "left behind": ("disk", _left_behind),
    "printed line": ("import commands", _printed),
}


def _database(path: Path, folder: Path) -> Path:
    """A consistent copy of a live database."""
    copy = folder / path.name
    with closing(sqlite3.connect(path, timeout=20)) as source, closing(sqlite3.connect(copy)) as to:
        source.backup(to)
        to.execute("PRAGMA journal_mode=WAL")
    return copy


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_leak_would_be_found(
    running: Running, tmp_path: Path, mutant: str, language: str
) -> None:
    """With a marker written on the surface in the way a bug would, the hunt finds that marker."""
    marker = MarkerMaker(running.maker.seed + 7).marker("name", language)
    surface = MUTANTS[mutant][1](running, marker, tmp_path)
    assert marker in {hit.marker for hit in scan((marker,), surface)}


def test_every_surface_has_a_control() -> None:
    """No surface goes without a mutant, save the two that the control site answers for."""
    covered = {surface for surface, _ in MUTANTS.values()}
    assert covered | {"model input", "decrypted log"} == set(SURFACES)
