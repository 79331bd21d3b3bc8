"""What the privacy guard has to reach, in one table; a measured value is held against it in every report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound on one measured value; None where the value has none."""

    recall: float | None = None
    precision: float | None = None
    char_recall: float | None = None
    touched: float | None = None


STRUCTURED = Goal(recall=0.999, precision=0.995)
DISGUISED = Goal(recall=0.98)
CONTEXT = Goal(recall=0.98)
FREE = Goal(char_recall=0.95, precision=0.85)
CLEAN = Goal(touched=0.005)
NONE = Goal()

# Times as shares of stock Presidio's in the same run; seconds; MB of all processes together.
FAST_RATIO = 0.01
BALANCED_RATIO = 0.25
WORST_RATIO = 1.0
MESSAGES_A_SECOND = 200.0
START_SECONDS = 8.0
MB_WITH_TAGGERS = 600.0
MB_WITHOUT = 350.0
