"""Settings: one YAML file, `SOTTOVOCE_…` variables over it, the command line over both, all validated at once.

Knows how a frozen settings object is made and shown without its secrets; knows no part's own settings.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar, get_args
from urllib.parse import urlsplit, urlunsplit

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    PlainSerializer,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from sottovoce.errors import ConfigInvalid

PREFIX = "SOTTOVOCE_"
# Variables of the command itself, not of a settings object.
RESERVED = frozenset({"SOTTOVOCE_CONFIG", "SOTTOVOCE_LOG_LEVEL"})


class Settings(BaseModel):
    """The base of every settings object: frozen, and an unknown key is a fault."""

    # A field's docstring is its description in the generated reference.
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @field_validator("*", mode="after")
    @classmethod
    def _resolve_paths(cls, value: Any, info: ValidationInfo) -> Any:
        """A relative path in a file means: beside that file."""
        base = (info.context or {}).get("base") if isinstance(info.context, dict) else None
        if isinstance(value, Path) and base is not None and not value.is_absolute():
            return Path(base) / value
        return value


def _beside(value: str, info: ValidationInfo) -> str:
    base = (info.context or {}).get("base") if isinstance(info.context, dict) else None
    if base is None or not value.endswith((".yaml", ".yml")) or Path(value).is_absolute():
        return value
    return FiledPack(str(Path(base) / value), value)


class FiledPack(str):
    """A pack's file by its whole path, and `given`: as it was written."""

    given: str

    def __new__(cls, path: str, given: str) -> Self:
        """The path, which also knows its shorter name."""
        made = super().__new__(cls, path)
        made.given = given
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # a copy knows both, too
        return str(self), self.given


def pack_label(name: str) -> str:
    """A pack's name as it was written; of a file with a whole path the last part, which tells no folder."""
    given = str(getattr(name, "given", name))
    return Path(given).name if Path(given).is_absolute() else given


def _written(name: str) -> str:
    return str(getattr(name, "given", name))


# A pack of ours by its name, or a file; a relative file lies beside the settings file.
PackName = Annotated[
    str, AfterValidator(_beside), PlainSerializer(_written, return_type=str, when_used="json")
]


class Listen(Settings):
    """Where a service listens. Any address but loopback needs TLS, or a proxy that is trusted to do it."""

    host: str = "127.0.0.1"
    """The address; one that is not loopback needs a certificate or a trusted proxy."""
    port: int = 8080
    """The port; 0 takes a free one."""
    tls_cert: Path | None = None
    """The certificate chain, PEM."""
    tls_key: Path | None = None
    """Its private key, PEM."""
    trusted_proxy: bool = False
    """A proxy in front does TLS, and nothing else can reach this address."""

    @model_validator(mode="after")
    def _safe(self) -> Self:
        faults = []
        if (self.tls_cert is None) != (self.tls_key is None):
            faults.append("tls_cert and tls_key go together")
        if not 0 <= self.port <= 65535:
            faults.append("port must be between 0 and 65535")
        if not (is_loopback(self.host) or self.tls_cert or self.trusted_proxy):
            faults.append(
                "an address other than loopback needs tls_cert and tls_key, or trusted_proxy: true"
            )
        if faults:
            raise ValueError("; ".join(faults))
        return self

    @property
    def scheme(self) -> str:
        """`https` where a certificate is set."""
        return "https" if self.tls_cert else "http"


class LogSettings(Settings):
    """Where a site's sealed dialogue log lies; the wrapped customer keys are a file apart."""

    path: Path
    """The sealed rows."""
    keys_path: Path
    """The wrapped customer keys; keep this file out of backups, so that erasing is for good."""
    site_key_file: Path
    """The site's 256-bit key as 64 hex digits (`sottovoce keys secret`)."""

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.path == self.keys_path:
            raise ValueError("path and keys_path must be two files")
        return self


