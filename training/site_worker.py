"""The work behind a site's answer: window, examples, fit and held-out loss, in that order.

Holds the base model, loaded once. Starts only from a release signed with the federation's key or from
the deterministic first adapter. Knows nothing of sockets, rounds a day or what was sent before.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sottovoce.crypto import derive
from sottovoce.errors import AdapterRejected
from sottovoce.release import (
    LoraSpec,
    SignedRelease,
    TensorSpec,
    check_tensors,
    decode_adapter,
    encode_adapter,
    verify_release,
)
from sottovoce.telemetry import get_logger
from training.base_model import BaseModel
from training.evaluate import held_out_loss
from training.examples import Example, build_examples
from training.fit import FitDiverged, FitPlan, FitReport, batches, fit
from training.lora import (
    Tensors,
    attached,
    expected_tensors,
    initial_tensors,
    read_tensors,
    resolve_targets,
)
from training.settings import SiteLimits
from training.site_protocol import Code
from training.site_requests import BadRequest, TrainRequest
from training.site_state import RoundRow
from training.window import LEAST_HELD_OUT, DialogueSource, Scanner, choose

MAX_ABS = 100.0
EVALUATION_BATCH = 2

log = get_logger()


class Refused(Exception):
    """The site's own rules say no, with the code that leaves."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True)
class Trained:
    """A finished fit: the adapter as safetensors, and the numbers about it. Losses in nats a token."""

    update: bytes
    examples: int
    customers: int
    loss_before: float
    loss_after: float
    steps: int
    seconds: float
    held_out: str


@dataclass(frozen=True)
class Evaluated:
    """A candidate's loss on the held-out customers, beside that of the round's start."""

    loss_before: float
    loss_candidate: float
    held_out: int


@dataclass(frozen=True)
class _Data:
    train: list[Example]
    held_out: list[Example]
    customers: int

    @property
    def held_out_digest(self) -> str:
        """Which dialogues were held out, as one value: the same before and after, or not."""
        ids = "\n".join(sorted(example.id for example in self.held_out))
        return hashlib.sha256(ids.encode()).hexdigest()


