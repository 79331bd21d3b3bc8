"""Chinese names by the words around them, Simplified and Traditional. Knows no model.

A cue says how far a name is believed: 我叫 and 姓名： any Han name, 我是 and a telephone number behind it a
name with a surname, 通知 or nothing only one that is usual throughout. Names in Latin letters after a cue too.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policies.recognizers.base import TIMEOUT_SECONDS, TextRecognizer
from policies.recognizers.lexicon_names_zh import BRANDS, GIVEN, NAMED_AFTER, TASTED
from policies.recognizers.lexicon_zh import (
    AMBIGUOUS_SURNAMES,
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    HONORIFICS,
    NOT_NAMES,
    SURNAMES,
)
from policies.recognizers.located import located
from policies.recognizers.name_shape_zh import (
    DOTS,
    Trust,
    dotted,
    ends,
    is_han,
    name_length,
    surname_length,
)
from policies.recognizers.traditional import both, simplified

Found = tuple[int, int, float, str]
_QUOTE = r"[\"'“”「『【（(\s]{0,2}"
_ROLES = (
    "[收寄发取接]件人|[收发接提]货人|联[系络]人|持[卡票]人|户主|户名|开户人|开户名|账户名|乘客|乘[车机]人|旅客|入住人|住客|房客"
    "|预[订定约]人|投保人|被保险人|受益人|患者|病人|申请人|签[收字]人|法定代表人|法人|负责人|经[办手]人|业主|租客|承租人|学生"
    "|学员|家长|监护人|紧急联系人|签名|签字|署名|落款|称呼|用户名称|(?:客户|买家|用户|会员|旅客|乘客|患者)(?:姓名|名称|名)?|购买人|购票人"
    "|[付汇收]款人|报[案修警]人|投诉人|[订下]单人|订购人|当事人|车主|机主|员工|代办人|委托人|担保人|借款人|贷款人|就诊人"
    "|参保人|真实姓名|姓名|名字|全名|本名|大名|曾用名|中文名|英文名|抬头"
)
_KIN = (
    "老公|老婆|丈夫|妻子|爱人|先生|太太|儿子|女儿|孩子|宝宝|父亲|母亲|爸爸|妈妈|爸|妈|爷爷|奶奶|外公|外婆|朋友|闺蜜|同事|同学"
    "|室友|弟弟|哥哥|姐姐|妹妹|表[弟哥姐妹]|堂[弟哥姐妹]|弟|妹|侄子|侄女|房东|邻居|领导|老板|助理|秘书|男友|女友|对象|舅舅|姑姑|阿姨"
)
_STRONG = located(
    rf"(?<![帮给替为])(?:(?:我|俺|他|她|本人|(?:{_KIN}))的?(?:(?:名字|姓名|大名|真名|全名)(?:就)?[是叫]?|就?名?叫|名叫)[做作]?"
    rf"|(?:{_ROLES})的?(?:姓名|名字)?(?:[是叫为填写]{{1,2}}(?:的是)?|\s*[:：=]|[ \t]+)"
    rf"|(?:请|就)?叫我|敝姓|免贵姓|我姓|姓名|名字叫|署名|[昵]称[是叫:：])\s*[:：]?{_QUOTE}"
)
_MIDDLE = located(
    rf"(?:我就?是|俺是|这里是|这边是|本人是?|他是|她是|我们是|(?:{_ROLES})|(?<=我)(?:的)?(?:{_KIN})|(?:{_KIN})(?=[^\s]{{2,4}}(?:$|[，,。的也]))"
    rf"|[订下]单的是|单是|登记|核对|以|用|记在|写|留|(?:转|交|寄|发|送|递)给|(?:请|麻烦)?转告|抄送|@)[:：]?{_QUOTE}"
)
# Words that take a person as well as anything else; the name behind them must be a usual one.
_LEFT = (
    *[
        "请",
        "让",
        "叫",
        "给",
        "跟",
        "和",
        "与",
        "同",
        "陪",
        "带",
        "等",
        "问",
        "找",
        "帮",
        "替",
        "由",
        "被",
        "把",
        "以",
        "用",
        "听",
        "接",
        "约",
        "为",
        "是",
        "及",
        "、",
        "向",
        "对",
        "喊",
        "派",
        "托",
        "催",
        "有",
        "说",
        "了",
    ],
    *[
        "通知",
        "告诉",
        "转告",
        "联系",
        "问问",
        "谢谢",
        "麻烦",
        "感谢",
        "上次",
        "昨天",
        "今天",
        "明天",
        "刚刚",
        "刚才",
        "包括",
        "还有",
        "以及",
        "因为",
        "如果",
        "约了",
        "找到",
        "遇到",
        "认识",
        "知道",
        "听说",
        "碰到",
    ],
    *[
        "这位",
        "那位",
        "一位",
        "客户",
        "用户",
        "员工",
        "顾客",
        "会员",
        "同事",
        "朋友",
        "您好",
        "你好",
        "的是",
        "属于",
        "名叫",
        "预约",
        "呼叫",
        "不是",
        "就是",
        "但是",
        "而且",
        "所以",
        "然后",
        "记得",
        "系人",
        "件人",
        "货人",
        "住人",
        "订人",
        "户名",
        "姓名",
        "患者",
        "乘客",
        "这是",
    ],
)
_LATIN = regex.compile(
    r"\p{Lu}[\p{Latin}'’.-]{1,20}(?:[ \t]\p{Lu}[\p{Latin}'’.-]{0,20}){0,3}(?<![.'’-])"
)
_LATIN_LOWER = regex.compile(r"[a-z][a-z'-]{1,20}(?: [a-z][a-z'-]{1,20}){0,2}(?![0-9A-Za-z@._-])")
_PAIR = located(
    rf"[{''.join(sorted(COMMON_SURNAMES - AMBIGUOUS_SURNAMES))}](?=[{''.join(sorted(GIVEN))}])"
    rf"|(?:{'|'.join(sorted(COMPOUND_SURNAMES))})|[小老](?=[{''.join(sorted(COMMON_SURNAMES))}])"
)
_HONORIFIC = located(HONORIFICS)
_NO_TITLE = frozenset(
    [
        "帅哥",
        "空姐",
        "师姐",
        "师哥",
        "师傅",
        "班主",
        "那先",
        "那小",
        "那女",
        "那老",
        "施工",
        "任工",
        "全总",
        "谢老",
        "左总",
        "时小",
        "车老",
        "家老",
        "能工",
        "农工",
        "从老",
        "于总",
    ]
)
_SPACED = regex.compile(
    r"(?P<v>[\u4e00-\u9fff](?:[ \u3000][\u4e00-\u9fff]){1,3})(?![\u4e00-\u9fff])"
)
_LINE = located(
    r"(?:^|\n)[ \t]*(?:此致|敬礼|敬上|[-—–]{1,3})?[ \t]*(?P<v>[\u4e00-\u9fff]{2,4})[ \t]*(?=\n|$)"
)
_BEFORE_PHONE = located(
    r"(?<![\u4e00-\u9fff])(?P<v>[\u4e00-\u9fff]{2,4})(?=[ \t,，、:：/-]{0,2}(?:电话|手机)?[ :：]?(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d))"
    r"|(?<=[室号房楼层栋元座\d])(?P<v>[\u4e00-\u9fff]{2,4})(?=[ ,，]{0,2}1[3-9]\d{9}(?!\d))"
)
_AFTER_PHONE = located(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}[ \t,，、/]{1,2}(?=[\u4e00-\u9fff])")
_AND = regex.compile(r"[、,，/和与及跟&]|以及|还有")
_TITLE = regex.compile(r"《[^《》\n]{1,40}》")
_TASTED = regex.compile(TASTED)
_NAMED_AFTER = regex.compile(NAMED_AFTER)


def _needs() -> str:
    """Every way in, in both scripts and in RE2's syntax."""
    surnames, given = (
        both("".join(sorted(COMMON_SURNAMES | SURNAMES))),
        both("".join(sorted(GIVEN))),
    )
    plain = both("".join(sorted(COMMON_SURNAMES - AMBIGUOUS_SURNAMES)))
    han = "\u4e00-\u9fff"
    cues = [
        "叫",
        "姓",
        "名",
        "人",
        "我是",
        "里是",
        "边是",
        "这是",
        "本人",
        "他是",
        "她是",
        "们是",
        "客",
        "户",
        "者",
        "主",
        "生",
        "员",
        "长",
        "签",
        "署",
        "落款",
        "称",
        "抬头",
        "以",
        "用",
        "写",
        "留",
        "给",
        "告",
        "抄送",
        "@",
    ]
    spelled = "|".join("".join(f"[{both(c)}]" if is_han(c) else c for c in cue) for cue in cues)
    return (
        rf"[{plain}][{given}]|[{both('小老')}][{surnames}]|[{DOTS}]|(?:{spelled})[^{han}]{{0,4}}(?:[{han}]|[A-Za-z])"
        rf"|[{surnames}][{both('先女小太老师阿叔大医教博律警法经主总校院处科局部队班店厂董同工护姐哥男夫嫂伯婶姨')}]"
        rf"|[{han}]{{2,4}}[ \t,，、:：/-]{{0,2}}(?:\+|1[3-9])|[{han}] [{han}]|\n[ \t]*[^ \t\n]{{2,8}}[ \t]*\n?"
        rf"|[{both('夏欧司上东诸皇')}][{both('侯阳马官方葛甫徒')}]"
    )


