"""`sottovoce config show`: the settings that a part would run with, secrets hidden.

Knows where the settings classes are found (entry-point group `sottovoce.settings`), not what they hold.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated

import typer
import yaml

from sottovoce.errors import ConfigInvalid
from sottovoce.settings import Settings, load_settings, show_settings

app = typer.Typer(
    add_completion=False,
    help="Show the settings that a part would run with, secrets hidden.",
    no_args_is_help=True,
)


@app.callback()
def _group() -> None:
    """Show the settings that a part would run with, secrets hidden."""


@app.command()
def show(
    role: Annotated[str, typer.Argument(help="Whose settings: gateway, edge, site or trainer.")],
    config: Annotated[
        Path | None, typer.Option("--config", help="The YAML file; without it, the defaults.")
    ] = None,
) -> None:
    """Print file, environment and defaults as one YAML document; every fault if they do not fit."""
    settings = load_settings(settings_class(role), config)
    typer.echo(
        yaml.safe_dump(show_settings(settings), sort_keys=False, allow_unicode=True), nl=False
    )


def settings_class(role: str) -> type[Settings]:
    """The settings class of a role. Raises `ConfigInvalid` for an unknown one or a missing extra."""
    points = {point.name: point for point in entry_points(group="sottovoce.settings")}
    if role not in points:
        raise ConfigInvalid([f"unknown role; one of {', '.join(sorted(points))}"])
    try:
        cls = points[role].load()
    except ModuleNotFoundError as error:
        raise ConfigInvalid([f"the {role} part is not installed here (no {error.name})"]) from None
    if not (isinstance(cls, type) and issubclass(cls, Settings)):
        raise TypeError("the entry point names no settings class")
    return cls
