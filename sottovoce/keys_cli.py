"""`sottovoce keys …`: tokens, secrets, signing keys, and TLS for a small federation.

Every secret goes into a new file that its owner alone can read; nothing secret is printed and nothing is
overwritten.
"""

from __future__ import annotations

import datetime
import json
import re
import shutil
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from sottovoce import api_keys, crypto, tls
from sottovoce.errors import ConfigInvalid

app = typer.Typer(
    add_completion=False,
    help="Make tokens, secrets, signing keys and TLS for a small federation.",
    no_args_is_help=True,
)

Out = Annotated[Path, typer.Option("--out", help="The file to write; it must not exist.")]
KeysFile = Annotated[
    Path, typer.Option("--file", help="The gateway's key file (`keys_file` in its settings).")
]


@app.command()
def token(out: Out) -> None:
    """Make a bearer token (256 bits) and print its SHA-256, which is what a service's config holds."""
    value = crypto.new_token()
    _write(out, value.encode() + b"\n")
    typer.echo(crypto.token_digest(value))


@app.command()
def create(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="The key's name in logs.")],
    file: KeysFile,
    out: Out,
    tenant: Annotated[str, typer.Option("--tenant", help="The tenant that it belongs to.")],
    site: Annotated[
        list[str] | None, typer.Option("--site", help="A site that it may reach; all if not given.")
    ] = None,
    role: Annotated[str, typer.Option("--role", help="app, agent or privacy.")] = "app",
    pack: Annotated[
        str | None, typer.Option("--pack", help="The policy pack of its requests.")
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option("--model", help="A model that it may name; all if not given."),
    ] = None,
    requests_per_minute: Annotated[
        int | None, typer.Option("--requests-per-minute", min=1, help="Requests a minute.")
    ] = None,
    tokens_per_minute: Annotated[
        int | None, typer.Option("--tokens-per-minute", min=1, help="Tokens a minute.")
    ] = None,
    token_budget: Annotated[
        int | None, typer.Option("--token-budget", min=1, help="Tokens altogether.")
    ] = None,
    expires: Annotated[
        str | None, typer.Option("--expires", help="A day such as 2027-01-31, or 90d from now.")
    ] = None,
) -> None:
    """Make an API key (256 bits) and note its SHA-256 in the gateway's key file.

    The key itself goes into --out, which its owner alone can read, and nowhere else. A running gateway takes it
    within a second.
    """
    value = crypto.new_token()
    fields = {
        "id": key_id,
        "sha256": crypto.token_digest(value),
        "tenant": tenant,
        "sites": site or [api_keys.ANY],
        "role": role,
        "pack": pack,
        "models": model or [api_keys.ANY],
        "requests_per_minute": requests_per_minute,
        "tokens_per_minute": tokens_per_minute,
        "token_budget": token_budget,
        "expires": _moment(expires),
        "created": _now(),
    }
    try:
        key = api_keys.ApiKey.model_validate(fields)
    except ValidationError as error:
        raise ConfigInvalid(
            f"{'.'.join(map(str, item['loc']))}: {item['msg']}"
            for item in error.errors(include_input=False, include_url=False)
        ) from None
    _write(out, value.encode() + b"\n")
    try:
        api_keys.add_key(file, key)
    except ConfigInvalid:
        out.unlink()
        raise
    typer.echo(key.sha256)


