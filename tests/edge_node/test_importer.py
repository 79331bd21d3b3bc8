"""Importing historical dialogues with the real pack."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from edge_node.importer import Importer, Outcome, parse_line, read_lines
from edge_node.second_look import SecondLook
from policies import Redactor, Span, build_detector, load_pack
from sottovoce.crypto import new_token, pseudonym
from sottovoce.dialogue_log import DialogueLog
from sottovoce.errors import InvalidRequest, PrivacyUnavailable
from tests.edge_node.serving import Site

GOOD: dict[str, Any] = {
    "id": "d-1",
    "customer": "cust-77",
    "language": "en",
    "consent": True,
    "messages": [
        {"role": "user", "content": "I am Mary Johnson, my phone is 13812345678."},
        {"role": "assistant", "content": "Thank you Mary Johnson, we will call 13812345678."},
    ],
}


class Bench:
    """An importer over a site's log."""

    def __init__(self, site: Site, pack: str = "default") -> None:
        self.pack = load_pack(pack)
        self.site = site
        self.log: DialogueLog = site.log()
        self.full = build_detector(self.pack, engine="balanced")

    def importer(self, *, detector: Any = None, dry: bool = False) -> Importer:
        """An importer, perhaps with another first detector."""
        fast = build_detector(self.pack, engine="fast")
        return Importer(
            redactor=Redactor(detector or self.full, self.pack),
            look=SecondLook(fast, self.pack, new_token()),
            log=None if dry else self.log,
            tenant_key=self.site.tenant_key,
            policy=self.pack.version,
            clock=lambda: 1000.0,
        )

    def run(self, *lines: bytes | dict[str, Any], **how: Any) -> list[Outcome]:
        """Import some lines."""
        raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
        return list(self.importer(**how).run(iter(enumerate(raw, start=1))))


@pytest.fixture
def bench(site: Site) -> Iterator[Bench]:
    """A bench over an empty log."""
    bench = Bench(site)
    yield bench
    bench.log.close()


def test_a_dialogue_goes_in_redacted(bench: Bench) -> None:
    """One table over the whole dialogue; the customer is a pseudonym; the file's id is not kept."""
    assert bench.run(GOOD) == [Outcome(1, trainable=True)]
    (row,) = bench.log.read()
    assert [turn["content"] for turn in row.messages] == [
        "I am <PERSON_1>, my phone is <PHONE_NUMBER_1>.",
        "Thank you <PERSON_1>, we will call <PHONE_NUMBER_1>.",
    ]
    assert row.subject == pseudonym(bench.site.tenant_key, "cust-77")
    assert (row.origin, row.consent, row.trainable) == ("import", True, True)
    assert "d-1" not in row.id
    assert row.policy == bench.pack.version


def test_without_consent_it_is_not_trainable(bench: Bench) -> None:
    """A missing `consent` is none, whatever the pack's default."""
    line = {key: value for key, value in GOOD.items() if key != "consent"}
    assert bench.run(line) == [Outcome(1)]
    assert bench.log.count() == 1
    assert bench.log.count(trainable_only=True) == 0


def test_a_repeat_changes_nothing(bench: Bench) -> None:
    """The same id goes in once."""
    bench.run(GOOD)
    assert bench.run(GOOD, {**GOOD, "id": "d-2"}) == [
        Outcome(1, duplicate=True),
        Outcome(2, trainable=True),
    ]
    assert bench.log.count() == 2


def test_a_bad_line_is_told_by_number_and_the_rest_goes_in(bench: Bench) -> None:
    """No line's content is in what is said of it."""
    outcomes = bench.run(
        b'{"id": "broken secretword',
        GOOD,
        b"[]",
        {**GOOD, "id": "d-3", "secretword": 1},
        {**GOOD, "id": "d-4", "messages": [{"role": "robot", "content": "secretword"}]},
        {**GOOD, "id": "d-5", "consent": "secretword"},
        b"\xff\xfe",
        {**GOOD, "id": "d-6"},
    )
    assert [o.line for o in outcomes if o.code] == [1, 3, 4, 5, 6, 7]
    assert all(o.code == "invalid_request" for o in outcomes if o.code)
    assert "secretword" not in str(outcomes)
    assert bench.log.count() == 2


