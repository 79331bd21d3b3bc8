"""A small bilingual corpus of made-up contact-centre dialogues for the tiny model.

Everything comes from the sentences below and a seed. Does not know the demo's own dialogues.
"""

from __future__ import annotations

import random

_SYSTEM = (
    "You are a polite agent of a contact centre. Keep the placeholders as they are.",
    "你是客服中心的坐席,请礼貌回答,保留占位符。",
)

_EN = (
    ("Hello, this is {p}. Where is my order {o}?", "Hello {p}, your order {o} is on its way."),
    ("My phone number is {t}, please call me back.", "Thank you, we will call you at {t} today."),
    (
        "I want a refund for order {o}.",
        "Your refund for order {o} was started. It takes five days.",
    ),
    ("Please change the address to {a}.", "The parcel now goes to {a}. Is there anything else?"),
    ("My card {c} was charged twice.", "We are sorry. The second charge on {c} is returned."),
    ("I cannot sign in with {e}.", "We sent a new sign-in link to {e}. Please check your inbox."),
    ("The delivery is late, I am {p}.", "We are sorry for the delay, {p}. It arrives tomorrow."),
    ("Can I cancel order {o} please?", "Yes, order {o} is cancelled and the money is on its way."),
    ("Who will bring the parcel to {a}?", "A courier brings the parcel to {a} before noon."),
    ("Please close my account, my name is {p}.", "Your account is closed, {p}. Goodbye."),
    ("The item in {o} is broken.", "We will send a new one for {o}. Please keep the broken item."),
    ("How do I return the shoes?", "Print the label, pack the shoes and drop them at any shop."),
)

_ZH = (
    ("你好,我是{p},我的订单{o}到哪里了?", "{p}您好,您的订单{o}正在配送中。"),
    ("我的电话是{t},请给我回电。", "好的,我们今天会拨打{t}与您联系。"),
    ("我要申请订单{o}的退款。", "订单{o}的退款已经提交,五个工作日内到账。"),
    ("请把收货地址改成{a}。", "收货地址已改为{a},请问还有什么可以帮您?"),
    ("我的银行卡{c}被扣了两次钱。", "非常抱歉,多扣的款项会退回{c}。"),
    ("我的账号{e}登录不了。", "我们已向{e}发送了新的登录链接,请查收。"),
    ("快递太慢了,我是{p}。", "{p}您好,很抱歉让您久等,包裹明天送到。"),
    ("可以取消订单{o}吗?", "可以,订单{o}已经取消,款项会原路退回。"),
    ("谁来送{a}的包裹?", "快递员会在中午前把包裹送到{a}。"),
    ("请注销我的账户,我叫{p}。", "{p}您好,您的账户已经注销。再见。"),
    ("订单{o}里的商品坏了。", "我们会为订单{o}补发新的商品,请保留坏的商品。"),
    ("怎么退货?", "请打印退货单,把商品包装好,交给任意门店。"),
)

_SLOTS = {
    "p": "PERSON",
    "t": "PHONE_NUMBER",
    "o": "ORDER_NUMBER",
    "a": "LOCATION",
    "c": "CREDIT_CARD",
    "e": "EMAIL_ADDRESS",
}


def dialogues(count: int, seed: int) -> list[list[dict[str, str]]]:
    """`count` short dialogues as chat messages; placeholders are numbered from 1 to 3."""
    draw = random.Random(seed)
    return [_dialogue(draw, index) for index in range(count)]


def _dialogue(draw: random.Random, index: int) -> list[dict[str, str]]:
    pairs = (_EN, _ZH)[index % 2]
    slots = {key: f"<{label}_{draw.randint(1, 3)}>" for key, label in _SLOTS.items()}
    turns: list[dict[str, str]] = []
    if draw.random() < 0.25:
        turns.append({"role": "system", "content": _SYSTEM[index % 2]})
    for question, answer in draw.sample(pairs, 1 if draw.random() < 0.8 else 2):
        turns.append({"role": "user", "content": question.format(**slots)})
        turns.append({"role": "assistant", "content": answer.format(**slots)})
    return turns
