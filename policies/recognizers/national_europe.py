"""National and tax numbers of Europe: by form with their check digits, or by cue."""

from __future__ import annotations

from policies.recognizers import checks
from policies.recognizers.bare import BareRecognizer
from policies.recognizers.base import NOT_WORD_AFTER, NOT_WORD_BEFORE, Rule
from policies.recognizers.checks_national import (
    codice_fiscale,
    french_key,
    pesel,
    spanish_letter,
    steuer_id,
)
from policies.recognizers.cued import Cue, CuedRecognizer

_BEFORE = r"(?<![0-9A-Za-z_])(?<![0-9A-Za-z][.,/-])"
_AFTER = r"(?![0-9A-Za-z_]|[.,/-]\d)"
_DDMM = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])"
_MMDD = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_CHECKED = 0.95  # the score of a code whose last letter is right


class NinoRecognizer(BareRecognizer):
    """National insurance numbers of the United Kingdom."""

    label = "UK_NINO"
    rules = (
        Rule(
            "nino",
            NOT_WORD_BEFORE + r"[A-Z]{2}(?:[ -]?\d{2}){3}[ -]?[A-D]" + NOT_WORD_AFTER,
            0.72,
            r"[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]",
        ),
        Rule(
            "nino, groups",
            NOT_WORD_BEFORE + r"[A-Z]{2} \d{2} \d{2} \d{2} [A-Z]" + NOT_WORD_AFTER,
            0.6,
            r"[A-Z]{2} \d{2} \d{2} \d{2} [A-Z]",
        ),
    )


class NinoCueRecognizer(CuedRecognizer):
    """National insurance numbers in context."""

    label = "UK_NINO"
    cues = (
        Cue(
            "nino in context",
            r"national insurance|nino|ni(?: number| no| #)|n\.i\.|国民保险号?码?|英国社保号?",
            r"[A-Za-z]{2}(?:[ -]?\d{2}){3}[ -]?[A-Za-z]?",
        ),
    )


