"""The leak report's window and signature."""

from __future__ import annotations

import json

import pytest

from edge_node.report import check_report, make_report, parse_since
from sottovoce.egress import EgressLedger
from sottovoce.errors import ConfigInvalid
from tests.edge_node.serving import Site


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30m", 1_000_000 - 1800),
        ("24h", 1_000_000 - 86400),
        ("2w", 1_000_000 - 1209600),
        ("1970-01-02", 86400),
        ("1970-01-01T01:00:00+01:00", 0),
    ],
)
def test_moments(text: str, seconds: float) -> None:
    """Ago or ISO 8601; without a zone it is UTC."""
    assert parse_since(text, 1_000_000) == seconds


@pytest.mark.parametrize("text", ["", "yesterday", "5", "-3h", "3y"])
def test_no_moment(text: str) -> None:
    """Anything else is told."""
    with pytest.raises(ConfigInvalid):
        parse_since(text, 0)


def test_a_report_verifies_until_it_is_changed(site: Site) -> None:
    """What left since the moment is counted; any change breaks the signature."""
    now = [100.0]
    ledger = EgressLedger(site.settings.egress_path, lambda: now[0])
    ledger.record("reply", bytes=7, digest="d")
    now[0] = 99_000.0
    ledger.record("reply", bytes=5, digest="d")
    ledger.record("refusal", code="privacy_refused")
    ledger.close()
    document = make_report(site.settings, "24h", 100_000.0)
    assert document["report"]["totals"]["reply"] == {"count": 1, "bytes": 5}
    assert document["report"]["refusals"] == {"privacy_refused": 1}
    file = site.root / "report.json"
    file.write_text(json.dumps(document))
    assert check_report(file, site.root / "report.pub")
    assert not check_report(file, site.root / "release.pub")
    document["report"]["totals"]["reply"]["bytes"] = 4
    file.write_text(json.dumps(document))
    assert not check_report(file, site.root / "report.pub")


def test_without_a_key_there_is_no_report(site: Site) -> None:
    """An unsigned report is not made."""
    with pytest.raises(ConfigInvalid, match="report_key_file"):
        make_report(site.settings.model_copy(update={"report_key_file": None}), "24h", 0.0)
