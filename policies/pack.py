"""A policy pack: what is private, what is done with each class, what may train and for how long.

YAML, with one parent (`extends`); read whole, every fault reported with its line. Knows no detector and
no text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from policies.entities import build_entity
from policies.labels import LABELS, LITERAL
from policies.pack_files import list_packs, read_chain
from policies.schema import DEFAULT_VIEWS, Action, Engine, PackDocument, Role, View
from policies.wordlists import WordList
from sottovoce.errors import PolicyInvalid

_RESTORABLE = frozenset({"placeholder", "surrogate"})


class Pack:
    """A valid pack. `version` names it by content, for logs and for the context header."""

    def __init__(self, document: PackDocument) -> None:
        self._doc = document
        canonical = json.dumps(document.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        self.name = document.name
        self.digest = "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()
        self.version = f"{self.name}@{self.digest[:19]}"
        self.engine: Engine = document.engine
        self.language = document.language
        self.description = document.description
        self.consent_default = document.consent_default
        self.retention_days = document.retention_days
        self.output_tagger = document.output.tagger
        self.tests = document.tests
        self.allow = frozenset(document.allow)
        self.deny = document.deny
        self.entities = tuple(build_entity(x, body) for x, body in document.entities.items())
        self.labels = frozenset({*LABELS, *document.entities, *document.deny})
        self.taken_out = frozenset(x for x in self.labels if self.action(x) != "keep")
        self.never_leaves_site = frozenset(document.never_leaves_site)
        self.train_labels = frozenset(x for x in self.labels if self._trains(x))
        # Of which the log, and an example, hold the type alone.
        self.log_masked = frozenset(x for x in self.labels if self.view("log", x) == "mask")
        self.train_masked = frozenset(x for x in self.labels if self.view("training", x) == "mask")
        self._allowed = WordList(document.allow)
        self._denied = [(label, WordList(entries)) for label, entries in document.deny.items()]

    def action(self, label: str) -> Action:
        """What is done with a class; a class that the pack does not name follows `*`."""
        return (self._doc.actions.get(label) or self._doc.actions["*"]).action

    def params(self, label: str) -> dict[str, Any]:
        """The parameters of a class's action, such as `keep_last`; empty when none is given."""
        return (self._doc.actions.get(label) or self._doc.actions["*"]).params()

    def view(self, role: Role, label: str) -> View:
        """What a role sees of a class: `log` and `training` never restore."""
        if role == "training" and label in self._doc.never_leaves_site:
            return "exclude"
        views: dict[str, View] = getattr(self._doc.roles, role)
        return views.get(label) or views.get("*") or DEFAULT_VIEWS[role]

    def _trains(self, label: str) -> bool:
        """Whether a dialogue with the class may train: a surrogate is no token that could be masked."""
        view = self.view("training", label)
        return view != "exclude" and not (view == "mask" and self.action(label) == "surrogate")

    def restored(self, role: Role) -> frozenset[str]:
        """The classes whose placeholders or surrogates become values again for a role.

        The user's own text that looked like a placeholder (`LITERAL`) is one for customers and agents.
        """
        if role not in ("customer", "agent"):
            return frozenset()
        seen = (x for x in self.labels if self.view(role, x) == "restore")
        return frozenset(x for x in seen if self.action(x) in _RESTORABLE) | {LITERAL}

    def masked(self, role: Role) -> frozenset[str]:
        """The classes of which a role sees the type alone, although they could come back."""
        seen = (x for x in self.labels if self.view(role, x) == "mask")
        return frozenset(x for x in seen if self.action(x) in _RESTORABLE)

    def threshold(self, label: str) -> float:
        """The lowest score, 0 to 1, at which a finding of this class counts."""
        return self._doc.thresholds.get(label, self._doc.threshold)

    def may_train(self, labels: Iterable[str]) -> bool:
        """Whether an example with placeholders of these classes may be trained on."""
        return self.train_labels.issuperset(labels)

    def may_leave_site(self, labels: Iterable[str]) -> bool:
        """Whether a text in which these classes were found may go to a model outside the site."""
        return self.never_leaves_site.isdisjoint(labels)

    def allowed(self, value: str) -> bool:
        """Whether the whole value is on the allow list; TimeoutError when a pattern takes too long."""
        return self._allowed.holds(value)

    def allow_spans(self, text: str) -> list[tuple[int, int]]:
        """Where allowed values stand in a text, in code points; TimeoutError as in `allowed`."""
        return list(self._allowed.spans(text))

    def deny_spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, class) of every value of the deny lists; TimeoutError as in `allowed`."""
        for label, words in self._denied:
            yield from ((start, end, label) for start, end in words.spans(text))

    def as_dict(self) -> dict[str, Any]:
        """The pack with everything it inherits, as plain data."""
        return self._doc.model_dump(mode="json")


def load_pack(name_or_path: str | Path) -> Pack:
    """A pack by built-in name or by file.

    Raises PolicyInvalid with every fault, each as `file:line: what is wrong`.
    """
    document, faults = read_chain(str(name_or_path))
    if document is None or faults:
        raise PolicyInvalid(faults)
    return Pack(document)


__all__ = ["Action", "Engine", "Pack", "PackDocument", "Role", "View", "list_packs", "load_pack"]
