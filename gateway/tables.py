"""A conversation's table around one redaction: loaded, used, and saved before anything is sent.

Two gateways may serve one conversation: whoever saves second begins again with what the first has saved, so
that both give the same value the same placeholder. Knows no request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from gateway.conversation import Conversation
from gateway.vault import Entry, VaultStore
from policies import ConversationTable
from sottovoce.errors import Overloaded, PrivacyUnavailable, SealBroken
from sottovoce.telemetry import get_logger

T = TypeVar("T")
SAVE_ATTEMPTS: Final = 5


class Tables:
    """Tables over a vault. Any thread may call; one conversation's calls come one after another."""

    def __init__(self, vault: VaultStore) -> None:
        self._vault = vault

    def use(
        self, conversation: Conversation, work: Callable[[ConversationTable], T]
    ) -> tuple[T, ConversationTable]:
        """What `work` makes with the conversation's table, which is saved if it has grown.

        Raises `Overloaded` where others save all the time, `PrivacyUnavailable` for a table that does not open.
        """
        if not conversation.kept:
            table = ConversationTable()
            return work(table), table
        for _ in range(SAVE_ATTEMPTS):
            entry = self._load(conversation)
            table = ConversationTable.from_json(entry.table) if entry else ConversationTable()
            before = table.growth
            result = work(table)
            if table.growth == before:
                return result, table
            version = entry.version if entry else 0
            if self._vault.save(
                conversation.name, table.to_json(), subject=conversation.subject, version=version
            ):
                return result, table
        raise Overloaded("Too many requests of one conversation at once; try again in a moment.")

    def _load(self, conversation: Conversation) -> Entry | None:
        try:
            return self._vault.load(conversation.name)
        except SealBroken:
            get_logger().error("vault_entry_broken")
            raise PrivacyUnavailable(
                "The conversation's values cannot be read; nothing was sent. Start a new one."
            ) from None
