"""A round inside the ServerApp, with Flower's own messages and a grid that answers from a table."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from flwr.app import Array, ArrayRecord, ConfigRecord, Message, MetricRecord, RecordDict
from flwr.app.error import Error
from flwr.common.constant import ErrorCode
from flwr.supercore.task_identity import TaskIdentity

from sottovoce.crypto import load_private as load_private_key
from sottovoce.crypto import new_signing_key, write_secret
from sottovoce.release import LoraSpec, build_release, decode_adapter, encode_adapter, write_release
from tests.training.stub_site import A, adapter
from training.server_round import Clock, run_round

BASE = "sha256:" + "0" * 64
NODES = {"site-a": 1, "site-b": 2, "site-c": 3, "site-d": 4}
SECRET = "the customer's name is Wang Xiaoming"
Answer = Callable[[Message], Message | None]


@pytest.fixture(autouse=True)
def _task(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are made inside a task of a run."""
    monkeypatch.setattr(TaskIdentity, "_run_id", 1, raising=False)
    monkeypatch.setattr(TaskIdentity, "_task_id", 1, raising=False)
    monkeypatch.setattr(TaskIdentity, "_node_id", 1, raising=False)


def reply_to(message: Message, content: RecordDict) -> Message:
    """A reply as a node would send it."""
    return Message(content, reply_to=message)


def status(site: str, code: str = "ok", base: str = BASE) -> ConfigRecord:
    """The status record of a reply."""
    return ConfigRecord({"code": code, "site": site, "base": base})


def good(site: str, *, examples: int = 10, value: float = 1.0, **losses: float) -> Answer:
    """A site that trains and evaluates."""

    def answer(message: Message) -> Message:
        if message.metadata.message_type == "evaluate":
            metrics = {"loss_before": 2.0, "loss_candidate": 1.5, "held_out": 3} | losses
            records: dict[str, Any] = {"status": status(site), "metrics": MetricRecord(metrics)}
            return reply_to(message, RecordDict(records))
        arrays = {name: Array(array) for name, array in adapter(value).items()}
        records = {
            "status": status(site),
            "metrics": MetricRecord({"examples": examples}),
            "update": ArrayRecord(arrays),
        }
        return reply_to(message, RecordDict(records))

    return answer


def says(site: str, code: str, base: str = BASE) -> Answer:
    """A site that answers with a code."""
    return lambda message: reply_to(message, RecordDict({"status": status(site, code, base)}))


def fails(code: int = ErrorCode.CLIENT_APP_RAISED_EXCEPTION) -> Answer:
    """A node whose app raised, with a text that must go nowhere."""
    return lambda message: Message(Error(code, SECRET), reply_to=message)


def silent(_message: Message) -> None:
    """A node that is gone."""
    return


