"""`sottovoce keys`: new files, owner-only, nothing secret printed, nothing overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sottovoce import crypto
from sottovoce.keys_cli import app

SECRETS = {"vault.key", "tenant.key", "api-key.txt", "site.key", "report.key", "node.key"}
SECRETS |= {"service.token", "registry.token", "release.key", "server.key", "edge.key", "ca.key"}


def run(*args: object) -> str:
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("token", {"k"}),
        ("secret", {"k"}),
        ("signing", {"k", "k.pub"}),
        ("node", {"k", "k.pub"}),
    ],
)
def test_each_command_makes_its_files_once(tmp_path: Path, command: str, names: set[str]) -> None:
    """The private file is the owner's alone, and a second call refuses."""
    output = run(command, "--out", tmp_path / "k")
    assert {file.name for file in tmp_path.iterdir()} == names
    secret = crypto.read_secret(tmp_path / "k").decode().strip()
    assert secret not in output
    if command == "token":
        assert output.strip() == crypto.token_digest(secret)
    again = CliRunner().invoke(app, [command, "--out", str(tmp_path / "k")])
    assert again.exit_code == 2


def test_tls_uses_the_authority_that_is_there(tmp_path: Path) -> None:
    """Two certificates of one folder have one authority."""
    run("tls", "--out", tmp_path / "one", "--ca", tmp_path / "ca", "--host", "a.example")
    before = (tmp_path / "ca" / "ca.crt").read_bytes()
    run("tls", "--out", tmp_path / "two", "--ca", tmp_path / "ca", "--host", "b.example")
    assert (tmp_path / "ca" / "ca.crt").read_bytes() == before
    assert crypto.read_secret(tmp_path / "two" / "server.key").startswith(b"-----BEGIN PRIVATE")


def test_a_federation_has_a_folder_for_each_party(tmp_path: Path) -> None:
    """Every party gets what it needs; secrets are owner-only; sites share no secret but the tenant's."""
    out = tmp_path / "fed"
    run("federation", "--out", out, "--site", "a", "--site", "b", "--host", "10.1.2.3")
    assert {p.name for p in (out / "sites").iterdir()} == {"a", "b"}
    for file in out.rglob("*"):
        if file.is_file() and file.name in SECRETS:
            assert file.stat().st_mode & 0o077 == 0, file
    a, b = (out / "sites" / name for name in "ab")
    assert {p.name for p in a.iterdir()} == {p.name for p in b.iterdir()}
    for file in a.iterdir():
        shared = file.name in ("tenant.key", "ca.crt", "release.pub")
        assert (file.read_bytes() == (b / file.name).read_bytes()) is shared, file.name
    assert (a / "tenant.key").read_bytes() == (out / "gateway" / "tenant.key").read_bytes()
    assert crypto.token_matches(
        crypto.read_token(a / "registry.token"), (a / "registry.token.sha256").read_text().strip()
    )
    again = CliRunner().invoke(app, ["federation", "--out", str(out), "--site", "a"])
    assert again.exit_code == 2
