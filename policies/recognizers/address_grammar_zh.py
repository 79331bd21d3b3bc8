"""The grammar of Chinese postal addresses: from a given start, how far an address goes and how deep.

Reads Simplified characters. Knows no list of places; who calls it knows where an address may begin. Each
part is read once from left to right and has a bounded length: time is linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from policies.recognizers.regions_zh import large_regions, regions
from policies.recognizers.words import words

ROADS = "大街|大道|街道|胡同|公路|环路|环线|马路|支路|路|街|道|巷|弄|里|径"
PLACES = (
    "小区|社区|花园|公寓|大厦|大楼|广场|中心|家园|新村|新苑|名苑|雅苑|佳苑|名城|山庄|别墅|宿舍|大院|家属院"
    "|工业园|产业园|科技园|创业园|软件园|工业区|园区|开发区|学校|大学|学院|中学|小学|医院|商场|商城|酒店|宾馆"
    "|写字楼|国际|半岛|公馆|豪庭|华庭|嘉园|庄园|庄|屯|寨|苑|园|城|湾|府|庭|轩|阁|居|邸|坊|院|郡|墅|村|塆|楼"
    "|大队|村委会|SOHO|Soho|soho"
)
# Places of a grammar that is already inside an address: too many words end so to begin one.
_INNER = (
    "天下|天境|时代|公园|都会|明珠|世家|[水左右]岸|新天地|[壹一]号|丽都|江山|世界|台|塔|都|MALL|Mall|号院|商务楼|商贸城"
    "|市场|物流园|创意园|科创园|幼儿园|研究[院所]|保健院|卫生院|派出所|政府|银行|公司|工厂|厂区|厂|集团|车站|机场|码头"
    "|旅馆|超市|基地|农场|林场|牧场|兵团|畔|[校院]区|本部|小镇|驿站|学府|官邸|雅筑|[林风]语|领秀|香颂|印象|云顶|澜山|溪谷|[风湖山江]景|首府|[新花上尚名]城|名[都门园]|[佳豪]园|沟|坪|岭|塘|营|窑子|冲|坝|洼|峪|堡|店|岗"
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
    rf"(?:(?!知道|周边|味道|频道|渠道|(?<!交)通道|报道|地道|哪里|家里|公里|心里|城里|夜里|手里)"
    rf"(?:[\u4e00-\u9fff--[{STOP}]]|(?<=[昌成新江宜丰首武])都|都(?=[匀江安昌兰])))"
)
_HAN_NUMBER = "一二三四五六七八九十百零〇两"
# A floor's F has a number before it, and behind it no letter and no digit but a room's where Chinese leads to the
# floor (大厦3F302): AF160 and KF-81479 are codes.
FLOOR = (
    r"F(?:(?<=[0-9一二三四五六七八九十]F)|(?<=[0-9] F))(?![A-Za-z])"
    r"(?:(?![0-9])|(?:(?<=[\u4e00-\u9fff][0-9]F)|(?<=[\u4e00-\u9fff][0-9]{2}F))(?=[0-9]{3,4}(?![0-9A-Za-z])))"
)
_NUMBER = (
    rf"(?:[甲乙丙丁]?\d{{1,5}}(?:[A-Za-z]|[甲乙丙丁](?=号))?|[{_HAN_NUMBER}]{{1,5}}|[A-Za-z]{{1,2}}\d{{0,3}}"
    rf"|[甲乙丙丁东西南北中])(?:[-－—~之](?:\d{{1,5}}[A-Za-z]?|[A-Za-z]\d{{0,4}}|[{_HAN_NUMBER}]{{1,3}}))*"
)
_UNITS = (
    "#?号?楼(?!梯)|号院|号门(?!口)|号房|号铺|号店|号库|号厂房|号?单位|号馆|号|栋|幢|座|单元|门牌|门(?![口前店])|层|寝室|宿舍楼?|室|房间?"
    rf"|病?房|户|村民小组|组|弄|巷|期|区|村|队|社|铺|段|{FLOOR}|(?<=[0-9])/F(?![A-Za-z])|字楼|#|梯|舍|邻|床|档口?|店面|商铺|厂房|排(?=\d)|街(?=\d)"
    "|(?<=兵团.{1,3})师|(?<=师.{1,3})团|(?<=团.{1,3})连"
)
# A number of a date, a train, a queue is no number of a house.
_UNIT = regex.compile(
    rf"(?V1)第?{_NUMBER} ?(?:{_UNITS})(?![线厅码机台柜技]|话务|客服|选手|员工)"
    rf"(?:之(?:\d{{1,3}}|[{_HAN_NUMBER}]{{1,3}})|(?<=楼)-\d{{1,3}}(?!\d)|[东南西北]侧)?(?:附\d{{1,3}}号?)?"
    r"(?:(?<=楼|层|室|座|栋|幢|号)(?:[A-Z]|[东西南北])(?![A-Za-z0-9座栋幢室单梯门号#区塔楼]))?"
)
_DASHED = regex.compile(
    r"[A-Za-z]?\d{1,4}[A-Za-z]?(?:[-－—]\d{1,5}){1,3}[A-Za-z]?(?![\d年月日-])(?:号楼|号院|号|室|房|户|栋|幢|铺)?(?:之\d{1,3})?"
)
# Levels that have no number, or a word for one.
_LEVEL = regex.compile(
    r"(?:负[一二三1-3][层楼]|地下(?:室|[一二三1-3]?[层楼]|(?=\d|[A-Z]铺))|架空层|顶[层楼]|B[1-3](?:层|(?![0-9A-Za-z座栋]))"
    r"|[东南西北主副裙附]塔|[主副裙附]楼|[东南西北]楼(?=\d)|(?:住院|门诊|急诊|外科|内科|教学|办公|综合|实验|行政)(?:部|大?楼)"
    r"|(?:底层|临街)?(?:商铺|门面房?|铺面|底商|门市)(?=\d)|[一二三四五六]年级|大[厅堂]|左手边|右手边|[左右东西南北]边(?=[^\u4e00-\u9fff]|$)|地下(?=[^\u4e00-\u9fff]|$)|T\d{1,2}(?:[栋座]|(?=\d)|(?![0-9A-Za-z]))|[东西南北中左右][户手]边?|[心神外内骨儿妇产眼]+科)"
)
_ROOM = regex.compile(
    rf"(?:[A-Za-z]?-?\d{{2,5}}[A-Za-z]?|[{_HAN_NUMBER}]{{3,4}})"
    r"(?:寝室|宿舍|室|房间?|号房|号|户|单元|病房|床|档)?(?![\d年月日元块件个次人位份分点:：.%岁米]|[-－]\d)"
)
_LETTERED = regex.compile(
    r"(?:Block|BLOCK|block|Tower|Room|Flat|Rm|Unit) ?[A-Z0-9]{1,5}(?![A-Za-z0-9])"
)
# Two of them begin with ASCII only.
_INSIDE = {True: (_DASHED, _LETTERED, _UNIT, _ROOM), False: (_UNIT, _ROOM)}
# Behind these a compound's name needs no suffix: a building, a phase, or all numbers down to the room.
_BUILDING = (
    rf"(?:[A-Za-z]?\d{{1,3}}(?:号楼|栋|幢|座|#|单元|期|舍)|[{_HAN_NUMBER}]{{1,3}}(?:号楼|栋|幢|座|单元|[期区](?!间))"
    r"|[A-Z]\d?[栋座区]|[A-Z]-?\d{3,4}(?![0-9A-Za-z])|[A-Z]?\d{1,3}-\d{1,2}-\d{2,4}(?!\d|-)|\d{1,3}-\d{3,4}(?![\d元块人年月%-])|[东西南北][区苑](?=\d|[A-Z]))"
)
_NAMED = regex.compile(
    rf"(?V1)(?:{_H}|[A-Za-z0-9](?=[A-Za-z0-9]{{0,9}}(?:{PLACES}))){{1,10}}?"
    rf"(?:(?P<road>{ROADS})|(?P<admin>(?:{ADMINS})(?!{ROADS}))|(?P<place>{PLACES})|(?P<inner>{_INNER})"
    rf"|(?=(?:[（(][^（()）]{{1,6}}[)）])?[ ,，]?{_BUILDING}))"
    rf"(?P<more>(?:{ROADS}|{PLACES}|镇|乡|[东西南北]?(?:{_INNER})){{0,2}}(?:[东西南北中](?=\d))?)"
)
# 朝阳路, 桃园新村: a street or a village is called like a city.
_LONGEST_REGION = 15
_STREET = regex.compile(rf"[东西南北中]?(?:{ROADS}|新村|村|镇|乡|小区|花园|公寓|大厦)")
_HOME = tuple(f"{ROADS}|{HOMES}".split("|"))
_LONG_PLACE = words("小区 社区 花园 公寓 大厦 大楼 广场 中心 家园 新村 园区 写字楼 SOHO 国际 酒店")
_SEPARATOR = regex.compile(r"[ ,，、\t-]{1,3}|\n(?=\d)")
_BRACKET = regex.compile(
    r"[（(][^（）()\n]{1,20}(?:[）)](?=\d|[A-Z]座)|(?:(?<=[东西南北ABC一二三四五0-9])[区门期苑座]|校区|对面|旁边?|附近|隔壁|楼下"
    r"|[后正侧]门|口)[）)])"
)
# 对面, 旁边: what stands beside the house tells as much as its number.
_LANDMARK = regex.compile(
    rf"(?V1)[ ,，]?{_H}{{2,10}}?(?:斜?对面|旁边?|附近|隔壁|楼下|[东西南北后前侧正]门(?:口|(?=[^\u4e00-\u9fff]|$)))"
)
_CROSSING = regex.compile(
    rf"(?V1)[与和跟、/]{_H}{{1,6}}?(?:{ROADS})(?:的?(?:交叉口|交叉路口|交[汇会]处|十字路口|路口))?(?:[东西南北]{{1,2}}[角侧面])?"
    r"(?:[往向][东西南北]\d{1,4}米)?"
)
# What goes on behind an address.
_BEHIND = (
    "的快递",
    "的包裹",
    "的件",
    "门口",
    "取",
    "来",
    "可以",
    "能",
    "吧",
    "这个地址",
    "就行",
    "收",
)


def _firsts(*patterns: regex.Pattern[str]) -> frozenset[str]:
    """What matches of these can begin with; they begin with no class of Han characters."""
    signs = {*map(chr, range(128))}.union(*(p.pattern for p in patterns))
    return frozenset(s for s in signs if any(p.match(s, partial=True) for p in patterns))


# A part that cannot begin with a character need not be tried at it: most are not.
_COUNTS_FIRST = _firsts(_DASHED, _LETTERED, _UNIT, _ROOM)
_LEVEL_FIRST = _firsts(_LEVEL)
_GAP_FIRST = frozenset(" ,，、\t-\n")
_OPENS = frozenset("（(")
_JOINS = frozenset("与和跟、/")
# What may begin a part, beside Han characters.
_BEGINS = _COUNTS_FIRST | _LEVEL_FIRST | _OPENS | _JOINS | frozenset(" ,，")


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
            (self.places >= 1 and self.units > (0 if self.homes or self.regions else self.floors))
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
        if at < stop and text[at] in _GAP_FIRST:
            gap = _SEPARATOR.match(text, at, stop)
            if gap is not None and _goes_on(text, gap.end(), stop, found):
                at = gap.end()
    return found


def _goes_on(text: str, at: int, stop: int, found: Address) -> bool:
    """Whether what stands behind a separator continues the address: narrower, and down to a number."""
    after = Address(at, places=found.places, units=found.units)
    end = _part(text, at, stop, after)
    if end <= at:
        return False
    if after.regions > 0 and (found.units or found.places):
        # Some write from the room to the city.
        return not found.regions and found.units > 0 and _ends(text, end)
    if after.regions or after.units > found.units:
        return True
    if found.units and after.places > found.places:
        return _counted(text, end, stop) or (not found.regions and _ends(text, end))
    return not found.units and any(
        _unit(text, at, stop) for at in (end, _part(text, end, stop, after))
    )


def _part(text: str, at: int, stop: int, found: Address) -> int:
    """The end of the part at `at`, counted into `found`; `at` when there is none."""
    first = text[at : at + 1]
    if not ("\u4e00" <= first <= "\u9fff" or first in _BEGINS):
        return at
    if (not found.regions or not (found.units or found.places)) and (
        end := _region(text, at, stop)
    ) > at:
        found.regions += 1
        if found.units:  # from the room to the city: its district belongs to it
            named = _NAMED.match(text, end, stop)
            end = named.end() if named is not None and named["admin"] else end
        return int(end)
    inside = bool(found.places or found.units)
    if inside and (level := _level(text, at, stop)) is not None:
        found.units += level[0][-1] in "层楼"
        found.floors += level[0][-1] in "层楼"
        return int(level.end())
    end = _unit(text, at, stop, inside=inside)
    if end > at:
        found.units += 1
        found.floors += text[end - 1] in "层楼"
        return end
    if inside and first in _OPENS and (bracket := _BRACKET.match(text, at, stop)) is not None:
        return int(bracket.end())
    crossed = found.places >= 2 and at > 0 and text[at - 1] in "口处角侧面米"
    if (found.units or crossed) and (beside := _LANDMARK.match(text, at, stop)) is not None:
        return int(beside.end())
    if (
        first in _JOINS
        and found.homes
        and not found.units
        and (cross := _CROSSING.match(text, at, stop)) is not None
    ):
        found.places += 1
        found.homes += 1
        return int(cross.end())
    return _named(text, at, stop, found)


def _region(text: str, at: int, stop: int) -> int:
    for name, large in _by_beginning().get(text[at : at + 2], ()):
        end = at + len(name)
        if end > stop or not text.startswith(name, at):
            continue
        if name[-1] in "省市区县州盟旗" and len(name) > 2:
            return end
        if large and _STREET.match(text, end) is None:
            return end
    return at


@cache
def _by_beginning() -> dict[str, tuple[tuple[str, bool], ...]]:
    """The regions by their first two characters, longest first, and whether each is a large one."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for name in sorted(regions() | large_regions(), key=len, reverse=True):
        if 2 <= len(name) <= _LONGEST_REGION:
            found.setdefault(name[:2], []).append((name, name in large_regions()))
    return {head: tuple(names) for head, names in found.items()}