class FakeGrid:
    """Pushes to a table of answers; each reply is there at the second pull."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = {NODES[site]: answer for site, answer in answers.items()}
        self.sent: list[Message] = []
        self._replies: dict[str, Message] = {}
        self._pulls = 0

    def push_messages(self, messages: Iterable[Message]) -> Iterable[str]:
        ids = []
        for message in messages:
            key = f"m{len(self.sent)}"
            message.metadata.__dict__["_message_id"] = key
            self.sent.append(message)
            reply = self.answers[message.metadata.dst_node_id](message)
            if reply is not None:
                self._replies[key] = reply
            ids.append(key)
        return ids

    def pull_messages(self, message_ids: Iterable[str]) -> Iterable[Message]:
        self._pulls += 1
        if self._pulls % 2:
            return []
        return [self._replies.pop(key) for key in list(message_ids) if key in self._replies]


class Time:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> Clock:
        def sleep(seconds: float) -> None:
            self.now += seconds

        return Clock(now=lambda: self.now, sleep=sleep)


def play(
    folder: Path,
    answers: dict[str, Answer],
    *,
    min_sites: int = 2,
    release: Path | None = None,
    grid: FakeGrid | None = None,
) -> tuple[dict[str, Any], FakeGrid, Time]:
    """Run a round of these sites; its result, the grid and the time it took."""
    job = {
        "round": "round-1",
        "base": BASE,
        "sites": {site: NODES[site] for site in answers},
        "min_sites": min_sites,
        "train_seconds": 100.0,
        "evaluate_seconds": 50.0,
        "release_dir": None if release is None else str(release),
        "request": {"steps": 20, "batch": 2, "targets": ["q_proj"], "learning_rate": 1e-3},
    }
    (folder / "job.json").write_text(json.dumps(job))
    grid, time = grid or FakeGrid(answers), Time()
    run_round(grid, folder, clock=time.clock())
    return json.loads((folder / "result.json").read_text()), grid, time


def test_two_good_sites_make_a_candidate_weighted_by_examples(tmp_path: Path) -> None:
    """The candidate is the weighted mean, and every site that trained evaluates it once."""
    answers = {
        "site-a": good("site-a", examples=10, value=1.0),
        "site-b": good("site-b", examples=30, value=2.0),
    }
    result, grid, time = play(tmp_path, answers)
    assert result["code"] == "candidate"
    candidate = decode_adapter((tmp_path / "candidate.safetensors").read_bytes())
    np.testing.assert_allclose(candidate[A], 1.75)
    kinds = [message.metadata.message_type for message in grid.sent]
    assert kinds == ["train", "train", "evaluate", "evaluate"]
    assert result["sites"]["site-a"]["evaluation"]["loss_candidate"] == 1.5
    assert time.now < 10
    request = grid.sent[0].content.config_records["request"]
    assert request["round"] == "round-1"
    assert request["min_sites"] == 2
    assert "release_manifest" not in request


def test_a_silent_node_is_dropped_at_the_deadline(tmp_path: Path) -> None:
    """The rest make the candidate; the round never waits longer than its deadline."""
    answers = {"site-a": good("site-a"), "site-b": good("site-b"), "site-c": silent}
    result, _, time = play(tmp_path, answers)
    assert result["code"] == "candidate"
    assert result["sites"]["site-c"]["code"] == "no_reply"
    assert 100 <= time.now <= 110


def test_below_min_sites_the_round_ends_quorum_not_met(tmp_path: Path) -> None:
    """Nothing is averaged, nobody evaluates, and it ends as soon as no quorum can come."""
    answers = {
        "site-a": good("site-a"),
        "site-b": says("site-b", "too_few_customers"),
        "site-c": fails(ErrorCode.NODE_UNAVAILABLE),
    }
    answers["site-d"] = silent
    result, grid, time = play(tmp_path, answers, min_sites=3)
    assert result["code"] == "quorum_not_met"
    assert result["sites"]["site-d"]["code"] == "not_awaited"
    assert result["sites"]["site-b"]["code"] == "too_few_customers"
    assert result["sites"]["site-c"]["code"] == "node_unavailable"
    assert not (tmp_path / "candidate.safetensors").exists()
    assert len(grid.sent) == 4
    assert time.now < 10


def test_a_site_without_dialogues_sits_out_and_does_not_count(tmp_path: Path) -> None:
    """It is named as sitting out; the quorum is of the others."""
    empty = says("site-c", "no_trainable_dialogues")
    answers = {"site-a": good("site-a"), "site-b": good("site-b"), "site-c": empty}
    result, _, _ = play(tmp_path, answers)
    assert result["code"] == "candidate"
    assert result["sat_out"] == ["site-c"]
    result, _, _ = play(tmp_path, answers, min_sites=3)
    assert result["code"] == "quorum_not_met"


def sends(data: bytes, *, shape: tuple[int, ...] = (2, 8), stype: str = "numpy.ndarray") -> Answer:
    """Site C with a good reply in which one array's bytes are these."""

    def answer(message: Message) -> Message:
        made = good("site-c")(message)
        assert made is not None
        if message.metadata.message_type == "train":
            made.content.array_records["update"][A] = Array("float32", shape, stype, data)
        return made

    return answer


def npy(array: np.ndarray[Any, Any]) -> bytes:
    """The bytes that Flower sends for an array."""
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def huge() -> bytes:
    """An array file whose header claims a terabyte."""
    head = npy(np.zeros((2, 8), dtype=np.float32))
    return head.replace(b"(2, 8), }", b"(262144, 1048576), }")[: len(head)]


def bomb() -> bytes:
    """A zip of arrays, which numpy.load would open."""
    stream = io.BytesIO()
    np.savez_compressed(stream, a=np.zeros(10_000))
    return stream.getvalue()


@pytest.mark.parametrize("data", [b"", b"PK", b"\x93NUMPY", b"\x93NUMPY\x09\x00", huge(), bomb()])
def test_bytes_that_are_no_array_cost_their_sender_its_update_alone(
    tmp_path: Path, data: bytes
) -> None:
    """Nothing that one site sends as an array breaks the round of the others."""
    answers = {"site-a": good("site-a"), "site-b": good("site-b"), "site-c": sends(data)}
    result, _, _ = play(tmp_path, answers)
    assert result["code"] == "candidate"
    assert result["sites"]["site-c"]["code"] == "bad_update"


