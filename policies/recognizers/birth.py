"""Dates of birth: any form of date beside a word for birth. Other dates and ages are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.recognizers.cue_page import Page
from policies.recognizers.cued import BEFORE, TIGHT, Cue, CuedRecognizer

_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:1[89]|20)\d{2}|['’]?\d{2})"
_HAN = "〇零○Ｏ一二三四五六七八九十廿卅"
DATE = (
    r"(?:1[89]|20)\d{2}[ ]?[-/. ][ ]?\d{1,2}[ ]?[-/. ][ ]?\d{1,2}(?:T\d{2}:\d{2}(?::\d{2}"
    r"(?:\.\d+)?)?Z?)?"
    r"|\d{1,2}[ ]?[-/.][ ]?\d{1,2}[ ]?[-/.][ ]?(?:(?:1[89]|20)\d{2}|\d{2})"
    r"|\d{1,2} \d{1,2} (?:19|20)\d{2}"
    rf"|{_MONTH}[ -]?(?:the )?{_DAY}(?:[ ,-]{{1,3}}(?:of )?{_YEAR})?"
    rf"|{_DAY}[ -]?(?:of |day of )?{_MONTH}(?:[ ,/-]{{0,3}}{_YEAR})?|{_MONTH},? (?:19|20)\d{{2}}"
    r"|(?:(?:19|20)?\d{2} ?年 ?)?(?:农历|阴历|阳历|公历)?(?:闰)?\d{1,2} ?月 ?\d{1,2} ?[日号]?|(?:19"
    r"|20)\d{2} ?年(?: ?\d{1,2} ?月)?"
    rf"|(?:民国|民國|昭和|平成|令和)[0-9{_HAN}]{{1,3}}年[0-9{_HAN}]{{1,3}}月[0-9{_HAN}]{{1,3}}[日号]?"
    rf"|(?:[{_HAN}]{{4}}年|[{_HAN}]{{2}}年)?(?:农历|阴历|腊月"
    rf"|正月)?[{_HAN}冬腊正]{{1,3}}月(?:初?[{_HAN}]{{1,3}})?[日号]?"
    r"|(?:农历|阴历)[正冬腊〇一二三四五六七八九十]{1,2}月(?:初|十|廿|三十)?[一二三四五六七八九十]{0,2}"
    r"|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|[6-9]\d(?:0[1-9]|1[0-2])(?:0[1-9]"
    r"|[12]\d|3[01])"
    r"|(?:19|20)\d{2}[./-](?:1[0-2]|0?[1-9])(?!\d)"
)


_TERM = re.compile(r"\s?(?:之前|以前|之后|以后|前(?!台)|后|起|开始|發貨|发货|到期|deadline)")


class BirthDateRecognizer(CuedRecognizer):
    """Dates of birth in context, in both languages, before and after the cue."""

    label = "DATE_OF_BIRTH"
    dates = True
    mark = f"[0-9]+|[{_HAN}冬腊正]月"
    cues = (
        Cue(
            "date of birth",
            r"(?:date|day|month|year) of birth|birth[ _-]?(?:date|day)|bday|b-day|d\.?o\.?b\.?"
            r"|born|birth|出生年月日?(?:日期)?|出生日期|出生时间|出生于|出生在"
            r"|出生|生日(?:日期)?|生于|生辰|生年月日|诞辰|诞生日?|降生|出世|破壳日",
            DATE,
        ),
        Cue("生", "生(?:的|人)?", DATE, loose=False, behind=f"[0-9年月日号{_HAN}]"),
    )

    def _may_be(self, value: str) -> bool:
        """Any: a day with dots, such as 1965.2.18, looks like a version."""
        del value
        return True

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """As every cue's, without the days before or after which something shall happen."""
        for found in super().find(text):
            if found[2] >= TIGHT or not _TERM.match(text, found[1]):
                yield found

    def _around(self, page: Page, cue: re.Match[str], at: int) -> Iterator[tuple[int, int, float]]:
        """Also a date that touches its cue: 1990年5月生."""
        if at == 0:
            yield from super()._around(page, cue, at)
        if not cue[0].isascii():
            for found in self._far[at].finditer(page.text, max(0, cue.start() - 24), cue.start()):
                if found.end() == cue.start():
                    yield found.start(), found.end(), BEFORE
