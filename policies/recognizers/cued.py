"""Values that only the words around them explain: "my passport no. is …", "我的QQ号码是…", "… is my SSN".

A cue is a word for a kind of number. The value stands after it, with nothing between them but link words
and punctuation; or before it ("… is my cue", "…（cue）"); or, when its form is strong, a few other words
away. The nearer cue wins, by score. Knows no pack, and no meaning of a text beyond its cues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from policies.recognizers.base import Finder, TextRecognizer
from policies.recognizers.bridge import YEAR, bridged, led_back, stray
from policies.recognizers.cue_links import APPOSITION, BACK, LINK, OPENS, PLACE, SEPARATOR
from policies.recognizers.cue_needs import needed
from policies.recognizers.located import located
from policies.recognizers.scripts import both_scripts

TIGHT, BEFORE, LOOSE = 0.9, 0.86, 0.78
_REACH = 64  # characters between a cue and its value, at most
_HEAD = 40  # characters of a value before the first that all have
_LOOSE_REACH = 44
_FAR_REACH = 180
_VAGUE = 0.1  # a cue that costs so much of the score gives way to "invoice number is"
_NUMBER = 48  # characters of a number that stands before its cue
_LONGEST = 140  # characters of a value that stands before its cue
_AHEAD = 112  # of text before a cue, in which its value may stand
_PER_CHARACTER = 0.004  # what each character between them takes from a loose finding's score

_ENDS = re.compile(r"[0-9\n!?。！？;；$¥￥€£]|\.\s")
_ATTACHED = re.compile(
    r"(?:s|'s|’s)?(?![A-Za-z])|(?=numbers?|num|no\b|ids?\b|code|card)"
    r"|(?-i:(?<=[a-z])(?=[A-Z]{1,4}-?\d))",
    re.IGNORECASE,
)
_UNITS = (
    r"(?:元|块|万|亿|%|％|件|个|天|小时|分钟|次|人|折|美元|港币|岁|年|月|多|"
    r"(?i:rmb|usd|eur|dollars?|euros?|items?|days?|hours?|times|years?|points?|miles|kg|km|gb|mb)"
    r"(?![A-Za-z]))"
)
END = rf"(?![0-9A-Za-z_@]|[.,:/]\d|-\d|\s?{_UNITS})"
START = r"(?<![0-9A-Za-z])(?<![0-9][.,:/-])(?<![$¥￥€£])(?<![$¥￥€£]\s)"
_DATE = re.compile(
    r"(?:19|20)\d{2}([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\2(?:(?:19|20)\d{2}|\d{2})"
)
_WORD_START = re.compile(r"(?<![A-Za-z])[A-Za-z]|[\u3400-\u9fff]")
# Words for sums: the number behind them is one.
_IN_TOKEN = re.compile("[0-9A-Za-z]")
_MONEY = re.compile(
    r"\b(?:paid|pay|pays|cost|costs|price|priced|total|amount|sum|fees?|balance|spent|spend"
    r"|charged?|refund(?:ed)?|worth"
    r"|about|around|over|only|bought|ordered)\s*\Z|(?:金额|价格?|付了?|花了?|一?共|费用?|总计|合计|余额|充值?了?|退款?"
    r"|转了?)\Z",
    re.IGNORECASE,
)
# Products that stand beside cues and look like codes.
_PRODUCT = re.compile(
    r"(?:i ?phone|ipad|ios|ipados|macos|mac|android|win(?:dows)?|chrome|edge|firefox|safari"
    r"|galaxy|pixel|redmi|mate|mi|note|"
    r"harmony ?os|miui|ie|office|python|java|http|usb|wifi|web|mp|ps|xbox|model|type|step|part"
    r"|level|top|line|unit|"
    r"phase|day|week|gen|ver|version|v|covid|co|h|mp|utf|sha|md|base)[ -]?\d{1,4}(?: ?(?:pro|max"
    r"|plus|mini|se|ultra)){0,2}",
    re.IGNORECASE,
)
# Words for numbers that are nobody's: a bare form after one of them is no personal number.
_THING = (
    r"(?:orders?|tracking|shipments?|parcel|package|waybill|invoices?|tickets?|case|reference|ref|"
    r"confirmation|booking|reservation|transaction|request|po|rma|quote|quotation|sku|upc|ean"
    r"|isbn|issn|"
    r"gtin|asin|barcodes?|part|item|product|article|model|style|lot|batch|catalog(?:ue)?|error"
    r"|bug|build|"
    r"version|firmware|release|issue|incident|coupon|promo|voucher|timestamp|ts|time|uuid|guid|"
    r"sequence|page|doi|patent|flight|train|room|gate|seat|hash|commit)"
)
_ZH_THING = (
    "订单|訂單|运单|運單|快递|物流|单号|單號|工单|流水|发票|發票|退款单|退货单|包裹|型号|型號|货号|貨號|条码|条形码"
    "|商品编码|商品编号|产品编号|产品编码|版本|固件|批号|批次|编码|时间戳|错误码|报错|优惠券|券码|兑换码|车次|航班"
    "|交易号|交易单|交易编号|案件编号|预约号|预订号|票号|受理号|申请号|合同编号|合同号|期号|书号|股票|代码|单据"
)
_NEAR_THING = located(rf"{_THING}|{_ZH_THING}", re.IGNORECASE)
_AFTER_THING = regex.compile(
    rf"(?:(?<![A-Za-z]){_THING}|{_ZH_THING})(?:s|'s)?(?:{SEPARATOR}|号码|编号|号|码|是|为|#|(?:no"
    rf"|num)\."
    r"|(?:numbers?|no|num|ids?|code|is|was|are|code|of|the|your|my)(?![0-9A-Za-z]))*+\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words (RE2 syntax, any case, no look-around) and the form of the value that they announce.

    `loose`: the form is strong enough for other words to stand between. `before`: it may come first.
    `far`: it may stand in another clause that does nothing but say it.
    """

    name: str
    words: str
    value: str
    loose: bool = True
    before: bool = True
    far: bool = True
    less: float = 0.0  # what a vague cue takes from the score


