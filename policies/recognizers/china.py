"""China's identifiers, which Presidio does not have. They may stand glued to Han text."""

from __future__ import annotations

from policies.recognizers import checks
from policies.recognizers.base import (
    NOT_DIGIT_AFTER,
    NOT_DIGIT_BEFORE,
    NOT_WORD_AFTER,
    NOT_WORD_BEFORE,
    Rule,
    RuleRecognizer,
)

_NUMERALS = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


class ResidentIdRecognizer(RuleRecognizer):
    """Resident identity numbers of 18 and of 15 digits."""

    label = "CN_ID_CARD"
    rules = (
        Rule(
            "resident id, 18",
            r"(?<![0-9])[1-9]\d{5}[ -]?(?:18|19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]"
            r"|[12]\d|3[01])[ -]?\d{3}[ -]?[0-9Xx](?![0-9A-Za-z])",
            0.75,
            r"\d{6}",
        ),
        Rule(
            "resident id, 15",
            NOT_DIGIT_BEFORE
            + r"[1-8]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}"
            + NOT_DIGIT_AFTER,
            0.5,
            r"\d{15}",
        ),
        Rule(
            "resident id in context",
            r"(?i:身份证|身份證|证件|證件|居民证|身分证|ID card|identity (?:card|number)"
            r"|resident id)[^0-9\n]{0,14}(?P<v>\d(?:[ -]?\d){13,16}[ -]?[0-9Xx])(?![0-9A-Za-z])",
            0.8,
            r"\d",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The check character settles it; an impossible region or day lowers the score."""
        if checks.resident_id(value):
            return 0.99
        length = sum(c.isalnum() for c in value)
        if length in (15, 18) and checks.plausible_resident_id(value):
            return score
        return score - 0.2


class ChinaPhoneRecognizer(RuleRecognizer):
    """Mobile numbers, with +86, spaces and dashes, and landlines with area code."""

    label = "PHONE_NUMBER"
    rules = (
        Rule(
            "mobile, China",
            r"(?<![0-9])(?:[(（]?(?:\+|00)?86[)）]?[ -]{0,2})?1[3-9]\d(?:[ .-]?\d{4}){2}(?![0-9])",
            0.9,
            r"1 ?[3-9]",
        ),
        Rule(
            "mobile, China, other groups",
            r"(?<![0-9])(?:(?:\+|00)?86[ -]?)?1[3-9](?:\d{2}[ -]\d{3}[ -]\d{4}"
            r"|\d[ -]\d{3}[ -]\d{5}|(?:[ .-]\d){9}|\d{3}[ -]\d{3}[ -]\d{3})(?![0-9])",
            0.75,
            r"1[3-9]",
        ),
        Rule(
            "mobile, China, in words",
            rf"(?<![{_NUMERALS}])[一幺壹][三四五六七八九叁肆伍陆柒捌玖][{_NUMERALS}]{{9}}(?![{_NUMERALS}])",
            0.8,
            "[一幺壹]",
        ),
        Rule(
            "landline, China",
            r"(?<![0-9])(?<![0-9]-)[(（]?0(?:10|2[0-57-9]"
            r"|[3-9]\d{2})[)）]?[ -]?[2-8]\d{2,3}[ -]?\d{4}(?:(?:-|转|ext\.?|#)[ ]?\d{1,6})?"
            r"(?![0-9])",
            0.7,
            r"0\d{2}",
        ),
        Rule(
            "phone in Chinese context",
            r"(?:电话|手机|號碼|(?<![票单证卡牌照货件])号码|座机|联系方式|热线|致电|拨打|回电|传真|電話"
            r"|手機)[^0-9+\n，。；]{0,8}(?P<v>\+?[(（]?\d(?:[ ()（）-]?\d){6,12}+)(?![0-9])",
            0.6,
            r"\d",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Service numbers that start with 400, 800 or 95 are no person's."""
        plain = checks.digits(value)
        if plain.startswith(("400", "800")) and len(plain) == 10:
            return 0.1
        return score


class PassportRecognizer(RuleRecognizer):
    """Passports, and permits for Hong Kong, Macau and Taiwan, in context or in their own form."""

    label = "CN_PASSPORT"
    rules = (
        Rule(
            "passport in context",
            r"(?:护照|通行证|護照|台胞证|回乡证|旅行证)(?:号码?)?[^0-9A-Za-z\n]{0,6}"
            r"(?P<v>[A-Za-z]{0,2}\d{7,10})" + NOT_WORD_AFTER,
            0.85,
            "照|证|證",
        ),
        Rule(
            "passport, China",
            NOT_WORD_BEFORE + r"(?:E[A-HJ-NP-Z]\d{7}|[EGDSP]\d{8})" + NOT_WORD_AFTER,
            0.45,
            "[EGDSP]",
        ),
    )


class PlateRecognizer(RuleRecognizer):
    """Licence plates, also of new-energy vehicles."""

    label = "CN_LICENSE_PLATE"
    rules = (
        Rule(
            "plate",
            rf"[{_PROVINCES}][A-HJ-NP-Z][ ·•.-]?(?=[A-HJ-NP-Z]{{0,5}}\d)(?:[0-9A-HJ-NP-Z]{{6}}"
            rf"|[0-9A-HJ-NP-Z]{{4}}[0-9A-HJ-NP-Z挂学警港澳])(?![0-9A-Za-z])",
            0.9,
            rf"[{_PROVINCES}][A-Z]",
        ),
        Rule(
            "plate in context",
            rf"车牌(?:号码?)?[是为:： ]{{0,3}}(?P<v>[{_PROVINCES}]?[A-Za-z][ ·•.-]?[0-9A-Za-z]{{5,6"
            rf"}})(?![0-9A-Za-z])",
            0.8,
            "车牌",
        ),
    )


class SocialCreditCodeRecognizer(RuleRecognizer):
    """Unified social credit codes of companies and sole traders."""

    label = "CN_USCC"
    rules = (
        Rule(
            "uscc",
            NOT_WORD_BEFORE + r"[159ANY][1-59]\d{6}[0-9A-HJ-NPQRTUWXY]{10}" + NOT_WORD_AFTER,
            0.4,
            r"\d{6}",
        ),
        Rule(
            "uscc in context",
            r"(?:统一社会信用代码|社会信用代码|信用代码|税号|纳税人识别号)[^0-9A-Za-z\n]{0,4}"
            r"(?P<v>[0-9A-Za-z]{15,20})" + NOT_WORD_AFTER,
            0.85,
            "代码|税号|识别号",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The check character settles it; a pure number without it is rather something else."""
        if checks.social_credit_code(value):
            return 0.95
        return score if any(c.isalpha() for c in value) else score - 0.1


class SocialIdRecognizer(RuleRecognizer):
    """WeChat, QQ and Alipay ids in context."""

    label = "CN_SOCIAL_ID"
    rules = (
        Rule(
            "wechat",
            r"(?:微信|(?<![A-Za-z])(?i:wechat|weixin|vx|wx|v信))(?i:[ ]?id)?(?:号码?|账号"
            r"|帐号)?[ ]?(?i:is |[是为:：=加 ]{0,3})[ ]?(?P<v>[A-Za-z0-9][0-9A-Za-z_-]{4,29})"
            r"(?![0-9A-Za-z@_-])",
            0.75,
            "(?i)微信|wechat|weixin|vx|wx|v信",
        ),
        Rule(
            "qq",
            r"(?<![A-Za-z])(?i:qq)(?:号码?|账号|(?i: number| id))?[ ]?(?i:is |[是为:：= ]{0,3})"
            r"(?P<v>[1-9]\d{4,11})(?![0-9A-Za-z@])",
            0.85,
            "(?i)qq",
        ),
        Rule(
            "alipay and others",
            r"(?:支付宝|抖音|微博|淘宝|小红书|旺旺)(?:账号|帐号|账户|id|ID|号"
            r"|昵称)[是为:：= ]{0,3}(?P<v>[0-9A-Za-z][0-9A-Za-z_.@-]{4,39})",
            0.75,
            "支付宝|抖音|微博|淘宝|小红书|旺旺",
        ),
    )
