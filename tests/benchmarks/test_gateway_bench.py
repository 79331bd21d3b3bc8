"""The gateway's benchmark, part by part: the mock and the load over real sockets, the page from made figures."""

from __future__ import annotations

import json
import sys
import time
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.gateway import measure, report
from benchmarks.gateway.contenders import (
    BALANCED,
    DIRECT,
    FAST,
    GUARDED,
    LITELLM,
    PASSTHROUGH,
    Contender,
    litellm_config,
)
from benchmarks.gateway.load import Answer, Job, Measured, run
from benchmarks.gateway.processes import Load, Process, free_port, wait_for
from benchmarks.gateway.turns import SIZE, bodies, turn
from benchmarks.gateway.upstream import CHUNKS, events, token_of, whole
from policies import load_pack

UPSTREAM = [sys.executable, "-m", "benchmarks.gateway.upstream"]
LOAD = [sys.executable, "-m", "benchmarks.gateway.load"]


def test_turns_are_about_as_long_as_asked_and_new() -> None:
    """Within a fifth of the size, and hardly one twice."""
    random = Random(1)
    made = [turn(random) for _ in range(500)]
    assert all(abs(len(text) - SIZE) <= SIZE / 5 for text in made)
    assert len(set(made)) == 500


def test_bodies_are_chats_and_repeat_only_when_told() -> None:
    """The same seed gives the same bodies; `fresh` decides whether they differ."""
    fresh = [json.loads(body) for body in islice(bodies(3), 4)]
    assert fresh == [json.loads(body) for body in islice(bodies(3), 4)]
    assert len({body["messages"][0]["content"] for body in fresh}) == 4
    same = list(islice(bodies(3, stream=True, fresh=False), 4))
    assert len(set(same)) == 1
    assert json.loads(same[0])["stream"] is True


def test_the_mock_answers_with_the_requests_placeholder() -> None:
    """Whole and in chunks; there is something to restore."""
    token = token_of(b'{"content": "I am <PERSON_1>"}')
    text = json.loads(whole(token))["choices"][0]["message"]["content"]
    assert text.startswith("Dear <PERSON_1>, ")
    told = [json.loads(event.removeprefix(b"data: ")) for event in events(token)]
    pieces = [one["choices"][0]["delta"].get("content") for one in told]
    assert len([piece for piece in pieces if piece]) == CHUNKS
    assert told[-1]["choices"][0]["finish_reason"] == "stop"
    assert token_of(b"nothing") == "customer"


def test_an_answer_is_whole_by_its_length_or_its_last_chunk() -> None:
    """However it is cut."""
    head = b"HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n"
    answer = Answer(0.0)
    assert not answer.add(head + b'{"content":', 0.1)
    assert answer.add(b' "hi"}', 0.2)
    assert answer.good
    chunked = Answer(0.0)
    assert not chunked.add(b"HTTP/1.1 500 No\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n", 0.1)
    assert chunked.add(b"0\r\n\r\n", 0.2)
    assert not chunked.good


@pytest.fixture(scope="module")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The mock's port."""
    log = tmp_path_factory.mktemp("mock") / "log"
    with Process(UPSTREAM, log, talks=True) as process:
        yield int(process.line())


def test_the_load_counts_answers(mock: int) -> None:
    """As many as asked, by several connections, and none fails."""
    measured = run(Job(port=mock, requests=30, seconds=20, at_once=4))
    assert len(measured.total) == 30
    assert measured.failed == 0
    assert measured.unrestored == 0
    assert run(Job(port=mock, requests=30, seconds=0.0)).total != []


def test_the_load_sees_a_streams_first_text_and_all_its_chunks(mock: int) -> None:
    """40 pieces at nearly as many moments, the first one long before the end."""
    measured = run(Job(port=mock, requests=1, seconds=20, stream=True))
    assert measured.chunks == [CHUNKS]
    assert 1 < measured.bursts[0] <= CHUNKS
    assert measured.first[0] < measured.total[0]


def test_the_load_as_a_process(mock: int, tmp_path: Path) -> None:
    """Jobs in, figures out; a port where nobody listens is an error and not the end."""
    with Load(LOAD, tmp_path / "log") as load:
        with pytest.raises(RuntimeError, match="ConnectionRefusedError"):
            load.run(Job(port=free_port(), requests=1, seconds=1))
        assert len(load.run(Job(port=mock, requests=3, seconds=20)).total) == 3


def test_processes_are_measured_and_stopped(tmp_path: Path) -> None:
    """Memory and processor time of a process are told; one that ended is an error to wait for."""
    with Process([sys.executable, "-c", "input()"], tmp_path / "log", talks=True) as process:
        until = time.monotonic() + 10
        while process.memory_mb()["rss"] <= 1:  # a busy machine has forked it and no more
            assert time.monotonic() < until
            time.sleep(0.02)
        assert process.cpu() >= 0
        assert process.running
    assert not process.running
    ended = Process([sys.executable, "-c", ""], tmp_path / "log2")
    with ended, pytest.raises(RuntimeError, match="ended"):
        wait_for(f"http://127.0.0.1:{free_port()}/", ended, seconds=20)


