"""One federation for all end-to-end and privacy tests: started once, told a story, then examined.

The story: three sites start (English, Chinese, and a control whose pack keeps everything), dialogues
full of markers are imported, customers chat through the gateway, one federated round is run, the
edges swap. What came of it is held in `Running`; tests read it, and may go on with the live system.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from examples.demo.federation import Federation, RoundPlan, Spec, sottovoce
from examples.demo.processes import Supervisor
from tests.privacy import flower_tap, surfaces
from tests.privacy.markers import Line, MarkerMaker

SEED_VARIABLE = "SOTTOVOCE_TEST_MARKER_SEED"
ENGLISH, CHINESE, CONTROL = "site-a", "site-b", "site-c"
SITES = (ENGLISH, CHINESE, CONTROL)
CONTROL_PACK = "keep-everything"
IMPORTS = 24
LONGEST_ANSWER = 1500


@dataclass
class Said:
    """One chat request: what the customer wrote and what came back."""

    site: str
    line: Line
    text: str
    adapter: str | None


@dataclass
class Running:
    """The federation and what the story left."""

    fed: Federation
    maker: MarkerMaker
    control: MarkerMaker
    inputs: Path
    control_key: str
    said: list[Said] = field(default_factory=list)
    imported: dict[str, str] = field(default_factory=dict)
    round: dict[str, Any] = field(default_factory=dict)
    metrics: surfaces.Surface = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    clients: dict[str, Any] = field(default_factory=dict)
    closing: ExitStack = field(default_factory=ExitStack)

    def client(self, key: str | None = None) -> Any:
        """The official client, at the gateway, without retries of its own; closed with the fixture."""
        from openai import OpenAI

        key = key or self.fed.api_key
        if key not in self.clients:
            http = self.closing.enter_context(httpx.Client(trust_env=False))
            self.clients[key] = OpenAI(
                base_url=self.fed.gateway_url,
                api_key=key,
                max_retries=0,
                timeout=60,
                http_client=http,
            )
        return self.clients[key]

    def admin(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The trainer's administration socket."""
        transport = httpx.HTTPTransport(uds=str(self.fed.paths.trainer / "admin.sock"))
        with httpx.Client(transport=transport, base_url="http://trainer", timeout=30) as http:
            reply = http.request(method, path, json=body)
            reply.raise_for_status()
            return reply.json()

    def rounds(self) -> list[dict[str, Any]]:
        """The trainer's rounds, the newest first."""
        return self.admin("GET", "/rounds")["rounds"]

    def models(self, site: str) -> dict[str, Any]:
        """What a site's edge lists, by id."""
        reply = httpx.get(
            self.fed.edge_url(site) + "/v1/models",
            headers={"authorization": f"Bearer {self.fed.service_token(site)}"},
            verify=surfaces.trust(self.fed.ca_file),
            trust_env=False,
            timeout=10,
        )
        reply.raise_for_status()
        return {model["id"]: model for model in reply.json()["data"]}

    def current(self, site: str) -> str | None:
        """The release that a site's edge answers with; None is the base model."""
        release = self.models(site)["sottovoce"].get("release")
        return None if release in (None, "base") else str(release)

    def await_release(
        self, release: str | None, sites: tuple[str, ...], seconds: float = 30
    ) -> None:
        """Wait until these edges answer with a release."""
        for site in sites:
            until(lambda site=site: self.current(site) == release, seconds, f"{site} → {release}")

    def command(self, *words: str, timeout: float = 120, expect: tuple[int, ...] = (0,)) -> str:
        """A `sottovoce` command beside the running parts."""
        return self.fed.command(*words, timeout=timeout, expect=expect)

    def state(self) -> tuple[str, str]:
        """The option that points a `sottovoce train` command at this trainer."""
        return ("--state", str(self.fed.paths.trainer))

    def rewrite(self, part: str, change: Callable[[dict[str, Any]], None]) -> None:
        """Change a part's configuration; it takes effect at the part's next start."""
        path = self.fed.paths.config(part)
        settings = yaml.safe_load(path.read_text())
        change(settings)
        path.write_text(yaml.safe_dump(settings, allow_unicode=True))


def until(condition: Callable[[], Any], seconds: float, what: str) -> None:
    """Wait for a condition; a connection that is refused counts as not yet."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            if condition():
                return
        except httpx.TransportError:
            pass
        if time.monotonic() > deadline:
            pytest.fail(f"not within {seconds} s: {what}")
        time.sleep(0.2)


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model, made by the command that operators use."""
    root = tmp_path_factory.mktemp("model")
    with Supervisor(root / "logs") as processes:
        words = sottovoce("edge", "model", "prepare", "tiny", "--out", str(root / "tiny"))
        processes.run(words, timeout=120)
    return root / "tiny"


