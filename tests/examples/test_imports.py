"""What the demo concludes from a site's log after the import."""

from __future__ import annotations

import copy
from typing import Any

from examples.contact_centre import Corpus, generate
from examples.demo import imports
from examples.demo.checks import Checks


class FakeInside:
    """A site whose log holds these rows."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._rows = rows

    def log(self, _site: str) -> list[dict[str, Any]]:
        return self._rows


def redacted(corpus: Corpus) -> list[dict[str, Any]]:
    """The dialogues as a perfect import would log them."""
    rows = []
    values = sorted({one.value for one in corpus.planted}, key=len, reverse=True)
    for one in copy.deepcopy(corpus.dialogues):
        for message in one["messages"]:
            for value in values:
                message["content"] = message["content"].replace(value, "<X_1>")
        consent = one.get("consent") is True
        rows.append({"consent": consent, "trainable": True, "messages": one["messages"]})
    return rows


def failed(rows: list[dict[str, Any]], corpus: Corpus) -> list[str]:
    """The checks that fail, without their numbers."""
    checks = Checks(lambda *_mark: None)
    inside: Any = FakeInside(rows)
    imports.check(checks, inside, "s", corpus)
    assert len(checks.made) == 3
    return [check.name for check in checks.failed]


def test_a_perfect_import_holds() -> None:
    """Everything in, consent as given, nothing planted left: no fault."""
    corpus = generate("b", count=40)
    assert failed(redacted(corpus), corpus) == []


def test_each_fault_is_found() -> None:
    """A missing row, a wrong consent and a value that stayed are each a failed check."""
    corpus = generate("a", count=40)
    rows = redacted(corpus)
    assert any("dialogues are in the log" in name for name in failed(rows[1:], corpus))
    wrong = copy.deepcopy(rows)
    for row in wrong:
        row["consent"] = True
    assert any("may train" in name for name in failed(wrong, corpus))
    leaky = copy.deepcopy(rows)
    mail = next(one.value for one in corpus.planted if one.label == "EMAIL_ADDRESS")
    leaky[5]["messages"][1]["content"] += mail
    assert any("planted" in name for name in failed(leaky, corpus))


def test_order_numbers_may_stay() -> None:
    """The default pack keeps them, so they are no leak."""
    corpus = generate("a", count=40)
    rows = redacted(corpus)
    order = next(one.value for one in corpus.planted if one.label == "ORDER_NUMBER")
    rows[0]["messages"][0]["content"] += order
    assert failed(rows, corpus) == []
