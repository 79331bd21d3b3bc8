"""Talks to the trainer's registry over TLS: the signed pointer and the files of a release.

Knows paths, size limits and the site's token. Verifies nothing: whoever calls it must.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import httpx

from sottovoce.errors import AdapterRejected, ConfigInvalid, UpstreamUnavailable
from sottovoce.release import MAX_ADAPTER_BYTES, MAX_MANIFEST_BYTES, RELEASE_NAME, SignedRelease

MAX_POINTER_BYTES = 64 * 1024
TIMEOUT = httpx.Timeout(30.0, connect=5.0)
CALL_SECONDS = 60.0  # for a whole answer: a timeout of httpx starts anew with each byte
DOWNLOAD_SECONDS = 900.0


class Registry(Protocol):
    """Where pointers and releases come from."""

    async def poll(self, *, bucket: int, active: str | None, sequence: int) -> bytes: ...
    async def fetch(self, release: str) -> SignedRelease: ...


class RegistryClient:
    """One site's connection to the registry. Every call raises UpstreamUnavailable when it fails."""

    def __init__(self, url: str, site: str, token: str, ca_file: Path | None) -> None:
        self._site = site
        self._http = httpx.AsyncClient(
            base_url=url.rstrip("/"),
            # Uncompressed, so that the limits below are those of what is read from the network too.
            headers={"authorization": f"Bearer {token}", "accept-encoding": "identity"},
            verify=_trust(ca_file),
            timeout=TIMEOUT,
            trust_env=False,
            follow_redirects=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def poll(self, *, bucket: int, active: str | None, sequence: int) -> bytes:
        """Report the bucketed count of trainable dialogues; returns the signed pointer's bytes."""
        body = {
            "site": self._site,
            "trainable_bucket": bucket,
            "active": active,
            "sequence": sequence,
        }
        return await self._call("POST", "/v1/poll", MAX_POINTER_BYTES, body)

    async def fetch(self, release: str) -> SignedRelease:
        """The three files of a release. Raises AdapterRejected(size|format) besides."""
        if not re.fullmatch(RELEASE_NAME, release):
            raise AdapterRejected("format")
        path = f"/v1/releases/{release}"
        manifest = await self._call("GET", f"{path}/manifest.json", MAX_MANIFEST_BYTES)
        signature = await self._call("GET", f"{path}/manifest.sig", MAX_POINTER_BYTES)
        adapter = await self._call(
            "GET", f"{path}/adapter.safetensors", MAX_ADAPTER_BYTES, seconds=DOWNLOAD_SECONDS
        )
        return SignedRelease(manifest, signature, adapter)

    async def _call(
        self,
        method: str,
        path: str,
        limit: int,
        body: dict[str, object] | None = None,
        *,
        seconds: float | None = None,
    ) -> bytes:
        try:
            async with (
                asyncio.timeout(CALL_SECONDS if seconds is None else seconds),
                self._http.stream(method, path, json=body) as response,
            ):
                if response.status_code != httpx.codes.OK:
                    raise UpstreamUnavailable(
                        f"The registry answered {response.status_code}; see its log."
                    )
                return await _read(response, limit)
        except (httpx.HTTPError, TimeoutError) as error:
            raise UpstreamUnavailable(
                f"The registry cannot be reached ({type(error).__name__})."
            ) from None


async def _read(response: httpx.Response, limit: int) -> bytes:
    data = bytearray()
    async for chunk in response.aiter_raw():
        data += chunk
        if len(data) > limit:
            raise AdapterRejected("size")
    return bytes(data)


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    except (OSError, ssl.SSLError):
        raise ConfigInvalid([f"registry.ca_file: {ca_file} is no readable certificate"]) from None
