"""All contenders in rounds, one after another in each, so that whatever else the machine does meets them all.

A figure is taken once a round; what is compared is the ratio of two figures of the same round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.gateway.contenders import DIRECT, Contender
from benchmarks.gateway.load import Job, Measured
from benchmarks.gateway.processes import Load

Say = Callable[[str], None]


@dataclass(frozen=True)
class Sizes:
    """How much is sent; each job also ends after `seconds`."""

    rounds: int
    alone: int
    busy: int
    streams: int
    seconds: float
    growth: int
    growth_seconds: float


FULL = Sizes(3, 300, 600, 3, 6.0, 20_000, 240.0)
QUICK = Sizes(2, 60, 120, 1, 4.0, 2_000, 60.0)
BUSY = 16


def rounds(contenders: Sequence[Contender], load: Load, sizes: Sizes, say: Say) -> dict[str, Any]:
    """Each contender's figures by round: `{name: [figures of round one, …]}`."""
    found: dict[str, list[dict[str, Any]]] = {c.name: [] for c in contenders}
    for contender in contenders:
        load.run(_job(contender, sizes, seed=1, requests=40))  # connections, lazy imports, models
    for number in range(sizes.rounds):
        for contender in _turned(contenders, number):
            say(f"round {number + 1} of {sizes.rounds}: {contender.name}")
            found[contender.name].append(_round(contender, load, sizes, 1000 * (number + 1)))
    return found


def _turned(contenders: Sequence[Contender], number: int) -> list[Contender]:
    """Another one begins each round: nobody always follows the same neighbour."""
    at = number % len(contenders)
    return [*contenders[at:], *contenders[:at]]


def _round(contender: Contender, load: Load, sizes: Sizes, seed: int) -> dict[str, Any]:
    before = contender.cpu()
    alone = load.run(_job(contender, sizes, seed=seed, requests=sizes.alone))
    cpu = contender.cpu() - before
    same = load.run(_job(contender, sizes, seed=seed, requests=sizes.alone, fresh=False))
    busy = load.run(_job(contender, sizes, seed=seed + 1, requests=sizes.busy, at_once=BUSY))
    streams = _job(contender, sizes, seed=seed + 2, requests=sizes.streams, stream=True)
    crowd = _job(contender, sizes, seed=seed + 3, requests=BUSY, stream=True, at_once=BUSY)
    return {
        "alone": figures(alone),
        "cpu_ms": round(cpu * 1000 / max(1, len(alone.total)), 3),
        "same_text": figures(same),
        "busy": figures(busy),
        "stream": streamed(load.run(streams)),
        "stream_busy": streamed(load.run(crowd)),
        "memory": contender.memory_mb(),
    }


def _job(
    contender: Contender,
    sizes: Sizes,
    *,
    seed: int,
    requests: int,
    at_once: int = 1,
    stream: bool = False,
    fresh: bool = True,
) -> Job:
    return Job(
        port=contender.port,
        requests=requests,
        seconds=sizes.seconds,
        at_once=at_once,
        stream=stream,
        fresh=fresh,
        seed=seed,
        key=contender.key,
    )


def figures(measured: Measured) -> dict[str, Any]:
    """Milliseconds, requests a second, and what went wrong. Raises `RuntimeError` where nothing was answered."""
    if not measured.total:
        raise RuntimeError(f"no request was answered; {measured.failed} failed")
    return {
        "requests": len(measured.total),
        "failed": measured.failed,
        "unrestored": measured.unrestored,
        "p50": round(percentile(measured.total, 50), 3),
        "p95": round(percentile(measured.total, 95), 3),
        "per_second": round(len(measured.total) / measured.seconds, 1),
    }


def streamed(measured: Measured) -> dict[str, Any]:
    """Milliseconds to the first text and the pieces of a stream. Raises as `figures` does."""
    if not measured.first:
        raise RuntimeError(f"no stream was answered; {measured.failed} failed")
    return {
        "streams": len(measured.first),
        "failed": measured.failed,
        "first_p50": round(percentile(measured.first, 50), 2),
        "first_p95": round(percentile(measured.first, 95), 2),
        "total_p50": round(percentile(measured.total, 50), 1),
        "chunks_min": min(measured.chunks),
        "bursts_min": min(measured.bursts),
        "unrestored": measured.unrestored,
    }


def growth(contender: Contender, load: Load, sizes: Sizes, say: Say) -> dict[str, Any]:
    """Resident memory over many requests; the first tenth only fills pools and bounded caches."""
    part = max(1, sizes.growth // 10)
    asked, memory = 0, []
    for number in range(11):
        job = Job(
            port=contender.port,
            requests=part,
            seconds=sizes.growth_seconds / 11,
            at_once=BUSY,
            seed=90_000 + number,
            key=contender.key,
        )
        measured = load.run(job)
        asked += len(measured.total) if number else 0
        memory.append(contender.memory_mb()["rss"])
        say(f"growth, {contender.name}: {asked} requests, {memory[-1]} MB")
    return {
        "requests": asked,
        "warm_up": part,
        "rss_mb": memory,
        "growth": round(memory[-1] / memory[0] - 1, 4),
    }


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share / 100))]


def of(found: dict[str, Any], name: str, part: str, figure: str) -> list[float]:
    """A figure of one contender, one value a round."""
    return [one[part][figure] for one in found[name]]


def ratio(above: Sequence[float], below: Sequence[float]) -> dict[str, float]:
    """The ratio round by round: its median and its extremes."""
    each = [a / b for a, b in zip(above, below, strict=True)]
    return {
        "median": round(median(each), 3),
        "min": round(min(each), 3),
        "max": round(max(each), 3),
    }


def added(found: dict[str, Any], name: str, part: str, figure: str) -> float:
    """What a contender adds to asking the mock directly, in milliseconds: the median of the rounds."""
    ours, direct = of(found, name, part, figure), of(found, DIRECT, part, figure)
    return round(median(a - b for a, b in zip(ours, direct, strict=True)), 2)
