"""The trainer put together: a part that dies takes the trainer down. The rest is the deployment test's."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from pathlib import Path

import pytest

from sottovoce.errors import ConfigInvalid
from training.app import hold, watched


def test_a_part_that_dies_is_told_by_its_type(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever ended a thread ends the trainer, and the text of the error is not logged."""
    failed: list[bool] = []

    def work() -> None:
        raise sqlite3.OperationalError("tiger")

    watched(work, lambda: failed.append(True))()
    assert failed == [True]
    said = capsys.readouterr()
    assert "OperationalError" in said.out + said.err
    assert "tiger" not in said.out + said.err


def test_a_part_that_ends_by_itself_ends_nothing_else() -> None:
    """A thread that was asked to end is no failure."""
    failed: list[bool] = []
    watched(lambda: None, lambda: failed.append(True))()
    assert failed == []


def test_a_state_folder_is_one_trainers(tmp_path: Path) -> None:
    """A second trainer is refused while the first runs, and no child inherits the lock."""
    lock = hold(tmp_path)
    assert fcntl.fcntl(lock, fcntl.F_GETFD) & fcntl.FD_CLOEXEC
    with pytest.raises(ConfigInvalid, match="another trainer"):
        hold(tmp_path)
    os.close(lock)
    os.close(hold(tmp_path))
