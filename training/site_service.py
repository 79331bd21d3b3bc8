"""What a site does when the trainer asks: refuse, or train and evaluate, once a round.

The site's own bounds, quorum, base model and consent decide; the trainer is only asked to be
believed where its release is signed. All that leaves is written to the ledger before it leaves, and
of an error only a code leaves. Knows no socket and no Flower.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sottovoce.errors import AdapterRejected
from sottovoce.telemetry import get_logger
from training.fit import FitDiverged, FitStopped
from training.settings import SiteLimits
from training.site_protocol import VERSION, Code
from training.site_requests import BadRequest, EvaluateRequest, TrainRequest, parse, request_digest
from training.site_state import RoundRow, SiteState
from training.site_worker import Evaluated, Refused, Trained

DAY_SECONDS = 86400.0
BUCKET = 10

log = get_logger()


class Ledger(Protocol):
    """Where everything that leaves the site is written first."""

    def record(
        self,
        kind: Any,
        *,
        bytes: int = 0,
        digest: str = "",
        round: str = "",
        code: str = "",
        detail: dict[str, int | float | str] | None = None,
    ) -> object:
        """Write one entry. Raises if it cannot be written: then nothing may leave."""
        ...


class Worker(Protocol):
    """The model and the log of the site."""

    @property
    def base(self) -> str:
        """The base model's digest."""
        ...

    def train(self, row: RoundRow) -> Trained:
        """Fit. Raises Refused, AdapterRejected, BadRequest, FitDiverged or FitStopped."""
        ...

    def evaluate(self, row: RoundRow, candidate: bytes) -> Evaluated:
        """Held-out loss. Raises Refused, AdapterRejected or FitStopped."""
        ...


@dataclass(frozen=True)
class SiteReply:
    """What leaves the site: a code, numbers, and an update's bytes or nothing."""

    code: Code
    metrics: Mapping[str, int | float] = field(default_factory=dict)
    body: bytes = b""


