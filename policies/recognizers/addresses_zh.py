"""Chinese postal addresses by their grammar, Simplified and Traditional. Knows no model.

Three things say where an address may begin: a cue (寄到, 地址：), a province or city, and a number behind a
road, place or building, from which the rule walks back to what leads in. From there the grammar reads on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import regex

from policies.recognizers.address_grammar_zh import FLOOR, PLACES, ROADS, Address, parse
from policies.recognizers.base import TextRecognizer
from policies.recognizers.either import either
from policies.recognizers.located import located
from policies.recognizers.regions_zh import large_regions, regions
from policies.recognizers.starts import begins
from policies.recognizers.traditional import both, simplified_once
from policies.recognizers.words import words

_FROM_REGION = "address from a region on"
_WINDOW = 48  # how far an address may reach to the left of its first number
_DIGITS = "0-9A-Za-z一二三四五六七八九十百零〇两甲乙丙丁东西南北"
_NUMERAL = "0-9A-Za-z一二三四五六七八九十百零〇两甲乙丙丁东西南北中"
_UNIT_CHARS = "号栋幢座楼单门层室房户组弄巷期区村队社铺段#梯舍寝床邻档字"
_COUNTS = rf"(?:[{_UNIT_CHARS}]|{FLOOR})"
_NUMBER = (
    r"(?:[甲乙丙丁]?\d{1,5}[A-Za-z]?|(?<![A-Za-z])[A-Za-z]{1,2}\d{0,3}"
    r"|[一二三四五六七八九十百零〇两]{1,4}|[甲乙丙丁东西南北])"
)
_TAIL = rf"第?{_NUMBER}(?:[-－—之]\d{{1,5}})*(?: ?#?{_COUNTS}|(?<=-\d)|(?<=-\d\d\d)|(?<=-\d\d\d\d))"
# A number that counts a house, a floor, a room; two of them side by side (3栋502) need no road before them.
_ANCHOR = re.compile(
    rf"(?P<first>{_TAIL})(?P<second>(?:[（(][东南西北一二三四五A-E][区门期][）)]| )?{_NUMBER}"
    rf"(?:{_COUNTS}|(?<=\d\d\d))|-\d{{1,4}})?"
    r"|(?<=[厦场寓际塔座O])\d{3,4}(?![\d年元块人%.])|(?<=[商务金融]中心)\d{3,4}(?![\d年元块人%.])"
)
# A postcode before an address, or behind it.
_POSTCODE = re.compile(r"(?<![\d.-])\d{3,6}[ ,，]{0,2}$")
_POSTCODE_AFTER = re.compile(
    r"[ ,，;；（(]{0,2}(?:(?:邮编|邮政编码)[是为:：]?[ ]?\d{3,6}|(?<=[ ,，])\d{6})(?![\d.-])[）)]?"
)
# The last character of a number and what says that it counts a house: where an anchor may stand.
_COUNTED = re.compile(
    rf"[{_DIGITS}](?: ?#?[{_UNIT_CHARS}F]|(?<=[0-9])[-－—之][0-9]|(?<=[厦场寓际塔座O心][0-9])[0-9]{{2}})"
)
_IN_NUMBER = frozenset("0123456789-－—之甲乙丙丁一二三四五六七八九十百零〇两东西南北") | frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
# Behind a region: a number, a road or a home, without which no address begins there.
_REACHED = re.compile(
    r"[0-9]|[一二三四五六七八九十甲乙丙丁东西南北A-Za-z][号栋幢座楼单弄巷层室期组队师团连]|[路街道巷弄里径镇乡村庄屯苑庭邸墅塆寓舍]|胡同|小区|社区|花园|家园|名[苑城]|大院|家属院|公馆"
)
_REACH = 60
_STOPS = re.compile(r"[。！？；!?;\n]|$")
_BEFORE_NUMBER = re.compile(rf"(?:{ROADS}|{PLACES}|镇|乡|村|舍|厦|寓)[ ,，]?$")
_NAMED_CUES = words("地址 住址 住所 居所 收货地 所在地 收货地址 所在地址")
_CUES = words(
    """
    家住 住在 住 寄到 寄往 寄至 寄给 送到 送往 送至 发到 发往 发至 配送到 配送至 搬到 搬去 搬到了 搬去了 导航到 导航去
    家在 人在 位于 坐落于 坐落在 公司在 单位在 办公室在
    """
)
_CUE = re.compile(either((*_NAMED_CUES, *_CUES)))
_CUE_NAMED = re.compile(r"(?:已经)?(?:是在|改[成为到]|换[成为到]|变更为|[是为在填写系喺])?")
_CUE_SIGN = re.compile(r"[ \t]*[:：]?[ \t]*[\"'“「(（]?")
_HARD = regex.compile(
    r"[。！？；：:!?;\n\t\"“”‘’'《》【】…~～@*|/\\<>、\ue000]|(?<!\d)#|\d{6,}|(?<![区门期苑座])[）)]"
    r"|[（(](?!(?:[东南西北一二三四五A-E][区门期苑座]|[^（()）]{1,4}校区)[）)])"
    r"|(?<![A-Za-z])(?!(?:SOHO|Soho|soho)(?![A-Za-z]))[A-Za-z]{2,}(?![A-Za-z]*(?:座|栋|楼))"
)
_LEAD = regex.compile(
    r"在|(?:应该|直接|快递|麻烦|重新)?[送寄](?=[\u4e00-\u9fff]{2})|到|至(?!善)|是|往|去|给|于(?![都洪田])|从(?![化江])|的|了|[我你他她咱](?:们|家|公司)?|您|地址|住址|住所|[家居常现]住|住(?![宅])"
    r"|(?<=[址设更改填])为|为(?=[\u4e00-\u9fff]{2,}[省市县区路])(?!民)|成(?=[\u4e00-\u9fff]{1,8}[省市区])(?![都安武县华]|[\u4e00-\u9fff]?[路街])"
    r"|请|把|取件|收件|快递|导航|附近|改成|换成|上门|配送|派送|寄送|发货|麻烦|谢谢|你好|以及|位于|收货|签收|来自|还有|[与及或]"
    r"|(?<![中协共祥颐永泰太人仁安兴大义万保元熙雍呼谐])和(?![平田县硕布静顺龙谐林政睦信美泰苑园兴义合])|有(?=[\u4e00-\u9fff]{2,6}[省市区县路街])(?!为)|这里|那里|好的?|嗯|叫(?!醒)|写[在成]"
)
_PART_END = regex.compile(rf"(?:{ROADS}|{PLACES}|[省市区县州盟旗镇乡]|{_COUNTS})$")
_SOFT = regex.compile(r"[ ,，]+")
_WIDER = "省市区县州盟旗镇乡村路街道巷弄里径庄屯塆苑庭墅邸寓舍园馆城"
_NARROWER = "路街道巷弄里径镇乡村庄屯苑园城庭府区"
# What an address without a number must have: a wider part and a narrower one behind it.
_CHAIN = re.compile(f"[{_WIDER}][ ,，]{{0,2}}[\u4e00-\u9fff]{{1,12}}[{_NARROWER}]")
_LONGEST_ANCHOR = 24
# i7-13700H, E5-2680; an area code and a number.
_NO_HOUSE = re.compile(r"[A-Za-z]{1,2}\d{1,2}-\d{4,}|0\d{2,3}[-－—–]\d{4}")
_LATIN = re.compile(r"[ -~]*")
# A piece of something is no section of a road: 写一段A100的介绍.
_PIECE = re.compile(r"(?<![路街道线巷环东西南北中])[一两几]段")
# How a province or city begins: with its name, or its name and a suffix.
_LARGE = located(either(name for name in large_regions() if 2 <= len(name) <= 3))
_HAN = "\u4e00-\u9fff"  # the characters themselves: RE2 and regex write the escape differently


class ChineseAddressRecognizer(TextRecognizer):
    """Addresses down to house, building and room; a city or a sight alone is none."""

    label = "LOCATION"
    needs = (
        rf"地址|住址|[{both('住寄送发搬')}][在到往至给給]|[{both('园景界区同院岸苑城筑')}][0-9A-Za-z]|宿舍|本部|兵[团團]|家[在住]|"
        rf"[住在][{_HAN}]{{2,10}} ?[0-9A-Za-z]|"
        rf"[{both(_NUMERAL)}][ -]?[{both(_UNIT_CHARS.replace('#', ''))}]"
        rf"|[{_HAN}][）)]?[ ,，]?[0-9A-Za-z]{{1,4}}-[0-9]"
        # What may stand without a Han character: a floor, and a number with its sign.
        r"|[0-9一二三四五六七八九十][ -]?F(?:[^A-Za-z]|$)|[0-9][A-Za-z]? ?#|(?:^|[^A-Za-z])[A-Za-z]{1,2}[0-9]{0,3} ?#"
        rf"|[{both(_WIDER)}][ ,，]{{0,2}}[{_HAN}]{{1,12}}"
        rf"[{both(_NARROWER)}]"
        rf"|[{both('路街道巷弄里段村庄屯寨苑园城湾府庭轩阁居邸坊院郡墅舍寓厦场心学店际岛馆楼')}][ ,，]?[0-9A-Za-z]"
        r"|(?:SOHO|Soho|soho)[ ,，]?[0-9A-Za-z]"
    )

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """Every address with a house number, a chain of regions, or a cue before it."""
        plain = simplified_once(text)
        end = read = 0
        for start, rule, score in _starts(plain, read_in_pass=plain is text):
            if start < end or (start < read and rule == _FROM_REGION):
                continue  # inside an address, or in the rest of what was none
            address = parse(plain, start)
            read = max(read, address.end)
            if _enough(plain, start, address, rule):
                start, end = _with_postcode(plain, end, start, address.end)
                yield start, end, score, rule


def _with_postcode(text: str, past: int, start: int, end: int) -> tuple[int, int]:
    """With a postcode beside the address, none before `past`."""
    before = _POSTCODE.search(text, max(past, start - 8), start)
    after = _POSTCODE_AFTER.match(text, end)
    return (
        before.start() if before is not None else start,
        after.end() if after is not None else end,
    )


def _starts(text: str, *, read_in_pass: bool) -> list[tuple[int, str, float]]:
    """Where an address may begin, from left to right, with the rule that says so.

    `read_in_pass` where the text is as the pass over it (policies.recognizers.passes) saw it.
    """
    found = [(at, "address after a cue", 0.75) for at in _cue_ends(text)]
    found += [(at, _FROM_REGION, 0.75) for at in _region_starts(text, read_in_pass=read_in_pass)]
    for anchor in _anchors(text):
        low = max(0, anchor.start() - 6)
        if (
            anchor["second"] is None
            and anchor[0][-1] == "座"
            and text[low : anchor.start()][-1:] in "楼塔桥亭宫殿"
        ):
            continue  # so many towers
        if anchor["second"] is None and not _BEFORE_NUMBER.search(text, low, anchor.start()):
            continue
        begin = lead_in_end(text, anchor.start())
        if (
            _PIECE.match(text, anchor.start())
            or _NO_HOUSE.match(text, anchor.start())
            or (anchor[0].isascii() and _LATIN.fullmatch(text, begin, anchor.start()))
        ):
            continue  # a processor, a telephone; a code that no Chinese word leads to
        found.append((begin, "address with numbers", 0.8))
    return sorted(found)


def _cue_ends(text: str) -> Iterator[int]:
    """Where each cue ends, with what links it to the address."""
    for cue in _CUE.finditer(text):
        end = cue.end()
        if cue[0] in _NAMED_CUES:
            if cue[0][-1] == "地" and text.startswith("址", end):
                continue
            link = _CUE_NAMED.match(text, end)
            end = link.end() if link is not None else end
        sign = _CUE_SIGN.match(text, end)
        yield sign.end() if sign is not None else end


def _anchors(text: str) -> Iterator[re.Match[str]]:
    """The numbers that count houses, floors and rooms, from left to right."""
    done = 0
    for counted in _COUNTED.finditer(text):
        at = counted.start()
        if at < done:
            continue
        first = at
        while first > done and text[first - 1] in _IN_NUMBER:
            first -= 1
        if first > done and text[first - 1] == "第":
            first -= 1
        anchor = _ANCHOR.search(text, first, at + _LONGEST_ANCHOR)
        if anchor is not None and anchor.start() <= counted.end():
            done = anchor.end()
            yield anchor


def _region_starts(text: str, *, read_in_pass: bool) -> Iterator[int]:
    names = large_regions()
    stop = 0
    for at in _region_places(text, read_in_pass=read_in_pass):
        if text[at : at + 2] not in names and text[at : at + 3] not in names:
            continue
        if at >= stop:
            end = _STOPS.search(text, at)
            stop = end.end() if end is not None else len(text)
        if _REACHED.search(text, at + 2, min(stop, at + _REACH)) is not None:
            yield at


def _region_places(text: str, *, read_in_pass: bool) -> Iterable[int]:
    known = begins(_LARGE, text) if read_in_pass else None
    if known is None:
        return (first.start() for first in _first_chars().finditer(text))
    return sorted({at for low, high in known for at in range(low, high)})


@cache
def _first_chars() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted({name[0] for name in large_regions()}))}]")


def lead_in_end(text: str, at: int) -> int:
    """Where the address that has its first number at `at` begins: after what only leads into it."""
    low = max(0, at - _WINDOW)
    for hard in _HARD.finditer(text, low, at):
        low = hard.end()
    for soft in _SOFT.finditer(text, low, at):
        if soft.end() < at and _PART_END.search(text, low, soft.start()) is None:
            low = soft.end()
    for lead in _LEAD.finditer(text, low, at):
        if lead.end() <= at:
            low = lead.end()
    while low < at and text[low] in " ,，":
        low += 1
    return _region_inside(text, low, at)


def _region_inside(text: str, low: int, at: int) -> int:
    """The first region's start where words that belong to no address stand before it."""
    for first in _first_chars().finditer(text, low, max(low, at - 1)):
        start = first.start()
        if text[start : start + 2] in large_regions() or text[start : start + 3] in regions():
            return low if _PART_END.search(text, low, start) is not None else start
    return low


def _enough(text: str, start: int, address: Address, rule: str) -> bool:
    if address.end - start < 4:
        return False
    if not address.units and _CHAIN.search(text, start, address.end) is None:
        return False
    if rule == "address after a cue":
        return address.deep or (address.regions >= 1 and address.homes >= 1) or address.homes >= 2
    return address.deep