class CuedRecognizer(TextRecognizer):
    """A class of data that cues announce; subclasses give `label`, `cues` and, rarely, `weigh`."""

    cues: ClassVar[tuple[Cue, ...]] = ()
    least: ClassVar[str] = "[0-9]"  # what every value holds; asked first, for it is cheap
    mark: ClassVar[str] = ""  # the same near a cue, where `least` says nothing
    dates: ClassVar[bool] = False  # a value may be a date
    border: ClassVar[str] = START  # what stands before a value that does not follow its cue at once

    def __init_subclass__(cls) -> None:
        if not cls.cues:
            return
        cls.needs = needed("|".join(spelled(cue.words) for cue in cls.cues))

    def __init__(self) -> None:
        super().__init__()
        self._seldom = re.compile(self.least)
        self._mark = re.compile(self.mark or self.least)
        groups = "|".join(f"(?P<c{at}>{spelled(cue.words)})" for at, cue in enumerate(self.cues))
        self._words = located(groups, regex.IGNORECASE)
        self._words.look_at_firsts()
        self._near = [re.compile(f"(?:{cue.value}){END}") for cue in self.cues]
        self._far = [re.compile(f"{self.border}(?:{cue.value}){END}") for cue in self.cues]

    def weigh(self, value: str, score: float) -> float:
        """The score of a value after its checksum; the value as it stands in the text."""
        del value
        return score

    def finders(self) -> tuple[Finder, ...]:
        """All in one, where a cue stands."""
        return ((self.needs, self.find),)

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """(start, end, score, rule) of each value that a cue announces."""
        for cue in self._cues(text):
            at = int((cue.lastgroup or "c0")[1:])
            for start, end, score in self._around(text, cue, at):
                if _PRODUCT.fullmatch(text, start, end):
                    continue
                start = _with_bracket(text, start, end)
                if self.cues[at].less >= _VAGUE and names_a_thing(text, start):
                    continue
                score = self.weigh(text[start:end], score) - self.cues[at].less
                yield start, end, score, self.cues[at].name

    def _cues(self, text: str) -> Iterator[regex.Match[str]]:
        """The cues of a text that may hold a value, left to right, each a whole word."""
        if self._seldom.search(text) is None:
            return
        for cue in self._words.finditer(text):
            if whole_word(text, cue.start(), cue.end()):
                yield cue
            elif (inner := self._within(text, cue)) is not None:
                yield inner

    def _within(self, text: str, part: regex.Match[str]) -> regex.Match[str] | None:
        """The cue that begins within what is no whole word: "the GUID key" is no "ID key", but a "key"."""
        for word in _WORD_START.finditer(text, part.start() + 1, part.end()):
            cue = self._words.match(text, word.start())
            if cue is not None and whole_word(text, cue.start(), cue.end()):
                return cue
        return None

    def _around(self, text: str, cue: re.Match[str], at: int) -> Iterator[tuple[int, int, float]]:
        link = LINK.match(text, cue.end(), cue.end() + _REACH)
        begin = token(text, cue.end(), link.end() if link else cue.end())
        found = self._near[at].match(text, begin)
        if found is None and link is not None and begin != link.end():
            begin = link.end()
            found = self._near[at].match(text, begin)
        if found is None and (spot := PLACE.match(text, cue.end())) is not None:
            begin = LINK.match(text, spot.end(), spot.end() + _REACH).end()  # type: ignore[union-attr]
            found = self._near[at].match(text, begin)
        places = [None if found is None else (found.start(), found.end(), TIGHT)]
        if found is None:
            places.extend(self._behind(text, cue.end(), begin, at))
        if self.cues[at].before:
            places.extend(self._before(text, cue.start(), at, nothing=not any(places)))
        for place in places:
            if place is not None and self._may_be(text[place[0] : place[1]]):
                yield place

    def _behind(
        self, text: str, end: int, begin: int, at: int
    ) -> Iterator[tuple[int, int, float] | None]:
        """The value somewhere behind a cue that ends at `end`, its link words at `begin`."""
        cue, value = self.cues[at], self._far[at]
        mark = self._mark.search(text, begin, begin + _FAR_REACH)
        if mark is None:
            return
        first = value.search(text, max(begin, mark.start() - _HEAD), begin + _FAR_REACH)
        if first is None:
            return
        place = _further(text, begin, first) if cue.loose else None
        if place is None and cue.far:
            place = bridged(text, end, value, first=first.start())
            if place is None and cue.less < _VAGUE:
                place = stray(text, end, first)
        yield place

    def _before(
        self, text: str, start: int, at: int, *, nothing: bool
    ) -> Iterator[tuple[int, int, float] | None]:
        """The value before a cue that begins at `start`; from afar only where nothing is behind it."""
        low, last = max(0, start - _AHEAD), -1
        for mark in self._mark.finditer(text, low, start):
            last = mark.end()
        if last < 0:
            return
        yield value_ahead(text, start, self._far[at], last)
        if self.cues[at].far and nothing:
            back = led_back(text, start, self._far[at], last=last)
            if back is not None and not names_a_thing(text, back[0]):
                yield back

    def _may_be(self, value: str) -> bool:
        """A date is a value only where dates are looked for."""
        return self.dates or _DATE.fullmatch(value) is None


