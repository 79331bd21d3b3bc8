"""Who is measured: the mock itself, the pass-through proxy, our gateway with two engines, LiteLLM twice.

Each one runs in processes of its own on loopback. LiteLLM is told to call nobody: no telemetry, its own copy of the
prices.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gateway.environments import python_of
from benchmarks.gateway.processes import Process, free_port, wait_for

HERE = Path(__file__).resolve().parent
KEY = "sk-benchmark-local"
PASSTHROUGH, FAST, BALANCED = "pass-through", "sottovoce, fast", "sottovoce, balanced"
LITELLM, GUARDED = "litellm", "litellm + presidio"
DIRECT = "direct"
OURS = (FAST, BALANCED)
START_SECONDS = 240.0


@dataclass(frozen=True)
class Contender:
    """One server: where it listens, the processes that it is made of, and the seconds until it answered."""

    name: str
    port: int
    parts: tuple[Process, ...]
    started: float
    key: str = ""

    def cpu(self) -> float:
        """Processor seconds of all its processes."""
        return sum(part.cpu() for part in self.parts)

    def memory_mb(self) -> dict[str, float]:
        """Resident megabytes of all its processes, and their number."""
        told = [part.memory_mb() for part in self.parts]
        return {name: round(sum(t[name] for t in told), 1) for name in ("processes", "rss")}


@contextlib.contextmanager
def started(name: str, upstream: int, work: Path) -> Iterator[Contender]:
    """A contender that answers. `work` takes its files. Raises `RuntimeError` or `CalledProcessError`."""
    url = f"http://127.0.0.1:{upstream}/v1"
    with contextlib.ExitStack() as stack:
        if name == DIRECT:
            yield Contender(name, upstream, (), 0.0)
            return
        if name == PASSTHROUGH:
            yield _passthrough(stack, url, work)
            return
        yield _ours(stack, name, url, work) if name in OURS else _litellm(stack, name, url, work)


def _passthrough(stack: contextlib.ExitStack, url: str, work: Path) -> Contender:
    port = free_port()
    command = [str(python_of("gateway")), str(HERE / "passthrough.py"), url, str(port)]
    return _up(stack, PASSTHROUGH, Process(command, work / "passthrough.log"), port)


def _ours(stack: contextlib.ExitStack, name: str, url: str, work: Path) -> Contender:
    port = free_port()
    command = [str(python_of("gateway").with_name("sottovoce")), "gateway", "serve", "--no-auth"]
    command += ["--upstream", url, "--port", str(port)]
    if name == FAST:
        command += ["--pack", str(HERE / "fast.yaml")]
    return _up(stack, name, Process(command, work / f"{name.replace(', ', '-')}.log"), port)


def _litellm(stack: contextlib.ExitStack, name: str, url: str, work: Path) -> Contender:
    port = free_port()
    folder = work / name.replace(" + ", "-")
    folder.mkdir(exist_ok=True)
    parts: list[Process] = []
    env = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR"}
    if name == GUARDED:
        for part in ("analyzer", "anonymizer"):
            service, service_port = _presidio(stack, part, folder)
            parts.append(service)
            env[f"PRESIDIO_{part.upper()}_API_BASE"] = f"http://127.0.0.1:{service_port}"
    config = folder / "config.yaml"
    # JSON is YAML.
    config.write_text(json.dumps(litellm_config(url, guarded=name == GUARDED)))
    command = [str(python_of("litellm").with_name("litellm")), "--config", str(config)]
    command += ["--host", "127.0.0.1", "--port", str(port), "--telemetry", "False"]
    proxy = Process(command, folder / "proxy.log", env=env)
    return _up(stack, name, proxy, port, "/health/liveliness", tuple(parts), KEY)


def litellm_config(url: str, *, guarded: bool) -> dict[str, object]:
    """Its settings: one model, and the guardrail as its documentation has it for names and numbers that come back."""
    model = {"model": "openai/mock", "api_base": url, "api_key": "none"}
    config: dict[str, object] = {
        "model_list": [{"model_name": "mock", "litellm_params": model}],
        "litellm_settings": {"telemetry": False},
        "general_settings": {"master_key": KEY},
    }
    if guarded:
        guardrail = {
            "guardrail": "presidio",
            "mode": "pre_call",
            "default_on": True,
            "output_parse_pii": True,
            "presidio_filter_scope": "input",
            "presidio_language": "en",
            "pii_entities_config": {"PERSON": "MASK", "PHONE_NUMBER": "MASK"},
        }
        config["guardrails"] = [{"guardrail_name": "presidio", "litellm_params": guardrail}]
    return config


def _presidio(stack: contextlib.ExitStack, part: str, folder: Path) -> tuple[Process, int]:
    port = free_port()
    command = [str(python_of("presidio")), "-m", "gunicorn", "--workers", "1"]
    command += ["--bind", f"127.0.0.1:{port}", "--timeout", "300", "--chdir", str(HERE)]
    command.append(f"presidio_services:{part}()")
    service = stack.enter_context(Process(command, folder / f"{part}.log"))
    wait_for(f"http://127.0.0.1:{port}/health", service, seconds=START_SECONDS)
    return service, port


def _up(
    stack: contextlib.ExitStack,
    name: str,
    process: Process,
    port: int,
    path: str = "/livez",
    parts: tuple[Process, ...] = (),
    key: str = "",
) -> Contender:
    stack.enter_context(process)
    took = wait_for(f"http://127.0.0.1:{port}{path}", process, seconds=START_SECONDS)
    return Contender(name, port, (process, *parts), round(took, 1), key)
