"""`sottovoce gateway`: serve, forget, audit. FastAPI and Presidio are imported by the command, not by its help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.audit_cli import app as audit_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from gateway.settings import GatewaySettings

app = typer.Typer(
    add_completion=False,
    help="The front door: takes personal data out, restores it in the reply.",
    no_args_is_help=True,
)


app.add_typer(audit_app, name="audit")


@app.callback()
def _group() -> None:
    """The front door: takes personal data out, restores it in the reply."""


@app.command()
def serve(
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", envvar="SOTTOVOCE_CONFIG", help="The YAML file: sites, keys, packs."
        ),
    ] = None,
    upstream: Annotated[
        str | None,
        typer.Option("--upstream", help="One OpenAI-compatible server; the URL ends in /v1."),
    ] = None,
    host: Annotated[str | None, typer.Option("--host", help="The address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option("--port", help="The port; 0 takes a free one.", min=0, max=65535)
    ] = None,
    pack: Annotated[
        str | None, typer.Option("--pack", help="The policy pack, by name or file.")
    ] = None,
    no_auth: Annotated[
        bool, typer.Option("--no-auth", help="Ask for no API key; on a loopback address only.")
    ] = False,
) -> None:
    """Serve the OpenAI chat interface with personal data taken out on the way and restored on the way back.

    Without --config one upstream is served: sottovoce gateway serve --upstream
    http://127.0.0.1:8000/v1 --no-auth. The upstream's key is read from SOTTOVOCE_UPSTREAM_API_KEY.
    Every setting also has a variable, SOTTOVOCE_…; exit code 2 means the settings are not valid. SIGHUP reads
    sites, tenants, keys and packs again without a dropped request; SIGTERM lets running requests end.
    """
    from gateway.settings import GatewaySettings
    from sottovoce.settings import load_settings
    from sottovoce.telemetry import configure_logging

    overrides = {
        "listen": {"host": host, "port": port},
        "upstream_base_url": upstream,
        "pack": pack,
        "no_auth": True if no_auth else None,
    }

    def load() -> GatewaySettings:
        return load_settings(GatewaySettings, config, overrides=overrides)

    settings = load()
    configure_logging("gateway")
    run(settings, load)


@app.command()
def forget(
    config: Annotated[
        Path, typer.Option("--config", envvar="SOTTOVOCE_CONFIG", help="The gateway's YAML file.")
    ],
    tenant: Annotated[str, typer.Option("--tenant", help="The tenant whose customers they are.")],
) -> None:
    """Forget customers: their names, one a line, are read from standard input.

    All their conversations leave the vault at once, also under a running gateway; the sites' logs are
    erased with `sottovoce edge log`. Prints how many conversations there were.
    """
    import sys

    from gateway.compose import open_vault, tenant_key
    from gateway.settings import GatewaySettings
    from sottovoce.crypto import pseudonym
    from sottovoce.settings import load_settings

    settings = load_settings(GatewaySettings, config)
    key = tenant_key(settings, tenant)
    vault = open_vault(settings)
    try:
        names = [line.strip() for line in sys.stdin if line.strip()]
        gone = sum(vault.erase_subject(pseudonym(key, name)) for name in names)
    finally:
        vault.close()
    typer.echo(f"{len(names)} customer(s), {gone} conversation(s) forgotten")


def run(settings: GatewaySettings, load: Callable[[], GatewaySettings]) -> None:
    """Composes and serves until SIGTERM; SIGHUP takes what `load` gives then.

    Raises `ConfigInvalid` before a port is opened.
    """
    import asyncio

    import uvloop

    from gateway.app import create_app
    from gateway.compose import compose
    from gateway.intake import connection_limits
    from sottovoce.asgi import serve as serve_app
    from sottovoce.telemetry import get_logger

    log = get_logger()
    limits = connection_limits(settings.limits)
    gateway = compose(settings)

    def ready(port: int) -> None:
        log.info("listening", host=settings.listen.host, port=port, no_auth=settings.no_auth)

    app = create_app(gateway, load=load)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve_app(app, settings.listen, limits=limits, ready=ready))
