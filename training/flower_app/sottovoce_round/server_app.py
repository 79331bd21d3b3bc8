"""The trainer's half of the Flower app: hands the grid to the installed `training.server_round`."""

from __future__ import annotations

from pathlib import Path

from flwr.app import Context
from flwr.serverapp import Grid, ServerApp

from training.server_round import run_round

app = ServerApp()


@app.main()
def main(grid: Grid, context: Context) -> None:
    """Run one round; everything it needs and yields lies in the round's folder."""
    run_round(grid, Path(str(context.run_config["out-dir"])))
