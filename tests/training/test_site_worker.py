"""The whole road at one site, with a real tiny model: log to update, candidate to held-out loss."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from edge_node.lora import LoraHost
from sottovoce.crypto import derive, new_signing_key, parse_public
from sottovoce.dialogue_log import Dialogue
from sottovoce.errors import AdapterRejected
from sottovoce.release import LoraSpec, build_release, decode_adapter, encode_adapter
from training.examples import Example, build_examples
from training.fit import FitStopped
from training.lora import attached
from training.settings import SiteLimits
from training.site_protocol import Code
from training.site_requests import BadRequest, TrainRequest
from training.site_state import RoundRow
from training.site_worker import Refused, SiteWorker, newest_by_turns
from training.window import held_out

SITE_KEY = b"q" * 32
PRIVATE_PEM, PUBLIC_PEM = new_signing_key()
LIMITS = SiteLimits(min_customers=3, max_held_out=6, max_rank=8)


class Clean:
    """A policy that finds the word RAW."""

    def hits(self, text: str) -> int:
        return text.count("RAW")

    def may_train(self, texts: Iterable[str]) -> bool:
        return True

    def view(self, messages: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
        return messages


@pytest.fixture
def worker(tiny_base: Any, make_dialogue: Callable[..., Dialogue], memory_log: Any) -> SiteWorker:
    """A site with forty dialogues of twenty customers."""
    return _worker(tiny_base, memory_log([make_dialogue(n) for n in range(40)]))


def _worker(base: Any, log: Any, **changes: Any) -> SiteWorker:
    options: dict[str, Any] = {
        "base": base,
        "dialogues": log,
        "scanner": Clean(),
        "retention_days": None,
        "site_key": SITE_KEY,
        "release_key": parse_public(PUBLIC_PEM),
        "limits": LIMITS,
    }
    return SiteWorker(**{**options, **changes})


def _row(base: Any, start: bytes = b"", **changes: Any) -> RoundRow:
    fields: dict[str, Any] = {
        "op": "train", "round": "r1", "min_sites": 2, "release": None, "seed": 0, "steps": 24,
        "batch": 2, "sequence": 96, "learning_rate": 5e-3, "rank": 4, "alpha": 8.0,
        "targets": ("q_proj", "v_proj"), "base": base.digest,
    }  # fmt: skip
    request = TrainRequest.model_validate(fields | changes)
    return RoundRow("r1", "digest", request, 5000.0, start)


def _signed(model: Any, tensors: dict[str, Any], **changes: Any) -> tuple[dict[str, str], bytes]:
    """A release of the tensors: its request parts and its adapter."""
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    options: dict[str, Any] = {
        "release": "rel-1",
        "round": "r0",
        "base": model.digest,
        "sites": ["a", "b"],
        "metrics": {},
        "lora": LoraSpec(rank=4, alpha=8, targets=("q_proj", "v_proj")),
        "private": load_pem_private_key(PRIVATE_PEM, None),
        "created": 1.0,
    }
    signed = build_release(encode_adapter(tensors), **{**options, **changes})
    parts = {
        "manifest": base64.b64encode(signed.manifest_json).decode(),
        "signature": base64.b64encode(signed.signature).decode(),
    }
    return parts, signed.adapter


def test_training_lowers_the_held_out_loss(worker: SiteWorker, tiny_base: Any) -> None:
    """Twenty-four steps lower the loss on customers that never trained; the update is float32 and moved."""
    trained = worker.train(_row(tiny_base))
    assert trained.loss_after < trained.loss_before - 0.02
    assert trained.steps == 24
    assert trained.examples + 0 < 40
    tensors = decode_adapter(trained.update)
    assert len(tensors) == 8
    assert all(np.abs(t).max() > 0 for n, t in tensors.items() if "lora_B" in n)
    evaluated = worker.evaluate(_done(_row(tiny_base), trained), trained.update)
    assert evaluated.loss_before == trained.loss_before
    assert evaluated.loss_candidate == pytest.approx(trained.loss_after, abs=1e-6)
    assert evaluated.held_out > 0


def test_the_edge_serves_what_the_site_measured(
    worker: SiteWorker,
    tiny_base: Any,
    tiny_model_dir: Path,
    make_dialogue: Callable[..., Dialogue],
) -> None:
    """transformers' own loss, with the update loaded as the edge loads it, is the site's evaluation."""
    import torch
    from transformers import AutoModelForCausalLM

    row = _row(tiny_base)
    trained = worker.train(row)
    told = worker.evaluate(_done(row, trained), trained.update)
    key = derive(SITE_KEY, "sottovoce held-out split v1")
    out = [d for n in range(40) if held_out((d := make_dialogue(n)).subject, key, 0.2)]
    examples, _ = build_examples(out, tiny_base.tokenizer, 96)
    measured = newest_by_turns(examples, LIMITS.max_held_out)

    edge = LoraHost(AutoModelForCausalLM.from_pretrained(tiny_model_dir, dtype="float32"))
    tensors = decode_adapter(trained.update)
    edge.load("r1", LoraSpec(rank=4, alpha=8, targets=("q_proj", "v_proj")), tensors)

    def loss(name: str | None) -> float:
        losses = []
        for example in measured:
            ids, labels = torch.tensor([example.ids]), torch.tensor([example.labels])
            with torch.no_grad():
                losses.append(float(edge.forward(name, input_ids=ids, labels=labels).loss))
        return sum(losses) / len(losses)

    assert told.held_out == len(measured)
    assert loss("r1") == pytest.approx(told.loss_candidate, abs=1e-5)
    assert loss(None) == pytest.approx(told.loss_before, abs=1e-5)


def _done(row: RoundRow, trained: Any) -> RoundRow:
    metrics = {"loss_before": trained.loss_before}
    return RoundRow(
        row.round, row.request_digest, row.request, row.started, row.start,
        trained.held_out, metrics, trained.update, 1.0,
    )  # fmt: skip


def test_the_same_round_gives_the_same_update(worker: SiteWorker, tiny_base: Any) -> None:
    """A fit is repeatable to the bit, and leaves nothing on the base for the next one."""
    row = _row(tiny_base, steps=3)
    assert worker.train(row).update == worker.train(row).update


def test_held_out_customers_are_not_in_the_fit(
    tiny_base: Any, make_dialogue: Callable[..., Dialogue], memory_log: Any
) -> None:
    """Removing every held-out customer's answers changes no bit of the update."""
    key = derive(SITE_KEY, "sottovoce held-out split v1")
    dialogues = [make_dialogue(n) for n in range(40)]
    out = [d for d in dialogues if held_out(d.subject, key, LIMITS.held_out_fraction)]
    assert 2 < len(out) < 20
    other = [
        make_dialogue(n, messages=({"role": "user", "content": "x"}, {"role": "assistant", "content": "other"}))
        if d in out
        else d
        for n, d in enumerate(dialogues)
    ]  # fmt: skip
    row = _row(tiny_base, steps=3)
    one = _worker(tiny_base, memory_log(dialogues)).train(row)
    two = _worker(tiny_base, memory_log(other)).train(row)
    assert one.update == two.update
    assert one.loss_before != two.loss_before


