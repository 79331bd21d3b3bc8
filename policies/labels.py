"""The classes of personal data that the recognisers name: Presidio's labels plus our own.

Knows no text and no policy; a pack says what is done with each class.
"""

from __future__ import annotations

import re

# label: what it is, in one line (shown by `sottovoce policy preview` and in the docs)
LABELS: dict[str, str] = {
    "PERSON": "a person's name, with or without a title",
    "LOCATION": "a postal address or a part of one, or coordinates",
    "PHONE_NUMBER": "a mobile or landline number",
    "EMAIL_ADDRESS": "an e-mail address",
    "CREDIT_CARD": "a bank card number, UnionPay and others",
    "CARD_EXPIRY": "the month until which a bank card is valid",
    "IBAN_CODE": "an international bank account number",
    "US_BANK_NUMBER": "a bank account, sort, branch or SWIFT code of any country",
    "ABA_ROUTING_NUMBER": "a US bank's routing number",
    "CRYPTO": "an address of a cryptocurrency's wallet",
    "NATIONAL_ID": "an identity or tax number of no named country",
    "US_SSN": "a US social security number",
    "US_ITIN": "a US taxpayer number of a person",
    "US_EIN": "a US employer's number",
    "US_MBI": "a US Medicare number",
    "US_PASSPORT": "a passport number of another country than China",
    "US_DRIVER_LICENSE": "a driving licence number",
    "UK_DRIVING_LICENCE": "a British driving licence number",
    "UK_NINO": "a British national insurance number",
    "UK_NHS": "a British NHS number",
    "CA_SIN": "a Canadian social insurance number",
    "BR_CPF": "a Brazilian CPF or CNPJ",
    "MX_CURP": "a Mexican CURP or RFC",
    "CL_RUT": "a Chilean RUT or an Argentinian CUIT",
    "ES_NIF": "a Spanish DNI or NIF",
    "ES_NIE": "a Spanish foreigner's number",
    "IT_FISCAL_CODE": "an Italian codice fiscale",
    "FR_NIR": "a French social security number",
    "DE_TAX_ID": "a German tax number",
    "DE_SOCIAL_SECURITY": "a German pension insurance number",
    "PL_PESEL": "a Polish PESEL",
    "BE_NRN": "a Belgian national number",
    "SE_PERSONNUMMER": "a Swedish, Danish or Norwegian personal number",
    "FI_PERSONAL_IDENTITY_CODE": "a Finnish personal identity code",
    "CH_AHV": "a Swiss AHV number",
    "IE_PPS": "an Irish PPS number",
    "IN_AADHAAR": "an Indian Aadhaar number",
    "IN_PAN": "an Indian permanent account number",
    "IN_VOTER": "an Indian voter's or GST number",
    "SG_NRIC_FIN": "a Singaporean NRIC or FIN",
    "KR_RRN": "a Korean resident registration number",
    "JP_MY_NUMBER": "a Japanese My Number",
    "MY_NRIC": "a Malaysian MyKad number",
    "TH_TNIN": "a Thai citizen number",
    "PK_CNIC": "a Pakistani CNIC or a Philippine UMID",
    "ZA_ID_NUMBER": "a South African identity number",
    "AU_TFN": "an Australian or New Zealand tax or business number",
    "AU_MEDICARE": "an Australian Medicare number",
    "MEDICAL_NUMBER": "a health insurance, patient or medical record number",
    "MEDICAL_LICENSE": "a prescriber's or doctor's number",
    "DATE_OF_BIRTH": "a date of birth",
    "IP_ADDRESS": "an IPv4 or IPv6 address",
    "MAC_ADDRESS": "a network card's address",
    "URL": "a web address that carries user data",
    "CREDENTIAL": "a password, key, token, PIN or one-time code",
    "USER_ID": "a user name or a handle on a network",
    "ACCOUNT_ID": "a customer, member, employee or student number",
    "DEVICE_ID": "an IMEI, serial or device number",
    "VEHICLE_ID": "a vehicle's or an engine's number",
    "LICENSE_PLATE": "a vehicle licence plate of another country than China",
    "CN_ID_CARD": "a Chinese resident identity number",
    "CN_PASSPORT": "a Chinese passport or travel permit number",
    "CN_LICENSE_PLATE": "a Chinese vehicle licence plate",
    "CN_USCC": "a Chinese unified social credit or taxpayer code",
    "CN_SOCIAL_ID": "a WeChat, QQ, Alipay or other Chinese network's id",
    "CN_SOCIAL_SECURITY": "a Chinese social security or housing fund number",
    "HK_ID": "a Hong Kong identity card number",
    "MO_ID": "a Macau identity card number",
    "TW_ID": "a Taiwanese identity or residence number",
    "ORDER_NUMBER": "an order or tracking number",
}

# Text of a user's that looks like a placeholder of ours is replaced under this label, always.
LITERAL = "LITERAL"

# Classes whose values have a form of their own: the edge's second look and the output redactor search these.
STRUCTURED: frozenset[str] = frozenset(LABELS) - {"PERSON", "LOCATION", "ORDER_NUMBER"}

_CUSTOM = re.compile("CUSTOM_[A-Z][A-Z0-9_]*")


def is_label(name: str) -> bool:
    """Whether a name is one of ours or, in the form CUSTOM_…, a pack's own."""
    return name in LABELS or _CUSTOM.fullmatch(name) is not None
