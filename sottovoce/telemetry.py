"""Structured logs and metrics: JSON lines on standard error, Prometheus text on request.

A log line holds an event's name and plain facts about it; never text of a dialogue, never a user's name. An
exception is logged by its type alone, since its text may quote what a user wrote.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO, cast

import structlog
from prometheus_client import CollectorRegistry, generate_latest

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def configure_logging(role: str, *, level: str | None = None) -> None:
    """Sends this process's events, and warnings of its libraries, to standard error as JSON lines."""
    chosen = LEVELS.get(level or os.environ.get("SOTTOVOCE_LOG_LEVEL", "info").lower(), 20)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _with_role(role),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(chosen),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _Lossy(sys.stderr))),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_LibraryFormatter(role))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def get_logger() -> Any:
    """The process's logger: `log.info("event_name", fact=value)`."""
    return structlog.get_logger()


def render_metrics(registry: CollectorRegistry) -> bytes:
    """The registry in Prometheus' text form; its content type is `METRICS_TYPE`."""
    return generate_latest(registry)


class _Lossy:
    """A stream that drops what it cannot write: a full disk under the log must not fail a request."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()


class _LibraryFormatter(logging.Formatter):
    """A library's record: where it came from and the type of its exception. Its message may quote a user."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, Any] = {
            "event": "library_message",
            "logger": record.name,
            "line": f"{record.module}:{record.lineno}",
            "level": record.levelname.lower(),
            "role": self._role,
        }
        if record.exc_info and record.exc_info[0] is not None:
            event["error"] = record.exc_info[0].__name__
        return str(structlog.processors.JSONRenderer()(None, "", event))


def _with_role(role: str) -> Any:
    def processor(
        _logger: Any, _method: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        event["role"] = role
        return event

    return processor
