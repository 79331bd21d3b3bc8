"""Rules for values that show by their form alone what they are, unless a word before says otherwise.

"order 4111111111111111" is an order's number. Knows no class of data of its own.
"""

from __future__ import annotations

from policies.recognizers.base import RuleRecognizer
from policies.recognizers.cue_things import names_a_thing

# Below every pack's threshold; the finding is still there for who asks for all.
UNLIKELY = 0.05


class BareRecognizer(RuleRecognizer):
    """A `RuleRecognizer` whose values lose their score behind the name of a thing."""

    def settle(self, text: str, start: int, end: int, score: float) -> float:
        """Hardly any score right after "order no.", "SKU", "订单号"…"""
        del end
        return UNLIKELY if names_a_thing(text, start) else score
