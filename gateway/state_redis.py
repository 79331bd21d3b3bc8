"""What gateways of one Redis share beside the vault: which answers may be rated, and pending erasures.

Any of them takes a person's word on an answer that another one gave, and any of them goes on asking the edges. Redis
sees what `answers.db` and `erasures.db` hold: ids, digests and pseudonyms, no text. Knows no HTTP.
"""

from __future__ import annotations

import json
from typing import Any, Final

import redis

from gateway.answers import CLAIM_SECONDS, AlreadyRated, Given, UnknownAnswer, answer_name
from gateway.erasure import Row
from gateway.redis_link import RedisLink
from gateway.vault_redis import PREFIX
from sottovoce.telemetry import get_logger

# After it an erasure that is done everywhere has no row any more; the receipts are with whoever asked.
DONE_SECONDS: Final = 30 * 86_400
_FIELDS: Final = (
    "upstream_id",
    "tenant",
    "site",
    "conversation",
    "subject",
    "kept",
    "consent",
    "home",
)

# An answer is a hash a:NAME, a customer's answers a set as:SUBJECT; KEYS[1] is the index by time. Redis' own time
# counts, so that gateways with different clocks agree.
_CLOCK: Final = """
local P = 'PREFIX'
local t = redis.call('TIME')
local now = t[1] + t[2] / 1000000
local function forget(name)
  local key = P .. 'a:' .. name
  local subject = redis.call('HGET', key, 'subject')
  redis.call('ZREM', P .. 'answers', name)
  if subject then redis.call('SREM', P .. 'as:' .. subject, name) end
  return redis.call('DEL', key)
end
""".replace("PREFIX", PREFIX)
_NOTE: Final = """
local name, ttl, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local key = P .. 'a:' .. name
if redis.call('EXISTS', key) == 1 then return 0 end
for at = 4, #ARGV, 2 do redis.call('HSET', key, ARGV[at], ARGV[at + 1]) end
redis.call('HSET', key, 'rated', '0')
redis.call('EXPIRE', key, ttl)
local subject = P .. 'as:' .. redis.call('HGET', key, 'subject')
redis.call('SADD', subject, name)
redis.call('EXPIRE', subject, ttl)
redis.call('ZADD', KEYS[1], now, name)
redis.call('EXPIRE', KEYS[1], ttl)
for _, old in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - ttl, 'LIMIT', 0, 100)) do
  forget(old)
end
local surplus = redis.call('ZCARD', KEYS[1]) - most
if surplus > 0 then
  for _, old in ipairs(redis.call('ZRANGE', KEYS[1], 0, surplus - 1)) do forget(old) end
end
return 1
"""
_CLAIM: Final = """
local key = P .. 'a:' .. ARGV[1]
local row = redis.call('HMGET', key, 'tenant', 'rated', 'holder')
if row[1] ~= ARGV[2] then return {0} end
local rated = tonumber(row[2])
local held = rated < 0 and -rated > now - tonumber(ARGV[4]) and row[3] ~= ARGV[3]
if rated > 0 or held then return {1} end
redis.call('HSET', key, 'rated', tostring(-math.floor(now)), 'holder', ARGV[3])
return {2, redis.call('HMGET', key, unpack(ARGV, 5))}
"""
_RATED: Final = """
local key = P .. 'a:' .. ARGV[1]
if redis.call('EXISTS', key) == 1 then redis.call('HSET', key, 'rated', '1') end
return 1
"""
_RELEASE: Final = """
local key = P .. 'a:' .. ARGV[1]
local row = redis.call('HMGET', key, 'rated', 'holder')
if row[1] and tonumber(row[1]) < 0 and row[2] == ARGV[2] then redis.call('HSET', key, 'rated', '0') end
return 1
"""
_ERASE: Final = """
local gone = 0
for _, name in ipairs(redis.call('SMEMBERS', P .. 'as:' .. ARGV[1])) do gone = gone + forget(name) end
redis.call('DEL', P .. 'as:' .. ARGV[1])
return gone
"""
_ANSWER_SCRIPTS: Final = (_NOTE, _CLAIM, _RATED, _RELEASE, _ERASE)


