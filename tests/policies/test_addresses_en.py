"""Western addresses: what is found whole, and what stays."""

from __future__ import annotations

import pytest

from policies import Detector

# the address, found whole in several surroundings
ADDRESSES = [
    "742 Evergreen Terrace, Springfield, IL 62704",
    "10 Larkspur Lane",
    "1500 Broadway",
    "915 Felicia Island Suite 631, South Shawnstad, AS 23286",
    "46572 Deanna Inlet\nLake Shaunburgh, OH 83823",
    "PO Box 5512, Salem, OR 97301",
    "Unit 9876 Box 1234, DPO AE 12345",
    "USS Hartley\nFPO AP 96380",
    "Flat 23A, 196 Heather Road, Oxford, OX4 5TU",
    "Ivy House, Mill Lane, Reading, RG1 8YB",
    "Apt 6, The Paddocks, Swords, Co. Dublin K67 X98A",
    "Plot No. 49, Sector 47, Noida - 126950",
    "Blk 123 Ang Mo Kio Ave 4 #05-67 Singapore 560123",
    "Flat B, 12/F, Tower 3, Mei Foo Sun Chuen, Kowloon",
    "Musterstraße 12, 10115 Berlin",
    "12 rue de Rivoli, 75001 Paris",
    "Calle de Alcalá 45, 28014 Madrid",
    "Via Roma 10",
    "Keizersgracht 123, 1015 CJ Amsterdam",
    "No. 27 Zhongguancun Street, Haidian District, Beijing",
    "Room 502, Unit 3, Building 12, Keji South Road, Nanshan, Shenzhen",
    "5F, No. 7, Sec. 5, Xinyi Road, Xinyi District, Taipei City 110",
    "H.No. 97, Bhatti, Nandyal-833788",
    "Gorlitzstraße 98, 42337 Bad Kreuznach",
    "Flat 81P, Adams Alley",
    "Keithtown, SK B8H6H7",
    "534 Newton Overpass Suite 503",
    "Lake Davidberg, CA 90210",
    "Mobile, NJ 17107",
    "Port Nathan ACT 2610",
    "Petőfi Sándor utca 12",
]
AROUND = [
    "Please ship it to {}",
    "{}",
    "I used {} before",
    "My office, {}, is closed",
    "请寄到{}就行",
    "我住{}，谢谢",
]
STAYS = [
    "I ordered 12 items and 3 are missing.",
    "The 55 drive failed and 30 way mirroring is off.",
    "Use the 50 Bonus Points before May.",
    "Room 483 has no hot water.",
    "The 5F tariff, no. 7, has changed.",
    "My pin is either 1596 or 3100",
    "I flew from Austin to Boston on Monday.",
    "Jenkins build 42 failed on Ubuntu 22.04",
    "It renews on 14 March. Cross the bridge.",
    "Deebot N8 3GB, black",
    "It's a pizza place and it's open from 6 am.",
    "My QuietComfort 45 is missing.",
    "See section 4 of the terms, page 875.",
    "Is my booking under PNR X7Y8Z9?",
    "从20000 Hz到30000 Hz",
    "升级到10000 Credits，改成24000 MB套餐",
    "文件发到12345 Backup文件夹",
]
HAN_LED = [
    ("寄到10115 Berlin就行", "10115 Berlin"),
    ("我现居5236 BX Rheeze", "5236 BX Rheeze"),
    ("Is San Diego, CA 92101 in your area?", "San Diego, CA 92101"),
    ("I'm in Lake Hillshire, NY 88050 right now", "Lake Hillshire, NY 88050"),
    ("We moved to Salem, OR 97301 last year.", "Salem, OR 97301"),
]


@pytest.mark.parametrize(("text", "value"), HAN_LED)
def test_found_without_its_lead(text: str, value: str, fast: Detector) -> None:
    """A town with its code, without the words that lead to it and those behind."""
    assert [text[s.start : s.end] for s in fast.scan(text)] == [value]


@pytest.mark.parametrize("value", ADDRESSES)
@pytest.mark.parametrize("around", AROUND)
def test_found(value: str, around: str, fast: Detector) -> None:
    """The address is one span, without what stands around it."""
    text = around.format(value)
    spans = [(s.label, text[s.start : s.end]) for s in fast.scan(text)]
    assert ("LOCATION", value) in spans


@pytest.mark.parametrize(
    "text", ["12 elm street, springfield, il 62704", "24b oak avenue apt 4, tulsa, ok 74101"]
)
def test_lower_case(text: str, fast: Detector) -> None:
    """An address without capitals needs a usual suffix."""
    assert [text[s.start : s.end] for s in fast.scan(text)] == [text]


@pytest.mark.parametrize(
    "rest",
    [". Please call me", "\nThanks for your help", " - Thats it", ", thanks", " until Friday"],
)
def test_ends_before_the_next_sentence(rest: str, fast: Detector) -> None:
    """What follows an address does not join it."""
    value = "84 N Lincoln Drive, Bakersfield, CA 93308"
    text = f"Address: {value}{rest}"
    assert ("LOCATION", value) in [(s.label, text[s.start : s.end]) for s in fast.scan(text)]


@pytest.mark.parametrize("text", STAYS)
def test_stays(text: str, balanced: Detector) -> None:
    """Counts, rooms, versions and lone cities are no addresses."""
    assert [text[s.start : s.end] for s in balanced.scan(text) if s.label == "LOCATION"] == []
