"""The Chinese filter: names and addresses pass wherever they stand, everyday sentences mostly do not."""

from __future__ import annotations

import pytest
from faker import Faker

from policies.taggers.filter_zh import may_hold_chinese

CARRIERS = [
    "帮我转给{}",
    "{}的包裹到了没",
    "是{}签收的",
    "我和{}一起去",
    "{}昨天下的单",
    "告诉{}一声",
    "由{}代收",
    "收件人：{}，麻烦快点",
]


@pytest.mark.parametrize("locale", ["zh_CN", "zh_TW"])
def test_names_in_any_carrier_pass(locale: str) -> None:
    """Fewer than three of a thousand names are taken for everyday words, in either script."""
    faker = Faker(locale)
    faker.seed_instance(11)
    texts = [CARRIERS[n % len(CARRIERS)].format(faker.name()) for n in range(4000)]
    missed = [text for text in texts if not may_hold_chinese(text)]
    assert len(missed) < 0.003 * len(texts), missed[:9]


@pytest.mark.parametrize("locale", ["zh_CN", "zh_TW"])
def test_addresses_pass(locale: str) -> None:
    """An address always has a number with its unit, or two levels."""
    faker = Faker(locale)
    faker.seed_instance(12)
    for _ in range(500):
        assert may_hold_chinese(f"寄到{faker.address()}谢谢")


@pytest.mark.parametrize(
    "text",
    [
        "转告周婉清",
        "王朝阳说没收到",
        "找高明处理",
        "阿依古丽·买买提",
        "迪丽热巴来过",
        "伊丽莎白的订单",
        "请扎西多吉回电",
        "歐陽雪說沒收到",
        "住在文三路",
        "朱红霞说他没收到",
        "上官婉儿",
        "龍虎山路5號2樓",
    ],
)
def test_names_made_of_words_pass(text: str) -> None:
    """A word inside a name, minorities, transliterations, compound surnames, both scripts."""
    assert may_hold_chinese(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok then, 123",
        "退款",
        "请问订单什么时候发货？",
        "我想申请退款，已经等了三天了。",
        "能帮我改一下收货时间吗？",
        "周五之前能到吗？",
        "余额还有多少？",
        "有什么景点可以游玩？",
        "这张多少钱",
        "謝謝，還有什麼優惠？",
    ],
)
def test_everyday_sentences_do_not_pass(text: str) -> None:
    """Surnames' characters inside everyday words reach no model."""
    assert not may_hold_chinese(text)


def test_what_is_covered_needs_no_tagger() -> None:
    """Only a name or an address outside of what was found counts; a middle dot joins more than was found."""
    assert not may_hold_chinese("转告周婉清", [(2, 5)])
    assert may_hold_chinese("转告周婉清和何浩然", [(2, 5)])
    assert not may_hold_chinese("寄到文三路39号，谢谢", [(2, 8)])
    assert not may_hold_chinese("寄到文三路39号就可以", [(2, 8)])
    assert may_hold_chinese("寄到文三路39号玺茗轩", [(2, 8)])
    assert may_hold_chinese("阿依古丽·买买提", [(2, 8)])


@pytest.mark.parametrize(
    "text", ["这双鞋可以换吗", "和高级版有什么区别", "我想改签到周四", "请问有黑色的吗"]
)
def test_what_follows_a_surname_is_usual_in_names(text: str) -> None:
    """A rarer surname before characters of no given name is a word: 双鞋, 和高级, 能开."""
    assert not may_hold_chinese(text)


@pytest.mark.parametrize(
    "text", ["小胡说不来了", "昨天找过，老费说可以", "支经理答应的", "游志成说没收到"]
)
def test_a_rarer_surname_with_a_title_or_a_nickname(text: str) -> None:
    """After 小 and 老, before a title or a usual given name it stays a surname."""
    assert may_hold_chinese(text)
