"""Known values are found again without their context, everyday words are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import Span
from policies.memory import ValueIndex, distinctive, spans_of, united


def index(*values: tuple[str, str], strong: bool = True) -> ValueIndex:
    made = ValueIndex()
    for label, surface in values:
        made.add(label, surface)
        if strong:
            made.add(label, surface, strong=True)
    return made


def found(text: str, *values: tuple[str, str], strong: bool = True) -> list[str]:
    return [text[s.start : s.end] for s in index(*values, strong=strong).spans(text)]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Margaret Hollis", "MARGARET HOLLIS and Margaret", ["MARGARET HOLLIS", "Margaret"]),
        ("Margaret Hollis", "ask margaret. Hollis knows", ["margaret", "Hollis"]),
        ("Margaret Hollis", "Ms Hollis, ms. hollis", ["Hollis", "hollis"]),
        ("Margaret Hollis", "margarets hollister", []),
        ("Dr. Will Mark", "Will you mark it? Mr Mark did.", ["Mark"]),
        ("Hope Stone", "I hope. Hope so. A stone.", []),
        ("王小明", "小明和王先生、小王、王总", ["小明", "王先生", "小王", "王总"]),
        ("王小明", "从小明白，大小明显，国王先生", []),
        ("王小明", "王 小 明，王\u200b小明", ["王 小 明", "王\u200b小明"]),
        ("高文明", "文明用语，高先生", ["高先生"]),
        ("欧阳雪", "欧阳女士，雪花，欧阳", ["欧阳女士"]),
        ("Madonna", "madonna", ["madonna"]),
    ],
)
def test_names_and_their_parts(name: str, text: str, expected: list[str]) -> None:
    """A sure name is known by its parts as well."""
    assert found(text, ("PERSON", name)) == expected


def test_parts_need_a_sure_name() -> None:
    """Of a doubtful one only the whole is looked for."""
    assert found("Margaret, 王先生", ("PERSON", "Margaret Hollis"), strong=False) == []
    assert found("margaret hollis", ("PERSON", "Margaret Hollis"), strong=False) != []


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        ("138 1234 5678", "13812345678", ["13812345678"]),
        ("13812345678", "138-1234-5678", ["138-1234-5678"]),
        ("13812345678", "138123456789", []),
        ("13812345678", "<PHONE_NUMBER_1>13812345678", ["13812345678"]),
        ("2023-04-15", "order 20230415", []),
        ("a@example.com", "A@EXAMPLE.COM.", ["A@EXAMPLE.COM"]),
    ],
)
def test_numbers_and_others(value: str, text: str, expected: list[str]) -> None:
    """Long numbers are found with other separators, nothing inside a longer one."""
    assert found(text, ("PHONE_NUMBER", value)) == expected


def test_not_inside_a_placeholder() -> None:
    """A value that is a word of a token does not take it apart."""
    assert found("<PERSON_1> [PERSON] person", ("PERSON", "Person")) == ["person"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("王小明", True), ("王", False), ("Al", False), ("Ann", True), ("123", False), ("1234", True)],
)
def test_distinctive(value: str, expected: bool) -> None:
    """Values too short to tell, and everyday words, are not looked for."""
    assert distinctive(value) is expected
    assert not any(
        distinctive(word) for word in ("will", "Mark", "HOPE", "高兴", "user", "content")
    )


@given(st.lists(st.text(alphabet="abc王 ", min_size=1, max_size=4), max_size=80))
def test_the_automaton_finds_what_a_plain_search_finds(values: list[str]) -> None:
    """However many values were added before or after it was built."""
    text = "abc 王abc王 cab 王王 aabb"
    grown = ValueIndex()
    for value in values:
        grown.add("URL", value)
        single = [
            index(("URL", v), strong=False).spans(text) for v in values[: values.index(value)]
        ]
        assert {(s.start, s.end) for one in single for s in one} <= {
            (at, at + n)
            for s in grown.spans(text)
            for at in range(s.start, s.end)
            for n in range(1, s.end - at + 1)
        }


def test_united() -> None:
    """Overlapping hits are one, neighbours stay apart."""
    spans = [Span(0, 4, "A", 0.9), Span(2, 6, "B", 0.9), Span(6, 8, "C", 0.9), Span(6, 7, "D", 0.9)]
    assert united(spans) == [Span(0, 6, "A", 0.9), Span(6, 8, "C", 0.9)]


def test_behind_escapes() -> None:
    """A value that an escape touches or spells is found."""
    names = [index(("PERSON", "王小明"), ("PERSON", "Robert"))]
    for text in (
        "\\u003cRobert",
        "\\u738b\\u5c0f\\u660e",
        "%E7%8E%8B%E5%B0%8F%E6%98%8E",
        "&#82;obert",
    ):
        spans = spans_of(names, text)
        assert spans
        assert max(s.end for s in spans) == len(text)
