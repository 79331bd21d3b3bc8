"""Which words are given names or surnames somewhere, and which are everyday English words.

The names are those of Faker's locales in Latin letters, the words those of the lemminflect wheel (the
NIH's SPECIALIST lexicon): evidence to be weighed, never a proof. Both packages' data are read without
running them. Knows no rule.
"""

from __future__ import annotations

import ast
import csv
import gzip
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import regex

_LATIN = regex.compile(r"[\p{Latin}\p{M}][\p{Latin}\p{M}'’-]*")


def folded(word: str) -> str:
    """Lower case without accents, with straight apostrophes: how the lists hold a word."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.replace("’", "'").casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def is_given(word: str) -> bool:
    """Whether the word is a given name in some locale."""
    return folded(word) in _names()[0]


def is_surname(word: str) -> bool:
    """Whether the word is a surname in some locale."""
    return folded(word) in _names()[1]


def is_common(word: str) -> bool:
    """Whether the word, in any inflection, is an everyday English word."""
    return folded(word) in _common_words()


def is_thing(word: str, *, only: bool = False) -> bool:
    """Whether the word, as it stands, is a noun and no inflected verb: what a brand's name stands before.

    With `only` it is no verb at all.
    """
    return word in _things()[only]


@cache
def _things() -> tuple[frozenset[str], frozenset[str]]:
    nouns: set[str] = set()
    bases: set[str] = set()
    others: set[str] = set()
    for form, kind, lemma in _lexicon():
        if kind == "noun":
            nouns.add(form)
        elif kind == "verb" and form == lemma:
            bases.add(form)
        else:
            others.add(form)
    return frozenset(nouns - others), frozenset(nouns - others - bases)


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    given: set[str] = set()
    surnames: set[str] = set()
    for path in sorted(_folder("faker").glob("providers/person/*/__init__.py")):
        for name, values in _string_lists(ast.parse(path.read_text(encoding="utf-8"))):
            if name.startswith("first_name"):
                given.update(values)
            elif name.startswith("last_name"):
                surnames.update(values)
    return _in_latin(given), _in_latin(surnames)


@cache
def _common_words() -> frozenset[str]:
    # A proper noun is its own lemma, with its capital.
    return frozenset(form.lower() for form, _, lemma in _lexicon() if lemma.islower())


def _lexicon() -> Iterator[tuple[str, str, str]]:
    """(form, part of speech, lemma) of every entry."""
    path = _folder("lemminflect") / "resources" / "lemma_lu.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from ((form, kind, lemma) for form, kind, lemma in csv.reader(lines))


def _in_latin(names: set[str]) -> frozenset[str]:
    words = (word for name in names for word in name.split())
    return frozenset(folded(w) for w in words if len(w) > 1 and _LATIN.fullmatch(w))


def _string_lists(tree: ast.Module) -> list[tuple[str, list[str]]]:
    """Each assignment of a tuple, list or mapping of strings: its name and the strings."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        values = [
            part.value
            for part in ast.walk(node.value)
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        ]
        found.append((node.targets[0].id, values))
    return found


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(f"the package {package} is not installed")
    return Path(next(iter(spec.submodule_search_locations)))
