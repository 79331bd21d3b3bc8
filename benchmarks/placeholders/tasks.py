"""Dialogues whose answer must hold a placeholder: three tasks, two languages, the same for every form.

Each prompt shows the task once and then asks. The example holds plain words (`alone`: the asked placeholder is
the only one) or a placeholder of another class (`beside`). Knows no model and no form but as a function.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

Form = Callable[[str, int], str]
CHINESE: dict[str, str] = {
    "PERSON": "姓名",
    "PHONE_NUMBER": "电话",
    "LOCATION": "地址",
    "EMAIL_ADDRESS": "邮箱",
    "CREDIT_CARD": "银行卡",
}
FORMS: dict[str, Form] = {
    "<PERSON_1>": lambda label, n: f"<{label}_{n}>",
    "[PERSON_1]": lambda label, n: f"[{label}_{n}]",
    "{{PERSON_1}}": lambda label, n: f"{{{{{label}_{n}}}}}",
    "PERSON_1": lambda label, n: f"{label}_{n}",
    "<person1>": lambda label, n: f"<{label.lower().replace('_', '')}{n}>",
    "«PERSON_1»": lambda label, n: f"«{label}_{n}»",
    "<姓名_1>": lambda label, n: f"<{CHINESE[label]}_{n}>",
    "【PERSON_1】": lambda label, n: f"【{label}_{n}】",
}
# (request, answer): {s} is a sentence, {q} its question, {v} its placeholder.
_EN = {
    "repeat": ("Repeat this sentence: {s}", "{s}"),
    "answer": ("{s} Answer with the missing words only: {q}", "{v}"),
    "greet": ("{s} Please confirm what you noted.", "Thank you, I have noted {v}."),
}
_ZH = {
    "repeat": ("请原样重复这句话：{s}", "{s}"),
    "answer": ("{s}只回答空缺的内容：{q}", "{v}"),
    "greet": ("{s}请确认您记下的内容。", "好的，已为您记下{v}。"),
}
_TASKS = {"en": _EN, "zh": _ZH}
_SENTENCES = {
    "en": {
        "PERSON": ("The parcel goes to {v} on Monday.", "Who gets the parcel?"),
        "PHONE_NUMBER": ("Call the buyer at {v} before noon.", "Which number is to be called?"),
        "LOCATION": ("The sofa was delivered to {v} today.", "Where was the sofa delivered?"),
        "EMAIL_ADDRESS": ("The invoice was sent to {v} twice.", "Where was the invoice sent?"),
        "CREDIT_CARD": ("The refund goes back to {v} soon.", "Where does the refund go?"),
    },
    "zh": {
        "PERSON": ("这个包裹周一送给{v}。", "包裹送给谁？"),
        "PHONE_NUMBER": ("请在中午前拨打{v}联系买家。", "应该拨打哪个号码？"),
        "LOCATION": ("沙发今天已经送到{v}。", "沙发送到了哪里？"),
        "EMAIL_ADDRESS": ("发票已经发送到{v}两次。", "发票发送到了哪里？"),
        "CREDIT_CARD": ("退款会很快退回{v}。", "退款退到哪里？"),
    },
}


_PLAIN = {
    "en": ("the front desk", "the north gate", "our old office", "the blue shop"),
    "zh": ("前台", "北门", "老办公室", "蓝色商店"),
}


@dataclass(frozen=True)
class Case:
    """A prompt, the placeholder that its answer must hold, and what stands in its example."""

    setting: str
    language: str
    task: str
    prompt: str
    due: str
    shown: str


def cases(form: Form, per_cell: dict[str, int], seed: int) -> list[Case]:
    """So many prompts of each task and language by setting; numbers and classes are drawn from the seed."""
    draw = random.Random(seed)
    return [
        _case(form, setting, language, task, draw)
        for setting, count in per_cell.items()
        for language, tasks in _TASKS.items()
        for task in tasks
        for _ in range(count)
    ]


def _case(form: Form, setting: str, language: str, task: str, draw: random.Random) -> Case:
    labels = draw.sample(sorted(CHINESE), 2)
    first, due = (form(label, draw.randint(1, 24)) for label in labels)
    if setting == "alone":
        first = draw.choice(_PLAIN[language])
    (shown, shown_q), (asked, asked_q) = (_SENTENCES[language][label] for label in labels)
    ask, answer = _TASKS[language][task]
    shown, asked = shown.format(v=first), asked.format(v=due)
    prompt = (
        f"User:\n{ask.format(s=shown, q=shown_q)}\n\n"
        f"Assistant:\n{answer.format(s=shown, v=first)}\n\n"
        f"User:\n{ask.format(s=asked, q=asked_q)}\n\nAssistant:\n"
    )
    return Case(setting, language, task, prompt, due, first)
