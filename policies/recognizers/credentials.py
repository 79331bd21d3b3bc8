"""Passwords, secrets and one-time codes behind their cues. Knows what the keys of well-known services look like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.recognizers.api_keys import A_KEY, SHOWN
from policies.recognizers.bridge import CLAUSE, TIME, bridged, led_back
from policies.recognizers.cue_links import APPOSITION, BACK, OPENS
from policies.recognizers.cue_page import Page
from policies.recognizers.cue_things import names_a_thing
from policies.recognizers.cued import BEFORE, Cue, CuedRecognizer
from policies.recognizers.plain_words import is_ordinary, is_plain, plain_values
from policies.recognizers.scripts import both_scripts

# A secret goes with a key, and is another value.
_FOR_KEYS = re.compile(r"(?i)(?:key|token|credential)(?!.*secret)")
_SHOWN_REACH = 200
# The frame of a private key names itself.
_FRAME = re.compile(r"-----(?:BEGIN|END) [A-Z0-9 ]{0,30}\Z")


_SECRET = re.compile(r"[0-9]|[a-z][A-Z]|[!-,/:-@\[-`{-~]")
_SAYS = re.compile(
    both_scripts(
        r"[:：=＝>→\"“]|\b(?:is|was|be|to|as)\b|[是为填写叫输用成以]|记得|默认|设[的置]|['’]s\s"
    )
)
_NO_SECRET = re.compile(
    r"[{<\[(]?[*xX.•_-]{3,}[}>\])]?|\d{1,2}[-~–]\d{1,2}\D*"
    r"|[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?|(?i:n/?a)|[A-Za-z_.]+\(|[A-Za-z]{2,}(?:\.{2,}|[)\]}]+:?|:)"
)
# Digits behind a cue are its value when nothing else stands between, or something that says so.
_A_NUMBER = re.compile(r"[\d./:-]+")
# What has a meaning, or happens, is an error's code.
_MEANING = re.compile(
    r"\s(?:means?|says?|appears?|stands?|indicates?|shows? up|comes? up|error|on (?:the"
    r"|my) screen)\b"
)
# A code of these is nobody's secret.
_OPEN_CODE = re.compile(
    r"(?i:error|zip|area|postal|post|country|promo(?:tion)?|product|item|discount|coupon|status"
    r"|dress"
    r"|source|sort|bar|qr|colou?r|voucher|gift|http|exit|response|class|course|stock|airport"
    r"|tax|dial|return(?:s|ed)?|throw(?:s|n)?|threw|exit(?:s|ed)?|fix(?:es|ed)?|fail(?:s|ed)?|support|with error"
    r"|dialling|currency|reason|referral|invite|reference|booking|tracking|order|part|batch"
    r"|lot|(?:exit|fail|crash|respond|end|abort|stop|terminat)(?:s|ed|es)? with)[ _-]\Z"
    r"|"
    + both_scripts(
        "(?:报错?|返回|抛出?|错误|响应|刷新|更新|修复|状态|日志里?有?|提示|显示|出现|[跳弹闪]出?了?|变成)"
    )
    + r"[ :：]?\Z"
)
# "Nokia 3310 for code": what is meant for writing programs is none.
_FOR_CODE = re.compile(r" (?:for|in|with|as|and|or|to) (?:the )?codes?\b")
# Far from its cue, and behind a vague one, only what is no word, no day and no time is a secret.
_FAR_SECRET = re.compile(
    r"(?!(?:[\[(]?[\d:/.,-]{1,10}|\d+[a-z]{1,3}|[A-Z]?[a-z'’-]+|[A-Z]+)[.,!?;:)]*\Z)(?=.*(?:\d"
    r"|[!@#$%^&*_+=~?]))[!-~]{5,}"
    r"|\d{4,10}\Z"
)
_KEY = re.compile(r"(?=[!-~]{0,40}?\d)(?=[!-~]{0,40}?[A-Za-z])[0-9A-Za-z+/_=.~-]{16,}\Z")
_LONG_KEY = re.compile(
    r"(?=(?:[!-~]*?\d){4})(?=(?:[!-~]*?[A-Za-z]){3})[0-9A-Za-z+/_=~-]{20,}(?:\.[0-9A-Za-z+/_=~-]+)*"
)
_KEY_REACH = 240
_BACK_REACH = 64  # characters between a value and the cue behind it
_LONGEST = 140  # characters of a value before its cue
_WORD = re.compile("[A-Z]?[a-z]+")
# "the secret of IKEA is price", "the secret to success is patience"
_IDLE_SECRET = re.compile(r" (?:of|to|behind) ")
_IN_KEY = re.compile(r"[0-9A-Za-z]")
_SECRET_SIGN = re.compile(r"[0-9!@#$%^&*_+=~]|[a-z][A-Z]")
# "password for the portal is …"
_WHOSE = re.compile(
    r" (?:for|to|of|on|in|at|with) (?:(?:the|my|our|your|this|his"
    r"|her) )?[\w.@-]{1,30}(?: [\w.@-]{1,20}){0,2}?"
    r"(?=\s?(?:is|was|[:=|：→>-])(?![0-9A-Za-z]))",
    re.IGNORECASE,
)
_TYPED = r"[!-~]{4,128}"
_VALUE_END = (
    r"(?=[\"”’`」』]|'(?:[\s,;.)]|$)|[;&,|][ \"']{0,3}[A-Za-z_]{2,20}[\"']?[=:]"
    r"|[.,;!?)\]}]{0,3}(?:\s|$)"
    r"|[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef，。；！？、）\ue000|<])"
)


class PasswordRecognizer(CuedRecognizer):
    """Whatever follows "password is", "pwd:", "密码是" and is no ordinary word."""

    label = "CREDENTIAL"
    plain = True
    dates = True
    border = r"(?<![!-~])"
    cues = (
        Cue(
            "password in context",
            r"pass ?(?:word|code|phrase|key)s?|passwd|pswd|pwd|psw|pw|login secret"
            r"|api[ _-]?(?:key|secret"
            r"|token)"
            r"|(?:secret|private|access|auth|master|encryption|client|consumer|signing|webhook"
            r"|session|refresh)"
            r" ?(?:access ?)?(?:key|token|secret)|seed phrase|recovery (?:key|phrase)"
            r"|(?:app(?:lication)?|activation|license|licence|product|shared|ssh|service|deploy"
            r"|bot|bearer|personal"
            r"|integration|storage|subscription|stripe|openai|aws|azure|google|github|user"
            r"|admin|root|jwt|oauth|csrf"
            r"|id|device|push|registration|payment|uuid|guid|pre-?shared"
            r") ?(?:access ?)?(?:key|token|secret)"
            r"|(?:activation|access|license|licence|registration) code|session (?:id|cookie)|psk"
            r"|accesskey(?: ?(?:id|secret))?|app ?secret(?: ?(?:key|token))?|keys? (?:for|to"
            r"|of) (?:the|our|my"
            r"|your) [A-Za-z]{2,20}"
            r"|(?:api|app|接口|访问|应用|授权|license|licence|product|cd|wpa2?|wep) ?key|network key"
            r"|wi-?fi key|credentials?",
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
        Cue("password, short", "pass|token|secret|key", _TYPED, loose=False),
        Cue(
            "密码",
            "密码|口令|密钥|秘钥|密匙|秘匙|密锁|秘密钥匙|密令|金钥|权杖|密匣|鉴权码|接入码|接入凭证|许可证密钥|暗号|授权码|授权密钥|凭证码?|凭据|令牌|私钥"
            "|访问凭证|激活码|访问码|许可码|注册码|会话ID|十六进制串"
            "|序列密钥|授权令牌|机器人令牌|助记词|PIN码|通行码|(?:密保"
            "|安全)(?:问题)?(?:的)?答案",
            _TYPED,
            loose=False,
        ),
    )
    _value = re.compile(rf"(?P<v>[!-~]{{3,128}}?){_VALUE_END}", re.IGNORECASE)
    _apart_before = re.compile(
        r"(?<![!-~])[!-~]{4,128}?(?=[?,;.]{0,2}(?:\s|$)|[\u3000-\u9fff\uff00-\uffef])"
    )
    # Digits, signs or a change of case: no word.
    _apart = re.compile(
        rf"(?:{border}|(?<=[\"'(\[:=]))[!-~]{{4,128}}?(?![年月日号元块天次个小%]){_VALUE_END}"
    )

    def _around(self, page: Page, cue: re.Match[str], at: int) -> Iterator[tuple[int, int, float]]:
        text = page.text
        if _FRAME.search(text, max(0, cue.start() - 48), cue.start()):
            return
        whose = _WHOSE.match(text, cue.end())
        after = whose.end() if whose is not None else cue.end()
        begin = page.link(after)[0]
        found = self._value.match(text, begin)
        between = text[cue.end() : begin]
        said = cue[0].endswith("secret")
        idle = said and _IDLE_SECRET.match(text, cue.end()) is not None
        any_key = idle or cue[0].startswith("key")  # "the key to success", "the key is practice"
        short = any_key or (self.cues[at].name == "password, short" and not _SAYS.search(between))
        if found is not None and (quoted := _in_quotes(text, begin)) is not None:
            found = self._value.fullmatch(text, begin, quoted) or found
        key = found is not None and _KEY.match(found["v"]) is not None
        if found is not None and _is_count(text, cue, found["v"]):
            return
        if found is not None and (key or (not short and _secret(found["v"], between))):
            yield _with_sign(text, begin), found.end("v"), 0.87
            return
        shown = _FOR_KEYS.search(cue[0]) is not None and _is_shown(text, cue)
        plain = (
            []
            if any_key or shown
            else list(plain_values(text, cue.start(), cue.end(), bare=_bare(cue[0])))
        )
        yield from plain
        if not plain:
            yield from self._hidden(text, cue.end(), _KEY if short or shown else _FAR_SECRET)
        if self.cues[at].before:
            vague = shown or self.cues[at].name == "password, short"
            secret = _KEY if vague else _FAR_SECRET
            yield from self._told(text, cue, at, secret)

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """As every cue's; of a key with a form of its own no more than the key."""
        for start, end, score, name in super().find(text):
            quoted = text[start] in "\"'`" and A_KEY.match(text, start + 1, end) is not None
            start += quoted
            key = A_KEY.match(text, start, end)
            rest = text[key.end() : end] if key is not None else ""
            yield start, end - len(rest) if not _IN_KEY.search(rest) else end, score, name

    def _hidden(
        self, text: str, begin: int, secret: re.Pattern[str]
    ) -> Iterator[tuple[int, int, float]]:
        """The value in another clause, where one may be there at all."""
        if _SECRET_SIGN.search(text, begin, begin + _KEY_REACH) is None:
            return
        spans = (
            found.span()
            for found in self._apart.finditer(text, begin, begin + _KEY_REACH)
            if secret.search(found[0]) and not TIME.fullmatch(found[0] + ".")
        )
        far = bridged(text, begin, spans) or self._key_near(text, begin)
        if far is not None:
            yield far

    def _key_near(self, text: str, begin: int) -> tuple[int, int, float] | None:
        """A long key in this sentence or the next is the cue's, whatever stands between."""
        for found in self._apart.finditer(text, begin, min(len(text), begin + _KEY_REACH)):
            if _LONG_KEY.fullmatch(found[0]):
                return found.start(), found.end(), 0.6
        return None

    def _told(
        self, text: str, cue: re.Match[str], at: int, secret: re.Pattern[str]
    ) -> Iterator[tuple[int, int, float]]:
        """The value before the cue."""
        start = cue.start()
        if _SECRET_SIGN.search(text, max(0, start - _KEY_REACH), start) is None:
            return
        ahead = _value_ahead(text, start, self._far[at])
        if ahead is not None and names_a_thing(text, ahead[0]):
            return
        if ahead is not None and _secret(text[ahead[0] : ahead[1]], "is"):
            if secret is not _KEY or _KEY.match(text, ahead[0], ahead[1]):
                yield ahead
            return
        low = max(0, start - CLAUSE)
        nearest = None
        for found in self._apart_before.finditer(text, max(0, low - _LONGEST), start):
            if found.end() >= low and secret.search(found[0]):
                nearest = found.span()
        back = led_back(text, start, *nearest) if nearest is not None else None
        if back is not None and not names_a_thing(text, back[0]):
            yield back


