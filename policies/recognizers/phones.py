"""Phone numbers of all regions: China's, forms with a country code, national forms, and named ones.

Service numbers (400, 800, 95…) are no person's. Knows no telephone plan beyond first digits and lengths.
"""

from __future__ import annotations

import re

from policies.recognizers import checks
from policies.recognizers.bare import UNLIKELY, BareRecognizer
from policies.recognizers.base import Rule
from policies.recognizers.cued import Cue, CuedRecognizer

_NUMERALS = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_INNER = (
    r"(?:转接?分机号?|轉接?分機號?|转|轉|分机号?|分機號?|内线|內線|(?i:ext\.?|extension|extn\.?|poste|durchwahl|ramal"
    r"|anexo)"
    r"|[xX#*])"
)
_EXT = rf"(?:[ ,，(（]{{0,3}}{_INNER}[ .:：]{{0,2}}\d{{1,6}})?"
_BEFORE = r"(?<![0-9A-Za-z_])(?<![0-9A-Za-z][./-])(?<![0-9]:)"
_AFTER = r"(?![0-9A-Za-z_]|[.:/,-]\d)"
_SERVICE = re.compile(
    r"(?i:hotline|help ?line|toll[- ]free|customer (?:service|care|support)|support line"
    r"|call cent|our|us at|"
    r"客服|热线|熱線|官方|服务|服務|投诉|总机|咨询|商家|拨打|致电|[\u4e00-\u9fff])[^0-9\n]{0,24}\Z"
)
_OWN = re.compile(
    r"(?i:\bmy|\bhis|\bher|mobile|cell|手机|本人|我的|reach me|call me|text me)[^0-9\n]{0,24}\Z"
)

_CURRENCY = re.compile(r"[$¥￥€£]\s?\Z")
_UNIT = re.compile(r"\s?(?:元|块|万|%|美元|(?i:usd|rmb|dollars|bytes|ms|points)\b)")
_A_DATE = re.compile(
    r"(?:\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d{2}|(?:19|20)\d{2}[-/.]\d{2}[-/.]\d{2})(?!\d)"
)


def _service(text: str, start: int, end: int) -> bool:
    """Whether a value is a Chinese service number, or one in America that is said to be one."""
    if "00" not in text[start:end]:
        return False
    plain = checks.digits(text[start:end])
    if len(plain) == 11 and plain.startswith("1800"):
        plain = plain[1:]
    if len(plain) != 10 or not plain.startswith(("400", "800")):
        return False
    before = text[max(0, start - 32) : start]
    han = re.search("[\u4e00-\u9fff]", text[max(0, start - 16) : end + 16]) is not None
    return not _OWN.search(before) and (han or _SERVICE.search(before) is not None)


class ChinaPhoneRecognizer(BareRecognizer):
    """Mobile numbers, with +86, spaces and dashes, and landlines with area code."""

    label = "PHONE_NUMBER"
    rules = (
        Rule(
            "mobile, China",
            r"(?<![0-9A-Za-z_])(?<![0-9][.,])1[3-9]\d(?:(?:[ .·/_–—-]"
            r"|[ ]?-[ ]?)?\d{4}){2}(?![0-9A-Za-z_]|\.\d)",
            0.9,
            r"1[3-9]\d[ .·/_–—-]{0,3}\d{4}[ .·/_–—-]{0,3}\d{4}",
        ),
        Rule(
            "mobile, China, country code",
            r"(?<![0-9A-Za-z_])(?<![0-9][.,-])(?:[(（\[][ ]?(?:\+ ?|00 ?)?86[ ]?[)）\]]"
            r"|(?:\+ ?|00 ?)?86)[ .·/_–—-]{0,3}"
            r"1(?:[ .·/_–—-]?[3-9])(?:[ .·/_–—-]?\d){9}(?![0-9])",
            0.92,
            r"86[)）\]]?[ .·/_–—-]{0,3}1[ .·/_–—-]?[3-9]",
        ),
        Rule(
            "mobile, China, other groups",
            r"(?<![0-9A-Za-z_])(?<![0-9][.,-])1[ .·/_–—-]?[3-9](?:[ .·/_–—-]?\d){9}"
            r"(?![0-9A-Za-z_]|[.-]\d)",
            0.72,
            r"1[ .·/_–—-]?[3-9](?:[ .·/_–—-]?\d){9}",
        ),
        Rule(
            "mobile, China, in words",
            rf"(?<![{_NUMERALS}])[一幺壹][三四五六七八九叁肆伍陆柒捌玖][{_NUMERALS}]{{9}}(?![{_NUMERALS}])",
            0.8,
            f"[一幺壹][三四五六七八九叁肆伍陆柒捌玖][{_NUMERALS}]",
        ),
        Rule(
            "landline, China, country code",
            r"(?<![0-9A-Za-z_+])(?:\+ ?|00 ?)86[ .-]?(?:\(0\)|0)?(?:10|2\d|[3-9]\d{2})[ .-]?"
            r"[1-9]\d{2,3}[ .-]?\d{4}"
            rf"(?:[ ]?[-–—][ ]?\d{{1,6}}|{_EXT})(?![0-9A-Za-z_])",
            0.9,
            r"86[ .-]?(?:\(0\)|0)?(?:10|2\d|[3-9]\d{2})[ .-]?[1-9]\d{2,3}[ .-]?\d{4}",
        ),
        Rule(
            "landline, China",
            r"(?<![0-9A-Za-z_])(?<![0-9A-Za-z][.,-])(?:[(（](?:\+?86[ -]?)?0(?:10|2\d"
            r"|[3-9]\d{2})[)）]|0(?:10|2\d|[3-9]\d{2}))(?:[ ]?[-–—－][ ]?|[ ])?"
            r"[1-9]\d{2,3}[ -]?\d{4}"
            rf"(?:[ ]?[-–—][ ]?\d{{1,6}}|{_EXT})(?![0-9A-Za-z_]|[.-]\d)",
            0.75,
            r"0(?:10|2\d|[3-9]\d{2})[)）]?[ –—－-]{0,3}[1-9]\d{2,3}[ -]?\d{4}",
        ),
    )

    def settle(self, text: str, start: int, end: int, score: float) -> float:
        """A service number is no person's."""
        return UNLIKELY if _service(text, start, end) else super().settle(text, start, end, score)


