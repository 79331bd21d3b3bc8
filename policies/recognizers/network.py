"""Addresses of machines and mail, and places on the web that name a person. Knows no network."""

from __future__ import annotations

import re

from policies.recognizers.bare import UNLIKELY, BareRecognizer
from policies.recognizers.base import NOT_WORD_AFTER, NOT_WORD_BEFORE, Rule, RuleRecognizer
from policies.recognizers.known_names import is_common, is_given

_VERSION = re.compile(
    r"(?i:(?<![a-z])(?:v|ver\.?|versions?|firmware|release|build|fw|sw|bios|driver|rev|revision|oid|section"
    r"|clause|chapter"
    r"|update to|upgrade to)|版本号?|固件|驱动|补丁"
    r"|[升降]级[到至为]|更新[到至为]|回[滚退][到至]|刷[到成]|系统|章节|第)[\s:：#v=is是为到]{0,5}\Z"
)
# What says behind a number that it is a version's; a product's name before one that begins as versions do.
_VERSION_AFTER = re.compile(
    r"[ ]?(?:版|发布|推送|固件|补丁|[及或]以[上下后前]|(?i:release|firmware|build|or (?:later|newer|older|above)))"
)
_PRODUCT = re.compile(r"(?:^|[^A-Za-z0-9-])(?:[A-Z]-)?([A-Z][A-Za-z]{2,})(?:-[A-Z][A-Za-z]*)? \Z")
# What versions begin with behind a product's name, and hardly any machine's address: 9.1.4.2, 12.0.0.230.
_LIKE_VERSION = re.compile(r"[0-9]\.|(?!10\.)[1-9][0-9]\.[0-9]\.")
_HOST = re.compile(
    r"(?i)ip|addr|host|from|server|login|ping|dns|gateway|proxy|client|网|地址|登录|来自|主机|服务器|请求"
)
_URL_END = r"(?<![.,;:!?)\]}'\"*])"
_URL_CHAR = r"[^\s<>\"'`“”‘’，。；、（）！？】」』\ue000\u4e00-\u9fff]"
# A letter outside ASCII, what else stands beside it in an address, and endings in Han.
_WIDE = r"[\u00aa-\u024f\u0370-\u052f\u1e00-\u1fff]"
# RFC 6531: what a mailbox may be made of beside ASCII's letters.
_U = r"[\p{Latin}\p{Cyrillic}\p{Greek}0-9._%+'&!#$*^~-]"
_U_LABEL = r"[\p{Latin}\p{Cyrillic}\p{Greek}0-9-]"
_HOSTS = rf"(?:{_U_LABEL}{{1,63}}\.){{1,8}}"
_U_HOSTS = rf"(?:{_U_LABEL}{{1,63}}\.){{0,4}}"
_ZONE = "(?:中国|公司|网络|香港|台灣|xn--[0-9a-z-]+)"


