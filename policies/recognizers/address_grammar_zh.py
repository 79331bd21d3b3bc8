"""The grammar of Chinese postal addresses: from a given start, how far an address goes and how deep.

Reads Simplified characters. Knows no list of places; who calls it knows where an address may begin. Each
part is read once from left to right and has a bounded length: time is linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from policies.recognizers.regions_zh import large_regions, regions

ROADS = "大街|大道|街道|胡同|公路|环路|环线|马路|支路|路|街|道|巷|弄|里|径"
PLACES = (
    "小区|社区|花园|公寓|大厦|大楼|广场|中心|家园|新村|新苑|名苑|雅苑|佳苑|名城|山庄|别墅|宿舍|大院|家属院"
    "|工业园|产业园|科技园|创业园|软件园|工业区|园区|开发区|学校|大学|学院|中学|小学|医院|商场|商城|酒店|宾馆"
    "|写字楼|国际|半岛|公馆|豪庭|华庭|嘉园|庄园|庄|屯|寨|苑|园|城|湾|府|庭|轩|阁|居|邸|坊|院|郡|墅|村|塆|楼"
    "|大队|村委会|SOHO|Soho|soho"
)
ADMINS = "特别行政区|自治区|自治州|自治县|自治旗|地区|新区|省|市|州|盟|区|县|旗|镇|乡|苏木"
# What a home stands in, beside what people visit or shop in.
HOMES = (
    "小区|社区|花园|公寓|家园|新村|新苑|名苑|雅苑|佳苑|名城|别墅|宿舍|大院|家属院|公馆|豪庭|华庭|嘉园|苑|庭|邸|墅"
    "|庄|屯|村|塆|镇|乡"
)
# What no part of an address holds, and so ends one: particles, pronouns, verbs of being and going.
STOP = "的了是在到给把被我你您他她它们吗呢吧啊呀这那都也就很没不说问请谢等叫跟或与及但因"
_H = (
    rf"(?:(?!知道|周边|味道|频道|渠道|通道|报道|地道|哪里|家里|公里|心里|城里|夜里|手里)"
    rf"(?:[\u4e00-\u9fff--[{STOP}]]|(?<=[昌成新江宜丰首武])都|都(?=[匀江安昌兰])))"
)
_HAN_NUMBER = "一二三四五六七八九十百零〇两"
_NUMBER = (
    rf"(?:\d{{1,5}}[A-Za-z]?|[{_HAN_NUMBER}]{{1,5}}|[A-Za-z]{{1,2}}\d{{0,3}}|[甲乙丙丁东西南北中])"
    r"(?:[-－—~之](?:\d{1,5}[A-Za-z]?|[A-Za-z]\d{0,4}))*"
)
_UNITS = "号楼|号院|号门|号房|号铺|号店|号库|号|栋|幢|座|楼|单元|门牌|门|层|室|房|户|组|弄|巷|期|区|村|队|社|铺|段|F"
# A number of a date, a train, a queue is no number of a house.
_UNIT = regex.compile(
    rf"(?V1)第?{_NUMBER} ?(?:{_UNITS})(?![线厅线码机台])(?:之\d{{1,3}}|[东南西北]侧)?"
    r"(?:(?<=楼|层|室|座|栋|幢|号)(?:[A-Z]|[东西南北])(?![A-Za-z座栋幢室]))?"
)
_DASHED = regex.compile(r"\d{1,4}[A-Za-z]?(?:[-－—]\d{1,5}){1,3}[A-Za-z]?(?![\d年月日-])")
_ROOM = regex.compile(
    rf"(?:[A-Za-z]?-?\d{{2,5}}[A-Za-z]?|[{_HAN_NUMBER}]{{3,4}})"
    r"(?:室|房|号房|号|户)?(?![\d年月日元块件个次人位份分点:：.%岁]|[-－]\d)"
)
_LETTERED = regex.compile(
    r"(?:Block|BLOCK|block|Tower|Room|Flat|Rm|Unit) ?[A-Z0-9]{1,5}(?![A-Za-z0-9])"
)
_NAMED = regex.compile(
    rf"(?V1)(?:{_H}|[A-Za-z0-9](?=[A-Za-z0-9]{{0,9}}(?:{PLACES}))){{1,10}}?"
    rf"(?:(?P<road>{ROADS})|(?P<admin>(?:{ADMINS})(?!{ROADS}))|(?P<place>{PLACES})|(?=[一二三四五六七八九十\d]{{1,2}}[期区]))"
    rf"(?P<more>(?:{ROADS}|{PLACES}|镇|乡){{0,2}}(?:[东西南北中](?=\d))?)"
)
# 朝阳路, 桃园新村: a street or a village is called like a city.
_STREET = regex.compile(rf"[东西南北中]?(?:{ROADS}|新村|村|镇|乡|小区|花园|公寓|大厦)")
_HOME = regex.compile(rf"(?:{ROADS}|{HOMES})$")
_LONG_PLACE = regex.compile(
    r"(?:小区|社区|花园|公寓|大厦|大楼|广场|中心|家园|新村|园区|写字楼|SOHO|国际|酒店)$"
)
_SEPARATOR = regex.compile(r"[ ,，、\t-]{1,3}|\n(?=\d)")
_BRACKET = regex.compile(r"[（(][^（）()\n]{1,20}[）)](?=\d|[A-Z]座)")
_SUB_ADMIN = frozenset("镇乡村")


@dataclass(slots=True)
class Address:
    """How far an address goes and what it is made of, counted by level."""

    end: int
    regions: int = 0  # provinces, cities, districts
    places: int = 0  # roads, villages, towns, compounds, buildings
    homes: int = 0  # those of them that people live in or beside: no sight, no shop
    units: int = 0  # numbered houses, buildings, floors, rooms
    floors: int = 0  # those of them that are floors: of a shop as well as of a home

    @property
    def deep(self) -> bool:
        """A place down to a number; building and room; or a road or village in a city's district."""
        return (
            (self.places >= 1 and self.units > (0 if self.homes else self.floors))
            or self.units >= 2
            or (self.regions >= 2 and self.homes >= 1)
        )


