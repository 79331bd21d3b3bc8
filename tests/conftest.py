"""Fixtures that several folders of tests share: the one running federation."""

from tests.e2e.running import running, tiny_model

__all__ = ["running", "tiny_model"]
