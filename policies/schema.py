"""The form of a policy pack's file, and its JSON Schema. Knows no inheritance and no file.

The actions follow Presidio's anonymizer operators where they have one (mask, hash, keep); what may be
kept for how long is Article 5(1)(e) GDPR's and Article 19 PIPL's question, so it has its own fields.
"""

from __future__ import annotations

import difflib
import re
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from policies.entities import EntityDocument
from policies.labels import LABELS

Action = Literal["placeholder", "surrogate", "mask", "hash", "block", "keep"]
Engine = Literal["fast", "balanced", "thorough"]
Role = Literal["customer", "agent", "log", "training"]
View = Literal["restore", "placeholder", "mask", "exclude"]

CUSTOM_PATTERN = r"^CUSTOM_[A-Z][A-Z0-9_]{0,40}$"
# What a role sees when the pack does not say.
DEFAULT_VIEWS: dict[Role, View] = {
    "customer": "restore",
    "agent": "restore",
    "log": "placeholder",
    "training": "placeholder",
}
SCHEMA_ID = "urn:sottovoce:policy-pack"


def is_label(name: str) -> bool:
    """Whether a name is a class of the recognisers' or has the form of a pack's own, `CUSTOM_…`."""
    return name in LABELS or re.match(CUSTOM_PATTERN, name) is not None


def known_label(name: str) -> str:
    """The name, when it is a class. Raises ValueError with the nearest that is."""
    if not is_label(name):
        near = difflib.get_close_matches(name.upper(), LABELS, n=1, cutoff=0.6)
        hint = f"did you mean {near[0]}?" if near else "`sottovoce policy list --classes` has all"
        msg = f"unknown class {name!r}; {hint}"
        raise ValueError(msg)
    return name


def known_or_star(name: str) -> str:
    """The same; `*` stands for every class that is not named. Raises ValueError."""
    return name if name == "*" else known_label(name)


_OWN = {"type": "string", "pattern": CUSTOM_PATTERN}
_LABEL_SCHEMA: dict[str, Any] = {"anyOf": [{"enum": [*LABELS]}, _OWN]}
_STAR_SCHEMA: dict[str, Any] = {"anyOf": [{"enum": ["*", *LABELS]}, _OWN]}
Label = Annotated[str, AfterValidator(known_label), WithJsonSchema(_LABEL_SCHEMA)]
LabelOrStar = Annotated[str, AfterValidator(known_or_star), WithJsonSchema(_STAR_SCHEMA)]
Word = Annotated[str, Field(min_length=1, max_length=2_000)]
Score = Annotated[float, Field(strict=True, ge=0.0, le=1.0)]


class ActionRule(BaseModel):
    """What is done with a class, and how."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    action: Action
    keep_last: int | None = Field(
        default=None,
        strict=True,
        ge=0,
        le=4,
        description="with mask: how many last characters stay",
    )

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, value: Any) -> Any:
        return {"action": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.keep_last is not None and self.action != "mask":
            msg = "keep_last goes with the action mask"
            raise ValueError(msg)
        return self

    def params(self) -> dict[str, Any]:
        """The parameters that were given."""
        return self.model_dump(exclude={"action"}, exclude_none=True)


class Output(BaseModel):
    """How a model's reply is read for new personal data."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tagger: Literal["off", "sentence"] = Field(
        default="off",
        description="`sentence`: names and addresses too, each sentence held back until it is read",
    )


class Example(BaseModel):
    """A text and what must, or must not, be found in it. Not inherited."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=1, max_length=10_000)
    find: dict[Label, Word | tuple[Word, ...]] = Field(
        default_factory=dict, description="class: the exact value or values that must be found"
    )
    untouched: tuple[Word, ...] = Field(
        default=(), description="parts that stay; without `find` and this the whole text must stay"
    )

    def wanted(self) -> list[tuple[str, str]]:
        """(class, value) pairs that must be found."""
        return [
            (label, value)
            for label, values in self.find.items()
            for value in ((values,) if isinstance(values, str) else values)
        ]


Reader = Literal["restore", "placeholder", "mask"]


class Roles(BaseModel):
    """What each role sees of a class; a class that is not named follows the role's `*`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    customer: dict[LabelOrStar, Reader] = Field(
        default_factory=dict, description="the person who chats; `*` is restore"
    )
    agent: dict[LabelOrStar, Reader] = Field(
        default_factory=dict, description="the contact centre's staff; `*` is restore"
    )
    log: dict[LabelOrStar, Literal["placeholder", "mask"]] = Field(
        default_factory=dict,
        description="the dialogue log, which never restores; `*` is placeholder",
    )
    training: dict[LabelOrStar, Literal["placeholder", "mask", "exclude"]] = Field(
        default_factory=dict,
        description="training examples; `exclude` keeps dialogues with the class out; `*` is placeholder",
    )


class PackDocument(BaseModel):
    """The fields of a pack."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="Sottovoce policy pack")

    extends: str | None = Field(
        default=None, description="the pack that this one is laid over: a built-in name or a file"
    )
    name: str = Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", description="what logs and headers call it"
    )
    description: str = Field(default="", max_length=500, description="one line for `policy list`")
    language: str = Field(
        default="any", pattern=r"^[A-Za-z-]{2,12}$", description="for the reader; all are found"
    )
    engine: Engine = Field(
        default="balanced", description="patterns only, with name taggers, or taggers everywhere"
    )
    threshold: Score = Field(default=0.4, description="the lowest score that counts")
    thresholds: dict[Label, Score] = Field(
        default_factory=dict, description="the same for a class of its own"
    )
    actions: dict[LabelOrStar, ActionRule] = Field(
        default_factory=dict, description="what the model gets instead of a value, class by class"
    )
    roles: Roles = Field(default=Roles(), description="what each role sees of a class")
    allow: tuple[Word, ...] = Field(
        default=(), description="values, or /regex/, that are never personal data"
    )
    deny: dict[Label, tuple[Word, ...]] = Field(
        default_factory=dict, description="values, or /regex/, that are always found as the class"
    )
    entities: dict[Label, EntityDocument] = Field(
        default_factory=dict,
        max_length=200,
        description="own classes, or more forms of a known one",
    )
    never_leaves_site: tuple[Label, ...] = Field(
        default=(),
        description="a text with one of these classes goes to no model outside the site and never trains",
    )
    output: Output = Field(default=Output(), description="the guard over the model's reply")
    retention_days: int = Field(
        default=180,
        strict=True,
        ge=1,
        le=3650,
        description="how long the site's log keeps a dialogue",
    )
    consent_default: bool = Field(
        default=False, description="whether a dialogue may train when nobody said"
    )
    tests: tuple[Example, ...] = Field(
        default=(), max_length=1_000, description="own examples, run by `sottovoce policy test`"
    )


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a pack's file, for editors and other people's checks."""
    schema = PackDocument.model_json_schema()
    parts, fields = schema["$defs"], schema["properties"]
    rule = parts["ActionRule"]
    parts["ActionRule"] = {"anyOf": [{"enum": rule["properties"]["action"]["enum"]}, rule]}
    starred = [fields["actions"], *parts["Roles"]["properties"].values()]
    plain = [fields[name] for name in ("thresholds", "deny", "entities")]
    for field in starred:
        field["propertyNames"] = _STAR_SCHEMA
    for field in (*plain, parts["Example"]["properties"]["find"]):
        field["propertyNames"] = _LABEL_SCHEMA
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        **schema,
    }
