"""`sottovoce policy`: check packs, scan lines of text, preview what would be taken out.

Nothing of a text goes into an error message. Knows no HTTP; Presidio is loaded inside the commands.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from sottovoce.errors import PolicyInvalid, SottovoceError

if TYPE_CHECKING:
    from policies.analyzer import PresidioDetector
    from policies.pack import Engine, Pack

app = typer.Typer(
    help="Check policy packs, scan text, preview what would be taken out.", no_args_is_help=True
)
PackOption = Annotated[str, typer.Option("--pack", help="A built-in pack's name or a YAML file.")]
EngineOption = Annotated[
    str | None,
    typer.Option("--engine", help="fast (patterns only) or balanced; the pack's own if not given."),
]


@app.command()
def check(
    packs: Annotated[
        list[str] | None,
        typer.Argument(help="Names or files; all built-in packs if none is given."),
    ] = None,
) -> None:
    """Check packs whole: every fault on a line of its own with its place, exit code 2."""
    from policies.pack import list_packs, load_pack

    faulty = False
    for name in packs or list_packs():
        try:
            pack = load_pack(name)
        except PolicyInvalid as error:
            faulty = True
            for fault in error.faults:
                typer.echo(fault, err=True)
        else:
            typer.echo(
                f"ok {pack.version} engine={pack.engine} retention_days={pack.retention_days}"
            )
    if faulty:
        raise typer.Exit(2)


@app.command()
def scan(
    source: Annotated[
        str, typer.Argument(metavar="[FILE|-]", help="JSON lines; - is stdin.")
    ] = "-",
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Lines {"text": …} in, {"spans": […]} out, in order.')
    ] = False,
    pack: PackOption = "default",
    engine: EngineOption = None,
) -> None:
    """Find personal data in each line; a bad line gives an error line in its place and exit code 1."""
    if not jsonl:
        typer.echo("scan reads and writes JSON lines: say --jsonl.", err=True)
        raise typer.Exit(2)
    loaded, detector = _load(pack, engine)
    bad = 0
    for line in _lines(source):
        answer = _scan_line(line, loaded, detector)
        bad += "error" in answer
        typer.echo(json.dumps(answer))
    if bad:
        raise typer.Exit(1)


@app.command()
def preview(
    text: Annotated[str, typer.Argument(metavar="[TEXT|-]", help="The text; - is stdin.")] = "-",
    pack: PackOption = "default",
    engine: EngineOption = None,
) -> None:
    """Show a text as the model would see it, and why: class, score, action and rule of each span."""
    from policies.placeholders import ConversationTable
    from policies.redactor import Redactor

    loaded, detector = _load(pack, engine)
    shown = sys.stdin.read() if text == "-" else text
    try:
        done = Redactor(detector, loaded).redact(shown, ConversationTable())
        typer.echo(done.text)
    except SottovoceError as error:
        typer.echo(f"refused: {error.code}: {error}", err=True)
    _table(shown, loaded, detector)


def _table(text: str, pack: Pack, detector: PresidioDetector) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=pack.version)
    for column in ("start", "end", "label", "score", "action", "rule"):
        table.add_column(column, no_wrap=column != "rule")
    for found in detector.explain(text):
        span = found.span
        row = (
            span.start,
            span.end,
            span.label,
            f"{span.score:.2f}",
            pack.action(span.label),
            ", ".join(found.rules),
        )
        table.add_row(*map(str, row))
    Console(width=None if sys.stdout.isatty() else 120).print(table)


def _load(pack: str, engine: str | None) -> tuple[Pack, PresidioDetector]:
    """The pack and its detector; exit code 2 with every fault when the pack is not valid."""
    from policies.analyzer import PresidioDetector
    from policies.pack import load_pack

    try:
        loaded = load_pack(pack)
        chosen = loaded.engine if engine is None else engine
        if chosen not in ("fast", "balanced"):
            raise PolicyInvalid(["--engine is fast or balanced"])
        return loaded, PresidioDetector(loaded, cast("Engine", chosen))
    except PolicyInvalid as error:
        for fault in error.faults:
            typer.echo(fault, err=True)
    except SottovoceError as error:
        typer.echo(str(error), err=True)
    raise typer.Exit(2)


def _lines(source: str) -> Iterable[bytes]:
    if source == "-":
        return sys.stdin.buffer
    try:
        return Path(source).read_bytes().splitlines()
    except OSError as error:
        typer.echo(f"{source}: cannot be read: {type(error).__name__}", err=True)
        raise typer.Exit(2) from None


def _scan_line(line: bytes, pack: Pack, detector: PresidioDetector) -> dict[str, Any]:
    """The spans of one line, or what is wrong with it, never quoting it."""
    try:
        row = json.loads(line)
    except ValueError:  # also bytes that are no UTF-8
        return {"error": "the line is not JSON"}
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str):
        return {"error": 'the line has no string "text"'}
    try:
        spans = detector.scan(text)
    except Exception as error:  # noqa: BLE001 - the privacy path: a line that cannot be scanned is told, by type only
        return {"error": f"the line could not be scanned ({type(error).__name__})"}
    return {
        "spans": [
            {"start": s.start, "end": s.end, "label": s.label, "score": s.score}
            for s in spans
            if pack.action(s.label) != "keep"
        ]
    }