class ChineseNameRecognizer(TextRecognizer):
    """Names after 我叫, 姓名：, 收件人, 我是; with 先生, 总; as subject or object; as a signature."""

    label = "PERSON"
    needs = _needs()

    def find(self, text: str) -> Iterator[Found]:
        """Every name that its cue allows, each place once."""
        plain = simplified(text)
        titles = [m.span() for m in _TITLE.finditer(plain)]
        taken: list[tuple[int, int]] = []
        for found in _all(plain):
            if any(a <= found[0] < b for a, b in titles) or found[:2] in taken:
                continue
            taken.append(found[:2])
            yield found
            yield from _listed(plain, found[1])


def _all(text: str) -> Iterator[Found]:
    yield from _after_cues(text)
    yield from _titled(text)
    yield from _usual(text)
    yield from _shaped(text)
    for at, char in enumerate(text):
        if char in DOTS and (span := dotted(text, at)) is not None:
            yield *span, 0.8, "name with a middle dot"


def _after_cues(text: str) -> Iterator[Found]:
    for pattern, trust, score, rule in (
        (_STRONG, Trust.STRONG, 0.9, "name after a strong cue"),
        (_MIDDLE, Trust.MIDDLE, 0.7, "name after a weak cue"),
    ):
        for cue in pattern.finditer(text, timeout=TIMEOUT_SECONDS, overlapped=True):
            length = _name_after(text, cue.end(), trust)
            if length:
                yield cue.end(), cue.end() + length, score, rule


