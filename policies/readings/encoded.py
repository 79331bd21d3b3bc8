"""Base64 (RFC 4648, both alphabets, with or without padding) of 16 and more characters that holds text.

Whatever is found in the text makes the whole run one value. Runs broken over lines are read as one.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from policies.readings.base import Piece, Reading

_SIGN = "[0-9A-Za-z+/_-]"
_LONG = re.compile(rf"{_SIGN}{{14,}}+")
_RUN = re.compile(
    rf"(?:(?:{_SIGN}{{56,128}}\r?\n){{1,400}}{_SIGN}{{1,128}}+|{_SIGN}{{16,}}+)={{0,2}}(?![0-9A-Za-z+/_=-])"
    # The padding counts: eleven digits are fifteen signs and one `=`.
    rf"|(?:{_SIGN}{{15}}=|{_SIGN}{{14}}==)(?![0-9A-Za-z+/_=-])"
)
_STANDARD = str.maketrans("-_", "+/", "\r\n=")
_LEAST_PRINTABLE = 0.9


class Base64:
    """Runs that decode to readable text."""

    name = "base64"
    needs = "[0-9A-Za-z+/_-]{14}(?:[0-9A-Za-z+/_-][0-9A-Za-z+/_=-]|==)"

    def readings(self, text: str) -> Iterator[Reading]:
        """The text of each run."""
        at = 0
        while (long := _LONG.search(text, at)) is not None:
            at = long.end()
            run = None if _opaque(long[0]) else _RUN.match(text, long.start())
            read = None if run is None else decoded(run[0])
            if run is not None and read is not None:
                start, at = run.span()
                yield Reading(read, 0, len(read), start, (Piece(read, start, at),), whole=True)


def decoded(run: str) -> str | None:
    """The text that a run of base64 holds; None when it holds none."""
    if _opaque(run):
        return None
    plain = run.translate(_STANDARD)
    try:
        data = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        try:
            read = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _readable(read, encoding):
            return read
    return None


def _opaque(run: str) -> bool:
    """Whether a run is a number or a word."""
    return run.isdigit() or (run.isalpha() and (run.islower() or run.isupper()))


def _readable(read: str, encoding: str) -> bool:
    if len(read) < 4:
        return False
    good = sum(c.isprintable() or c in "\r\n\t" for c in read)
    if good < _LEAST_PRINTABLE * len(read):
        return False
    if encoding == "utf-8":
        return True
    # Any bytes are some text in the wide encodings: only plain Latin or common Han counts there.
    plain = all(c < "\x7f" or "\u4e00" <= c <= "\u9fff" or c in "，。：、" for c in read)
    return plain and (encoding == "gb18030" or any(c < "\x7f" for c in read))
