"""Chinese postal addresses by their grammar. Knows no model and no list of places."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policies.recognizers.base import TIMEOUT_SECONDS, TextRecognizer

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


class ChineseAddressRecognizer(TextRecognizer):
    """Addresses down to house, building and room; a city alone is none."""

    label = "LOCATION"
    needs = r"[号號栋幢楼樓室路街道巷弄省市区區县縣镇鎮乡鄉村址住座]"

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """Every address with a house number, a chain of regions, or a cue before it."""
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