class EmailRecognizer(RuleRecognizer):
    """E-mail addresses, also glued to Han text."""

    label = "EMAIL_ADDRESS"
    rules = (
        Rule(
            "email",
            r"(?<![0-9A-Za-z_])[0-9A-Za-z_](?:[0-9A-Za-z._%+'&!#$*^~-]{0,62}[0-9A-Za-z_%+'~$!-])?"
            r"@(?:[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?\.){1,8}[A-Za-z]{2,24}(?![A-Za-z])",
            0.95,
            r"@[0-9A-Za-z-]+\.",
        ),
        Rule(
            "email, unicode",
            rf"(?<![\p{{Latin}}\p{{Cyrillic}}\p{{Greek}}0-9._%+-])"
            rf"(?:{_U}{{0,62}}{_WIDE}{_U}{{0,62}}@{_HOSTS}"
            rf"(?:[\p{{Latin}}\p{{Cyrillic}}\p{{Greek}}]{{2,24}}|{_ZONE})"
            rf"|{_U}{{1,64}}@(?:{_HOSTS}{_ZONE}"
            rf"|(?:{_U_LABEL}{{1,63}}\.){{0,4}}{_U_LABEL}{{0,40}}{_WIDE}{_U_LABEL}{{0,40}}\.{_U_HOSTS}"
            r"[\p{Latin}\p{Cyrillic}\p{Greek}]{2,24}"
            rf"|{_HOSTS}[A-Za-z]{{0,8}}{_WIDE}[\p{{Latin}}\p{{Cyrillic}}\p{{Greek}}]{{0,16}}))",
            0.8,
            "@",
        ),
        Rule(
            "email, Han domain",
            r"(?<![0-9A-Za-z._%+'-])[0-9A-Za-z._%+-]{1,64}@"
            r"(?:[0-9A-Za-z-]{0,20}\p{Han}[\p{Han}0-9A-Za-z-]{0,24}"
            rf"\.(?:{_ZONE}|com|cn|net)|[0-9A-Za-z-]{{1,30}}\.{_ZONE})",
            0.75,
            "@",
        ),
        Rule(
            "email, quoted local part",
            r'"[^"\s@][^"\n]{0,60}"@(?:[0-9A-Za-z-]{1,63}\.){1,8}[A-Za-z]{2,24}',
            0.9,
            '"@',
        ),
        Rule(
            "email, address literal",
            r"(?<![0-9A-Za-z._%+-])[0-9A-Za-z._%+-]{1,64}@\[(?:IPv6:)?[0-9A-Fa-f.:]{3,45}\]",
            0.9,
            r"@\[",
        ),
        Rule(
            "email, spaced at",
            # A blank behind the dot only before a common ending: a sentence may end with an address.
            r"(?<![0-9A-Za-z._%+-])[0-9A-Za-z._%+-]{1,64}(?:(?: @ ?|@ )[0-9A-Za-z-]{1,63}"
            r"(?:\.[0-9A-Za-z-]{1,63}){0,3}\.[A-Za-z]{2,24}|(?: ?@ ?)[0-9A-Za-z-]{1,63}"
            r"(?:\.[0-9A-Za-z-]{1,63}){0,2}(?: \. ?|\. )(?:com|net|org|edu|gov|cn|io|co|de|fr"
            r"|uk|jp|hk|tw|ru)"
            r"(?:\.[a-z]{2,3})?(?![0-9A-Za-z]))",
            0.7,
            "@",
        ),
    )


