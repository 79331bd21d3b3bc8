"""How the gateway's tests ask it, and with what texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import openai

from tests.gateway.serving import Running

Start = Callable[..., Running]

EN = "My name is Maria Keller, call me at 415-555-0132 or maria.keller@example.com."
EN_VALUES = ("Maria Keller", "415-555-0132", "maria.keller@example.com")
ZH = "我叫王小明，手机号是13812345678，请把退款打到6222021234567890128。"
ZH_VALUES = ("王小明", "13812345678")
MIXED = "Hi, 我是李娜, my email is li.na@example.cn and my phone 13900001111。"
MIXED_VALUES = ("李娜", "li.na@example.cn", "13900001111")


def ask(client: openai.OpenAI, text: str, **options: Any) -> str:
    """One whole answer's text."""
    reply = client.chat.completions.create(
        model="sottovoce", messages=[{"role": "user", "content": text}], **options
    )
    return reply.choices[0].message.content or ""


def stream(client: openai.OpenAI, text: str, **options: Any) -> list[str]:
    """The pieces of a streamed answer."""
    chunks = client.chat.completions.create(
        model="sottovoce", messages=[{"role": "user", "content": text}], stream=True, **options
    )
    return [c.choices[0].delta.content or "" for c in chunks if c.choices]


def echo(body: dict[str, Any]) -> list[Any]:
    """A streamed echo, one character a piece."""
    return list(str(body["messages"][-1]["content"]))


def chosen(body: dict[str, Any]) -> Any:
    """An echo, streamed where the request asks for it."""
    said = str(body["messages"][-1]["content"])
    return list(said) if body.get("stream") else {"role": "assistant", "content": said}
