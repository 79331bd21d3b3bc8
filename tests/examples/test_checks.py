"""Named checks and the search for personal values in texts."""

from __future__ import annotations

import pytest

from examples.demo.checks import Checks, found_in, placeholders


def test_exit_code_is_zero_only_if_every_check_held() -> None:
    """No check at all is no success; one failure is a failure."""
    shown: list[tuple[bool, str, str]] = []
    checks = Checks(lambda *mark: shown.append(mark))
    assert checks.exit_code == 1
    assert checks.hold("one", True)
    assert checks.exit_code == 0
    assert not checks.hold("two", False, "why")
    assert checks.exit_code == 1
    assert [check.name for check in checks.failed] == ["two"]
    assert shown == [(True, "one", ""), (False, "two", "why")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("call (415) 555-0173 now", "(415) 555-0173"),
        ("call 4155550173 now", "(415) 555-0173"),
        ("card 4539-1488-0343-6467", "4539 1488 0343 6467"),
        ("LAURA WHITFIELD here", "Laura Whitfield"),
        ("我叫张秀英,手机", "张秀英"),
    ],
)
def test_a_value_is_found_however_it_is_written(text: str, value: str) -> None:
    """Separators inside numbers and case hide nothing."""
    assert found_in(text, [value]) == [value]


def test_other_values_are_not_found() -> None:
    """A value that differs by one digit is another one."""
    assert found_in("call (415) 555-0174", ["(415) 555-0173"]) == []


def test_placeholders_of_a_text() -> None:
    """Only whole placeholders count."""
    assert placeholders("<PERSON_1>, <CN_ID_CARD_12> and <b> or [PERSON]") == {
        "<PERSON_1>",
        "<CN_ID_CARD_12>",
    }
