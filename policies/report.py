"""What `policy explain`, `check`, `test` and `list` say, as plain data and as text. Knows no detector."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from policies.schema import DEFAULT_VIEWS, Role

if TYPE_CHECKING:
    from policies.analyzer import Finding
    from policies.pack import Pack

_FAULT = re.compile(r"(?P<file>.*?):(?P<line>\d+): (?P<message>.*)", re.DOTALL)


def fault_row(fault: str) -> dict[str, Any]:
    """A fault in its parts; a fault without a line has null there."""
    match = _FAULT.fullmatch(fault)
    if match is None:
        return {"file": None, "line": None, "message": fault}
    return {"file": match["file"], "line": int(match["line"]), "message": match["message"]}


def finding_row(finding: Finding, pack: Pack) -> dict[str, Any]:
    """A finding as plain data: where, what, which rules, and what each role gets. Never the value."""
    span = finding.span
    return {
        "start": span.start,
        "end": span.end,
        "label": span.label,
        "score": span.score,
        "threshold": pack.threshold(span.label),
        "rules": list(finding.rules),
        "context": finding.context,
        "action": pack.action(span.label),
        "params": pack.params(span.label),
        "roles": {role: seen_by(pack, role, span.label) for role in DEFAULT_VIEWS},
        "may_train": pack.may_train([span.label]),
        "may_leave_site": pack.may_leave_site([span.label]),
    }


def seen_by(pack: Pack, role: Role, label: str) -> str:
    """What a role sees of a class after its action: the value, or what stands for it."""
    action, view = pack.action(label), pack.view(role, label)
    if view == "exclude" or action == "block":
        return "nothing"
    if action == "keep":
        return "value"
    if view == "restore" and label in pack.restored(role):
        return "value"
    return action if view == "restore" or action not in ("placeholder", "surrogate") else view


def table_of(rows: Sequence[Sequence[Any]], columns: Sequence[str], title: str) -> None:
    """Prints a table; as wide as it needs where the output is no terminal."""
    table = Table(title=title)
    for column in columns:
        table.add_column(column, no_wrap=column not in ("rule", "context", "description"))
    for row in rows:
        table.add_row(*map(str, row))
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def explained(findings: Iterable[Finding], pack: Pack, role: Role | None) -> None:
    """Prints the table of `policy explain`."""
    columns = ["start", "end", "label", "score", "action", "rule", "context"]
    rows = []
    for row in (finding_row(finding, pack) for finding in findings):
        shown = [row[x] for x in columns[:3]]
        shown += [f"{row['score']:.2f}", _action(row), ", ".join(row["rules"]), row["context"]]
        rows.append([*shown, row["roles"][role]] if role else shown)
    table_of(rows, [*columns, f"{role} sees"] if role else columns, pack.version)


def _action(row: dict[str, Any]) -> str:
    given = ", ".join(f"{key}={value}" for key, value in row["params"].items())
    return f"{row['action']} ({given})" if given else str(row["action"])