class IpRecognizer(BareRecognizer):
    """IPv4 and IPv6 addresses (RFC 4291's forms, with a zone or a prefix length)."""

    label = "IP_ADDRESS"
    rules = (
        Rule(
            "ipv4",
            r"(?<![0-9A-Za-z.])(?:25[0-5]|2[0-4]\d|[01]?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d"
            r"|[01]?\d?\d)){3}"
            r"(?:/(?:3[0-2]|[12]?\d)(?![0-9.]))?(?![0-9])(?!\.[0-9]|\.[A-Z]{4})",
            0.8,
            r"\d\.\d{1,3}\.\d{1,3}\.\d",
        ),
        Rule(
            "ipv6",
            r"(?<![0-9A-Za-z.])(?<!(?<![0-9A-Za-z])[0-9A-Fa-f]{1,4}:|::)(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"
            r"|(?:[0-9A-Fa-f]{1,4}:){6}(?:\d{1,3}\.){3}\d{1,3}"
            r"|(?:[0-9A-Fa-f]{1,4}:){1,7}:(?:(?:[0-9A-Fa-f]{1,4}:){0,5}(?:"
            r"(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{1,4}))?"
            r"|::(?:[0-9A-Fa-f]{1,4}:){0,6}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{1,4}))"
            r"(?:%[0-9A-Za-z._~-]{0,19}[0-9A-Za-z])?(?:/(?:12[0-8]|1[01]\d"
            r"|\d{1,2})(?![0-9]))?(?![0-9A-Za-z:])",
            0.8,
            r"[0-9A-Fa-f]:[0-9A-Fa-f]*:",
        ),
        Rule(
            "ipv6, leading colons",
            r"(?<![0-9A-Za-z.])(?<![0-9A-Fa-f:]:)::(?:[0-9A-Fa-f]{1,4}:){0,6}(?:"
            r"(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{1,4})"
            r"(?:%[0-9A-Za-z._~-]{0,19}[0-9A-Za-z])?(?:/\d{1,3}(?![0-9]))?(?![0-9A-Za-z:])",
            0.7,
            "::[0-9A-Fa-f]",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """A net mask and the address of nobody are no one's."""
        return UNLIKELY if _nobody(value) else score

    def settle(self, text: str, start: int, end: int, score: float) -> float:
        """A version's number is none; four single digits need a word for a machine near them."""
        before = text[max(0, start - 24) : start]
        if _VERSION.search(before) or _VERSION_AFTER.match(text, end):
            return UNLIKELY
        if _LIKE_VERSION.match(text, start) and _is_product(before):
            return UNLIKELY
        small = re.fullmatch(r"\d(?:\.\d){3}", text[start:end]) is not None
        if small and not _HOST.search(before + text[end : end + 12]):
            return 0.45 if text[start:end] in ("1.1.1.1", "8.8.8.8", "9.9.9.9", "8.8.4.4") else 0.3
        return super().settle(text, start, end, score)


def _is_product(before: str) -> bool:
    """Whether a program's or a device's name stands there, and no word for a machine and no person."""
    named = _PRODUCT.search(before)
    if named is None or _HOST.search(before):
        return False
    boxed = before[named.start(1) - 1 : named.start(1)] == "-"
    return boxed or not (is_common(named[1]) or is_given(named[1]))


def _nobody(value: str) -> bool:
    plain = value.split("/")[0].split("%")[0]
    if plain in ("0.0.0.0", "127.0.0.1", "::1", "::", "255.255.255.255"):  # noqa: S104 - named, not bound
        return True
    return plain.startswith("255.") and plain.endswith(
        (".0", ".128", ".192", ".224", ".240", ".248", ".252")
    )


class MacRecognizer(RuleRecognizer):
    """Network cards' addresses (48 and 64 bits)."""

    label = "MAC_ADDRESS"
    rules = (
        Rule(
            "mac",
            r"(?<![0-9A-Za-z])(?<![0-9A-Fa-f][:-])[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}"
            r"(?:[0-9A-Fa-f]{2}\1[0-9A-Fa-f]{2}\1)?"
            r"[0-9A-Fa-f]{2}(?![0-9A-Za-z]|[:-][0-9A-Fa-f])",
            0.9,
            r"[0-9A-Fa-f]{2}[:-][0-9A-Fa-f]{2}[:-][0-9A-Fa-f]{2}[:-]",
        ),
        Rule(
            "mac, dotted",
            NOT_WORD_BEFORE
            + r"(?=[0-9.]{0,12}[A-Fa-f])[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2}"
            + NOT_WORD_AFTER,
            0.7,
            r"[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.",
        ),
        Rule(
            "mac, plain",
            r"(?i:mac)(?i:地址|[ _-]?addr(?:ess)?)?[ \t]*(?:is|was|[:：=#]|是"
            r"|为)?[ \t\"']*(?P<v>[0-9A-Fa-f]{12})" + NOT_WORD_AFTER,
            0.8,
            "(?i)mac.{0,20}[0-9A-Fa-f]{12}",
        ),
    )


# Asked once of each whole address, so that a long one is read once.
_USER_DATA = re.compile(
    r"@|%40|[?&#;](?:[a-z]+_)?(?:e?mail|user(?:name|_?id)?|uid|(?:first|last|full)?_?name|phone|mobile"
    r"|tel|(?:access_|refresh_|id_)?token|invite|member(?:_?id)?|cust(?:omer)?(?:_?id)?|client_?id"
    r"|session(?:_?id)?|sid|key|api_?key|auth|sig(?:nature)?|secret|password|pwd|passwd|id|code"
    r"|account|acct|login|address|addr|card|openid|unionid|ssn|dob|birth(?:day|date)?|otp"
    r"|patient(?:_?id)?|lat|lng|lon|ip|q)=|/(?:u|user|users|profiles?|account|accounts|member|members"
    r"|people|in|customers?|clients?|patients?|employees?|students?|home|space)/[0-9a-z_.@%~-]"
    r"|/[@~][0-9a-z_.]{2}",
    re.IGNORECASE,
)


class UserUrlRecognizer(RuleRecognizer):
    """Web addresses that carry user data; a product page is none."""

    label = "URL"
    rules = (
        Rule(
            "url with user data",
            rf"(?i)(?<![0-9a-z])[a-z]{{2,8}}://{_URL_CHAR}+{_URL_END}",
            0.75,
            "://",
        ),
        Rule(
            "profile on a social network",
            r"(?i)(?<![0-9a-z@.])(?:https?://)?(?:[a-z]{1,3}\.|www\.|mobile\.)?(?:facebook|fb"
            r"|instagram|twitter|x|linkedin|t|weibo"
            r"|github|gitlab|tiktok|douyin|zhihu|wa|line|telegram|medium|pinterest|snapchat"
            r"|xiaohongshu|bilibili|vk)"
            r"\.(?:com|me|cn|org)/(?!(?:p|about|help|legal|privacy|terms|explore|search|login"
            r"|home|jobs|products?)(?:[/?\s]|$))"
            r"(?:(?:in|u|user|users|people|profile|add|ti/p"
            r"|pub)/)?@?~?[0-9A-Za-z_.%-]{3,60}/?(?<![.])",
            0.6,
            r"(?i)\.(?:com|me|cn|org)/",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """A place on the web that says nothing of a person is none's."""
        plain = "://" in value and not _USER_DATA.search(value)
        return UNLIKELY if plain else score


class CoordinateRecognizer(BareRecognizer):
    """Latitude and longitude with three decimals and more, signed or with degrees."""

    label = "LOCATION"
    rules = (
        Rule(
            "coordinates, decimal",
            r"(?<![0-9A-Za-z.,-])[-+]?(?:[1-8]?\d|90|1[0-7]\d"
            r"|180)\.\d{3,10}°?[ ]?[NSEWnsew]?[ ]?[,，/;][ ]?"
            r"[-+]?(?:1[0-7]\d|180|[1-9]?\d)\.\d{3,10}°?(?: ?[NSEWnsew](?![A-Za-z]))?(?!\d|\.\d)",
            0.7,
            r"\d\.\d{3,10}°? ?[NSEWnsew]? ?[,，/;] ?[-+]?\d{1,3}\.\d{3}",
        ),
        Rule(
            "coordinates, degrees",
            r"(?<![0-9])\d{1,3}°[ ]?\d{1,2}['′’][ ]?(?:\d{1,2}(?:\.\d+)?[\"″”][ ]?)?[NSEW北南东西]"
            r"[ ,，]{1,2}\d{1,3}°[ ]?\d{1,2}['′’][ ]?(?:\d{1,2}(?:\.\d+)?[\"″”][ ]?)?[NSEW北南东西]",
            0.8,
            r"\d°",
        ),
        Rule(
            "coordinates, named",
            r"(?i:lat(?:itude)?"
            r"|纬度)[\"']?[ ]?[:：=是为]?[ ]?[-+]?"
            r"(?P<v>\d{1,2}\.\d{2,10}[^0-9\n]{1,24}\d{1,3}\.\d{2,10})(?![0-9])",
            0.8,
            "(?i)lat|纬度",
        ),
    )
