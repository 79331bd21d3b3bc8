"""Readings know which characters of the text they stand for."""

from __future__ import annotations

import base64

import pytest
import re2

from policies.readings.base import Piece, Reader, reading
from policies.readings.digits import PartedDigits
from policies.readings.encoded import Base64, decoded
from policies.readings.letters import LetterDigits
from policies.readings.mail import SpelledMail
from policies.readings.numerals import HanNumerals
from policies.readings.spoken import SpelledDigits


def test_a_finding_has_its_place_in_the_text() -> None:
    """Only what was changed counts, and the place covers the whole of what stands for it."""
    text = "tel one two ok"
    read = reading(text, [Piece("1", 4, 7), Piece("2", 8, 11)])
    assert read is not None
    assert read.text == "tel 12 ok"
    assert read.place(4, 6) == (4, 11)
    assert read.place(0, 5) == (0, 7)
    assert read.place(0, 3) is None
    assert read.place(7, 9) is None


def test_only_the_neighbourhood_is_shown() -> None:
    """A long text around a run is not read again."""
    text = "x" * 500 + "1 2" + "y" * 500
    read = reading(text, [Piece("1", 500, 501), Piece("2", 502, 503)])
    assert read is not None
    assert len(read.text) < 100
    assert read.place(read.low, read.high) == (500, 503)


@pytest.mark.parametrize(
    ("reader", "text", "shown"),
    [
        (PartedDigits(), "a 1 3 8 0 0 0 b", "a 138000 b"),
        (PartedDigits(), "4 1 5 - 5 5 5 - 0 1 3 2", "415-555-0132"),
        (PartedDigits(), "SSN 472/81/0094", "SSN 472-81-0094"),
        (HanNumerals(), "幺三八 0013", "1380013"),
        (HanNumerals(), "一九九〇年十一月二十三日", "1990年11月23日"),
        (HanNumerals(), "九〇年十月廿日", "90年10月20日"),
        (SpelledDigits(), "one two, three four double five", "123455"),
        (SpelledMail(), "a dot b at c dot com", "a.b@c.com"),
        (SpelledMail(), "me艾特qq点com", "me@qq.com"),
    ],
)
def test_each_kind_of_disguise_is_read(reader: Reader, text: str, shown: str) -> None:
    """One of the readings shows the value plainly."""
    assert shown in [r.text for r in reader.readings(text)]


@pytest.mark.parametrize(
    "text",
    [
        "415-555-0132",
        "138 0013 8000",
        "1 2 3 4 5 6 7 8 9",
        "2024-05-01",
        "010-67586489",
        "a@b.com",
        "one two",
    ],
)
def test_what_is_written_as_usual_has_no_reading(text: str) -> None:
    """The rules see it as it stands."""
    readers: list[Reader] = [
        PartedDigits(),
        HanNumerals(),
        SpelledDigits(),
        SpelledMail(),
        Base64(),
    ]
    assert [r.text for reader in readers for r in reader.readings(text)] == []


def test_base64_holds_text_or_is_none() -> None:
    """Both alphabets and wrapped lines; bytes that are no text are none."""
    plain = "我的电话是13912345678，谢谢你的帮助，再见。" * 3
    wrapped = base64.encodebytes(plain.encode()).decode().strip()
    assert [r.text for r in Base64().readings(f"x: {wrapped}.")] == [plain]
    assert decoded(base64.urlsafe_b64encode("给？你~~~".encode()).decode()) == "给？你~~~"
    assert decoded(base64.b64encode("编号，好的".encode("gb18030")).decode()) == "编号，好的"
    assert decoded(base64.b64encode(bytes(range(128, 160))).decode()) is None
    assert decoded("4111111111111111") is None
    assert decoded("internationalization") is None


@pytest.mark.parametrize(
    ("plain", "read"),
    [("13912345678", True), ("0139123456", True), ("139123456", False), ("1391234567890", True)],
)
def test_base64_of_sixteen_characters_counts_its_padding(plain: str, read: bool) -> None:
    """Eleven digits are sixteen characters, of which the last is padding."""
    run = base64.b64encode(plain.encode()).decode()
    assert (len(run) >= 16) is read
    assert [r.text for r in Base64().readings(f"号码{run}。")] == ([plain] if read else [])


LETTERS = [
    ("mobile I38OOI38OOO", "13800138000"),
    ("I7665372969", "17665372969"),
    ("call l38 OO13 8OOO so", "138 0013 8000"),
    ("6222 O2l2 3456 7B9O", "6222 0212 3456 7890"),
    ("+I-4o9-953-9Z54", "1-409-953-9254"),
    ("(4I5) 555-OI23 ok", "415) 555-0123"),
]


@pytest.mark.parametrize(("text", "read"), LETTERS)
def test_letters_that_look_like_digits_are_read_as_digits(text: str, read: str) -> None:
    """The run is read whole, without the words beside it."""
    (only,) = LetterDigits().readings(text)
    assert only.text[only.low : only.high] == read


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "order SO26110969",
        "goblins",
        "B0BS",
        "SO138",
        "is so 12345678",
        "model ZB601KL",
    ],
)
def test_codes_and_words_are_no_disguise(text: str) -> None:
    """A prefix of letters, plain digits, short runs and words are read as they stand."""
    assert not list(LetterDigits().readings(text))


@pytest.mark.parametrize(("text", "read"), LETTERS)
def test_what_letters_need_is_implied(text: str, read: str) -> None:
    """The cheap test says yes wherever there is a reading."""
    del read
    assert re2.search(LetterDigits.needs, text)


@pytest.mark.parametrize(
    "number", ["12-345", "123 45", "1234.5", "1·2345", "八三二17", "八三二四1", "8三二17", "八3二1七", "一七三八五"]
)  # fmt: skip
@pytest.mark.parametrize("begin", ["沪A", "车牌：粤B", "京 C"])
def test_a_parted_plate_is_asked_for(begin: str, number: str) -> None:
    """Wherever in its number the gap or the Han numerals stand: what has a reading has what is needed."""
    text = f"{begin}{number}"
    readers: list[Reader] = [r for r in (PartedDigits(), HanNumerals()) if list(r.readings(text))]
    assert readers
    for reader in readers:
        assert re2.search(reader.needs, text)
