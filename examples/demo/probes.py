"""How to ask each part of a federation whether it is ready.

Knows the parts' readiness routes, the site trainer's socket and the line that a connected SuperNode
logs. Changes nothing.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from examples.demo.federation import Federation

CONNECTED = "SuperNode ID:"


def probe(federation: Federation, part: str) -> Callable[[], bool]:
    """A question that answers whether the part is ready just now."""
    kind, _, site = part.partition(":")
    if kind == "node":
        log = federation.processes.children[part].log
        start = federation.processes.children[part].log_start
        return lambda: CONNECTED.encode() in log.read_bytes()[start:]
    if kind == "site":
        return lambda: accepts(federation.paths.socket(site))
    if kind == "gateway":
        return lambda: answers(f"http://127.0.0.1:{federation.ports.gateway}/readyz")
    base = federation.registry_url if kind == "trainer" else federation.edge_url(site)
    return lambda: answers(base + "/readyz", ca_file=federation.ca_file)


def answers(url: str, *, ca_file: Path | None = None, timeout: float = 2.0) -> bool:
    """Whether a GET of `url` gives 200 within `timeout` seconds."""
    verify: ssl.SSLContext | bool = True
    if ca_file is not None:
        verify = ssl.create_default_context(cafile=ca_file)
    try:
        return httpx.get(url, verify=verify, timeout=timeout, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def accepts(path: Path) -> bool:
    """Whether somebody listens on a Unix socket."""
    with socket.socket(socket.AF_UNIX) as one:
        try:
            one.connect(str(path))
        except OSError:
            return False
    return True
