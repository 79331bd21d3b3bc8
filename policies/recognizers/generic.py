"""Numbers and addresses with a form that is the same in every country: mail, cards, network, secrets."""

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

_CARRIERS = frozenset({"SF", "YT", "JD", "YD", "ZT", "JT", "DP", "EM"})
_IS = r"""[ \t]*(?:is|was|are|[:：=]|是|为|->)?[ \t]*(?:now )?["'“‘「`]?"""


class EmailRecognizer(RuleRecognizer):
    """E-mail addresses, also glued to Han text."""

    label = "EMAIL_ADDRESS"
    rules = (
        Rule(
            "email",
            r"(?<![0-9A-Za-z._%+'-])[0-9A-Za-z_%+'-](?:[0-9A-Za-z._%+'-]{0,62}[0-9A-Za-z_%+'-])?"
            r"@(?:[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?\.){1,8}[A-Za-z]{2,24}(?![A-Za-z])",
            0.95,
            "@",
        ),
        Rule(
            "email, unicode local part",
            r"(?<![\w.+-])[\p{Latin}\p{Cyrillic}0-9._%+-]{1,64}@"
            r"(?:[\p{Latin}\p{Cyrillic}0-9-]{1,63}\.){1,8}"
            r"[\p{Latin}\p{Cyrillic}]{2,24}",
            0.8,
            "@",
        ),
        Rule(
            "email, spaced at",
            r"[0-9A-Za-z._%+-]{1,64} ?@ ?[0-9A-Za-z-]{1,63}(?:\.[A-Za-z]{2,24}){1,4}",
            0.7,
            "@",
        ),
    )


