"""What the trainer remembers over a restart."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from sottovoce.errors import ConfigInvalid
from training.state import PollRow, TrainerState


def test_everything_survives_a_restart(tmp_path: Path) -> None:
    """Rounds with their log, the pointer, polls, notes and skips are there again."""
    state = TrainerState(tmp_path / "trainer.db")
    assert state.add_round("round-1", "schedule", 1.0)
    state.begin("round-1", 2.0)
    state.note_run("round-1", 2**64 - 1)
    state.end("round-1", "released", 3.0, summary={"reason": "x"}, release="r1")
    state.move_pointer("r1", "round", 3.0)
    state.note_poll(PollRow("site-a", 20, None, 1, 4.0))
    state.set_note("schedule", {"last": 5.0})
    state.log_skip(6.0, "busy")
    state.close()

    again = TrainerState(tmp_path / "trainer.db")
    (row,) = again.rounds()
    assert (row.id, row.state, row.run_id, row.release) == ("round-1", "released", 2**64 - 1, "r1")
    assert [entry["state"] for entry in again.round_log("round-1")] == [
        "queued",
        "running",
        "released",
    ]
    assert again.pointer() == (1, "r1")
    assert again.bucket_sum() == 20
    assert again.get_note("schedule") == {"last": 5.0}
    assert [skip["note"] for skip in again.skips()] == ["busy"]
    assert again.active() is None
    again.close()


def test_one_round_is_active_at_a_time(tmp_path: Path) -> None:
    """The database itself refuses a second one, from another connection too."""
    first, second = TrainerState(tmp_path / "t.db"), TrainerState(tmp_path / "t.db")
    assert first.add_round("round-1", "manual", 1.0)
    assert not second.add_round("round-2", "schedule", 1.0)
    first.begin("round-1", 2.0)
    assert not second.add_round("round-3", "schedule", 2.0)
    first.end("round-1", "failed", 3.0, summary={})
    assert second.add_round("round-4", "schedule", 4.0)
    first.close()
    second.close()


def test_only_final_states_end_a_round(tmp_path: Path) -> None:
    """A typo does not become a state; the file is its owner's alone."""
    state = TrainerState(tmp_path / "t.db")
    state.add_round("round-1", "manual", 1.0)
    with pytest.raises(ValueError, match="not a final state"):
        state.end("round-1", "done", 2.0, summary={})
    assert stat.S_IMODE((tmp_path / "t.db").stat().st_mode) == 0o600
    state.close()


def test_a_file_that_is_none_of_ours_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    """Garbage, and the file of a newer version, are told in a line and left as they are."""
    file = tmp_path / "t.db"
    file.write_bytes(b"no database" * 100)
    with pytest.raises(ConfigInvalid, match="state_dir"):
        TrainerState(tmp_path / "t.db")
    assert file.read_bytes() == b"no database" * 100
    file.unlink()
    newer = sqlite3.connect(file)
    newer.execute("PRAGMA user_version=999")
    newer.close()
    with pytest.raises(ConfigInvalid, match="newer version"):
        TrainerState(tmp_path / "t.db")
