"""Which adapters are loaded, which one serves, and who still uses which.

Knows names and counts of requests. Does not know where adapters come from or how they are checked.
Used from the event loop alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sottovoce.errors import UnknownModel

CURRENT = "sottovoce"
BASE = "base"


@dataclass
class Lease:
    """A request's hold on an adapter (None: the base model) until `release`, which may be repeated."""

    adapter: str | None
    _shelf: Shelf
    _open: bool = field(default=True)

    def release(self) -> None:
        """Give it back."""
        if self._open:
            self._open = False
            self._shelf.give_back(self.adapter)


class Shelf:
    """The loaded adapters. A request takes one at admission and keeps it to its end."""

    def __init__(self) -> None:
        self._uses: dict[str, int] = {}
        self.active: str | None = None
        self.previous: str | None = None

    @property
    def loaded(self) -> tuple[str, ...]:
        """Names of the loaded releases, oldest first."""
        return tuple(self._uses)

    def add(self, name: str) -> None:
        """A release was loaded beside the others."""
        self._uses.setdefault(name, 0)

    def point(self, name: str | None) -> None:
        """Let `name` (None: the base model) serve from now on. Raises KeyError if it is not loaded."""
        if name is not None and name not in self._uses:
            raise KeyError(name)
        if name != self.active:
            self.previous, self.active = self.active, name

    def lease(self, model: str) -> Lease:
        """The adapter that a model name stands for. Raises UnknownModel for an unknown release."""
        adapter = self._resolve(model)
        if adapter is not None:
            self._uses[adapter] += 1
        return Lease(adapter, self)

    def give_back(self, adapter: str | None) -> None:
        """A request that used this adapter is over."""
        if adapter is not None:
            self._uses[adapter] -= 1

    def unused(self) -> tuple[str, ...]:
        """Loaded releases that neither serve nor served last, and that no request uses."""
        kept = {self.active, self.previous}
        return tuple(name for name, uses in self._uses.items() if not uses and name not in kept)

    def drop(self, name: str) -> None:
        """Take a release off, before it is unloaded, so that no request can take it any more."""
        del self._uses[name]

    def models(self) -> list[str]:
        """Every model name that is served."""
        return [CURRENT, *(f"{CURRENT}@{name}" for name in self._uses), BASE]

    def _resolve(self, model: str) -> str | None:
        if model == BASE:
            return None
        name, at, release = model.partition("@")
        if not at or name != CURRENT:
            return self.active
        if release == BASE:
            return None
        if release not in self._uses:
            raise UnknownModel(param="model")
        return release


def model_name(adapter: str | None) -> str:
    """The model name by which an answer's adapter is told."""
    return BASE if adapter is None else f"{CURRENT}@{adapter}"
