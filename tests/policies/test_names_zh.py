"""Chinese names: what is found whole, and what stays."""

from __future__ import annotations

import pytest
import re2  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from policies import Detector
from policies.recognizers.names_zh import ChineseNameRecognizer
from policies.recognizers.words import words

# text, the value that must be found whole
FOUND = [
    ("我叫\\u738b\\u5c0f\\u660e，你好", "\\u738b\\u5c0f\\u660e"),
    ("我叫王小明，你好", "王小明"),
    ("我叫李强的电话呢", "李强"),
    ("我叫张伟明天到", "张伟"),
    ("我叫王可欣，想查订单", "王可欣"),
    ("收件人：欧阳雪 电话", "欧阳雪"),
    ("姓名:迪丽热巴·迪力木拉提", "迪丽热巴·迪力木拉提"),
    ("开户名是艾合买提·吐尔逊，", "艾合买提·吐尔逊"),
    ("我是李强，查订单", "李强"),
    ("王先生您好", "王先生"),
    ("给张伟先生打电话", "张伟"),
    ("叫我楊先生就行", "楊先生"),
    ("麻烦易老板了", "易老板"),
    ("我叫John Smith，", "John Smith"),
    ("联系人：Linda，", "Linda"),
    ("請轉告陳美玲一聲", "陳美玲"),
    ("收件人：劉曉梅", "劉曉梅"),
    ("麻烦通知刘晓梅", "刘晓梅"),
    ("张建国昨天来过", "张建国"),
    ("和王芳、李娜两位一起", "李娜"),
    ("联系人：张 三 丰，", "张 三 丰"),
    ("李国强13812345678", "李国强"),
    ("收货人是陈林美玲，", "陈林美玲"),
    ("麻烦尽快处理\n黄淑珍", "黄淑珍"),
    ("转告老黄，不用等", "老黄"),
    ("我叫李宁，要退货", "李宁"),
    ("班主任尤经理让我请假", "尤经理"),
    ("上次告诉白专员负责", "白专员"),
    ("前台翟处说要交费", "翟处"),
    ("昨天袁师姐没来上班", "袁师姐"),
    ("合同是跟南宫某某签的", "南宫某某"),
    ("免贵姓欧阳，想查订单", "欧阳"),
    ("我姓沈，麻烦帮我查一下", "沈"),
    ("本人姓李名明", "李名明"),
    ("我叫小雨，昨天下的单", "小雨"),
    ("大家都叫他浩浩", "浩浩"),
    ("客服Kevin说可以退", "Kevin"),
    ("麻烦Sarah Lee回电话", "Sarah Lee"),
    ("龔總經理說的", "龔總經理"),
    ("迈克说他没收到", "迈克"),
    ("罗伯特昨天入住", "罗伯特"),
    ("我係麥Sir，想查單", "麥Sir"),
    ("客户傅先生要退货", "傅先生"),
    ("催李先生付款", "李先生"),
]
# What looks like a name and is none.
STAYS = [
    "谢谢老板，祝好",
    "客服您好，老师在吗？",
    "高兴收到，成功下单",
    "周末有空，马上处理金额",
    "任何时间都方便，安全第一",
    "请问常温奶和方便面哪个好",
    "康师傅红烧牛肉面到了吗",
    "我想吃刘一手火锅",
    "帮我找李宁专卖店",
    "王老吉和周黑鸭各一份",
    "《张三的歌》好听吗",
    "给帅哥打个折",
    "我要去杜莎夫人蜡像馆",
    "销量超过108万张",
    "尤其是颜色，我是会员",
    "北京市在哪，江苏呢",
    "黄山的门票多少钱",
    "语文老师和房东太太",
    "对方经理说任何先生可以来",
    "这个乐队的导演，那导演是谁",
    "你这是孔融让梨，成也萧何",
    "推荐司马台长城和白家大院",
    "请用Python写个脚本，我是VIP",
    "您贵姓？百姓说的",
]


@pytest.mark.parametrize(("text", "value"), FOUND, ids=[value for _, value in FOUND])
def test_found(text: str, value: str, fast: Detector) -> None:
    """The value is found whole, and nothing around it."""
    spans = [(s.label, text[s.start : s.end]) for s in fast.scan(text)]
    assert ("PERSON", value) in spans


@pytest.mark.parametrize("text", STAYS)
def test_stays(text: str) -> None:
    """Role words, brands, dishes, titles of works and everyday words are no names."""
    assert list(ChineseNameRecognizer().find(text)) == []


_PIECES = st.sampled_from(
    (
        "\n",
        " ",
        *words(
            """
        我叫 我是 姓名： 收件人 联系人 陈 張 欧阳 鲜于 王 李娜 伟 国强 先生 小姐 总 老师
        小李 阿强 · 阿卜杜拉 买买提 和 、 ， 。 13812345678 的 在 来过 谢谢 爸爸 朋友 以 用
        登记 @ Linda 單于 亓 12号 室
        """
        ),
    )
)


@given(st.lists(_PIECES, max_size=9).map("".join))
def test_what_is_found_was_asked_for(text: str) -> None:
    """Where a name is found, the cheap test before it passes, and no finding is given twice."""
    recognizer = ChineseNameRecognizer()
    found = [f[:2] for f in recognizer.find(text)]
    assert not found or re2.search(recognizer.needs, text)
    assert len(found) == len(set(found))
    assert all(0 <= start < end <= len(text) for start, end in found)


def test_a_long_list_is_read_once() -> None:
    """Each name of a list that every one of its names opens is found once."""
    text = "张伟、李娜、" * 300
    assert len(list(ChineseNameRecognizer().find(text))) == 600


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lily：13812345678", ["Lily"]),
        ("ask @Amy – today", ["Amy"]),
        ("Hi Amy Lee – today", ["Amy Lee"]),
        ("it’s Amy, 13 May", []),
        ("café – 15 Apples", []),
    ],
)
def test_a_text_without_a_han_character(text: str, found: list[str]) -> None:
    """A mention, a greeting and a number behind a name are all that is asked there."""
    assert [text[a:b] for a, b, _, _ in ChineseNameRecognizer().find(text)] == found
