"""The one place that speaks Flower's Control API (in process, undocumented, flwr pinned to 1.41).

Starts and stops runs, reads their state, registers the sites' SuperNodes by public key and says
which are online. Knows nothing of adapters, gates or schedules. Messages of Flower's own errors
stay in here: what leaves is a FlowerControlError with a fixed text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sottovoce.errors import ConfigInvalid, ServerError

APP_DIR = Path(__file__).parent / "flower_app"
FINISHED = "finished"


class FlowerControlError(ServerError):
    """The SuperLink's Control API refused a call or did not answer."""

    code = "flower_control"
    status = 503


@dataclass(frozen=True)
class RunStatus:
    """State of a run: Flower's status and sub-status, bytes as Flower counted them."""

    status: str
    sub_status: str
    bytes_sent: int
    bytes_received: int

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen in this run."""
        return self.status == FINISHED


@dataclass(frozen=True)
class Node:
    """A registered SuperNode."""

    node_id: int
    public_key: bytes
    online: bool


class FlowerControl(Protocol):
    """What a round needs of Flower."""

    def start_run(self, config: Mapping[str, str | int | float | bool]) -> int:
        """Submit the round's app; the run id."""
        ...

    def run_status(self, run_id: int) -> RunStatus:
        """Where the run stands."""
        ...

    def stop_run(self, run_id: int) -> None:
        """Stop it; a finished run is left alone."""
        ...

    def nodes(self) -> list[Node]:
        """All registered nodes."""
        ...

    def register(self, public_key: bytes, name: str) -> None:
        """Register a node's key; done already is fine."""
        ...


def load_node_public_key(path: Path) -> bytes:
    """A node's public key (OpenSSH or PEM) as the PEM that Flower stores.

    Raises ConfigInvalid if the file is unreadable or is no NIST-curve EC key.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        data = path.read_bytes()
        pem = data.lstrip().startswith(b"-----BEGIN")
        load = serialization.load_pem_public_key if pem else serialization.load_ssh_public_key
        key = load(data)
    except (OSError, ValueError, UnsupportedAlgorithm) as err:
        raise ConfigInvalid([f"node_public_key_file: {path}: {type(err).__name__}"]) from err
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ConfigInvalid([f"node_public_key_file: {path}: not an elliptic-curve key"])
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def build_fab(app_dir: Path = APP_DIR) -> bytes:
    """The Flower app as the zip that is sent to the nodes."""
    from flwr.cli.build import build_fab_from_disk

    fab: bytes = build_fab_from_disk(app_dir)
    return fab


@contextmanager
def _seam(what: str) -> Iterator[None]:
    """Map every failure of the HTTP client to FlowerControlError."""
    import httpx

    try:
        yield
    except httpx.HTTPStatusError as err:
        raise FlowerControlError(f"{what}: HTTP {err.response.status_code}") from err
    except (httpx.HTTPError, OSError, ValueError) as err:
        raise FlowerControlError(f"{what}: {type(err).__name__}") from err


class HttpFlowerControl:
    """FlowerControl over Flower's own Control client.

    `address` is ``host:port``; `ca_cert` is the federation's CA file.
    """

    def __init__(self, address: str, ca_cert: Path, *, app_dir: Path = APP_DIR) -> None:
        self._address = address
        self._ca_cert = ca_cert
        self._app_dir = app_dir

    def start_run(self, config: Mapping[str, str | int | float | bool]) -> int:
        """Submit the round's app; the run id. Raises FlowerControlError."""
        from flwr.common.serde import fab_to_proto, user_config_to_proto
        from flwr.proto.control_pb2 import StartRunRequest
        from flwr.supercore.fab import Fab

        content = build_fab(self._app_dir)
        fab = Fab(hashlib.sha256(content).hexdigest(), content, {})
        request = StartRunRequest(
            fab=fab_to_proto(fab), override_config=user_config_to_proto(dict(config))
        )
        reply = self._call("start run", lambda client: client.StartRun(request))
        if not reply.HasField("run_id"):
            raise FlowerControlError("start run: no run id")
        return int(reply.run_id)

    def run_status(self, run_id: int) -> RunStatus:
        """Where the run stands. Raises FlowerControlError."""
        from flwr.proto.control_pb2 import ListRunsRequest

        request = ListRunsRequest(run_id=run_id)
        reply = self._call("list runs", lambda client: client.ListRuns(request))
        if run_id not in reply.run_dict:
            raise FlowerControlError("list runs: unknown run")
        run = reply.run_dict[run_id]
        return RunStatus(
            run.status.status, run.status.sub_status, int(run.bytes_sent), int(run.bytes_recv)
        )

    def stop_run(self, run_id: int) -> None:
        """Stop it; a finished run is left alone. Raises FlowerControlError."""
        from flwr.proto.control_pb2 import StopRunRequest

        if self.run_status(run_id).finished:
            return
        request = StopRunRequest(run_id=run_id)
        self._call("stop run", lambda client: client.StopRun(request))

    def nodes(self) -> list[Node]:
        """All registered nodes. Raises FlowerControlError."""
        from flwr.proto.control_pb2 import ListNodesRequest

        reply = self._call("list nodes", lambda client: client.ListNodes(ListNodesRequest()))
        return [
            Node(int(info.node_id), bytes(info.public_key), info.status == "online")
            for info in reply.nodes_info
            if info.status != "unregistered"
        ]

    def register(self, public_key: bytes, name: str) -> None:
        """Register a node's key; done already is fine. Raises FlowerControlError."""
        from flwr.proto.control_pb2 import RegisterNodeRequest

        if any(node.public_key == public_key for node in self.nodes()):
            return
        request = RegisterNodeRequest(public_key=public_key, name=name)
        self._call("register node", lambda client: client.RegisterNode(request))

    def _call(self, what: str, call: Callable[[Any], Any]) -> Any:
        from flwr.cli.cli_client_interceptor import CliClientHttpInterceptor
        from flwr.supercore.control import ControlHttpClient
        from flwr.supercore.interceptors import RuntimeVersionHttpInterceptor

        with _seam(what):
            client = ControlHttpClient.from_server_address(
                server_address=self._address,
                insecure=False,
                root_certificates=self._ca_cert.read_bytes(),
                interceptors=[
                    CliClientHttpInterceptor(),
                    RuntimeVersionHttpInterceptor(component_name="flwr CLI"),
                ],
            )
            try:
                return call(client)
            finally:
                client.close()


def register_sites(control: FlowerControl, keys: Mapping[str, bytes]) -> None:
    """Register each site's node key (name → PEM); calling it again changes nothing."""
    for site, key in keys.items():
        control.register(key, site)


def online_sites(control: FlowerControl, keys: Mapping[str, bytes]) -> dict[str, int]:
    """Site name → node id of the sites whose SuperNode is connected now."""
    by_key = {key: site for site, key in keys.items()}
    return {
        by_key[node.public_key]: node.node_id
        for node in control.nodes()
        if node.online and node.public_key in by_key
    }
