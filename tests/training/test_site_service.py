"""What a site answers: its own rules first, one update a round, and nothing leaves but codes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sottovoce.egress import EgressLedger
from sottovoce.errors import AdapterRejected, LogUnavailable
from training.fit import FitDiverged
from training.settings import SiteLimits
from training.site_protocol import Code
from training.site_requests import BadRequest
from training.site_service import DAY_SECONDS, SiteService
from training.site_state import RoundRow, SiteState
from training.site_worker import Evaluated, Refused, Trained

TRAIN: dict[str, Any] = {
    "op": "train", "round": "r1", "min_sites": 2, "release": None, "seed": 0, "steps": 4,
    "batch": 2, "sequence": 64, "learning_rate": 5e-4, "rank": 4, "alpha": 8,
    "targets": ["q_proj"], "base": "sha256:base",
}  # fmt: skip
LIMITS = SiteLimits(rounds_per_day=3, evaluations_per_round=2)
SECRET = "Zhang Wei 13812345678"


class FakeWorker:
    """Counts its calls; raises what it is told to."""

    base = "sha256:base"

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.error: Exception | None = None

    def train(self, row: RoundRow) -> Trained:
        self.calls.append(row.round)
        if self.error is not None:
            raise self.error
        update = b"update %d" % len(self.calls)
        return Trained(update, 31, 17, 2.0, 1.5, row.request.steps, 0.25, "held")

    def evaluate(self, row: RoundRow, candidate: bytes) -> Evaluated:
        self.calls.append("evaluate " + row.round)
        if self.error is not None:
            raise self.error
        return Evaluated(2.0, 1.0 + len(candidate), 9)


class Site:
    """A service over real state and ledger files, and a fake worker and clock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.worker = FakeWorker()
        self.now = 1e6
        self.open()

    def open(self) -> None:
        self.state = SiteState(self.folder / "state.db", b"k" * 32)
        self.ledger = EgressLedger(self.folder / "egress.db", lambda: self.now)
        self.service = SiteService(
            site="site-a",
            worker=self.worker,
            state=self.state,
            ledger=self.ledger,
            limits=LIMITS,
            clock=lambda: self.now,
        )

    def close(self) -> None:
        self.state.close()
        self.ledger.close()

    def restart(self) -> None:
        self.close()
        self.open()

    def train(self, body: bytes = b"", **changes: Any) -> tuple[dict[str, Any], bytes]:
        return self.service.handle(TRAIN | changes, body)

    def evaluate(self, body: bytes, name: str = "r1") -> dict[str, Any]:
        return self.service.handle({"op": "evaluate", "round": name}, body)[0]

    def left(self) -> list[tuple[str, str, str]]:
        """(kind, round, code) of each ledger entry."""
        return [(e.kind, e.round, e.code) for e in self.ledger.entries(0)]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A fresh site."""
    made = Site(tmp_path)
    yield made
    made.close()


def test_status_says_who_and_which_base(site: Site) -> None:
    """Status gives site, base and protocol, and leaves no entry."""
    reply, body = site.service.handle({"op": "status"}, b"")
    assert reply == {
        "code": "ok",
        "site": "site-a",
        "base": "sha256:base",
        "metrics": {"protocol": 1},
    }
    assert (body, site.left()) == (b"", [])


def test_an_update_and_its_entry(site: Site) -> None:
    """The reply has the documented numbers, customers in tens, and the ledger knows it first."""
    reply, body = site.train()
    assert body == b"update 1"
    assert reply["code"] == "ok"
    assert reply["metrics"] == {
        "examples": 31, "customers_bucket": 10, "loss_before": 2.0, "loss_after": 1.5,
        "steps": 4, "seconds": 0.25, "update_bytes": 8,
    }  # fmt: skip
    (entry,) = site.ledger.entries(0)
    assert (entry.kind, entry.bytes, entry.round) == ("update", 8, "r1")
    assert entry.digest == hashlib.sha256(body).hexdigest()
    assert entry.detail == reply["metrics"]


def test_one_update_a_round_over_a_restart(site: Site) -> None:
    """The same request gets the same bytes again without a second fit; another one is refused."""
    first = site.train()
    site.restart()
    assert site.train() == first
    assert site.train(seed=1)[0]["code"] == "round_used"
    assert site.train(b"another start")[0]["code"] == "round_used"
    assert site.worker.calls == ["r1"]
    assert [kind for kind, _, _ in site.left()] == ["update", "update", "refusal", "refusal"]


def test_a_round_is_used_for_good(site: Site) -> None:
    """After its bytes were dropped a round is refused, not trained again."""
    site.train()
    site.now += 8 * DAY_SECONDS
    site.train(round="r2")
    assert site.train()[0]["code"] == "round_used"
    assert site.worker.calls == ["r1", "r2"]


def test_a_crash_in_the_fit_may_be_made_good(site: Site) -> None:
    """A round that broke off without an update is trained by the same request, and no other; the day's limit
    has counted it once."""
    for name in ("r2", "r3"):
        site.train(round=name)
    site.worker.error = MemoryError()
    assert site.train()[0]["code"] == "internal"
    site.worker.error = None
    site.restart()
    assert site.train(steps=3)[0]["code"] == "round_used"
    assert site.train()[0]["code"] == "ok"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"min_sites": 1}, "quorum_refused"),
        ({"base": "sha256:other"}, "base_mismatch"),
        ({"steps": 25}, "bad_request"),
        ({"batch": 99}, "bad_request"),
        ({"rank": 99}, "bad_request"),
        ({"learning_rate": 0.5}, "bad_request"),
        ({"op": "shell"}, "bad_request"),
        ({"round": "a/b"}, "bad_request"),
    ],
    ids=str,
)
def test_the_sites_rules(site: Site, change: dict[str, Any], code: str) -> None:
    """Each breach has its code, starts no fit, is in the ledger, and uses up no round."""
    reply, body = site.train(**change)
    assert (reply["code"], body, reply["metrics"]) == (code, b"", {})
    assert site.worker.calls == []
    assert [(kind, c) for kind, _, c in site.left()] == [("refusal", code)]
    assert site.train()[0]["code"] == "ok"


def test_rounds_a_day(site: Site) -> None:
    """Over the limit a new round is refused, an old one is still given, and tomorrow goes on."""
    for name in ("r1", "r2", "r3"):
        assert site.train(round=name)[0]["code"] == "ok"
    assert site.train(round="r4")[0]["code"] == "round_limit"
    assert site.train(round="r2")[0]["code"] == "ok"
    site.now += DAY_SECONDS + 1
    assert site.train(round="r4")[0]["code"] == "ok"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Refused(Code.NO_TRAINABLE_DIALOGUES), "no_trainable_dialogues"),
        (Refused(Code.TOO_FEW_CUSTOMERS), "too_few_customers"),
        (AdapterRejected("signature"), "adapter_rejected"),
        (BadRequest(), "bad_request"),
    ],
    ids=lambda e: type(e).__name__ if isinstance(e, Exception) else e,
)
def test_a_site_that_sits_out_may_be_asked_again(site: Site, error: Exception, code: str) -> None:
    """A refusal before the fit uses up neither the round nor the day's limit."""
    site.worker.error = error
    for n in range(5):
        assert site.train(round=f"r{n}")[0]["code"] == code
    site.worker.error = None
    assert site.train(seed=9)[0]["code"] == "ok"


