"""A redacted dialogue as token ids and labels: the chat template of the served model, the loss on the
answers alone.

Placeholders are renumbered from 1 in each example, so that what is learnt is how to copy one, not
which number a conversation had come to. Knows a tokenizer; does not know consent, logs or models.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateError

from policies import renumber
from sottovoce.dialogue_log import Dialogue

IGNORE = -100  # the label of a token that carries no loss, as everywhere in torch


@dataclass(frozen=True)
class Example:
    """One dialogue: its log id, its customer's pseudonym, token ids and labels of equal length."""

    id: str
    subject: str
    ids: tuple[int, ...]
    labels: tuple[int, ...]


def build_examples(
    dialogues: Iterable[Dialogue], tokenizer: Any, sequence: int
) -> tuple[list[Example], Counter[str]]:
    """Examples of at most `sequence` tokens, and how many dialogues gave none, by reason."""
    examples: list[Example] = []
    dropped: Counter[str] = Counter()
    for dialogue in dialogues:
        example = build_example(dialogue, tokenizer, sequence)
        if isinstance(example, str):
            dropped[example] += 1
        else:
            examples.append(example)
    return examples, dropped


def build_example(dialogue: Dialogue, tokenizer: Any, sequence: int) -> Example | str:
    """The example, or why there is none: "template" (the model's template cannot render it) or
    "no_answer" (no answer's token is left)."""
    messages = _prepare(dialogue.messages, tokenizer)
    try:
        text, spans = render(messages, tokenizer)
    except (TemplateError, KeyError, TypeError, ValueError):
        return "template"
    ids, labels = _label(text, spans, tokenizer)
    ids, labels = _truncate(ids, labels, sequence, tokenizer.bos_token_id)
    # The first token is predicted by nothing, so a label on it carries no loss.
    if all(label == IGNORE for label in labels[1:]):
        return "no_answer"
    return Example(dialogue.id, dialogue.subject, tuple(ids), tuple(labels))


def render(messages: Sequence[dict[str, Any]], tokenizer: Any) -> tuple[str, list[tuple[int, int]]]:
    """The dialogue as the model's template writes it, and where the assistant's turns stand in it.

    A turn reaches from the end of the generation prompt to the end-of-turn marker, the white space
    behind it left out. Raises ValueError where the template does not write a dialogue turn by turn.
    """
    text = _template(tokenizer, messages, prompt=False)
    spans: list[tuple[int, int]] = []
    for i, message in enumerate(messages):
        if message.get("role") != "assistant":
            continue
        before = _template(tokenizer, messages[:i], prompt=True) if i else ""
        after = _template(tokenizer, messages[: i + 1], prompt=False).rstrip()
        if not (text.startswith(before) and text.startswith(after) and len(before) < len(after)):
            raise ValueError("the chat template does not write a dialogue turn by turn")
        if i:
            spans.append((len(before), len(after)))
    return text, spans


def _template(tokenizer: Any, messages: Sequence[dict[str, Any]], *, prompt: bool) -> str:
    text: str = tokenizer.apply_chat_template(
        list(messages), tokenize=False, add_generation_prompt=prompt
    )
    return text


def _prepare(messages: Sequence[dict[str, Any]], tokenizer: Any) -> list[dict[str, Any]]:
    """Renumbered, and with the model's special tokens broken where a text spells one out."""
    special = sorted({t for t in tokenizer.all_special_tokens if t}, key=len, reverse=True)
    prepared = []
    for message in renumber([dict(m) for m in messages]):
        content = message.get("content")
        if isinstance(content, str):
            message = {**message, "content": _defuse(content, special)}
        prepared.append(message)
    return prepared


def _defuse(text: str, special: Sequence[str]) -> str:
    """A text that spells a special token out must not end or begin a turn (as at the edge)."""
    for token in special:
        text = text.replace(token, token[0] + " " + token[1:])
    return text


def _label(
    text: str, spans: Sequence[tuple[int, int]], tokenizer: Any
) -> tuple[list[int], list[int]]:
    encoded = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    ids = list(encoded["input_ids"])
    labels = [
        token if end > start and any(a <= start < b for a, b in spans) else IGNORE
        for token, (start, end) in zip(ids, encoded["offset_mapping"], strict=True)
    ]
    return ids, labels


def _truncate(
    ids: list[int], labels: list[int], sequence: int, bos: int | None
) -> tuple[list[int], list[int]]:
    """At most `sequence` tokens: the oldest go first, but the last answer's beginning is kept."""
    if len(ids) <= sequence:
        return ids, labels
    last = max((i for i, label in enumerate(labels) if label != IGNORE), default=-1)
    start = last
    while start > 0 and labels[start - 1] != IGNORE:
        start -= 1
    # A quarter of the room is left to what the answer answers, however long the answer is.
    cut = max(0, min(last + 1 - sequence, start - sequence // 4))
    began_with_bos = bos is not None and ids[0] == bos
    ids, labels = ids[cut : cut + sequence], labels[cut : cut + sequence]
    if cut and began_with_bos:
        ids[0], labels[0] = int(bos or 0), IGNORE
    return ids, labels
