"""A policy pack: what is private, what is done with each class, what may train and for how long.

YAML, with `extends`; read whole, every fault reported with its line. Knows no detector and no text.
"""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from policies.labels import LABELS
from policies.pack_yaml import Document, read_document
from sottovoce.errors import PolicyInvalid

Action = Literal["placeholder", "keep", "mask", "block"]
Engine = Literal["fast", "balanced"]
_BUILT_IN = files("policies") / "packs"


class PackDocument(BaseModel):
    """The fields of a pack after inheritance."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
    description: str = ""
    language: str = Field(default="any", pattern=r"^[A-Za-z-]{2,12}$")
    engine: Engine = "balanced"
    threshold: float = Field(default=0.4, ge=0.0, le=1.0)
    thresholds: dict[str, float] = Field(default_factory=dict)
    actions: dict[str, Action]
    allow: tuple[str, ...] = ()
    deny: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    train_labels: tuple[str, ...] = ("*",)
    consent_default: bool = False
    retention_days: int = Field(default=180, ge=1, le=3650)


class Pack:
    """A valid pack. `version` names it by content, for logs and for the context header."""

    def __init__(self, document: PackDocument) -> None:
        self._doc = document
        canonical = json.dumps(document.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        self.name = document.name
        self.digest = "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()
        self.version = f"{self.name}@{self.digest[:19]}"
        self.engine: Engine = document.engine
        self.language = document.language
        self.description = document.description
        self.consent_default = document.consent_default
        self.retention_days = document.retention_days
        self.allow = frozenset(document.allow)
        self.deny = document.deny
        self.taken_out = frozenset(x for x in LABELS if self.action(x) != "keep")
        self.train_labels = frozenset(
            LABELS if "*" in document.train_labels else document.train_labels
        )

    def action(self, label: str) -> Action:
        """What is done with a class; a class that the pack does not name follows `*`."""
        return self._doc.actions.get(label) or self._doc.actions["*"]

    def threshold(self, label: str) -> float:
        """The lowest score, 0 to 1, at which a finding of this class counts."""
        return self._doc.thresholds.get(label, self._doc.threshold)

    def may_train(self, labels: set[str]) -> bool:
        """Whether an example with placeholders of these classes may be trained on."""
        return labels <= self.train_labels

    def as_dict(self) -> dict[str, Any]:
        """The pack with everything it inherits, as plain data."""
        return self._doc.model_dump(mode="json")


def list_packs() -> list[str]:
    """Names of the packs that ship with Sottovoce."""
    found = (item.name for item in _BUILT_IN.iterdir() if item.name.endswith(".yaml"))
    return sorted(name.removesuffix(".yaml") for name in found)


def load_pack(name_or_path: str | Path) -> Pack:
    """A pack by built-in name or by file.

    Raises PolicyInvalid with every fault, each as `file:line: what is wrong`.
    """
    source = _locate(str(name_or_path), None)
    faults: list[str] = []
    data = _resolve(source, faults, seen=())
    if not faults:
        pack = _validate(data, read_document(*_read(source)), faults)
        if pack is not None and not faults:
            return pack
    raise PolicyInvalid(faults)


def _resolve(source: Path | str, faults: list[str], seen: tuple[str, ...]) -> dict[str, Any]:
    """A pack's data laid over its parents'; faults of every file of the chain are gathered."""
    document = read_document(*_read(source))
    faults.extend(document.faults)
    own = document.data
    parent = own.pop("extends", None)
    if parent is None:
        return own
    if not isinstance(parent, str):
        faults.append(document.at(("extends",), "extends must be the name or path of one pack"))
        return own
    try:
        base_source = _locate(parent, document.folder)
    except PolicyInvalid as error:
        faults.extend(document.at(("extends",), fault) for fault in error.faults)
        return own
    if str(base_source) in (*seen, str(source)):
        faults.append(document.at(("extends",), "the packs extend each other in a circle"))
        return own
    return _overlay(_resolve(base_source, faults, (*seen, str(source))), own)


def _overlay(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Mappings are merged key by key; `actions` with its own `*` starts afresh."""
    merged = dict(base)
    for key, value in own.items():
        fresh = key == "actions" and isinstance(value, dict) and "*" in value
        if isinstance(value, dict) and isinstance(merged.get(key), dict) and not fresh:
            merged[key] = {**merged[key], **value}
        else:
            merged[key] = value
    return merged


def _validate(data: dict[str, Any], document: Document, faults: list[str]) -> Pack | None:
    for key in ("actions", "thresholds", "deny"):
        value = data.get(key)
        names = value if isinstance(value, dict) else {}
        extra = {"*"} if key == "actions" else set()
        faults.extend(
            document.at((key, name), f"unknown class {name!r}; known: {', '.join(LABELS)}")
            for name in names
            if name not in LABELS and name not in extra
        )
    listed = data.get("train_labels")
    for at, name in enumerate(listed if isinstance(listed, list) else []):
        if name not in LABELS and name != "*":
            faults.append(document.at(("train_labels", at), f"unknown class {name!r}"))
    if isinstance(data.get("actions"), dict) and "*" not in data["actions"]:
        faults.append(
            document.at(("actions",), "actions needs '*', what is done with other classes")
        )
    try:
        checked = PackDocument.model_validate(data)
    except ValidationError as error:
        for item in error.errors(include_input=False, include_url=False):
            where = ".".join(str(x) for x in item["loc"])
            faults.append(document.at(item["loc"], f"{where}: {item['msg']}"))
        return None
    return Pack(checked) if not faults else None


def _locate(name: str, folder: Path | None) -> Path | str:
    """A built-in pack's name, or the path of a file."""
    if name in list_packs():
        return name
    path = Path(name) if folder is None else folder / name
    if path.is_file():
        return path
    raise PolicyInvalid([f"no pack {name!r}: neither a file nor one of {', '.join(list_packs())}"])


def _read(source: Path | str) -> tuple[str, str, Path | None]:
    """(shown name, YAML text, folder) of a pack."""
    try:
        if isinstance(source, Path):
            return str(source), source.read_text(encoding="utf-8"), source.parent
        return f"{source}.yaml", (_BUILT_IN / f"{source}.yaml").read_text(encoding="utf-8"), None
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyInvalid([f"{source}: cannot be read: {type(error).__name__}"]) from error


__all__ = ["Action", "Engine", "Pack", "PackDocument", "list_packs", "load_pack"]