@pytest.mark.parametrize(
    "error", [ValueError(SECRET), RuntimeError(SECRET), KeyError(SECRET), FitDiverged(SECRET)]
)
def test_no_text_of_an_error_leaves(
    site: Site, error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error that quotes a dialogue becomes a code; its text is in no reply, ledger or log."""
    site.worker.error = error
    reply, body = site.train()
    assert (reply["code"], reply["metrics"], body) == ("internal", {}, b"")
    shown = capsys.readouterr()
    everything = f"{reply}{site.ledger.entries(0)}{shown.out}{shown.err}"
    assert type(error).__name__ in everything
    assert "Zhang" not in everything
    assert "138123" not in everything


def test_nothing_leaves_that_cannot_be_written_down(site: Site) -> None:
    """With a broken ledger no update, evaluation or refusal code goes out, only internal."""
    site.train(round="r0")

    class Broken:
        def record(self, *_: Any, **__: Any) -> None:
            raise LogUnavailable

    site.service = SiteService(
        site="site-a",
        worker=site.worker,
        state=site.state,
        ledger=Broken(),
        limits=LIMITS,
        clock=lambda: site.now,
    )
    for reply, body in (site.train(), site.train(round="r0"), site.train(min_sites=1)):
        assert (reply["code"], reply["metrics"], body) == ("internal", {}, b"")
    assert site.evaluate(b"c", "r0")["code"] == "internal"


def test_evaluation_only_of_a_round_of_ours(site: Site) -> None:
    """A candidate is evaluated for a round this site trained in, and the numbers are in the ledger."""
    assert site.evaluate(b"cc")["code"] == "round_unknown"
    site.train()
    reply = site.evaluate(b"cc")
    assert reply["metrics"] == {"loss_before": 2.0, "loss_candidate": 3.0, "held_out": 9}
    assert site.left()[-1] == ("evaluation", "r1", "ok")
    assert site.ledger.entries(0)[-1].digest == hashlib.sha256(b"cc").hexdigest()


def test_few_candidates_a_round(site: Site) -> None:
    """The same candidate gets the same numbers without work; a third one is refused."""
    site.train()
    first = site.evaluate(b"c")
    site.restart()
    assert site.evaluate(b"c") == first
    assert site.worker.calls == ["r1", "evaluate r1"]
    assert site.evaluate(b"cc")["code"] == "ok"
    assert site.evaluate(b"ccc")["code"] == "round_limit"


def test_a_rejected_candidate(site: Site) -> None:
    """A candidate that fails a check has its code, and the next one is still looked at."""
    site.train()
    site.worker.error = AdapterRejected("nan")
    assert site.evaluate(b"nan")["code"] == "adapter_rejected"
    site.worker.error = None
    assert site.evaluate(b"c")["code"] == "ok"


def test_refusals_of_the_socket_are_written_down(site: Site) -> None:
    """What the socket refuses is in the ledger too."""
    refuse: Callable[[Code], dict[str, Any]] = site.service.refuse
    assert refuse(Code.BUSY)["code"] == "busy"
    assert site.left() == [("refusal", "", "busy")]