class PhoneRecognizer(BareRecognizer):
    """Phone numbers outside China: with a country code or in a national form."""

    label = "PHONE_NUMBER"
    rules = (
        Rule(
            "phone with country code",
            rf"(?<![0-9A-Za-z+])\+ ?[1-9](?:[ .()（）\]/–-]{{0,3}}\d){{6,14}}{_EXT}(?![0-9])",
            0.88,
            r"\+ ?[1-9]",
        ),
        Rule(
            "phone with 00 and country code",
            rf"{_BEFORE}(?:\(00\)|00)[ -]?[1-9](?:[ .()/–-]{{0,3}}\d){{7,14}}{_EXT}{_AFTER}",
            0.6,
            r"00\)?[ -]?[1-9]",
        ),
        Rule(
            "phone, Hong Kong or Macau, country code without a plus",
            rf"{_BEFORE}[(（\[]?85[23][)）\]]?[ .·/–-]{{1,2}}[235-9]\d{{3}}[ .·–-]?\d{{4}}{_AFTER}",
            0.6,
            r"85[23][)）\]]?[ .·/–-]{1,2}[235-9]\d{3}[ .·–-]?\d{4}",
        ),
        Rule(
            "phone, groups of three, three and four",
            rf"{_BEFORE}(?:\+?1[ .-]{{0,2}})?(?:\(\d{{3}}\)[ .-]{{0,3}}"
            rf"|\d{{3}}[ ]?[ ./–-][ ]?)\d{{3}}[ ]?[ .–-][ ]?\d{{4}}"
            rf"{_EXT}{_AFTER}",
            0.8,
            r"\d{3}\)?[ ./–-]{0,3}\d{3}[ .–-]{1,3}\d{4}",
        ),
        Rule(
            "phone, area code in brackets",
            rf"(?<![0-9A-Za-z_)])\(0?\d{{1,5}}\)[ .-]{{0,2}}\d{{2,5}}"
            rf"(?:[ .-]?\d{{2,5}}){{0,3}}{_EXT}{_AFTER}",
            0.72,
            r"\(\d{2,6}\)[ .-]{0,2}\d{2}",
        ),
        Rule(
            "phone, national with leading zero",
            rf"{_BEFORE}0\d{{1,5}}(?:[ ./-]{{1,2}}\d{{2,8}}){{1,5}}{_EXT}{_AFTER}",
            0.62,
            r"0\d{1,5}[ ./-]{1,2}\d{2}",
        ),
        Rule(
            "phone, leading zero, plain",
            rf"{_BEFORE}0[1-9]\d{{7,9}}{_EXT}{_AFTER}",
            0.5,
            r"0[1-9]\d{7}",
        ),
        Rule(
            "phone, ten digits, or Hong Kong's with its country code",
            rf"{_BEFORE}(?:1?[2-9]\d{{9}}|852[5679]\d{{7}}){_EXT}{_AFTER}",
            0.45,
            r"[2-9]\d{9}",
        ),
        Rule(
            "phone, Brazil, India, Japan, Spain",
            rf"{_BEFORE}(?:(?:\([1-9]\d\)[ ]?|[1-9]\d[ -])9?\d{{4}}-\d{{4}}|[6-9]\d{{4}}[ -]\d{{5}}"
            rf"|[6789]\d{{2}}([ .-])\d{{3}}\1\d{{3}}"
            rf"|[6789]\d{{2}}([ .])\d{{2}}\2\d{{2}}\2\d{{2}}"
            rf"|9[1-9]([ .])\d{{3}}\3\d{{2}}\3\d{{2}}|[1-9]\d-\d{{4}}-\d{{4}}"
            rf"|[1-9]\d \d{{4}} \d{{4}})"
            rf"{_AFTER}",
            0.55,
            r"\d{2}\)?[ -]?\d{4,5}-\d{4}|\d{5}[ -]\d{5}|\d{3}[ .-]\d{3}[ .-]\d{3}"
            r"|\d{2}[ .]\d{2}[ .]\d{2}|9\d[ .]\d{3}[ .]\d{2}[ .]\d{2}|\d{2} \d{4} \d{4}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """Fewer than nine digits without a country code, a date or a timestamp count for little."""
        size = len(checks.digits(value))
        if value[0] not in "+(" and (size < 9 or _is_date(value)):
            return UNLIKELY
        return score if size >= 7 else UNLIKELY

    def settle(self, text: str, start: int, end: int, score: float) -> float:
        """A service number is no person's; a sum of money is no number."""
        if _service(text, start, end) or _CURRENCY.search(text, max(0, start - 2), start):
            return UNLIKELY
        if _UNIT.match(text, end):
            return UNLIKELY
        return super().settle(text, start, end, score)


def _is_date(value: str) -> bool:
    return _A_DATE.match(value) is not None


_VALUE = (
    r"[+＋]?[ ]?[(（]?\d(?:[ ()（）./–—·-]{0,3}\d){6,14}"
    r"(?:[ ,]{0,2}(?:x|X|(?i:ext)\.?|(?i:extension)|转|轉|分机|#)[ .]?\d{1,6})?"
)


class PhoneCueRecognizer(CuedRecognizer):
    """Any 7 to 15 digits that are called a phone, in English and Chinese."""

    label = "PHONE_NUMBER"
    mark = r"\d(?:[ ()（）./–—·-]{0,3}\d){6,}"
    head = 3
    cues = (
        Cue(
            "phone in context",
            r"(?:(?:tele|cell|mobile|home|work|office|smart)[ _-]?)?phone|tel|mobile|cell(?:ular)?"
            r"|mob|ph|fax|whats ?app|landline|hand ?phone|"
            r"(?:call|text|reach|ring|phone|contact|dial|message|sms|ping|buzz)(?:ing)? (?:me"
            r"|us|him|her|them|back|my [a-z]{2,10}|on|at|mr|ms|mrs|the customer)"
            r"|(?:call|reach|ring|phone) (?:the|my|our|his|her|their) [a-z]{2,10} (?:on|at)"
            r"|number (?:on file|you have|we have|i gave(?: you)?)"
            r"|(?:called|reached|texted|reachable|available|contacted)(?: me)? (?:at|on)"
            r"|contact (?:number|no|info|details?)|callback(?: number)?"
            r"|dial|(?:my|his|her|their|home|work|office|direct|emergency) (?:number|line"
            r"|contact|digits)|direct dial|pager|sms|imessage|viber|facetime"
            r"|téléphone|telefon[oe]?|teléfono|handy|móvil|celular|cellulare|tlf|gsm",
            _VALUE,
        ),
        Cue(
            "phone in Chinese context",
            "电话|手机|热线电话|(?:海外|国外|境外|本地|美国|英国|加拿大|澳洲|国际|常用|备用|私人|公司|家庭)的?号码|座机|固话|固定电话|联系方式|联系人?"
            "|致电|拨打|拨|回电|回拨|打给|打到|打我|打过来|传真|短信|来电|呼叫|分机|電話|手機|市話"
            "|聯絡|聯繫|致電|撥打|手提(?:电话|電話)?|搵我|移动号|联通号|电信号|主叫|被叫|机主|微信同号|家里|单位",
            _VALUE,
        ),
        Cue(
            "phone in Chinese context",
            "号码",
            _VALUE,
            behind="[^A-Za-z票单單证證卡牌照货貨件订訂户戶账賬帐帳编編型险險工学學批]",
        ),
        Cue(
            "call",
            "call(?:ing)?|ring|(?:please|pls|just|and|to|then) text"
            "|(?:请|請|可以?|白天|晚上|平时|平時|直接|上班时间|麻烦|麻煩)打",
            _VALUE,
            loose=False,
            before=False,
            less=0.1,
        ),
        Cue("number is", r"number is|numbers? are", _VALUE, loose=False, before=False, less=0.2),
    )

    def weigh(self, value: str, score: float) -> float:
        """Service numbers stay; so do two years and a sum with decimals."""
        plain = checks.digits(value)
        if (
            (len(plain), plain[:3]) in ((10, "400"), (10, "800"), (11, "180"))
            and plain[-10:].startswith(("400", "800"))
            and len(value) > len(plain)
            and value[0] not in "+("
        ):
            return 0.39
        if re.fullmatch(r"(?:19|20)\d{2}[ –—-]{1,3}(?:19|20)\d{2}", value) or _is_date(value):
            return UNLIKELY
        if len(plain) > 13 and value[0] not in "+(":
            return 0.42
        return score if len(plain) >= 7 else UNLIKELY