class SiteWorker:
    """One site's model and log. Used by one thread at a time."""

    def __init__(
        self,
        *,
        base: BaseModel,
        dialogues: DialogueSource,
        scanner: Scanner,
        retention_days: float | None,
        site_key: bytes,
        release_key: Ed25519PublicKey,
        limits: SiteLimits,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._base = base
        self._dialogues = dialogues
        self._scanner = scanner
        self._retention_days = retention_days
        self._split_key = derive(site_key, "sottovoce held-out split v1")
        self._release_key = release_key
        self._limits = limits
        self._stopped = stopped

    @property
    def base(self) -> str:
        """The base model's digest."""
        return self._base.digest

    def train(self, row: RoundRow) -> Trained:
        """One fit from the round's start on what the log holds up to the round's beginning.

        Raises Refused (nothing to train on), AdapterRejected or BadRequest (the start), FitDiverged
        or FitStopped.
        """
        spec = self._spec(row.request)
        expected = expected_tensors(self._base.model, spec)
        start = self._start(row, spec, expected)
        data = self._data(row)
        with attached(self._base.model, spec, start) as lora:
            before = self._loss(lora, data.held_out)
            report = fit(
                lora, data.train, _plan(row.request), on_step=_progress(row), stopped=self._stopped
            )
            after = self._loss(lora, data.held_out)
            tensors = read_tensors(lora)
        if not math.isfinite(before + after):
            raise FitDiverged
        check_tensors(tensors, expected=expected, max_abs=MAX_ABS)
        return _trained(tensors, data, report, before, after)

    def evaluate(self, row: RoundRow, candidate: bytes) -> Evaluated:
        """The candidate's held-out loss. Raises Refused, AdapterRejected or FitStopped."""
        spec = self._spec(row.request)
        expected = expected_tensors(self._base.model, spec)
        tensors = decode_adapter(candidate)
        check_tensors(tensors, expected=expected, max_abs=MAX_ABS)
        data = self._data(row)
        with attached(self._base.model, spec, tensors) as lora:
            after = self._loss(lora, data.held_out)
        if not math.isfinite(after):
            raise AdapterRejected("nan")
        if data.held_out_digest == row.held_out:
            before = float(row.metrics["loss_before"])
        else:  # a customer was erased meanwhile: compare on what is left
            with attached(self._base.model, spec, self._start(row, spec, expected)) as lora:
                before = self._loss(lora, data.held_out)
        return Evaluated(before, after, len(data.held_out))

    def _spec(self, request: TrainRequest) -> LoraSpec:
        targets = resolve_targets(self._base.model, request.targets)
        return LoraSpec(rank=request.rank, alpha=request.alpha, targets=targets)

    def _start(self, row: RoundRow, spec: LoraSpec, expected: dict[str, TensorSpec]) -> Tensors:
        request = row.request
        if request.release is None:
            if row.start:
                raise BadRequest
            return initial_tensors({n: t.shape for n, t in expected.items()}, request.seed)
        manifest_json, signature = request.release.decode()
        manifest, tensors = verify_release(
            SignedRelease(manifest_json, signature, row.start),
            public=self._release_key,
            base=self._base.digest,
            max_rank=self._limits.max_rank,
            max_abs=MAX_ABS,
            expected=expected,
        )
        if manifest.lora.rank != spec.rank or manifest.lora.alpha != spec.alpha:
            raise AdapterRejected("shape")
        return tensors

    def _data(self, row: RoundRow) -> _Data:
        """What trains and what measures. Raises Refused if either is of too few customers.

        Those count whose examples the steps come to: a round of one step must not be one customer's.
        """
        window = choose(
            self._dialogues,
            self._scanner,
            until=row.started,
            retention_days=self._retention_days,
            key=self._split_key,
            fraction=self._limits.held_out_fraction,
            limit=self._limits.max_dialogues,
        )
        sequence = row.request.sequence
        train, dropped = build_examples(window.train, self._base.tokenizer, sequence)
        held_out, _ = build_examples(window.held_out, self._base.tokenizer, sequence)
        held_out = newest_by_turns(held_out, self._limits.max_held_out)
        log.info(
            "training window",
            round=row.round,
            train=len(train),
            held_out=len(held_out),
            **{f"dropped_{k}": n for k, n in {**window.dropped, **dropped}.items()},
        )
        if not train and not held_out:
            raise Refused(Code.NO_TRAINABLE_DIALOGUES)
        picks = chain(*batches(len(train), _plan(row.request))) if train else ()
        seen = {train[i].subject for i in picks}
        measured = {example.subject for example in held_out}
        if len(seen) < self._limits.min_customers or len(measured) < LEAST_HELD_OUT:
            raise Refused(Code.TOO_FEW_CUSTOMERS)
        return _Data(train, held_out, len(seen))

    def _loss(self, lora: Any, examples: Sequence[Example]) -> float:
        return held_out_loss(lora, examples, batch=EVALUATION_BATCH, stopped=self._stopped)


def newest_by_turns(examples: Sequence[Example], limit: int) -> list[Example]:
    """At most `limit` examples, oldest first: each customer's newest, then the second newest, …"""
    turns: Counter[str] = Counter()
    ranked: list[tuple[int, int]] = []
    for index in reversed(range(len(examples))):
        turns[examples[index].subject] += 1
        ranked.append((turns[examples[index].subject], -index))
    return [examples[i] for i in sorted(-index for _, index in sorted(ranked)[:limit])]


def _plan(request: TrainRequest) -> FitPlan:
    return FitPlan(
        steps=request.steps,
        batch=request.batch,
        learning_rate=request.learning_rate,
        seed=request.seed,
    )


def _progress(row: RoundRow) -> Callable[[int, float], None]:
    def report(step: int, loss: float) -> None:
        log.info("step", round=row.round, step=step, of=row.request.steps, loss=round(loss, 4))

    return report


def _trained(
    tensors: Tensors, data: _Data, report: FitReport, before: float, after: float
) -> Trained:
    return Trained(
        update=encode_adapter(tensors),
        examples=len(data.train),
        customers=data.customers,
        loss_before=before,
        loss_after=after,
        steps=len(report.losses),
        seconds=report.seconds,
        held_out=data.held_out_digest,
    )
