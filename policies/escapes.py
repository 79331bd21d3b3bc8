"""What escapes of JSON, JavaScript, HTML and URLs stand for. Knows a match, not the text around it."""

from __future__ import annotations

import re
from html.entities import html5

# Without one of these a text holds no escape and no placeholder.
MARKS = ("<", "[", "\\", "%", "&")
# What one of them must stand before: "20% off" and "A & B" hold none either. Each branch begins with one sign,
# which `re` looks for as fast as for a character.
OPENS = re.compile(
    r"<(?=[A-Z])|\[(?=[A-Z])|\\(?=[0-9A-Za-z!-/:-@\[-`{-~])|%(?=[0-9A-Fa-f]{2})|&(?=[#A-Za-z])"
)
# Repetitions are bounded, so that a long run of backslashes costs no more than its length.
_ZONE = "|".join(
    f"(?<={before})"
    for before in (
        "::",
        *(":" + "[0-9A-Fa-f]" * size for size in range(1, 5)),
        *(r"\." + "[0-9]" * size for size in range(1, 4)),
    )
)
ESCAPE = (
    r"(?P<back>\\{1,8}(?:u(?P<u>[0-9A-Fa-f]{4})|u\{(?P<b>[0-9A-Fa-f]{1,6})\}|U(?P<U>[0-9A-Fa-f]{8})|x(?P<x>[0-9A-Fa-f]{2})"
    r"|(?P<space>[nrt])(?![a-z])|(?P<sign>[!\"#$%&'()*+,\-./:;=>?@\]^_`{|}~])))"
    r"|(?P<html>&(?:#(?P<dec>[0-9]{1,7});?|#[xX](?P<hex>[0-9A-Fa-f]{1,6});?|(?P<name>[A-Za-z]{2,24});))"
    # fe80::1%12 names a network card: no escape.
    rf"|(?P<url>(?!(?:{_ZONE})%(?:0[1-8]|1[0-9])(?![0-9A-Fa-f%]))(?:%[0-9A-Fa-f]{{2}})+)"
)


def stands_for(match: re.Match[str]) -> str | None:
    """The text that a match of ESCAPE stands for; None when it is no escape after all.

    A run of percent escapes is decoded whole as UTF-8 (RFC 3986); half of a UTF-16 pair is U+FFFD.
    """
    if match["url"]:
        return _percent(match["url"])
    if match["html"]:
        if match["name"]:
            read = html5.get(match["name"] + ";")
            return read if read is not None and len(read) == 1 else None
        return _character(int(match["dec"]) if match["dec"] else int(match["hex"], 16))
    if match["space"]:
        return " "
    if match["sign"]:
        return match["sign"]
    return _character(int(match["u"] or match["b"] or match["U"] or match["x"], 16))


def _character(code: int) -> str:
    return chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd"


def _percent(run: str) -> str | None:
    try:
        return bytes.fromhex(run.replace("%", "")).decode()
    except UnicodeDecodeError:
        return None
