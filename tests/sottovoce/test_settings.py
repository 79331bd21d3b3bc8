"""Settings: precedence, all faults at once, secrets hidden."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from sottovoce.errors import ConfigInvalid
from sottovoce.settings import (
    Listen,
    PackName,
    Settings,
    is_loopback,
    load_settings,
    pack_label,
    show_settings,
)


class Inner(Settings):
    path: Path = Path("inner.db")
    size: int = 3


class Outer(Settings):
    name: str
    listen: Listen = Listen()
    inner: Inner | None = None
    token: SecretStr = SecretStr("")
    url: str = ""
    files: tuple[Path, ...] = ()
    names: tuple[str, ...] = ()


class WithPack(Settings):
    pack: PackName = "default"


def write(folder: Path, text: str) -> Path:
    file = folder / "conf.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_command_line_beats_environment_beats_file(tmp_path: Path) -> None:
    """Each layer covers the one below, field by field."""
    file = write(tmp_path, "name: file\nlisten: {port: 1, host: 127.0.0.2}\ninner: {size: 7}\n")
    settings = load_settings(
        Outer,
        file,
        env={"SOTTOVOCE_NAME": "env", "SOTTOVOCE_LISTEN__PORT": "2", "SOTTOVOCE_INNER__SIZE": "8"},
        overrides={"listen": {"port": 3, "host": None}, "url": None},
    )
    assert (settings.name, settings.listen.port, settings.listen.host) == ("env", 3, "127.0.0.2")
    assert settings.inner is not None
    assert settings.inner.size == 8


def test_variables_of_other_parts_are_left_alone() -> None:
    """One environment may serve several parts."""
    env = {"SOTTOVOCE_NAME": "x", "SOTTOVOCE_POLL_SECONDS": "3", "SOTTOVOCE_NAME__DEEP": "y"}
    assert load_settings(Outer, None, env=env).name == "x"


def test_a_list_may_be_written_as_yaml_in_a_variable() -> None:
    """A variable that opens a bracket is read as YAML."""
    env = {"SOTTOVOCE_NAME": "x", "SOTTOVOCE_NAMES": "[a, b]"}
    assert load_settings(Outer, None, env=env).names == ("a", "b")


def test_relative_paths_lie_beside_the_file(tmp_path: Path) -> None:
    """A path means the same from whichever folder the command is called."""
    file = write(tmp_path, "name: x\ninner: {path: a/b.db}\nlisten: {}\n")
    inner = load_settings(Outer, file, env={}).inner
    assert inner is not None
    assert inner.path == tmp_path / "a" / "b.db"


@pytest.mark.parametrize(
    ("pack", "read"),
    [("default", "default"), ("/a/p.yaml", "/a/p.yaml"), ("packs/p.yaml", "{here}/packs/p.yaml")],
)
def test_a_pack_is_a_name_or_a_file_beside_the_settings(
    tmp_path: Path, pack: str, read: str
) -> None:
    """A pack's file is found like every other path of the settings."""
    file = write(tmp_path, f"pack: {pack}\n")
    assert load_settings(WithPack, file, env={}).pack == read.format(here=tmp_path)


def test_all_faults_are_told_at_once_without_values(tmp_path: Path) -> None:
    """Three faults make three lines, and none of them quotes the value."""
    file = write(tmp_path, "nmae: x\nlisten: {port: tiger-secret}\ninner: {size: leo}\n")
    with pytest.raises(ConfigInvalid) as caught:
        load_settings(Outer, file, env={})
    text = "\n".join(caught.value.faults)
    for place in ("name", "nmae", "listen.port", "inner.size"):
        assert place in text
    assert "tiger" not in text


@pytest.mark.parametrize(
    ("text", "hint"), [("[1", "line"), ("- 1", "mapping"), (None, "cannot be read")]
)
def test_an_unreadable_file_is_one_clear_fault(tmp_path: Path, text: str | None, hint: str) -> None:
    """Broken YAML, a list at the top and a missing file are each told."""
    file = tmp_path / "absent.yaml" if text is None else write(tmp_path, text)
    with pytest.raises(ConfigInvalid, match=hint):
        load_settings(Outer, file, env={})


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: x\nname: y\n", 2),
        ("listen:\n  port: 1\n  host: a\n  port: 2\n", 4),
        ("many: [{a: 1}, {a: 1, b: 2,\n  b: 3}]\n", 2),
        ("name: x\n'name': y\n", 2),
        ('name: x\n"n\\u0061me": y\n', 2),
    ],
)
def test_a_key_that_stands_twice_is_a_fault(tmp_path: Path, text: str, line: int) -> None:
    """YAML's reader would take the last one in silence; the line is named, the value is not."""
    with pytest.raises(ConfigInvalid, match=f"line {line}: a key stands there twice"):
        load_settings(Outer, write(tmp_path, text), env={})


def test_equal_keys_of_two_mappings_and_aliases_are_none(tmp_path: Path) -> None:
    """One anchor used twice is one mapping."""
    text = "name: x\ninner: &a {size: 1}\nlisten: {port: 1}\n"
    settings = load_settings(Outer, write(tmp_path, text), env={})
    assert (settings.name, settings.listen.port) == ("x", 1)


@pytest.mark.parametrize(
    ("pack", "label"),
    [("default", "default"), ("packs/p.yaml", "packs/p.yaml"), ("/a/b/p.yaml", "p.yaml")],
)
def test_a_packs_file_is_known_as_it_was_written(tmp_path: Path, pack: str, label: str) -> None:
    """Never by its whole path; written back into a file it is what it was."""
    settings = load_settings(WithPack, write(tmp_path, f"pack: {pack}\n"), env={})
    assert pack_label(settings.pack) == label
    copied = settings.model_copy(deep=True)
    assert (copied.pack, pack_label(copied.pack)) == (settings.pack, label)
    assert settings.model_dump(mode="json")["pack"] == pack


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 - the very case
        ("10.0.0.1", False),
        ("example.com", False),
        ("::", False),
    ],
)
def test_another_address_than_loopback_needs_tls(host: str, loopback: bool) -> None:
    """No service listens in clear text to the network by mistake."""
    assert is_loopback(host) is loopback
    if loopback:
        assert Listen(host=host).scheme == "http"
    else:
        with pytest.raises(ValidationError, match="tls_cert"):
            Listen(host=host)
        assert Listen(host=host, trusted_proxy=True).host == host
        assert Listen(host=host, tls_cert=Path("c"), tls_key=Path("k")).scheme == "https"


def test_half_of_a_certificate_is_refused() -> None:
    """A certificate without its key is a fault."""
    with pytest.raises(ValidationError, match="together"):
        Listen(tls_cert=Path("c"))


def test_faults_of_one_address_are_told_together() -> None:
    """A wrong port does not hide that the address is open."""
    with pytest.raises(ValidationError, match=r"port must be.*needs tls_cert"):
        Listen(host="10.0.0.1", port=99999)


def test_secrets_are_hidden_when_shown() -> None:
    """Neither a secret field nor a password in a URL is printed."""
    shown = str(
        show_settings(
            Outer(
                name="x",
                token=SecretStr("tiger"),
                url="https://me:lion@host/v1?key=puma",
                files=(Path("a"),),
            )
        )
    )
    assert "(hidden)" in shown
    for secret in ("tiger", "lion", "puma"):
        assert secret not in shown


def test_settings_are_frozen() -> None:
    """Nothing changes a setting after it was read."""
    with pytest.raises(ValidationError):
        Listen().port = 1  # type: ignore[misc]