def _value_ahead(text: str, at: int, value: re.Pattern[str]) -> tuple[int, int, float] | None:
    """The value that ends where the words begin that lead from it to the cue at `at`."""
    low = max(0, at - _BACK_REACH)
    link = BACK.search(text[low:at]) or APPOSITION.search(text[low:at])
    if link is None:
        return None
    end = low + link.start()
    for found in value.finditer(text, max(0, end - _LONGEST), end):
        opens = text[max(0, found.start() - 24) : found.start()]
        if link.re is APPOSITION and not OPENS.search(opens):
            continue
        if found.end() == end and not _WORD.fullmatch(found[0]):
            return found.start(), end, BEFORE
    return None


def _is_shown(text: str, cue: re.Match[str]) -> bool:
    """Whether the key that a cue speaks of stands near in a form of its own: what else is there must look like one."""
    low, high = max(0, cue.start() - _SHOWN_REACH), cue.end() + _SHOWN_REACH
    return SHOWN.search(text, low, high) is not None


def _is_count(text: str, cue: re.Match[str], value: str) -> bool:
    """Whether a number counts tokens: `max_tokens: 256`."""
    return (
        value.isdigit()
        and text.startswith("s", cue.end())
        and text[cue.start() - 1 : cue.start()] == "_"
    )


