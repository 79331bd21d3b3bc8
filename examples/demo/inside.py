"""Looks inside a site: what its model was given and what its log holds.

The tap is a diagnostic of the edge (off by default); the log is read with the site's own command.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from examples.demo.federation import Federation


class Inside:
    """One federation's insides."""

    def __init__(self, federation: Federation) -> None:
        self._federation = federation
        self._seen: dict[str, int] = {}
        self._known: dict[str, set[str]] = {}

    def new_inputs(self, site: str) -> list[str]:
        """Every prompt that the site's model got since the last call."""
        path = self._federation.paths.tap(site)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        start = self._seen.get(site, 0)
        self._seen[site] = len(lines)
        return [str(json.loads(line)["prompt"]) for line in lines[start:]]

    def log(self, site: str) -> list[dict[str, Any]]:
        """The site's dialogues, oldest first, as `sottovoce edge log show` prints them."""
        config = str(self._federation.paths.config(f"edge:{site}"))
        printed = self._federation.command(
            "edge", "log", "show", "--config", config, "--limit", "100000"
        )
        return [json.loads(line) for line in printed.splitlines() if line.strip()]

    def new_rows(self, site: str) -> list[dict[str, Any]]:
        """The site's dialogues that were not in its log at the last call."""
        known = self._known.setdefault(site, set())
        fresh = [one for one in self.log(site) if one["id"] not in known]
        known.update(one["id"] for one in fresh)
        return fresh


def transcript(messages: list[dict[str, Any]]) -> str:
    """Messages as `role: text` lines."""
    return "\n".join(f"{one['role']}: {one['content']}" for one in messages)
