"""Many expressions looked for in one go: Hyperscan, in time linear in the text and without a memory of texts.

Where matches begin is not asked: Hyperscan's own way to say so (SOM_LEFTMOST) reads wild addresses in Vectorscan
5.4.12. It may also read a few bytes beyond a text's end; so a text stands between bytes of our own.

Expressions are compiled in a few bundles, which all processors do at once: a text is read once for each, so that
many would cost a short text more than what is in them. Knows no rule.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import hyperscan

from policies.recognizers.kept_databases import key_of, read, user_folder, write
from policies.recognizers.leads import Shows
from policies.recognizers.pieces import pieces
from sottovoce.errors import PrivacyUnavailable

Events = dict[int, list[int]]

_FLAGS = {
    Shows.ENDS: hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_ALLOWEMPTY,
    Shows.ANYWHERE: hyperscan.HS_FLAG_UTF8
    | hyperscan.HS_FLAG_SINGLEMATCH
    | hyperscan.HS_FLAG_ALLOWEMPTY,
}
# Expressions of so many signs go into one bundle.
_BUNDLE = {Shows.ENDS: 30_000, Shows.ANYWHERE: 60_000}
_SLACK = bytes(64)  # as much as the widest register holds
_LONGEST = 15_000  # Hyperscan's own limit is 16,000
_SIGN = r"\\x\{[0-9a-f]+\}"
# Fewer are compiled sooner than a file is looked for.
_MANY = 100
# Of one expression no more events than this are kept: some, and one in so many bytes.
MOST = 24
MOST_BYTES = 16


class Expression(NamedTuple):
    """What is looked for under a number, in RE2's syntax; several may have the same number."""

    number: int
    text: str
    shows: Shows


_END = Expression(-1, "", Shows.ANYWHERE)


class Automaton:
    """Looks for expressions. Threads may share it.

    `refused` are the numbers of those that Hyperscan cannot take: nothing is known of them.
    """

    def __init__(self, expressions: Iterable[Expression], folder: Path | None = None) -> None:
        """`folder` keeps what was compiled for the next start."""
        self._local = _Scratches()
        asked = list(expressions)
        # What takes longest to compile is begun first.
        bundles = sorted(_bundles([_within(e) for e in asked]), key=_signs_in, reverse=True)
        self._databases, self.refused = _made(bundles, folder)
        self._known = frozenset(e.number for e in asked) - self.refused

    def events(self, data: bytes) -> Events:
        """For each number that was found, the ends of its matches in bytes, in order; one for `Shows.ANYWHERE`.

        At most `most(len(data))` a number. Raises PrivacyUnavailable when the automaton fails.
        """
        found: Events = {}
        context = found, MOST + len(data) // MOST_BYTES
        text = memoryview(b"".join((_SLACK, data, _SLACK)))[len(_SLACK) : -len(_SLACK)]
        scratches = self._local.of(self._databases)
        try:
            for database, scratch in zip(self._databases, scratches, strict=True):
                # Any buffer is taken, whatever the stub says.
                database.scan(text, _note, 0, context, scratch)  # type: ignore[type-var]
        except hyperscan.error:
            scratches.clear()
            failed = True
        else:
            failed = False
        if failed:
            raise PrivacyUnavailable("The automaton of the rules gave no answer.")
        return found

    def knows(self, number: int) -> bool:
        """Whether it looks for the expressions of this number."""
        return number in self._known


class _Scratches(threading.local):
    """The working memory of each database, which no two threads may use at once."""

    def __init__(self) -> None:
        self._held: list[hyperscan.Scratch] = []

    def of(self, databases: list[hyperscan.Database]) -> list[hyperscan.Scratch]:
        """One for each database."""
        if len(self._held) != len(databases):
            self._held = [hyperscan.Scratch(d) for d in databases]
        return self._held


@lru_cache(maxsize=8)
def automaton(expressions: tuple[Expression, ...]) -> Automaton:
    """The automaton for these expressions; to compile it takes seconds, so all who ask share one."""
    return Automaton(expressions, user_folder() if len(expressions) >= _MANY else None)


def _made(
    bundles: list[list[Expression]], folder: Path | None
) -> tuple[list[hyperscan.Database], frozenset[int]]:
    """The databases for all bundles, kept ones where there are, and whom Hyperscan refuses."""
    key = key_of(
        f"{e.number} {e.shows.name} {e.text}" for bundle in bundles for e in [*bundle, _END]
    )
    kept = read(folder, key) if folder is not None else None
    if kept is not None:
        return kept, frozenset()
    # Compiling holds no lock of the interpreter's.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        made = [*threads.map(_compiled, bundles)]
    databases = [database for some, _ in made for database in some]
    refused = frozenset[int]().union(*(some for _, some in made))
    if folder is not None and not refused:
        write(folder, key, databases)
    return databases, refused


def _compiled(bundle: list[Expression]) -> tuple[list[hyperscan.Database], frozenset[int]]:
    """A database for these, or several where Hyperscan does not take all at once, and whom it refuses alone."""
    database = hyperscan.Database()
    try:
        database.compile(
            expressions=[e.text.encode() for e in bundle],
            ids=[e.number for e in bundle],
            flags=[_FLAGS[e.shows] for e in bundle],
        )
    except hyperscan.error:
        if len(bundle) == 1:
            return [], frozenset({bundle[0].number})
        half = len(bundle) // 2
        first, second = _compiled(bundle[:half]), _compiled(bundle[half:])
        return first[0] + second[0], first[1] | second[1]
    return [database], frozenset()


def most(size: int) -> int:
    """How many events of one number are kept in so many bytes; as many mean that there may be more."""
    return MOST + size // MOST_BYTES


def _note(number: int, start: int, end: int, flags: int, context: Any) -> bool | None:
    del start, flags
    found, limit = context  # Events, int
    held = found.get(number)
    if held is None:
        found[number] = [end]
    elif len(held) < limit:
        held.append(end)
    return None


def _within(expression: Expression) -> list[Expression]:
    """The expression in ASCII, in as many parts as Hyperscan's limit needs."""
    text = "".join(c if c < "\x80" else rf"\x{{{ord(c):x}}}" for c in expression.text)
    return [expression._replace(text=piece) for piece in pieces(text, _LONGEST)]


def _bundles(expressions: list[list[Expression]]) -> Iterator[list[Expression]]:
    """Small ones first: those of a size are of a kind."""
    for shows in Shows:
        sized = [(_signs(e), e) for parts in expressions for e in parts if e.shows is shows]
        sized.sort(key=itemgetter(0))
        bundle: list[Expression] = []
        room = _BUNDLE[shows]
        for signs, expression in sized:
            if bundle and signs > room:
                yield bundle
                bundle, room = [], _BUNDLE[shows]
            bundle.append(expression)
            room -= signs
        if bundle:
            yield bundle


def _signs_in(bundle: list[Expression]) -> int:
    return sum(map(_signs, bundle))


def _signs(expression: Expression) -> int:
    return len(re.sub(_SIGN, "x", expression.text))