def _unit(text: str, at: int, stop: int, *, inside: bool = True) -> int:
    """The end of a numbered level: 12号, A座, 5-2-301, and inside an address a bare 1203."""
    first = text[at : at + 1]
    if first not in _COUNTS_FIRST:
        return at
    for pattern in _INSIDE[first.isascii()] if inside else (_LETTERED, _UNIT):
        found = pattern.match(text, at, stop)
        if found is not None:
            return int(found.end())
    return at


def _level(text: str, at: int, stop: int) -> regex.Match[str] | None:
    return _LEVEL.match(text, at, stop) if text[at : at + 1] in _LEVEL_FIRST else None


def _named(text: str, at: int, stop: int, found: Address) -> int:
    named = _NAMED.match(text, at, stop)
    if named is None:
        return at
    end = int(named.end())
    if found.units and not _again(text, named, stop):
        return at  # behind a number a short suffix is chance: 2302房知道
    if named["admin"] and not named["more"] and named["admin"] not in "镇乡":
        found.regions += 1
        return end
    found.places += 1
    found.homes += named[0].endswith(_HOME)
    return end


def _again(text: str, named: regex.Match[str], stop: int) -> bool:
    """Whether a name behind a number is a place: a long suffix, a further number, or the end of the phrase."""
    end = int(named.end())
    if named[0].endswith(_LONG_PLACE) or _counted(text, end, stop):
        return True
    further = _NAMED.match(text, end, stop)  # a building of the compound, and then its number
    if further is not None and further.end() - end <= 6 and _counted(text, further.end(), stop):
        return True
    closed = _ends(text, end) and text[end : end + 1] not in ("·", ":", "：")
    whole = named["place"] or (named["inner"] and end - named.start() >= 4)
    return bool(closed and whole and end - named.start() >= 3)


def _counted(text: str, at: int, stop: int) -> bool:
    """Whether a number of a building, a floor or a room follows, perhaps behind a blank or a bracket."""
    if text[at : at + 1] in _OPENS and (bracket := _BRACKET.match(text, at, stop)) is not None:
        at = bracket.end()
    if text[at : at + 1] in _GAP_FIRST and (gap := _SEPARATOR.match(text, at, stop)) is not None:
        at = gap.end()
    return _unit(text, at, stop) > at or _level(text, at, stop) is not None


def _ends(text: str, at: int) -> bool:
    """Whether no word stands there, or one that goes on behind an address."""
    return at >= len(text) or not "\u4e00" <= text[at] <= "\u9fff" or text.startswith(_BEHIND, at)
