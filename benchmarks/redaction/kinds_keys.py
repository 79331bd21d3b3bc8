# ruff: noqa: E501 - a table
"""Credentials of the well-known services: made at random in the documented shape of each, good for nothing."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from random import Random

from benchmarks.redaction.cases import Value
from benchmarks.redaction.cues_world import CUES, KEY
from benchmarks.redaction.cues_world import KEYS as KEY_CUES
from benchmarks.redaction.kinds import DIGITS, LOWER, UPPER, Kind, form, some

_ALNUM = UPPER + LOWER + DIGITS
_HEX = DIGITS + "abcdef"


def _prefixed(prefix: str, size: int, pool: str = _ALNUM) -> Kind:
    return _kind(f"key {prefix}", lambda rng: prefix + some(rng, pool, size))


def _kind(name: str, make: Callable[[Random], str | Value]) -> Kind:
    return Kind(name, "CREDENTIAL", make, *KEY_CUES.get(name, KEY))


def jwt(rng: Random) -> str:
    head = {"alg": "HS256", "typ": "JWT"}
    body = {"sub": str(rng.randint(10**6, 10**9)), "iat": rng.randint(16 * 10**8, 18 * 10**8)}
    parts = [
        base64.urlsafe_b64encode(json.dumps(p, separators=(",", ":")).encode()).decode().rstrip("=")
        for p in (head, body)
    ]
    return ".".join((*parts, some(rng, _ALNUM + "-_", 43)))


def private_key(rng: Random) -> str:
    kind = rng.choice(("RSA ", "EC ", "", "OPENSSH "))
    lines = "\n".join(some(rng, _ALNUM + "+/", 64) for _ in range(rng.randint(3, 7)))
    return f"-----BEGIN {kind}PRIVATE KEY-----\n{lines}\n-----END {kind}PRIVATE KEY-----"


def dsn(rng: Random) -> str:
    scheme = rng.choice(("postgres", "mysql", "mongodb+srv", "redis", "amqp"))
    return f"{scheme}://svc_{some(rng, LOWER, 4)}:{some(rng, _ALNUM, 14)}@pg-2.example.internal:6432/orders"


KEYS = (
    _prefixed("AKIA", 16, UPPER + "234567"), _prefixed("ASIA", 16, UPPER + "234567"), _prefixed("ghp_", 36), _prefixed("gho_", 36), _prefixed("github_pat_", 82, _ALNUM + "_"),
    _prefixed("glpat-", 20), _kind("key xoxb", lambda r: f"xoxb-{some(r, DIGITS, 12)}-{some(r, DIGITS, 13)}-{some(r, _ALNUM, 24)}"), _prefixed("AIza", 35, _ALNUM + "-_"),
    _prefixed("sk_live_", 24), _prefixed("rk_live_", 24), _prefixed("sk-", 48), _prefixed("sk-proj-", 64, _ALNUM + "_-"), _prefixed("sk-ant-api03-", 80, _ALNUM + "_-"), _prefixed("hf_", 34),
    _prefixed("npm_", 36), _prefixed("pypi-AgEIcHlwaS5vcmc", 60, _ALNUM + "_-"), _kind("key SG.", lambda r: f"SG.{some(r, _ALNUM, 22)}.{some(r, _ALNUM, 43)}"), _prefixed("SK", 32, _HEX), _prefixed("dop_v1_", 64, _HEX),
    _kind("telegram bot", lambda r: f"{r.randint(10**8, 10**10 - 1)}:AA{some(r, _ALNUM + '_-', 33)}"), _prefixed("LTAI5t", 18), _prefixed("AKID", 32), _prefixed("ya29.", 60, _ALNUM + "_-"),
    _kind("JWT", jwt), _kind("private key", private_key), _kind("database URL", dsn),
    _kind("azure account key", lambda r: Value(f"{some(r, _ALNUM + '+/', 86)}==", before="AccountKey=")), _prefixed("shpat_", 32, _HEX), _prefixed("whsec_", 32), _prefixed("dckr_pat_", 27),
    _kind("basic auth", lambda r: Value(base64.b64encode(f'{some(r, LOWER, 6)}:{some(r, _ALNUM, 12)}'.encode()).decode(), before="Basic ")),
    _kind("bearer", lambda r: Value(some(r, _ALNUM, 40), before="Bearer ")),
)  # fmt: skip

WORDED = (
    Kind("password", "CREDENTIAL", lambda r: r.choice(("Winter", "monkey", "Pa55word", "m0nt4gue", "purple-otter", "OpenSesame", "falcon", "qT7&v", "Welcome")) + r.choice(("", "!", "#", "$", "?")) + some(r, DIGITS, r.randint(1, 4)), *CUES["password"], bare=False),
    Kind("secret key", "CREDENTIAL", lambda r: some(r, _ALNUM + "/+", 40), *CUES["secret key"], bare=False),
    Kind("hex api key", "CREDENTIAL", lambda r: some(r, _HEX, 32), *CUES["hex api key"], bare=False),
    Kind("uuid key", "CREDENTIAL", form("hhhhhhhh-hhhh-4hhh-ahhh-hhhhhhhhhhhh"), *CUES["uuid key"], bare=False),
)  # fmt: skip
