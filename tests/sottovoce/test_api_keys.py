"""The key file: whole or not at all, by digest, readable by its owner alone."""

from __future__ import annotations

import datetime
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sottovoce.api_keys import ApiKey, add_key, read_keys, revoke_key
from sottovoce.crypto import new_token, token_digest
from sottovoce.errors import ConfigInvalid
from sottovoce.keys_cli import app

NOW = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)


def key(name: str, **fields: Any) -> ApiKey:
    return ApiKey(id=name, sha256=token_digest(new_token()), tenant="t", **fields)


def test_added_listed_revoked(tmp_path: Path) -> None:
    """A revoked key stays in the file and is live no more; an id cannot be used twice."""
    file = tmp_path / "keys.json"
    assert read_keys(file) == ()
    add_key(file, key("a"))
    add_key(file, key("b", expires=NOW))
    with pytest.raises(ConfigInvalid, match="already"):
        add_key(file, key("a"))
    revoke_key(file, "a", NOW)
    with pytest.raises(ConfigInvalid, match="no live key"):
        revoke_key(file, "a", NOW)
    first, second = read_keys(file)
    assert not first.live(0)
    assert second.live(NOW.timestamp() - 1)
    assert not second.live(NOW.timestamp())
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{", "not a key file"),
        ("[]", "not a key file"),
        ('{"keys": [{"id": "a b", "sha256": "x", "tenant": "t"}]}', "keys.0.id"),
        ('{"keys": [{"id": "a", "sha256": "x", "tenant": "t", "role": "boss"}]}', "keys.0.role"),
    ],
)
def test_a_broken_file_is_told(tmp_path: Path, text: str, word: str) -> None:
    """Every fault has its place, and no digest is quoted."""
    (tmp_path / "keys.json").write_text(text)
    with pytest.raises(ConfigInvalid, match=word):
        read_keys(tmp_path / "keys.json")


def test_two_at_once_lose_nothing(tmp_path: Path) -> None:
    """Twenty writers leave twenty keys."""
    file = tmp_path / "keys.json"
    threads = [threading.Thread(target=add_key, args=(file, key(f"k{n}"))) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_keys(file)) == 20


def test_the_commands(tmp_path: Path) -> None:
    """create writes the key to its own file and prints its digest; list shows neither; revoke ends it."""
    run = CliRunner().invoke
    file, out = str(tmp_path / "keys.json"), tmp_path / "a.txt"
    made = run(
        app,
        [
            *("create", "shop", "--file", file, "--out", str(out), "--tenant", "acme"),
            *("--role", "agent", "--site", "a", "--expires", "90d", "--requests-per-minute", "5"),
        ],
    )
    assert made.exit_code == 0, made.output
    token = out.read_text().strip()
    assert made.output.strip() == token_digest(token)
    assert token not in Path(file).read_text()
    listed = run(app, ["list", "--file", file, "--json"])
    row = json.loads(listed.output)
    assert (row["id"], row["state"], row["role"], row["sites"]) == ("shop", "live", "agent", ["a"])
    assert row["limits"] == "5 requests/min"
    assert token_digest(token) not in listed.output
    assert "shop" in run(app, ["list", "--file", file]).output
    assert run(app, ["revoke", "shop", "--file", file]).exit_code == 0
    again = run(app, ["list", "--file", file, "--json"])
    assert json.loads(again.output)["state"] == "revoked"


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--expires", "soon"], "--expires"),
        (["--role", "boss"], "role"),
        (["--tenant", "x y"], "tenant"),
    ],
)
def test_bad_options_leave_no_file(tmp_path: Path, options: list[str], word: str) -> None:
    """The fault is named, and neither a key nor a key file is left behind."""
    fixed = ["--file", str(tmp_path / "keys.json"), "--out", str(tmp_path / "a.txt")]
    done = CliRunner().invoke(app, ["create", "k", "--tenant", "t", *fixed, *options])
    assert isinstance(done.exception, ConfigInvalid)
    assert word in str(done.exception)
    assert list(tmp_path.iterdir()) == []