def test_a_signed_release_is_the_start(worker: SiteWorker, tiny_base: Any) -> None:
    """A second round goes on from the released adapter: its loss before is the first one's after."""
    first = worker.train(_row(tiny_base))
    parts, adapter = _signed(tiny_base, decode_adapter(first.update))
    second = worker.train(_row(tiny_base, adapter, release=parts, steps=2))
    assert second.loss_before == pytest.approx(first.loss_after, abs=1e-6)


def test_starts_that_are_refused(worker: SiteWorker, tiny_base: Any) -> None:
    """Another key, base, rank, shape or NaN in the start, or a start without a release, is refused."""
    tensors = decode_adapter(worker.train(_row(tiny_base, steps=3)).update)
    parts, adapter = _signed(tiny_base, tensors)
    name = next(iter(tensors))
    cases = {
        "signature": ({**parts, "signature": base64.b64encode(b"0" * 64).decode()}, adapter),
        "sha256": (parts, adapter[:-1] + b"\x01"),
        "base": _signed(tiny_base, tensors, base="sha256:other"),
        "nan": _signed(tiny_base, tensors | {name: np.full_like(tensors[name], np.nan)}),
        "shape": _signed(tiny_base, {name: tensors[name]}),
        "norm": _signed(tiny_base, tensors | {name: np.full_like(tensors[name], 1e6)}),
    }
    for reason, (release, body) in cases.items():
        with pytest.raises(AdapterRejected) as caught:
            worker.train(_row(tiny_base, body, release=release))
        assert caught.value.reason == reason
    other = _signed(tiny_base, tensors, lora=LoraSpec(rank=4, alpha=99, targets=("q_proj",)))
    with pytest.raises(AdapterRejected):
        worker.train(_row(tiny_base, other[1], release=other[0]))
    with pytest.raises(BadRequest):
        worker.train(_row(tiny_base, adapter))


