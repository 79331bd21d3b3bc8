"""National and tax numbers of Asia, Oceania and Africa: by form with their check digits, or by cue."""

from __future__ import annotations

from policies.recognizers import checks
from policies.recognizers.bare import BareRecognizer
from policies.recognizers.base import NOT_WORD_BEFORE, Rule
from policies.recognizers.checks_national import tax_file_number, verhoeff
from policies.recognizers.cued import Cue, CuedRecognizer

_BEFORE = r"(?<![0-9A-Za-z_])(?<![0-9A-Za-z][.,/-])"
_AFTER = r"(?![0-9A-Za-z_]|[.,/-]\d)"
_YYMMDD = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"


class AadhaarRecognizer(BareRecognizer):
    """India's Aadhaar in its groups of four."""

    label = "IN_AADHAAR"
    rules = (
        Rule(
            "aadhaar",
            rf"{_BEFORE}(?<!\d )[2-9]\d{{3}}([ -])\d{{4}}\1\d{{4}}(?![0-9A-Za-z_]|[ .,/-]\d)",
            0.45,
            r"\d{4}[ -]\d{4}[ -]\d{4}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Verhoeff's check digit lifts the score."""
        return 0.8 if verhoeff(value) else score


class AadhaarCueRecognizer(CuedRecognizer):
    """India's Aadhaar in context."""

    label = "IN_AADHAAR"
    cues = (
        Cue(
            "aadhaar in context",
            r"aadhaar|aadhar|adhaar|uidai|uid|印度身份证件?(?:号码?)?|印度生物识别号?",
            r"\d{4}[ -]?\d{4}[ -]?\d{4}",
        ),
    )


class PanRecognizer(BareRecognizer):
    """India's permanent account number."""

    label = "IN_PAN"
    rules = (
        Rule(
            "pan",
            NOT_WORD_BEFORE + r"[A-Z]{5}\d{4}[A-Z](?![0-9A-Za-z_]|-[0-9A-Za-z])",
            0.42,
            r"[A-Z]{5}\d{4}[A-Z]",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The fourth letter says whose it is: a person's is P."""
        return 0.75 if value[3] in "ABCFGHLJPT" else score


class PanCueRecognizer(CuedRecognizer):
    """India's permanent account number in context."""

    label = "IN_PAN"
    cues = (
        Cue(
            "pan in context",
            r"pan(?: card| number| no)?|permanent account(?: number)?",
            r"[A-Za-z]{5}\d{4}[A-Za-z]",
        ),
    )


class IndiaOtherRecognizer(CuedRecognizer):
    """India's voter cards and GST numbers in context."""

    label = "IN_VOTER"
    cues = (
        Cue(
            "epic",
            r"voter(?: id)?(?: card)?|epic|gstin|gst",
            r"[A-Za-z]{3}\d{7}|\d{2}[A-Za-z]{5}\d{4}[A-Za-z]\d[Zz][0-9A-Za-z]",
        ),
    )


class NricRecognizer(BareRecognizer):
    """Singapore's NRIC and FIN."""

    label = "SG_NRIC_FIN"
    rules = (
        Rule(
            "nric",
            NOT_WORD_BEFORE + r"[STFGM]\d{7}[A-Z](?![0-9A-Za-z_]|-[0-9A-Za-z])",
            0.55,
            r"[STFGM]\d{7}[A-Z]",
        ),
    )


class NricCueRecognizer(CuedRecognizer):
    """Singapore's NRIC and FIN in context."""

    label = "SG_NRIC_FIN"
    cues = (
        Cue(
            "nric in context",
            r"nric|fin(?: number| no)|singapore id|新加坡身份证件?(?:号码?)?",
            r"[STFGMstfgm]\d{7}[A-Za-z]",
        ),
    )


class KoreanIdRecognizer(BareRecognizer):
    """Korea's resident registration number by form."""

    label = "KR_RRN"
    rules = (
        Rule("rrn, any day", rf"{_BEFORE}\d{{6}}-\d{{7}}{_AFTER}", 0.5, r"\d{6}-\d{7}"),
        Rule("rrn", rf"{_BEFORE}{_YYMMDD}[ ]?-[ ]?[0-9]\d{{6}}{_AFTER}", 0.8, r"\d{6} ?- ?\d{7}"),
    )


class MalaysianIdRecognizer(BareRecognizer):
    """Malaysia's MyKad by form."""

    label = "MY_NRIC"
    rules = (
        Rule("mykad", rf"{_BEFORE}{_YYMMDD}-\d{{2}}-\d{{4}}{_AFTER}", 0.8, r"\d{6}-\d{2}-\d{4}"),
    )


class ThaiIdRecognizer(BareRecognizer):
    """Thailand's citizen number by form."""

    label = "TH_TNIN"
    rules = (
        Rule(
            "thai id",
            rf"{_BEFORE}\d-\d{{4}}-\d{{5}}-\d{{2}}-\d{_AFTER}",
            0.9,
            r"\d-\d{4}-\d{5}-\d{2}-\d",
        ),
    )


class PakistaniIdRecognizer(BareRecognizer):
    """Pakistan's CNIC and the Philippines' UMID by form."""

    label = "PK_CNIC"
    rules = (
        Rule("cnic", rf"{_BEFORE}\d{{5}}-\d{{7}}-\d{_AFTER}", 0.85, r"\d{5}-\d{7}-\d"),
        Rule("umid", rf"{_BEFORE}\d{{4}}-\d{{7}}-\d{_AFTER}", 0.85, r"\d{4}-\d{7}-\d"),
    )


class SouthAfricanIdRecognizer(BareRecognizer):
    """South Africa's identity number by date and Luhn."""

    label = "ZA_ID_NUMBER"
    rules = (
        Rule(
            "za id",
            rf"{_BEFORE}{_YYMMDD}[ ]?\d{{4}}[ ]?[01]\d{{2}}{_AFTER}",
            0.2,
            r"\d{6} ?\d{4} ?\d{3}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Luhn makes it one."""
        return 0.6 if checks.luhn(value) else score


class TaxFileNumberRecognizer(CuedRecognizer):
    """Australia's tax file, business and company numbers, and New Zealand's, in context."""

    label = "AU_TFN"
    cues = (
        Cue(
            "tfn",
            r"tfn|tax file(?: number| no| id)?|ato(?: tax)?(?: file)?(?: number| no| id| reference)?"
            r"|abn|acn|ird(?: number| no)?|centrelink(?: crn)?|crn"
            r"|澳(?:洲|大利亚)(?:的|个人)?(?:税务?|纳税人?)(?:档案?|文件)?(?:识别|登记|编)?(?:号|编号|代码)?码?"
            r"|税务?(?:档案?|文件)(?:编?号码?|代码)|新西兰税号",
            r"\d{2,3}[ .-]?\d{3}[ .-]?\d{3}(?:[ .-]?\d{3})?[A-Z]?",
        ),
    )


class TaxFileNumberFormRecognizer(BareRecognizer):
    """Australia's tax file numbers by check digit."""

    label = "AU_TFN"
    rules = (
        Rule(
            "tfn, groups",
            rf"{_BEFORE}\d{{3}}([ -])\d{{3}}\1\d{{3}}{_AFTER}",
            0.25,
            r"\d{3}[ -]\d{3}[ -]\d{3}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The check digit makes it one."""
        return 0.6 if tax_file_number(value) else score


class JapaneseIdRecognizer(CuedRecognizer):
    """Japan's My Number in context."""

    label = "JP_MY_NUMBER"
    cues = (
        Cue(
            "my number",
            r"my ?number card|mynumber|マイナンバー|個人番号",
            r"\d{4}[ -]?\d{4}[ -]?\d{4}",
        ),
    )
