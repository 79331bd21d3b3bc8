"""`sottovoce policy`: check and test packs, explain and scan texts.

Nothing of a text goes into an error message. Knows no HTTP; Presidio is loaded inside the commands.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, cast, get_args

import typer

from policies.schema import Engine, Role
from sottovoce.errors import PolicyInvalid, SottovoceError

if TYPE_CHECKING:
    from policies.analyzer import PresidioDetector
    from policies.jsonl import Source
    from policies.pack import Pack

app = typer.Typer(
    help="Check and test policy packs; explain, preview and scan texts.", no_args_is_help=True
)
PackOption = Annotated[str, typer.Option("--pack", help="A built-in pack's name or a YAML file.")]
EngineOption = Annotated[
    str | None,
    typer.Option("--engine", help="fast, balanced or thorough; the pack's own if not given."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON.")]
PacksArgument = Annotated[
    list[str] | None,
    typer.Argument(help="Names or files; all built-in packs if none is given."),
]
TextArgument = Annotated[str, typer.Argument(metavar="[TEXT|-]", help="The text; - is stdin.")]


@app.command("list")
def list_command(
    classes: Annotated[
        bool, typer.Option("--classes", help="The classes of data instead.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List the built-in packs, or the classes that a pack can name."""
    from policies.labels import LABELS
    from policies.pack import list_packs, load_pack
    from policies.report import table_of

    if classes:
        rows = [{"class": name, "description": text} for name, text in LABELS.items()]
    else:
        loaded = [load_pack(name) for name in list_packs()]
        rows = [
            {"name": p.name, "version": p.version, "description": p.description} for p in loaded
        ]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        table_of([list(row.values()) for row in rows], list(rows[0]), "")


@app.command()
def schema() -> None:
    """Print the JSON Schema of a pack's file, for editors."""
    from policies.schema import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@app.command()
def check(packs: PacksArgument = None, as_json: JsonOption = False) -> None:
    """Check packs whole: every fault on a line of its own with its place, exit code 2."""
    from policies.pack import list_packs, load_pack
    from policies.report import fault_row

    rows = []
    for name in packs or list_packs():
        try:
            pack = load_pack(name)
        except PolicyInvalid as error:
            faults = [fault_row(fault) for fault in error.faults]
            rows.append({"pack": name, "version": None, "faults": faults})
            if not as_json:
                _tell(error.faults)
        else:
            rows.append({"pack": name, "version": pack.version, "faults": []})
            if not as_json:
                rest = f"engine={pack.engine} retention_days={pack.retention_days}"
                typer.echo(f"ok {pack.version} {rest}")
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    if any(row["faults"] for row in rows):
        raise typer.Exit(2)


@app.command("test")
def try_packs(
    packs: PacksArgument = None,
    engine: EngineOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run the packs' own examples with the real detector; exit code 1 when one does not hold."""
    from policies.trial import try_pack

    rows = [
        row
        for name in packs or _built_in()
        for row in try_pack(name, *_load(name, engine), as_json)
    ]
    failed = sum(1 for row in rows if not row["ok"])
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        typer.echo(f"{len(rows) - failed} of {len(rows)} examples hold")
    if failed:
        raise typer.Exit(1)


@app.command()
def explain(
    text: TextArgument = "-",
    pack: PackOption = "default",
    engine: EngineOption = None,
    role: Annotated[
        str | None,
        typer.Option("--role", help="Also what customer, agent, log or training sees."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Name for each span found the rules, score, context and action; the text is not repeated."""
    from policies.report import explained, finding_row

    if role is not None and role not in get_args(Role):
        _refuse(f"--role is one of {', '.join(get_args(Role))}")
    loaded, detector = _load(pack, engine)
    try:
        findings = detector.explain(_given(text))
    except (SottovoceError, TimeoutError) as error:
        _refuse(f"the text could not be scanned ({type(error).__name__})", code=1)
    if as_json:
        rows = [finding_row(finding, loaded) for finding in findings]
        said = {"pack": loaded.version, "engine": detector.engine, "spans": rows}
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        explained(findings, loaded, cast("Role | None", role))


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
    from policies.jsonl import answer, batches

    if not jsonl:
        _refuse("scan reads and writes JSON lines: say --jsonl.")
    bad = 0
    with _opened(source) as lines:
        loaded, detector = _load(pack, engine)
        for batch in batches(lines):
            rows = answer(batch, detector, loaded.taken_out.__contains__)
            bad += sum("error" in row for row in rows)
            sys.stdout.write("".join(json.dumps(row) + "\n" for row in rows))
            sys.stdout.flush()
    if bad:
        raise typer.Exit(1)


@app.command()
def preview(
    text: TextArgument = "-",
    pack: PackOption = "default",
    engine: EngineOption = None,
) -> None:
    """Show a text as the model would see it, and why: class, score, action and rule of each span."""
    from policies.redactor import Redactor
    from policies.report import explained
    from policies.table import ConversationTable

    loaded, detector = _load(pack, engine)
    shown = _given(text)
    try:
        key = secrets.token_bytes(32)  # for `hash`: a tenant's own key gives other digests
        done = Redactor(detector, loaded, key=key).redact(shown, ConversationTable())
        typer.echo(done.text)
    except SottovoceError as error:
        typer.echo(f"refused: {error.code}: {error}", err=True)
    explained(detector.explain(shown), loaded, None)


def _load(pack: str, engine: str | None) -> tuple[Pack, PresidioDetector]:
    """The pack and its detector; exit code 2 with every fault when the pack is not valid."""
    from policies.analyzer import PresidioDetector
    from policies.pack import load_pack

    if engine is not None and engine not in get_args(Engine):
        _refuse(f"--engine is one of {', '.join(get_args(Engine))}")
    try:
        loaded = load_pack(pack)
        return loaded, PresidioDetector(loaded, cast("Engine", engine or loaded.engine))
    except PolicyInvalid as error:
        _tell(error.faults)
    except SottovoceError as error:
        typer.echo(str(error), err=True)
    raise typer.Exit(2)


def _built_in() -> list[str]:
    from policies.pack import list_packs

    return list_packs()


def _given(text: str) -> str:
    """The argument, or standard input whole; bytes that are no UTF-8 are exit code 2."""
    if text != "-":
        return text
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError:
        _refuse("standard input is not UTF-8")


@contextmanager
def _opened(source: str) -> Iterator[Source]:
    """A file, closed in the end, or standard input."""
    if source == "-":
        yield cast("Source", sys.stdin.buffer)
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115 - closed below, after the caller is done
    except OSError as error:
        _refuse(f"{source}: cannot be read: {type(error).__name__}")
    with file:
        yield file


def _tell(faults: Iterable[str]) -> None:
    for fault in faults:
        typer.echo(fault, err=True)


def _refuse(message: str, code: int = 2) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
