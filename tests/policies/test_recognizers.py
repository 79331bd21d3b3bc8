"""Text to spans in both languages: positives, near misses and checksum failures of every class."""

from __future__ import annotations

import pytest

from policies import Detector
from policies.recognizers import checks

# class, text, the value that must be found whole
FOUND = [
    ("EMAIL_ADDRESS", "我的邮箱是john.smith@example.com请联系", "john.smith@example.com"),
    ("EMAIL_ADDRESS", "write to a+b_c@mail.example.co.uk.", "a+b_c@mail.example.co.uk"),
    ("CREDIT_CARD", "卡号4111111111111111谢谢", "4111111111111111"),
    ("CREDIT_CARD", "card 4111 1111 1111 1111, exp", "4111 1111 1111 1111"),
    ("CREDIT_CARD", "银行卡6222021234567890123付的", "6222021234567890123"),
    ("CREDIT_CARD", "card number 4111 1111 1111 1112", "4111 1111 1111 1112"),
    ("CREDIT_CARD", "amex 3782-822463-10005", "3782-822463-10005"),
    ("IBAN_CODE", "IBAN GB29 NWBK 6016 1331 9268 19.", "GB29 NWBK 6016 1331 9268 19"),
    ("IBAN_CODE", "pay DE89370400440532013000 now", "DE89370400440532013000"),
    ("IP_ADDRESS", "IP地址192.168.1.20登录", "192.168.1.20"),
    ("IP_ADDRESS", "from 2001:db8::ff00:42:8329 today", "2001:db8::ff00:42:8329"),
    ("MAC_ADDRESS", "设备00:1A:2B:3C:4D:5E离线", "00:1A:2B:3C:4D:5E"),
    ("URL", "see https://shop.example/x?user=ann&id=3 ok", "https://shop.example/x?user=ann&id=3"),
    ("CREDENTIAL", "key AKIAIOSFODNN7EXAMPLE leaked", "AKIAIOSFODNN7EXAMPLE"),
    ("CREDENTIAL", "my password is hunter2, thanks", "hunter2"),
    ("CREDENTIAL", "密码是abc123，改一下", "abc123"),
    ("CREDENTIAL", "验证码：493021", "493021"),
    ("CREDENTIAL", "use sk-proj-abcdefghijklmnop1234", "sk-proj-abcdefghijklmnop1234"),
    ("CN_ID_CARD", "身份证11010519491231002X。", "11010519491231002X"),
    ("CN_ID_CARD", "身份证号110105194912310021", "110105194912310021"),
    ("CN_ID_CARD", "号码110105491231002", "110105491231002"),
    ("PHONE_NUMBER", "电话13812345678谢谢", "13812345678"),
    ("PHONE_NUMBER", "+86 138-1234-5678", "+86 138-1234-5678"),
    ("PHONE_NUMBER", "手机１３８１２３４５６７８吧", "１３８１２３４５６７８"),
    ("PHONE_NUMBER", "手机一三八幺二三四五六七八谢谢", "一三八幺二三四五六七八"),
    ("PHONE_NUMBER", r'{"p":"\n415-555-0123"}', "415-555-0123"),
    ("PHONE_NUMBER", "tel 138\u20091234\u20095678", "138\u20091234\u20095678"),
    ("PHONE_NUMBER", "座机010-62881144转", "010-62881144"),
    ("PHONE_NUMBER", "call (415) 555-0123 now", "(415) 555-0123"),
    ("PHONE_NUMBER", "call +44 20 7946 0958 now", "+44 20 7946 0958"),
    ("PHONE_NUMBER", "my cell is 4155550123", "4155550123"),
    ("CN_PASSPORT", "护照号E12345678", "E12345678"),
    ("CN_LICENSE_PLATE", "车牌京A12345停在", "京A12345"),
    ("CN_LICENSE_PLATE", "粤BD12345在充电", "粤BD12345"),
    ("CN_USCC", "信用代码91350100M000100Y43", "91350100M000100Y43"),
    ("CN_SOCIAL_ID", "加我微信wx_abc123吧", "wx_abc123"),
    ("CN_SOCIAL_ID", "QQ号是123456789", "123456789"),
    ("US_SSN", "我的SSN是472-81-0094", "472-81-0094"),
    ("US_PASSPORT", "passport number is X1234567.", "X1234567"),
    ("US_DRIVER_LICENSE", "driver's license D1234567", "D1234567"),
    ("US_BANK_NUMBER", "account number is 153531981.", "153531981"),
    ("MEDICAL_NUMBER", "MRN: 00123456", "00123456"),
    ("DATE_OF_BIRTH", "born on March 3, 1985 in", "March 3, 1985"),
    ("DATE_OF_BIRTH", "生日是1990年1月1日", "1990年1月1日"),
]  # fmt: skip

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


@pytest.mark.parametrize(("label", "text", "value"), FOUND, ids=[f"{a}-{c}" for a, _, c in FOUND])
def test_found(label: str, text: str, value: str, fast: Detector) -> None:
    """The value is found whole, and nothing around it."""
    spans = [(s.label, text[s.start : s.end]) for s in fast.scan(text)]
    assert (label, value) in spans


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


def test_checks() -> None:
    """The checksums agree with published examples and refuse a changed digit."""
    assert checks.luhn("4111 1111 1111 1111")
    assert not checks.luhn("4111 1111 1111 1112")
    assert checks.resident_id("11010519491231002X")
    assert not checks.resident_id("110105194912310021")
    assert not checks.plausible_resident_id("990105194912310021")
    assert not checks.plausible_resident_id("110105194913310021")
    assert checks.social_credit_code("91350100M000100Y43")
    assert not checks.social_credit_code("91350100M000100Y44")
    assert checks.iban("GB29 NWBK 6016 1331 9268 19")
    assert not checks.iban("GB28 NWBK 6016 1331 9268 19")
    assert not checks.ipv4("1.2.3.456")
