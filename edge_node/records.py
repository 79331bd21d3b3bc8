"""What a gateway may ask of the log beside a chat: to note a person's word on an answer, and to erase a customer.

Knows the log and the second look. Knows no HTTP and generates nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from edge_node.second_look import SecondLook
from sottovoce.context import decode_context
from sottovoce.dialogue_log import Dialogue, DialogueLog
from sottovoce.errors import ClientError, InvalidRequest, Unauthorized
from sottovoce.telemetry import get_logger

MAX_ANSWER = 100_000


class UnknownDialogue(ClientError):
    """No such answer is in the log, or it is another customer's."""

    code: ClassVar[str] = "dialogue_not_found"
    status: ClassVar[int] = 404
    default: ClassVar[str] = "No such answer is in this site's log."


class Feedback(BaseModel):
    """A person's word on an answer; `corrected_answer` is redacted already."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    completion_id: str = Field(min_length=1, max_length=128)
    rating: Literal["up", "down"]
    corrected_answer: str | None = Field(default=None, min_length=1, max_length=MAX_ANSWER)


class Erasure(BaseModel):
    """Whom to forget: a pseudonym, never a name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    subject: str = Field(pattern=r"^sub_[A-Za-z0-9_-]{8,128}$")


@dataclass(frozen=True)
class Records:
    """The log as gateways see it."""

    log: DialogueLog
    look: SecondLook
    service_token: str
    clock: Callable[[], float]

    def rate(self, body: Any, header: str | None) -> dict[str, Any]:
        """Notes a rating, and puts a corrected answer in the place of the model's.

        An answer that was rated up or corrected may train where its customer has consented; one that was rated
        down may not. Raises `UnknownDialogue`, `Unauthorized` without a context, `PrivacyRefused` for a
        correction that holds personal data, `LogUnavailable`.
        """
        feedback = _read(Feedback, body)
        if header is None:
            raise Unauthorized("Feedback needs the gateway's context header.")
        context = decode_context(header, self.service_token, self.clock())
        self.look.refuse(feedback.corrected_answer or "", context.allowed)

        def rated(dialogue: Dialogue) -> Dialogue:
            # The customer's consent is the dialogue's; the gateway's policy may take it back for a correction.
            allowed = context.consent or not dialogue.consent
            if feedback.corrected_answer is None:
                return replace(dialogue, trainable=allowed and feedback.rating == "up")
            answer = {"role": "assistant", "content": feedback.corrected_answer}
            logged = self.look.logged([answer], context.masked, context.made_up)
            return replace(
                dialogue,
                messages=(*dialogue.messages[:-1], *logged),
                labels=tuple(sorted({*dialogue.labels, *context.labels})),
                trainable=allowed,
            )

        if not self.log.amend(feedback.completion_id, context.subject, rated):
            raise UnknownDialogue
        get_logger().info("feedback", rating=feedback.rating, request_id=context.request_id)
        return {"object": "feedback", "completion_id": feedback.completion_id}

    def erase(self, body: Any) -> dict[str, Any]:
        """Destroys a customer's key and dialogues; how many there were. Raises `LogUnavailable`."""
        erasure = _read(Erasure, body)
        gone = self.log.erase_subject(erasure.subject)
        get_logger().info("subject_erased", dialogues=gone)
        return {"object": "erasure", "subject": erasure.subject, "dialogues": gone}


def _read(model: type[Any], body: Any) -> Any:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or None
        raise InvalidRequest(f"{place or 'body'}: {first['msg']}", param=place) from None
