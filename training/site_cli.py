"""`sottovoce train site`: builds a site's trainer from its settings and runs it until a signal.

The composition root of the site side: files, keys and the model are opened here and handed down.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from training.settings import SiteTrainerSettings
    from training.site_service import SiteService


def site(
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            envvar="SOTTOVOCE_CONFIG",
            help="The site's YAML file; each setting also as SOTTOVOCE_<FIELD>__<SUBFIELD>.",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Load everything, print the base digest, and stop.")
    ] = False,
) -> None:
    """Run this site's trainer: it keeps the base model loaded and answers the site's Flower node.

    The node reaches it through the Unix socket named in the settings and gets adapter updates,
    numbers and codes, within the bounds of this file: steps, batch, sequence, rank, learning rate,
    rounds a day, the least number of customers here and of sites in the round. Dialogues without
    consent, or in which the policy pack still finds personal data, never train.
    """
    from sottovoce.settings import load_settings
    from sottovoce.telemetry import configure_logging
    from training.settings import SiteTrainerSettings

    settings = load_settings(SiteTrainerSettings, config)
    configure_logging("site-trainer")
    stop = threading.Event()
    if not check:
        os.nice(settings.niceness)
    service = build_service(settings, stopped=stop.is_set)
    if check:
        typer.echo(service.status()["base"])
        return
    run(settings, service, stop)


def build_service(
    settings: SiteTrainerSettings, *, stopped: Callable[[], bool] = lambda: False
) -> SiteService:
    """Everything behind the socket. Raises ConfigInvalid, PolicyInvalid or KeyUnavailable."""
    from policies import build_detector, load_pack
    from sottovoce.crypto import load_key, load_public
    from sottovoce.errors import ConfigInvalid

    # What is quickly found wrong is looked at before the model libraries are loaded.
    pack = load_pack(settings.pack)
    site_key = load_key(settings.log.site_key_file)
    release_key = load_public(settings.release_public_key_file)
    if not any(settings.model.glob("*.safetensors")):
        raise ConfigInvalid([f"model: {settings.model} is not a prepared model"])

    from sottovoce.dialogue_log import DialogueLog
    from sottovoce.egress import EgressLedger
    from training.base_model import load_base_model, use_threads
    from training.site_service import SiteService
    from training.site_state import SiteState
    from training.site_worker import SiteWorker
    from training.window import PackScanner

    use_threads(settings.threads)
    worker = SiteWorker(
        base=load_base_model(settings.model),
        dialogues=DialogueLog(settings.log.path, settings.log.keys_path, site_key),
        scanner=PackScanner(build_detector(pack, engine="fast"), pack),
        retention_days=pack.retention_days,
        site_key=site_key,
        release_key=release_key,
        limits=settings.limits,
        stopped=stopped,
    )
    return SiteService(
        site=settings.site,
        worker=worker,
        state=SiteState(settings.state_path, site_key),
        ledger=EgressLedger(settings.egress_path, time.time),
        limits=settings.limits,
        clock=time.time,
    )


def run(settings: SiteTrainerSettings, service: SiteService, stop: threading.Event) -> None:
    """Serve until SIGTERM or SIGINT; a running fit ends at its next step."""
    from sottovoce.telemetry import get_logger
    from training.site_socket import SiteSocket

    server = SiteSocket(
        settings.socket, service, allowed_uids=settings.allowed_uids, gid=settings.socket_gid
    )

    def on_signal(_number: int, _frame: object) -> None:
        stop.set()
        server.stop()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    get_logger().info(
        "ready", site=settings.site, base=service.status()["base"], threads=settings.threads
    )
    server.serve()
