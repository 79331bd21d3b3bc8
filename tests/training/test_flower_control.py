"""Node keys, idempotent registration, who is online, and what the FAB holds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from sottovoce.errors import ConfigInvalid
from sottovoce.tls import issue_ca, new_node_key
from tests.training.test_rounds import FakeControl
from training.flower_control import (
    FlowerControlError,
    HttpFlowerControl,
    build_fab,
    load_node_public_key,
    online_sites,
    register_sites,
)


def test_a_node_key_is_read_in_both_forms(tmp_path: Path) -> None:
    """OpenSSH and PEM give the same bytes, those that Flower stores."""
    _, public = new_node_key()
    (tmp_path / "ssh").write_bytes(public)
    key = serialization.load_ssh_public_key(public)
    assert isinstance(key, ec.EllipticCurvePublicKey)
    pem = key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (tmp_path / "pem").write_bytes(pem)
    assert load_node_public_key(tmp_path / "ssh") == load_node_public_key(tmp_path / "pem") == pem


def test_an_unusable_node_key_is_refused(tmp_path: Path) -> None:
    """Missing, garbage, or of another kind."""
    (tmp_path / "garbage").write_bytes(b"garbage")
    other = ed25519.Ed25519PrivateKey.generate().public_key()
    (tmp_path / "ed25519").write_bytes(
        other.public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    )
    for name in ("missing", "garbage", "ed25519"):
        with pytest.raises(ConfigInvalid, match="node_public_key_file"):
            load_node_public_key(tmp_path / name)


def test_registration_is_idempotent_and_only_known_keys_count_as_sites() -> None:
    """A stranger's node that is online is no site."""
    control = FakeControl()
    keys = {"site-a": b"A", "site-b": b"B"}
    register_sites(control, keys)
    register_sites(control, keys)
    control.register(b"stranger", "x")
    control.online = {b"B", b"stranger"}
    assert control.registered == [b"A", b"B", b"stranger"]
    assert online_sites(control, keys) == {"site-b": 1}


@pytest.mark.filterwarnings("ignore:GitWildMatchPattern:DeprecationWarning")  # inside flwr
def test_the_fab_holds_the_entry_points_and_nothing_else() -> None:
    """Three Python files and the pyproject; no torch in them, no data beside them."""
    with zipfile.ZipFile(io.BytesIO(build_fab())) as fab:
        names = {name for name in fab.namelist() if not name.startswith(".info/")}
        source = b"".join(fab.read(name) for name in names)
    assert names == {
        "pyproject.toml",
        "sottovoce_round/__init__.py",
        "sottovoce_round/client_app.py",
        "sottovoce_round/server_app.py",
    }
    assert b"import torch" not in source
    assert len(source) < 20_000


def test_no_superlink_is_one_error_of_ours(tmp_path: Path) -> None:
    """A refused connection becomes FlowerControlError, without the library's text."""
    from datetime import UTC, datetime

    certificate, _ = issue_ca("test", datetime.now(UTC))
    (tmp_path / "ca.crt").write_bytes(certificate)
    control = HttpFlowerControl("127.0.0.1:1", tmp_path / "ca.crt")
    with pytest.raises(FlowerControlError, match=r"list nodes: \w+"):
        control.nodes()
