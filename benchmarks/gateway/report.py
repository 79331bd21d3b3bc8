"""What was measured as Markdown, each bound of the gateway beside its figure with pass or fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.gateway.contenders import (
    BALANCED,
    DIRECT,
    FAST,
    GUARDED,
    LITELLM,
    PASSTHROUGH,
)
from benchmarks.gateway.measure import added, of, ratio

P50_RATIO = 2.5
RPS_LITELLM = 1.5
RPS_GUARDED = 3.0
MB_BEFORE_MODELS = 350.0
GROWTH = 0.05
CHUNKS = 35
FIRST_MS = 30.0


@dataclass(frozen=True)
class Verdict:
    """One bound and how it was met."""

    what: str
    bound: str
    measured: str
    reached: bool


def verdicts(result: dict[str, Any]) -> list[Verdict]:
    """All bounds that this run has figures for."""
    found = result["rounds"]
    return [*_speed(found), *_streams(found), *_memory(result)]


def _speed(found: dict[str, Any]) -> Iterator[Verdict]:
    ours, theirs = (of(found, name, "alone", "p50") for name in (BALANCED, PASSTHROUGH))
    held = ratio(ours, theirs)
    yield Verdict(
        "total p50, balanced, 1 in flight, new text each time, against pass-through",
        f"≤ {P50_RATIO} ×",
        _spread(held),
        held["median"] <= P50_RATIO,
    )
    for name, bound in ((LITELLM, RPS_LITELLM), (GUARDED, RPS_GUARDED)):
        if name in found:
            held = ratio(
                of(found, BALANCED, "busy", "per_second"), of(found, name, "busy", "per_second")
            )
            yield Verdict(
                f"requests/s, balanced, 16 in flight, against {name}",
                f"≥ {bound} ×",
                _spread(held),
                held["median"] >= bound,
            )


def _streams(found: dict[str, Any]) -> Iterator[Verdict]:
    least = min(of(found, BALANCED, "stream", "chunks_min"))
    apart = min(of(found, BALANCED, "stream", "bursts_min"))
    yield Verdict(
        "chunks out of 40 at 25 ms, balanced, the worst stream",
        f"≥ {CHUNKS}",
        f"{least} (at {apart} moments)",
        min(least, apart) >= CHUNKS,
    )
    late = added(found, BALANCED, "stream", "first_p50")
    yield Verdict(
        "first token later than direct, balanced, 1 in flight",
        f"≤ {FIRST_MS:.0f} ms",
        f"{late} ms",
        late <= FIRST_MS,
    )


def _memory(result: dict[str, Any]) -> Iterator[Verdict]:
    before = max(of(result["rounds"], FAST, "memory", "rss"))
    yield Verdict(
        "memory before detector models (fast), own environment",
        f"< {MB_BEFORE_MODELS:.0f} MB",
        f"{before} MB",
        before < MB_BEFORE_MODELS,
    )
    for name, grown in result["growth"].items():
        yield Verdict(
            f"growth of memory over {grown['requests']} requests, {name}",
            f"< {GROWTH:.0%}",
            f"{grown['growth']:.1%}",
            grown["growth"] < GROWTH,
        )


def page(result: dict[str, Any]) -> str:
    """The whole page."""
    facts = result["machine"]
    head = (
        f"{facts['date']}, {facts['cores']} cores of {facts['cpu']}, {facts['memory_gib']} GiB,"
        f" load {facts['load']} at the start; {result['sizes']['rounds']} rounds, in each of which every"
        " contender has its turn. Milliseconds are medians of the rounds; ratios are taken within a round,"
        " with the least and the largest in brackets. A turn has about 120 characters with a name and a"
        " telephone number, and a new text each time; *same text* repeats one turn.\n"
    )
    parts = [
        "# The gateway beside a pass-through proxy and LiteLLM\n",
        head,
        "## Bounds\n",
        _verdict_table(verdicts(result)),
        "## Whole answers, an upstream without delay\n",
        _whole_table(result["rounds"]),
        "## Streams, 40 chunks of 25 ms\n",
        _stream_table(result["rounds"]),
        "## Memory and start\n",
        _memory_table(result),
        *_notes(result),
    ]
    return "\n".join(parts)


def _verdict_table(rows: list[Verdict]) -> str:
    lines = ["| what | bound | measured | |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {v.what} | {v.bound} | {v.measured} | {'pass' if v.reached else '**fail**'} |"
        for v in rows
    ]
    return "\n".join(lines) + "\n"


def _whole_table(found: dict[str, Any]) -> str:
    head = (
        "| | p50, 1 | added | p95, 1 | × pass-through | same text p50 | × pass-through | p50, 16 | p95, 16"
        " | requests/s, 16 | × pass-through | CPU ms a request |"
    )
    lines = [
        head,
        f"| --- |{' ---: |' * 11}",
    ]
    for name in found:
        alone, busy = of(found, name, "alone", "p50"), of(found, name, "busy", "per_second")
        same = of(found, name, "same_text", "p50")
        slower = ratio(alone, of(found, PASSTHROUGH, "alone", "p50"))
        faster = ratio(busy, of(found, PASSTHROUGH, "busy", "per_second"))
        cells = [
            f"{median(alone):.2f}",
            f"{added(found, name, 'alone', 'p50'):.2f}",
            f"{median(of(found, name, 'alone', 'p95')):.2f}",
            _spread(slower),
            f"{median(same):.2f}",
            _spread(ratio(same, of(found, PASSTHROUGH, "same_text", "p50"))),
            f"{median(of(found, name, 'busy', 'p50')):.1f}",
            f"{median(of(found, name, 'busy', 'p95')):.1f}",
            f"{median(busy):.0f}",
            _spread(faster),
            "" if name == DIRECT else f"{median(one['cpu_ms'] for one in found[name]):.2f}",
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _stream_table(found: dict[str, Any]) -> str:
    lines = [
        "| | first token, 1 | added | first token, 16 | added | chunks out | at moments | whole stream |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name in found:
        cells = [
            f"{median(of(found, name, 'stream', 'first_p50')):.1f}",
            f"{added(found, name, 'stream', 'first_p50'):.1f}",
            f"{median(of(found, name, 'stream_busy', 'first_p50')):.1f}",
            f"{added(found, name, 'stream_busy', 'first_p50'):.1f}",
            f"{min(of(found, name, 'stream', 'chunks_min'))}",
            f"{min(of(found, name, 'stream', 'bursts_min'))}",
            f"{median(of(found, name, 'stream', 'total_p50')):.0f}",
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _memory_table(result: dict[str, Any]) -> str:
    lines = [
        "| | MB, all processes | processes | seconds to the first answer |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, each in result["rounds"].items():
        if name != DIRECT:
            most = max(each, key=lambda one: one["memory"]["rss"])["memory"]
            took = result["started"][name]
            lines.append(f"| {name} | {most['rss']:.0f} | {most['processes']:.0f} | {took} |")
    return "\n".join(lines) + "\n"


def _notes(result: dict[str, Any]) -> Iterator[str]:
    failed = {
        name: sum(one[part]["failed"] for one in each for part in _PARTS)
        for name, each in result["rounds"].items()
    }
    wrong = {
        name: sum(one[part]["unrestored"] for one in each for part in _PARTS)
        for name, each in result["rounds"].items()
    }
    yield (
        f"Failed requests: {_told(failed)}. Answers with a placeholder that was not restored:"
        f" {_told(wrong)}. In the gateway's environment: "
        + ", ".join(f"{k} {v}" for k, v in result["environment"].items())
        + ".\n"
    )
    for name, why in result["missing"].items():
        yield f"{name} was not measured: {why}\n"


_PARTS = ("alone", "same_text", "busy", "stream", "stream_busy")


def _told(counts: dict[str, int]) -> str:
    some = [f"{name} {number}" for name, number in counts.items() if number]
    return ", ".join(some) or "none"


def _spread(held: dict[str, float]) -> str:
    return f"{held['median']:.2f} ({held['min']:.2f}–{held['max']:.2f})"
