"""Preparing base models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from edge_node.models import prepare
from sottovoce.errors import ConfigInvalid
from sottovoce.release import base_digest


def _quiet(done: float, text: str) -> None:
    assert 0 <= done <= 1
    assert text


def test_a_prepared_model_is_left_alone(tiny_model: Path) -> None:
    """A second preparation from the same source gives the same digest and touches no file."""
    before = {file.name: file.stat().st_mtime_ns for file in tiny_model.iterdir()}
    assert prepare("tiny", tiny_model, progress=_quiet) == base_digest(tiny_model)
    assert {file.name: file.stat().st_mtime_ns for file in tiny_model.iterdir()} == before


def test_another_source_is_not_written_over(tiny_model: Path) -> None:
    """A directory with something else in it is refused."""
    with pytest.raises(ConfigInvalid):
        prepare("gemma", tiny_model, progress=_quiet)


def test_a_directory_is_a_source(tiny_model: Path, tmp_path: Path) -> None:
    """A local transformers model is copied whole, readable for a second user of the site."""
    out = tmp_path / "copy"
    prepare(str(tiny_model), out, progress=_quiet)
    assert (out / "chat_template.jinja").read_bytes() == (
        tiny_model / "chat_template.jinja"
    ).read_bytes()
    assert json.loads((out / "config.json").read_text())["vocab_size"] == 1536
    assert (out / "model.safetensors").stat().st_mode & 0o044 == 0o044
    assert not [path for path in tmp_path.iterdir() if path != out]


def test_no_model_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    """A source that does not load is a configuration fault; no half-written folder stays."""
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ConfigInvalid):
        prepare(str(empty), tmp_path / "out", progress=_quiet)
    assert list(tmp_path.iterdir()) == [empty]


@pytest.mark.slow
def test_the_tiny_model_is_the_same_every_time(tiny_model: Path, tmp_path: Path) -> None:
    """Two preparations give the same bytes, so every site has the same base."""
    assert prepare("tiny", tmp_path / "again", progress=_quiet) == base_digest(tiny_model)
