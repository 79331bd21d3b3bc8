"""A circuit breaker: after failures in a row a server is left alone for a while, then tried with one request.

Nygard, "Release It!" (2007), chapter 5. Pure; the caller tells the time. Knows no server.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

FAILURES: Final = 3
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 30.0
# To ask where nobody listens costs nothing, and a restarted server should not wait for its first request.
GONE_PAUSE: Final = 0.25

State = Literal["closed", "open", "half_open"]


@dataclass
class Breaker:
    """Closed: requests pass. Open: none does until its pause is over. Half open: one probe is under way.

    Each pause is twice as long as the one before, up to 30 seconds. Times are seconds of any clock.
    """

    _failures: int = 0
    _pause: float = FIRST_PAUSE
    _until: float | None = None
    _probing: bool = False
    opens: int = 0
    """How often it has opened."""

    def state(self, now: float) -> State:
        """What a request would meet."""
        if self._until is None:
            return "closed"
        if self._probing or now >= self._until:
            return "half_open"
        return "open"

    def allows(self, now: float) -> bool:
        """Whether a request may be sent now."""
        return self._until is None or (now >= self._until and not self._probing)

    def begin(self) -> None:
        """A request is sent; when the breaker is not closed it is the probe."""
        self._probing = self._until is not None

    def succeeded(self) -> None:
        """The server answered: whatever was before is forgotten."""
        self._failures = 0
        self._pause = FIRST_PAUSE
        self._until = None
        self._probing = False

    def failed(self, now: float, *, gone: bool = False) -> None:
        """A request failed; `gone` opens the breaker at once and shortly: nobody listens there."""
        self._failures += 1
        if gone:
            self.opens += 1
            self._until = now + GONE_PAUSE
        elif self._probing or self._failures >= FAILURES:
            self.opens += 1
            self._until = now + self._pause
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
        self._probing = False

    def left(self) -> None:
        """A request ended without telling anything of the server, such as when its client went away."""
        self._probing = False