class CardRecognizer(RuleRecognizer):
    """Bank cards of 13 to 19 digits, plain or in groups."""

    label = "CREDIT_CARD"
    rules = (
        Rule(
            "card, groups of four",
            NOT_DIGIT_BEFORE
            + r"[2-6]\d{3}(?:([ -])\d{4})(?:\1\d{4}){2}(?:\1\d{1,3})?"
            + NOT_DIGIT_AFTER,
            0.7,
            r"\d{4}[ -]\d{4}",
        ),
        Rule(
            "card, American Express groups",
            NOT_DIGIT_BEFORE + r"3[47]\d{2}([ -])\d{6}\1\d{5}" + NOT_DIGIT_AFTER,
            0.7,
            r"\d{4}[ -]\d{6}",
        ),
        Rule(
            "card, plain",
            NOT_DIGIT_BEFORE
            + r"(?:4\d{15}|4\d{12}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[068]\d{12}|35\d{14}"
            r"|6011\d{12}"
            r"|6[45]\d{14}|6[02]\d{14,17}|81\d{14}|9558\d{15})" + NOT_DIGIT_AFTER,
            0.6,
            r"\d{13}",
        ),
        Rule(
            "card in context",
            r"(?i:card(?: (?:number|no\.?|num))?|visa|mastercard|amex|卡号|银行卡|信用卡|储蓄卡"
            r"|借记卡|尾号|账号|帐号|账户)"
            r"(?:号码?|号)?[^0-9\n]{0,12}(?P<v>\d(?:[ -]?\d){12,18})" + NOT_DIGIT_AFTER,
            0.75,
            r"\d",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Luhn lifts the score; without it a card still counts."""
        return min(0.99, score + 0.25) if checks.luhn(value) else score - 0.15


class IbanRecognizer(RuleRecognizer):
    """International bank account numbers, plain or in groups of four."""

    label = "IBAN_CODE"
    rules = (
        Rule(
            "iban",
            NOT_WORD_BEFORE
            + r"[A-Z]{2}\d{2}(?:[ -]?[0-9A-Z]{4}){2,7}(?:[ -]?[0-9A-Z]{1,3})?"
            + NOT_WORD_AFTER,
            0.6,
            r"[A-Z]{2}\d{2}",
        ),
        Rule(
            "iban in context",
            r"(?i:iban)[^0-9A-Za-z\n]{0,3}(?i:is|number)?[^0-9A-Za-z\n]{0,3}"
            r"(?P<v>[A-Za-z]{2}\d{2}(?:[ -]?[0-9A-Za-z]{2,4}){2,9})" + NOT_WORD_AFTER,
            0.7,
            "(?i)iban",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The check digits lift the score; without them a form without IBAN nearby hardly counts.

        Carriers number their parcels in the same form: `SF` and the like are no countries.
        """
        if checks.iban(value):
            return 0.97
        return 0.1 if value[:2] in _CARRIERS else score - 0.15


class IpRecognizer(RuleRecognizer):
    """IPv4 and IPv6 addresses."""

    label = "IP_ADDRESS"
    rules = (
        Rule(
            "ipv4",
            r"(?<![0-9.])(?<![vV])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?![0-9])(?!\.[0-9])",
            0.8,
            r"\d\.\d",
        ),
        Rule(
            "ipv6",
            r"(?<![0-9A-Za-z:])(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"
            r"|(?:[0-9A-Fa-f]{1,4}:){1,7}:(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?"
            r"|::[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){1,6})(?![0-9A-Za-z:])",
            0.8,
            ":",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Numbers over 255 make it a version or a measure rather than an address."""
        if "." in value and not checks.ipv4(value.split("/")[0]):
            return 0.3
        return score


class MacRecognizer(RuleRecognizer):
    """Network cards' addresses."""

    label = "MAC_ADDRESS"
    rules = (
        Rule(
            "mac",
            r"(?<![0-9A-Za-z:-])[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}"
            r"(?![0-9A-Za-z:-])",
            0.9,
            "[:-]",
        ),
        Rule(
            "mac, dotted",
            NOT_WORD_BEFORE + r"[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2}" + NOT_WORD_AFTER,
            0.7,
            r"\.",
        ),
    )


class UserUrlRecognizer(RuleRecognizer):
    """Web addresses that carry user data; a product page is none."""

    label = "URL"
    rules = (
        Rule(
            "url with user data",
            r"(?i)(?<![0-9a-z])(?:https?|ftp)://(?:[^\s/@<>\"'，。；（）]+@"
            r"|(?=[^\s<>\"'，。；（）]*(?:@|%40|[?&#;](?:e?mail|user(?:name|_?id)?|uid|name|phone"
            r"|mobile|tel|token|access_token"
            r"|session(?:id)?|sid|key|api_?key|auth|password|pwd|id|code|account|customer"
            r"(?:_?id)?|address|card|openid)=|/(?:u|user|users|profile|account|member|people"
            r"|in)/)))"
            r"[^\s<>\"'，。；、（）！？\ue000\u4e00-\u9fff]+(?<![.,;:!?)\]])",
            0.75,
            "://",
        ),
        Rule(
            "profile on a social network",
            r"(?i)(?<![0-9a-z@.])(?:www\.)?(?:facebook|instagram|twitter|x|linkedin|t|weibo"
            r"|github|tiktok)\.(?:com|me)/"
            r"(?:in/|u/)?[0-9A-Za-z_.-]{3,40}(?<![.])",
            0.6,
            "/",
        ),
    )


class CredentialRecognizer(RuleRecognizer):
    """Passwords in context, keys of the well-known clouds, tokens, private keys, one-time codes."""

    label = "CREDENTIAL"
    rules = (
        Rule(
            "api key",
            NOT_WORD_BEFORE
            + r"(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[0-9A-Za-z_-]{16,200}|(?<![0-9A-Za-z])"
            r"(?:AKIA|ASIA)[0-9A-Z]{16}"
            r"|(?<![0-9A-Za-z])gh[pousr]_[0-9A-Za-z]{20,255}|"
            r"(?<![0-9A-Za-z])github_pat_[0-9A-Za-z_]{20,255}"
            r"|(?<![0-9A-Za-z])xox[abposr]-[0-9A-Za-z-]{10,200}"
            r"|(?<![0-9A-Za-z])AIza[0-9A-Za-z_-]{30,45}|(?<![0-9A-Za-z])LTAI[0-9A-Za-z]{12,30}"
            r"|(?<![0-9A-Za-z])AKID[0-9A-Za-z]{13,40}|(?<![0-9A-Za-z])hf_[0-9A-Za-z]{20,60}"
            r"|(?<![0-9A-Za-z])glpat-[0-9A-Za-z_-]{20,60}|"
            r"(?<![0-9A-Za-z])SG\.[0-9A-Za-z_-]{16,40}\.[0-9A-Za-z_-]{16,60}",
            0.95,
        ),
        Rule(
            "jwt", r"(?<![0-9A-Za-z_-])eyJ[0-9A-Za-z_-]{8,}(?:\.[0-9A-Za-z_-]*){0,2}", 0.95, "eyJ"
        ),
        Rule(
            "private key",
            r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8000}?"
            r"(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|\Z)",
            0.99,
            "-----BEGIN",
        ),
        Rule(
            "bearer token",
            r"(?i:bearer|basic) (?P<v>[0-9A-Za-z._~+/-]{16,}=*)",
            0.85,
            "(?i)bearer|basic",
        ),
        Rule(
            "password in context",
            r"(?i)(?<![a-z])(?:pass(?:word|code|phrase)|passwd|pwd|pin(?: code| number)?"
            r"|login secret|api[ _-]?key|secret(?: key)?|access[ _-]?token)"
            r"(?:[ \t]*(?:is|was|[:：=]|->)|[ \t]+(?:now[ \t]+)?(?:is|was))[ \t]*(?:now[ \t]+"
            r"|still[ \t]+)?[\"'“‘`]?"
            r"(?P<v>(?!(?:not|wrong|incorrect|invalid|expired|required|reset|the|a|an|to|too"
            r"|being|never|always|no|correct|right|missing|blank|empty|very|also|still|my|your|it"
            r"|sent|changed|forgotten|lost|needed|set|safe|secure|strong|weak|different|same|in"
            r"|on|for|and|or|what|where|how)(?![0-9A-Za-z]))"
            r"[!-~]{3,64}?)(?=[\"'”’`]|[.,;!?，。；！？]?(?:\s|$)|[\u4e00-\u9fff，。；！？\ue000])",
            0.85,
            "(?i)pass|pwd|pin|secret|key|token",
        ),
        Rule(
            "密码",
            r"(?:密码|口令|密钥|PIN码|pin码)(?:已经|现在|目前|就)?(?:改成|改为|设成|设为|换成|是"
            r"|为|[:：=])[ \t]*[\"'“‘「]?(?!\d{1,2}[-~]\d{1,2}(?![!-~]))"
            r"(?P<v>[!-~]{3,64}?)(?=[\"'”’」,;.，。；！？、]|\s|$"
            r"|[\u4e00-\u9fff\ue000])",
            0.85,
            "密|口令|码",
        ),
        Rule(
            "one-time code",
            r"(?i:(?:verification|security|one[- ]time|confirmation|sms|auth(?:entication)?|2fa"
            r"|otp|cvv2?|cvc2?)(?: ?(?:pass)?code| pin| number)?|otp|cvv|cvc)"
            + _IS
            + r"(?P<v>\d{3,8})"
            + NOT_DIGIT_AFTER,
            0.8,
            r"\d{3}",
        ),
        Rule(
            "验证码",
            r"(?:验证码|校验码|动态码|安全码|取件码|激活码)[^0-9A-Za-z\n]{0,4}"
            r"(?P<v>[0-9A-Za-z]{3,10})" + NOT_WORD_AFTER,
            0.8,
            "码",
        ),
    )
