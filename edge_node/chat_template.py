"""The chat template for base models that bring none, and how text is made safe for it.

Knows role markers and the end of a turn (the tokenizer's own eos). Does not know any model.
"""

from __future__ import annotations

from collections.abc import Iterable

# A marker stands on its own line, so that it tokenises the same whatever text follows it; the prompt
# made with add_generation_prompt is an exact prefix of the same dialogue with its answer.
CHAT_TEMPLATE = (
    "{{- bos_token or '' -}}"
    "{%- for message in messages -%}"
    "{%- if message['role'] == 'system' -%}"
    "{{- 'System:\n' + message['content'] + '\n\n' -}}"
    "{%- elif message['role'] == 'user' -%}"
    "{{- 'User:\n' + message['content'] + '\n\n' -}}"
    "{%- elif message['role'] == 'assistant' -%}"
    "{{- 'Assistant:\n' -}}"
    "{%- generation -%}{{- message['content'] + eos_token -}}{%- endgeneration -%}"
    "{{- '\n\n' if not loop.last else '' -}}"
    "{%- else -%}"
    "{{- raise_exception('only system, user and assistant turns are supported') -}}"
    "{%- endif -%}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{- 'Assistant:\n' -}}{%- endif -%}"
)

# A base model that has not learnt the end of a turn goes on by writing the next speaker's marker.
TURN_STOPS = tuple(
    f"{gap}{speaker}:" for speaker in ("User", "System", "Assistant") for gap in ("\n\n", "\n")
)


def turn_stops(template: str | None) -> tuple[str, ...]:
    """The strings that end an answer early: only where our own template is in use."""
    return TURN_STOPS if template == CHAT_TEMPLATE else ()


def defuse(text: str, special: Iterable[str]) -> str:
    """Break every special token written out in `text`, so that no text can end or begin a turn."""
    for token in sorted(special, key=len, reverse=True):
        if token and token in text:
            text = text.replace(token, token[0] + " " + token[1:])
    return text