def parse(text: str, start: int, limit: int = 90) -> Address:
    """The address that begins at `start`; `end == start` when nothing there is a part of one."""
    found = Address(start)
    at, stop = start, min(len(text), start + limit)
    while at < stop:
        part = _part(text, at, stop, found)
        if part <= at:
            break
        at = found.end = part
        gap = _SEPARATOR.match(text, at, stop)
        if gap is not None and _goes_on(text, gap.end(), stop, found):
            at = gap.end()
    return found


def _goes_on(text: str, at: int, stop: int, found: Address) -> bool:
    """Whether what stands behind a separator continues the address: narrower, and down to a number."""
    after = Address(at, places=found.places, units=found.units)
    end = _part(text, at, stop, after)
    if end <= at or (after.regions and (found.units or found.places)):
        return False
    if after.regions or after.units > found.units:
        return True
    return not found.units and any(
        _unit(text, at, stop) for at in (end, _part(text, end, stop, after))
    )


def _part(text: str, at: int, stop: int, found: Address) -> int:
    """The end of the part at `at`, counted into `found`; `at` when there is none."""
    if not found.units and not found.places and (end := _region(text, at, stop)) > at:
        found.regions += 1
        return end
    end = _unit(text, at, stop, inside=bool(found.places or found.units))
    if end > at:
        found.units += 1
        found.floors += text[end - 1] in "层楼"
        return end
    if found.units and (bracket := _BRACKET.match(text, at, stop)) is not None:
        return int(bracket.end())
    return _named(text, at, stop, found)


def _region(text: str, at: int, stop: int) -> int:
    for length in range(min(15, stop - at), 1, -1):
        value = text[at : at + length]
        if length > 2 and value[-1] in "省市区县州盟旗" and value in regions():
            return at + length
        if value in large_regions() and _STREET.match(text, at + length) is None:
            return at + length
    return at


def _unit(text: str, at: int, stop: int, *, inside: bool = True) -> int:
    """The end of a numbered level: 12号, A座, 5-2-301, and inside an address a bare 1203."""
    patterns = (_DASHED, _LETTERED, _UNIT, _ROOM) if inside else (_LETTERED, _UNIT)
    ends = (m.end() for p in patterns if (m := p.match(text, at, stop)) is not None)
    return int(next(ends, at))


def _named(text: str, at: int, stop: int, found: Address) -> int:
    named = _NAMED.match(text, at, stop)
    if named is None:
        return at
    end = int(named.end())
    if found.units and _LONG_PLACE.search(named[0]) is None and _unit(text, end, stop) == end:
        return at  # behind a number a short suffix is chance: 2302房知道
    if named["admin"] and not named["more"] and named["admin"] not in "镇乡":
        found.regions += 1
        return end
    found.places += 1
    found.homes += _HOME.search(named[0]) is not None
    return end