@app.command("list")
def list_keys(
    file: KeysFile,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the keys of a key file: names, rights and limits, never a key or its digest."""
    from rich.console import Console
    from rich.table import Table

    rows = [_shown(key) for key in api_keys.read_keys(file)]
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row))
        return
    table = Table()
    for column in ("id", "state", "tenant", "role", "sites", "models", "limits", "expires"):
        table.add_column(column)
    for row in rows:
        table.add_row(
            *(str(row[column]) for column in ("id", "state", "tenant", "role")),
            ",".join(row["sites"]),
            ",".join(row["models"]),
            row["limits"],
            row["expires"],
        )
    Console().print(table)


@app.command()
def revoke(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="The key's name.")], file: KeysFile
) -> None:
    """Revoke a key; a running gateway refuses it within a second. It stays listed for the record."""
    api_keys.revoke_key(file, key_id, _now())
    typer.echo(f"{key_id} revoked")


@app.command()
def secret(out: Out) -> None:
    """Make a 256-bit key: for the vault, a site's log, or a tenant's pseudonyms."""
    _write(out, crypto.new_key().hex().encode() + b"\n")


@app.command()
def signing(
    out: Annotated[Path, typer.Option("--out", help="The private key; the public one gets .pub.")],
) -> None:
    """Make an Ed25519 pair: for releases (the trainer) or leak reports (a site)."""
    private, public = crypto.new_signing_key()
    _write(out, private)
    _write_public(out.with_suffix(".pub"), public)


@app.command()
def node(
    out: Annotated[Path, typer.Option("--out", help="The private key; the public one gets .pub.")],
) -> None:
    """Make a SuperNode's ECDSA P-384 pair in OpenSSH form."""
    private, public = tls.new_node_key()
    _write(out, private)
    _write_public(out.with_suffix(".pub"), public)


@app.command("tls")
def tls_command(
    out: Annotated[Path, typer.Option("--out", help="The folder for server.crt and server.key.")],
    ca: Annotated[Path, typer.Option("--ca", help="The folder of ca.crt and ca.key; made if new.")],
    host: Annotated[list[str], typer.Option("--host", help="A name or address; may be repeated.")],
) -> None:
    """Make a server certificate, and the small authority that signs it where there is none yet."""
    certificate, key = _authority(ca)
    out.mkdir(parents=True, exist_ok=True)
    _server(out, "server", certificate, key, host)


@app.command()
def federation(
    out: Annotated[Path, typer.Option("--out", help="The folder to write; it must be empty.")],
    site: Annotated[list[str], typer.Option("--site", help="A site's name; repeat for each site.")],
    host: Annotated[
        list[str] | None,
        typer.Option("--host", help="A further name or address that goes into each certificate."),
    ] = None,
) -> None:
    """Make all keys of a small federation: one folder a party, to be handed over as they are.

    The folder holds ca.crt and ca.key (keep ca.key off the machines), trainer/, gateway/ and sites/SITE/.
    """
    if out.exists() and any(out.iterdir()):
        raise typer.BadParameter("the folder must be empty", param_hint="--out")
    hosts = ["localhost", "127.0.0.1", *(host or [])]
    certificate, key = _authority(out)
    trainer = _folder(out / "trainer")
    _server(trainer, "server", certificate, key, ["trainer", *hosts])
    private, public = crypto.new_signing_key()
    _write(trainer / "release.key", private)
    _write_public(trainer / "release.pub", public)
    _gateway(_folder(out / "gateway"), certificate)
    for name in site:
        folder = _folder(out / "sites" / name)
        _server(folder, "edge", certificate, key, [name, f"edge-{name}", *hosts])
        _site(folder, certificate, public, out / "gateway" / "tenant.key")
    typer.echo(f"Wrote the keys of a trainer, a gateway and {len(site)} site(s) to {out}.")


def _gateway(folder: Path, ca_certificate: bytes) -> None:
    crypto.write_key(folder / "vault.key")
    crypto.write_key(folder / "tenant.key")
    _token(folder, "api-key.txt", "api-key.sha256")
    _write_public(folder / "ca.crt", ca_certificate)


def _site(folder: Path, ca_certificate: bytes, release_public: bytes, tenant_key: Path) -> None:
    crypto.write_key(folder / "site.key")
    private, public = crypto.new_signing_key()
    _write(folder / "report.key", private)
    _write_public(folder / "report.pub", public)
    node_private, node_public = tls.new_node_key()
    _write(folder / "node.key", node_private)
    _write_public(folder / "node.pub", node_public)
    _token(folder, "service.token", "service.token.sha256")
    _token(folder, "registry.token", "registry.token.sha256")
    shutil.copy2(tenant_key, folder / "tenant.key")
    _write_public(folder / "release.pub", release_public)
    _write_public(folder / "ca.crt", ca_certificate)


def _authority(folder: Path) -> tuple[bytes, bytes]:
    certificate, key = folder / "ca.crt", folder / "ca.key"
    if not certificate.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = tls.issue_ca("Sottovoce federation CA", _now())
        _write_public(certificate, made[0])
        _write(key, made[1])
    return certificate.read_bytes(), crypto.read_secret(key)


def _server(folder: Path, name: str, ca: bytes, ca_key: bytes, hosts: list[str]) -> None:
    certificate, key = tls.issue_server(ca, ca_key, hosts, _now())
    _write_public(folder / f"{name}.crt", certificate)
    _write(folder / f"{name}.key", key)


def _token(folder: Path, name: str, digest_name: str) -> None:
    value = crypto.new_token()
    _write(folder / name, value.encode() + b"\n")
    _write_public(folder / digest_name, crypto.token_digest(value).encode() + b"\n")


def _folder(path: Path) -> Path:
    path.mkdir(parents=True)
    path.chmod(0o700)
    return path


def _write(path: Path, data: bytes) -> None:
    try:
        crypto.write_secret(path, data)
    except FileExistsError:
        raise typer.BadParameter(f"{path} exists and is not overwritten") from None


def _write_public(path: Path, data: bytes) -> None:
    if path.exists():
        raise typer.BadParameter(f"{path} exists and is not overwritten")
    path.write_bytes(data)


def _shown(key: api_keys.ApiKey) -> dict[str, Any]:
    live = key.live(_now().timestamp())
    limits = {
        "requests/min": key.requests_per_minute,
        "tokens/min": key.tokens_per_minute,
        "tokens": key.token_budget,
    }
    return {
        "id": key.id,
        "state": "live" if live else "revoked" if key.revoked else "expired",
        "tenant": key.tenant,
        "role": key.role,
        "pack": key.pack,
        "sites": list(key.sites),
        "models": list(key.models),
        "limits": " ".join(f"{v} {k}" for k, v in limits.items() if v is not None),
        "expires": key.expires.isoformat() if key.expires else "",
    }


def _moment(text: str | None) -> datetime.datetime | None:
    """A day (its first moment, UTC) or a number of days from now. Raises `ConfigInvalid`."""
    if text is None:
        return None
    days = re.fullmatch(r"([1-9][0-9]{0,4})d", text)
    if days is not None:
        return _now() + datetime.timedelta(days=int(days[1]))
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise ConfigInvalid(["--expires is a day such as 2027-01-31, or 90d"]) from None
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
