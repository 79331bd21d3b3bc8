"""What the demo shows: phases with their seconds, tables, ticks and crosses.

Knows rich, nothing of what is shown.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

CELL = 420


@dataclass
class Screen:
    """The demo's one output. `clock` gives seconds and only differences of it are used."""

    console: Console = field(default_factory=lambda: Console(highlight=False))
    clock: Callable[[], float] = time.monotonic
    phases: list[tuple[str, float]] = field(default_factory=list)

    @contextlib.contextmanager
    def phase(self, title: str) -> Iterator[None]:
        """A titled part of the demo; its seconds are printed at its end and kept, failed or not."""
        number = len(self.phases) + 1
        self.console.print()
        self.console.rule(f"[bold]{number} · {escape(title)}", align="left")
        start = self.clock()
        try:
            yield
        finally:
            seconds = self.clock() - start
            self.phases.append((title, seconds))
            self.console.print(f"[dim]{seconds:.1f} s[/dim]")

    @contextlib.contextmanager
    def working(self, what: str) -> Iterator[Callable[[str], None]]:
        """A spinner while something takes its time; call the given function to change its text."""
        if not self.console.is_terminal:
            self.say(f"{what} …")
            yield lambda _text: None
            return
        with self.console.status(escape(what)) as status:
            yield lambda text: status.update(escape(text))

    def say(self, text: str) -> None:
        """One plain line."""
        self.console.print(escape(text))

    def warn(self, text: str) -> None:
        """A line that must not be overlooked."""
        self.console.print(f"[yellow]! {escape(text)}[/yellow]")

    def mark(self, held: bool, name: str, detail: str = "") -> None:
        """A check's outcome."""
        sign = "[green]✓[/green]" if held else "[bold red]✗[/bold red]"
        more = f" [dim]({escape(detail)})[/dim]" if detail else ""
        self.console.print(f"  {sign} {escape(name)}{more}")

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """A table of short cells."""
        table = Table(title=title, title_justify="left")
        for column in columns:
            table.add_column(column)
        for row in rows:
            table.add_row(*(escape(str(cell)) for cell in row))
        self.console.print(table)

    def side_by_side(self, title: str, columns: Sequence[str], cells: Sequence[str]) -> None:
        """Texts beside each other, placeholders coloured, long ones cut."""
        table = Table(title=title, title_justify="left", expand=True)
        for column in columns:
            table.add_column(column, ratio=1, overflow="fold")
        table.add_row(*(coloured(cell) for cell in cells))
        self.console.print(table)

    def phase_table(self) -> None:
        """The seconds of each phase and of all."""
        rows = [(title, f"{seconds:.1f}") for title, seconds in self.phases]
        total = sum(seconds for _, seconds in self.phases)
        self.table("Seconds", ("phase", "s"), [*rows, ("all", f"{total:.1f}")])


def coloured(text: str) -> Text:
    """A cell's text with its placeholders coloured."""
    shown = text if len(text) <= CELL else text[: CELL - 1] + "…"
    result = Text(shown)
    result.highlight_regex(r"<[A-Z_]+_\d+>|\[[A-Z_]{4,}\]", "bold cyan")
    return result