@pytest.fixture(scope="session")
def running(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The federation, up and with its story told."""
    seed = int(os.environ.get(SEED_VARIABLE) or secrets.randbelow(1_000_000))
    print(f"markers: {SEED_VARIABLE}={seed}")
    root = tmp_path_factory.mktemp("fed")
    with prepared(root, tiny_model, seed) as told:
        phases = (("start", _start), ("chat", _chat), ("round", _round), ("look", _look))
        for name, phase in phases:
            began = time.monotonic()
            phase(told)
            told.seconds[name] = round(time.monotonic() - began, 1)
        print(f"seconds: {told.seconds}")
        yield told


@contextmanager
def prepared(root: Path, model: Path, seed: int) -> Iterator[Running]:
    """A federation with keys, configurations and inputs, nothing started yet."""
    inputs = root / "inputs"
    inputs.mkdir()
    pack = inputs / f"{CONTROL_PACK}.yaml"
    pack.write_text(yaml.safe_dump({"name": CONTROL_PACK, "actions": {"*": "keep"}}))
    spec = Spec(
        model=model,
        sites=SITES,
        packs={CONTROL: str(pack)},
        poll_seconds=0.5,
        round=RoundPlan(steps=12, deadline_seconds=120),
        trainer_extra={"round": {"evaluate_seconds": 60, "join_seconds": 20}},
        edge_extra={"engine": {"max_new_tokens": LONGEST_ANSWER}},
    )
    with Federation(root / "f", spec) as fed:
        fed.prepare()
        told = Running(
            fed, MarkerMaker(seed), MarkerMaker(seed + 1), inputs, secrets.token_urlsafe(32)
        )
        told.rewrite("gateway", lambda settings: _add_control_key(settings, told, pack))
        with told.closing:
            yield told


def _add_control_key(settings: dict[str, Any], told: Running, pack: Path) -> None:
    """A second key of the gateway: under the pack that keeps everything, for the control site."""
    digest = hashlib.sha256(told.control_key.encode()).hexdigest()
    mine = {"id": "control", "sha256": digest, "sites": [CONTROL], "pack": str(pack)}
    settings["keys"].append(settings["keys"][0] | mine)


def _start(told: Running) -> None:
    files = {
        ENGLISH: _write_imports(told, told.maker, "en", IMPORTS, consent=True),
        CHINESE: _write_imports(told, told.maker, "zh", IMPORTS, consent=True),
        CONTROL: _write_imports(told, told.control, "zh", 3, consent=None),
    }
    with ThreadPoolExecutor(2) as pool:
        started = pool.submit(told.fed.start_all)
        for site, path in files.items():
            told.imported[site] = told.command("edge", "import", str(path), *config(told, site))
        started.result()
    flower_tap.install(told.fed.paths.trainer / "flower.db")


def config(told: Running, site: str) -> tuple[str, str]:
    """The option that points a `sottovoce edge` command at a site."""
    return ("--config", str(told.fed.paths.config(f"edge:{site}")))


def _write_imports(
    told: Running, maker: MarkerMaker, language: str, count: int, *, consent: bool | None
) -> Path:
    """Question/answer pairs full of markers: the customer's id is one, the answer repeats one."""
    path = told.inputs / f"{language}-{count}.jsonl"
    answers = {"en": "Thank you {0}, it is done.", "zh": "好的,{0},已为您处理。"}
    with path.open("w") as out:
        for n, line in enumerate(maker.lines(language, count)):
            answer = answers[language].format(line.markers[0].text)
            row: dict[str, Any] = {
                "id": f"{language}-{n}",
                "customer": maker.marker("mobile", language).text,
                "language": language,
                "messages": [
                    {"role": "user", "content": line.text},
                    {"role": "assistant", "content": answer},
                ],
            }
            if consent is not None:
                row["consent"] = consent
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def _chat(told: Running) -> None:
    for n, line in enumerate(told.maker.lines("en", 6)):
        ask(told, ENGLISH, line, stream=n % 2 == 1, conversation="english talk")
    for n, line in enumerate(told.maker.lines("zh", 6)):
        ask(told, CHINESE, line, stream=n % 2 == 0, conversation="中文会话")
    ask(told, ENGLISH, told.maker.mixed(), stream=True, conversation=None)
    ask(told, CHINESE, told.maker.mixed(), stream=False, conversation=None)
    for line in (*told.control.lines("en", 1), *told.control.lines("zh", 1)):
        ask(told, CONTROL, line, stream=False, conversation="control", key=told.control_key)


def ask(
    told: Running,
    site: str,
    line: Line,
    *,
    stream: bool,
    conversation: str | None,
    key: str | None = None,
) -> Said:
    """One chat request with consent, by the official client; the customer's id is a marker too."""
    maker = told.control if key else told.maker
    headers = {"Sottovoce-Site": site}
    if conversation:
        headers["Sottovoce-Conversation"] = hashlib.sha256(conversation.encode()).hexdigest()[:16]
    raw = told.client(key).chat.completions.with_raw_response.create(
        model="sottovoce",
        messages=[{"role": "user", "content": line.text}],
        max_tokens=24,
        stream=stream,
        store=True,
        user=maker.marker("email", line.language).text,
        extra_headers=headers,
    )
    answer = raw.parse()
    if stream:
        chunks = [c.choices[0].delta.content or "" for c in answer if c.choices]
        text = "".join(chunks)
    else:
        text = answer.choices[0].message.content or ""
    said = Said(site, line, text, raw.headers.get("sottovoce-adapter"))
    told.said.append(said)
    return said


def _round(told: Running) -> None:
    told.command("train", "round", *told.state(), timeout=240)
    told.round = told.rounds()[0]
    if told.round["state"] == "released":
        told.await_release(told.round["release"], SITES)


def _look(told: Running) -> None:
    """Ask each part for its metrics while all of them are up and have done their work."""
    fed = told.fed
    for line in (told.maker.lines("en", 1)[0], told.maker.lines("zh", 1)[0]):
        ask(told, ENGLISH, line, stream=False, conversation="after the swap")
    urls = {"gateway": f"http://127.0.0.1:{fed.ports.gateway}", "trainer": fed.registry_url}
    urls |= {f"edge:{site}": fed.edge_url(site) for site in SITES}
    told.metrics = surfaces.metrics(urls, fed.ca_file)
