"""Passwords, keys, tokens, one-time codes. Knows the forms that well-known services publish, and cues."""

from __future__ import annotations

import re

from policies.recognizers.base import NOT_DIGIT_AFTER, NOT_WORD_AFTER, Rule, RuleRecognizer
from policies.recognizers.cued import LINK, Cue, CuedRecognizer, whole_word

_OUTSIDE = r"(?<![0-9A-Za-z])"
# Prefixed keys: AWS, Google, Azure, Alibaba, Tencent, GitHub, GitLab, Slack, npm, PyPI, SendGrid and others.
_KEYS = (
    ("aws key", r"(?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA|ABIA|ACCA)[0-9A-Z]{12,20}", "A[A-Z]{3}[0-9A-Z]{12}"),
    ("google key", r"AIza[0-9A-Za-z_-]{30,45}|ya29\.[0-9A-Za-z_-]{20,300}|GOCSPX-[0-9A-Za-z_-]{20,40}", "AIza|ya29|GOCSPX"),
    ("aliyun or tencent key", r"LTAI[0-9A-Za-z]{12,30}|AKID[0-9A-Za-z]{13,40}|AKLT[0-9A-Za-z_-]{20,60}|HPUA[0-9A-Z]{16}", "LTAI|AKID|AKLT|HPUA"),
    ("github token", r"gh[pousr]_[0-9A-Za-z]{16,255}|github_pat_[0-9A-Za-z_]{20,255}", "gh[pousr]_|github_pat_"),
    ("gitlab token", r"gl(?:pat|dt|rt|cbt|ptt|soat|ft|agent|oas)-[0-9A-Za-z_.-]{16,80}", "gl[a-z]+-"),
    ("slack token", r"xox[abcdeposr](?:\.xox[a-z])?-[0-9A-Za-z-]{8,200}|xapp-[0-9A-Za-z-]{10,200}", "xox|xapp-"),
    ("hugging face, npm or pypi token", r"hf_[0-9A-Za-z]{16,60}|npm_[0-9A-Za-z]{20,60}|pypi-[0-9A-Za-z_-]{16,300}|dckr_pat_[0-9A-Za-z_-]{16,60}", "hf_|npm_|pypi-|dckr_pat_"),
    ("sendgrid key", r"SG\.[0-9A-Za-z_-]{10,40}\.[0-9A-Za-z_-]{16,80}", r"SG\."),
    ("twilio or mailgun key", r"(?:SK|AC)[0-9a-f]{32}|key-[0-9a-f]{32}|[0-9a-f]{32}-us\d{1,2}", "[0-9a-f]{32}"),
    ("other prefixed key", r"(?:dop_v1_|shp(?:at|ca|pa|ss)_|sq0[a-z]{3}-|EAAA|lin_api_|figd_|gsk_|xai-|r8_|pplx-|nvapi-|sntrys_|glsa_|whsec_|dapi|AGE-SECRET-KEY-1|tskey-[a-z]+-|atlasv1\.|hvs\.|pat[0-9A-Za-z]{14}\.)[0-9A-Za-z_.=-]{16,200}", r"dop_v1_|shp|sq0|EAAA|lin_api_|figd_|gsk_|xai-|r8_|pplx-|nvapi-|sntrys_|glsa_|whsec_|dapi|AGE-SECRET|tskey-|atlasv1|hvs\.|pat[0-9A-Za-z]{14}"),
)  # fmt: skip


