# ruff: noqa: INP001 - docker/ is no package: these are scripts
"""Runs the three built images as containers (buildah, chroot isolation) and sends a chat through them.

Called by check.sh with its work folder. The containers share this machine's network, so every port is
a free one on loopback; their files are the examples of docker/config with those ports. Standard library only:
the machine's own Python has nothing of the project installed.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CONFIG = Path(__file__).resolve().parent / "config"
USER = 10001
PHONE = "13812345678"
MAIL = "marie.dupont@example.org"
CHAT = f"Hello, my parcel is late. My phone number is {PHONE} and my e-mail is {MAIL}."
EDGE_FILES = (
    "edge.crt",
    "edge.key",
    "service.token",
    "registry.token",
    "site.key",
    "report.key",
    "tenant.key",
    "release.pub",
    "ca.crt",
)
BYTE_CODE = {"PYTHONPYCACHEPREFIX": "/byte-code", "PYTHONDONTWRITEBYTECODE": ""}
READY_SECONDS = 180.0
STOP_SECONDS = 40.0


class CheckFailed(Exception):
    """A check that did not hold; the text is all there is to say."""


def expect(held: bool, what: str) -> None:
    """Print what held; raise CheckFailed where it did not."""
    if not held:
        raise CheckFailed(what)
    print(f"  ok: {what}", flush=True)


@dataclass
class Buildah:
    """The command with the storage of this check (STORAGE_DRIVER), and the containers made in it."""

    work: Path
    made: list[str] = field(default_factory=list)

    def command(self, *arguments: str) -> list[str]:
        """A buildah command line."""
        store = ("--root", str(self.work / "store"), "--runroot", str(self.work / "run"))
        return ["buildah", *store, *arguments]

    def call(self, *arguments: str, timeout: float = 120.0) -> str:
        """Its standard output; CheckFailed with its last lines where it fails."""
        done = subprocess.run(
            self.command(*arguments), capture_output=True, text=True, timeout=timeout, check=False
        )
        if done.returncode:
            lines = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
            raise CheckFailed(f"buildah {arguments[0]} ended with {done.returncode}:\n{lines}")
        return done.stdout

    def container(self, image: str) -> str:
        """A container of an image, made once."""
        name = f"check-{image}"
        if name not in self.made:
            self.call("from", "--pull-never", "--name", name, f"localhost/{image}")
            self.made.append(name)
        return name

    def arguments(
        self, image: str, mounts: dict[str, Path], env: dict[str, str], command: list[str]
    ) -> list[str]:
        """How a command runs in a container: no capability, the image's own user."""
        flags = ["--isolation", "chroot", "--cap-drop", "all"]
        for inside, outside in {**mounts, **self.byte_code()}.items():
            flags += ["--volume", f"{outside}:{inside}"]
        for name, value in {**env, **BYTE_CODE}.items():
            flags += ["--env", f"{name}={value}"]
        return ["run", *flags, self.container(image), "--", *command]

    def byte_code(self) -> dict[str, Path]:
        """Where the containers keep what Python compiles (check.sh builds the images without it)."""
        path = self.work / "byte-code"
        return {BYTE_CODE["PYTHONPYCACHEPREFIX"]: path if path.exists() else folder(path)}

    def run(
        self, image: str, mounts: dict[str, Path], *command: str, timeout: float = 120.0
    ) -> str:
        """What a command in a container prints; CheckFailed where it fails."""
        return self.call(*self.arguments(image, mounts, {}, list(command)), timeout=timeout)

    def image(self, image: str) -> dict[str, Any]:
        """The configuration that Docker would read."""
        found = json.loads(self.call("inspect", "--type", "image", f"localhost/{image}"))
        config: dict[str, Any] = found["Docker"]["config"]
        return config


