"""Postal addresses by their grammar, Chinese and Western. Knows no model and no list of places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex
from presidio_analyzer import EntityRecognizer, RecognizerResult

from policies.recognizers.base import LANGUAGE, TIMEOUT_SECONDS, result

# What a place's name is made of: Han, without the words that lead into an address.
_H = r"(?:(?![的了是在到给请把被])[\u4e00-\u9fff])"
_NUM = (
    r"(?:\d{1,5}|[一二三四五六七八九十百零〇两]{1,5}|[甲乙丙丁东西南北A-Za-z]\d{0,4})"
    r"(?:[-－—之]\d{1,5}){0,2}"
)
_PROVINCE = (
    "北京|天津|上海|重庆|重慶|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东"
    "|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|臺灣|内蒙古|广西|西藏"
    "|宁夏|新疆|香港|澳门|廣東|浙江|江蘇|"
    "臺北|台北|新北|桃園|臺中|台中|臺南|台南|高雄|基隆|新竹|嘉義"
)
_ROAD = r"(?:大街|大道|街道|胡同|公路|环路|环线|路|街|道|巷|弄|里|段|条|径|徑)"
_PLACE = (
    r"(?:小区|社区|花园|公寓|大厦|大廈|广场|中心|家园|新村|新苑|名苑|名城|山庄|别墅|宿舍"
    r"|大院|工业园|产业园|科技园|园区|学校|大学|学院|中学|小学|医院|商场|酒店|写字楼|村"
    r"|庄|屯|寨|苑|园|城|湾|府|庭|轩|阁|居|邸|坊|里|院|郡|都|墅|大队|组)"
)
_UNIT = (
    rf"(?:{_NUM}[ ]?(?:号楼|号院|號樓|号|號|栋|棟|幢|座|楼|樓|单元|單元|门|层|層|室|房|户"
    rf"|组|弄|巷|期|区|村|队|铺|店面|F))"
)
_ADMIN = (
    rf"(?:{_H}{{1,10}}?(?:自治区|特别行政区|自治州|自治县|自治旗|地区|新区|开发区|高新区"
    rf"|省|市|州|盟|区|區|县|縣|旗|镇|鎮|乡|鄉|街道))"
)

_CHINESE = regex.compile(
    rf"(?:(?:{_PROVINCE})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区"
    rf"|特别行政区)?[ ,，]?)?(?:{_ADMIN}[ ,，]?){{0,4}}+"
    rf"(?:{_H}{{1,10}}?{_ROAD}[ ]?(?:{_H}{{0,3}}段)?|{_H}{{1,12}}?{_PLACE}[ ]?){{0,3}}"
    rf"(?:[ ,，]?{_UNIT}){{1,6}}(?:[ ]?\d{{2,5}}(?![0-9年月日元块件个号]))?"
)
_REGION_CHAIN = regex.compile(
    rf"(?:{_PROVINCE})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区)?[ ]?"
    rf"(?:{_ADMIN}[ ]?){{1,3}}(?:{_H}{{1,8}}?(?:{_ROAD}|{_PLACE})){{0,3}}"
    rf"(?:[ ]?{_UNIT}){{0,6}}(?:[ ]?\d{{2,5}}(?![0-9年月日元块件个]))?"
)
_CUED = regex.compile(
    r"(?:(?:收货|寄送|送货|配送|家庭|通讯|联系|详细|邮寄|公司|单位|户籍|现|新|旧|收件"
    r"|寄件|账单|我的|我家)?(?:地址|住址|住所|地址改)(?:已经)?(?:是在|改[成为到]"
    r"|换[成为到]|变更为|[是为在])?|家住|住在|我住|寄[到往至]|送[到往至]|发[到往至]"
    r"|配送[到至]|搬[到去])[ \t]*[:：]?[ \t]*[\"'“「]?"
    rf"(?P<v>(?:{_H}|[0-9A-Za-z#（()）·-]|[ ](?=[0-9{chr(0x4E00)}-{chr(0x9FFF)}])){{3,60}})"
)
_STRONG_PART = regex.compile(rf"\d|{_ROAD}|{_PLACE}|[省市区县镇乡村]")
_LEAD_IN = regex.compile(
    r"^.*(?:地址|住址|住所|收货|送货|配送|寄件|邮寄)(?:是在|改[成为到]|换[成为到]|变更为"
    r"|[是为在到至:：])?"
    r"|^.*?(?:请|麻烦|帮我|帮忙|可以|能不能|我们?|现在|已经|直接|重新|一直|你们?|您|他|她"
    r"|它|的|了|把|将|就)*(?:寄送?|发货?|送货?|邮寄?|快递|派送|配送|搬家?|改|换|变更|填"
    r"|写|住|家住|位于|定位)(?:到|在|至|往|成|为|给|是)"
    r"|^.*?(?:住在|位于|坐落|家在|人在|我在|就在|是在|放在|放到|来自|前往|到达|抵达|在|到"
    r"|是|为|至|从|往|去|给|和|与|及|或|把|请|我)(?=.{2})"
)
_SUFFIX = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place"
    r"|Pl|Terrace|Ter|Square|Sq|Parkway|Pkwy|Circle|Cir|Highway|Hwy|Close|Crescent|Cres"
    r"|Gardens|Gdns|Grove|Mews|Row|Walk|Hill|Quay|Trail|Trl|Loop|Alley|Plaza|Route|Pike"
    r"|Bend|Run|Point|Ridge|View|Green|Park|Rise|Heights|Broadway|Turnpike|Expressway"
    r"|Esplanade|Parade)"
)
_STATE = (
    r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA"
    r"|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|ON|QC|BC|AB|NSW|VIC|QLD)"
)
_ZIP = r"(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[0-9A-Z]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
_CITY = r"(?:\p{Lu}[\p{Latin}'’.-]+(?: (?:of|the|de|la|upon|on|\p{Lu}[\p{Latin}'’.-]+)){0,3})"
_SECOND = (
    r"(?:(?i:apartment|apt|suite|ste|unit|flat|floor|fl|room|rm|building|bldg|block"
    r"|lot)\.? ?#?[0-9A-Za-z-]{1,6}|#[ ]?[0-9A-Za-z-]{1,6}|\d{1,2}(?:st|nd|rd|th) "
    r"(?i:floor))"
)
_TAIL = (
    rf"(?:[,，]? {{0,2}}(?:{_SECOND}))?(?:[,，\n] ?{_CITY}(?=[,，]? ?(?:{_STATE}|{_ZIP})"
    rf"(?![A-Za-z0-9])|[,.;!?\n，。]|$))?(?:[,，]? ?(?:{_STATE}|{_CITY}) ?(?={_ZIP}"
    rf"(?![0-9A-Za-z])))?(?:[,，]? ?{_STATE}(?![A-Za-z]))?(?:[,，]? ?{_ZIP}"
    rf"(?![0-9A-Za-z]))?"
)
_WESTERN = regex.compile(
    rf"(?<![0-9A-Za-z.$€£¥-])(?:{_SECOND},? )?\d{{1,6}}[A-Za-z]?(?:[-/]\d{{1,5}})?,? (?:"
    rf"(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West|Old|New|Upper|Lower)\.? )?(?:"
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|\p{{Lu}}[\p{{Latin}}'’.-]*) ){{1,4}}?{_SUFFIX}"
    rf"(?![\p{{L}}])\.?(?: (?:N|S|E|W|NE|NW|SE|SW)(?![\p{{L}}])\.?)?{_TAIL}"
)
_WESTERN_LOWER = regex.compile(
    rf"(?i)(?<![0-9a-z.$€£¥-])\d{{1,6}}[a-z]? (?:(?!(?:day|days|item|items|order|orders"
    rf"|times?|hours?|minutes?|weeks?|months?|years?|percent|of|in|on|the|and|or|for|to|at"
    rf"|is|was|off|more|a|an|people|stars?)(?![a-z]))(?:\d{{1,3}}(?:st|nd|rd|th)"
    rf"|[a-z'’]+) ){{1,3}}?(?:street|avenue|road|boulevard|blvd|lane|drive|court|terrace"
    rf"|parkway|highway|crescent|st|ave|rd|ln)(?![a-z])\.?(?:,? (?:{_SECOND}))?"
    rf"(?:,? [a-z]+(?: [a-z]+)?,? {_STATE}(?![a-z]))?(?:,? ?\d{{5}}(?:-\d{{4}})?(?![0-9]))?"
)
_BOX = regex.compile(rf"(?i:(?<![a-z])P\.? ?O\.? ?Box) \d{{1,6}}{_TAIL}")
_CITY_ZIP = regex.compile(
    rf"(?<![\p{{L}}]){_CITY},? (?:{_STATE},? \d{{5}}(?:-\d{{4}})?"
    rf"|[A-Z]{{1,2}}\d[0-9A-Z]? \d[A-Z]{{2}})(?![0-9A-Za-z])"
)
_CUED_WESTERN = regex.compile(
    r"(?i)(?<![a-z])(?:(?:my|our|the|his|her|new|old|home|shipping|delivery|billing"
    r"|mailing|current|correct)[ ](?:(?:home|shipping|delivery|billing|mailing|new"
    r"|current|correct|street) )?address(?: is| was| to|:)|address[:：]|i live (?:at|on)"
    r"|we live (?:at|on)|residing at|reside at|living at|located at|(?:ship|send|deliver"
    r"|mail|forward)(?: it| this| them| that| the \w+| my \w+)? to|moved to)[ \t]*[\"'“]?"
    r"(?P<v>(?=[^\n.;!?]{0,40}\d)[0-9A-Z#\p{Lu}][^\n;!?。！？]{5,90}?)(?=[\n;!?。！？]|\."
    r"(?:\s|$)|$| (?:and|but|please|instead|because|as|so|by|before|my|i|not|thanks|thank"
    r"|is|with)(?![a-z])|, (?:and|but|please|my|i|phone|tel|email|e-mail|thanks)(?![a-z]))"
)


class ChineseAddressRecognizer(EntityRecognizer):  # type: ignore[misc]  # Presidio ships no types
    """Addresses down to house, building and room; a city alone is none."""

    def __init__(self) -> None:
        super().__init__(supported_entities=["LOCATION"], supported_language=LANGUAGE)

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: Any = None
    ) -> list[RecognizerResult]:
        """Every address with a house number, a chain of regions, or a cue before it."""
        del entities, nlp_artifacts
        if regex.search(r"[号號栋幢楼樓室路街道巷弄省市区區县縣镇乡村址住座]", text) is None:
            return []
        return [result(self, *found) for found in self._find(text)]

    def _find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        for match in _CHINESE.finditer(text, timeout=TIMEOUT_SECONDS):
            start = _after_lead_in(text, *match.span())
            if _is_address(text[start : match.end()]):
                yield start, match.end(), 0.8, "address with numbers"
        for match in _REGION_CHAIN.finditer(text, timeout=TIMEOUT_SECONDS):
            if _levels(match[0]) >= 3:
                yield *match.span(), 0.7, "chain of regions"
        for match in _CUED.finditer(text, timeout=TIMEOUT_SECONDS):
            start, end = match.span("v")
            end = start + _cut(text[start:end])
            if len(_STRONG_PART.findall(text[start:end])) >= 2 and regex.search(
                r"\d|[一二三四五六七八九十][号栋楼室]|[路街巷村镇县区]", text[start:end]
            ):
                yield start, end, 0.75, "address after a cue"


class WesternAddressRecognizer(EntityRecognizer):  # type: ignore[misc]  # Presidio ships no types
    """Street addresses, boxes, city with state and postcode, and what follows `my address is`."""

    def __init__(self) -> None:
        super().__init__(supported_entities=["LOCATION"], supported_language=LANGUAGE)

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: Any = None
    ) -> list[RecognizerResult]:
        """Every address; texts without a digit have none."""
        del entities, nlp_artifacts
        if regex.search(r"[0-9]", text) is None or regex.search("[A-Za-z]{2}", text) is None:
            return []
        rules = (
            (_WESTERN, 0.85, "street address"),
            (_WESTERN_LOWER, 0.65, "street address, lower case"),
            (_BOX, 0.85, "post office box"),
            (_CITY_ZIP, 0.7, "city, state, postcode"),
            (_CUED_WESTERN, 0.75, "address after a cue"),
        )
        found: list[RecognizerResult] = []
        for pattern, score, name in rules:
            for match in pattern.finditer(text, timeout=TIMEOUT_SECONDS):
                start, end = match.span("v") if "v" in pattern.groupindex else match.span()
                end = start + len(text[start:end].rstrip(" ,\n\"'”"))
                found.append(result(self, start, end, score, name))
        return found


def _after_lead_in(text: str, start: int, end: int) -> int:
    """Where the address begins when the pattern also took the words before it."""
    region = regex.search(_PROVINCE, text[start:end])
    if region is not None:
        return start + int(region.start())
    lead = _LEAD_IN.match(text[start:end])
    while lead is not None and start + lead.end() < end - 2 and lead.end() > 0:
        start += lead.end()
        lead = _LEAD_IN.match(text[start:end])
    return start


def _is_address(value: str) -> bool:
    """A road, place or region beside a number, or two numbered levels."""
    units = len(regex.findall(_UNIT, value))
    named = (
        regex.search(rf"{_H}{{1,10}}?(?:{_ROAD}|{_PLACE}|[省市区區县縣镇鎮乡鄉])", value)
        is not None
    )
    deep = regex.search(r"[号號栋棟幢座楼樓单單室弄房]", value) is not None
    return (named and units >= 1 and deep and len(value) >= 4) or (units >= 2 and deep)


def _levels(value: str) -> int:
    return sum(1 for _ in regex.finditer(r"[省市区區县縣镇鎮乡鄉州旗路街道巷村号號]", value))


def _cut(value: str) -> int:
    """The length of the address in what stands after a cue."""
    stop = regex.search(
        r"(?<=.{3})(?:电话|手机|联系|收件|收货|姓名|邮编|谢谢|可以|麻烦|请|我|你|您|吗|呢|吧"
        r"|了|的(?!家)|但|不|是|能|要|想|就|都|没|还|有|什么|哪|怎么|多久|附近|这|那|而|因为)",
        value,
    )
    return (
        len(value[: stop.start()].rstrip(" (（")) if stop is not None else len(value.rstrip(" (（"))
    )
