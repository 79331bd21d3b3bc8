"""The fit: exact loss with a cheap head, deterministic order, falling loss, plain failure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from sottovoce.release import LoraSpec
from training import lora
from training.examples import IGNORE, Example
from training.fit import FitDiverged, FitPlan, FitStopped, batches, example_losses, fit

SPEC = LoraSpec(rank=4, alpha=8, targets=("q_proj", "v_proj"))


def _example(number: int, size: int, answer: int) -> Example:
    ids = tuple(int(i) for i in np.random.default_rng(number).integers(3, 300, size))
    return Example(f"e{number}", f"s{number}", ids, (IGNORE,) * (size - answer) + ids[-answer:])


EXAMPLES = [_example(n, 10 + 3 * n, 2 + n) for n in range(6)]


def _hf_loss(model: Any, example: Example) -> float:
    """The loss as transformers computes it: all logits, one example, mean over label tokens."""
    with torch.no_grad():
        out = model(input_ids=torch.tensor([example.ids]), labels=torch.tensor([example.labels]))
    return float(out.loss)


def test_loss_equals_transformers_own(tiny_base: Any) -> None:
    """In one padded batch each example has the loss that it has alone with all logits."""
    with torch.no_grad():
        ours = example_losses(tiny_base.model, EXAMPLES).tolist()
    assert ours == pytest.approx([_hf_loss(tiny_base.model, e) for e in EXAMPLES], abs=2e-5)


def test_gradient_equals_transformers_own(tiny_base: Any) -> None:
    """Selecting positions before the head changes no gradient, with an adapter on."""
    gradients = []
    for ours in (True, False):
        start = lora.initial_tensors(
            {n: t.shape for n, t in lora.expected_tensors(tiny_base.model, SPEC).items()}, 1
        )
        with lora.attached(tiny_base.model, SPEC, start) as model:
            if ours:
                example_losses(model, EXAMPLES[:1])[0].backward()
            else:
                ids, labels = EXAMPLES[0].ids, EXAMPLES[0].labels
                model(input_ids=torch.tensor([ids]), labels=torch.tensor([labels])).loss.backward()
            gradients.append(
                {n: p.grad.clone() for n, p in model.named_parameters() if p.requires_grad}
            )
    assert any(float(g.abs().max()) > 0 for g in gradients[0].values())
    for name, gradient in gradients[0].items():
        assert torch.allclose(gradient, gradients[1][name], atol=1e-6), name


def test_softcapped_logits_are_exact_too() -> None:
    """A model that caps its logits behind the head (Gemma) has the same loss as well."""
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    torch.manual_seed(0)
    model = Gemma3ForCausalLM(
        Gemma3TextConfig(
            vocab_size=320, hidden_size=32, intermediate_size=48, num_hidden_layers=2,
            num_attention_heads=2, num_key_value_heads=1, head_dim=16,
            final_logit_softcapping=5.0, sliding_window=8, max_position_embeddings=128,
        )
    ).eval()  # fmt: skip
    with torch.no_grad():
        ours = example_losses(model, EXAMPLES).tolist()
    assert ours == pytest.approx([_hf_loss(model, e) for e in EXAMPLES], abs=2e-5)


def _fit(base: Any, plan: FitPlan, **more: Any) -> tuple[tuple[float, ...], dict[str, Any]]:
    shapes = {n: t.shape for n, t in lora.expected_tensors(base.model, SPEC).items()}
    with lora.attached(base.model, SPEC, lora.initial_tensors(shapes, 0)) as model:
        report = fit(model, EXAMPLES, plan, **more)
        return report.losses, lora.read_tensors(model)


def test_loss_goes_down_and_only_the_adapter_moves(tiny_base: Any) -> None:
    """Thirty steps on six examples lower the loss and leave every base weight as it was."""
    before = {n: p.detach().clone() for n, p in tiny_base.model.named_parameters()}
    losses, tensors = _fit(tiny_base, FitPlan(steps=30, batch=3, learning_rate=1e-2, seed=0))
    assert np.mean(losses[-4:]) < np.mean(losses[:4]) - 0.1
    assert all(np.abs(t).max() > 0 for t in tensors.values())
    assert all(torch.equal(p, before[n]) for n, p in tiny_base.model.named_parameters())


def test_same_seed_same_update(tiny_base: Any) -> None:
    """Two fits with one seed give bit-equal adapters; another seed gives another one."""
    plan = FitPlan(steps=4, batch=2, learning_rate=1e-3, seed=5)
    one, two = _fit(tiny_base, plan)[1], _fit(tiny_base, plan)[1]
    assert all(np.array_equal(one[n], two[n]) for n in one)
    other = _fit(tiny_base, FitPlan(steps=4, batch=2, learning_rate=1e-3, seed=6))[1]
    assert any(not np.array_equal(one[n], other[n]) for n in one)


def test_order_covers_all_before_it_repeats() -> None:
    """Batches run through whole shuffled passes, and are never larger than the data."""
    plan = FitPlan(steps=6, batch=2, learning_rate=1.0, seed=1)
    flat = [i for picks in batches(4, plan) for i in picks]
    assert sorted(flat[:4]) == sorted(flat[4:8]) == sorted(flat[8:]) == [0, 1, 2, 3]
    assert flat == [i for picks in batches(4, plan) for i in picks]
    assert [len(b) for b in batches(1, plan)] == [1] * 6
    with pytest.raises(ValueError):
        next(batches(0, plan))


def test_stop_and_divergence_end_the_fit(tiny_base: Any) -> None:
    """A stop between steps and a loss that is no number each end the fit by their own error."""
    plan = FitPlan(steps=4, batch=2, learning_rate=1e-3, seed=0)
    seen: list[int] = []
    with pytest.raises(FitStopped):
        _fit(tiny_base, plan, on_step=lambda s, _: seen.append(s), stopped=lambda: len(seen) >= 2)
    assert seen == [1, 2]
    shapes = {n: t.shape for n, t in lora.expected_tensors(tiny_base.model, SPEC).items()}
    broken = {n: np.full(s, np.nan, dtype=np.float32) for n, s in shapes.items()}
    with (
        lora.attached(tiny_base.model, SPEC, broken) as model,
        pytest.raises(FitDiverged),
    ):
        fit(model, EXAMPLES, plan)


def test_dropout_of_the_base_model_is_seeded(
    tiny_base: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that drops at random while it trains still gives the same adapter twice."""
    for module in tiny_base.model.modules():
        if hasattr(module, "attention_dropout"):
            monkeypatch.setattr(module, "attention_dropout", 0.3)
    plan = FitPlan(steps=3, batch=2, learning_rate=1e-3, seed=5)
    one, two = _fit(tiny_base, plan), _fit(tiny_base, plan)
    assert one[0] == two[0]
    assert all(np.array_equal(one[1][n], two[1][n]) for n in one[1])
