"""What outlives a request: the vault, the answers that may be rated, pending erasures, tokens of budgets.

Made from the settings once, at the start. Raises `ConfigInvalid` for a place that cannot be used.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gateway.answers import Answers, AnswerStore
from gateway.erasure import ErasureQueue, Queue
from gateway.settings import GatewaySettings, VaultSettings
from gateway.usage import FileUsage, MemoryUsage, UsageStore
from gateway.vault import MemoryVault, VaultStore
from gateway.vault_sqlite import SealedVault
from sottovoce.crypto import read_secret
from sottovoce.errors import ConfigInvalid, KeyUnavailable

if TYPE_CHECKING:
    from gateway.redis_link import RedisPlace

T = TypeVar("T")
Clock = Callable[[], float]


@dataclass(frozen=True)
class Stores:
    """All of them; `close` lets go of their files and connections."""

    vault: VaultStore
    usage: UsageStore
    answers: AnswerStore
    queue: Queue

    def close(self) -> None:
        """Lets go of files and connections."""
        for store in (self.vault, self.usage, self.answers, self.queue):
            store.close()


def open_stores(settings: GatewaySettings, key: bytes | None, clock: Clock) -> Stores:
    """The stores of a gateway; `key` is the vault's."""
    return Stores(make_vault(settings.vault, key, clock), *_state(settings, clock))


def _state(settings: GatewaySettings, clock: Clock) -> tuple[UsageStore, AnswerStore, Queue]:
    """What outlives a restart beside the vault. Raises `ConfigInvalid`."""
    vault, limits = settings.vault.path, settings.limits
    folder = settings.state_dir or (vault.parent if vault is not None else None)

    def file(name: str) -> Path | None:
        return None if folder is None else folder / name

    usage_path = file("usage.db")
    try:
        usage: UsageStore = MemoryUsage() if usage_path is None else FileUsage(usage_path)
        if settings.vault.redis_url is not None:
            return usage, *_shared(settings, settings.vault.redis_url, folder, clock)
        answers = Answers(
            file("answers.db"),
            ttl=limits.feedback_seconds,
            max_answers=limits.max_answers,
            clock=clock,
        )
        return usage, answers, ErasureQueue(file("erasures.db"), clock=clock)
    except (OSError, sqlite3.Error) as error:
        raise ConfigInvalid([f"state_dir: cannot be used ({type(error).__name__})"]) from None


def _shared(
    settings: GatewaySettings, url: str, folder: Path | None, clock: Clock
) -> tuple[AnswerStore, Queue]:
    """Answers for every gateway of the group; erasures on this one's disk if it has a place there."""
    from gateway.redis_link import RedisLink
    from gateway.state_redis import RedisAnswers, RedisErasureQueue

    limits = settings.limits
    link = RedisLink(_place(settings.vault, url))
    answers = RedisAnswers(link, ttl=limits.feedback_seconds, max_answers=limits.max_answers)
    if folder is None:
        return answers, RedisErasureQueue(link)
    return answers, ErasureQueue(folder / "erasures.db", clock=clock)


def make_vault(chosen: VaultSettings, key: bytes | None, clock: Clock) -> VaultStore:
    """The vault alone."""
    if chosen.redis_url is not None and key is not None:
        return _redis_vault(chosen, chosen.redis_url, key)
    if chosen.path is None or key is None:
        return MemoryVault(
            ttl=chosen.ttl_seconds, max_conversations=chosen.max_conversations, clock=clock
        )
    try:
        return SealedVault(
            chosen.path,
            key,
            ttl=chosen.ttl_seconds,
            max_conversations=chosen.max_conversations,
            clock=clock,
        )
    except (OSError, sqlite3.Error) as error:
        fault = f"vault.path: {chosen.path} cannot be used ({type(error).__name__})"
        raise ConfigInvalid([fault]) from None


def _redis_vault(chosen: VaultSettings, url: str, key: bytes) -> VaultStore:
    # Imported where it is used: a gateway with another vault needs no client of Redis.
    from gateway.vault_redis import RedisVault

    place = _place(chosen, url)
    try:
        return RedisVault(
            place, key, ttl=chosen.ttl_seconds, max_conversations=chosen.max_conversations
        )
    except (OSError, ValueError) as error:
        fault = f"vault.redis_url or redis_ca_file: cannot be used ({type(error).__name__})"
        raise ConfigInvalid([fault]) from None


def _place(chosen: VaultSettings, url: str) -> RedisPlace:
    from gateway.redis_link import RedisPlace

    faults: list[str] = []
    held = chosen.redis_password.get_secret_value() if chosen.redis_password else None
    filed = loaded(faults, "vault.redis_password_file", read_secret, chosen.redis_password_file)
    if faults:
        raise ConfigInvalid(faults)
    password = held if filed is None else filed.decode("utf-8", "replace").strip()
    return RedisPlace(url, password, chosen.redis_ca_file, chosen.redis_seconds)


def loaded(faults: list[str], field: str, load: Callable[[Path], T], path: Path | None) -> T | None:
    """A file's secret, or None with the fault noted."""
    if path is None:
        return None
    try:
        return load(path)
    except KeyUnavailable as error:
        faults.append(f"{field}: {error}")
        return None
