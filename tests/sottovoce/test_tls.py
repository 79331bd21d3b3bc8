"""Certificates that a real TLS client accepts, for the names they hold and no others."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from sottovoce.tls import issue_ca, issue_server, new_node_key


def handshake(folder: Path, name: str) -> None:
    now = datetime.datetime.now(datetime.UTC)
    ca, ca_key = issue_ca("test", now)
    certificate, key = issue_server(ca, ca_key, ["localhost", "127.0.0.1", "edge-a"], now)
    for file, data in (("ca", ca), ("crt", certificate), ("key", key)):
        (folder / file).write_bytes(data)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "crt", folder / "key")
    client = ssl.create_default_context(cafile=str(folder / "ca"))
    left, right = socket.socketpair()

    def serve() -> None:
        try:
            server.wrap_socket(left, server_side=True).close()
        except (ssl.SSLError, OSError):
            left.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        client.wrap_socket(right, server_hostname=name).close()
    finally:
        right.close()
        thread.join(10)


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "edge-a"])
def test_a_client_accepts_the_names_of_the_certificate(tmp_path: Path, name: str) -> None:
    """The default strict context of Python accepts the chain and the name."""
    handshake(tmp_path, name)


def test_a_client_refuses_another_name(tmp_path: Path) -> None:
    """A certificate for one service is worth nothing for another."""
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(tmp_path, "evil")


def test_node_keys_are_openssh_p384() -> None:
    """A SuperNode's pair is what Flower registers."""
    private, public = new_node_key()
    assert public.startswith(b"ecdsa-sha2-nistp384 ")
    key = serialization.load_ssh_private_key(private, password=None)
    assert (
        key.public_key().public_bytes(
            serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
        )
        == public.strip()
    )
