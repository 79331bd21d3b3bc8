"""Identity papers of mainland China, Hong Kong, Macau and Taiwan. Presidio has none of them."""

from __future__ import annotations

from policies.recognizers import checks
from policies.recognizers.bare import BareRecognizer
from policies.recognizers.base import NOT_WORD_AFTER, NOT_WORD_BEFORE, Rule
from policies.recognizers.checks_national import hong_kong, taiwan
from policies.recognizers.cued import Cue, CuedRecognizer

_DAY = r"(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])"
_BEFORE = r"(?<![0-9A-Za-z_])(?<![0-9][.,-])"


class ResidentIdRecognizer(BareRecognizer):
    """Resident identity numbers of 18 and of 15 digits (GB 11643)."""

    label = "CN_ID_CARD"
    rules = (
        Rule(
            "resident id, 18",
            rf"{_BEFORE}[1-9]\d{{5}}[ -]?(?:18|19"
            rf"|20)\d{{2}}[ -]?{_DAY}[ -]?\d{{3}}[ -]?[0-9Xx](?![0-9A-Za-z_])",
            0.75,
            r"\d{6}[ -]?(?:18|19|20)\d{2}",
        ),
        Rule(
            "resident id, 18, other groups",
            rf"{_BEFORE}[1-9]\d{{2}}[ -]?\d{{3}}[ -](?:19"
            rf"|20)\d{{2}}[ -]\d{{4}}[ -]\d{{3}}[0-9Xx](?![0-9A-Za-z_])",
            0.7,
            r"[ -](?:19|20)\d{2}[ -]\d{4}[ -]",
        ),
        Rule(
            "resident id, 15",
            rf"{_BEFORE}[1-8]\d{{7}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d"
            rf"|3[01])\d{{3}}(?![0-9A-Za-z_]|[.,]\d)",
            0.5,
            r"\d{15}",
        ),
        Rule(
            "resident id, partly hidden",
            rf"{_BEFORE}[1-9]\d{{5}}(?:19"
            rf"|20)?\d{{0,2}}[*xX]{{4,12}}\d{{2,4}}[0-9Xx](?![0-9A-Za-z_])",
            0.45,
            r"\d{6}[0-9]{0,4}[*xX]{4}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The check character settles it; an impossible region or day lowers the score."""
        if "*" in value or value[6:10].lower() == "xxxx":
            return score
        return resident_score(value, score)


def resident_score(value: str, score: float) -> float:
    """The score of a resident identity number after its check character and its plausibility."""
    if checks.resident_id(value):
        return 0.99
    size = sum(c.isalnum() for c in value)
    plausible = size in (15, 18) and checks.plausible_resident_id(value)
    return score if plausible else score - 0.2


class ResidentIdCueRecognizer(CuedRecognizer):
    """Whatever is called an identity card's number and has 15 to 18 characters."""

    label = "CN_ID_CARD"
    cues = (
        Cue(
            "resident id in context",
            "身份证号?码?|身份證|证件号码?|证件|證件|居民证|身分证|身分證|身份号码?|公民身份|二代证|户口本?|"
            r"(?:chinese |prc |resident |china |citizen )?id(?:entity"
            r"|entification)?[ _-]?(?:card|number|no|num)?|resident id|rid|idcard|shenfenzheng"
            r"|sfz",
            r"\d(?:[ -]?\d){13,16}[ -]?[0-9Xx]|\d{6}[ -]?\d{8}[ -]?\d{3}[0-9Xx]",
        ),
    )
    mark = "[0-9](?:[ -]?[0-9]){13,}"

    def weigh(self, value: str, score: float) -> float:
        """The check character lifts the score; without it the cue alone stands."""
        return 0.99 if checks.resident_id(value) else score + 0.04


class PassportRecognizer(BareRecognizer):
    """Chinese passports in their own form."""

    label = "CN_PASSPORT"
    rules = (
        Rule(
            "passport, China",
            NOT_WORD_BEFORE
            + r"(?:E[A-HJ-NP-Z]\d{7}|[DSP]E\d{7}|[EGDSPK]\d{8})(?![0-9A-Za-z_]|-[0-9A-Za-z])",
            0.45,
            r"[EGDSPK][0-9A-HJ-NP-Z]\d{7}",
        ),
    )


class PassportCueRecognizer(CuedRecognizer):
    """Passports and travel permits in Chinese context."""

    label = "CN_PASSPORT"
    cues = (
        Cue(
            "passport in Chinese context",
            "护照|護照|旅行证",
            r"(?=[A-Z]*\d)[A-Z][0-9A-Z]{8}|[A-Za-z]{1,3}[ -]\d{5,9}"
            r"|(?=[0-9A-Za-z]{0,8}\d{2})[A-Za-z]{0,3}-?\d[0-9A-Za-z]{4,9}|[A-Z]{2}\d{6,8}",
        ),
        Cue(
            "permit in Chinese context",
            "(?:港澳|台湾|台胞|入台|回乡|来往|往来|居民|大陆|内地|卡式|来往内地|外国人永久居留|永居|边境|边防|通关){0,2}(?:通行|回乡|台胞|居留|居住|回鄉"
            "|還鄉|旅行|签注"
            "|签)[证證]"
            "|入台证|回乡[证卡]|台胞[证卡]|台湾?同胞[证卡]|港澳[证卡]|回鄉證|台胞證|通行证|通行證|居留证|居住证|外国人永久居留",
            r"[A-Za-z]{0,3} ?\d{7,18}(?:[(（][A-Z][)）]|[A-Za-z])?",
        ),
        Cue(
            "permit in English context",
            r"(?:home return|mainland travel|exit[ -]entry|hong kong (?:and macau )?"
            r"|taiwan (?:compatriot |resident )?"
            r"|compatriot)(?: travel)? ?permit|travel permit|hrp|mtps?|tai ?bao ?zheng"
            r"|hui ?xiang ?zheng"
            r"|taiwan(?:ese)? (?:compatriot|resident)s?(?: card)?|(?:entry|exit) permit",
            r"[A-Za-z]{0,3}\d{7,12}(?:[(（]?[A-Z][)）]?)?",
        ),
    )


class PermitRecognizer(BareRecognizer):
    """Permits for Hong Kong, Macau and Taiwan in their own form: H or M and 8 to 10 digits, C or W and 8."""

    label = "CN_PASSPORT"
    rules = (
        Rule(
            "permit",
            NOT_WORD_BEFORE
            + r"(?:[HM]\d{8}(?:\d{2})?|[CWL]\d{8}|C[A-HJ-NP-Z]\d{7})(?![0-9A-Za-z_]|-[0-9A-Za-z])",
            0.42,
            r"[HMCWL][0-9A-HJ-NP-Z]\d{7}",
        ),
    )


class HongKongIdRecognizer(BareRecognizer):
    """Hong Kong identity cards: a letter or two, six digits, a check digit in brackets."""

    label = "HK_ID"
    rules = (
        Rule(
            "hong kong id",
            NOT_WORD_BEFORE + r"[A-Za-z]{1,2} ?\d{6} ?[(（][0-9Aa][)）]",
            0.85,
            r"[A-Za-z] ?\d{6} ?[(（]",
        ),
        Rule(
            "hong kong id, plain",
            NOT_WORD_BEFORE + r"[A-Z]{1,2}\d{6}[0-9A]" + NOT_WORD_AFTER,
            0.3,
            r"[A-Z]\d{6}[0-9A]",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The check digit lifts the score."""
        bracketed = "(" in value or "（" in value
        if not bracketed:
            return 0.42 if hong_kong(value) else 0.2
        return 0.95 if hong_kong(value) else score


class HongKongIdCueRecognizer(CuedRecognizer):
    """Whatever is called a Hong Kong identity card and is like one."""

    label = "HK_ID"
    cues = (
        Cue(
            "hong kong id in context",
            r"hkid(?: ?card| number| no)?|hong kong (?:identity|id)(?: card)?|香港(?:居民"
            r"|永久性?居民)*(?:的)?(?:身份|身分)[证證]|香港ID",
            r"[A-Za-z]{1,2} ?\d{6} ?(?:[(（][0-9Aa][)）]|[0-9Aa])",
        ),
    )


class MacauIdRecognizer(BareRecognizer):
    """Macau identity cards: 1, 5 or 7, six digits, a check digit."""

    label = "MO_ID"
    rules = (
        Rule(
            "macau id",
            r"(?<![0-9A-Za-z/_])(?:[157]/\d{6}/\d|[157]\d{6}[(（]\d[)）])(?![0-9A-Za-z/_])",
            0.82,
            r"[157]/\d{6}/\d|[157]\d{6}[(（]",
        ),
    )


class MacauIdCueRecognizer(CuedRecognizer):
    """Whatever is called a Macau identity card and is like one."""

    label = "MO_ID"
    cues = (
        Cue(
            "macau id in context",
            r"macau (?:identity|id|resident id)(?: card)?|macao id|bir|澳门(?:居民"
            r"|永久性?居民)*(?:的)?(?:身份|身分)[证證]|澳門(?:居民)?身[份分]證",
            r"[157][ /]?\d{6}[ /(（]?\d[)）]?",
        ),
    )


class TaiwanIdRecognizer(BareRecognizer):
    """Taiwanese identity numbers and residents' (ARC), old form and new."""

    label = "TW_ID"
    rules = (
        Rule(
            "taiwan id",
            NOT_WORD_BEFORE + r"(?:[A-Z][1289]\d{8}|[A-Z][A-D]\d{8})(?![0-9A-Za-z_]|-[0-9A-Za-z])",
            0.45,
            r"[A-Z][1289A-D]\d{8}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The check digit lifts the score."""
        return 0.85 if taiwan(value) else score


class TaiwanIdCueRecognizer(CuedRecognizer):
    """Whatever is called a Taiwanese identity or residence number and is like one."""

    label = "TW_ID"
    cues = (
        Cue(
            "taiwan id in context",
            r"taiwan(?:ese)? (?:national )?id(?:entity)?(?: card| number)?|arc(?: number| no)?"
            r"|台湾(?:居民)?身[份分][证證]|臺灣身分證|身分證字號|身份證字號|統一證號|统一证号|居留證",
            r"[A-Za-z][0-9A-Da-d]\d{8}",
        ),
    )


class SocialCreditCodeRecognizer(BareRecognizer):
    """Unified social credit codes of companies and sole traders (GB 32100)."""

    label = "CN_USCC"
    rules = (
        Rule(
            "uscc",
            NOT_WORD_BEFORE + r"[1-9ANY][1-59]\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z_]|[.,]\d)",
            0.45,
            r"\d{6}[0-9A-HJ-NPQRTUWXY]{10}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The check character settles it; a pure number without it is rather something else."""
        letters = sum(c.isalpha() for c in value)
        if checks.social_credit_code(value):
            return 0.93 if letters else 0.6
        return score if letters >= 2 else 0.1


class SocialCreditCodeCueRecognizer(CuedRecognizer):
    """Credit codes, taxpayers' and business licences' numbers in context."""

    label = "CN_USCC"
    cues = (
        Cue(
            "uscc in context",
            r"(?:统一)?(?:社会)?信用代?码|纳税人识别号|纳税识别号|纳税人?号|税号|稅號|組織機構代碼|组织机构代码|营业执照|注册号|工商号|統一編號|统一编号"
            r"|uscc|unified social credit(?: code| identifier)?|social credit code"
            r"|business licen[sc]e|taxpayer identification number",
            r"(?=[0-9A-Za-z-]{0,9}\d{4})[0-9A-Za-z]{8}-?[0-9A-Za-z]{0,12}",
        ),
    )