def is_loopback(host: str) -> bool:
    """Whether a listening address is reachable from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


S = TypeVar("S", bound=Settings)


def load_settings(
    cls: type[S],
    path: Path | None,
    *,
    env: Mapping[str, str] | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> S:
    """Reads YAML, then the environment, then overrides, into a frozen object.

    A variable is `SOTTOVOCE_<FIELD>`, with `__` between a field and its sub-field
    (`SOTTOVOCE_LISTEN__PORT=4001`). Raises `ConfigInvalid` with every fault.
    """
    tree = _read_yaml(path) if path is not None else {}
    _merge(tree, _from_env(cls, os.environ if env is None else env))
    _merge(tree, _prune(overrides or {}))
    base = path.parent.absolute() if path is not None else Path.cwd()
    try:
        return cls.model_validate(tree, context={"base": base})
    except ValidationError as error:
        raise ConfigInvalid(_faults(error, path)) from None


def show_settings(settings: Settings) -> dict[str, Any]:
    """The settings as plain data with every secret hidden."""
    shown = _hide(settings.model_dump(mode="python"))
    assert isinstance(shown, dict)  # noqa: S101 - a model dumps to a dict
    return shown


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigInvalid([f"{path}: cannot be read ({type(error).__name__})"]) from None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        faults = [f"{path}: line {line}: a key stands there twice" for line in _doubled(node)]
        tree = None if faults else yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}" if mark is not None else ""
        raise ConfigInvalid([f"{path}:{where} is not valid YAML"]) from None
    if faults:
        raise ConfigInvalid(faults)
    if tree is None:
        return {}
    if not isinstance(tree, dict):
        raise ConfigInvalid([f"{path}: the top level must be a mapping"])
    return tree


def _doubled(top: yaml.Node | None) -> list[int]:
    """The lines of keys that stand in one mapping before; YAML forbids them, and its reader takes the last."""
    lines: set[int] = set()
    seen: set[int] = set()
    stack = [top]
    while stack:
        node = stack.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))  # an alias is the same node: looked at once
        if isinstance(node, yaml.SequenceNode):
            stack += node.value
        elif isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
                if name and name in keys:
                    lines.add(key.start_mark.line + 1)
                keys.add(name)
                stack += (key, value)
    return sorted(lines)


def _from_env(cls: type[BaseModel], env: Mapping[str, str]) -> dict[str, Any]:
    """Takes the variables that name a field of this object; others belong to other parts."""
    tree: dict[str, Any] = {}
    for name, value in sorted(env.items()):
        if not name.startswith(PREFIX) or name in RESERVED:
            continue
        keys = name[len(PREFIX) :].lower().split("__")
        if not _is_field(cls, keys):
            continue
        node = tree
        for key in keys[:-1]:
            node = node.setdefault(key, {})
        node[keys[-1]] = _parse(value)
    return tree


def _is_field(cls: type[BaseModel], keys: list[str]) -> bool:
    field = cls.model_fields.get(keys[0])
    if field is None:
        return False
    if len(keys) == 1:
        return True
    kinds = [field.annotation, *get_args(field.annotation)]
    return any(
        isinstance(kind, type) and issubclass(kind, BaseModel) and _is_field(kind, keys[1:])
        for kind in kinds
    )


def _parse(value: str) -> Any:
    """Lists and mappings may be written as YAML; a scalar stays text, which pydantic converts."""
    if value[:1] in "[{":
        try:
            return yaml.safe_load(value)
        except yaml.YAMLError:
            return value
    return None if value == "" else value


def _merge(into: dict[str, Any], over: Mapping[str, Any]) -> None:
    for key, value in over.items():
        if isinstance(value, Mapping) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def _prune(tree: Mapping[str, Any]) -> dict[str, Any]:
    """Leaves out what the command line did not say."""
    pruned: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            inner = _prune(value)
            if inner:
                pruned[key] = inner
        elif value is not None:
            pruned[key] = value
    return pruned


def _faults(error: ValidationError, path: Path | None) -> list[str]:
    """One line a fault, with its place; the value is left out, since it may be a secret."""
    source = str(path) if path is not None else "settings"
    faults = []
    for fault in error.errors(include_input=False, include_url=False):
        place = ".".join(str(part) for part in fault["loc"]) or "(top)"
        faults.append(f"{source}: {place}: {fault['msg'].removeprefix('Value error, ')}")
    return faults


def _hide(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return "(hidden)" if value.get_secret_value() else ""
    if isinstance(value, dict):
        return {key: _hide(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_hide(inner) for inner in value]
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, str) and "://" in value:
        return _hide_url(value)
    return value


def _hide_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.password is None and not parts.query:
        return url
    host = parts.netloc.rpartition("@")[2]
    netloc = f"(hidden)@{host}" if parts.password is not None else parts.netloc
    return urlunsplit(
        (parts.scheme, netloc, parts.path, "(hidden)" if parts.query else "", parts.fragment)
    )