class MadeLoad:
    """Gives the figures of a contender by its port, in milliseconds."""

    def run(self, job: Job) -> Measured:
        """Every request as slow as the port's number."""
        slow = float(job.port)
        count = min(job.requests, 10)
        return Measured(
            [slow] * count, [slow / 2] * count, [40] * count, [39] * count, 0, 0, slow / 100
        )


SIZES = measure.Sizes(2, 5, 5, 1, 1.0, 100, 1.0)


def made_result(names: dict[str, int]) -> dict[str, Any]:
    """A whole result, from made figures."""
    found = [Contender(name, port, (), 0.5) for name, port in names.items()]
    load: Any = MadeLoad()
    rounds = measure.rounds(found, load, SIZES, lambda _: None)
    for each in rounds.values():
        for one in each:
            one["memory"] = {"rss": 200.0, "processes": 1}
    return {
        "machine": {"date": "2026-01-01", "cores": 2, "cpu": "made", "memory_gib": 4, "load": 0.1},
        "sizes": {"rounds": SIZES.rounds},
        "environment": {"uvicorn": "1"},
        "started": {one.name: one.started for one in found},
        "rounds": rounds,
        "growth": {BALANCED: {"requests": 100, "growth": 0.01}},
        "missing": {},
    }


def test_rounds_take_every_contender_each_time() -> None:
    """A figure a round for each; another one begins each round."""
    told: list[str] = []
    load: Any = MadeLoad()
    found = measure.rounds(
        [Contender("a", 1, (), 0), Contender("b", 2, (), 0)], load, SIZES, told.append
    )
    assert measure.of(found, "b", "alone", "p50") == [2.0, 2.0]
    assert [line[-1] for line in told] == ["a", "b", "b", "a"]


def test_ratios_are_taken_within_a_round() -> None:
    """Their median and extremes, not the ratio of medians."""
    assert measure.ratio([2, 30], [1, 10]) == {"median": 2.5, "min": 2.0, "max": 3.0}


def test_percentiles() -> None:
    """By nearest rank; one value is all of them."""
    assert measure.percentile([3, 1, 2], 50) == 2
    assert measure.percentile([5], 95) == 5


def test_nothing_answered_is_an_error() -> None:
    """Figures of no answer are refused."""
    with pytest.raises(RuntimeError, match="3 failed"):
        measure.figures(Measured(failed=3))
    with pytest.raises(RuntimeError, match="2 failed"):
        measure.streamed(Measured(failed=2))


@pytest.mark.parametrize(
    ("ours", "litellm", "reached"), [(20, 100, {True}), (900, 10, {True, False})]
)
def test_verdicts(ours: int, litellm: int, reached: set[bool]) -> None:
    """Each bound is held against this run's figures."""
    names = {DIRECT: 1, PASSTHROUGH: 10, FAST: 15, BALANCED: ours, LITELLM: litellm, GUARDED: 300}
    result = made_result(names)
    verdicts = report.verdicts(result)
    assert {v.reached for v in verdicts} == reached
    assert len(verdicts) == 7
    page = report.page(result)
    assert page.count("| pass |") == sum(v.reached for v in verdicts)
    assert page.count("| **fail** |") == sum(not v.reached for v in verdicts)


def test_a_contender_that_is_missing_is_named_with_its_reason() -> None:
    """Its bounds are left out, and the page says why."""
    result = made_result({DIRECT: 1, PASSTHROUGH: 10, FAST: 15, BALANCED: 20})
    result["missing"] = {LITELLM: "pip failed"}
    assert len(report.verdicts(result)) == 5
    assert "litellm was not measured: pip failed" in report.page(result)


def test_growth_leaves_the_first_tenth_out() -> None:
    """The memory after the warm-up is what growth is held against."""

    class Growing(Contender):
        def memory_mb(self) -> dict[str, float]:
            return {"rss": 100.0, "processes": 1}

    load: Any = MadeLoad()
    grown = measure.growth(Growing(BALANCED, 1, (), 0), load, SIZES, lambda _: None)
    assert grown["growth"] == 0
    assert grown["requests"] == 100
    assert len(grown["rss_mb"]) == 11


def test_litellm_is_told_to_call_nobody_and_to_restore() -> None:
    """The guardrail masks names and numbers on every request and puts them back."""
    plain = litellm_config("http://127.0.0.1:1/v1", guarded=False)
    assert plain["litellm_settings"] == {"telemetry": False}
    assert "guardrails" not in plain
    guarded: Any = litellm_config("http://127.0.0.1:1/v1", guarded=True)
    told = guarded["guardrails"][0]["litellm_params"]
    assert told["default_on"]
    assert told["output_parse_pii"]


def test_the_pack_without_models() -> None:
    """It is the default pack with another engine."""
    fast = load_pack(str(Path(report.__file__).with_name("fast.yaml")))
    assert fast.engine == "fast"
    assert fast.taken_out == load_pack("default").taken_out
