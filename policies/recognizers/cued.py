"""Values that only the words around them explain: "my passport no. is …", "我的QQ号码是…", "… is my SSN".

A cue is a word for a kind of number. The value stands after it, with nothing between them but link words
and punctuation; or before it ("… is my cue", "…（cue）"); or, when its form is strong, a few other words
away. The nearer cue wins, by score. Knows no pack, and no meaning of a text beyond its cues.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from policies.recognizers.base import Finder, TextRecognizer
from policies.recognizers.bridge import YEAR, bridged, led_back, stray
from policies.recognizers.cue_links import APPOSITION, BACK, OPENS, PLACE
from policies.recognizers.cue_needs import needed
from policies.recognizers.cue_page import Page, Places, page_of
from policies.recognizers.cue_things import names_a_thing
from policies.recognizers.deadline import time_left
from policies.recognizers.located import located
from policies.recognizers.scripts import both_scripts
from policies.recognizers.starts import begins

TIGHT, BEFORE, LOOSE = 0.9, 0.86, 0.78
_REACH = 64  # characters between a cue and its value, at most
_HEAD = 40  # characters of a value before its mark
_LOOSE_REACH = 44
_LONGEST = 64  # characters of a number behind its mark
_NUMBER = 48  # characters of a number before its last mark
_FARTHEST = 200  # characters between a cue and a value that others than link words lead to
_CUE = 64  # characters of a cue
_VAGUE = 0.1  # a cue that costs so much of the score gives way to "invoice number is"
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
# A version's: a group of a single digit behind a dot, as no other number has one: 122.0.6261.95.
_VERSION = re.compile(r"[0-9]{1,4}(?=[0-9.]*\.[0-9](?:\.|\Z))(?:\.[0-9]{1,5}){2,}")
_WORD = re.compile("[A-Z]?[a-z]+")
# No sign of the words that lead back from a cue to a value.
_NO_BACK = re.compile(r"[0-9;&@#$%^+~{}\\！；…]")
TIME_SIGN = ":"
_PAUSES = frozenset("\"'”’,，")
_CLOSES = {"(": ")", "（": "）"}
_WORD_START = re.compile(r"(?<![A-Za-z])[A-Za-z]|[\u3400-\u9fff]")
# Words for sums: the number behind them is one.
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


@dataclass(frozen=True, slots=True)
class Cue:
    """Words (RE2 syntax, any case, no look-around) and the form of the value that they announce.

    `loose`: the form is strong enough for other words to stand between. `before`: it may come first.
    `far`: it may stand in another clause that does nothing but say it. `behind`: a class of signs, one of which stands
    right before the words; they may begin a text where the class is one of exceptions.
    """

    name: str
    words: str
    value: str
    loose: bool = True
    before: bool = True
    far: bool = True
    less: float = 0.0  # what a vague cue takes from the score
    behind: str = ""


class CuedRecognizer(TextRecognizer):
    """A class of data that cues announce; subclasses give `label`, `cues` and, rarely, `weigh`."""

    cues: ClassVar[tuple[Cue, ...]] = ()
    mark: ClassVar[str] = "[0-9]+"  # what every value holds; asked first, for it is cheap
    head: ClassVar[int] = _HEAD  # characters of a value before its mark, at most
    plain: ClassVar[bool] = False  # a value may also be a plain word, without a mark
    dates: ClassVar[bool] = False  # a value may be a date
    border: ClassVar[str] = START  # what stands before a value that does not follow its cue at once

    def __init_subclass__(cls) -> None:
        if cls.cues:
            cls.needs = "|".join(dict.fromkeys(map(_needs_of, cls.cues)))

    def __init__(self) -> None:
        super().__init__()
        self._mark = re.compile(self.mark)
        groups = "|".join(f"(?P<c{at}>{spelled(cue.words)})" for at, cue in enumerate(self.cues))
        self._words = located(groups, regex.IGNORECASE)
        self._words.look_at_firsts()
        # Asked of a text in lower case: `re` looks faster for letters than for letters of any case.
        lowered = (spelled(cue.words).lower() for cue in self.cues)
        self._cue = re.compile("|".join(f"(?P<c{at}>{words})" for at, words in enumerate(lowered)))
        self._fits = [_behind(cue.behind) for cue in self.cues]
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
        page = page_of(text)
        if not (self.plain or page.marks(self._mark).starts):
            return
        for cue, at in self._cues(page):
            for start, end, score in self._around(page, cue, at):
                if text[start].isalpha() and _PRODUCT.fullmatch(text, start, end):
                    continue
                start = _with_bracket(text, start, end)
                if self.cues[at].less >= _VAGUE and names_a_thing(text, start):
                    continue
                score = self.weigh(text[start:end], score) - self.cues[at].less
                yield start, end, score, self.cues[at].name

    def _cues(self, page: Page) -> Iterator[tuple[re.Match[str], int]]:
        """The cues of a text that may hold a value, left to right, each a whole word, and their numbers."""
        for cue in self._places(page):
            found: re.Match[str] | None = cue
            if not whole_word(page.text, *cue.span()):
                found = self._within(page, cue)
            if found is not None:
                at = int((found.lastgroup or "c0")[1:])
                fits = self._fits[at]
                if fits is None or fits.match(page.text, found.start()):
                    yield found, at

    def _places(self, page: Page) -> Iterator[re.Match[str]]:
        """Where the words of cues stand, whole or not, near a mark where all values have one."""
        text, lower = page.text, page.lower
        known = begins(self._words, text)
        if known is None:
            for found in self._cue.finditer(lower):
                time_left()
                yield found
            return
        marks = None if self.plain else page.marks(self._mark)
        match, firsts = self._cue.match, self._words.firsts
        at = 0
        for low, high in known:
            at = max(at, low)
            if marks is not None and not _any_near(marks, low, high):
                continue
            while at < high:
                cue = match(lower, at) if firsts is None or lower[at] in firsts else None
                if cue is None:
                    at += 1
                    continue
                yield cue
                at = max(cue.end(), at + 1)

    def _within(self, page: Page, part: re.Match[str]) -> re.Match[str] | None:
        """The cue that begins within what is no whole word: "the GUID key" is no "ID key", but a "key"."""
        for word in _WORD_START.finditer(page.text, part.start() + 1, part.end()):
            cue = self._cue.match(page.lower, word.start())
            if cue is not None and whole_word(page.text, cue.start(), cue.end()):
                return cue
        return None

    def _around(self, page: Page, cue: re.Match[str], at: int) -> Iterator[tuple[int, int, float]]:
        """The values of the cue with this number, with their scores."""
        place = self._behind(page, cue.end(), at)
        if place is not None and self._may_be(page.text[place[0] : place[1]]):
            yield place
        if self.cues[at].before:
            place = self._ahead(page, cue.start(), at, nothing=place is None)
            if place is not None and self._may_be(page.text[place[0] : place[1]]):
                yield place

    def _behind(self, page: Page, end: int, at: int) -> tuple[int, int, float] | None:
        """The value behind a cue that ends at `end`."""
        marks = page.marks(self._mark)
        first = marks.behind(end)
        if first == len(marks.starts) or marks.starts[first] > end + _FARTHEST + self.head:
            return None
        near, text = self._near[at], page.text
        begin, past = page.link(end)
        found = near.match(text, begin)
        if found is None and begin != past:
            begin = past
            found = near.match(text, begin)
        if found is None and (spot := PLACE.match(text, end)) is not None:
            begin = page.link(spot.end())[1]
            found = near.match(text, begin)
        if found is not None:
            return found.start(), found.end(), TIGHT
        return self._far_behind(page, end, begin, at)

    def _far_behind(
        self, page: Page, end: int, begin: int, at: int
    ) -> tuple[int, int, float] | None:
        """The value somewhere behind a cue that ends at `end`, its link words at `begin`."""
        cue, text = self.cues[at], page.text
        value = self._first(page, begin, at)
        if value is None or value[0] > end + _FARTHEST:
            return None
        place = _further(text, begin, *value) if cue.loose else None
        if place is None and cue.far:
            place = bridged(text, end, (value,))
            if place is None and cue.less < _VAGUE:
                place = stray(text, end, *value)
        return place

    def _first(self, page: Page, begin: int, at: int) -> tuple[int, int] | None:
        """The first value behind `begin`: it holds the first mark there that is no time of day's."""
        marks, text = page.marks(self._mark), page.text
        for mark in range(marks.behind(begin), len(marks.starts)):
            start, end = marks.starts[mark], marks.ends[mark]
            found = self._far[at].search(text, max(begin, start - self.head), end + _LONGEST)
            if found is not None:
                return found.span()
            if TIME_SIGN not in text[end : end + 1] + text[max(begin, start - 1) : start]:
                return None
        return None

    def _ahead(
        self, page: Page, start: int, at: int, *, nothing: bool
    ) -> tuple[int, int, float] | None:
        """The value before a cue that begins at `start`; from afar only where nothing is behind it."""
        marks, text = page.marks(self._mark), page.text
        last = bisect_right(marks.ends, start) - 1
        if last < 0 or (past := marks.ends[last]) < start - _AHEAD:
            return None
        if _NO_BACK.search(text, past, start) is not None:
            return None
        value = self._last(page, last, start, at)
        if value is None:
            return None
        place = value_ahead(text, start, *value)
        if place is None and self.cues[at].far and nothing:
            place = led_back(text, start, *value)
            if place is not None and names_a_thing(text, place[0]):
                place = None
        return place

    def _last(self, page: Page, mark: int, stop: int, at: int) -> tuple[int, int] | None:
        """The value that holds the last mark before `stop`."""
        marks = page.marks(self._mark)
        low = max(0, marks.starts[mark] - _NUMBER)
        for found in self._far[at].finditer(page.text, low, stop):
            if found.end() >= marks.ends[mark]:
                return found.span()
        return None

    def _may_be(self, value: str) -> bool:
        """A date is a value only where dates are looked for; a version is none."""
        if _VERSION.fullmatch(value) is not None:
            return False
        return self.dates or _DATE.fullmatch(value) is None


