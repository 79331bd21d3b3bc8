"""Logs hold facts, never text; an exception is its type."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sottovoce.telemetry import configure_logging, get_logger

PROGRAM = """
import logging
from prometheus_client import CollectorRegistry, Counter
from sottovoce.telemetry import configure_logging, get_logger, render_metrics
configure_logging("edge", level="{level}")
get_logger().info("request", status=200, site="a")
try:
    raise ValueError("王芳 said tiger")
except ValueError:
    logging.getLogger("some.package").exception("failed for %s", "tiger")
registry = CollectorRegistry()
Counter("x", "X.", registry=registry).inc()
print(render_metrics(registry).decode())
"""


def run(level: str) -> tuple[str, list[dict[str, object]]]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(level=level)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout, [json.loads(line) for line in done.stderr.splitlines()]


def test_lines_are_json_and_quote_no_exception() -> None:
    """Our event keeps its facts; a library's message keeps its place and the error's type alone."""
    out, (ours, theirs) = run("info")
    assert (ours["event"], ours["status"], ours["role"]) == ("request", 200, "edge")
    assert theirs["error"] == "ValueError"
    assert theirs["logger"] == "some.package"
    assert "tiger" not in str(theirs)
    assert "x_total 1.0" in out


def test_the_level_is_respected() -> None:
    """With `warning` the canonical line is gone and a library's error stays."""
    _, lines = run("warning")
    assert [line["event"] for line in lines] == ["library_message"]


def test_a_full_disk_below_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that cannot be written is lost; whoever wrote it goes on."""
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr("sys.stderr", full)
        configure_logging("gateway")
        get_logger().info("line")
        with pytest.raises(OSError, match="No space"):
            full.close()
