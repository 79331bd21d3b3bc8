"""YAML with the line of every key, and duplicate keys as faults. Knows no field of a pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Where = tuple[str | int, ...]


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
        place = tuple(where)
        while place and place not in self.lines:
            place = place[:-1]
        line = self.lines.get(place)
        return f"{self.name}:{line}: {message}" if line else f"{self.name}: {message}"


def read_document(name: str, text: str, folder: Path | None) -> Document:
    """The parsed file; a file that is not YAML or not a mapping has faults and no data."""
    document = Document(name, folder)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        loaded = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        problem = getattr(error, "problem", None) or "not readable as YAML"
        document.faults.append(f"{name}:{line}: not valid YAML: {problem}")
        return document
    if not isinstance(loaded, dict):
        document.faults.append(f"{name}:1: a pack is a mapping of settings")
        return document
    document.data = loaded
    if root is not None:
        _walk(root, (), document)
    return document


def _walk(node: yaml.Node, where: Where, document: Document) -> None:
    document.lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for at, item in enumerate(node.value):
            _walk(item, (*where, at), document)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            place: Where = (*where, str(key.value))
            line = key.start_mark.line + 1
            if place in document.lines:
                first = document.lines[place]
                document.faults.append(
                    f"{document.name}:{line}: {key.value!r} is given twice, first on line {first}"
                )
            document.lines[place] = line
            _walk(value, place, document)
