"""All pattern recognisers, ready for a registry. Knows no pack: what is not acted on is dropped later."""

from __future__ import annotations

from presidio_analyzer import EntityRecognizer

from policies.recognizers import china, generic, international
from policies.recognizers.addresses_en import WesternAddressRecognizer
from policies.recognizers.addresses_zh import ChineseAddressRecognizer
from policies.recognizers.names_en import EnglishNameRecognizer
from policies.recognizers.names_zh import ChineseNameRecognizer


def pattern_recognizers() -> list[EntityRecognizer]:
    """One of each, in no particular order."""
    return [
        generic.EmailRecognizer(),
        generic.CardRecognizer(),
        generic.IbanRecognizer(),
        generic.IpRecognizer(),
        generic.MacRecognizer(),
        generic.UserUrlRecognizer(),
        generic.CredentialRecognizer(),
        china.ResidentIdRecognizer(),
        china.ChinaPhoneRecognizer(),
        china.PassportRecognizer(),
        china.PlateRecognizer(),
        china.SocialCreditCodeRecognizer(),
        china.SocialIdRecognizer(),
        international.PhoneRecognizer(),
        international.NationalNumberRecognizer(),
        international.PassportNumberRecognizer(),
        international.DriverLicenceRecognizer(),
        international.BankNumberRecognizer(),
        international.MedicalNumberRecognizer(),
        international.BirthDateRecognizer(),
        international.OrderNumberRecognizer(),
        ChineseNameRecognizer(),
        EnglishNameRecognizer(),
        ChineseAddressRecognizer(),
        WesternAddressRecognizer(),
    ]
