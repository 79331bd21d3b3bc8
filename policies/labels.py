"""The classes of personal data that the recognisers name: Presidio's labels plus our own.

Knows no text and no policy; a pack says what is done with each class.
"""

from __future__ import annotations

# label: what it is, in one line (shown by `sottovoce policy preview` and in the docs)
LABELS: dict[str, str] = {
    "PERSON": "a person's name, with or without a title",
    "LOCATION": "a postal address or a part of one",
    "PHONE_NUMBER": "a mobile or landline number",
    "EMAIL_ADDRESS": "an e-mail address",
    "CREDIT_CARD": "a bank card number, UnionPay and others",
    "IBAN_CODE": "an international bank account number",
    "US_BANK_NUMBER": "a bank account or routing number",
    "US_SSN": "a social security, tax or national number of another country than China",
    "US_PASSPORT": "a passport number of another country than China",
    "US_DRIVER_LICENSE": "a driving licence number",
    "MEDICAL_NUMBER": "a health insurance, patient or medical record number",
    "DATE_OF_BIRTH": "a date of birth",
    "IP_ADDRESS": "an IPv4 or IPv6 address",
    "MAC_ADDRESS": "a network card's address",
    "URL": "a web address that carries user data",
    "CREDENTIAL": "a password, key, token or one-time code",
    "CN_ID_CARD": "a Chinese resident identity number",
    "CN_PASSPORT": "a Chinese passport or travel permit number",
    "CN_LICENSE_PLATE": "a Chinese vehicle licence plate",
    "CN_USCC": "a Chinese unified social credit code",
    "CN_SOCIAL_ID": "a WeChat, QQ or Alipay id",
    "ORDER_NUMBER": "an order or tracking number",
}

# Text of a user's that looks like a placeholder of ours is replaced under this label, always.
LITERAL = "LITERAL"

# Classes whose values have a form of their own: the edge's second look and the output redactor search these.
STRUCTURED: frozenset[str] = frozenset(LABELS) - {"PERSON", "LOCATION", "ORDER_NUMBER"}
