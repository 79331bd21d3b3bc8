"""The demo's customers and how they write: with the official `openai` client, through the gateway.

Knows what was sent, which values in it are personal, and what came back. Looks into no part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openai import OpenAI

SITE = "Sottovoce-Site"
CONVERSATION = "Sottovoce-Conversation"
ADAPTER = "sottovoce-adapter"
REQUEST_ID = "x-request-id"


@dataclass(frozen=True)
class Turn:
    """What a customer writes, and the personal values in it."""

    text: str
    personal: tuple[str, ...]


@dataclass(frozen=True)
class Conversation:
    """One customer's turns at one site.

    `same`: for each turn, what stands before and after a value that is the same in all of them.
    """

    title: str
    name: str
    site: int
    customer: str
    stream: bool
    turns: tuple[Turn, ...]
    same: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Exchange:
    """One request and its reply as the client saw them."""

    conversation: str
    sent: str
    got: str
    adapter: str
    request_id: str
    chunks: int


ENGLISH = Conversation(
    title="English, not streaming, two turns",
    name="demo-english",
    site=0,
    customer="laura-17",
    stream=False,
    same=(("Call me at ", " or"), ("Is ", " really")),
    turns=(
        Turn(
            "Hello, my name is Laura Whitfield. Order ORD-40718263 has not arrived. "
            "Call me at (415) 555-0173 or write to laura.whitfield@example.com.",
            ("Laura Whitfield", "(415) 555-0173", "laura.whitfield@example.com"),
        ),
        Turn(
            "Is (415) 555-0173 really the number that you noted? "
            "Then refund my card 4539 1488 0343 6467.",
            ("(415) 555-0173", "4539 1488 0343 6467"),
        ),
    ),
)
CHINESE = Conversation(
    title="Chinese, streaming, two turns",
    name="demo-chinese",
    site=1,
    customer="zhang-88",
    stream=True,
    same=(("手机号", ",身份证"), ("请打", "联系我")),
    turns=(
        Turn(
            "你好,我叫张秀英,手机号13862001749,身份证号310115198503072313,我的包裹还没到。",
            ("张秀英", "13862001749", "310115198503072313"),
        ),
        Turn(
            "请打13862001749联系我,退款到银行卡6228480402564890018。",
            ("13862001749", "6228480402564890018"),
        ),
    ),
)
MIXED = Conversation(
    title="Chinese and English mixed, streaming",
    name="demo-mixed",
    site=1,
    customer="daniel-4",
    stream=True,
    turns=(
        Turn(
            "你好, I am Daniel Carter. 我的邮箱是daniel.carter@example.org, "
            "please call 18611720094 about the refund.",
            ("Daniel Carter", "daniel.carter@example.org", "18611720094"),
        ),
    ),
)
CONVERSATIONS = (ENGLISH, CHINESE, MIXED)
# Asked of the base model and of the new adapter: (site, question, its personal values).
AFTERWARDS = (
    (
        0,
        Turn(
            "I cannot sign in with laura.whitfield@example.com.", ("laura.whitfield@example.com",)
        ),
    ),
    (1, Turn("我是张秀英,请把手机号改成13862001749。", ("张秀英", "13862001749"))),
)


def client(url: str, api_key: str, *, timeout: float = 120.0) -> OpenAI:
    """The official client; it retries nothing, so that the demo sees every refusal."""
    from openai import OpenAI

    return OpenAI(base_url=url, api_key=api_key, max_retries=0, timeout=timeout)


def hold(api: OpenAI, conversation: Conversation, site: str, *, max_tokens: int) -> list[Exchange]:
    """All turns of a conversation, one after another. Raises the client's own errors."""
    history: list[dict[str, str]] = []
    exchanges = []
    for turn in conversation.turns:
        history.append({"role": "user", "content": turn.text})
        one = ask(
            api,
            history,
            site=site,
            conversation=conversation.name,
            customer=conversation.customer,
            stream=conversation.stream,
            max_tokens=max_tokens,
        )
        history.append({"role": "assistant", "content": one.got})
        exchanges.append(one)
    return exchanges


def ask(
    api: OpenAI,
    messages: Sequence[dict[str, str]],
    *,
    site: str,
    conversation: str,
    customer: str = "demo",
    stream: bool = False,
    max_tokens: int = 32,
    model: str = "sottovoce",
) -> Exchange:
    """One request, greedy decoding, with the customer's consent to be logged."""
    request: dict[str, Any] = {
        "model": model,
        "messages": list(messages),
        "max_tokens": max_tokens,
        "temperature": 0,
        "store": True,
        "user": customer,
        "extra_headers": {SITE: site, CONVERSATION: conversation},
    }
    sent = messages[-1]["content"]
    if stream:
        return _streamed(api, request, conversation, sent)
    reply = api.chat.completions.with_raw_response.create(**request)
    got = reply.parse().choices[0].message.content or ""
    return Exchange(conversation, sent, got, *_named(reply.headers), 1)


def _streamed(api: OpenAI, request: dict[str, Any], conversation: str, sent: str) -> Exchange:
    with api.chat.completions.with_streaming_response.create(**request, stream=True) as reply:
        named = _named(reply.headers)
        pieces = [chunk.choices[0].delta.content or "" for chunk in reply.parse() if chunk.choices]
    return Exchange(conversation, sent, "".join(pieces), *named, len(pieces))


def _named(headers: Any) -> tuple[str, str]:
    return str(headers.get(ADAPTER, "")), str(headers.get(REQUEST_ID, ""))