@dataclass
class Service:
    """One container that runs: its health check's words, its log, and the process inside."""

    name: str
    image: str
    buildah: Buildah
    mounts: dict[str, Path]
    port: int
    command: list[str]
    process: subprocess.Popen[bytes] | None = None

    @property
    def env(self) -> dict[str, str]:
        """Loopback and a free port, over what the file says."""
        return {"SOTTOVOCE_LISTEN__HOST": "127.0.0.1", "SOTTOVOCE_LISTEN__PORT": str(self.port)}

    @property
    def log(self) -> Path:
        """Where both of its streams go."""
        return self.buildah.work / f"{self.name}.log"

    def start(self) -> None:
        """Start it; `wait` says when it is ready."""
        arguments = self.buildah.arguments(self.image, self.mounts, self.env, self.command)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.buildah.command(*arguments),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Until the image's own health check passes."""
        started = time.monotonic()
        test = self.buildah.image(self.image)["Healthcheck"]["Test"]
        line = self.buildah.command(*self.buildah.arguments(self.image, {}, self.env, test[1:]))
        while subprocess.run(line, capture_output=True, timeout=30, check=False).returncode:
            if self.process is None or self.process.poll() is not None:
                raise CheckFailed(f"{self.name} ended before it was ready:\n{self.tail()}")
            if time.monotonic() - started > READY_SECONDS:
                raise CheckFailed(f"{self.name} is not ready:\n{self.tail()}")
            time.sleep(0.5)
        seconds = time.monotonic() - started
        expect(test[0] == "CMD", f"{self.name}: its health check passes ({seconds:.0f} s)")

    def tail(self) -> str:
        """The last lines of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-25:])

    def users(self) -> set[int]:
        """The user ids of the service's own processes (buildah's, before it changes root, are not)."""
        if self.process is None:
            return set()
        found = {own_uid(pid) for pid in descendants(self.process.pid)}
        return {uid for uid in found if uid is not None}

    def stop(self) -> bool:
        """End it as an engine would: SIGTERM to the service, then what is left; whether it ended in time."""
        if self.process is None:
            return True
        inner = [pid for pid in descendants(self.process.pid) if own_uid(pid) == USER]
        _signal(inner[:1] or [self.process.pid], signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
            in_time = True
        except subprocess.TimeoutExpired:
            _signal([*descendants(self.process.pid), self.process.pid], signal.SIGKILL)
            self.process.wait(STOP_SECONDS)
            in_time = False
        # An engine ends a container's other processes with its first one; here nobody else does.
        _signal([pid for pid in inner if own_uid(pid) == USER], signal.SIGKILL)
        self.process = None
        return in_time


def _signal(pids: list[int], number: signal.Signals) -> None:
    """Signal processes that this check started; one that is gone is no fault."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def descendants(pid: int) -> list[int]:
    """The processes below one, parents first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                children.setdefault(int(parent), []).append(int(entry.name))
    found = list(children.get(pid, []))
    for child in found:
        found.extend(children.get(child, []))
    return found


def own_uid(pid: int) -> int | None:
    """The user of a process; None where it is gone or still buildah's own."""
    try:
        if b"buildah" in (Path("/proc") / str(pid) / "cmdline").read_bytes().split(b"\0")[0]:
            return None
        return (Path("/proc") / str(pid)).stat().st_uid
    except (FileNotFoundError, ProcessLookupError):
        return None


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def folder(path: Path) -> Path:
    """A new folder of the images' user."""
    path.mkdir(parents=True, mode=0o700)
    os.chown(path, USER, USER)
    return path


def secrets(work: Path, name: str, files: dict[str, str]) -> Path:
    """A container's /run/secrets: the named files of the keys' folder and no other."""
    target = folder(work / "secrets" / name)
    for inside, source in files.items():
        shutil.copy2(work / "keys" / source, target / inside)
        os.chown(target / inside, USER, USER)
    return target


def config(work: Path, name: str, example: str, changes: list[tuple[str, str]]) -> Path:
    """An example of docker/config with changes; each must find its place."""
    text = (CONFIG / example).read_text(encoding="utf-8")
    for pattern, value in changes:
        text, times = re.subn(pattern, value, text, flags=re.MULTILINE)
        if not times:
            raise CheckFailed(f"docker/config/{example} has nothing like {pattern}")
    target = folder(work / "config" / name)
    (target / f"{name}.yaml").write_text(text, encoding="utf-8")
    return target


@dataclass
class Plan:
    """The three services of the check and what its checks read."""

    buildah: Buildah
    trainer: Service
    edge: Service
    gateway: Service
    tap: Path

    @property
    def services(self) -> list[Service]:
        """In the order of their start."""
        return [self.trainer, self.edge, self.gateway]


