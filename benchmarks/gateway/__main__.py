"""`python -m benchmarks.gateway`: the gateway beside a pass-through proxy and LiteLLM, in one run.

Makes the environments that it needs, starts everything on loopback, stops everything by its id. `--quick` is small
and writes nothing into the repository.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.gateway import contenders as who
from benchmarks.gateway import report
from benchmarks.gateway.environments import has_module, version_in
from benchmarks.gateway.measure import FULL, QUICK, Sizes, growth, rounds
from benchmarks.gateway.processes import Load, Process
from benchmarks.machine import machine

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ALL = (who.PASSTHROUGH, who.FAST, who.BALANCED, who.LITELLM, who.GUARDED)
NEEDED = (who.PASSTHROUGH, who.FAST, who.BALANCED)
_SHOWN = ("fastapi", "starlette", "httpx", "uvicorn")


@app.command()
def main(
    quick: Annotated[
        bool, typer.Option("--quick", help="Small; results are only printed.")
    ] = False,
    peers: Annotated[
        bool, typer.Option(help="Measure LiteLLM too; without it only what is ours.")
    ] = True,
) -> None:
    """Measure the gateway."""
    result = measure(QUICK if quick else FULL, ALL if peers else NEEDED)
    text = report.page(result)
    print(text)
    if not quick and peers:
        folder = Path(os.environ.get("SOTTOVOCE_BENCH_OUT", HERE))
        (folder / "results.json").write_text(json.dumps(result, indent=1) + "\n")
        (folder / "results.md").write_text(text)


def measure(sizes: Sizes, names: tuple[str, ...]) -> dict[str, Any]:
    """Everything that the page shows. Raises `RuntimeError` where one of ours does not start."""
    facts = machine(())
    missing: dict[str, str] = {}
    with contextlib.ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        upstream, load = _tools(stack, work)
        found = [stack.enter_context(who.started(who.DIRECT, upstream, work))]
        for name in names:
            _say(f"starting {name}")
            try:
                found.append(stack.enter_context(who.started(name, upstream, work)))
            except (RuntimeError, subprocess.CalledProcessError) as error:
                if name in NEEDED:
                    raise
                missing[name] = str(error)
        measured = rounds(found, load, sizes, _say)
        ours = [one for one in found if one.name == who.BALANCED]
        grown = {one.name: growth(one, load, sizes, _say) for one in ours}
        return {
            "machine": facts,
            "sizes": asdict(sizes),
            "environment": _environment(),
            "started": {one.name: one.started for one in found},
            "rounds": measured,
            "growth": grown,
            "missing": missing,
        }


def _tools(stack: contextlib.ExitStack, work: Path) -> tuple[int, Load]:
    """The mock upstream's port and the load generator, both programs of this repository."""
    command = [sys.executable, "-m", "benchmarks.gateway.upstream"]
    mock = stack.enter_context(Process(command, work / "upstream.log", talks=True))
    load = Load([sys.executable, "-m", "benchmarks.gateway.load"], work / "load.log")
    return int(mock.line()), stack.enter_context(load)


def _environment() -> dict[str, str]:
    told = {package: version_in("gateway", package) for package in _SHOWN}
    for module in ("uvloop", "httptools", "torch"):
        told[module] = "installed" if has_module("gateway", module) else "not installed"
    return told


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    os.chdir(REPOSITORY)
    app()
