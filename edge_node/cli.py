"""`sottovoce edge …`: serve, import, look into the log, the adapters and what left the site.

Knows the commands; what they do is done elsewhere. Heavy parts are imported when a command runs.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from edge_node.importer import Importer, Totals
    from edge_node.settings import EdgeSettings
    from sottovoce.dialogue_log import DialogueLog

app = typer.Typer(
    add_completion=False,
    help="A site's edge node: serve, import dialogues, look into the log, report what left.",
    no_args_is_help=True,
)
log_app = typer.Typer(
    help="Look into the sealed log, erase a customer, purge.", no_args_is_help=True
)
report_app = typer.Typer(help="The signed report of what left this site.")
model_app = typer.Typer(help="Prepare base models.", no_args_is_help=True)
app.add_typer(log_app, name="log")
app.add_typer(report_app, name="report", invoke_without_command=True)
app.add_typer(model_app, name="model")

Config = Annotated[
    Path | None,
    typer.Option("--config", envvar="SOTTOVOCE_CONFIG", help="The edge's YAML file."),
]


@app.command()
def serve(config: Config = None) -> None:
    """Serve OpenAI-compatible chat completions for a gateway until SIGTERM."""
    import asyncio

    from edge_node.app import build_app
    from sottovoce.asgi import serve as serve_app
    from sottovoce.telemetry import configure_logging, get_logger

    settings = _settings(config)
    configure_logging("edge")
    edge = build_app(settings)
    host, scheme = settings.listen.host, settings.listen.scheme

    def ready(port: int) -> None:
        get_logger().info("listening", url=f"{scheme}://{host}:{port}/v1", site=settings.site)

    asyncio.run(serve_app(edge, settings.listen, ready=ready))


@app.command("import")
def import_file(
    file: Annotated[
        Path, typer.Argument(help="JSONL of id, customer, language, consent, messages.")
    ],
    config: Config = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Redact and check everything, write nothing.")
    ] = False,
) -> None:
    """Bring historical dialogues into the log, redacted in this command's memory.

    A line that cannot go in is reported by its number; the others go in. Exit code 1 if any failed.
    """
    from edge_node.importer import read_lines

    settings = _settings(config)
    if not file.is_file():
        raise typer.BadParameter(f"{file} is no file")
    log = None if dry_run else _open_log(settings)
    try:
        totals = _import_lines(_importer(settings, log), read_lines(file), file.stat().st_size)
    finally:
        if log is not None:
            log.close()
    verb = "checked" if dry_run else "written"
    typer.echo(
        f"{totals.written} {verb} ({totals.trainable} trainable), "
        f"{totals.duplicates} already there, {totals.failed} failed"
    )
    if totals.failed:
        raise typer.Exit(1)


@app.command()
def adapters(config: Config = None) -> None:
    """What the edge has loaded and cached, what serves, and what it refused, as JSON."""
    from edge_node.updates import read_state
    from sottovoce.release import FILES

    settings = _settings(config)
    if settings.registry is None:
        typer.echo(json.dumps({"registry": None, "active": "base", "loaded": [], "cached": []}))
        return
    cache = settings.registry.cache_dir
    state = read_state(cache)
    shown = state.model_dump(mode="json")
    shown["active"] = state.active or "base"
    shown["cached"] = sorted(mark.parent.name for mark in cache.glob(f"*/{FILES[-1]}"))
    typer.echo(json.dumps({"registry": settings.registry.url, **shown}, indent=2))


@log_app.command("show")
def log_show(
    config: Config = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many rows.")] = 1000,
    since: Annotated[
        str | None, typer.Option("--since", help="From 24h, 7d ago or an ISO date on.")
    ] = None,
) -> None:
    """Print the newest dialogues, opened (they are redacted), oldest first, as JSONL."""
    from collections import deque

    from edge_node.report import parse_since

    log = _open_log(_settings(config))
    try:
        start = parse_since(since, time.time()) if since else None
        for dialogue in deque(log.read(since=start), maxlen=limit):
            typer.echo(json.dumps(asdict(dialogue), ensure_ascii=False))
    finally:
        log.close()


@log_app.command("erase")
def log_erase(
    config: Config = None,
    customer_file: Annotated[
        Path | None,
        typer.Option(
            "--customer-file", help="A file of customer ids as the application sends them."
        ),
    ] = None,
    subject: Annotated[
        str | None, typer.Option("--subject", help="A pseudonym (sub_…) as the log shows it.")
    ] = None,
) -> None:
    """Erase a customer: destroy the customer's key and rows. Training updates are not undone."""
    from sottovoce.crypto import load_key, pseudonym

    settings = _settings(config)
    if (customer_file is None) == (subject is None):
        raise typer.BadParameter("name either --customer-file or --subject")
    subjects = [subject] if subject else []
    if customer_file is not None:
        tenant_key = load_key(settings.tenant_key_file)
        names = customer_file.read_text(encoding="utf-8").splitlines()
        subjects = [pseudonym(tenant_key, name.strip()) for name in names if name.strip()]
    log = _open_log(settings)
    try:
        rows = sum(log.erase_subject(each) for each in subjects)
    finally:
        log.close()
    typer.echo(f"{len(subjects)} customer(s), {rows} dialogue(s) erased")


