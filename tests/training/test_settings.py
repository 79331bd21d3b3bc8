"""The site trainer's settings: bounds, faults, and pages that say the same as the code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sottovoce.errors import ConfigInvalid
from sottovoce.settings import load_settings
from training.settings import SiteLimits, SiteTrainerSettings
from training.site_protocol import Code

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / language / "site-trainer.md" for language in ("en", "zh")]
GOOD: dict[str, Any] = {
    "site": "site-a",
    "model": "/m",
    "log": {"path": "/l", "keys_path": "/k", "site_key_file": "/s"},
    "egress_path": "/e",
    "release_public_key_file": "/r",
    "socket": "/run/site.sock",
    "state_path": "/st",
}


def _load(**changes: Any) -> SiteTrainerSettings:
    return load_settings(SiteTrainerSettings, None, env={}, overrides=GOOD | changes)


def test_defaults_suffice() -> None:
    """With the paths alone the site has bounds, one thread and its own user as a peer."""
    settings = _load()
    assert settings.limits == SiteLimits()
    assert (settings.threads, settings.niceness, settings.allowed_uids) == (1, 10, None)


def test_bounds_by_environment() -> None:
    """A bound may be set by a variable."""
    env = {"SOTTOVOCE_LIMITS__MAX_STEPS": "7"}
    settings = load_settings(SiteTrainerSettings, None, env=env, overrides=GOOD)
    assert settings.limits.max_steps == 7


@pytest.mark.parametrize(
    "change",
    [
        {"site": "Site A"}, {"socket": "/" + "x" * 107}, {"threads": 0}, {"niceness": 20},
        {"limits": {"held_out_fraction": 0}}, {"limits": {"min_customers": 0}},
        {"limits": {"learning_rate_max": 0}}, {"limits": {"max_stepz": 1}}, {"unknown": 1},
    ],
    ids=str,
)  # fmt: skip
def test_faults(change: dict[str, Any]) -> None:
    """A name, length, number or key that cannot be meant is a fault."""
    with pytest.raises(ConfigInvalid):
        _load(**change)


def _rows(page: Path) -> dict[str, str]:
    """First cell to second cell of every table row, without the quotes."""
    rows = re.findall(r"^\| `([^|]+)` \| ([^|]*) \|", page.read_text(), re.MULTILINE)
    return {name.replace("`", ""): value.strip(" `") for name, value in rows}


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_pages_list_every_setting_and_code(page: Path) -> None:
    """Every bound stands in both pages with its default, every top field too, and every code."""
    rows = _rows(page)
    for name, field in SiteLimits.model_fields.items():
        assert rows.pop(f"limits.{name}") == str(field.default), name
    for name in SiteTrainerSettings.model_fields:
        assert name == "limits" or any(row.startswith(name) for row in rows), name
    for code in Code:
        assert code.value in rows, code
    assert (rows["pack"], rows["threads"], rows["niceness"]) == ("default", "1", "10")
