"""English names: what is found whole, and what stays."""

from __future__ import annotations

import pytest

from policies import Detector

# text, the value that must be found whole by rules alone
FOUND = [
    ("My name is Zhang Wei and", "Zhang Wei"),
    ("My name is Will.", "Will"),
    ("The name is May, for Friday", "May"),
    ("I am Octavia Underhill, unlock my account.", "Octavia Underhill"),
    ("my name is jane doe.", "jane doe"),
    ("Hi, I'm Quorvin, thanks", "Quorvin"),
    ("This is Tamsin Okoro-Bell calling", "Tamsin Okoro-Bell"),
    ("Dear Mr. O'Brien,", "Mr. O'Brien"),
    ("Best regards,\nXanthe Polk", "Xanthe Polk"),
    ("Recipient: José Müller", "José Müller"),
    ("Yesterday Deborah Whitaker asked for a refund.", "Deborah Whitaker"),
    ("please add Priya Sharma to the booking", "Priya Sharma"),
    ("Hallo, mein Name ist Irene und ich habe eine Frage.", "Irene"),
    ("Ich heiße Humberto Villa.", "Humberto Villa"),
    ("je m'appelle Hope", "Hope"),
    ("Me llamo Mei.", "Mei"),
    ("Mi chiamo Berat Costa", "Berat Costa"),
    ("Meu nome é Éva Orsós.", "Éva Orsós"),
    ("Clara / c.arroyo@example.net", "Clara"),
    ("name:Ottoline", "Ottoline"),
    ("请找Dr. Meeres看一下", "Dr. Meeres"),
    ("保险是Madame Gibson买的", "Madame Gibson"),
    ("麻烦联系Deborah Whitaker退款", "Deborah Whitaker"),
    ("Frau de Vries hat angerufen", "Frau de Vries"),
    ("Tell Mr Nilsson I said hello", "Mr Nilsson"),
    ("Mrs George's order is late", "Mrs George"),
    ("my boss signora weaver wants a copy", "signora weaver"),
    ("cc Deborah, it is still not here", "Deborah"),
]
# text, a name that only the model and the lists together find
WEIGHED = [
    ("the parcel went to Margaret Holloway instead", "Margaret Holloway"),
    ("between Tom and Lucy nothing changed", "Lucy"),
    ("tell priya I said hi", "priya"),
    ("I have an appointment with Dr. Kowalczyk today", "Dr. Kowalczyk"),
    ("It was signed for by J. R. Hartman yesterday", "J. R. Hartman"),
    ("Deborah's card was declined", "Deborah"),
    ("could you ask Tamsin to ring me back?", "Tamsin"),
    ("I gave Priya store credit", "Priya"),
    ("Margaret has not received the jacket", "Margaret"),
    ("Is DEBORAH WHITAKER available on Tuesday?", "DEBORAH WHITAKER"),
    ("signed by lihua ouyang at noon", "lihua ouyang"),
]
# no person
STAYS = [
    "Name: Will be given later.",
    "I am Octavia Scout driver.",
    "This is Mercedes Benz of old.",
    "Do you accept Klarna gift cards?",
    "The Helly Hansen warranty has expired.",
    "Dr. Martens are out of stock.",
    "The invoice comes from Peterson Auto Group.",
    "I have an account with Thompson & Sons.",
    "Is Caesar salad on the menu?",
    "How much does the Olivia handbag cost?",
    "Osaka is lovely in spring.",
    "Johnson Controls sent me a letter about it.",
    "Crooked teeth and a sore throat since Monday.",
    "I paid $40 at Charles Schwab on Friday.",
    "Does the Hilton accept pets?",
    "Mark it as paid and will it ship in May?",
    "Open the Dashboard and click Settings.",
    "If no name is specified, return the root logger.",
    "Dear Sir or Madam, the order is late.",
    "The weather in Paris is great in June.",
    "asyncio.CancelledError is raised by TaskGroup",
    "The Renault Zoe needs a new battery.",
    "Is it open during Ramadan?",
    "Hello Squad Falcon, the mattress is broken.",
    "Reception here, how can I help?",
    "Night Shift speaking.",
    "Thank you, Zwilling!",
    "The name isn't on the list.",
    "The Vodafone Forerunner 255 does not sync.",
    "i found a restaurant called Luca.",
    "Heather grey hoodie, size M.",
    "Please help me Mr/Mrs AI Assistant",
    "Between Verity Labs and Samsung I prefer the second.",
    "Flights from Chicago to Florence are late.",
]


@pytest.mark.parametrize(("text", "value"), FOUND, ids=[value for _, value in FOUND])
def test_found(text: str, value: str, fast: Detector) -> None:
    """The value is found whole, and nothing around it."""
    spans = [(s.label, text[s.start : s.end]) for s in fast.scan(text)]
    assert ("PERSON", value) in spans


@pytest.mark.parametrize(("text", "value"), WEIGHED, ids=[value for _, value in WEIGHED])
def test_found_with_the_tagger(text: str, value: str, balanced: Detector) -> None:
    """A name without a strong cue is found by the model's belief and the lists."""
    spans = [(s.label, text[s.start : s.end]) for s in balanced.scan(text)]
    assert ("PERSON", value) in spans


@pytest.mark.parametrize("text", STAYS)
def test_stays(text: str, balanced: Detector) -> None:
    """Brands, everyday words, code and greetings are no persons."""
    assert [text[s.start : s.end] for s in balanced.scan(text) if s.label == "PERSON"] == []


def test_what_is_mine_is_named_for_nobody(fast: Detector) -> None:
    """A full name between a possessive and a thing is a product's; a person's has none behind it."""
    assert not [s for s in fast.scan("My Martha Stewart kettle leaks.") if s.label == "PERSON"]
    assert [s.start for s in fast.scan("My Martha Stewart called.") if s.label == "PERSON"] == [3]
