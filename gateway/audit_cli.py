"""`sottovoce gateway audit`: check the log of decisions, and export an anchor of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from gateway.audit import Anchor, Verdict

app = typer.Typer(
    add_completion=False,
    help="Check the log of decisions, and export an anchor of it.",
    no_args_is_help=True,
)
LogFile = Annotated[Path, typer.Argument(metavar="FILE", help="The log (`audit.path`).")]


@app.command()
def verify(
    file: LogFile,
    anchor: Annotated[
        list[Path] | None,
        typer.Option("--anchor", help="An anchor that was exported before; may be repeated."),
    ] = None,
) -> None:
    """Check every entry's hash and link, and that each anchor is still in the chain; exit code 1 if not."""
    verdict = _checked(file, tuple(_anchor(path) for path in anchor or []))
    for fault in verdict.faults:
        typer.echo(fault, err=True)
    if verdict.faults:
        typer.echo(f"broken: {verdict.entries} entries verify, the rest does not", err=True)
        raise typer.Exit(1)
    typer.echo(f"ok: {verdict.entries} entries, last hash {verdict.last.hash}")


@app.command("anchor")
def export(file: LogFile) -> None:
    """Check the log and print an anchor (number and hash of its last entry), to be kept elsewhere.

    With it `verify --anchor` shows that nothing before it was changed and that the log's end was not cut off.
    """
    verdict = _checked(file, ())
    if verdict.faults or not verdict.entries:
        typer.echo("; ".join(verdict.faults) or "the log has no entry yet", err=True)
        raise typer.Exit(1)
    typer.echo(verdict.last.as_json())


def _checked(file: Path, anchors: tuple[Anchor, ...]) -> Verdict:
    from gateway.audit import verify as check

    try:
        return check(file, anchors)
    except OSError as error:
        typer.echo(f"{file}: cannot be read ({type(error).__name__})", err=True)
        raise typer.Exit(2) from None


def _anchor(path: Path) -> Anchor:
    from gateway.audit import Anchor

    try:
        return Anchor.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        typer.echo(f"{path}: not an anchor ({type(error).__name__})", err=True)
        raise typer.Exit(2) from None