def spelled(words: str) -> str:
    """Cues whose words may also be joined as keys are: `phone number`, `phone_number`, `phoneNumber`."""
    joined = re.sub(r"(\[[^\]]*\])| \??", lambda m: m[1] or "[ _-]?", words)
    return both_scripts(joined)


def whole_word(text: str, start: int, end: int) -> bool:
    """Whether a Latin cue is no part of a longer word; Han cues need no borders."""
    if not text[start].isascii():
        return True
    before = text[start - 1] if start else " "
    camel = text[start].isupper() and before.islower()
    if before.isascii() and before.isalpha() and not camel:
        return False
    if text[end - 1] in " _-":
        return True
    return not text[end - 1].isascii() or _ATTACHED.match(text, end) is not None


def token(text: str, low: int, at: int) -> int:
    """Where the token begins that holds the character at this place: a link word is never its first half."""
    while low < at < len(text) and _IN_TOKEN.match(text, at) and _IN_TOKEN.match(text, at - 1):
        at -= 1
    return at


def names_a_thing(text: str, start: int) -> bool:
    """Whether the words right before `start` announce the number of an order, a product, a version…"""
    low = max(0, start - 40)
    near = _NEAR_THING.may_begin(text, low, start)
    return near and _AFTER_THING.search(text[low:start]) is not None


def _further(text: str, begin: int, found: re.Match[str]) -> tuple[int, int, float] | None:
    """The first value behind a cue, within reach over words but over no number and no end of sentence."""
    if found.start() > begin + _LOOSE_REACH:
        return None
    gap = text[begin : found.start()]
    if YEAR.fullmatch(found[0]):
        return None
    if _ENDS.search(gap) is not None or _MONEY.search(gap) is not None:
        return None
    if names_a_thing(text, found.start()):
        return None
    return found.start(), found.end(), round(LOOSE - _PER_CHARACTER * len(gap), 3)


def value_ahead(
    text: str, at: int, value: re.Pattern[str], last: int = 0
) -> tuple[int, int, float] | None:
    """The value that stands before a cue: "V is my cue", "V（cue）"; it does not end before `last`."""
    low = max(0, at - _REACH, last - 1)
    link = BACK.search(text[low:at]) or APPOSITION.search(text[low:at])
    if link is None:
        return None
    end = low + link.start()
    longest = _NUMBER if last else _LONGEST
    for found in value.finditer(text, max(0, end - longest), end):
        if link.re is APPOSITION and not OPENS.search(
            text[max(0, found.start() - 24) : found.start()]
        ):
            continue
        if found.end() == end and not re.fullmatch("[A-Z]?[a-z]+", found[0]):
            return found.start(), end, BEFORE
    return None


def _with_bracket(text: str, start: int, end: int) -> int:
    """The bracket that opens before a value belongs to it when the value closes it."""
    inside = text[start:end]
    for left, right in ("()", "（）"):
        opens = start > 0 and text[start - 1] == left
        if opens and right in inside and left not in inside:
            return start - 1
    return start
