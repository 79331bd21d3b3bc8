"""JSON in strings of JSON: how deep a place is, and values that fit there, however the text is cut."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policies import ConversationTable, Restorer
from policies.json_depth import MAX_DEPTH, JsonDepth

VALUE = 'Ann "Q"\n\\ 张伟'
TABLE = ConversationTable()
TOKEN = TABLE.token_for("PERSON", VALUE)


def depths(text: str, step: int = 1) -> list[int]:
    """How deep each `@` stands, read in pieces of so many characters."""
    reader, found = JsonDepth(), []
    for at in range(0, len(text), step):
        pieces = text[at : at + step].split("@")
        for number, piece in enumerate(pieces):
            if number:
                found.append(reader.depth)
                reader.value()
            reader.feed(piece)
    return found


def dumped(value: Any, levels: int, **options: Any) -> str:
    """JSON in a string of JSON, so many times."""
    for _ in range(levels):
        value = json.dumps({"in": value}, ensure_ascii=False, **options)
    return str(value)


@pytest.mark.parametrize("levels", range(1, MAX_DEPTH + 1))
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("step", [1, 3, 10_000])
def test_each_level_is_counted(levels: int, indent: int | None, step: int) -> None:
    """Also where the inner JSON is written over several lines."""
    assert depths(dumped("@", levels, indent=indent), step) == [levels]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@", [0]),
        ('{"a": "@", "b": @}', [1, 0]),
        ('{"t": "she said \\"@\\", then @"}', [1, 1]),
        ('{"t": "[note] \\"@\\""}', [1]),
        ('{"t": "{name} said \\"@\\""}', [1]),
        ('{"t": "[1] \\"@\\""}', [1]),
        ('{"t": "[1, \\"@\\"]"}', [2]),
        ('{"t": "[null , \\"@\\"]"}', [2]),
        ('{"t": "[nullable, \\"@\\"]"}', [1]),
        ('{"t": "[{}, {\\"a\\": \\"@\\"}]"}', [2]),
        ('{"t": "@ {\\"a\\": \\"@\\"}"}', [1, 1]),
        ('{"t": "\\\\", "u": "@"}', [1]),
        ('{"t": "{\\"p\\": \\"c:\\\\\\\\\\"}", "u": "@"}', [1]),
        ('\\"@', [0]),
        ('{"a": "x', []),
    ],
)
def test_what_is_json_and_what_is_text(text: str, found: list[int]) -> None:
    """A quote within a plain text opens nothing; a backslash at a string's end escapes nothing."""
    for step in (1, 2, 7, 1000):
        assert depths(text, step) == found


TEXTS = st.sampled_from(["", "a ", 'he said "', "line\nline ", "c:\\", "[note] ", "{x} ", "张"])
LEAVES = st.one_of(
    TEXTS.map(lambda text: f"{text}@"), st.integers(), st.none(), st.booleans(), TEXTS
)


def _grown(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    held = st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    )
    return st.one_of(held, held.map(lambda value: ("json", value)))


TREES = st.dictionaries(st.sampled_from("abc"), st.recursive(LEAVES, _grown, max_leaves=8))


def rendered(tree: Any, value: str, indent: int | None) -> Any:
    """The tree with this value in its places and its JSON in strings written out."""
    if isinstance(tree, tuple):
        inner = rendered(tree[1], value, indent)
        return json.dumps(inner, ensure_ascii=False, indent=indent)
    if isinstance(tree, list):
        return [rendered(item, value, indent) for item in tree]
    if isinstance(tree, dict):
        return {key: rendered(item, value, indent) for key, item in tree.items()}
    return tree.replace("@", value) if isinstance(tree, str) else tree


@example({"a": ("json", [[0], "@"])}, None, [])
@example({"a": ("json", [[True], ("json", [[[1]], "@"])])}, 1, [9])
@given(TREES, st.sampled_from([None, 1]), st.lists(st.integers(0, 300), max_size=6))
def test_values_fit_wherever_they_stand(tree: Any, indent: int | None, cuts: list[int]) -> None:
    """What is restored in a stream is the JSON that would have been written with the values."""
    text = json.dumps(rendered(tree, TOKEN, indent), ensure_ascii=False)
    restorer = Restorer(TABLE, json_string=True)
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    out = "".join(restorer.push(text[start:end]) for start, end in pairwise(places))
    assert json.loads(out + restorer.flush()) == rendered(tree, VALUE, indent)


@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_blanks_without_an_end_are_text_and_not_kept(step: int) -> None:
    """A string that begins with a page of blanks is no JSON, however it is cut; they are not gathered."""
    reader = JsonDepth()
    text = '{"a": "' + " " * 2_000
    for at in range(0, len(text), step):
        reader.feed(text[at : at + step])
        assert len(reader._head) <= 257 + step
    assert depths(text + '{\\"b\\": \\"@\\"}"}', step) == [1]