def _bare(cue: str) -> bool:
    """Whether a word right behind this cue is a value: not where the cue may be a part of a longer term."""
    return cue.lower() in ("pw", "pwd", "psw", "pswd", "passwd") or not cue.isascii()


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


def _secret(value: str, link: str) -> bool:
    """Whether a value is no word, no time, no range and no mask."""
    if _NO_SECRET.fullmatch(value) or value[0] in "<>{[(|" or _is_word(value.rstrip(":.")):
        return False
    if _A_NUMBER.fullmatch(value):
        return _SAYS.search(link) is not None or not any(map(str.isalpha, link))
    return _SECRET.search(value) is not None


def _is_word(value: str) -> bool:
    """Plain letters; joined by a low line they are a name of somebody's own, unless the parts are everyday words."""
    return is_plain(value) and ("_" not in value or is_ordinary(value))


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
            r"(?:verification|security|one[ _-]?time|confirmation|validation|identity|sign[ -]?in"
            r"|registration|approval"
            r"|transaction|transfer|dynamic|temporary|e-?mail|sms|text|auth(?:entication"
            r"|entif?icator|ori[sz]ation)?|2fa|mfa|otp|login|access"
            r"|activation|reset|pairing|backup|recovery|unlock|door|gate"
            r"|pickup)[ _-]?(?:pass)?(?:code|pin|token|password)"
            r"|one[ _-]?time (?:code|password|pin|passcode)|otp|totp|passcode|(?:[4-8]|four|five"
            r"|six|seven|eight)[ -]?digit"
            r" (?:security |verification |confirmation |pass)?(?:code|pin|number)|(?:numeric"
            r"|texted|e-?mailed|pass) code|(?:entry|alarm|gate code"
            r"|lock) code"
            r"|2fa(?: is|[:=])|(?:2|two)[- ](?:step|factor) (?:verification )?code"
            r"|code (?:you|they|he|she|it) (?:just )?(?:texted|sent|e-?mailed|gave"
            r"|messaged)(?: me| to me| us)?"
            r"|code (?:that )?(?:i|we) (?:just )?(?:got|received)|code (?:from|in|on) (?:the"
            r"|your|my) (?:sms|text"
            r"(?: message)?|e-?mail|app|phone|message)|texted code",
            _ONE_TIME,
            loose=False,
        ),
        Cue("pin", r"pin(?:[ _-]?(?:code|number|no))?|mpin|atm pin", r"\d{3,8}", loose=False),
        Cue(
            "card security code",
            r"cv[vcn]|cid|csc|verification value|card(?:'s)? (?:verification|security)(?: code| value| number)?"
            r"|security number|(?:last )?(?:three|3|four|4)[- ]?digits?(?: security)?(?: (?:code"
            r"|number))?(?: (?:on|at|from) the (?:back|front|reverse))?"
            r"|(?:digits|code|number) (?:on|at|from) the (?:back|front|reverse)(?: of (?:my|the"
            r"|your|his|her) (?:(?:credit|debit|bank) )?card)?"
            r"|(?:卡片?|信用卡)?的?(?:背面|背后|反面|后面)上?的?那?(?:(?:最后|后|末)?[三四34][位个]的?(?:安全|校验|验证)?(?:数字?|码"
            r"|号码?)?"
            r"|的?(?:安全|校验|验证)?(?:数字|码|号码?))"
            r"|(?:卡片?|信用卡|[三四]位)(?:安全|验证|校验|识别)(?:码|数字)|签名栏(?:后)?三位数?|安全码"
            r"|(?:信用卡|卡片?)?的?(?:背面|背后|卡背|反面)?的?[末后]三[码碼]|(?:背面|卡背)三[码碼]",
            r"\d{3,4}",
            loose=False,
        ),
        Cue(
            "code",
            "codes?",
            r"(?:[A-Z]-)?\d{4,8}|\d{3}[ -]\d{3}",
            loose=False,
            less=0.2,
        ),
        Cue(
            "验证码",
            "(?:验证|校验|动态|短信|随机|确认|登录|登入|核验|授权|提取|取件|取货|提货|认证|识别|門禁|门禁|解锁|恢复|备用|激活|安全|口令"
            "|开机|一次性|兑付|取款|支付|交易)(?:验证)?(?:码|密码|口令)|[三四五六七八3-8]位数?的?(?:验证|动态|数字)?(?:码|密码)|收到的(?:验证)?码|验证数字|三位数|后三位码|驗證碼|動態密碼",
            _ONE_TIME + r"|[A-Z]{4,8}|(?=[A-Za-z]*[0-9])[0-9A-Za-z]{3,10}",
            loose=False,
        ),
    )

    def _around(self, page: Page, cue: re.Match[str], at: int) -> Iterator[tuple[int, int, float]]:
        """Also a code of plain letters behind a Chinese cue."""
        found = list(super()._around(page, cue, at))
        yield from found
        if not found and not cue[0].isascii():
            yield from plain_values(page.text, cue.start(), cue.end(), bare=True)

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """As every cue's, without the codes of errors, places and products."""
        for found in super().find(text):
            if found[3] == "code" and _FOR_CODE.match(text, found[1]):
                continue
            cue = _code_near(text, found[0], found[1]) if found[3] == "code" else -1
            if cue < 0 or not (_OPEN_CODE.search(text, 0, cue) or _MEANING.match(text, found[1])):
                yield found


def _code_near(text: str, start: int, end: int) -> int:
    """Where the word "code" stands before a value, else behind it; -1 when it has capitals."""
    before = text.rfind("code", 0, start)
    return before if before >= 0 else text.find("code", end)