def test_pickles_integers_and_half_precision_are_left_out(tmp_path: Path) -> None:
    """Only float32 is averaged."""
    pickled = io.BytesIO()
    np.save(pickled, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    for data, code in (
        (pickled.getvalue(), "bad_update"),
        (npy(np.zeros((2, 8), dtype=np.int64)), "bad_update"),
        (npy(np.zeros((2, 8), dtype=np.float16)), "bad_dtype"),
        (npy(np.zeros((2, 8), dtype=">f4")), "bad_dtype"),
        (npy(np.zeros((8, 2), dtype=np.float32)), "bad_shapes"),
    ):
        answers = {"site-a": good("site-a"), "site-b": good("site-b"), "site-c": sends(data)}
        result, _, _ = play(tmp_path, answers)
        assert result["sites"]["site-c"]["code"] == code


def test_a_site_that_claims_many_examples_does_not_take_the_mean_over(tmp_path: Path) -> None:
    """It weighs what the round's steps can have seen, and no more."""
    answers = {
        "site-a": good("site-a", examples=40, value=1.0),
        "site-b": good("site-b", examples=10**15, value=2.0),
    }
    play(tmp_path, answers)
    candidate = decode_adapter((tmp_path / "candidate.safetensors").read_bytes())
    np.testing.assert_allclose(candidate[A], 1.5)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (fails(), "client_failed"),
        (says("site-c", SECRET), "bad_reply"),
        (says("site-b", "ok"), "site_mismatch"),
        (says("site-c", "ok", base="sha256:" + "1" * 64), "base_mismatch"),
        (says("site-c", "ok"), "bad_update"),
        (lambda m: reply_to(m, RecordDict({})), "bad_reply"),
        (good("site-c", value=float("nan")), "not_finite"),
        (good("site-c", examples=0), "bad_examples"),
    ],
)
def test_a_bad_site_is_left_out_under_a_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: Answer, code: str
) -> None:
    """What a node sent as text is in neither the result nor the output."""
    answers = {"site-a": good("site-a"), "site-b": good("site-b"), "site-c": answer}
    result, _, _ = play(tmp_path, answers)
    assert result["code"] == "candidate"
    assert result["sites"]["site-c"]["code"] == code
    printed = capsys.readouterr()
    assert SECRET not in (tmp_path / "result.json").read_text() + printed.out + printed.err


def test_a_busy_site_is_asked_again(tmp_path: Path) -> None:
    """A site that still works on the round's earlier attempt gets its chance."""
    seen: list[int] = []

    def busy_first(message: Message) -> Message | None:
        seen.append(1)
        return (says("site-b", "busy") if len(seen) < 3 else good("site-b"))(message)

    result, _, _ = play(tmp_path, {"site-a": good("site-a"), "site-b": busy_first})
    assert result["code"] == "candidate"
    assert len(seen) == 4  # busy twice, trained, evaluated


def test_the_running_release_goes_with_the_request(tmp_path: Path) -> None:
    """Adapter, manifest and signature of the release are in the train message."""
    pem, _ = new_signing_key()
    write_secret(tmp_path / "key", pem)
    private = load_private_key(tmp_path / "key")
    data = encode_adapter(adapter(0.5))
    signed = build_release(
        data,
        release="r1",
        round="round-0",
        base=BASE,
        sites=["site-a"],
        metrics={},
        lora=LoraSpec(rank=2, alpha=4, targets=("q_proj",)),
        private=private,
        created=0.0,
    )
    write_release(tmp_path / "r1", signed)
    answers = {"site-a": good("site-a"), "site-b": good("site-b")}
    result, grid, _ = play(tmp_path, answers, release=tmp_path / "r1")
    assert result["code"] == "candidate"
    request = grid.sent[0].content.config_records["request"]
    assert request["release_adapter"] == data
    assert request["release_manifest"] == signed.manifest_json
    assert request["release_signature"] == signed.signature


def test_a_reply_that_flower_cannot_read_is_its_senders_loss(tmp_path: Path) -> None:
    """Bytes on which Flower breaks leave one site out, not the round."""

    class Breaking(FakeGrid):
        def pull_messages(self, message_ids: Iterable[str]) -> Iterable[Message]:
            replies = list(super().pull_messages(message_ids))
            if any(r.metadata.src_node_id == NODES["site-c"] for r in replies):
                raise ValueError(SECRET)
            return replies

    answers = {site: good(site) for site in ("site-a", "site-b", "site-c")}
    result, _, _ = play(tmp_path, answers, grid=Breaking(answers))
    assert result["code"] == "candidate"
    assert result["sites"]["site-c"]["code"] == "bad_reply"
    assert SECRET not in (tmp_path / "result.json").read_text()


def test_a_crash_leaves_a_result_that_names_its_type(tmp_path: Path) -> None:
    """The operator reads what broke; the text of the error is not kept."""

    class BrokenGrid(FakeGrid):
        def pull_messages(self, message_ids: Iterable[str]) -> Iterable[Message]:
            raise httpx.ConnectError(SECRET)

    play(tmp_path, {"site-a": good("site-a"), "site-b": good("site-b")})
    grid = BrokenGrid({"site-a": good("site-a"), "site-b": good("site-b")})
    with pytest.raises(httpx.ConnectError):
        run_round(grid, tmp_path, clock=Time().clock())
    text = (tmp_path / "result.json").read_text()
    assert json.loads(text)["error"] == "ConnectError"
    assert SECRET not in text
