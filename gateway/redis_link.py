"""One Redis, asked within a time limit: a failure is told as ours, and a Redis that is down is left alone.

Knows how Redis is reached; knows neither tables nor answers.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from gateway.breaker import Breaker
from gateway.vault import VaultUnavailable
from sottovoce.errors import SottovoceError
from sottovoce.telemetry import get_logger

CONNECTIONS: Final = 64


@dataclass(frozen=True)
class RedisPlace:
    """Where Redis is and how it is asked; `seconds` bound a connection and each answer."""

    url: str = field(repr=False)
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    seconds: float = 1.0


class RedisLink:
    """Connects at the first question and anew after every failure. Any thread may ask."""

    def __init__(self, place: RedisPlace) -> None:
        self._redis = _client(place)
        self._breaker = Breaker()
        self._lock = threading.Lock()
        self._looked = False

    def script(self, source: str) -> Any:
        """A script that Redis runs as one step; for `run`."""
        return self._redis.register_script(source)

    def run(self, script: Any, keys: Sequence[str], arguments: Sequence[Any]) -> Any:
        """What the script gives. Raises `VaultUnavailable`."""
        return self.ask(lambda _redis: script(keys=list(keys), args=list(arguments)))

    def ask(self, question: Callable[[redis.Redis], Any]) -> Any:
        """Asks Redis; after a failure everybody is refused at once for a moment, then one may try."""
        with self._lock:
            if not self._breaker.allows(time.monotonic()):
                raise VaultUnavailable
            self._breaker.begin()
        try:
            answer = question(self._redis)
            self._look()
        except redis.ResponseError as error:
            # It answers, and says no: out of memory, read only, no permission.
            with self._lock:
                self._breaker.succeeded()
            raise self._failed(error) from None
        except (redis.RedisError, OSError) as error:
            with self._lock:
                self._breaker.failed(time.monotonic(), gone=True)
            raise self._failed(error) from None
        except BaseException:  # it says nothing of the server: the next request may probe
            with self._lock:
                self._breaker.left()
            raise
        with self._lock:
            self._breaker.succeeded()
        return answer

    def _look(self) -> None:
        """Once: a Redis that throws keys out on its own would lose tables, and customers' indexes with them."""
        if self._looked:
            return
        self._looked = True
        try:
            policy = self._redis.info("memory").get("maxmemory_policy", "noeviction")
        except redis.ResponseError:
            return  # a user without that permission
        if policy != "noeviction":
            get_logger().warning("vault_redis_evicts", policy=policy)

    @staticmethod
    def _failed(error: Exception) -> SottovoceError:
        """The error for the caller; Redis' own words may quote what it was sent."""
        get_logger().error("vault_failed", store="redis", error=type(error).__name__)
        return VaultUnavailable()

    def close(self) -> None:
        """Lets go of the connections."""
        self._redis.close()


def _client(place: RedisPlace) -> redis.Redis:
    """A client that connects when it is used. Raises `OSError`, `ssl.SSLError` for a CA file."""
    options: dict[str, Any] = {}
    if place.url.startswith("rediss://"):
        if place.ca_file is not None:
            ssl.create_default_context(cafile=str(place.ca_file))
            options["ssl_ca_certs"] = str(place.ca_file)
        options |= {"ssl_cert_reqs": "required", "ssl_check_hostname": True}
    if place.password is not None:
        options["password"] = place.password
    return redis.Redis.from_url(
        place.url,
        socket_timeout=place.seconds,
        socket_connect_timeout=place.seconds,
        # Once more on a fresh connection, since Redis may have been restarted meanwhile; a time limit is final.
        retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
        max_connections=CONNECTIONS,
        **options,
    )
