"""The vault in Redis, for several gateways behind one address; each table is sealed before it leaves here.

A table, its version and the two indexes (by use, by customer) change together in a script that Redis runs as one
step. A Redis that fails, hangs or is full is `VaultUnavailable` within the time limit; no other store steps in.
Knows no policy and no HTTP.
"""

from __future__ import annotations

from typing import Any, Final

from gateway.redis_link import RedisLink, RedisPlace
from gateway.vault import Clock, Entry, seal_table, unseal_table

# One hash slot for all keys: the scripts touch several, also in a cluster.
PREFIX: Final = "{sottovoce:vault:1}"

# KEYS[1] is the index by use. ARGV[1] is the time in milliseconds, or empty for Redis' own, so that gateways
# with different clocks agree; ARGV[2] is the time to live. A conversation is a hash c:NAME, a customer a set
# s:SUBJECT of names, the index by use a sorted set of names.
_COMMON: Final = """
local P, ttl = 'PREFIX', tonumber(ARGV[2])
local used = KEYS[1]
local now = tonumber(ARGV[1])
if not now then
  local t = redis.call('TIME')
  now = t[1] * 1000 + math.floor(t[2] / 1000)
end
local function forget(name)
  local key = P .. 'c:' .. name
  local subject = redis.call('HGET', key, 'subject')
  local there = redis.call('DEL', key)
  redis.call('ZREM', used, name)
  if subject then redis.call('SREM', P .. 's:' .. subject, name) end
  return there
end
local function late(name)
  local last = redis.call('HGET', P .. 'c:' .. name, 'used')
  if last and tonumber(last) < now - ttl then forget(name) end
end
local function old(limit)
  local names = redis.call('ZRANGEBYSCORE', used, '-inf', '(' .. (now - ttl), 'LIMIT', 0, limit)
  for _, name in ipairs(names) do forget(name) end
end
local function touch(name, subject)
  redis.call('HSET', P .. 'c:' .. name, 'used', now)
  redis.call('PEXPIRE', P .. 'c:' .. name, ttl)
  redis.call('ZADD', used, now, name)
  redis.call('PEXPIRE', used, ttl)
  redis.call('PEXPIRE', P .. 's:' .. subject, ttl)
end
""".replace("PREFIX", PREFIX)
_LOAD: Final = """
old(100)
local name = ARGV[3]
late(name)
local row = redis.call('HMGET', P .. 'c:' .. name, 'sealed', 'version', 'subject')
if not row[1] then return false end
touch(name, row[3])
return {row[1], row[2], row[3], tostring(now)}
"""
_SAVE: Final = """
old(100)
local name, sealed, subject, version = ARGV[3], ARGV[4], ARGV[5], tonumber(ARGV[6])
local key = P .. 'c:' .. name
late(name)
local row = redis.call('HMGET', key, 'version', 'subject')
if (tonumber(row[1]) or 0) ~= version then return 0 end
if row[2] and row[2] ~= subject then redis.call('SREM', P .. 's:' .. row[2], name) end
redis.call('HSET', key, 'sealed', sealed, 'version', version + 1, 'subject', subject)
redis.call('SADD', P .. 's:' .. subject, name)
touch(name, subject)
local surplus = redis.call('ZCARD', used) - tonumber(ARGV[7])
if surplus > 0 then
  for _, gone in ipairs(redis.call('ZRANGE', used, 0, surplus - 1)) do forget(gone) end
end
return 1
"""
_ERASE: Final = """
old(1000)
return forget(ARGV[3])
"""
_ERASE_SUBJECT: Final = """
old(1000)
local gone = 0
for _, name in ipairs(redis.call('SMEMBERS', P .. 's:' .. ARGV[3])) do
  if redis.call('HGET', P .. 'c:' .. name, 'subject') == ARGV[3] then gone = gone + forget(name) end
end
redis.call('DEL', P .. 's:' .. ARGV[3])
return gone
"""
_COUNT: Final = """
return redis.call('ZCOUNT', used, now - ttl, '+inf')
"""


class RedisVault:
    """Keeps sealed tables in Redis; connects at the first use and anew after every failure.

    `clock` is for tests: without it Redis' own time counts. Raises `VaultUnavailable`, and `SealBroken` for
    another key or a changed row.
    """

    def __init__(
        self,
        place: RedisPlace,
        key: bytes,
        *,
        ttl: float,
        max_conversations: int,
        clock: Clock | None = None,
    ) -> None:
        self._link = RedisLink(place)
        self._key = key
        self._ttl = max(1, round(ttl * 1000))
        self._max = max_conversations
        self._clock = clock
        sources = (_LOAD, _SAVE, _ERASE, _ERASE_SUBJECT, _COUNT)
        scripts = [self._link.script(_COMMON + source) for source in sources]
        self._load, self._save, self._erase, self._erase_subject, self._count = scripts

    def load(self, name: str) -> Entry | None:
        """See `VaultStore`."""
        row = self._run(self._load, name)
        if row is None:
            return None
        sealed, version, subject = row[0], int(row[1]), row[2].decode()
        table = unseal_table(self._key, sealed, name=name, subject=subject, version=version)
        return Entry(table, version, subject, float(row[3]) / 1000)

    def save(self, name: str, table: str, *, subject: str, version: int) -> bool:
        """See `VaultStore`. A save whose answer was lost is told as refused: load the table and look."""
        sealed = seal_table(self._key, table, name=name, subject=subject, version=version + 1)
        return bool(self._run(self._save, name, sealed, subject, version, self._max))

    def erase(self, name: str) -> bool:
        """See `VaultStore`."""
        return bool(self._run(self._erase, name))

    def erase_subject(self, subject: str) -> int:
        """See `VaultStore`."""
        return int(self._run(self._erase_subject, subject))

    def count(self) -> int:
        """See `VaultStore`."""
        return int(self._run(self._count))

    def check(self) -> None:
        """See `VaultStore`: a write of nothing, so that a full Redis is noticed."""
        self._link.ask(lambda redis: redis.set(f"{PREFIX}probe", b"", px=1000))

    def close(self) -> None:
        """See `VaultStore`."""
        self._link.close()

    def _run(self, script: Any, *arguments: object) -> Any:
        now = "" if self._clock is None else str(round(self._clock() * 1000))
        return self._link.run(script, [f"{PREFIX}used"], [now, self._ttl, *arguments])
