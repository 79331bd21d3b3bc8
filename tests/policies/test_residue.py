"""Known values are found again as whole words, in plain and in JSON-escaped text."""

from __future__ import annotations

import base64
import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import ConversationTable, scan_outgoing, scan_residue
from policies.residue import known_values


def table(*values: tuple[str, str]) -> ConversationTable:
    made = ConversationTable()
    for value in values:
        made.token_for(*value)
    return made


@pytest.mark.parametrize(
    ("surface", "text", "found"),
    [
        ("王小明", "你好王小明在吗", True),
        ("Ann Lee", "so Ann Lee said", True),
        ("Ann", "Annual plan", False),
        ("Ann", "call Ann!", True),
        ("Ann", "请Ann回电", True),
        ("13812345678", "138123456789", False),
        ("13812345678", "电话13812345678转", True),
        ("13812345678", "tel13812345678", True),
        ("Person", "<PERSON_1> wrote", False),
        ("CARD", "<CREDIT_CARD_1>", False),
        ("李", "李子", False),
        ("Al", "Al Pacino", False),
        ("12", "12 items", False),
    ],
)
def test_whole_words(surface: str, text: str, found: bool) -> None:
    """A value inside a longer word or number, or too short to tell, is no residue."""
    assert bool(scan_residue(text, table(("PERSON", surface)))) is found


def test_escaped_forms() -> None:
    """The bytes that leave are JSON: escaped values count as well."""
    made = table(("PERSON", '王"小"明'), ("PERSON", "王小明"))
    assert scan_residue(json.dumps({"a": "王小明"}), made) == ["<PERSON_2>"]
    assert scan_residue(json.dumps({"a": '王"小"明'}, ensure_ascii=False), made) == ["<PERSON_1>"]


def test_literals_are_no_residue() -> None:
    """What only looked like a placeholder is nobody's data."""
    assert scan_residue("<PERSON_9> here", table(("LITERAL", "<PERSON_9>"))) == []


def test_positions() -> None:
    """Every occurrence is a span of its class."""
    spans = known_values("Ann, Ann; Annabel", [("PERSON", "Ann")])
    assert [(s.start, s.end) for s in spans] == [(0, 3), (5, 8)]


VALUES = [
    "王小明",
    "Ann Lee",
    "138 1234 5678",
    "a.b@corp.cn",
    'Rue "X" 5, Zürich',
    "a/b+c%d&e",
    "Levi",
]


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if 33 <= ord(c) < 127 else c for c in text)


def b64(before: str) -> object:
    return lambda value: base64.b64encode(f"{before}{value} and more".encode()).decode()


FORMS = {
    "plain": str,
    "other case": str.upper,
    "JSON": json.dumps,
    "JSON in JSON": lambda v: json.dumps(json.dumps(v)),
    "slashes": lambda v: json.dumps(v).replace("/", "\\/"),
    "percent": lambda v: quote(v, safe=""),
    "percent, small": lambda v: quote(v, safe="").lower(),
    "percent twice": lambda v: quote(quote(v, safe=""), safe=""),
    "full-width": wide,
    "HTML": lambda v: "".join(f"&#{ord(c)};" for c in v),
    "named": html.escape,
    "zero-width": "\u200b".join,
    "base64 0": b64(""),
    "base64 1": b64("x "),
    "base64 2": b64("xy "),
    "base64 URL-safe": lambda v: base64.urlsafe_b64encode(f"??>~{v}".encode()).decode().strip("="),
    "base64 in lines": lambda v: base64.encodebytes(f"{'so long ' * 8}{v}".encode()).decode(),
    "glued base64": lambda v: "x" + base64.b64encode(f"a {v} b".encode()).decode(),
    "percent in base64": lambda v: base64.b64encode(quote(v).encode()).decode(),
}


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_outgoing_in_every_form(value: str, form: str, ascii_only: bool) -> None:
    """However a value is written, the bytes that hold it are told; without it they are not."""
    made = table(("PERSON", "Somebody Else"), ("PERSON", value))
    written = FORMS[form](value)  # type: ignore[operator]
    payload = json.dumps({"content": f"see {written} there"}, ensure_ascii=ascii_only).encode()
    assert scan_outgoing(payload, made).hits == ["<PERSON_2>"]
    assert scan_outgoing(b'{"content": "see <PERSON_2> there"}', made).hits == []


@pytest.mark.parametrize(
    "text",
    [
        "levitate and Levis",
        "ALeviB",
        "Ｂlevi",
        "1138123456789",
        "<PERSON_1> <URL_12> [PERSON]",
        "Anna Leeds",
        "userAnn Lee1x".replace(" ", ""),
    ],
)
def test_outgoing_inside_longer_words(text: str) -> None:
    """A piece of a longer word, of a longer number or of a placeholder is no hit."""
    made = table(("PERSON", "Levi"), ("PHONE_NUMBER", "13812345678"), ("PERSON", "PERSON"))
    for ascii_only in (True, False):
        payload = json.dumps({"c": text}, ensure_ascii=ascii_only).encode()
        assert scan_outgoing(payload, made).hits == []


def test_outgoing_short_and_everyday_values() -> None:
    """Too short ones are counted; words of a chat body and everyday words are not looked for."""
    made = table(("PERSON", "Ann"), ("PERSON", "Will"), ("PERSON", "user"), ("PERSON", "李雷"))
    payload = b'{"role": "user", "content": "Ann will come"}'
    assert (scan_outgoing(payload, made).hits, scan_outgoing(payload, made).short) == ([], 1)
    assert scan_outgoing('{"c": "找李雷"}'.encode(), made).hits == ["<PERSON_4>"]


@given(st.binary(max_size=300))
def test_outgoing_takes_any_bytes(payload: bytes) -> None:
    """Broken UTF-8, half escapes and bad base64 are read as far as they go."""
    made = table(("PERSON", "Margaret Hollis"))
    assert scan_outgoing(payload, made).hits == []
    assert scan_outgoing(payload + b" Margaret Hollis", made).hits == ["<PERSON_1>"]