def test_candidates_that_are_refused(worker: SiteWorker, tiny_base: Any) -> None:
    """NaN, another shape, half precision or no safetensors at all is refused before it is loaded."""
    row = _row(tiny_base, steps=3)
    trained = worker.train(row)
    row = _done(row, trained)
    tensors = decode_adapter(trained.update)
    name = next(iter(tensors))
    bad = {
        "nan": encode_adapter(tensors | {name: np.full_like(tensors[name], np.nan)}),
        "shape": encode_adapter(tensors | {name: tensors[name].T}),
        "norm": encode_adapter(tensors | {name: np.full_like(tensors[name], 1e9)}),
        "format": b"not safetensors",
    }
    for reason, candidate in bad.items():
        with pytest.raises(AdapterRejected) as caught:
            worker.evaluate(row, candidate)
        assert caught.value.reason == reason
    assert not any("lora" in n for n, _ in tiny_base.model.named_parameters())


def test_nothing_to_train_on(
    tiny_base: Any, make_dialogue: Callable[..., Dialogue], memory_log: Any
) -> None:
    """No consent, only hits, or an empty log: the site sits the round out."""
    raw = ({"role": "user", "content": "RAW"}, {"role": "assistant", "content": "a"})
    for dialogues in (
        [],
        [make_dialogue(n, consent=False) for n in range(20)],
        [make_dialogue(n, messages=raw) for n in range(20)],
    ):
        with pytest.raises(Refused) as caught:
            _worker(tiny_base, memory_log(dialogues)).train(_row(tiny_base))
        assert caught.value.code == Code.NO_TRAINABLE_DIALOGUES


def test_too_few_customers(
    tiny_base: Any, make_dialogue: Callable[..., Dialogue], memory_log: Any
) -> None:
    """Fewer than the least number that train beside two that are held out: the site sits out."""
    key = derive(SITE_KEY, "sottovoce held-out split v1")
    names = [f"sub_{n}" for n in range(60)]
    out = [n for n in names if held_out(n, key, LIMITS.held_out_fraction)]
    train = [n for n in names if n not in out]
    for subjects in (train[:1], train[:2] + out[:5], train[:4], train[:3] + out[:1]):
        dialogues = [make_dialogue(n, subject=subjects[n % len(subjects)]) for n in range(20)]
        with pytest.raises(Refused) as caught:
            _worker(tiny_base, memory_log(dialogues)).train(_row(tiny_base))
        assert caught.value.code == Code.TOO_FEW_CUSTOMERS
    enough = [make_dialogue(n, subject=(train[:3] + out[:2])[n % 5]) for n in range(20)]
    assert _worker(tiny_base, memory_log(enough)).train(_row(tiny_base, steps=6)).customers == 3


def test_a_round_of_few_steps_is_not_one_customers(worker: SiteWorker, tiny_base: Any) -> None:
    """Steps that come to fewer customers than the least are refused, however many the log has."""
    for steps in (1, 2):
        with pytest.raises(Refused) as caught:
            worker.train(_row(tiny_base, steps=steps, batch=1))
        assert caught.value.code == Code.TOO_FEW_CUSTOMERS
    assert worker.train(_row(tiny_base, steps=4, batch=2)).customers > 3


def test_one_customers_dialogues_do_not_fill_the_measurement() -> None:
    """Each customer's newest goes before anybody's second newest; the order stays that of the log."""
    made = [Example(str(n), s, (1,), (1,)) for n, s in enumerate(["b", "a", "c", *["a"] * 9])]
    assert [e.id for e in newest_by_turns(made, 3)] == ["0", "2", "11"]
    assert [e.id for e in newest_by_turns(made, 5)] == ["0", "2", "9", "10", "11"]
    assert newest_by_turns(made, 99) == made


def test_an_erased_customer_changes_the_comparison(
    worker: SiteWorker, tiny_base: Any, make_dialogue: Callable[..., Dialogue], memory_log: Any
) -> None:
    """If a held-out customer is erased before the evaluation, both losses are of those who are left."""
    row = _row(tiny_base, steps=2)
    trained = worker.train(row)
    key = derive(SITE_KEY, "sottovoce held-out split v1")
    dialogues = [make_dialogue(n) for n in range(40)]
    gone = next(d.subject for d in dialogues[::-1] if held_out(d.subject, key, 0.2))
    left = _worker(tiny_base, memory_log([d for d in dialogues if d.subject != gone]))
    evaluated = left.evaluate(_done(row, trained), trained.update)
    again = left.train(row)
    assert evaluated.loss_before == pytest.approx(again.loss_before, abs=1e-6)
    assert evaluated.loss_before != trained.loss_before


def test_a_stop_leaves_the_base_clean(
    tiny_base: Any, make_dialogue: Callable[..., Dialogue], memory_log: Any
) -> None:
    """A stop in the middle ends the fit, and the next one works on an untouched base."""
    log = memory_log([make_dialogue(n) for n in range(40)])
    with pytest.raises(FitStopped):
        _worker(tiny_base, log, stopped=lambda: True).train(_row(tiny_base))
    with attached(tiny_base.model, LoraSpec(rank=2, alpha=2, targets=("q_proj",))):
        pass
