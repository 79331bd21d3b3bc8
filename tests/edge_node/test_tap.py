"""The diagnostic tap."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from edge_node.tap import PromptTap
from sottovoce.errors import ConfigInvalid


def test_prompts_are_appended_to_a_private_file(tmp_path: Path) -> None:
    """One JSON line each, across openings, mode 0600."""
    path = tmp_path / "tap.jsonl"
    for prompt in ("one\nline", "二"):
        tap = PromptTap(path)
        tap.write("req", prompt)
        tap.close()
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert [row["prompt"] for row in rows] == ["one\nline", "二"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_tap_that_cannot_be_opened_is_a_fault_of_the_configuration(tmp_path: Path) -> None:
    """The field is named."""
    with pytest.raises(ConfigInvalid, match="model_input_tap"):
        PromptTap(tmp_path / "none" / "tap.jsonl")
