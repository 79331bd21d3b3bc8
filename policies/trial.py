"""`sottovoce policy test`: the examples of one pack, each told with its line as it is done."""

from __future__ import annotations

import sys
from typing import Any

import typer
from rich.console import Console
from rich.progress import Progress

from policies.detector import Detector
from policies.examples import count_examples, run_examples
from policies.pack import Pack
from policies.pack_files import places

# Fewer are done before a bar could be read.
_LONG = 20


def try_pack(name: str, pack: Pack, detector: Detector, as_json: bool) -> list[dict[str, Any]]:
    """A row for each example; printed unless `as_json`. Raises whatever the detector raises."""
    place = places(name)
    rows = []
    total = count_examples(pack)
    console = Console(stderr=True)
    quiet = total < _LONG or not sys.stderr.isatty()
    with Progress(console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task(pack.name, total=total)
        for outcome in run_examples(pack, detector):
            where = place(outcome.where)
            row = {"pack": pack.name, "at": where, "ok": outcome.ok}
            rows.append({**row, "faults": list(outcome.faults)})
            progress.advance(task)
            if not as_json:
                typer.echo(f"{'pass' if outcome.ok else 'FAIL'} {where}")
                for fault in outcome.faults:
                    typer.echo(f"     {fault}")
    if not rows and not as_json:
        typer.echo(f"none {pack.name} has no examples")
    return rows
