"""Surrogates have the form of what they stand for, follow from a secret seed and hit nobody."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import surrogate_numbers
from policies.recognizers import checks
from policies.surrogates import invent


def made(label: str, surface: str, seed: str = "seed") -> str:
    value = invent(label, surface, seed, lambda _: False)
    assert value is not None
    return value


CASES = [
    ("PERSON", "王小明", r"[㐀-鿿]{3}"),
    ("PERSON", "李雷", r"[㐀-鿿]{2,3}"),
    ("PERSON", "王先生", r"[㐀-鿿]{1,2}先生"),
    ("PERSON", "小李", r"小[㐀-鿿]{1,2}"),
    ("PERSON", "Margaret Hollis", r"[A-Z][a-z]+ [A-Z][A-Za-z']+"),
    ("PERSON", "Ms Hollis", r"Ms [A-Z][A-Za-z']+"),
    ("PERSON", "MARGARET J. HOLLIS", r"[A-Z]+ [A-Z]\. [A-Z']+"),
    ("PERSON", "margaret", r"[a-z]+"),
    ("PHONE_NUMBER", "13812345678", r"138\d{8}"),
    ("PHONE_NUMBER", "+86 138-1234-5678", r"\+86 138-\d{4}-\d{4}"),
    ("PHONE_NUMBER", "１３８１２３４５６７８", r"１３８[０-９]{8}"),
    ("PHONE_NUMBER", "(415) 555-2671", r"\(\d{3}\) 555-01\d\d"),
    ("PHONE_NUMBER", "+44 7911 123456", r"\+44 7700 900\d{3}"),
    ("PHONE_NUMBER", "010-62345678", r"010-\d{8}"),
    ("CREDIT_CARD", "4111 1111 1111 1111", r"4111 11\d\d \d{4} \d{4}"),
    ("IBAN_CODE", "GB29 NWBK 6016 1331 9268 19", r"GB\d\d [A-Z]{4} \d{4} \d{4} \d{4} \d\d"),
    ("CN_ID_CARD", "11010119900307851X", r"\d{17}[0-9X]"),
    ("CN_ID_CARD", "110101900307851", r"\d{15}"),
    ("CN_USCC", "91350211M000100Y43", r"91[0-9A-Z]{16}"),
    ("CN_LICENSE_PLATE", "粤BD12345", r"[一-鿿][A-Z]{2}\d{5}"),
    ("DATE_OF_BIRTH", "1990年1月12日", r"\d{4}年\d月\d\d日"),
    ("DATE_OF_BIRTH", "March 5, 1990", r"[A-Z][a-z]+ \d, \d{4}"),
    ("DATE_OF_BIRTH", "1990-03-07", r"\d{4}-\d\d-\d\d"),
    ("IP_ADDRESS", "10.2.3.4", r"(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+"),
    ("IP_ADDRESS", "fe80::1", r"2001:db8::[0-9a-f:]+"),
    ("MAC_ADDRESS", "00:1A:2B:3C:4D:5E", r"02(:[0-9A-F]{2}){5}"),
    ("EMAIL_ADDRESS", "a.b@corp.cn", r"[a-z.]+\d\d@example\.(com|org|net)"),
    ("LOCATION", "北京市海淀区中关村大街27号3号楼1201室", r".+市.+区.+\d\d号\d号楼\d{4}室"),
    (
        "LOCATION",
        "742 Evergreen Terrace, Springfield, IL 62704",
        r"\d{3} \w+ Terrace, \w+, [A-Z]{2} \d{5}",
    ),
    ("ORDER_NUMBER", "A1234567", r"A\d{7}"),
    ("US_SSN", "472-81-0094", r"\d{3}-\d\d-\d{4}"),
]


@pytest.mark.parametrize(("label", "surface", "form"), CASES)
@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_form(label: str, surface: str, form: str, seed: str) -> None:
    """Same script, length class, separators and kept parts; never the value itself."""
    value = made(label, surface, seed)
    assert re.fullmatch(form, value), value
    assert value != surface
    assert made(label, surface, seed) == value


@given(st.integers(0, 10**6))
def test_check_digits(seed: int) -> None:
    """What carries a check digit carries a right one."""
    draw = random.Random(seed)
    assert checks.luhn(surrogate_numbers.card("4111 1111 1111 1111", draw) or "")
    assert checks.iban(surrogate_numbers.iban("DE89 3704 0044 0532 0130 00", draw) or "")
    resident = surrogate_numbers.resident_id("11010119900307851X", draw) or ""
    assert checks.resident_id(resident)
    assert checks.plausible_resident_id(resident)
    assert int(resident[16]) % 2 == 1
    assert checks.social_credit_code(
        surrogate_numbers.credit_code("91350211M000100Y43", draw) or ""
    )


@pytest.mark.parametrize(
    ("label", "surface"),
    [
        ("CREDENTIAL", "hunter2"),
        ("URL", "http://a.b/?u=1"),
        ("CUSTOM_STAFF", "S-1234"),
        ("PERSON", "Иван Петров"),
        ("LOCATION", "Paris"),
        ("DATE_OF_BIRTH", "一九九〇年"),
        ("PHONE_NUMBER", "12"),
        ("ORDER_NUMBER", "AB"),
    ],
)
def test_what_has_none(label: str, surface: str) -> None:
    """Classes and values without a form to copy keep a placeholder."""
    assert invent(label, surface, "seed", lambda _: False) is None


def test_the_seed_is_what_makes_it() -> None:
    """Another conversation has other surrogates."""
    assert len({made("PHONE_NUMBER", "13812345678", str(n)) for n in range(20)}) > 15


def test_never_what_is_taken() -> None:
    """A value of the text or table is passed over; where all are taken there is none."""
    first = made("PERSON", "王小明")
    second = invent("PERSON", "王小明", "seed", lambda value: value == first)
    assert second not in (None, first)
    assert invent("PERSON", "王小明", "seed", lambda _: True) is None
