"""What several folders of tests share: the one running federation, and logging that no test leaves changed."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import structlog

from tests.e2e.running import running, tiny_model

__all__ = ["running", "tiny_model"]


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """A command that is called inside a test sets up logging for its process, which is the tests' own."""
    root = logging.getLogger()
    handlers, level, ours = root.handlers[:], root.level, structlog.get_config()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**ours)