class RedisAnswers:
    """`AnswerStore` in Redis. Raises `VaultUnavailable`."""

    def __init__(self, link: RedisLink, *, ttl: float, max_answers: int) -> None:
        self._link = link
        self._ttl = max(1, round(ttl))
        self._max = max_answers
        scripts = [link.script(_CLOCK + source) for source in _ANSWER_SCRIPTS]
        self._note, self._claim, self._rated, self._release, self._erase = scripts

    def note(self, given: Given) -> None:
        """See `AnswerStore`."""
        row = {name: getattr(given, name) for name in _FIELDS}
        pairs = [part for name, value in row.items() for part in (name, _told(value))]
        self._run(self._note, answer_name(given.upstream_id), self._ttl, self._max, *pairs)

    def claim(self, completion_id: str, tenant: str, holder: str) -> Given:
        """See `AnswerStore`."""
        name = answer_name(completion_id)
        state, *rest = self._run(self._claim, name, tenant, holder, CLAIM_SECONDS, *_FIELDS)
        if state == 0:
            raise UnknownAnswer
        if state == 1:
            raise AlreadyRated
        # A row of an earlier release has no home.
        upstream_id, owner, site, conversation, subject, kept, consent, home = (
            (value or b"").decode() for value in rest[0]
        )
        yes = "1"
        return Given(
            upstream_id, owner, site, conversation, subject, kept == yes, consent == yes, home
        )

    def rated(self, completion_id: str) -> None:
        """See `AnswerStore`."""
        self._run(self._rated, answer_name(completion_id))

    def release(self, completion_id: str, holder: str) -> None:
        """See `AnswerStore`."""
        self._run(self._release, answer_name(completion_id), holder)

    def erase_subject(self, subject: str) -> int:
        """See `AnswerStore`."""
        return int(self._run(self._erase, subject))

    def close(self) -> None:
        """See `AnswerStore`; the queue's connections are the same ones."""
        self._link.close()

    def _run(self, script: Any, *arguments: object) -> Any:
        return self._link.run(script, [f"{PREFIX}answers"], arguments)


# A customer's erasure is a hash e:SUBJECT of `[site, server]` to `[requested, done, dialogues]`, all as JSON; KEYS[1]
# is the index of what is pending, `[subject, site, server]` by time.
_ASK: Final = """
local key = P .. 'e:' .. ARGV[1]
for at = 2, #ARGV, 2 do
  redis.call('HSET', key, ARGV[at], cjson.encode({now, false, false}))
  redis.call('ZADD', KEYS[1], now, ARGV[at + 1])
end
redis.call('PERSIST', key)
return 1
"""
_DONE: Final = """
local key = P .. 'e:' .. ARGV[1]
local row = redis.call('HGET', key, ARGV[2])
if not row then return 0 end
redis.call('HSET', key, ARGV[2], cjson.encode({cjson.decode(row)[1], now, tonumber(ARGV[4])}))
redis.call('ZREM', KEYS[1], ARGV[3])
for _, other in ipairs(redis.call('HVALS', key)) do
  if not cjson.decode(other)[2] then return 1 end
end
redis.call('EXPIRE', key, tonumber(ARGV[5]))
return 1
"""


class RedisErasureQueue:
    """`Queue` in Redis, as durable as Redis is. Raises `VaultUnavailable`."""

    def __init__(self, link: RedisLink) -> None:
        self._link = link
        self._ask, self._done = (link.script(_CLOCK + source) for source in (_ASK, _DONE))

    def durable(self) -> bool:
        """See `Queue`: whether Redis writes an append-only file; a user who may not ask does not know."""
        told = self._link.ask(_persistence)
        if not told:
            get_logger().warning("erasures_not_durable", store="redis")
        return bool(told)

    def ask(self, subject: str, servers: list[tuple[str, int]]) -> None:
        """See `Queue`."""
        places = [
            part
            for site, server in servers
            for part in (_key(site, server), _key(subject, site, server))
        ]
        if places:
            self._run(self._ask, subject, *places)

    def done(self, subject: str, site: str, server: int, dialogues: int) -> None:
        """See `Queue`."""
        place = (_key(site, server), _key(subject, site, server))
        self._run(self._done, subject, *place, dialogues, DONE_SECONDS)

    def rows(self, subject: str) -> list[Row]:
        """See `Queue`."""
        found = self._link.ask(lambda client: client.hgetall(f"{PREFIX}e:{subject}"))
        rows = [(*json.loads(place), *json.loads(row)) for place, row in found.items()]
        return sorted(
            (
                Row(
                    site, server, requested, done or None, None if dialogues is False else dialogues
                )
                for site, server, requested, done, dialogues in rows
            ),
            key=lambda row: (row.site, row.server),
        )

    def pending(self) -> list[tuple[str, str, int]]:
        """See `Queue`."""
        found = self._link.ask(lambda client: client.zrange(f"{PREFIX}pending", 0, -1))
        return [(subject, site, server) for subject, site, server in map(json.loads, found)]

    def close(self) -> None:
        """See `Queue`."""
        self._link.close()

    def _run(self, script: Any, *arguments: object) -> Any:
        return self._link.run(script, [f"{PREFIX}pending"], arguments)


def _persistence(client: redis.Redis) -> bool:
    try:
        told: dict[str, Any] = client.info("persistence")
    except redis.ResponseError:
        return False
    return told.get("aof_enabled") == 1


def _told(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _key(*parts: object) -> str:
    return json.dumps(parts, separators=(",", ":"))
