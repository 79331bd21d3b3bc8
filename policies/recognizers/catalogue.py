"""All pattern recognisers, as `catalogue.yaml` lists them. Knows no pack: what is not acted on is dropped later.

The list is Presidio's registry idea: a recogniser that it does not name is not used, and one that is not
as it says (another class of data, no such class) is an error at start.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from policies.presidio import EntityRecognizer

_FOLDER = "policies.recognizers"


class Entry(BaseModel):
    """One recogniser: `module.Class`, and what it finds for whom."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    class_: str = Field(alias="class", pattern=r"^[a-z_]+\.[A-Za-z]+$")
    labels: tuple[str, ...]
    languages: tuple[Literal["any", "en", "zh"], ...]
    countries: tuple[str, ...]
    engines: tuple[Literal["fast", "balanced", "thorough"], ...]
    enabled: bool


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """What the list holds; pydantic's ValidationError when it is not as it must be."""
    text = files(_FOLDER).joinpath("catalogue.yaml").read_text(encoding="utf-8")
    return tuple(Entry.model_validate(item) for item in yaml.safe_load(text)["recognizers"])


def pattern_recognizers() -> list[EntityRecognizer]:
    """One of each that is enabled, in the list's order; ValueError when one is not what the list says."""
    return [build(entry) for entry in entries() if entry.enabled]


def build(entry: Entry) -> EntityRecognizer:
    """The recogniser of an entry; ValueError when it names other classes of data."""
    module, name = entry.class_.split(".")
    made: EntityRecognizer = getattr(import_module(f"{_FOLDER}.{module}"), name)()
    if tuple(made.supported_entities) != entry.labels:
        raise ValueError(f"{entry.class_} finds {made.supported_entities}, not {entry.labels}")
    return made
