"""`python -m benchmarks.loop`: runs the demo several times and writes the seconds of its phases.

Each run starts every process anew; the model is prepared before the first one. A run in which a check did not
hold ends the benchmark: a figure of a broken loop is worth nothing.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.machine import machine
from examples.demo import models
from examples.demo.options import Options
from examples.demo.processes import Supervisor
from examples.demo.story import run
from examples.demo.ui import Screen

HERE = Path(__file__).resolve().parent
PACKAGES = ("flwr", "peft", "torch", "transformers")


def main(
    runs: Annotated[int, typer.Option(min=1, max=20, help="How many runs.")] = 3,
    model: Annotated[str, typer.Option(help="The demo's model.")] = "gemma",
) -> None:
    """Measure, print and write results-MODEL.json and results-MODEL.md."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Supervisor(Path(folder), environment=models.environment(model)) as tools,
    ):
        models.prepare(model, tools)
    facts = machine(PACKAGES)
    phases: dict[str, list[float]] = {}
    for number in range(runs):
        print(f"run {number + 1} of {runs}", file=sys.stderr, flush=True)
        for title, seconds in one_run(model):
            phases.setdefault(title, []).append(round(seconds, 1))
    totals = [round(sum(values), 1) for values in zip(*phases.values(), strict=True)]
    phases["all"] = totals
    result = {"model": model, "runs": runs, "machine": facts, "seconds": phases}
    text = table(result["seconds"], facts, model)  # type: ignore[arg-type]
    (HERE / f"results-{model}.json").write_text(json.dumps(result, indent=1) + "\n")
    (HERE / f"results-{model}.md").write_text(text)
    print(text)


def one_run(model: str) -> list[tuple[str, float]]:
    """The phases of one run with their seconds."""
    screen = Screen(console=Console(quiet=True))
    options = Options(model=model, seed=7, sites=2, count=80, keep=False, workdir=None)
    if run(options, screen):
        sys.exit("a check of the demo did not hold; nothing was written")
    return screen.phases


def table(seconds: dict[str, list[float]], facts: dict[str, object], model: str) -> str:
    """Minimum, median and maximum of each phase."""
    where = f"{facts['cores']} cores of {facts['cpu']}, {facts['memory_gib']} GiB"
    lines = [
        f"# The demo's phases in seconds, model {model}\n",
        f"{facts['date']}, {where}, load {facts['load']}; {len(seconds['all'])} run(s).\n",
        "| phase | min | median | max |",
        "| --- | --- | --- | --- |",
    ]
    for title, values in seconds.items():
        shown = (min(values), statistics.median(values), max(values))
        lines.append(f"| {title} | {' | '.join(f'{value:.1f}' for value in shown)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    typer.run(main)
