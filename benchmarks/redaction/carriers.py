# ruff: noqa: E501 - templates
"""Sentences, forms, tables, JSON and chat into which an identifier of any kind goes.

Carriers name the identifier by its kind's own words («cue»); bare carriers do not.
"""

from __future__ import annotations

from random import Random

from benchmarks.redaction.cases import Case, Value, constant, fill
from benchmarks.redaction.kinds import Kind

_ZH_CUE = (
    "我的«cue»是«v»，麻烦帮我核实一下。", "«cue»：«v»", "你好，«cue»«v»，能查一下进度吗？", "«cue»为«v»，请尽快处理", "登记的«cue»应该是 «v» 吧", "您好\n«cue»: «v»\n谢谢", "亲，«cue»写错了，改成«v»可以吗",
    "«cue»是«v»哈哈😂", "我把«cue»发你：«v»。", "【«cue»】«v»", "资料如下：\n一、«cue»：«v»\n二、其他无", "{\"«cue»\": \"«v»\", \"备注\": \"急\"}", "| 项目 | 内容 |\n| --- | --- |\n| «cue» | «v» |", "«cue»=«v»;状态=待处理",
    "就按之前的«cue»（«v»）来", "这是«cue» «v» 拜托拜托～", "请问«cue»«v»绑定了几个账户？", "更换«cue»，新的是：«v»", "- «cue»：«v»\n- 诉求：退款", "备注一下，«cue»«v»，千万不要搞混",
)  # fmt: skip
_ZH_BARE = (
    "就是这个 «v» 帮忙看看", "«v»，查下", "发你了：«v»", "对，«v»就是它", "«v»", "是«v»吗？我不太确定", "重新发一遍 «v» 谢谢！", "给我记一下«v»", "上次留的«v»已经不用了",
)  # fmt: skip
_EN_CUE = (
    "My «cue» is «v», could you check that?", "«cue»: «v»", "Hi there, «cue» «v». Any news?", "Please update my «cue» to «v».", "the «cue» on file should be «v»", "Hello,\n«cue»: «v»\nThanks", "ok so my «cue» is «v» lol 😅",
    "I entered «v» as my «cue» but it was refused.", "«cue» = «v»", "{\"«cue»\": \"«v»\", \"status\": \"open\"}", "| field | value |\n|---|---|\n| «cue» | «v» |", "Sure - «cue» is «v». Anything else?", "here's the «cue»: «v»",
    "«cue» («v») needs to be changed asap", "1. «cue»: «v»\n2. Reason: moved house", "You asked for my «cue». It's «v»", "<«v»> is the «cue» you wanted", "MY «cue» IS «v»!!!", "«cue», «v», pending", "Can you confirm that my «cue», «v», is correct?",
)  # fmt: skip
_EN_BARE = (
    "Please use «v» instead.", "«v»", "it's «v» again", "Sent: «v». Did it arrive?", "sorry, typo, «v»", "Use this one -> «v»", "That would be «v», thanks!", "\"«v»\" - that is what it says here",
)  # fmt: skip
_CONTEXT_EN = (
    "My «cue» is «v».", "«cue»: «v»", "«cue» - «v»", "ok my «cue» is «v» thx", "You have «v» on file as our «cue», please verify.", "{\"«cue»\": \"«v»\"}", "Please find my «cue» here: «v»", "Hello,\n«cue»: «v»\nThank you",
    "«cue» is: «v»", "«cue»  «v»", "The customer gave «cue» «v» over the phone.", "My old «cue» stopped working; from today use «v».", "«cue»=«v»", "**«cue»:** «v»", "| «cue» | «v» |",
)  # fmt: skip
_CONTEXT_ZH = (
    "我的«cue»是«v»", "«cue»：«v»", "«cue»«v»", "«cue»: «v»，麻烦尽快", "{\"«cue»\": \"«v»\"}", "客服：请提供«cue»\n用户：«v»", "客户提供的«cue»为«v»。", "«cue» «v» 谢谢", "旧的«cue»停用，以后一律以«v»为准", "我«cue»«v»你记一下", "**«cue»**：«v»", "| «cue» | «v» |", "«cue»（«v»）",
)  # fmt: skip
_TAILS = (
    "谢谢",
    "麻烦查一下",
    "对吗",
    "这个",
    "已经报过了",
    "帮我看下",
    "的快递",
    "没收到短信",
    "是我本人",
    "请核对",
    "就行",
)
_HEADS = ("就是", "号码", "我发的", "填的", "给的是", "换成", "写的", "用", "查", "打", "是", "为")


def in_sentence(kind: Kind, language: str, rng: Random) -> Case:
    """The kind in a sentence of its language; a quarter of the kinds that need no cue go without."""
    if kind.bare and rng.random() < 0.25:
        template = rng.choice(_ZH_BARE if language == "zh" else _EN_BARE)
    elif kind.bare:
        template = rng.choice(_ZH_CUE if language == "zh" else _EN_CUE)
    else:
        template = rng.choice(_CONTEXT_ZH if language == "zh" else _CONTEXT_EN)
    return put(template, kind, language, kind.make(rng), rng)


def glued(kind: Kind, rng: Random) -> Case:
    """The kind between Han characters, no space on either side; a cue stands before it where it needs one."""
    head = (
        rng.choice(_HEADS)
        if kind.bare and rng.random() < 0.4
        else f"«cue»{rng.choice(('', '是', '为', '写的'))}"
    )
    return put(f"{head}«v»{rng.choice(_TAILS)}", kind, "zh", kind.make(rng), rng)


def put(template: str, kind: Kind, language: str, value: str | Value, rng: Random) -> Case:
    """The template with this value as the kind's."""
    cue = rng.choice(kind.zh if language == "zh" else kind.en)
    made = value if isinstance(value, Value) else Value(value)
    if cue[-1].isascii() and (made.before + made.core)[0].isascii():
        template = template.replace("«cue»«v»", "«cue»是«v»")  # "IP" and "10.0.0.1" are two words
    core = made.core.replace("\n", "\\n") if '{"' in template else made.core
    filled = Value(core, kind.label, made.before, made.after)
    return fill(template, {"cue": constant(cue), "v": lambda _: filled}, rng, kind.name)
