"""The one worker of a process: shared, and closed with its last user."""

from __future__ import annotations

import pytest

from policies.taggers.shared import shared_status, shared_worker
from sottovoce.errors import PrivacyUnavailable


def test_the_last_user_closes() -> None:
    """Two users, one process; it lives until both have closed."""
    before = shared_status()
    first, second = shared_worker(), shared_worker()
    assert first.tag("lac", ["订单由何浩然签收"])[0]
    assert first.status().pid == second.status().pid
    first.close()
    first.close()
    with pytest.raises(PrivacyUnavailable):
        first.tag("lac", ["好"])
    assert second.tag("lac", ["好"]) == [[]]
    second.close()
    if before is None:  # no detector of another test holds it
        assert shared_status() is None
    assert (second.status().state == "closed") == (before is None)


def test_a_new_user_after_the_last() -> None:
    """A closed worker is not handed out again."""
    shared_worker().close()
    again = shared_worker()
    assert again.tag("lac", ["好"]) == [[]]
    again.close()
