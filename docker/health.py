#!/usr/bin/env python3
"""Asks a part on this machine whether it is well; exit code 0 means yes. Standard library only.

Knows HTTP on loopback (certificates are not checked: nothing is sent) and the site trainer's socket
frames; knows no settings, no keys and no other host.

    sottovoce-health http 127.0.0.1:4000/readyz     # http, then https; SOTTOVOCE_LISTEN__PORT wins
    sottovoce-health socket /run/sottovoce/site.sock
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import ssl
import sys
import urllib.error
import urllib.request

TIMEOUT_SECONDS = 4.0
MAX_REPLY_BYTES = 262_144


def web(address: str) -> str:
    """Empty where the address answers 200, else what was wrong."""
    place, _, path = address.partition("/")
    host, _, port = place.rpartition(":")
    if host not in {"127.0.0.1", "localhost", "[::1]"}:
        return "only loopback is asked"
    address = f"{host}:{os.environ.get('SOTTOVOCE_LISTEN__PORT', port)}/{path}"
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
    )
    fault = ""
    for scheme in (
        "http",
        "https",
    ):  # a TLS port drops plain HTTP without a word; the reverse is logged
        try:
            with opener.open(f"{scheme}://{address}", timeout=TIMEOUT_SECONDS):
                return ""
        except urllib.error.HTTPError as error:
            return f"status {error.code}"
        except (OSError, ValueError, http.client.HTTPException) as error:
            fault = f"{scheme}: {type(error).__name__}"
    return fault


def unix(path: str) -> str:
    """Empty where the site's trainer answers its status request with `ok`, else what was wrong."""
    request = json.dumps({"op": "status"}).encode()
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(TIMEOUT_SECONDS)
            connection.connect(path)
            connection.sendall(len(request).to_bytes(4, "big") + request + bytes(8))
            size = int.from_bytes(_exactly(connection, 4), "big")
            if size > MAX_REPLY_BYTES:
                return "the reply is too long"
            code = json.loads(_exactly(connection, size)).get("code")
    except (OSError, ValueError, EOFError) as error:
        return type(error).__name__
    return "" if code == "ok" else f"code {code}"


def _exactly(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = connection.recv(size - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def main(arguments: list[str]) -> int:
    """0 well, 1 not well (the reason on stderr), 2 wrong use."""
    ways = {"http": web, "socket": unix}
    if len(arguments) != 2 or arguments[0] not in ways:
        print(__doc__, file=sys.stderr)
        return 2
    fault = ways[arguments[0]](arguments[1])
    if fault:
        print(f"not well: {fault}", file=sys.stderr)
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
