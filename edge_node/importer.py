"""Brings historical question/answer dialogues into the log, redacted on the way.

Raw text lives in this process's memory alone, one dialogue at a time. Knows the site's full pack and
the log. Its messages name line numbers and codes, never content.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from edge_node.second_look import SecondLook
from policies import ConversationTable, Redactor
from sottovoce.crypto import keyed_digest, pseudonym
from sottovoce.dialogue_log import Dialogue, DialogueLog
from sottovoce.errors import InvalidRequest, PrivacyRefused, PrivacyUnavailable

MAX_LINE_BYTES = 256 * 1024


class ImportTurn(BaseModel):
    """One turn of a historical dialogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Literal["system", "user", "assistant"]
    content: str = Field(min_length=1)


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class ImportLine(BaseModel):
    """One line of the file; a missing `consent` means that it may not train."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=200)]
    customer: Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=200)]
    language: str = Field(default="und", pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")
    consent: bool = Field(default=False, strict=True)
    messages: tuple[ImportTurn, ...] = Field(min_length=1, max_length=200)


@dataclass(frozen=True)
class Outcome:
    """What became of one line; `code` is empty where it went in, `duplicate` where it was there."""

    line: int
    code: str = ""
    detail: str = ""
    duplicate: bool = False
    trainable: bool = False


@dataclass
class Totals:
    """Counts over a file."""

    written: int = 0
    duplicates: int = 0
    failed: int = 0
    trainable: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one line."""
        self.failed += bool(outcome.code)
        self.duplicates += outcome.duplicate
        self.written += not outcome.code and not outcome.duplicate
        self.trainable += outcome.trainable


class Importer:
    """Redacts and appends. `log` None is a dry run: all is checked and nothing written."""

    def __init__(
        self,
        *,
        redactor: Redactor,
        look: SecondLook,
        log: DialogueLog | None,
        tenant_key: bytes,
        policy: str,
        clock: Callable[[], float],
    ) -> None:
        self._redactor = redactor
        self._look = look
        self._log = log
        self._tenant_key = tenant_key
        self._policy = policy
        self._clock = clock

    def run(self, lines: Iterator[tuple[int, bytes]]) -> Iterator[Outcome]:
        """One outcome a line, in order. Raises LogUnavailable or PrivacyUnavailable at once."""
        for number, raw in lines:
            yield self._line(number, raw)

    def _line(self, number: int, raw: bytes) -> Outcome:
        try:
            dialogue = self._redacted(parse_line(raw))
        except PrivacyUnavailable:
            raise  # the detector does not work: no further line can be trusted to it
        except (InvalidRequest, PrivacyRefused) as error:
            return Outcome(number, error.code, str(error))
        trainable = dialogue.consent and dialogue.trainable
        if self._log is None:
            return Outcome(number, trainable=trainable)
        try:
            new = self._log.append(dialogue)
        except ValueError:
            return Outcome(number, "body_too_large", "The dialogue is over the log's size limit.")
        return Outcome(number, duplicate=not new, trainable=new and trainable)

    def _redacted(self, line: ImportLine) -> Dialogue:
        table = ConversationTable()
        texts = [turn.content for turn in line.messages]
        done = self._redactor.redact_all(texts, table)
        kept = {self._look.digest(label, value) for result in done for label, value in result.kept}
        messages = tuple(
            {"role": turn.role, "content": result.text}
            for turn, result in zip(line.messages, done, strict=True)
        )
        self._look.refuse(messages, kept)
        found = {label for result in done for label in result.counts}
        # The file's own id may name a customer or an order: only its keyed digest is stored.
        id_ = "imp-" + keyed_digest(self._tenant_key, "import", line.id)
        return Dialogue(
            id=id_,
            subject=pseudonym(self._tenant_key, line.customer),
            conversation=id_,
            language=line.language,
            origin="import",
            consent=line.consent,
            trainable=True,
            policy=self._policy,
            adapter=None,
            created=self._clock(),
            messages=self._look.logged(messages),
            labels=tuple(sorted({*found, *(label for r in done for label, _ in r.kept)})),
        )


def parse_line(raw: bytes) -> ImportLine:
    """One line. Raises InvalidRequest naming fields, never their values."""
    if len(raw) > MAX_LINE_BYTES:
        raise InvalidRequest(f"longer than {MAX_LINE_BYTES} bytes")
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        raise InvalidRequest("not JSON") from None
    if not isinstance(data, dict):
        raise InvalidRequest("not a JSON object")
    try:
        return ImportLine.model_validate(data)
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False, include_context=False)
        fields = {_field(fault["loc"]) for fault in faults}
        raise InvalidRequest(f"not valid: {', '.join(sorted(fields))}") from None


def _field(location: tuple[int | str, ...]) -> str:
    """The place of a fault; an unknown key is the file's own text and is not repeated."""
    known = {*ImportLine.model_fields, *ImportTurn.model_fields}
    return ".".join(
        str(part) if isinstance(part, int) or part in known else "(unknown key)"
        for part in location
    )


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that are not blank, from 1. Raises OSError."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if line.strip():
                yield number, line