@log_app.command("purge")
def log_purge(
    config: Config = None,
    days: Annotated[
        float | None, typer.Option("--days", min=0, help="Instead of the pack's retention_days.")
    ] = None,
) -> None:
    """Delete dialogues older than the pack's retention, and the keys that nothing needs any more."""
    from edge_node.app import read_pack

    settings = _settings(config)
    kept = read_pack(settings).retention_days if days is None else days
    log = _open_log(settings)
    try:
        typer.echo(f"{log.purge(time.time() - kept * 86400)} dialogue(s) older than {kept:g} days")
    finally:
        log.close()


@report_app.callback()
def report(
    context: typer.Context,
    config: Config = None,
    since: Annotated[
        str, typer.Option("--since", help="From 24h, 7d ago or an ISO date on.")
    ] = "24h",
    out: Annotated[Path | None, typer.Option("--out", help="A file instead of the screen.")] = None,
) -> None:
    """Print the signed leak report: replies, updates with digests, polls, refusals since a moment."""
    if context.invoked_subcommand is not None:
        return
    from edge_node.report import make_report

    document = json.dumps(make_report(_settings(config), since, time.time()), indent=2)
    if out is None:
        typer.echo(document)
    else:
        out.write_text(document + "\n", encoding="utf-8")


@report_app.command("verify")
def report_verify(
    file: Annotated[Path, typer.Argument(help="The report.")],
    public: Annotated[Path, typer.Option("--public", help="The site's public report key (PEM).")],
) -> None:
    """Check a report's signature; exit code 1 where it does not hold."""
    from edge_node.report import check_report

    if not check_report(file, public):
        typer.echo("the signature does not hold", err=True)
        raise typer.Exit(1)
    typer.echo("the signature holds")


@model_app.command("prepare")
def model_prepare(
    source: Annotated[str, typer.Argument(help="gemma, tiny, a directory or a model id.")],
    out: Annotated[Path, typer.Option("--out", help="The directory to make.")],
) -> None:
    """Write a base model with tokenizer and chat template; prints its digest. Idempotent."""
    from rich.progress import Progress

    from edge_node.models import prepare
    from sottovoce.telemetry import configure_logging

    configure_logging("edge")
    with Progress(console=_stderr(), transient=True) as bar:
        task = bar.add_task("preparing", total=1.0)
        digest = prepare(
            source,
            out,
            progress=lambda done, text: bar.update(task, completed=done, description=text),
        )
    typer.echo(digest)


@model_app.command("digest")
def model_digest(
    directory: Annotated[Path, typer.Argument(help="A prepared model.")],
) -> None:
    """Print the base digest that releases are bound to."""
    from sottovoce.errors import ConfigInvalid
    from sottovoce.release import base_digest

    try:
        typer.echo(base_digest(directory))
    except OSError:
        raise ConfigInvalid([f"{directory} holds no prepared model"]) from None


def _settings(config: Path | None) -> EdgeSettings:
    from edge_node.settings import EdgeSettings
    from sottovoce.settings import load_settings

    return load_settings(EdgeSettings, config)


def _open_log(settings: EdgeSettings) -> DialogueLog:
    from sottovoce.crypto import load_key
    from sottovoce.dialogue_log import DialogueLog

    key = load_key(settings.log.site_key_file)
    return DialogueLog(settings.log.path, settings.log.keys_path, key)


def _importer(settings: EdgeSettings, log: DialogueLog | None) -> Importer:
    from edge_node.importer import Importer
    from edge_node.second_look import SecondLook
    from policies import Redactor, build_detector, load_pack
    from sottovoce.crypto import load_key, new_token

    pack = load_pack(settings.pack)
    return Importer(
        redactor=Redactor(build_detector(pack, engine="balanced"), pack),
        look=SecondLook(build_detector(pack, engine="fast"), pack, new_token()),
        log=log,
        tenant_key=load_key(settings.tenant_key_file),
        policy=pack.version,
        clock=time.time,
    )


def _import_lines(importer: Importer, lines: Any, size: int) -> Totals:
    """Run an import under a progress bar; each failed line is told with its number on stderr."""
    from rich.progress import Progress

    from edge_node.importer import Totals

    totals = Totals()
    with Progress(console=_stderr(), transient=True) as bar:
        task = bar.add_task("importing", total=size)

        def counted() -> Any:
            for number, raw in lines:
                yield number, raw
                bar.update(task, advance=len(raw))

        for outcome in importer.run(counted()):
            totals.add(outcome)
            if outcome.code:
                bar.console.print(f"line {outcome.line}: {outcome.code}: {outcome.detail}")
    return totals


def _stderr() -> Any:
    from rich.console import Console

    return Console(stderr=True, markup=False, highlight=False, soft_wrap=True)
