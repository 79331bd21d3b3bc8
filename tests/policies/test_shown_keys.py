"""Beside a key that shows by itself what it is, nothing else of its message is taken for the secret."""

from __future__ import annotations

import pytest

from policies.recognizers.api_keys import ApiKeyRecognizer
from policies.recognizers.credentials import PasswordRecognizer

KEYS = [
    "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",
    "AKIAIOSFODNN7EXAMPLE",
    "glpat-x7Qm2Lp9Zr4Tn8Vb1Kc3",
    "xoxb-123456789012-123456789012-aB3dE5fG7hJ9kL1mN3pQ5rS7",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27uhbUJU1p1r",
    "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----",
]
CARRIERS = [
    "auth failed for token {} (status=401, req=7f3a9c12)",
    "token={}; path=/; HttpOnly",
    'credentials = load("{}") # later',
    "The API key ({}) has the scope read_orders and the access token expires in 3600s.",
    "The token for deploy is {}; use Node20 and set the key to KEY_2.",
    'The API key {} gives "Error: invalid_key_2" in the console.',
    'curl -H "Authorization: Bearer {}" https://api.acme.dev/v1/orders',
    "api_key: {}\nmax_tokens: 256\n",
    "pass the token {} to login_user2() please",
]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("carrier", CARRIERS)
def test_only_the_key(carrier: str, key: str) -> None:
    """The key is found whole, and what stands around it stays."""
    text = carrier.format(key)
    begin, end = text.index(key), text.index(key) + len(key)
    found = [
        (start, stop)
        for recognizer in (ApiKeyRecognizer(), PasswordRecognizer())
        for start, stop, *_ in recognizer.find(text)
    ]
    assert any(start <= begin and stop >= end for start, stop in found)
    assert not [text[start:stop] for start, stop in found if stop <= begin or start >= end]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("client id AKIAIOSFODNN7EXAMPLE, client secret, as I said, Zk83jdQpX7mW", "Zk83jdQpX7mW"),
        ("token AKIAIOSFODNN7EXAMPLE and password: hunter2", "hunter2"),
        ("AKIAIOSFODNN7EXAMPLE, secret: Zk83jdQp", "Zk83jdQp"),
    ],
)  # fmt: skip
def test_a_second_secret_is_found(text: str, secret: str) -> None:
    """What its own cue leads to, or what looks like a key, is one too."""
    found = [text[start:stop] for start, stop, *_ in PasswordRecognizer().find(text)]
    assert secret in found
