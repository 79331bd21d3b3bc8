"""YAML with the line of every key: duplicate keys, bombs and depths are faults. Knows no field of a pack.

Words are read as in YAML 1.2: only `true` and `false` are booleans, so that `off`, `no` and a date
stay the words that were written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import yaml

MAX_BYTES = 1 << 20
MAX_DEPTH = 16
# Nodes after aliases are followed: ten lines of aliases can stand for billions.
MAX_NODES = 50_000

Where = tuple[str | int, ...]


class Item(str):
    """An item of a list in a path, named by its value: lists are joined, so that its place may differ."""

    __slots__ = ()


_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]  # the faster base is chosen where it is compiled in
    """The safe loader with the scalars of YAML 1.2's core schema."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for _tag, _pattern, _first in (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"[-+]?(?:0|[1-9][0-9]{0,17})$", "-+0123456789"),
    ("float", r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"(?:~|null|Null|NULL|)$", "~nN"),
    ("merge", r"<<$", "<"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"$"), [""])


@dataclass(slots=True)
class Document:
    """A mapping, the line of each of its keys, and what is wrong with it as YAML."""

    name: str
    folder: Path | None
    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Where, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def at(self, where: Sequence[str | int], message: str) -> str:
        """`name:line: message`, with the line of the nearest key that the file has."""
        place = self.nearest(where)
        line = self.lines.get(place)
        return f"{self.name}:{line}: {message}" if line else f"{self.name}: {message}"

    def nearest(self, where: Sequence[str | int]) -> Where:
        """The longest beginning of a path that the file has."""
        place = self._numbered(where)
        while place and place not in self.lines:
            place = place[:-1]
        return place

    def _numbered(self, where: Sequence[str | int]) -> Where:
        """The path with the places of its list items in this file; it ends where one is not here."""
        place: list[str | int] = []
        inner: Any = self.data
        for part in where:
            number: str | int = part
            if isinstance(part, Item):
                if not isinstance(inner, list) or part not in inner:
                    break
                number = inner.index(part)
            place.append(number)
            inner = _inner(inner, number)
        return tuple(place)


def _inner(node: Any, part: str | int) -> Any:
    if isinstance(node, dict):
        return node.get(part)
    fits = isinstance(node, list) and isinstance(part, int) and part < len(node)
    return node[part] if fits else None


def read_document(name: str, text: str, folder: Path | None) -> Document:
    """The parsed file; a file that is not YAML, not a mapping or too large has faults and no data."""
    document = Document(name, folder)
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        document.faults.append(f"{name}:1: the file is larger than {MAX_BYTES >> 20} MiB")
        return document
    try:
        line = _too_deep(text)
        if line is not None:
            document.faults.append(f"{name}:{line}: nested more than {MAX_DEPTH} deep")
            return document
        root = yaml.compose(text, Loader=_Loader)
        if root is not None and not _walk(root, (), document, [0]):
            return document
        loaded = yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except yaml.YAMLError as error:
        document.faults.append(f"{name}:{_line(error, text)}: not valid YAML: {_problem(error)}")
        return document
    except ValueError:  # a tag such as !!int over a word
        document.faults.append(f"{name}:1: not valid YAML: a value does not fit its tag")
        return document
    if not isinstance(loaded, dict):
        document.faults.append(f"{name}:1: a pack is a mapping of settings")
        return document
    document.data = loaded
    return document


def _too_deep(text: str) -> int | None:
    """The line where the nesting passes the limit: the composer itself is recursive."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                mark = event.start_mark
                return 1 if mark is None else int(mark.line) + 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _walk(node: yaml.Node, where: Where, document: Document, seen: list[int]) -> bool:
    """Notes each key's line; false, with a fault, where aliases make the file endless."""
    seen[0] += 1
    if seen[0] > MAX_NODES or len(where) > MAX_DEPTH:
        line = node.start_mark.line + 1
        document.faults.append(f"{document.name}:{line}: too much: aliases repeat without bound")
        return False
    document.lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return all(_walk(item, (*where, at), document, seen) for at, item in enumerate(node.value))
    if isinstance(node, yaml.MappingNode):
        return all(_walk_key(key, value, where, document, seen) for key, value in node.value)
    return True


def _walk_key(
    key: yaml.Node, value: yaml.Node, where: Where, document: Document, seen: list[int]
) -> bool:
    line = key.start_mark.line + 1
    if not isinstance(key, yaml.ScalarNode):
        document.faults.append(f"{document.name}:{line}: a key must be a word")
        return True
    if key.tag not in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:merge"):
        document.faults.append(f"{document.name}:{line}: a key must be a word: put it in quotes")
    place: Where = (*where, str(key.value))
    if place in document.lines:
        first = document.lines[place]
        document.faults.append(
            f"{document.name}:{line}: {key.value!r} is given twice, first on line {first}"
        )
    document.lines[place] = line
    return _walk(value, place, document, seen)


def _line(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    position = getattr(error, "position", None)  # a character that YAML does not allow
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1


def _problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not readable")
