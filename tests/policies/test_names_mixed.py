"""Names and homes where two languages meet: what is found whole, and what stays."""

from __future__ import annotations

import pytest

from policies import Detector

FOUND = [
    ("Peszko先生明天到店自取", "Peszko先生", "PERSON"),
    ("Tomaszkiewicz 小姐和我一起来", "Tomaszkiewicz 小姐", "PERSON"),
    ("请问Beránek教授的预约", "Beránek教授", "PERSON"),
    ("van den Eerenbeemt女士的行李", "van den Eerenbeemt女士", "PERSON"),
    ("Garcia醫生今日請假", "Garcia醫生", "PERSON"),
    ("My colleague 陈 called twice", "陈", "PERSON"),
    ("I spoke with 陈 yesterday", "陈", "PERSON"),
    ("my sister 小红 will come", "小红", "PERSON"),
    ("Mr. 陈 will come", "Mr. 陈", "PERSON"),
    ("我住在Boston，快递能到吗", "Boston", "LOCATION"),
    ("I live in 杭州 now", "杭州", "LOCATION"),
]
STAYS = [
    "Java老师什么时候上课",
    "HR经理请假了",
    "Tesla经理说可以",
    "Hello先生您好",
    "AI教授的课程",
    "Uber先生送的",
    "我住在Hilton，房间很好",
    "the museum in 杭州",
]


@pytest.mark.parametrize(("text", "value", "label"), FOUND)
def test_found(text: str, value: str, label: str, fast: Detector) -> None:
    """The value is one span, its title with it."""
    assert (label, value) in [(s.label, text[s.start : s.end]) for s in fast.scan(text)]


@pytest.mark.parametrize("text", STAYS)
def test_stays(text: str, fast: Detector) -> None:
    """Subjects, departments, brands and greetings before a title are nobody; hotels and sights no home."""
    assert [text[s.start : s.end] for s in fast.scan(text)] == []