def _needs_of(cue: Cue) -> str:
    """What a text must hold for this cue to be found."""
    words = spelled(cue.words)
    if not cue.behind:
        return needed(words)
    return f"(?i:{'^|' * cue.behind.startswith('[^')}{cue.behind})(?i:{words})"


def _behind(signs: str) -> re.Pattern[str] | None:
    """What matches nothing where a cue may stand behind these signs."""
    if not signs:
        return None
    return re.compile(rf"(?<={signs})" + (r"|\A" if signs.startswith("[^") else ""))


def _any_near(marks: Places, low: int, high: int) -> bool:
    """Whether a mark stands so that a cue between these places may announce what it is in."""
    first = marks.behind(low - _AHEAD)
    return first < len(marks.starts) and marks.starts[first] <= high + _CUE + _FARTHEST + _HEAD


def spelled(words: str) -> str:
    """Cues whose words may also be joined as keys are: `phone number`, `phone_number`, `phoneNumber`."""
    joined = re.sub(r"(\[[^\]]*\])| \??", lambda m: m[1] or "[ _-]?", words)
    return both_scripts(joined)


def whole_word(text: str, start: int, end: int) -> bool:
    """Whether a Latin cue is no part of a longer word; Han cues need no borders."""
    if not text[start].isascii():
        return True
    before = text[start - 1] if start else " "
    if before.isascii() and before.isalpha() and not (text[start].isupper() and before.islower()):
        return False
    last = text[end - 1]
    return last in " _-" or not last.isascii() or _ATTACHED.match(text, end) is not None