class SiteService:
    """Answers one request at a time; whoever calls it sees to that."""

    def __init__(
        self,
        *,
        site: str,
        worker: Worker,
        state: SiteState,
        ledger: Ledger,
        limits: SiteLimits,
        clock: Callable[[], float],
    ) -> None:
        self._site = site
        self._worker = worker
        self._state = state
        self._ledger = ledger
        self._limits = limits
        self._clock = clock

    def handle(self, header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        """One request to one reply: a header with code, site, base and metrics, and a body."""
        reply = self._answer(header, body)
        return self._header(reply), reply.body

    def status(self) -> dict[str, Any]:
        """The reply to a status request, safe to ask at any time."""
        return self._header(SiteReply(Code.OK, {"protocol": VERSION}))

    def refuse(self, code: Code) -> dict[str, Any]:
        """The reply that says no, written to the ledger first."""
        return self._header(self._refusal(code, ""))

    def _header(self, reply: SiteReply) -> dict[str, Any]:
        return {
            "code": reply.code.value,
            "site": self._site,
            "base": self._worker.base,
            "metrics": dict(reply.metrics),
        }

    def _answer(self, header: dict[str, Any], body: bytes) -> SiteReply:
        """The boundary that errors do not cross: a code goes out, the kind of error to the log."""
        name = ""
        try:
            match header.get("op"):
                case "status":
                    return SiteReply(Code.OK, {"protocol": VERSION})
                case "train":
                    train = parse(TrainRequest, header)
                    name = train.round
                    return self._train(train, request_digest(header, body), body)
                case "evaluate":
                    evaluate = parse(EvaluateRequest, header)
                    name = evaluate.round
                    return self._evaluate(evaluate, body)
                case _:
                    raise BadRequest
        except Refused as err:
            return self._refusal(err.code, name)
        except BadRequest:
            return self._refusal(Code.BAD_REQUEST, name)
        except AdapterRejected as err:
            log.warning("adapter rejected", round=name, reason=err.reason)
            return self._refusal(Code.ADAPTER_REJECTED, name)
        except (FitDiverged, FitStopped) as err:
            return self._failure(err, name)
        except Exception as err:  # noqa: BLE001 - an exception's text may quote a dialogue
            return self._failure(err, name)

    def _train(self, request: TrainRequest, digest: str, body: bytes) -> SiteReply:
        known = self._state.get(request.round)
        if known is not None and known.request_digest != digest:
            raise Refused(Code.ROUND_USED)
        if known is not None and known.update:
            return self._send_update(request.round, known.update, known.metrics)
        if known is not None and known.finished is not None:  # given, and dropped since
            raise Refused(Code.ROUND_USED)
        self._permit(request, known)
        now = self._clock()
        row = RoundRow(request.round, digest, request, known.started if known else now, body)
        self._state.begin(row)
        trained = self._fit(row)
        metrics = {
            "examples": trained.examples,
            "customers_bucket": trained.customers // BUCKET * BUCKET,
            "loss_before": trained.loss_before,
            "loss_after": trained.loss_after,
            "steps": trained.steps,
            "seconds": round(trained.seconds, 3),
            "update_bytes": len(trained.update),
        }
        self._state.finish(
            request.round, trained.update, metrics, held_out=trained.held_out, now=self._clock()
        )
        return self._send_update(request.round, trained.update, metrics)

    def _permit(self, request: TrainRequest, known: RoundRow | None) -> None:
        """Raises Refused or BadRequest if the site's own rules say no."""
        request.check(self._limits)
        if request.min_sites < self._limits.min_sites:
            raise Refused(Code.QUORUM_REFUSED)
        if request.base != self._worker.base:
            raise Refused(Code.BASE_MISMATCH)
        today = self._state.count_since(self._clock() - DAY_SECONDS)
        if known is None and today >= self._limits.rounds_per_day:
            raise Refused(Code.ROUND_LIMIT)

    def _fit(self, row: RoundRow) -> Trained:
        try:
            return self._worker.train(row)
        except (Refused, AdapterRejected, BadRequest):
            # Nothing was learnt and nothing leaves: the round may be asked for again.
            self._state.forget(row.round)
            raise

    def _send_update(
        self, name: str, update: bytes, metrics: Mapping[str, int | float]
    ) -> SiteReply:
        self._ledger.record(
            "update",
            bytes=len(update),
            digest=hashlib.sha256(update).hexdigest(),
            round=name,
            code=Code.OK.value,
            detail=dict(metrics),
        )
        return SiteReply(Code.OK, metrics, update)

    def _evaluate(self, request: EvaluateRequest, body: bytes) -> SiteReply:
        row = self._state.get(request.round)
        if row is None or not row.update:
            raise Refused(Code.ROUND_UNKNOWN)
        digest = hashlib.sha256(body).hexdigest()
        metrics = self._state.evaluation(request.round, digest)
        if metrics is None:
            if self._state.evaluations(request.round) >= self._limits.evaluations_per_round:
                raise Refused(Code.ROUND_LIMIT)
            result = self._worker.evaluate(row, body)
            metrics = {
                "loss_before": result.loss_before,
                "loss_candidate": result.loss_candidate,
                "held_out": result.held_out,
            }
            self._state.add_evaluation(request.round, digest, metrics, now=self._clock())
        self._ledger.record(
            "evaluation",
            digest=digest,
            round=request.round,
            code=Code.OK.value,
            detail=dict(metrics),
        )
        return SiteReply(Code.OK, metrics)

    def _refusal(self, code: Code, name: str) -> SiteReply:
        try:
            self._ledger.record("refusal", round=name, code=code.value)
        except Exception as err:  # noqa: BLE001 - as above; the code itself holds no data
            log.error("ledger failed", error=type(err).__name__)
            return SiteReply(Code.INTERNAL)
        log.info("refused", round=name, code=code.value)
        return SiteReply(code)

    def _failure(self, err: Exception, name: str) -> SiteReply:
        frame = traceback.extract_tb(err.__traceback__)[-1:]
        where = f"{frame[0].name}:{frame[0].lineno}" if frame else ""
        log.error("round failed", round=name, error=type(err).__name__, where=where)
        return self._refusal(Code.INTERNAL, name)
