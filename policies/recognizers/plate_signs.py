"""The provinces' signs on China's plates, and where such a character only ends an ordinary word.

更新HTTP, 腾讯云SDK, 南京SALE25: what follows the word is no plate. Knows no plate's form.
"""

from __future__ import annotations

from typing import Final

PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
# What stands before a sign and makes a word of both; full names of provinces are none of these: 江苏A12345.
_MAKES_WORD: Final = {
    "新": "更最全崭翻创刷重焕清革维迎上推出尝簇",
    "云": "里讯为度有白多乌风私星动易山浪天冰飞速混",
    "京": "南东",
    "宁": "苏安康丁保列美",
    "川": "银山冰平本名",
    "藏": "收珍宝储隐埋冷典躲",
    "青": "年丹常知踏",
    "吉": "大多拉",
    "贵": "昂珍宝尊高",
    "苏": "复姑流屠紫",
    "黑": "乌漆抹曜墨",
    "蒙": "启",
    "桂": "肉月",
    "津": "生",
    "甘": "心",
}


def ends_word(text: str, at: int) -> bool:
    """Whether the character at this place is the end of an ordinary word rather than a province's sign."""
    return at > 0 and text[at - 1] in _MAKES_WORD.get(text[at : at + 1], "")