def _further(text: str, begin: int, start: int, end: int) -> tuple[int, int, float] | None:
    """The first value behind a cue, within reach over words but over no number and no end of sentence."""
    if start > begin + _LOOSE_REACH or YEAR.fullmatch(text, start, end):
        return None
    if _ENDS.search(text, begin, start) is not None or _MONEY.search(text[begin:start]) is not None:
        return None
    if names_a_thing(text, start):
        return None
    return start, end, round(LOOSE - _PER_CHARACTER * (start - begin), 3)


def value_ahead(text: str, at: int, start: int, end: int) -> tuple[int, int, float] | None:
    """The value at these places where it stands before a cue at `at`: "V is my cue", "V（cue）"."""
    if end < at - _REACH or _WORD.fullmatch(text, start, end):
        return None
    if BACK.match(text, end, at) is not None:
        return start, end, BEFORE
    apposed = text[end] in _PAUSES and APPOSITION.match(text, end, at) is not None
    if apposed and OPENS.search(text[max(0, start - 24) : start]):
        return start, end, BEFORE
    return None


def _with_bracket(text: str, start: int, end: int) -> int:
    """The bracket that opens before a value belongs to it when the value closes it."""
    before = text[start - 1] if start else ""
    if before not in _CLOSES:
        return start
    return start - (_CLOSES[before] in text[start:end] and before not in text[start:end])