def _name_after(text: str, at: int, trust: Trust) -> int:
    """The length of the name that begins at `at`, in Han or Latin letters; 0 when none does."""
    if at < len(text) and is_han(text[at]):
        spaced = _SPACED.match(text, at) if trust is Trust.STRONG else None
        if spaced is not None and surname_length(spaced["v"].replace(" ", ""), 0):
            return len(spaced["v"])
        length = name_length(text, at, trust)
        return length if length and not _no_person(text, at, at + length, trust) else 0
    latin = _LATIN.match(text, at) or (
        _LATIN_LOWER.match(text, at) if trust is Trust.STRONG else None
    )
    return len(latin[0]) if latin is not None else 0


def _no_person(text: str, start: int, end: int, trust: Trust) -> bool:
    """Whether the words around make a shop, a dish or a thing of it."""
    if trust is Trust.STRONG:
        return False
    return (
        text[start:end] in BRANDS
        or _NAMED_AFTER.match(text, end) is not None
        or _TASTED.search(text, max(0, start - 6), start) is not None
    )


def _titled(text: str) -> Iterator[Found]:
    """王先生 whole, of 张伟先生 the name."""
    for title in _HONORIFIC.finditer(text, timeout=TIMEOUT_SECONDS):
        at = title.start()
        for length in (3, 2):
            start = at - length
            if start >= 0 and _full_name(text, start, at) and _led_in(text, start):
                yield start, at, 0.75, "name with a title"
                break
        else:
            yield from _surname_titled(text, at, title.end())