def prepare(buildah: Buildah) -> Plan:
    """Keys and a tiny model, made in the containers themselves, and each service's files."""
    work = buildah.work
    keys, model = folder(work / "keys"), folder(work / "model")
    sites = ("--site", "site-a", "--site", "site-b")
    make_keys = ("sottovoce", "keys", "federation", "--out", "/keys", *sites)
    buildah.run("sottovoce-gateway", {"/keys": keys}, *make_keys)
    make_model = ("sottovoce", "edge", "model", "prepare", "tiny", "--out", "/model/tiny")
    printed = buildah.run("sottovoce-edge", {"/model": model}, *make_model, timeout=300)
    digest = re.search(r"sha256:[0-9a-f]{64}", printed)
    if digest is None:
        raise CheckFailed(f"edge model prepare printed no digest: {printed[-500:]}")
    ports = {name: free_port() for name in ("trainer", "superlink", "edge", "gateway")}
    tap = folder(work / "tap")
    return Plan(
        buildah=buildah,
        trainer=_trainer(buildah, ports, digest[0]),
        edge=_edge(buildah, ports, model / "tiny", tap),
        gateway=_gateway(buildah, ports),
        tap=tap / "model-input.jsonl",
    )


def _service(
    buildah: Buildah, name: str, port: int, mounts: dict[str, Path], files: dict[str, str]
) -> Service:
    image = buildah.image(f"sottovoce-{name}")
    return Service(
        name=name,
        image=f"sottovoce-{name}",
        buildah=buildah,
        mounts={"/run/secrets": secrets(buildah.work, name, files), **mounts},
        port=port,
        command=[*image["Entrypoint"], *image["Cmd"]],
    )


def _trainer(buildah: Buildah, ports: dict[str, int], digest: str) -> Service:
    work = buildah.work
    tokens = {
        letter: (work / f"keys/sites/site-{letter}/registry.token.sha256").read_text().strip()
        for letter in "ab"
    }
    changes = [
        (r"sha256:0{64}", digest),
        (r"a{64}", tokens["a"]),
        (r"b{64}", tokens["b"]),
        (r"port: 8000", f"port: {ports['superlink']}"),
    ]
    mounts = {
        "/etc/sottovoce": config(work, "trainer", "trainer.yaml", changes),
        "/var/lib/sottovoce/state": folder(work / "data/state"),
    }
    files = {
        "server.crt": "trainer/server.crt",
        "server.key": "trainer/server.key",
        "release.key": "trainer/release.key",
        "ca.crt": "ca.crt",
        "site-a.node.pub": "sites/site-a/node.pub",
        "site-b.node.pub": "sites/site-b/node.pub",
    }
    return _service(buildah, "trainer", ports["trainer"], mounts, files)


def _edge(buildah: Buildah, ports: dict[str, int], model: Path, tap: Path) -> Service:
    work = buildah.work
    changes = [
        (r"https://trainer:8443", f"https://localhost:{ports['trainer']}"),
        (r"\Z", "model_input_tap: /tap/model-input.jsonl\n"),
    ]
    mounts = {"/etc/sottovoce": config(work, "edge", "edge-a.yaml", changes)}
    mounts |= {"/models/base": model, "/tap": tap}
    for name in ("log", "keys", "egress", "cache"):
        mounts[f"/var/lib/sottovoce/{name}"] = folder(work / "data" / name)
    files = {name: f"sites/site-a/{name}" for name in EDGE_FILES}
    return _service(buildah, "edge", ports["edge"], mounts, files)


def _gateway(buildah: Buildah, ports: dict[str, int]) -> Service:
    work = buildah.work
    digest = (work / "keys/gateway/api-key.sha256").read_text().strip()
    changes = [
        (r"0{64}", digest),
        (r"edge-site-a:4001", f"localhost:{ports['edge']}"),
    ]
    mounts = {
        "/etc/sottovoce": config(work, "gateway", "gateway.yaml", changes),
        "/var/lib/sottovoce/vault": folder(work / "data/vault"),
    }
    files = {
        "vault.key": "gateway/vault.key",
        "tenant.key": "gateway/tenant.key",
        "ca.crt": "ca.crt",
        "site-a.service.token": "sites/site-a/service.token",
        "site-b.service.token": "sites/site-b/service.token",
    }
    return _service(buildah, "gateway", ports["gateway"], mounts, files)