def test_what_the_first_look_misses_the_second_refuses(bench: Bench) -> None:
    """A detector that finds nothing does not let a phone number into the log."""

    class Blind:
        def scan(self, text: str) -> list[Span]:
            return []

    clean = {**GOOD, "id": "d-9", "messages": [{"role": "user", "content": "where is it?"}]}
    outcomes = bench.run(GOOD, clean, detector=Blind())
    assert [o.code for o in outcomes] == ["privacy_refused", ""]
    assert "138" not in str(outcomes)
    assert bench.log.count() == 1


def test_a_detector_that_fails_ends_the_import(bench: Bench) -> None:
    """Nothing more is read once the privacy path is broken, and nothing raw was written."""

    class Broken:
        def scan(self, text: str) -> list[Span]:
            raise RuntimeError(text)

    with pytest.raises(PrivacyUnavailable):
        bench.run(GOOD, GOOD, detector=Broken())
    assert bench.log.count() == 0


def test_a_dry_run_writes_nothing(bench: Bench) -> None:
    """All is redacted and checked, the log stays empty."""
    assert bench.run(GOOD, b"{", dry=True) == [
        Outcome(1, trainable=True),
        Outcome(2, "invalid_request", "not JSON"),
    ]
    assert bench.log.count() == 0


@pytest.mark.privacy
def test_no_raw_value_in_the_files(bench: Bench) -> None:
    """Neither the values nor the customer's name nor the redacted text stand in any byte."""
    bench.run(GOOD)
    for file in bench.site.root.glob("*.db*"):
        data = file.read_bytes()
        for needle in (b"Mary", b"13812345678", b"cust-77", b'd-1"', b"my phone is"):
            assert needle not in data


def test_ids_may_be_numbers() -> None:
    """Exports often number dialogues and customers."""
    line = parse_line(json.dumps({**GOOD, "id": 5, "customer": 7}).encode())
    assert (line.id, line.customer) == ("5", "7")


def test_a_line_over_the_limit_is_refused() -> None:
    """A line's size is bounded before it is parsed."""
    with pytest.raises(InvalidRequest, match="longer"):
        parse_line(b" " * (257 * 1024))


def test_lines_are_numbered_as_in_the_file(tmp_path: Path) -> None:
    """Blank lines are skipped but counted; a byte order mark is no part of the first."""
    path = tmp_path / "f.jsonl"
    path.write_bytes(b"\xef\xbb\xbf{}\n\n[]\n")
    assert list(read_lines(path)) == [(1, b"{}\n"), (3, b"[]\n")]


def test_the_log_gets_what_the_pack_lets_it_have(site: Site, tmp_path: Path) -> None:
    """A masked class as its type; a class that leaves no token is named beside the text."""
    pack = tmp_path / "p.yaml"
    pack.write_text(
        "extends: default\nname: p\nactions:\n  PHONE_NUMBER: {action: mask, keep_last: 2}\n"
        "  EMAIL_ADDRESS: keep\nroles: {log: {PERSON: mask}}\n"
    )
    bench = Bench(site, str(pack))
    line = {
        **GOOD,
        "messages": [
            {"role": "user", "content": "I am Maria Keller, 415-555-0132, info@example.com."},
            {"role": "assistant", "content": "Thank you, Maria Keller."},
        ],
    }
    assert bench.run(line)[0].code == ""
    (row,) = bench.log.read()
    text = " ".join(turn["content"] for turn in row.messages)
    assert "<PERSON" not in text
    assert text.endswith("Thank you, [PERSON].")
    assert row.labels == ("EMAIL_ADDRESS", "PERSON", "PHONE_NUMBER")
    bench.log.close()
