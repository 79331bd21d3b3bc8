"""The leak report of a site: what left it since a moment, signed with the site's report key.

Knows how a moment is written (`24h`, `7d`, ISO 8601) and where the ledger lies.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from edge_node.settings import EdgeSettings
from sottovoce.crypto import load_private, load_public
from sottovoce.egress import EgressLedger, signed_report, verify_report
from sottovoce.errors import ConfigInvalid

_UNITS = {"m": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}


def parse_since(text: str, now: float) -> float:
    """Seconds since the epoch of `30m`, `24h`, `7d`, `2w` ago, or of an ISO date. Raises ConfigInvalid."""
    ago = re.fullmatch(r"(\d{1,6})([mhdw])", text)
    if ago:
        return now - int(ago[1]) * _UNITS[ago[2]]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigInvalid(["--since takes 30m, 24h, 7d, 2w or an ISO 8601 date"]) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def make_report(settings: EdgeSettings, since: str, now: float) -> dict[str, Any]:
    """The signed report. Raises ConfigInvalid without a report key, KeyUnavailable, LogUnavailable."""
    if settings.report_key_file is None:
        raise ConfigInvalid(["report_key_file: is not set, so the report could not be signed"])
    start = parse_since(since, now)
    private = load_private(settings.report_key_file)
    ledger = EgressLedger(settings.egress_path)
    try:
        return signed_report(ledger, settings.site, start, now, private)
    finally:
        ledger.close()


def check_report(file: Path, public: Path) -> bool:
    """Whether the key signed exactly this report. Raises ConfigInvalid, KeyUnavailable."""
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ConfigInvalid([f"{file}: is no readable report"]) from None
    return isinstance(document, dict) and verify_report(document, load_public(public))
