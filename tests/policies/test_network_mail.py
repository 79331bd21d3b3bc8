"""E-mail addresses end where they end, also at the end of a sentence."""

from __future__ import annotations

import pytest

from policies import Detector


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("mail john@example.com. Please call", "john@example.com"),
        ("me@x.co. In the morning", "me@x.co"),
        ("to john@example .com ok", "john@example .com"),
        ("john@example. com thanks", "john@example. com"),
        ("j @ example.com", "j @ example.com"),
        ("жук@почта.рф", "жук@почта.рф"),
        ("x@mail.почта.рф", "x@mail.почта.рф"),
        ("josé@ejemplo.es", "josé@ejemplo.es"),
        ("j@müller.example.de ok", "j@müller.example.de"),
        ("a@例子.com", "a@例子.com"),
        ("a@x.公司", "a@x.公司"),
    ],
)
def test_found_whole(text: str, value: str, fast: Detector) -> None:
    """The address is the one finding, without the next sentence's first word."""
    assert [text[s.start : s.end] for s in fast.scan(text)] == [value]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The server 10.0.0.12 is down", ["10.0.0.12"]),
        ("discover 172.16.4.20 on the network", ["172.16.4.20"]),
        ("firmware ver 10.2.1.14 fails", []),
        ("v10.0.0.12 is out", []),
        ("若失败则回滚到3.12.0.17", []),
        ("请安装5.10.0.17版", []),
        ("当前T-Box 3.12.0.17，要升吗", []),
        ("OpenVault 9.2.14.3 fails", []),
        ("Alice 9.2.14.3 logged a fault", ["9.2.14.3"]),
        ("Router 9.2.14.3 is its address", ["9.2.14.3"]),
        ("访问3.12.0.17超时", ["3.12.0.17"]),
        ("Gateway 62.12.14.3 fails", ["62.12.14.3"]),
    ],
)
def test_a_version_has_a_word_of_its_own(fast: Detector, text: str, found: list[str]) -> None:
    """`server` ends like a version's word and is none."""
    assert [text[s.start : s.end] for s in fast.scan(text)] == found


@pytest.mark.parametrize(
    "address",
    [
        "maria underscore keller at example dot com",
        "j dot o'brien at mail dot example dot org",
        "anna dash lee at web dot de",
        "sam plus shop at example dot com",
        "kim at firm dot solutions",
        "j*d [at] example [dot] anything",
        "о'brien@example.com",
    ],
)
def test_a_mailbox_in_words_and_in_other_letters(fast: Detector, address: str) -> None:
    """The whole address goes, its first part too."""
    text = f"Write to {address} please"
    assert [text[s.start : s.end] for s in fast.scan(text)] == [address]


@pytest.mark.parametrize(
    "text",
    [
        "it's at apple dot com",
        "see option (a) foo.bar for details",
        "price 5 (at) most. Thanks",
        "look at tool dot software",
    ],
)
def test_a_sentence_with_at_and_dot_is_no_address(fast: Detector, text: str) -> None:
    """Words of a sentence before `at` are no mailbox, and a list's letter is no sign."""
    assert fast.scan(text) == []
