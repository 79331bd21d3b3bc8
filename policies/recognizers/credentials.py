"""Passwords, keys, tokens, one-time codes. Knows the forms that well-known services publish, and cues."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.recognizers.base import Rule, RuleRecognizer
from policies.recognizers.bridge import bridged, led_back
from policies.recognizers.cued import LINK, Cue, CuedRecognizer, value_ahead

_OUTSIDE = r"(?<![0-9A-Za-z])"
# Prefixed keys: AWS, Google, Azure, Alibaba, Tencent, GitHub, GitLab, Slack, npm, PyPI, SendGrid and others.
_KEYS = (
    (
        "aws key",
        r"(?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA|ABIA|ACCA)[0-9A-Z]{12,20}",
        "A[A-Z]{3}[0-9A-Z]{12}",
    ),
    (
        "google key",
        r"AIza[0-9A-Za-z_-]{30,45}|ya29\.[0-9A-Za-z_-]{20,300}|GOCSPX-[0-9A-Za-z_-]{20,40}",
        "AIza|ya29|GOCSPX",
    ),
    (
        "aliyun or tencent key",
        r"LTAI[0-9A-Za-z]{12,30}|AKID[0-9A-Za-z]{13,40}|AKLT[0-9A-Za-z_-]{20,60}|HPUA[0-9A-Z]{16}",
        "LTAI|AKID|AKLT|HPUA",
    ),
    (
        "github token",
        r"gh[pousr]_[0-9A-Za-z]{16,255}|github_pat_[0-9A-Za-z_]{20,255}",
        "gh[pousr]_|github_pat_",
    ),
    (
        "gitlab token",
        r"gl(?:pat|dt|rt|cbt|ptt|soat|ft|agent|oas)-[0-9A-Za-z_.-]{16,80}",
        "gl[a-z]+-",
    ),
    (
        "slack token",
        r"xox[abcdeposr](?:\.xox[a-z])?-[0-9A-Za-z-]{8,200}|xapp-[0-9A-Za-z-]{10,200}",
        "xox|xapp-",
    ),
    (
        "hugging face, npm or pypi token",
        (
            r"hf_[0-9A-Za-z]{16,60}|npm_[0-9A-Za-z]{20,60}|pypi-[0-9A-Za-z_-]{16,300}"
            r"|dckr_pat_[0-9A-Za-z_-]{16,60}"
        ),
        "hf_|npm_|pypi-|dckr_pat_",
    ),
    (
        "sendgrid key",
        r"SG\.[0-9A-Za-z_-]{10,40}\.[0-9A-Za-z_-]{16,80}",
        r"SG\.",
    ),
    (
        "twilio or mailgun key",
        r"(?:SK|AC)[0-9a-f]{32}|key-[0-9a-f]{32}|[0-9a-f]{32}-us\d{1,2}",
        "[0-9a-f]{32}",
    ),
    (
        "other prefixed key",
        (
            r"(?:dop_v1_|shp(?:at|ca|pa|ss)_|sq0[a-z]{3}-|EAAA|lin_api_|figd_|gsk_|xai-|r8_|pplx-"
            r"|nvapi-|sntrys_|glsa_|whsec_|dapi|AGE-SECRET-KEY-1|tskey-[a-z]+-|atlasv1\.|hvs\."
            r"|pat[0-9A-Za-z]{14}\.)[0-9A-Za-z_.=-]{16,200}"
        ),
        (
            r"dop_v1_|shp|sq0|EAAA|lin_api_|figd_|gsk_|xai-|r8_|pplx-|nvapi-|sntrys_|glsa_|whsec_"
            r"|dapi|AGE-SECRET|tskey-|atlasv1|hvs\.|pat[0-9A-Za-z]{14}"
        ),
    ),
)


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
            r"(?i:bearer|basic"
            r"|token)[ :=]{1,3}(?P<v>"
            r"(?=[0-9A-Za-z._~+/-]{0,40}[0-9A-Z])[0-9A-Za-z._~+/-]{16,}(?<![.,])=*)",
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
            r"(?<![0-9A-Za-z])[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{0,64}:[^\s/@]{1,128}@[^\s\"'，。；）<>\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+(?<![.,;:!?)\]])",
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
            r"https://(?:hooks\.slack\.com/services"
            r"|discord(?:app)?\.com/api/webhooks)/[0-9A-Za-z/_-]{20,200}",
            0.95,
            "/services/|/webhooks/",
        ),
    )


_STOP = (
    r"(?!(?:not|wrong|incorrect|invalid|expired?|required|reset|resetting|recovery|protected"
    r"|the|an?|to|too|being|never|"
    r"always|no|none|correct|right|missing|blank|empty|very|also|still|my|your|it|its|sent"
    r"|changed|forgotten|lost|"
    r"needed|set|safe|secure|strong|weak|different|same|in|on|for|and|or|what|where|how|why"
    r"|when|with|was|is|are|"
    r"but|so|if|please|least|case|only|working|hidden|encrypted|hashed|stored|shown|known"
    r"|unknown|manager|managers|"
    r"change|changes|field|fields|page|policy|prompt|link|email|via|from|by|at|of|that|this|has"
    r"|have|had|does|do|"
    r"doesn't|isn't|won't|can|can't|cannot|could|should|must|will|would|may|might|keeps?"
    r"|because|after|before|"
    r"just|really|now|again|here|there|up|out|off|over|under|until|longer|short|long|null|nil"
    r"|true|false|"
    r"undefined|string|password|passcode|pin|code|username|user|login|account|help|issue|issues"
    r"|problem|error"
    r"|last|first|next|any|some|all|one|two|once|i|we|you|they|he|she|who|which|yes|ok|okay|hi"
    r"|hello"
    r"|thanks|thank|sorry|got|want|need|needs|let|try|tried|asked|said|told|agent|assistant"
    r"|customer"
    r"|support|system|bot|human|caller|client)"
    r"(?![0-9A-Za-z@#$%^&*+=_~]|!\w))"
)
_SECRET = re.compile(r"[0-9]|[a-z][A-Z]|[!-,/:-@\[-`{-~]")
_SAYS = re.compile(r"[:：=＝]|\bis\b")
# A code of these is nobody's secret.
_OPEN_CODE = re.compile(
    r"(?i:error|zip|area|postal|post|country|promo(?:tion)?|product|item|discount|coupon|status"
    r"|dress"
    r"|source|sort|bar|qr|colou?r|voucher|gift|http|exit|response|class|course|stock|airport"
    r"|tax|dial"
    r"|dialling|currency|reason|referral|invite|reference|booking|tracking|order|part|batch"
    r"|lot)[ _-]\Z"
)
# Far from its cue, and behind a vague one, only what is no word, no day and no time is a secret.
_FAR_SECRET = re.compile(
    r"(?!(?:[\[(]?[\d:/.,-]{1,10}|\d+[a-z]{1,3}|[A-Z]?[a-z'’-]+|[A-Z]+)[.,!?;:)]*\Z)(?=.*(?:\d"
    r"|[!@#$%^&*_+=~?]))[!-~]{5,}"
    r"|\d{4,10}\Z"
)
_KEY = re.compile(r"(?=[!-~]{0,40}?\d)(?=[!-~]{0,40}?[A-Za-z])[0-9A-Za-z+/_=.~-]{16,}\Z")
# "password for the portal is …"
_WHOSE = re.compile(
    r" (?:for|to|of|on|in|at|with) (?:(?:the|my|our|your|this|his"
    r"|her) )?[\w.@-]{1,30}(?: [\w.@-]{1,20}){0,2}?"
    r"(?=\s?(?:is|was|[:=|：→>-])(?![0-9A-Za-z]))",
    re.IGNORECASE,
)
_TYPED = r"[!-~]{4,128}"
_VALUE_END = (
    r"(?=[\"”’`」』]|'(?:[\s,;.)]|$)|[;&,|][ \"']{0,3}[A-Za-z_]{2,20}[\"']?[=:]|[.,;!?)\]}]{0,3}(?:\s|$)"
    r"|[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef，。；！？、）\ue000|<])"
)


class PasswordRecognizer(CuedRecognizer):
    """Whatever follows "password is", "pwd:", "密码是" and is no ordinary word."""

    label = "CREDENTIAL"
    least = ""
    dates = True
    border = r"(?<![!-~])"
    cues = (
        Cue(
            "password in context",
            r"pass(?:word|code|phrase)|passwd|pswd|pwd|psw|login secret|api[ _-]?(?:key|secret"
            r"|token)"
            r"|(?:secret|private|access|auth|master|encryption|client|consumer|signing|webhook"
            r"|session|refresh)"
            r" ?(?:access ?)?(?:key|token|secret)|seed phrase|recovery (?:key|phrase)"
            r"|(?:app(?:lication)?|activation|license|licence|product|shared|ssh|service|deploy"
            r"|bot|bearer|personal"
            r"|integration|storage|subscription|stripe|openai|aws|azure|google|github|user"
            r"|admin|root|jwt|oauth|csrf"
            r"|id|device|push|registration|payment) ?(?:access ?)?(?:key|token|secret)"
            r"|accesskey(?: ?(?:id|secret))?",
            _TYPED,
            loose=False,
        ),
        Cue(
            "security answer",
            r"(?:security|secret) (?:answer|question(?: answer)?)|maiden name",
            _TYPED,
            loose=False,
            before=False,
        ),
        Cue("password, short", "pass|pw|token|secret", _TYPED, loose=False, before=False),
        Cue(
            "密码",
            "密码|密碼|口令|密钥|密鑰|令牌|私钥|登录密|访问凭证|激活码|序列密钥|授权令牌|机器人令牌|助记词|PIN码|通行码|(?:密保"
            "|安全)(?:问题)?(?:的)?答案",
            _TYPED,
            loose=False,
        ),
    )
    _value = re.compile(rf"{_STOP}(?P<v>[!-~]{{3,128}}?){_VALUE_END}", re.IGNORECASE)
    _apart_before = re.compile(
        r"(?<![!-~])[!-~]{4,128}?(?=[?,;.]{0,2}(?:\s|$)|[\u3000-\u9fff\uff00-\uffef])"
    )
    _apart = re.compile(
        rf"(?:{border}|(?<=[\"'(\[:=]))[!-~]{{4,128}}?(?![年月日号元块天次个小%]){_VALUE_END}"
    )

    def _around(self, text: str, cue: re.Match[str], at: int) -> Iterator[tuple[int, int, float]]:
        whose = _WHOSE.match(text, cue.end())
        after = whose.end() if whose is not None else cue.end()
        link = LINK.match(text, after)
        begin = link.end() if link else after
        found = self._value.match(text, begin)
        between = text[cue.end() : begin]
        short = self.cues[at].name == "password, short" and not _SAYS.search(between)
        if found is not None and (quoted := _in_quotes(text, begin)) is not None:
            found = self._value.fullmatch(text, begin, quoted) or found
        if found is not None and (
            _KEY.match(found["v"]) or (not short and _secret(text, found, between))
        ):
            yield _with_sign(text, begin), found.end("v"), 0.87
        else:
            far = bridged(text, cue.end(), self._apart, secret=_KEY if short else _FAR_SECRET)
            if far is not None:
                yield far
        ahead = value_ahead(text, cue.start(), self._far[at]) if self.cues[at].before else None
        if ahead is not None and _SECRET.search(text[ahead[0] : ahead[1]]):
            yield ahead
        elif self.cues[at].before:
            back = led_back(text, cue.start(), self._apart_before, secret=_FAR_SECRET)
            if back is not None:
                yield back


def _in_quotes(text: str, start: int) -> int | None:
    """Where the quotes close that open right before `start`."""
    close = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’", "「": "」"}.get(
        text[start - 1 : start]
    )
    end = text.find(close, start, start + 130) if close is not None else -1
    return end if end > start else None


def _with_sign(text: str, start: int) -> int:
    """A sign right before a value, after a space or a quote, is its first character."""
    while start > 1 and text[start - 1] in "#*_~!?-/\\" and text[start - 2] in " \"':：=#*_~!?-/":
        start -= 1
    return start


def _secret(text: str, found: re.Match[str], link: str) -> bool:
    """Plain letters are a secret only behind a sign, in quotes, or at the end of a clause."""
    value = found["v"]
    if (
        re.fullmatch(
            r"[{<\[(]?[*xX.•_-]{3,}[}>\])]?|\d{1,2}[-~–]\d{1,2}\D*"
            r"|[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?"
            r"|[A-Za-z]+:",
            value,
        )
        or value[0] in "<>{[(|"
    ):
        return False
    if _SECRET.search(value):
        return True
    after = text[found.end("v") : found.end("v") + 6]
    if re.search(r"[:：=＝\"'“‘`「|｜→>\t]\s*$", link):
        return True
    says = re.search(r"\b(?:is|was)\b|[是为]", link) is not None
    return says and (
        not re.match(r"\s[A-Za-z]", after) or re.match(r"\s(?:and|but)\s", after) is not None
    )


_ONE_TIME = (
    r"[A-Z]{1,2}-\d{4,8}|\d{3}[ -]\d{3}|\d{4} \d{4}|(?:\d ){3,7}\d"
    r"|(?=[0-9A-Za-z]{0,8}\d)[0-9A-Za-z]{4,10}|\d{3,8}"
)


class OneTimeCodeRecognizer(CuedRecognizer):
    """Verification codes, PINs and card security codes."""

    label = "CREDENTIAL"
    cues = (
        Cue(
            "one-time code",
            r"(?:verification|security|one[ _-]?time|confirmation|sms|auth(?:entication"
            r"|orization)?|2fa|mfa|otp|login|access"
            r"|activation|reset|pairing|backup|recovery|unlock|door|gate"
            r"|pickup)[ _-]?(?:pass)?(?:code|pin|token|password)"
            r"|one[ _-]?time (?:code|password|pin)|otp|totp|passcode|(?:entry|alarm|gate code"
            r"|lock) code"
            r"|code (?:you|they|he|she|it) (?:just )?(?:texted|sent|e-?mailed|gave"
            r"|messaged)(?: me| to me| us)?"
            r"|code (?:that )?(?:i|we) (?:just )?(?:got|received)|code (?:from|in|on) (?:the"
            r"|your|my) (?:sms|text"
            r"(?: message)?|e-?mail|app|phone|message)|texted code",
            _ONE_TIME,
            loose=False,
        ),
        Cue("code", "code", r"(?:[A-Z]-)?\d{4,8}", loose=False, before=False, less=0.2),
        Cue("pin", r"pin(?:[ _-]?(?:code|number|no))?|mpin|atm pin", r"\d{3,8}", loose=False),
        Cue(
            "card security code",
            r"cv[vcn]|cid|csc|card (?:verification|security)(?: code| value| number)?"
            r"|security number|(?:three|3|four|4)[- ]?digits? (?:code|number|on the (?:back|front))"
            r"|(?:digits|code|number) on the back|卡?(?:背面|背后|反面)(?:的)?(?:最后|后|末)?(?:三|3)位(?:数字?"
            r"|码)?|签名栏(?:后)?三位|安全码",
            r"\d{3,4}",
            loose=False,
        ),
        Cue(
            "验证码",
            "验证码|校验码|动态码|动态密码|安全码|取件码|激活码|驗證碼|短信码|随机码|确认码|口令码|提货码|开机密码|三位数|后三位码"
            "|一次性(?:密码|口令)|动态口令|短信密码|登录码|核验码|授权码|提取码|认证码|識別碼|識別码|動態密碼|门禁码|解锁码|恢复码|备用码",
            _ONE_TIME + r"|(?=[0-9A-Za-z]*[0-9A-Z])[0-9A-Za-z]{3,10}|[A-Za-z]{4,6}",
            loose=False,
        ),
    )

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """As every cue's, without the codes of errors, places and products."""
        for found in super().find(text):
            cue = text.rfind("code", 0, found[0]) if found[3] == "code" else -1
            if cue < 0 or not _OPEN_CODE.search(text, 0, cue):
                yield found
