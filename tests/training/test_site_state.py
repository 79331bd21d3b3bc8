"""The site's memory of rounds: one update each, sealed, over a restart."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from sottovoce.errors import ConfigInvalid, SealBroken
from training.site_requests import TrainRequest, parse
from training.site_state import KEEP_SECONDS, RoundRow, SiteState

KEY = b"s" * 32
REQUEST = parse(
    TrainRequest,
    {
        "op": "train", "round": "r1", "min_sites": 2, "release": {"manifest": "YQ==", "signature": "Yg=="},
        "seed": 0, "steps": 1, "batch": 1, "sequence": 8, "learning_rate": 0.1, "rank": 1, "alpha": 1,
        "targets": ["q_proj"], "base": "b",
    },
)  # fmt: skip


def _row(name: str = "r1", **changes: Any) -> RoundRow:
    fields: dict[str, Any] = {"request_digest": "d1", "request": REQUEST, "started": 5.0}
    return RoundRow(round=name, **{**fields, **changes})


def test_a_round_survives_a_restart(tmp_path: Path) -> None:
    """Request, start, update and metrics come back from the file, sealed in between."""
    path = tmp_path / "state.db"
    state = SiteState(path, KEY)
    state.begin(_row(start=b"start-adapter-bytes"))
    assert state.get("r1") == _row(start=b"start-adapter-bytes")
    state.finish("r1", b"the-update-bytes", {"examples": 3}, held_out="h", now=9.0)
    state.close()
    state = SiteState(path, KEY)
    assert state.get("r1") == _row(
        start=b"start-adapter-bytes",
        update=b"the-update-bytes",
        metrics={"examples": 3},
        held_out="h",
        finished=9.0,
    )
    state.close()
    raw = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert b"the-update-bytes" not in raw
    assert b"start-adapter-bytes" not in raw
    with pytest.raises(SealBroken):
        SiteState(path, b"x" * 32).get("r1")


def test_the_first_request_and_the_first_update_stand(tmp_path: Path) -> None:
    """A second begin or finish of a round changes nothing."""
    state = SiteState(tmp_path / "s.db", KEY)
    state.begin(_row())
    state.begin(_row(request_digest="other"))
    state.finish("r1", b"one", {}, held_out="", now=6.0)
    state.finish("r1", b"two", {}, held_out="", now=7.0)
    state.forget("r1")
    row = state.get("r1")
    assert row is not None
    assert (row.request_digest, row.update) == ("d1", b"one")
    state.close()


def test_rounds_are_counted_from_their_beginning(tmp_path: Path) -> None:
    """A round counts from when it began; one that is taken back does not count."""
    state = SiteState(tmp_path / "s.db", KEY)
    for i, name in enumerate(("a", "b", "c")):
        state.begin(_row(name, started=float(i)))
    assert [state.count_since(t) for t in (0.0, 1.0, 3.0)] == [3, 2, 0]
    state.forget("b")
    assert state.count_since(0.0) == 2
    assert state.get("b") is None
    state.close()


def test_old_adapters_are_dropped_and_rows_stay(tmp_path: Path) -> None:
    """After a week a round's bytes are gone; that it was used is still known."""
    state = SiteState(tmp_path / "s.db", KEY)
    for name, now in (("old", 0.0), ("new", KEEP_SECONDS + 1)):
        state.begin(_row(name, start=b"s"))
        state.finish(name, b"u", {}, held_out="", now=now)
    old, new = state.get("old"), state.get("new")
    assert old is not None
    assert (old.update, old.start, old.finished) == (b"", b"", 0.0)
    assert new is not None
    assert new.update == b"u"
    state.close()


def test_evaluations_are_kept_by_candidate(tmp_path: Path) -> None:
    """Numbers are kept for each candidate of a round, the first ones for good."""
    state = SiteState(tmp_path / "s.db", KEY)
    state.begin(_row())
    assert state.evaluation("r1", "c1") is None
    state.add_evaluation("r1", "c1", {"held_out": 2}, now=1.0)
    state.add_evaluation("r1", "c1", {"held_out": 3}, now=2.0)
    assert state.evaluation("r1", "c1") == {"held_out": 2}
    assert (state.evaluations("r1"), state.evaluations("r2")) == (1, 0)
    state.close()


def test_a_file_that_is_none_of_ours_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    """Garbage, and the file of a newer version, are told in a line and left as they are."""
    file = tmp_path / "t.db"
    file.write_bytes(b"no database" * 100)
    with pytest.raises(ConfigInvalid, match="state_path"):
        SiteState(tmp_path / "t.db", KEY)
    assert file.read_bytes() == b"no database" * 100
    file.unlink()
    newer = sqlite3.connect(file)
    newer.execute("PRAGMA user_version=999")
    newer.close()
    with pytest.raises(ConfigInvalid, match="newer version"):
        SiteState(tmp_path / "t.db", KEY)