class ApiKeyRecognizer(RuleRecognizer):
    """Keys and tokens with a form of their own."""

    label = "CREDENTIAL"
    rules = (
        *(Rule(name, f"{_OUTSIDE}(?:{pattern})", 0.95, needs) for name, pattern, needs in _KEYS),
        Rule(
            "secret key",
            _OUTSIDE
            + r"(?:sk|pk|rk)[-_](?=[0-9A-Za-z_-]{0,60}[0-9])(?:(?:live|test|proj|ant|svcacct|or|lf)[-_])?"
            r"[0-9A-Za-z_-]{14,220}",
            0.95,
            "[spr]k[-_][0-9A-Za-z_-]{14}",
        ),
        Rule(
            "jwt",
            r"(?<![0-9A-Za-z_-])eyJ[0-9A-Za-z_-]{8,}(?:\.[0-9A-Za-z_-]*){0,2}",
            0.95,
            "eyJ[0-9A-Za-z_-]{8}",
        ),
        Rule(
            "private key",
            r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,16000}?"
            r"(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----|\Z)",
            0.99,
            "-----BEGIN",
        ),
        Rule(
            "bearer token",
            r"(?i:bearer|basic|token)[ :=]{1,3}(?P<v>(?=[0-9A-Za-z._~+/-]{0,40}[0-9A-Z])[0-9A-Za-z._~+/-]{16,}=*)",
            0.85,
            "(?i)bearer|basic|token",
        ),
        Rule(
            "telegram bot token",
            r"(?<![0-9A-Za-z])\d{8,10}:[0-9A-Za-z_-]{33,37}(?![0-9A-Za-z_-])",
            0.95,
            r"\d{8}:[0-9A-Za-z_-]{33}",
        ),
        Rule(
            "connection string",
            r"(?<![0-9A-Za-z])[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{0,64}:[^\s/@]{1,128}@[^\s\"'，。；）<>]+(?<![.,;:!?)\]])",
            0.95,
            "://[^/@]*:[^@]*@",
        ),
        Rule(
            "account key in a connection string",
            r"(?i)(?:AccountKey|SharedAccessKey|sig)=(?P<v>[0-9A-Za-z+/%]{20,}={0,2})",
            0.95,
            "(?i)key=|sig=",
        ),
        Rule(
            "slack or discord webhook",
            r"https://(?:hooks\.slack\.com/services|discord(?:app)?\.com/api/webhooks)/[0-9A-Za-z/_-]{20,200}",
            0.95,
            "/services/|/webhooks/",
        ),
    )


_STOP = (
    r"(?!(?:not|wrong|incorrect|invalid|expired?|required|reset|resetting|recovery|protected|the|an?|to|too|being|never|"
    r"always|no|none|correct|right|missing|blank|empty|very|also|still|my|your|it|its|sent|changed|forgotten|lost|"
    r"needed|set|safe|secure|strong|weak|different|same|in|on|for|and|or|what|where|how|why|when|with|was|is|are|"
    r"but|so|if|please|least|case|only|working|hidden|encrypted|hashed|stored|shown|known|unknown|manager|managers|"
    r"change|changes|field|fields|page|policy|prompt|link|email|via|from|by|at|of|that|this|has|have|had|does|do|"
    r"doesn't|isn't|won't|can|can't|cannot|could|should|must|will|would|may|might|keeps?|because|after|before|"
    r"just|really|now|again|here|there|up|out|off|over|under|until|longer|short|long|null|nil|true|false|"
    r"undefined|string|password|passcode|pin|code|username|user|login|account|help|issue|issues|problem|error)"
    r"(?![0-9A-Za-z]))"
)
_VALUE_END = r"(?=[\"”’`」』]|[.,;!?)\]}]{0,3}(?:\s|$)|[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef，。；！？、）\ue000|<])"


