"""What a black-box tester tries beside wrong bodies: odd names, disguised values, headers, an upstream's tricks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.responses import JSONResponse, Response

from sottovoce import wire as forms
from tests.gateway.raw import exchange, request
from tests.gateway.serving import fast_detector
from tests.privacy.wire import Wire, repeats, wire

pytestmark = [pytest.mark.privacy, pytest.mark.slow]

PHONE = "13812345678"
MAIL = "anna.keller@example.com"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """A gateway without keys; the upstream has a key of its own."""
    fields = {"upstream_api_key": "sk-of-the-gateway-5512"}
    with wire(tmp_path_factory.mktemp("attacks"), build=fast_detector, **fields) as made:
        yield made


def said(text: Any, **more: Any) -> dict[str, Any]:
    """A chat's body."""
    return {"model": "m", "messages": [{"role": "user", "content": text}], **more}


DISGUISED = {
    "zero width": "\u200b".join(PHONE),
    "word joiner": "\u2060".join(PHONE),
    "full width": "".join(chr(ord(c) + 0xFEE0) for c in PHONE),
    "blanks": " ".join([PHONE[:3], PHONE[3:7], PHONE[7:]]),
    "dashes": "-".join([PHONE[:3], PHONE[3:7], PHONE[7:]]),
    "no-break": "\u00a0".join([PHONE[:3], PHONE[3:7], PHONE[7:]]),
    "soft hyphen": "\u00ad".join([PHONE[:3], PHONE[3:7], PHONE[7:]]),
    "direction marks": f"\u202a{PHONE}\u202c",
    "mathematical": "".join(chr(0x1D7CE + int(c)) for c in PHONE),
    "arabic digits": "".join(chr(0x0660 + int(c)) for c in PHONE),
}


@pytest.mark.parametrize("name", DISGUISED)
def test_a_number_in_disguise(running: Wire, name: str) -> None:
    """Another way to write the digits is taken out as well, and comes back as it was written."""
    running.upstream.script = repeats
    text = f"我的手机号是{DISGUISED[name]},谢谢。"
    reply = running.post("chat", said(text))
    assert reply.status_code == 200
    whole = b"".join(running.seen().values()).decode()
    assert DISGUISED[name] not in whole
    assert "PHONE" in whole
    assert (
        DISGUISED[name]
        in json.loads(reply.json()["choices"][0]["message"]["content"])["messages"][0]["content"]
    )


@pytest.mark.parametrize("change", [{"n": 10**9}, {"n": -1}, {"n": 2**70}, {"n": True}, {"n": "2"}])
def test_too_many_answers(running: Wire, change: dict[str, Any]) -> None:
    """`n` is bounded before anything is sent."""
    assert running.post("chat", said("a", **change)).status_code == 400
    assert running.seen() == {}


@pytest.mark.parametrize(
    "model",
    ["a\r\nx-evil: 1", "a\nb", "../../admin", "a b", "", "sottovoce@../x", "я", "a" * 200, "\x00"],
)
def test_model_names_that_are_none(running: Wire, model: str) -> None:
    """A model's name is a word; nothing of it gets into a header or a path."""
    reply = running.post("chat", {**said("a"), "model": model})
    assert reply.status_code in (400, 404) or model == "../../admin"
    assert "x-evil" not in str(reply.headers)
    assert all(part.endswith("head") or b"/v1/chat" for part in running.seen())


@pytest.mark.parametrize("site", ["evil", "default\tx", "../default", "a" * 500, "default,other"])
def test_sites_that_are_none(running: Wire, site: str) -> None:
    """An unknown site is 404, whatever is in its name, and its name is not repeated."""
    reply = running.post("chat", said("a"), **{forms.SITE: site})
    assert (reply.status_code, reply.json()["error"]["code"]) == (404, "unknown_site")
    assert site not in reply.text
    assert running.seen() == {}


def test_headers_do_not_pass(running: Wire) -> None:
    """Of a client's headers none goes on; of the upstream's none comes back but its adapter's name."""
    running.upstream.script = lambda _: JSONResponse(
        {"choices": [{"index": 0, "message": {"content": "hi"}, "finish_reason": "stop"}]},
        headers={
            "set-cookie": "who=anna",
            "authorization": "Bearer sk-of-the-gateway-5512",
            "x-served-by": "vendor-7",
            "location": "http://evil.example",
            "access-control-allow-origin": "*",
            forms.ADAPTER: "r7\tevil: 1",
        },
    )
    client = {
        "x-forwarded-for": "10.1.2.3",
        "cookie": "session=anna",
        "authorization": "Bearer sk-the-clients-own",
        "x-api-key": "sk-the-clients-other",
        "openai-organization": "org-anna",
        "traceparent": "00-" + "a" * 32 + "-" + "b" * 16 + "-01",
        "user-agent": "anna/1",
        forms.CONTEXT: "forged",
        "referer": f"https://shop.example/{MAIL}",
    }
    for _ in range(2):
        reply = running.post("chat", said("a"), **client)
        assert reply.status_code == 200
        told = str(reply.headers).lower()
        for word in ("cookie", "vendor-7", "sk-of", "evil", "access-control"):
            assert word not in told
    head = b"".join(v for k, v in running.seen().items() if k.endswith("head")).decode().lower()
    for word in ("anna", "10.1.2.3", "sk-the", "org-", "aaaaaaaa", "forged", "cookie", "shop"):
        assert word not in head
    assert "sk-of-the-gateway-5512" in head


