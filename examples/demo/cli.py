"""`sottovoce demo`: the whole loop on this machine, each step shown and checked.

Knows the options. The work is imported when the command runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False)


@app.callback(invoke_without_command=True)
def demo(
    model: Annotated[
        str, typer.Option("--model", help="gemma, tiny, a folder or the id of a causal LM.")
    ] = "gemma",
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave the system up until Ctrl-C and print its URLs.")
    ] = False,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="Of the made-up dialogues and of the round.")
    ] = 7,
    sites: Annotated[
        int, typer.Option("--sites", min=2, max=3, help="How many sites take part.")
    ] = 2,
    count: Annotated[
        int, typer.Option("--count", min=40, max=400, help="Historical dialogues a site.")
    ] = 80,
    workdir: Annotated[
        Path | None,
        typer.Option("--workdir", help="Keep the run's files and logs below this folder."),
    ] = None,
) -> None:
    """Run the whole loop on this machine: chat, redact, log, train, release, swap.

    Starts a trainer, two sites (an edge node, the site's trainer and a
    SuperNode each) and a gateway as processes on loopback; imports made-up
    dialogues; chats in English and Chinese; runs one federated round; swaps
    the signed adapter in while serving; rolls back and forward; stops all.

    Exit code 0 only if every check held. The first run prepares the model,
    which takes minutes.
    """
    from examples.demo.options import Options
    from examples.demo.story import run
    from examples.demo.ui import Screen

    chosen = Options(model=model, seed=seed, sites=sites, count=count, keep=keep, workdir=workdir)
    raise typer.Exit(run(chosen, Screen()))
