"""Where prepared models are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from examples.demo import models


def test_the_cache_follows_xdg() -> None:
    """XDG_CACHE_HOME moves the cache; an empty one is as good as none."""
    assert models.cache_folder({"XDG_CACHE_HOME": "/c"}) == Path("/c/sottovoce/models")
    home = Path.home() / ".cache/sottovoce/models"
    assert models.cache_folder({}) == models.cache_folder({"XDG_CACHE_HOME": ""}) == home


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("gemma", "gemma"),
        ("Qwen/Qwen2.5-0.5B", "Qwen--Qwen2.5-0.5B"),
        ("../no/m", "no--m"),
        ("?", "model"),
    ],
)
def test_every_model_has_a_folder_of_its_own(model: str, name: str) -> None:
    """No name leads out of the cache."""
    assert models.folder_name(model) == name


def test_a_changed_folder_is_prepared_anew(tmp_path: Path) -> None:
    """A model that was trained again at the same place is not taken from the cache."""
    (tmp_path / "model.safetensors").write_bytes(b"1")
    first = models.folder_name(str(tmp_path))
    assert models.folder_name(str(tmp_path)) == first
    (tmp_path / "model.safetensors").write_bytes(b"22")
    assert models.folder_name(str(tmp_path)) != first


def test_only_an_id_may_use_the_network(tmp_path: Path) -> None:
    """A known name and a folder are prepared offline."""
    for offline in ("gemma", "tiny", str(tmp_path)):
        assert models.environment(offline)["HF_HUB_OFFLINE"] == "1"
    assert "HF_HUB_OFFLINE" not in models.environment("org/model")
