"""Packs as files: where they lie, what they inherit, and every fault with its file and line.

A child is laid over its parent: mappings are merged key by key, lists are joined, single values are
replaced. Knows no detector and no text.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from policies.pack_faults import example_form, faults_of
from policies.pack_yaml import MAX_BYTES, Document, Where, read_document
from policies.schema import PackDocument
from sottovoce.errors import PolicyInvalid

_BUILT_IN = files("policies") / "packs"
_MAX_PARENTS = 8
# The file's own: its parent's place and the examples that were written for the parent.
_NOT_INHERITED = ("extends", "tests", "description")


def list_packs() -> list[str]:
    """Names of the packs that ship with Sottovoce."""
    found = (item.name for item in _BUILT_IN.iterdir() if item.name.endswith(".yaml"))
    return sorted(name.removesuffix(".yaml") for name in found)


def read_chain(name: str) -> tuple[PackDocument | None, list[str]]:
    """The pack with all that it inherits, and every fault of every file of the chain.

    The document is None where faults leave nothing to use. Raises PolicyInvalid when there is no such file.
    """
    chain, faults = _chain(_locate(name, None))
    starred = bool(faults) or any("*" in _actions(document.data) for document in chain)
    forms = [_sound_part(document, faults) for document in chain]
    data: dict[str, Any] = {}
    for form in reversed(forms):
        data = overlay(data, form)
    data.pop("extends", None)
    if not starred:
        message = "actions needs '*', what is done with the other classes"
        faults.append(chain[0].at(("actions",), message))
    try:
        whole, own = PackDocument.model_validate(data), PackDocument.model_validate(forms[0])
    except ValidationError:
        unfit = [f"{name}: the pack and its parents do not fit together"]
        return None, _in_order(chain, faults) or unfit
    faults.extend(_at(chain, where, message) for where, message in faults_of(whole, own))
    faults.extend(chain[0].at(where, message) for where, message in example_form(whole))
    return whole, _in_order(chain, faults)


def places(name: str) -> Callable[[Where], str]:
    """For a path in a pack, `file:line: path`. Raises PolicyInvalid when there is no such file."""
    chain, _ = _chain(_locate(name, None))
    return lambda where: _at(chain, where, ".".join(map(str, where)))


def overlay(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """One file's data laid over its parent's; associative.

    Mappings are merged key by key and lists joined without doubles, except that an action or an entity
    is replaced whole, and that a map of classes with its own `*` (`actions`, a role) starts afresh.
    """
    merged = {key: value for key, value in base.items() if key not in _NOT_INHERITED}
    for key, value in own.items():
        merged[key] = _laid(merged.get(key), value, whole=key in ("actions", "entities"))
    return merged


def _laid(base: Any, own: Any, *, whole: bool = False) -> Any:
    if isinstance(base, dict) and isinstance(own, dict) and "*" not in own:
        both = {k: own[k] if whole else _laid(base[k], own[k]) for k in own if k in base}
        return {**base, **own, **both}
    if isinstance(base, list) and isinstance(own, list):
        return [*base, *(item for item in own if item not in base)]
    return own


def _at(chain: Sequence[Document], where: Where, message: str) -> str:
    """The fault at the file of the chain that has most of the path; the child's where two have the same."""
    return max(chain, key=lambda document: len(document.nearest(where))).at(where, message)


def _in_order(chain: Sequence[Document], faults: Sequence[str]) -> list[str]:
    """Each fault once: the child's file first, each file's by line."""

    def place(fault: str) -> tuple[int, int]:
        for number, document in enumerate(chain):
            line = fault.removeprefix(f"{document.name}:").split(":", 1)[0]
            if fault.startswith(f"{document.name}:") and line.isdigit():
                return number, int(line)
        return len(chain), 0

    return sorted(dict.fromkeys(faults), key=place)


def _chain(source: Path | str) -> tuple[list[Document], list[str]]:
    """The file and its parents, the child first."""
    chain: list[Document] = []
    faults: list[str] = []
    seen: set[str] = set()
    while True:
        document = read_document(*_read(source))
        chain.append(document)
        faults.extend(document.faults)
        seen.add(_identity(source))
        parent = document.data.get("extends")
        if not isinstance(parent, str):  # another type is a fault of the form
            return chain, faults
        try:
            source = _locate(parent, document.folder)
        except PolicyInvalid as error:
            faults.extend(document.at(("extends",), fault) for fault in error.faults)
            return chain, faults
        if _identity(source) in seen:
            faults.append(document.at(("extends",), "the packs extend each other in a circle"))
            return chain, faults
        if len(chain) > _MAX_PARENTS:
            faults.append(document.at(("extends",), f"more than {_MAX_PARENTS} parents"))
            return chain, faults


def _sound_part(document: Document, faults: list[str]) -> dict[str, Any]:
    """A file's data without its faulty parts, so that the faults of the rest can be told as well."""
    data = copy.deepcopy(document.data)
    if not data:
        return data
    for attempt in range(4):
        try:
            PackDocument.model_validate(data)
        except ValidationError as error:
            found = error.errors(include_input=False, include_url=False)
            if attempt == 0:
                faults.extend(_told(document, item["loc"], item["msg"]) for item in found)
            for item in found:
                _drop(data, item["loc"])
            data.setdefault("name", "unnamed")
        else:
            break
    return data


def _told(document: Document, where: Sequence[str | int], message: str) -> str:
    place = document.nearest(where)
    shown = ".".join(str(part) for part in place or where)
    said = message.removeprefix("Value error, ")
    if said == "Extra inputs are not permitted":
        said = "unknown field"
    if place[:2] == ("roles", "log") and len(place) > 2:
        said += " (the log never restores)"
    return document.at(where, f"{shown}: {said}")


def _drop(data: dict[str, Any], where: Sequence[str | int]) -> None:
    """Takes the deepest key of a path that the data has out of it; a faulty example becomes a plain one."""
    if where[0] == "tests" and len(where) > 1 and isinstance(data["tests"], list):
        data["tests"][int(where[1])] = {"text": "-"}
        return
    holder, key, inner = data, where[0], data.get(str(where[0]))
    for part in where[1:]:
        if not isinstance(inner, dict) or part not in inner:
            break
        holder, key, inner = inner, part, inner[part]
    holder.pop(str(key), None)


def _actions(data: dict[str, Any]) -> dict[str, Any]:
    value = data.get("actions")
    return value if isinstance(value, dict) else {}


def _identity(source: Path | str) -> str:
    return source if isinstance(source, str) else str(source.resolve())


def _locate(name: str, folder: Path | None) -> Path | str:
    """A built-in pack's name, or the path of a file."""
    if name in list_packs():
        return name
    path = Path(name) if folder is None else folder / name
    if path.is_file():
        return path
    raise PolicyInvalid([f"no pack {name!r}: neither a file nor one of {', '.join(list_packs())}"])


def _read(source: Path | str) -> tuple[str, str, Path | None]:
    """(shown name, YAML text, folder) of a pack; what is over the size limit is cut there."""
    try:
        if isinstance(source, Path):
            with source.open("rb") as file:
                content = file.read(MAX_BYTES + 4)
            return str(source), _text(content), source.parent
        return f"{source}.yaml", (_BUILT_IN / f"{source}.yaml").read_text(encoding="utf-8"), None
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyInvalid([f"{source}: cannot be read: {type(error).__name__}"]) from error


def _text(content: bytes) -> str:
    too_long = len(content) > MAX_BYTES
    return content.decode("utf-8", "replace" if too_long else "strict").removeprefix("\ufeff")
