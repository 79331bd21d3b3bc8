"""Text to spans: every recogniser's table, the classes that win, and what stays."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from policies import Detector, build_detector, load_pack
from policies.recognizers.base import RuleRecognizer, TextRecognizer
from policies.recognizers.catalogue import build, entries
from tests.policies.structured_tables import TABLES

MADE = {entry.class_: build(entry) for entry in entries() if entry.class_ in TABLES}
FOUND = [(name, *row) for name, table in TABLES.items() for row in table.found]
LEFT = [(name, text) for name, table in TABLES.items() for text in table.left]
THRESHOLD = 0.4

# text, value, class: which class a value gets where several could have it
WINS = [
    ("account number 4111111111111111", "4111111111111111", "CREDIT_CARD"),
    ("my phone number is 472-81-0094", "472-81-0094", "PHONE_NUMBER"),
    ("passport number 123456789, account 12345678", "123456789", "US_PASSPORT"),
    ("身份证11010519491231002X", "11010519491231002X", "CN_ID_CARD"),
    ("微信13812345678", "13812345678", "CN_SOCIAL_ID"),
    ("ID card number 329402518529527390", "329402518529527390", "CN_ID_CARD"),
    ("Aadhaar card number 2341 2341 2345", "2341 2341 2345", "IN_AADHAAR"),
    ("NHS number 943 476 5919", "943 476 5919", "UK_NHS"),
]

# texts in which nothing may be taken out
CLEAN = [
    "C4 and S3 buckets, model GPT-4o and iPhone 15 Pro Max",
    "The total is $1,234.56 for 3 items, 20% off.",
    "Your order was shipped on 2024-05-01 and arrives in 3-5 days.",
    "I am interested in a refund. I'm Sorry about that.",
    "Please call me back tomorrow, or call me maybe on Monday.",
    "Call our hotline 400-820-8820.",
    "This is urgent! Hello there, thanks again.",
    "Version 1.2.3.456 of the app, python 3.11.4",
    "Room 12, floor 3, gate B7",
    "password is wrong, and my password is not working",
    "https://www.example.com/products/blue-shirt",
    "您好，我是客服，请问有什么可以帮您？",
    "我是新用户，我是高级会员，我是上周买的",
    "订单已发货，预计3天后到，金额128.50元",
    "型号RTX4090，货号SKU-12345，2024年5月1日发货",
    "我叫了外卖，我叫他来，帮我叫车",
    "总经理和项目经理都在，本周老师不上课",
    "北京和上海都有货，国庆节去杭州玩",
    "拨打400-820-8820或95588",
    "请提供您的姓名和电话",
    "微信支付失败，支付宝也不行",
    "密码错误，密码是什么？",
    "密码为8-20位字符，不能有空格",
    "发票号码12345678，快递单号SF1234567890123",
    "退款到账要3到5个工作日，第2次了",
]


@pytest.mark.parametrize(("name", "text", "value"), FOUND, ids=[f"{a}-{c}" for a, _, c in FOUND])
def test_a_recogniser_finds_its_values(name: str, text: str, value: str) -> None:
    """Each value of the table is found whole by its own recogniser, over the packs' threshold."""
    recognizer = MADE[name]
    assert isinstance(recognizer, RuleRecognizer | TextRecognizer)
    found = [text[a:b] for a, b, score, _ in recognizer.find(text) if score >= THRESHOLD]
    assert value in found


@pytest.mark.parametrize(("name", "text"), LEFT, ids=[f"{a}-{b}" for a, b in LEFT])
def test_a_recogniser_leaves_near_misses(name: str, text: str) -> None:
    """A failed check digit without a cue, another length, an order's number: nothing is found."""
    recognizer = MADE[name]
    assert isinstance(recognizer, RuleRecognizer | TextRecognizer)
    assert [text[a:b] for a, b, s, _ in recognizer.find(text) if s >= THRESHOLD] == []


@pytest.mark.parametrize(("name", "text", "value"), FOUND, ids=[f"{a}-{c}" for a, _, c in FOUND])
def test_what_a_text_must_hold_is_implied(name: str, text: str, value: str) -> None:
    """Where a recogniser finds something, the cheap test before it says yes."""
    del value
    recognizer = MADE[name]
    if isinstance(recognizer, TextRecognizer):
        assert regex.search(recognizer.needs, text)
        return
    assert isinstance(recognizer, RuleRecognizer)
    for at, rule in enumerate(recognizer.rules):
        if any(True for _ in recognizer.find_by(at, text)):
            assert regex.search(rule.needs, text), rule.name


@pytest.mark.parametrize(("text", "value", "label"), WINS)
def test_the_class_that_wins(text: str, value: str, label: str, fast: Detector) -> None:
    """A specific cue wins over a bare form, a card's number over "account"."""
    assert (label, value) in [(s.label, text[s.start : s.end]) for s in fast.scan(text)]


GLUED = [
    "13812345678", "+86 138-1234-5678", "11010519491231002X", "4111111111111111",
    "ann.lee@example.com", "192.168.1.20", "GB29NWBK60161331926819", "京A12345", "91350100M000100Y43",
    "A123456(3)", "472-81-0094", "AKIAIOSFODNN7EXAMPLE", "00:1A:2B:3C:4D:5E", "(415) 555-0123",
]  # fmt: skip
HAN = st.text("的我请您号在给用了是吧谢麻烦查询", min_size=0, max_size=4)


@given(value=st.sampled_from(GLUED), before=HAN, after=HAN)
def test_values_glued_to_han_text_are_found_whole(value: str, before: str, after: str) -> None:
    """No border of a word is needed on either side."""
    text = f"{before}{value}{after}"
    spans = FAST.scan(text)
    assert any(s.start <= len(before) and s.end >= len(before) + len(value) for s in spans)


FAST = build_detector(load_pack("default"), engine="fast")


@pytest.mark.parametrize("text", CLEAN)
def test_left_alone(text: str, fast: Detector) -> None:
    """Product codes, amounts, states, role words and dates without a person stay."""
    assert [text[s.start : s.end] for s in fast.scan(text) if s.label != "ORDER_NUMBER"] == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("4111 1111 1111 1112", 0.4, 0.8),
        ("4111 1111 1111 1111", 0.9, 1.0),
        ("110105194912310021", 0.7, 0.8),
        ("11010519491231002X", 0.95, 1.0),
    ],
)
def test_a_checksum_moves_the_score_only(
    text: str, low: float, high: float, fast: Detector
) -> None:
    """A wrong check digit lowers the score and the value is still found."""
    (span,) = fast.scan(text)
    assert low <= span.score <= high


def test_order_numbers_are_an_option(fast: Detector) -> None:
    """They are found, and the default pack keeps them."""
    text = "订单号SO26110969和order number 12345678"
    assert [text[s.start : s.end] for s in fast.scan(text)] == ["SO26110969", "12345678"]
