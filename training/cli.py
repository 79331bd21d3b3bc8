"""`sottovoce train …`: the federation's trainer, a site's trainer and SuperNode, and rounds.

Exit codes of `round`: 0 released, 3 gate_refused, 4 quorum_not_met, 1 anything else; 2 is a bad
configuration. Knows words and exit codes; the work is imported inside each command.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Any

import typer

from training.site_cli import site

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Rounds of federated fine-tuning: the trainer, a site's trainer, its SuperNode.",
)
app.command("site")(site)

State = Annotated[Path, typer.Option("--state", help="The trainer's state_dir.")]
EXIT_CODES = {"released": 0, "gate_refused": 3, "quorum_not_met": 4}
FINAL = ("released", "gate_refused", "quorum_not_met", "failed")


@app.command()
def serve(
    config: Annotated[Path, typer.Option("--config", help="The trainer's YAML file.")],
    schedule: Annotated[
        str | None,
        typer.Option("--schedule", help="Cron expression of five fields; 0 and 7 are Sunday."),
    ] = None,
    timezone: Annotated[
        str | None,
        typer.Option("--timezone", help="Time zone of the schedule, e.g. Asia/Shanghai."),
    ] = None,
    new_dialogues: Annotated[
        int | None,
        typer.Option("--new-dialogues", help="Also start when sites report this many more."),
    ] = None,
) -> None:
    """Run the trainer: Flower's SuperLink, the adapter registry over TLS, rounds on a schedule."""
    from sottovoce.settings import load_settings
    from sottovoce.telemetry import configure_logging
    from training.app import Trainer
    from training.server_settings import TrainerSettings

    settings = load_settings(
        TrainerSettings,
        config,
        overrides={"schedule": schedule, "timezone": timezone, "new_dialogues": new_dialogues},
    )
    configure_logging("trainer")
    Trainer(settings).run()


@app.command()
def node(
    superlink: Annotated[
        str, typer.Option("--superlink", help="HOST:PORT of the trainer's proxy for /v1/fleet/.")
    ],
    ca: Annotated[Path, typer.Option("--ca", help="The federation's CA certificate.")],
    key: Annotated[Path, typer.Option("--key", help="This node's private key (P-384).")],
    socket: Annotated[Path, typer.Option("--socket", help="The site trainer's Unix socket.")],
    name: Annotated[str, typer.Option("--site", help="This site's name.")],
    port: Annotated[
        int, typer.Option("--port", help="A free loopback port for its own use.")
    ] = 9094,
    home: Annotated[
        Path | None,
        typer.Option("--home", help="Its scratch folder (default ~/.sottovoce/node-SITE)."),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", help="Seconds to wait for the site's trainer.")
    ] = 3600.0,
) -> None:
    """Run a site's SuperNode: it fetches the rounds' messages and asks the site's trainer."""
    from training.node_cli import exec_supernode, supernode_command

    command = supernode_command(
        superlink=superlink, ca=ca, key=key, socket=socket, site=name, port=port, timeout=timeout
    )
    exec_supernode(command, home or Path.home() / ".sottovoce" / f"node-{name}")


@app.command("round")
def round_(
    state: State,
    wait: Annotated[
        bool, typer.Option("--wait/--no-wait", help="Wait for the round's end.")
    ] = True,
) -> None:
    """Start a round now. Exit code 0 released, 3 gate_refused, 4 quorum_not_met, 1 otherwise."""
    from training.admin import AdminClient

    with AdminClient(state) as trainer:
        view = trainer.call("POST", "/rounds")
        round_id = view["round"]["id"]
        typer.echo(f"{round_id}: queued")
        if not wait:
            return
        view = _follow(trainer, round_id)
    _print_result(view["round"])
    raise typer.Exit(EXIT_CODES.get(view["round"]["state"], 1))


@app.command()
def rounds(state: State) -> None:
    """List the newest rounds, and due times that were skipped."""
    from training.admin import AdminClient

    with AdminClient(state) as trainer:
        found = trainer.call("GET", "/rounds")
    for row in found["rounds"]:
        reason = row["summary"].get("reason", "")
        typer.echo(
            f"{_when(row['created'])}  {row['id']}  {row['trigger']}  {row['state']}  {reason}"
        )
    for row in found["skipped"]:
        typer.echo(f"{_when(row['at'])}  skipped: {row['note']}")


@app.command()
def releases(state: State) -> None:
    """List the releases; the one in force is marked with *."""
    from training.admin import AdminClient

    with AdminClient(state) as trainer:
        found = trainer.call("GET", "/releases")
    mark = "*" if found["current"] is None else " "
    typer.echo(f"{mark} base")
    for row in found["releases"]:
        mark = "*" if row["current"] else " "
        parent = row["parent"] or "base"
        typer.echo(f"{mark} {row['release']}  {_when(row['created'])}  on {parent}  {row['round']}")
    typer.echo(f"sequence {found['sequence']}")


@app.command()
def promote(
    release: Annotated[str, typer.Argument(help="The release that shall serve.")], state: State
) -> None:
    """Point the edges at a release."""
    from training.admin import AdminClient

    with AdminClient(state) as trainer:
        moved = trainer.call("POST", "/promote", {"release": release})
    typer.echo(f"{moved['release']} serves from sequence {moved['sequence']}")


@app.command()
def rollback(state: State) -> None:
    """Point the edges at what served before the current release."""
    from training.admin import AdminClient

    with AdminClient(state) as trainer:
        moved = trainer.call("POST", "/rollback")
    typer.echo(f"{moved['release'] or 'base'} serves from sequence {moved['sequence']}")


def _follow(trainer: Any, round_id: str) -> dict[str, Any]:
    """Print each change of the round's state until it has ended for good."""
    shown = 1
    while True:
        view: dict[str, Any] = trainer.call("GET", f"/rounds/{round_id}")
        for entry in view["log"][shown:]:
            typer.echo(f"{round_id}: {entry['state']} {entry['note']}".rstrip())
        shown = len(view["log"])
        if _ended(view["round"]):
            return view
        time.sleep(0.5)


def _ended(row: dict[str, Any]) -> bool:
    """Whether nothing more will happen; a first interruption is followed by a second attempt."""
    return row["state"] in FINAL or (row["state"] == "interrupted" and row["attempt"] > 1)


def _print_result(row: dict[str, Any]) -> None:
    summary = row["summary"]
    for name, found in sorted(summary.get("sites", {}).items()):
        typer.echo(f"  {name}: {_site_line(found)}")
    for name in summary.get("sat_out", []):
        typer.echo(f"  {name} sat the round out: it has no trainable dialogue")
    typer.echo(f"{row['state']}: {summary.get('reason', '')}")


def _site_line(found: dict[str, Any]) -> str:
    if found["code"] != "ok":
        return str(found["code"])
    metrics = found["metrics"]
    line = (
        f"{metrics.get('examples', 0):.0f} examples, {metrics.get('update_bytes', 0):.0f} bytes, "
    )
    line += f"{metrics.get('seconds', 0):.1f} s"
    evaluation = found.get("evaluation")
    if evaluation is None:
        return f"{line}, not evaluated ({found.get('evaluation_code')})"
    before, after = evaluation.get("loss_before"), evaluation.get("loss_candidate")
    if before is None or after is None:
        return f"{line}, held-out loss is not a number"
    return f"{line}, held-out loss {before:.4f} -> {after:.4f}"


def _when(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%SZ", time.gmtime(seconds))
