"""Compiled expressions between starts: read where they can be trusted, else compiled again."""

from __future__ import annotations

import os
from pathlib import Path

import hyperscan
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.recognizers.automaton import Automaton, Expression
from policies.recognizers.kept_databases import MOST_FILES, key_of, read, user_folder, write
from policies.recognizers.leads import Shows

EXPRESSIONS = [
    Expression(1, "[0-9]{3}", Shows.ENDS),
    Expression(2, r"\x{738b}", Shows.ANYWHERE),
]
TEXT = "call 555 王 now 777".encode()
KEY = key_of(["a", "b"])


def compiled() -> list[hyperscan.Database]:
    database = hyperscan.Database()
    database.compile(expressions=[b"abc"], ids=[1], flags=[0])
    return [database, database]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "a" / "b"
    write(folder, KEY, compiled())
    return folder


def test_what_was_written_is_read(folder: Path) -> None:
    """As many databases as were kept, in a folder and a file for this user alone."""
    kept = read(folder, KEY)
    assert kept is not None
    assert len(kept) == 2
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / KEY).stat().st_mode & 0o777 == 0o600


def test_the_second_start_finds_the_same_and_compiles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kept databases give the events that the compiled ones give."""
    first = Automaton(EXPRESSIONS, tmp_path).events(TEXT)
    assert first == Automaton(EXPRESSIONS).events(TEXT) != {}

    def never(_bundle: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr("policies.recognizers.automaton._compiled", never)
    assert Automaton(EXPRESSIONS, tmp_path).events(TEXT) == first
    with pytest.raises(AssertionError, match="again"):
        Automaton(EXPRESSIONS[:1], tmp_path)


def test_keys_tell_their_parts_apart() -> None:
    """Neither the order nor the borders of parts can be mistaken."""
    parts = (["ab", "c"], ["a", "bc"], ["abc"], ["c", "ab"], ["ab", "c", ""])
    assert len({key_of(some) for some in parts}) == len(parts)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(min_value=0), flipped=st.integers(min_value=1, max_value=255))
def test_a_changed_byte_is_no_database(folder: Path, place: int, flipped: int) -> None:
    """Wherever it is: a damaged file never gets to native code."""
    path = folder / KEY
    whole = path.read_bytes()
    changed = bytearray(whole)
    changed[place % len(whole)] ^= flipped
    path.write_bytes(changed)
    assert read(folder, KEY) is None
    path.write_bytes(whole[: place % len(whole)])
    assert read(folder, KEY) is None
    path.write_bytes(whole)
    assert read(folder, KEY) is not None


def test_another_keys_file_is_not_taken(folder: Path) -> None:
    """A file under another name than it was written for is none."""
    other = key_of(["c"])
    (folder / KEY).rename(folder / other)
    assert read(folder, other) is None
    assert read(folder, KEY) is None


@pytest.mark.parametrize("what", ["file", "folder"])
@pytest.mark.parametrize("bit", [0o020, 0o002])
def test_what_others_can_write_is_not_taken(folder: Path, what: str, bit: int) -> None:
    """Whoever can write there could switch the rules off."""
    path = folder / KEY if what == "file" else folder
    path.chmod(path.stat().st_mode | bit)
    assert read(folder, KEY) is None


def test_what_belongs_to_another_is_not_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another user's file is not ours, whatever its mode."""
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    assert read(folder, KEY) is None


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    """Neither as the file nor as the folder."""
    (folder / KEY).rename(tmp_path / "elsewhere")
    (folder / KEY).symlink_to(tmp_path / "elsewhere")
    assert read(folder, KEY) is None
    (tmp_path / "link").symlink_to(folder)
    write(folder, KEY, compiled())
    assert read(tmp_path / "link", KEY) is None


def test_a_folder_that_cannot_be_is_no_error(tmp_path: Path) -> None:
    """A read-only machine compiles at each start."""
    (tmp_path / "file").write_text("")
    write(tmp_path / "file" / "folder", KEY, compiled())
    assert read(tmp_path / "file" / "folder", KEY) is None


def test_a_database_that_the_library_refuses_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one of another sort of processor is."""

    def refuse(*_: object) -> None:
        raise hyperscan.error("platform")

    monkeypatch.setattr(hyperscan, "Scratch", refuse)
    assert read(folder, KEY) is None


def test_old_files_go(tmp_path: Path) -> None:
    """Those that were used last stay; nothing else is left behind."""
    keys = [key_of([str(number)]) for number in range(MOST_FILES + 3)]
    for age, key in enumerate(keys[:-1]):
        write(tmp_path, key, compiled())
        os.utime(tmp_path / key, (age, age))
    assert read(tmp_path, keys[-2]) is not None
    write(tmp_path, keys[-1], compiled())
    assert {file.name for file in tmp_path.iterdir()} == set(keys[-MOST_FILES:])


def test_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """XDG_CACHE_HOME moves it; a user without a home has none."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/c")
    assert user_folder() == Path("/c/sottovoce/automata")
    monkeypatch.delenv("XDG_CACHE_HOME")

    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    assert user_folder() is None
