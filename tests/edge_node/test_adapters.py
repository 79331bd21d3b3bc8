"""The shelf of adapters."""

from __future__ import annotations

import pytest

from edge_node.adapters import Shelf, model_name
from sottovoce.errors import UnknownModel


def _shelf(*names: str) -> Shelf:
    shelf = Shelf()
    for name in names:
        shelf.add(name)
    return shelf


def test_a_request_keeps_its_adapter_over_a_move() -> None:
    """A lease names the adapter of its admission; a new lease the new one."""
    shelf = _shelf("r1", "r2")
    shelf.point("r1")
    old = shelf.lease("sottovoce")
    shelf.point("r2")
    assert (old.adapter, shelf.lease("sottovoce").adapter) == ("r1", "r2")


def test_only_what_nobody_uses_is_dropped() -> None:
    """The one that serves, the one before and one in use stay; a lease given back twice counts once."""
    shelf = _shelf("r1", "r2", "r3", "r4")
    shelf.point("r1")
    first, second = shelf.lease("sottovoce"), shelf.lease("sottovoce@r1")
    for name in ("r2", "r3", "r4"):
        shelf.point(name)
    assert shelf.unused() == ("r2",)
    first.release()
    first.release()
    assert shelf.unused() == ("r2",)
    second.release()
    assert shelf.unused() == ("r1", "r2")


@pytest.mark.parametrize(
    ("model", "adapter"),
    [
        ("sottovoce", "r2"),
        ("gpt-4o", "r2"),
        ("gpt@home", "r2"),
        ("sottovoce@r1", "r1"),
        ("sottovoce@base", None),
        ("base", None),
    ],
)
def test_model_names(model: str, adapter: str | None) -> None:
    """An unknown plain name is the current release; a release is named exactly."""
    shelf = _shelf("r1", "r2")
    shelf.point("r2")
    assert shelf.lease(model).adapter == adapter


def test_an_unknown_release_is_told() -> None:
    """`sottovoce@…` never falls back to another release."""
    with pytest.raises(UnknownModel):
        _shelf("r1").lease("sottovoce@r9")


def test_what_is_not_loaded_cannot_serve() -> None:
    """The pointer moves to loaded releases alone, and stays where it was otherwise."""
    shelf = _shelf("r1")
    shelf.point("r1")
    with pytest.raises(KeyError):
        shelf.point("r2")
    assert shelf.active == "r1"


def test_names_on_the_wire() -> None:
    """The list of models names what is loaded."""
    assert _shelf("r1").models() == ["sottovoce", "sottovoce@r1", "base"]
    assert [model_name(None), model_name("r1")] == ["base", "sottovoce@r1"]
