"""The trainer put together: a part that dies takes the trainer down. The rest is the deployment test's."""

from __future__ import annotations

import sqlite3

import pytest

from training.app import watched


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