def _full_name(text: str, start: int, end: int) -> bool:
    surname = surname_length(text, start)
    name = text[start:end]
    if not surname or surname >= len(name) or name in BRANDS or name[:2] in NOT_NAMES:
        return False
    if surname == 1 and name[0] not in COMMON_SURNAMES:
        return False
    return name_length(name, 0, Trust.MIDDLE) == len(name)


def _surname_titled(text: str, at: int, end: int) -> Iterator[Found]:
    for surname in (2, 1):
        start = at - surname
        if (
            start < 0
            or surname_length(text, start) != surname
            or text[start : start + 2] in _NO_TITLE
        ):
            continue
        known = surname == 2 or text[start] in COMMON_SURNAMES - AMBIGUOUS_SURNAMES
        left = _led_in(text, start) if known else start == 0 or not is_han(text[start - 1])
        if left and text[start - 1 : at] != "谢谢" and text[start:end] not in BRANDS:
            yield start, end, 0.75, "surname with a title"
            return


def _led_in(text: str, at: int) -> bool:
    """Whether a name may begin at `at`: nothing, a sign, or a word that takes a person before it."""
    if at and text[at - 1].isdigit():
        return False  # 108万张
    return at == 0 or not is_han(text[at - 1]) or text.endswith(_LEFT, max(0, at - 2), at)


def _usual(text: str) -> Iterator[Found]:
    """Names that are usual throughout, where the sentence may have one and goes on as behind one."""
    for pair in _PAIR.finditer(text, timeout=TIMEOUT_SECONDS):
        at = pair.start()
        if not _led_in(text, at):
            continue
        length = name_length(text, at, Trust.WEAK)
        if length and not _no_person(text, at, at + length, Trust.WEAK):
            yield at, at + length, 0.6, "usual name"


def _shaped(text: str) -> Iterator[Found]:
    """Signatures and names beside a telephone number."""
    for pattern, rule in ((_LINE, "signature"), (_BEFORE_PHONE, "name before a telephone number")):
        for match in pattern.finditer(text, timeout=TIMEOUT_SECONDS):
            start, end = match.span("v")
            if match[0] != text and name_length(text, start, Trust.MIDDLE) == end - start:
                yield start, end, 0.7, rule
    for phone in _AFTER_PHONE.finditer(text, timeout=TIMEOUT_SECONDS):
        length = name_length(text, phone.end(), Trust.MIDDLE)
        if length and ends(text, phone.end() + length):
            yield phone.end(), phone.end() + length, 0.7, "name after a telephone number"


def _listed(text: str, end: int) -> Iterator[Found]:
    """Further names of a list: 张伟、李娜和王芳."""
    link = _AND.match(text, end)
    while link is not None:
        length = name_length(text, link.end(), Trust.MIDDLE)
        end = link.end() + length
        if not length or not ends(text, end) or _no_person(text, link.end(), end, Trust.MIDDLE):
            return
        yield link.end(), end, 0.65, "name in a list"
        link = _AND.match(text, end)
