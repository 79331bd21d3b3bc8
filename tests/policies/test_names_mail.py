"""Names beside a mail address: whose it is, and what stands there and is nobody."""

from __future__ import annotations

import pytest

from policies.recognizers.names_mail import beside_mail


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Busisiwe / busisiwe48@gmail.com", "Busisiwe"),
        ("Write to A. Hassan (wrightlindsey@example.org).", "A. Hassan"),
        ("Contact Ann Lee: x1@example.org", "Ann Lee"),
        ("Quorvin Zabel <qzabel@acme.io>", "Quorvin Zabel"),
        ("user Kenji Suzuki with mail wayne67@example.net", "Kenji Suzuki"),
        ("k77@example.net belongs to Deborah Polk", "Deborah Polk"),
        ("Send it to Maria de la Cruz at mdc@example.org", "Maria de la Cruz"),
    ],
)
def test_found(text: str, name: str) -> None:
    """A listed given name, an initial with a surname, or a word of the mailbox."""
    assert [text[a:b] for a, b in beside_mail(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Contact Support at help@acme.io",
        "Nike: orders@nike.com",
        "Please write to info@example.org",
        "Invoice PDF, billing@example.org",
        "Deborah asked why the parcel is late and wrote to shop@example.org",
        "a@",
    ],
)
def test_stays(text: str) -> None:
    """Departments, brands, and words that do not stand beside the address."""
    assert list(beside_mail(text)) == []
