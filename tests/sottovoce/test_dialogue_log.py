"""The sealed log: what is written comes back, nothing lies there in clear, erasing is for good."""

from __future__ import annotations

import dataclasses
import multiprocessing
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sottovoce.crypto import new_key
from sottovoce.dialogue_log import PAGE_ROWS, Dialogue, DialogueLog
from sottovoce.errors import LogUnavailable, SealBroken

KEY = bytes(range(32))


def dialogue(number: int = 1, **changes: Any) -> Dialogue:
    base = Dialogue(
        id=f"d{number:05}",
        subject=f"sub_{number % 3}",
        conversation="conv-marker",
        language="zh",
        origin="import",
        consent=True,
        trainable=True,
        policy="p",
        adapter=None,
        created=float(number),
        messages=({"role": "user", "content": f"marker-{number} 你好"},),
    )
    return dataclasses.replace(base, **changes)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[DialogueLog]:
    made = DialogueLog(tmp_path / "log.db", tmp_path / "keys.db", KEY)
    yield made
    made.close()


def files(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def test_what_is_written_comes_back_in_order_over_pages(log: DialogueLog) -> None:
    """Every field survives, and a reader sees every row once, whatever the page size."""
    numbers = list(range(PAGE_ROWS * 2 + 3))
    for number in reversed(numbers):
        log.append(dialogue(number, created=float(number // 7)))
    assert [d.id for d in log.read()] == [f"d{n:05}" for n in numbers]
    assert next(log.read(since=2.0)) == dialogue(14, created=2.0)
    assert log.count() == len(numbers)
    assert log.count(since=2.0) == len(numbers) - 14


def test_an_id_is_written_once(log: DialogueLog) -> None:
    """Importing a file twice makes no second copy."""
    assert log.append(dialogue()) is True
    assert log.append(dialogue(messages=())) is False
    assert list(log.read()) == [dialogue()]


@pytest.mark.parametrize(
    ("consent", "trainable", "trains"),
    [(True, True, 1), (True, False, 0), (False, True, 0), (False, False, 0)],
)
def test_only_a_persons_answer_with_consent_trains(
    log: DialogueLog, consent: bool, trainable: bool, trains: int
) -> None:
    """Both marks are needed."""
    log.append(dialogue(consent=consent, trainable=trainable))
    assert len(list(log.read(trainable_only=True))) == trains
    assert log.count(trainable_only=True) == trains


def test_the_files_hold_nothing_in_clear(log: DialogueLog, tmp_path: Path) -> None:
    """Neither text nor conversation lies in the log, its write-ahead log or the key file."""
    log.append(dialogue())
    raw = files(tmp_path)
    for secret in (b"marker", "你好".encode(), KEY, KEY.hex().encode()):
        assert secret not in raw


def test_erasing_destroys_key_and_rows(log: DialogueLog, tmp_path: Path) -> None:
    """After erasure a copy of the rows taken before it stays closed, also with the site key."""
    for number in range(6):
        log.append(dialogue(number))
    backup = sqlite3.connect(tmp_path / "log.db").execute("SELECT * FROM dialogues").fetchall()
    wrapped = (
        sqlite3.connect(tmp_path / "keys.db").execute("SELECT * FROM customer_keys").fetchall()
    )
    assert log.erase_subject("sub_1") == 2
    assert {d.subject for d in log.read()} == {"sub_0", "sub_2"}
    gone = next(value for subject, value in wrapped if subject == "sub_1")
    assert gone not in files(tmp_path)
    with sqlite3.connect(tmp_path / "log.db") as restored:
        restored.executemany("INSERT OR IGNORE INTO dialogues VALUES (?,?,?,?,?,?,?)", backup)
    assert {d.subject for d in log.read()} == {"sub_0", "sub_2"}
    assert log.erase_subject("sub_1") == 2
    assert log.erase_subject("never seen") == 0


def test_a_customer_who_comes_back_gets_a_new_key(log: DialogueLog) -> None:
    """Erasure forgets the past, not the person's future."""
    log.append(dialogue(1))
    log.erase_subject("sub_1")
    log.append(dialogue(4))
    assert [d.id for d in log.read()] == ["d00004"]


def test_purge_takes_what_is_too_old_and_its_keys(log: DialogueLog, tmp_path: Path) -> None:
    """Retention deletes rows by age, and a key that nothing needs any more."""
    for number in range(6):
        log.append(dialogue(number))
    assert log.purge(before=5.0) == 5
    assert [d.id for d in log.read()] == ["d00005"]
    with sqlite3.connect(tmp_path / "keys.db") as keys:
        assert keys.execute("SELECT subject FROM customer_keys").fetchall() == [("sub_2",)]


def test_another_site_key_opens_nothing(log: DialogueLog, tmp_path: Path) -> None:
    """A log without its key is noise, and is told as such."""
    log.append(dialogue())
    other = DialogueLog(tmp_path / "log.db", tmp_path / "keys.db", new_key())
    with pytest.raises(SealBroken):
        list(other.read())
    other.close()


def test_rows_cannot_be_exchanged(log: DialogueLog, tmp_path: Path) -> None:
    """A sealed row that is moved to another id does not open."""
    log.append(dialogue(1))
    with sqlite3.connect(tmp_path / "log.db") as raw:
        raw.execute("UPDATE dialogues SET id = 'd00009'")
    with pytest.raises(SealBroken):
        list(log.read())


def test_a_log_that_cannot_be_written_says_so(log: DialogueLog, tmp_path: Path) -> None:
    """A lost table, and a folder where the file should be, are LogUnavailable."""
    log.check()
    with sqlite3.connect(tmp_path / "log.db") as raw:
        raw.execute("DROP TABLE dialogues")
    with pytest.raises(LogUnavailable):
        log.append(dialogue())
    (tmp_path / "folder").mkdir()
    with pytest.raises(LogUnavailable):
        DialogueLog(tmp_path / "folder", tmp_path / "keys2.db", KEY)


def test_a_dialogue_over_the_limit_is_refused(log: DialogueLog) -> None:
    """One row cannot fill the disk."""
    with pytest.raises(ValueError, match="limit"):
        log.append(dialogue(messages=({"role": "user", "content": "x" * (1 << 20)},)))


def _write(folder: Path, start: int) -> None:
    log = DialogueLog(folder / "log.db", folder / "keys.db", KEY)
    for number in range(start, start + 40):
        log.append(dialogue(number, subject="sub_same"))
    log.close()


def test_two_processes_write_one_log(log: DialogueLog, tmp_path: Path) -> None:
    """The edge and an import may run at once, and agree on a new customer's key."""
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write, args=(tmp_path, n)) for n in (0, 1000)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert len(list(log.read())) == 80
