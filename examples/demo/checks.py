"""Named checks: each is shown when it is made, all must hold for the demo to succeed.

Knows names, outcomes and the comparison of texts; nothing of how the texts came to be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

PLACEHOLDER = re.compile(r"<[A-Z][A-Z_]*_\d+>")
# What people write between the digits of one number.
SEPARATORS = re.compile(r"[\s().\-]")


@dataclass(frozen=True)
class Check:
    """One check's outcome; `detail` is shown beside it."""

    name: str
    held: bool
    detail: str = ""


@dataclass
class Checks:
    """All checks of a run, in order; `show` is called with each as it is made."""

    show: Callable[[bool, str, str], None]
    made: list[Check] = field(default_factory=list)

    def hold(self, name: str, held: bool, detail: str = "") -> bool:
        """Note and show one outcome; returns it."""
        self.made.append(Check(name, held, detail))
        self.show(held, name, detail)
        return held

    @property
    def failed(self) -> list[Check]:
        """Those that did not hold."""
        return [check for check in self.made if not check.held]

    @property
    def exit_code(self) -> int:
        """0 if every check held and there was one at all."""
        return 0 if self.made and not self.failed else 1


def found_in(text: str, values: Iterable[str]) -> list[str]:
    """Which of the values stand in the text, case and the blanks inside numbers aside."""
    plain, digits = text.casefold(), SEPARATORS.sub("", text).casefold()
    return [
        value
        for value in values
        if value.casefold() in plain or SEPARATORS.sub("", value).casefold() in digits
    ]


def placeholders(text: str) -> set[str]:
    """The placeholders that stand in a text."""
    return set(PLACEHOLDER.findall(text))
