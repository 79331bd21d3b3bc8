"""The checksums agree with published examples and refuse a changed digit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.recognizers import checks
from policies.recognizers import checks_national as national

# check, a number that passes, one that does not
EXAMPLES: list[tuple[Callable[[str], bool], str, str]] = [
    (checks.luhn, "4111 1111 1111 1111", "4111 1111 1111 1112"),
    (checks.resident_id, "11010519491231002X", "110105194912310021"),
    (checks.social_credit_code, "91350100M000100Y43", "91350100M000100Y44"),
    (checks.iban, "GB29 NWBK 6016 1331 9268 19", "GB28 NWBK 6016 1331 9268 19"),
    (checks.ipv4, "1.2.3.255", "1.2.3.256"),
    (checks.plausible_resident_id, "110105194912310021", "990105194912310021"),
    (checks.plausible_resident_id, "110105491231002", "110105194913310021"),
    (national.verhoeff, "2341 2341 2346", "2341 2341 2345"),
    (national.nhs, "943 476 5919", "943 476 5918"),
    (national.tax_file_number, "123 456 782", "123 456 789"),
    (national.aba, "021000021", "021000022"),
    (national.cpf, "529.982.247-25", "529.982.247-26"),
    (national.spanish_letter, "12345678Z", "12345678A"),
    (national.spanish_letter, "X1234567L", "X1234567M"),
    (national.codice_fiscale, "RSSMRA85T10A562S", "RSSMRA85T10A562A"),
    (national.pesel, "44051401359", "44051401358"),
    (national.french_key, "2 55 08 14 168 025 38", "2 55 08 14 168 025 39"),
    (national.steuer_id, "86095742719", "86095742718"),
    (national.hong_kong, "A123456(3)", "A123456(4)"),
    (national.hong_kong, "AB987654(3)", "AB987654(2)"),
    (national.taiwan, "A123456789", "A123456780"),
    (national.vin, "1M8GDM9AXKP042788", "1M8GDM9A1KP042788"),
]


@pytest.mark.parametrize(("check", "good", "bad"), EXAMPLES)
def test_examples(check: Callable[[str], bool], good: str, bad: str) -> None:
    """The published number passes, a changed one does not."""
    assert check(good)
    assert not check(bad)


@pytest.mark.parametrize(
    "check",
    [
        national.nhs, national.tax_file_number, national.aba, national.cpf, national.codice_fiscale,
        national.pesel, national.french_key, national.steuer_id, national.hong_kong,
        national.taiwan, national.vin,
    ],
)  # fmt: skip
@given(text=st.text("0123456789ABXZ-. ()", max_size=20))
def test_any_text_has_an_answer(check: Callable[[str], bool], text: str) -> None:
    """What is no number of the kind is refused without an error."""
    assert check(text) in (True, False)


@given(head=st.from_regex(r"[0-9]{12,18}", fullmatch=True))
def test_luhn_catches_every_single_changed_digit(head: str) -> None:
    """One of the ten last digits passes, and one only."""
    assert sum(checks.luhn(head + last) for last in "0123456789") == 1
