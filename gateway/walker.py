"""Walks a JSON body and rewrites every text in it: values, unknown keys, JSON in strings, numbers.

Knows where text can stand and what of a body is the interface's own grammar. Does not know what
is private: that is the `rewrite` it is given. Raises `InvalidRequest` for a body over the caps,
for token ids (text that no scanner can read) and for strings that are not Unicode.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from gateway.grammar import KEYS, NUMBERS, is_grammar
from sottovoce.errors import InvalidRequest

Rewrite = Callable[[str], str]
Pairs = Callable[[list[tuple[str, Any]]], dict[str, Any]]

# A number of this many digits may be a telephone, a card or an account.
LONG_NUMBER: Final = 1_000_000
# Larger settings of a model are looked at; seeds are drawn from more numbers.
LARGEST_SETTING: Final = 10_000_000
LARGEST_SEED: Final = 1 << 32
# Where a key's words part: `phone_number`, `phoneNumber`.
_CASES: Final = re.compile(r"[_\-.]+|(?<=[a-z0-9])(?=[A-Z])")
# Where an array of integers is a schema's or a tool's own data rather than token ids.
FREE_JSON: Final = frozenset(
    {"tools", "functions", "response_format", "arguments", "parameters", "schema"}
)


@dataclass(frozen=True)
class Caps:
    """What one body may hold: nesting levels, strings with keys, characters altogether."""

    depth: int = 32
    strings: int = 20_000
    characters: int = 400_000


@dataclass
class Walker:
    """One walk of one body; a second body needs a second walker, for the caps are counted here."""

    rewrite: Rewrite
    caps: Caps = field(default_factory=Caps)
    _strings: int = 0
    _characters: int = 0
    _opened: int = 0

    def body(self, body: dict[str, Any]) -> dict[str, Any]:
        """The body with all its text rewritten; keys of the interface and their words are kept."""
        return {
            self._key(key): self._setting(key, value)
            if key in NUMBERS and not isinstance(value, str | list | dict)
            else self._value(key, value, depth=1, free=False)
            for key, value in body.items()
        }

    def _setting(self, key: str, value: Any) -> Any:
        """A number that sets the model; one that no setting is may be somebody's, and has no placeholder."""
        most = LARGEST_SEED if key == "seed" else LARGEST_SETTING
        if is_number(value) and abs(value) >= most and self._text(str(value)) != str(value):
            raise InvalidRequest(f"{key} is not a setting of a model.", param=key)
        return value

    def json_text(self, text: str) -> str:
        """A string that holds JSON, rewritten inside; text that is no JSON is rewritten as text."""
        return self._arguments(text, 1)

    def _value(self, key: str, value: Any, *, depth: int, free: bool) -> Any:
        if depth > self.caps.depth:
            raise InvalidRequest(f"The body is nested deeper than {self.caps.depth} levels.")
        free = free or key in FREE_JSON
        if isinstance(value, str):
            return self._string(key, value, depth)
        if isinstance(value, dict):
            return self._object(value, depth=depth, free=free)
        if isinstance(value, list):
            return self._list(key, value, depth=depth, free=free)
        return self._number(key, value)

    def _string(self, key: str, value: str, depth: int) -> str:
        if is_grammar(key, value):
            return value
        if key == "arguments":
            return self._arguments(value, depth)
        inner = open_json(value) if "\\" in value else None
        return self._cued(key, value) if inner is None else self._inside(inner, depth)

    def _arguments(self, value: str, depth: int) -> str:
        inner = open_json(value)
        return self._text(value) if inner is None else self._inside(inner, depth)

    def _inside(self, inner: Any, depth: int) -> str:
        self._opened += 1
        try:
            return dump(self._value("", inner, depth=depth + 1, free=True))
        finally:
            self._opened -= 1

    def _cued(self, key: str, text: str) -> str:
        """A value of JSON in a string, read also behind its key: `"phone": "62881144"` is one by its key.

        Elsewhere keys are the interface's own and say nothing of the value.
        """
        plain = self._text(text)
        if not self._opened or not key or not text:
            return plain
        cue = _CASES.sub(" ", key) + ": "
        whole = self._text(cue + text)
        return whole.removeprefix(cue) if whole.startswith(cue) else plain

    def _object(self, value: dict[str, Any], *, depth: int, free: bool) -> dict[str, Any]:
        walked: dict[str, Any] = {}
        for key, item in value.items():
            name = self._key(key)
            if name in walked:
                raise InvalidRequest("Two keys of one object are the same once they are redacted.")
            walked[name] = self._value(key, item, depth=depth + 1, free=free)
        return _bare_name(value, walked)

    def _list(self, key: str, value: list[Any], *, depth: int, free: bool) -> list[Any]:
        if not free and value and all(type(item) is int for item in value):
            raise InvalidRequest("Arrays of token ids are not taken: send text.")
        return [self._value(key, item, depth=depth + 1, free=free) for item in value]

    def _key(self, key: str) -> str:
        return key if key in KEYS else self._text(key)

    def _text(self, text: str) -> str:
        self._strings += 1
        self._characters += len(text)
        if self._strings > self.caps.strings:
            raise InvalidRequest(f"The body has more than {self.caps.strings} strings.")
        if self._characters > self.caps.characters:
            raise InvalidRequest(
                f"The body has more than {self.caps.characters} characters of text."
            )
        if not is_unicode(text):
            raise InvalidRequest("A string of the body is not valid Unicode.")
        return self.rewrite(text) if text else text

    def _number(self, key: str, value: Any) -> Any:
        if not is_number(value) or abs(value) < LONG_NUMBER:
            return value
        text = str(value)
        rewritten = self._cued(key, text)
        return value if rewritten == text else rewritten