class PasswordRecognizer(CuedRecognizer):
    """Whatever follows "password is", "pwd:", "密码是" and is no ordinary word."""

    label = "CREDENTIAL"
    digits = False
    dates = True
    cues = (
        Cue(
            "password in context",
            r"pass[ _-]?(?:word|code|phrase)|passwd|pwd|psw|login secret|api[ _-]?(?:key|secret|token)"
            r"|(?:secret|private|access|auth|master|encryption|client|consumer|signing|webhook|session|refresh)"
            r"[ _-]?(?:access[ _-]?)?(?:key|token|secret)|credentials?|seed phrase|recovery (?:key|phrase)",
            "",
        ),
        Cue(
            "密码",
            "密码|密碼|口令|密钥|密鑰|令牌|私钥|登录密|助记词|PIN码|通行码|(?:密保|安全)(?:问题)?(?:的)?答案",
            "",
        ),
        Cue(
            "security answer",
            r"(?:security|secret) (?:answer|question answer)|mother's maiden name|maiden name",
            "",
        ),
    )
    _strong = re.compile(rf"{_STOP}(?P<v>[!-~]{{3,128}}?){_VALUE_END}", re.IGNORECASE)
    _quoted = re.compile(r"""["'“‘「『`](?P<v>[^"'”’」』`\n]{3,128})["'”’」』`]""")
    _says = re.compile(
        r"[\s\"'”’)）*`\]}]{0,4}(?P<how>[:：=＝]{1,2}>?|->|→|\t|(?<![a-z])(?:is|was|are|as|to|be)(?![a-z])|是|为|為|改成|改为|设成|设为|换成|叫"
        r"|设置为|填|变成|改了)|\s(?=\S*\d)",
        re.IGNORECASE,
    )
    _fill = re.compile(
        r"(?:\s|for (?:my|the|this|our)(?: [a-z]{2,12}){1,2}|on (?:my|the) [a-z]{2,12}|i (?:use|used|set|have)|已经|现在|目前|就|给|我"
        r"|账号|的|是|now|currently|still|set|changed|reset|updated|数字|code|number|[\"'“‘「`*({\[:：]|here|temporarily|again)*+",
        re.IGNORECASE,
    )

    def _around(self, text: str, cue: re.Match[str], at: int):  # type: ignore[no-untyped-def]
        del at
        begin = cue.end()
        pre = re.compile(
            r"(?:s|'s)?(?:[ _-]?(?:for (?:my|the|this|our)(?: [a-z]{2,12}){1,2}|on (?:my|the) [a-z]{2,12}|i (?:use|used|set)|已经|现在|目前|就|给|我改?)){0,2}\s?",
            re.I,
        ).match(text, begin)
        says = self._says.match(text, pre.end() if pre else begin)
        if says is None:
            return
        here = says.end()
        skip = self._fill.match(text, here)
        here = skip.end() if skip else here
        quoted = self._quoted.match(text, here - 1) if here else None
        found = quoted or self._strong.match(text, here)
        if found is None or not _secret(text, found, says):
            return
        yield found.start("v"), found.end("v"), 0.87


def _secret(text: str, found: re.Match[str], says: re.Match[str]) -> bool:
    """Plain small letters are a secret only behind a sign, in quotes, or at the end of a clause."""
    value = found["v"]
    if (
        re.fullmatch(r"[{<\[(]?[*xX.•_-]{3,}[}>\])]?|\d{1,2}[-~]\d{1,2}", value)
        or value[0] in "<>{[(|"
    ):
        return False
    if not re.fullmatch(r"[A-Za-z]+|\d{1,2}[-–]\d{1,2}", value):
        return True
    how = (says["how"] or "").strip()
    rest = text[found.end("v") : found.end("v") + 6]
    if how in ("", "to", "as", "be"):
        return False
    return not re.match(r"\s[A-Za-z]", rest) or re.match(r"\s(?:and|but)\s", rest) is not None


class OneTimeCodeRecognizer(CuedRecognizer):
    """Verification codes, PINs and card security codes."""

    label = "CREDENTIAL"
    cues = (
        Cue(
            "one-time code",
            r"(?:verification|security|one[- ]time|confirmation|sms|auth(?:entication|orization)?|2fa|mfa|otp|login|access"
            r"|activation|reset|pairing|backup|recovery|unlock|door|gate|pickup)[ _-]?(?:pass)?(?:code|pin|token|password)"
            r"|one[- ]time (?:code|password|pin)|otp|totp",
            r"[A-Z]{1,2}-\d{4,8}|\d{3}[ -]\d{3}|\d{4} \d{4}|(?=[0-9A-Za-z]{0,8}\d)[0-9A-Za-z]{4,10}|\d{3,8}",
            loose=False,
        ),
        Cue("pin", r"pin(?:[ _-]?(?:code|number|no))?|mpin|atm pin", r"\d{3,8}", loose=False),
        Cue(
            "card security code",
            r"cvv2?|cvc2?|cvn2?|cid|csc|card (?:verification|security)(?: code| value| number)?|security number",
            r"\d{3,4}",
            loose=False,
        ),
        Cue(
            "验证码",
            "验证码|校验码|动态码|动态密码|安全码|取件码|激活码|驗證碼|短信码|随机码|确认码|口令码|提货码|开机密码|三位数|后三位码",
            r"(?=[0-9A-Za-z]{0,8}\d)[0-9A-Za-z]{3,10}|\d{3} \d{3}|[A-Za-z]{4,6}",
            loose=False,
        ),
    )


__all__ = [
    "ApiKeyRecognizer",
    "OneTimeCodeRecognizer",
    "PasswordRecognizer",
    "LINK",
    "NOT_DIGIT_AFTER",
    "NOT_WORD_AFTER",
    "whole_word",
]
