"""The ledger of what left, and its signed report."""

from __future__ import annotations

import copy
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sottovoce.egress import OPEN, EgressLedger, build_report, signed_report, verify_report
from sottovoce.errors import LogUnavailable


@pytest.fixture
def ledger(tmp_path: Path) -> EgressLedger:
    now = iter(range(100, 200))
    made = EgressLedger(tmp_path / "egress.db", clock=lambda: float(next(now)))
    made.record("reply", bytes=10, digest="d1")
    made.record("update", bytes=1000, digest="d2", round="r1", detail={"examples": 7})
    made.record("refusal", code="privacy_refused")
    made.record("refusal", code="privacy_refused")
    made.record("poll", detail={"bucket": 70})
    return made


def test_entries_come_back_from_a_time_on(ledger: EgressLedger) -> None:
    """Entries keep their order and their facts."""
    assert [e.kind for e in ledger.entries(since=101.0)] == ["update", "refusal", "refusal", "poll"]
    assert ledger.entries()[1].detail == {"examples": 7}


def test_the_report_counts_and_names_updates(ledger: EgressLedger) -> None:
    """Totals by kind, refusals by code, each update by its digest."""
    private = Ed25519PrivateKey.generate()
    document = signed_report(ledger, "site-a", 0.0, 500.0, private)
    report = document["report"]
    assert report["totals"]["reply"] == {"count": 1, "bytes": 10}
    assert report["refusals"] == {"privacy_refused": 2}
    assert [(u["digest"], u["round"], u["bytes"]) for u in report["updates"]] == [
        ("d2", "r1", 1000)
    ]
    assert verify_report(json.loads(json.dumps(document)), private.public_key())


def test_a_changed_report_does_not_verify(ledger: EgressLedger) -> None:
    """Neither the report, the signature nor the embedded key can be exchanged."""
    private = Ed25519PrivateKey.generate()
    document = signed_report(ledger, "site-a", 0.0, 500.0, private)

    def broken(change: Any) -> bool:
        changed = copy.deepcopy(document)
        change(changed)
        return verify_report(changed, private.public_key())

    assert not broken(lambda d: d["report"]["totals"]["reply"].update(count=0))
    assert not broken(lambda d: d.update(signature="AAAA"))
    assert not broken(lambda d: d.update(signature="not base64!"))
    assert not broken(lambda d: d.pop("report"))
    other = Ed25519PrivateKey.generate()
    forged = signed_report(ledger, "site-a", 0.0, 500.0, other)
    assert not verify_report(forged, private.public_key())


def test_an_open_entry_is_filled_in_or_stays_open(ledger: EgressLedger) -> None:
    """A stream is in the ledger before it leaves; a crash leaves it open and not missing."""
    done = ledger.record("reply", code=OPEN)
    ledger.record("reply", code=OPEN)
    ledger.amend(done, bytes=5, digest="d9", detail={"tokens": 2})
    report = build_report(ledger, "site-a", 0.0, 500.0)
    assert report["totals"]["reply"] == {"count": 3, "bytes": 15}
    assert report["open_replies"] == 1
    assert ledger.entries()[5].digest == "d9"


def test_polls_that_share_an_entry_are_all_counted(ledger: EgressLedger) -> None:
    """An entry that stands for several polls counts as many."""
    entry = ledger.record("poll", detail={"times": 1})
    ledger.amend(entry, detail={"times": 40})
    assert build_report(ledger, "site-a", 0.0, 500.0)["totals"]["poll"]["count"] == 41


def test_an_unknown_kind_is_refused(ledger: EgressLedger) -> None:
    """The ledger knows its kinds."""
    with pytest.raises(ValueError, match="kind"):
        ledger.record("gossip")  # type: ignore[arg-type]


def test_a_ledger_that_cannot_be_written_says_so(ledger: EgressLedger, tmp_path: Path) -> None:
    """What cannot be noted must not leave."""
    with sqlite3.connect(tmp_path / "egress.db") as raw:
        raw.execute("DROP TABLE egress")
    with pytest.raises(LogUnavailable):
        ledger.record("reply")
    with pytest.raises(LogUnavailable):
        ledger.amend(1)
    (tmp_path / "folder").mkdir()
    with pytest.raises(LogUnavailable):
        EgressLedger(tmp_path / "folder")