def texts_of(value: Any, key: str = "") -> Iterator[str]:
    """Every text of a finished body: what the last check before sending looks at.

    It shares no code with `Walker`, so that what one of them overlooks the other does not.
    """
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in KEYS:
                yield name
            yield from texts_of(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item, key)
    elif isinstance(value, str):
        if not is_grammar(key, value):
            yield value
            inner = open_json(value)
            if inner is not None:
                yield from texts_of(inner)
    elif is_number(value):
        yield str(value)


def open_json(text: str) -> Any | None:
    """The object, list or string that a string holds as JSON, or None."""
    if text.lstrip()[:1] not in ("{", "[", '"'):
        return None
    try:
        value = strict_json(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list | str) else None


def strict_json(text: str | bytes, *, pairs: Pairs | None = None) -> Any:
    """The value of a JSON text. Raises `ValueError` also for NaN, infinity and what overflows to it.

    `pairs` makes an object of its keys and values, in order.
    """
    if isinstance(text, bytes):
        text = text.decode(json.detect_encoding(text), "surrogatepass")
    if text.startswith("\ufeff"):
        raise ValueError("a byte order mark")
    decoder = _DECODER if pairs is None else json.JSONDecoder(**_FINITE, object_pairs_hook=pairs)
    return decoder.decode(text)


def dump(value: Any) -> str:
    """JSON with its characters written out rather than escaped."""
    return json.dumps(value, ensure_ascii=False)


def is_number(value: Any) -> bool:
    """Whether a JSON value is a number; in Python a boolean is one, in JSON it is not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_unicode(text: str) -> bool:
    """Whether the text can be written as UTF-8; JSON lets half a surrogate pair through."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bare_name(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """A participant's redacted name without brackets: the interface takes none in a name."""
    name = before.get("name")
    if "role" in before and isinstance(name, str) and name != after["name"]:
        after["name"] = str(after["name"]).translate({ord("<"): None, ord(">"): None})
    return after


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("not a number of JSON")
    return value


# Made once: making one costs as much as reading a small body.
_FINITE: Final[dict[str, Any]] = {"parse_constant": _finite, "parse_float": _finite}
_DECODER: Final = json.JSONDecoder(**_FINITE)