def check_images(buildah: Buildah) -> None:
    """What each image may hold, and as whom it runs."""
    absent = {
        "sottovoce-gateway": ("torch", "transformers", "peft", "flwr"),
        "sottovoce-trainer": ("torch", "transformers", "presidio_analyzer"),
        "sottovoce-edge": ("gguf", "pytest"),
    }
    present = {
        "sottovoce-gateway": "gateway",
        "sottovoce-trainer": "flwr",
        "sottovoce-edge": "torch",
    }
    ask = "import importlib.util as u, sys; print(*(m for m in sys.argv[1:] if u.find_spec(m)))"
    for image, names in absent.items():
        expect(buildah.image(image)["User"] == "10001:10001", f"{image}: runs as user 10001")
        found = buildah.run(image, {}, "python3", "-c", ask, *names, present[image]).split()
        expect(found == [present[image]], f"{image}: has {present[image]}, not {', '.join(names)}")


def chat(plan: Plan, *, stream: bool) -> str:
    """The text of the reply to one chat request at the gateway."""
    key = (plan.buildah.work / "keys/gateway/api-key.txt").read_text().strip()
    body = {
        "model": "sottovoce",
        "messages": [{"role": "user", "content": CHAT}],
        "max_tokens": 8,
        "temperature": 0,
        "stream": stream,
        "store": True,
        "user": "customer-7",
    }
    connection = http.client.HTTPConnection("127.0.0.1", plan.gateway.port, timeout=120)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    connection.request("POST", "/v1/chat/completions", json.dumps(body), headers)
    reply = connection.getresponse()
    data = reply.read().decode()
    if reply.status != 200:
        raise CheckFailed(f"the chat was answered with {reply.status}: {data[:500]}")
    if not stream:
        return str(json.loads(data)["choices"][0]["message"]["content"])
    return "".join(_deltas(data))


def _deltas(data: str) -> Iterator[str]:
    events = [line[6:] for line in data.splitlines() if line.startswith("data: ")]
    if events[-1] != "[DONE]":
        raise CheckFailed("the stream has no end")
    for event in events[:-1]:
        for choice in json.loads(event)["choices"]:
            yield choice["delta"].get("content") or ""


def check_chat(plan: Plan) -> None:
    """A chat in one piece and as a stream, and where its personal data went."""
    for stream in (False, True):
        text = chat(plan, stream=stream)
        expect(
            bool(text.strip()), f"a chat {'as a stream ' if stream else ''}is answered: {text!r}"
        )
    seen = plan.tap.read_text(encoding="utf-8")
    expect("parcel is late" in seen, "the model was asked what the client asked")
    expect(
        "<PHONE_NUMBER_1>" in seen or "<CN_" in seen, "the model saw a placeholder for the number"
    )
    expect("<EMAIL_ADDRESS_1>" in seen, "the model saw a placeholder for the address")
    work = plan.buildah.work
    written = [*(work / "data").rglob("*"), plan.tap, *(service.log for service in plan.services)]
    files = [path for path in written if path.is_file()]
    for value in (PHONE, MAIL):
        leaks = [
            str(path.relative_to(work)) for path in files if value.encode() in path.read_bytes()
        ]
        expect(
            not leaks, f"{value} is in none of {len(files)} files and logs {leaks or ''}".rstrip()
        )
    listing = ("sottovoce", "edge", "log", "show", "--config", "/etc/sottovoce/edge.yaml")
    shown = plan.buildah.run(plan.edge.image, plan.edge.mounts, *listing)
    expect("<EMAIL_ADDRESS_1>" in shown and MAIL not in shown, "the site's log holds it redacted")


def main() -> int:
    """1 where a check does not hold; everything that was started is stopped either way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="check.sh's folder")
    work = parser.parse_args().work.resolve()
    plan: Plan | None = None
    # An end from outside must stop the containers too: SystemExit comes by the `finally` below.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        buildah = Buildah(work)
        check_images(buildah)
        plan = prepare(buildah)
        for service in plan.services:
            service.start()
            service.wait()
            expect(service.users() == {USER}, f"{service.name}: every process is user {USER}")
        check_chat(plan)
        for service in reversed(plan.services):
            expect(service.stop(), f"{service.name}: ends at SIGTERM within {STOP_SECONDS:.0f} s")
    except CheckFailed as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    finally:
        for service in plan.services if plan else []:
            service.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
