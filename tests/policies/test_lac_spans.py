"""Names put together from the tagger's words."""

from __future__ import annotations

import pytest

from policies.taggers.lac_spans import Word, spans_of

# the words as value/tag, the persons that must come out
CASES = [
    ("刘晓梅/PER 来/v 了/u", ["刘晓梅"]),
    ("请/v 慎罚/PER 接电话/v", ["慎罚"]),
    ("给/p 费尔南/PER 多/d 订/v 房/n", ["费尔南多"]),
    ("李辉/PER 奕/c 留/v 了/xc 口信/n", ["李辉奕"]),
    ("换个/v 汪苏泷/PER 直播间/n", []),
    ("没收/v 到/v 护照/PER", []),
    ("田龙/PER 志/n 的/u 名字/n", ["田龙志"]),
    ("王/PER 先生/n 您好/v", ["王先生"]),
    ("许秀珍先生/PER 来了/v", ["许秀珍"]),
    ("李医生/PER 来了/v", ["李医生"]),
    ("谢谢阿珍/PER ，/w", ["阿珍"]),
    ("欧阳/n 雪/PER 来了/v", ["欧阳雪"]),
    ("王老吉/PER 多少/r 钱/n", []),
    ("钟/n 薛高/PER 好吃/a", []),
    ("潘婷/PER 洗发水/n", []),
    ("小黄/PER 人/n", []),
    ("《/w 张三/PER 的/u 歌/n 》/w", []),
    ("吃/v 林一星/PER", []),
    ("丁伟/PER 水平/n 一般/a", ["丁伟"]),
    ("丁伟/PER 面霜/n 一般/a", []),
    ("徐喜/PER 诗/n 情绪/n", ["徐喜诗"]),
    ("徐喜/PER 先/d 预付/v", ["徐喜"]),
    ("高雄人/PER 喜欢/v", []),
    ("张建国/PER 电话/n", ["张建国"]),
    ("李娜/PER 老师/n", ["李娜"]),
    ("陳美玲/PER 小姐/n", ["陳美玲"]),
    ("鍾意邊/PER 隻/q 色/n", []),
    ("伍佰元/PER 以下/f", []),
    ("詹森/PER 不等式/n", []),
    ("張單/PER 寫/v 錯/a", []),
    ("張丹/PER 寫/v 錯/a", ["張丹"]),
    ("伍家明/PER 来了/v", ["伍家明"]),
]


@pytest.mark.parametrize(("tagged", "persons"), CASES, ids=[tagged for tagged, _ in CASES])
def test_persons(tagged: str, persons: list[str]) -> None:
    """Cut names are made whole; brands, dishes, works and peoples are no persons."""
    sentence, words = "", []
    for part in tagged.split():
        value, tag = part.rsplit("/", 1)
        words.append(Word(len(sentence), len(sentence) + len(value), tag))
        sentence += value
    found = [sentence[s.start : s.end] for s in spans_of(sentence, words) if s.label == "PERSON"]
    assert found == persons


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("快递员长孙世杰电话打不通", (4, 7), ["长孙世杰"]),
        ("班主任老杜让我请假", (2, 5), ["老杜"]),
        ("给阿姜来处理", (1, 4), ["阿姜"]),
        ("周瑜打黄盖", (0, 2), []),
        ("司机小余总说过了", (2, 4), ["小余总"]),
    ],
)
def test_what_the_model_cut_wrongly(text: str, word: tuple[int, int], wanted: list[str]) -> None:
    """Surnames of two characters are made whole; words around a name, and tales, are left out."""
    words = [Word(0, word[0], "n"), Word(*word, "PER"), Word(word[1], len(text), "v")]
    found = spans_of(text, [w for w in words if w.end > w.start])
    assert [text[s.start : s.end] for s in found] == wanted
