"""The gate: a candidate is released only if no reporting site's held-out loss rose and none refused it.

Pure. Knows the round's result document, not where it comes from or what a release is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

REFUSED = "adapter_rejected"  # the code of a site whose own checks a candidate did not pass


@dataclass(frozen=True)
class Verdict:
    """Whether the candidate may be released, and each reason against it."""

    passed: bool
    reasons: tuple[str, ...]


def judge(result: Mapping[str, Any], *, min_sites: int, tolerance: float = 0.0) -> Verdict:
    """Judge a result: at least `min_sites` evaluations, all finite, none above before + tolerance.

    A site that gave no answer is no evidence; one that refused the candidate is evidence against it.

    `tolerance` is in nats per token.
    """
    evaluations = {
        site: found["evaluation"]
        for site, found in result["sites"].items()
        if found.get("evaluation") is not None
    }
    reasons: list[str] = []
    if len(evaluations) < max(min_sites, 1):
        reasons.append(f"{len(evaluations)} of {max(min_sites, 1)} sites evaluated the candidate")
    for site, found in sorted(result["sites"].items()):
        if found.get("evaluation_code") == REFUSED:
            reasons.append(f"{site}: refused the candidate")
    for site, evaluation in sorted(evaluations.items()):
        fault = _fault(evaluation, tolerance)
        if fault is not None:
            reasons.append(f"{site}: {fault}")
    return Verdict(not reasons, tuple(reasons))


def _fault(evaluation: Mapping[str, float], tolerance: float) -> str | None:
    before = evaluation.get("loss_before", math.nan)
    after = evaluation.get("loss_candidate", math.nan)
    if evaluation.get("held_out", 0) < 1:
        return "no held-out example"
    if not (math.isfinite(before) and math.isfinite(after)):
        return "held-out loss is not finite"
    if after > before + tolerance:
        return f"held-out loss rose from {before:.4f} to {after:.4f}"
    return None