class SpanishIdRecognizer(BareRecognizer):
    """Spain's DNI by its letter."""

    label = "ES_NIF"
    rules = (
        Rule(
            "dni",
            NOT_WORD_BEFORE + r"\d{1,2}\.?\d{3}\.?\d{3}[ -]?[A-HJ-NP-TV-Z]" + NOT_WORD_AFTER,
            0.3,
            r"\d{3}\.?\d{3}[ -]?[A-Z]",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The letter makes it one."""
        return 0.75 if len(checks.digits(value)) == 8 and spanish_letter(value) else score


class SpanishForeignerRecognizer(BareRecognizer):
    """Spain's numbers of foreigners (NIE)."""

    label = "ES_NIE"
    rules = (
        Rule(
            "nie",
            NOT_WORD_BEFORE + r"[XYZ][ -]?\d{7}[ -]?[A-Z]" + NOT_WORD_AFTER,
            0.5,
            r"[XYZ][ -]?\d{7}[ -]?[A-Z]",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The letter lifts the score."""
        return 0.8 if spanish_letter(value) else score


class SpanishIdCueRecognizer(CuedRecognizer):
    """Spain's numbers in context."""

    label = "ES_NIF"
    cues = (
        Cue(
            "dni in context",
            r"dni|nif|nie|documento nacional|spanish (?:national )?id(?:entity)?(?: card| number)?"
            r"|西班牙(?:身份证件?|居留证?|税号)号?码?",
            r"[XYZxyz]?[ -]?\d{1,2}\.?\d{3}\.?\d{2,3}[ -]?[A-Za-z]?",
        ),
    )


class FiscalCodeRecognizer(BareRecognizer):
    """Italy's codice fiscale."""

    label = "IT_FISCAL_CODE"
    rules = (
        Rule(
            "codice fiscale",
            r"(?<![0-9A-Za-z_])"
            r"(?i:[A-Z]{3}[ -]?[A-Z]{3}[ -]?[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[ -]?"
            r"[A-Z][0-9LMNP-V]{3}[ -]?[A-Z])"
            r"(?![0-9A-Za-z_])",
            0.7,
            r"(?i)[A-Z]{3}[ -]?[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[ -]?[A-Z]",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The last letter lifts the score; letters alone hardly count, nor do words that lie apart."""
        plain = value.replace(" ", "").replace("-", "")
        if not any(c.isdigit() for c in value):
            return 0.05
        if codice_fiscale(plain):
            return _CHECKED
        return score if plain == value else 0.3

    def settle(self, text: str, start: int, end: int, score: float) -> float:
        """With the right last letter it is nothing else, whatever word stands before it."""
        return score if score >= _CHECKED else super().settle(text, start, end, score)


class FrenchIdRecognizer(BareRecognizer):
    """France's social security number (NIR)."""

    label = "FR_NIR"
    rules = (
        Rule(
            "nir",
            rf"{_BEFORE}[12][ .]?\d{{2}}[ .]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .]?(?:\d{{2}}"
            rf"|2[AB])[ .]?\d{{3}}[ .]?\d{{3}}[ .]?\d{{2}}{_AFTER}",
            0.35,
            r"[12][ .]?\d{2}[ .]?\d{2}[ .]?[0-9AB]{2}[ .]?\d{3}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The key, or its groups, make it one."""
        if french_key(value):
            return 0.85
        return 0.6 if len(value) >= 19 else score


class GermanTaxIdRecognizer(CuedRecognizer):
    """Germany's tax identification number in context."""

    label = "DE_TAX_ID"
    cues = (
        Cue(
            "steuer-id",
            r"(?:steuer[ -]?)?id[ -]?(?:ent[ -]?)?nr|steuer[ -]?id(?:entifikations[ -]?nummer)?|tin"
            r"|tax id(?:entification)?"
            r"|(?:steuerliche|persönliche) identifikationsnummer|identifikationsnummer|german tax"
            r"|steuernummer"
            r"|steuer-?nr|德国(?:个人)?(?:税号?|税务|纳税)(?:识别|登记|身份|编)?(?:号码?|ID)?|税务(?:识别|登记"
            r"|身份)?(?:编?号码?|ID)",
            r"[1-9]\d(?:[ ./–-]?\d{3}){3}|\d{2,3}[/ ]\d{3,4}[/ ]\d{4,5}|\d{10,13}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Eleven digits with the check digit are Germany's."""
        return score + 0.04 if steuer_id(value) else score - 0.04


class GermanTaxIdFormRecognizer(BareRecognizer):
    """Germany's tax identification number by its groups (2 3 3 3) and its check digit."""

    label = "DE_TAX_ID"
    rules = (
        Rule(
            "steuer-id, groups",
            rf"{_BEFORE}[1-9]\d \d{{3}} \d{{3}} \d{{3}}{_AFTER}",
            0.05,
            r"\d{2} \d{3} \d{3} \d{3}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The check digit makes it one."""
        return 0.68 if steuer_id(value) else score


class GermanSocialSecurityRecognizer(BareRecognizer):
    """Germany's pension insurance number by form: area, birthday, initial, serial."""

    label = "DE_SOCIAL_SECURITY"
    rules = (
        Rule(
            "rentenversicherungsnummer",
            NOT_WORD_BEFORE + rf"\d{{2}} ?{_DDMM}\d{{2}} ?[A-Z] ?\d{{3}}" + NOT_WORD_AFTER,
            0.55,
            r"\d{2} ?\d{6} ?[A-Z] ?\d{3}",
        ),
    )


class PeselRecognizer(BareRecognizer):
    """Poland's PESEL by date and check digit."""

    label = "PL_PESEL"
    rules = (
        Rule(
            "pesel",
            rf"{_BEFORE}\d{{2}}(?:[02468][1-9]|[13579][0-2])(?:0[1-9]|[12]\d|3[01])\d{{5}}{_AFTER}",
            0.2,
            r"\d{11}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The check digit makes it one."""
        return 0.5 if pesel(value) else score


class BelgianIdRecognizer(BareRecognizer):
    """Belgium's national number by form."""

    label = "BE_NRN"
    rules = (
        Rule(
            "rijksregisternummer",
            rf"{_BEFORE}\d{{2}}\.\d{{2}}\.\d{{2}}-\d{{3}}[.-]\d{{2}}{_AFTER}",
            0.85,
            r"\d{2}\.\d{2}\.\d{2}-\d{3}",
        ),
    )


class NordicIdRecognizer(BareRecognizer):
    """Sweden's, Denmark's and Norway's numbers: birthday, dash, serial."""

    label = "SE_PERSONNUMMER"
    rules = (
        Rule(
            "personnummer",
            rf"{_BEFORE}(?:19|20)?\d{{2}}{_MMDD}[-+]\d{{4}}{_AFTER}",
            0.55,
            r"\d{6}[-+]\d{4}",
        ),
        Rule("cpr", rf"{_BEFORE}{_DDMM}\d{{2}}-\d{{4}}{_AFTER}", 0.5, r"\d{6}-\d{4}"),
        Rule("fødselsnummer", rf"{_BEFORE}{_DDMM}\d{{2}} \d{{5}}{_AFTER}", 0.5, r"\d{6} \d{5}"),
        Rule("personas kods", rf"{_BEFORE}{_DDMM}\d{{2}}-\d{{5}}{_AFTER}", 0.5, r"\d{6}-\d{5}"),
    )


class FinnishIdRecognizer(BareRecognizer):
    """Finland's personal identity code."""

    label = "FI_PERSONAL_IDENTITY_CODE"
    rules = (
        Rule(
            "henkilötunnus",
            NOT_WORD_BEFORE + rf"{_DDMM}\d{{2}}[-+A-FU-Y]\d{{3}}[0-9A-Y]" + NOT_WORD_AFTER,
            0.7,
            r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]",
        ),
    )


class SwissIdRecognizer(BareRecognizer):
    """Switzerland's AHV number."""

    label = "CH_AHV"
    rules = (
        Rule(
            "ahv",
            r"(?<![0-9A-Za-z_])756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}" + _AFTER,
            0.85,
            r"756[. ]?\d{4}[. ]?\d{4}",
        ),
    )


class IrishIdRecognizer(CuedRecognizer):
    """Ireland's PPS number in context."""

    label = "IE_PPS"
    cues = (Cue("pps", r"pps(?:n)?(?: number| no)?", r"\d{7} ?[A-Za-z]{1,2}"),)