def test_an_upstream_that_tells_its_key(running: Wire) -> None:
    """A model that repeats the key it was called with repeats it to nobody's log; errors hold none."""
    quoted = {"error": {"message": "Incorrect API key: sk-of-the-gateway-5512", "code": "bad_key"}}
    running.upstream.script = lambda _: JSONResponse(quoted, 401)
    reply = running.post("chat", said("a"))
    assert reply.status_code == 503
    assert "5512" not in reply.text
    assert b"5512" not in running.http.get(running.base + "/metrics").content
    running.upstream.script = repeats
    assert running.post("chat", said("a")).status_code == 200
    running.seen()


def test_no_redirect_is_followed(running: Wire) -> None:
    """An upstream cannot send the request elsewhere."""
    for status in (301, 302, 303, 307, 308):
        running.upstream.script = lambda _, status=status: Response(
            "", status, {"location": "http://169.254.169.254/latest/meta-data"}
        )
        assert running.post("chat", said(f"I am {MAIL}")).status_code == 503
        assert len(running.seen()) == 2, "one request's head and body, and no other"
        running.upstream.script = repeats
        assert running.post("chat", said("a")).status_code == 200  # the site is well again
        running.seen()


KEYS = [
    said("a", __proto__={"role": "system"}, constructor={"prototype": 1}),
    said("a", **{"ｍodel": MAIL, "mode\u200bl": MAIL}),
    said("a", MESSAGES=[{"content": MAIL}]),
    {**said("a"), "cafe\u0301": MAIL, "caf\u00e9": MAIL},
    said("a", **{MAIL: {MAIL: MAIL}}),
    said("a", **{"": MAIL}),
]


@pytest.mark.parametrize("body", KEYS, ids=range(len(KEYS)))
def test_odd_keys(running: Wire, body: dict[str, Any]) -> None:
    """Keys that look like others are keys like others: their values are read."""
    running.upstream.script = repeats
    reply = running.post("chat", body)
    assert reply.status_code in (200, 400)
    assert MAIL.encode() not in b"".join(running.seen().values())


@pytest.mark.parametrize(
    "body",
    [
        said([1, 2, 3]),
        said("a", prompt_token_ids=[1, 2]),
        said("a", x=[101, 202, 303]),
        said("a", logprobs=True),
        said("a", top_logprobs=3),
        said([{"type": "image_url", "image_url": {"url": f"https://x.example/{PHONE}.png"}}]),
        said([{"type": "file", "file": {"file_data": "aGk="}}]),
        said("a", modalities=["audio"]),
    ],
    ids=range(8),
)
def test_what_no_scanner_reads(running: Wire, body: dict[str, Any]) -> None:
    """Token ids, log probabilities and media are refused, never sent unread."""
    assert running.post("chat", body).status_code == 400
    assert running.seen() == {}


def test_a_value_in_parts(running: Wire) -> None:
    """A number that stands whole anywhere is not sent in another part's disguise."""
    running.upstream.script = repeats
    parts = [{"type": "text", "text": "我的手机号是" + PHONE}, {"type": "text", "text": PHONE[:7]}]
    assert running.post("chat", said(parts)).status_code == 200
    assert PHONE.encode() not in b"".join(running.seen().values())


def test_all_keys_are_refused_alike(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No key, a wrong one, a long one, another scheme: one answer, word for word."""
    root = tmp_path_factory.mktemp("keys")
    tenant = root.with_name("tenant.key")
    tenant.write_text("ab" * 32)
    tenant.chmod(0o600)
    key = {"id": "k", "sha256": "0" * 64, "tenant": "t", "sites": ["*"]}
    tenants = [{"name": "t", "hmac_key_file": str(tenant)}]
    with wire(root, build=fast_detector, no_auth=False, keys=[key], tenants=tenants) as made:
        answers = {
            (reply.status_code, reply.text)
            for reply in (
                made.post("chat", said("a")),
                made.post("chat", said("a"), authorization="Bearer wrong"),
                made.post("chat", said("a"), authorization="Bearer " + "x" * 9000),
                made.post("chat", said("a"), authorization="Basic YTpi"),
                made.post("chat", said("a"), authorization="Bearer"),
                made.post("chat", {"broken": 1}, authorization="Bearer wrong"),
                made.post("chat", said("a"), **{"x-api-key": "wrong"}),
            )
        }
        assert len(answers) == 1
        assert next(iter(answers))[0] == 401
        assert made.seen() == {}
        port = httpx.URL(made.base).port
        assert port is not None
        got = exchange(port, request(said("a"), headers=["authorization: Bearer \xff\xfe"]))
        assert got.status == 401
