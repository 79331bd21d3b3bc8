"""Following the signed pointer, with the real engine and real signatures."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save

from edge_node.adapters import Shelf
from edge_node.engine import TransformersEngine
from edge_node.metrics import EdgeMetrics
from edge_node.updates import Trust, Updater, read_state
from sottovoce import crypto, release
from sottovoce.egress import EgressLedger
from sottovoce.release import LoraSpec, SignedRelease
from tests.edge_node.serving import LORA, MemoryRegistry, Site, answer, make_tensors, run

Tensors = dict[str, np.ndarray]


class Bench:
    """An updater over a site's registry in memory."""

    def __init__(self, site: Site, engine: TransformersEngine) -> None:
        self.site, self.engine = site, engine
        self.registry: MemoryRegistry = site.registry
        self.cache = site.root / "adapters"
        self.trainable = 0
        self.now = site.registry.clock()
        self.start()

    def start(self) -> None:
        """A new process: nothing loaded, only the cache remembered."""
        for name in self.engine.adapters():
            self.engine.unload_adapter(name)
        self.shelf, self.metrics = Shelf(), EdgeMetrics()
        self.ledger = EgressLedger(self.site.settings.egress_path)
        self.updater = Updater(
            registry=self.registry,
            shelf=self.shelf,
            engine=self.engine,
            trust=Trust(crypto.load_public(self.site.root / "release.pub"), self.registry.base),
            cache=self.cache,
            ledger=self.ledger,
            metrics=self.metrics,
            trainable=lambda: self.trainable,
            clock=lambda: self.now,
        )
        run(self.updater.restore())

    def poll(self) -> str:
        """One look at the registry."""
        outcome: str = run(self.updater.poll())
        return outcome

    def refusals(self, reason: str) -> float:
        """The metric of one reason."""
        value = self.metrics.registry.get_sample_value(
            "sottovoce_edge_adapter_refusals_total", {"reason": reason}
        )
        return value or 0.0

    def close(self) -> None:
        """Leave the engine as it was."""
        for name in self.engine.adapters():
            self.engine.unload_adapter(name)
        self.ledger.close()


@pytest.fixture
def bench(site: Site, engine: TransformersEngine) -> Iterator[Bench]:
    """A bench on which release `good` serves."""
    bench = Bench(site, engine)
    yield bench
    bench.close()


@pytest.fixture
def good(bench: Bench, shapes: dict[str, tuple[int, int]]) -> Tensors:
    """The weights of the release that serves."""
    tensors = make_tensors(shapes, 1)
    bench.registry.add("good", tensors)
    bench.registry.point("good")
    assert bench.poll() == "ok"
    return tensors


def test_a_release_is_loaded_and_serves(bench: Bench, good: Tensors) -> None:
    """Poll, verify, load, move: the pointer, the cache, the state and the metric say so."""
    assert bench.shelf.active == "good"
    assert bench.engine.adapters() == ("good",)
    assert (bench.cache / "good" / "manifest.sig").exists()
    assert read_state(bench.cache).active == "good"
    sample = bench.metrics.registry.get_sample_value
    assert sample("sottovoce_edge_adapter_active", {"release": "good"}) == 1
    assert bench.registry.polls[-1] == {"bucket": 0, "active": None, "sequence": 0}


def _other_key(bench: Bench, tensors: Tensors) -> None:
    private, _ = crypto.new_signing_key()
    key = bench.site.root / "other.key"
    crypto.write_secret(key, private)
    bench.registry.add("bad", tensors, private=crypto.load_private(key))


def _other_base(bench: Bench, tensors: Tensors) -> None:
    bench.registry.add("bad", tensors, base="sha256:" + "0" * 64)


def _other_shape(bench: Bench, tensors: Tensors) -> None:
    name = sorted(tensors)[0]
    bench.registry.add("bad", {**tensors, name: tensors[name][:, :-1]})


def _other_targets(bench: Bench, tensors: Tensors) -> None:
    spec = LoraSpec(rank=4, alpha=8.0, targets=("k_proj",))
    bench.registry.add("bad", tensors, lora=spec)


def _not_a_number(bench: Bench, tensors: Tensors) -> None:
    name = sorted(tensors)[0]
    spoilt = tensors[name].copy()
    spoilt[0, 0] = np.nan
    bench.registry.add("bad", {**tensors, name: spoilt})


def _too_large(bench: Bench, tensors: Tensors) -> None:
    bench.registry.add("bad", {name: value * 1e6 for name, value in tensors.items()})


def _half_precision(bench: Bench, tensors: Tensors) -> None:
    _resign(bench, save({name: value.astype(np.float16) for name, value in tensors.items()}))


def _garbage(bench: Bench, _tensors: Tensors) -> None:
    good = bench.registry.releases["good"]
    manifest = json.loads(good.manifest_json)
    _sign_manifest(bench, manifest, b"\x80\x04pickle")


def _changed_bytes(bench: Bench, tensors: Tensors) -> None:
    signed = bench.registry.add("bad", tensors)
    changed = bytearray(signed.adapter)
    changed[-1] ^= 1
    bench.registry.releases["bad"] = SignedRelease(
        signed.manifest_json, signed.signature, bytes(changed)
    )


def _another_release(bench: Bench, _tensors: Tensors) -> None:
    bench.registry.releases["bad"] = bench.registry.releases["good"]


def _resign(bench: Bench, data: bytes) -> None:
    manifest = json.loads(bench.registry.releases["good"].manifest_json)
    _sign_manifest(bench, manifest, data)


def _sign_manifest(bench: Bench, manifest: dict[str, Any], data: bytes) -> None:
    """A manifest that the trainer's key signed over data that build_release would refuse."""
    manifest.update(release="bad", sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    text = json.dumps(manifest).encode()
    signature = crypto.sign(bench.registry.private, release._MANIFEST_CONTEXT + text)
    bench.registry.releases["bad"] = SignedRelease(text, signature, data)


MATRIX: dict[str, tuple[Callable[[Bench, Tensors], None], str]] = {
    "another key": (_other_key, "signature"),
    "another base": (_other_base, "base"),
    "another shape": (_other_shape, "shape"),
    "other targets": (_other_targets, "shape"),
    "NaN": (_not_a_number, "nan"),
    "too large": (_too_large, "norm"),
    "half precision": (_half_precision, "dtype"),
    "no safetensors": (_garbage, "format"),
    "changed bytes": (_changed_bytes, "sha256"),
    "another release": (_another_release, "signature"),
}


@pytest.mark.parametrize("case", MATRIX)
def test_a_bad_adapter_is_refused_and_the_old_one_serves(
    bench: Bench, good: Tensors, shapes: dict[str, tuple[int, int]], case: str
) -> None:
    """Refused, counted once, recorded, not fetched again; the old release answers as before."""
    make, reason = MATRIX[case]
    before = run(answer(bench.engine, "good"))
    make(bench, make_tensors(shapes, 5))
    bench.registry.point("bad")
    assert [bench.poll(), bench.poll(), bench.poll()] == ["refused"] * 3
    assert bench.refusals(reason) == 1
    assert bench.registry.fetched.count("bad") == 1
    assert bench.shelf.active == "good"
    assert bench.engine.adapters() == ("good",)
    assert run(answer(bench.engine, "good")) == before
    assert not (bench.cache / "bad").exists()
    recorded = [e for e in bench.ledger.entries() if e.kind == "refusal"]
    assert [e.detail["reason"] for e in recorded] == [reason]
    assert read_state(bench.cache).refused["bad"].reason == reason


def test_a_refused_release_is_tried_again_under_a_newer_pointer(
    bench: Bench, good: Tensors, shapes: dict[str, tuple[int, int]]
) -> None:
    """When the trainer mends the release and points anew, the edge takes it."""
    _other_base(bench, make_tensors(shapes, 5))
    bench.registry.point("bad")
    assert bench.poll() == "refused"
    bench.registry.add("bad", make_tensors(shapes, 5))
    bench.registry.point("bad")
    assert bench.poll() == "ok"
    assert bench.shelf.active == "bad"


@pytest.mark.parametrize("fault", ["sequence", "expired", "signature", "format"])
def test_a_bad_pointer_is_refused(bench: Bench, good: Tensors, fault: str) -> None:
    """A replayed, expired, forged or broken pointer moves nothing; it is recorded once."""
    if fault == "sequence":
        bench.registry.point(None, sequence=0)
    elif fault == "expired":
        bench.registry.point(None, ttl=-1)
    elif fault == "signature":
        private, _ = crypto.new_signing_key()
        crypto.write_secret(bench.site.root / "forged.key", private)
        bench.registry.point(None, private=crypto.load_private(bench.site.root / "forged.key"))
    else:
        bench.registry.pointer = b"{}"
    assert [bench.poll(), bench.poll()] == ["refused"] * 2
    assert bench.shelf.active == "good"
    assert bench.refusals(fault) == 2
    assert len([e for e in bench.ledger.entries() if e.kind == "refusal"]) == 1


def test_a_release_name_is_no_path(bench: Bench, good: Tensors) -> None:
    """Even a signed pointer cannot name a folder outside the cache."""
    bench.registry.point("../../etc")
    assert bench.poll() == "refused"
    assert bench.refusals("format") == 1
    assert bench.registry.fetched == ["good"]


def test_forward_back_and_dropped(
    bench: Bench, good: Tensors, shapes: dict[str, tuple[int, int]]
) -> None:
    """The release before stays loaded for a rollback; the one before that goes, cache and all."""
    for seed, name in ((2, "two"), (3, "three")):
        bench.registry.add(name, make_tensors(shapes, seed))
        bench.registry.point(name)
        assert bench.poll() == "ok"
    assert bench.shelf.loaded == ("two", "three")
    assert bench.engine.adapters() == ("two", "three")
    assert sorted(p.name for p in bench.cache.iterdir() if p.is_dir()) == ["three", "two"]
    bench.registry.point("two")
    bench.poll()
    assert (bench.shelf.active, bench.shelf.previous) == ("two", "three")
    assert bench.registry.fetched == ["good", "two", "three"]
    bench.registry.point(None)
    bench.poll()
    assert (bench.shelf.active, bench.shelf.previous) == (None, "two")


def test_a_release_in_use_is_not_dropped(
    bench: Bench, good: Tensors, shapes: dict[str, tuple[int, int]]
) -> None:
    """A request that still runs on an old release keeps it loaded until it is over."""
    lease = bench.shelf.lease("sottovoce")
    for seed, name in ((2, "two"), (3, "three")):
        bench.registry.add(name, make_tensors(shapes, seed))
        bench.registry.point(name)
        bench.poll()
    assert "good" in bench.engine.adapters()
    lease.release()
    bench.poll()
    assert "good" not in bench.engine.adapters()


def test_a_restart_serves_the_cached_release_without_the_registry(
    bench: Bench, good: Tensors
) -> None:
    """After a restart with the registry down, the cached release is verified and serves."""
    before = run(answer(bench.engine, "good"))
    bench.registry.down = True
    bench.start()
    assert bench.shelf.active == "good"
    assert run(answer(bench.engine, "good")) == before
    assert bench.poll() == "down"
    assert bench.shelf.active == "good"
    bench.registry.down = False
    bench.registry.point(None, sequence=0)
    assert bench.poll() == "refused"  # the last sequence is remembered too


def test_a_spoilt_cache_is_fetched_anew(bench: Bench, good: Tensors) -> None:
    """A cached file that changed on disk is refused at start and fetched by the next poll."""
    file = bench.cache / "good" / "adapter.safetensors"
    file.write_bytes(file.read_bytes()[:-1] + b"\x01")
    bench.start()
    assert bench.shelf.active is None
    assert bench.refusals("sha256") == 1
    assert bench.poll() == "ok"
    assert bench.shelf.active == "good"


@pytest.mark.parametrize("left", ["adapter.safetensors", "manifest.json"])
def test_a_half_removed_cache_is_made_whole(bench: Bench, good: Tensors, left: str) -> None:
    """What a crash left of a release is cleared away and fetched, for the next start too."""
    (bench.cache / "good" / left).unlink()
    (bench.cache / "good" / f".{left}.1.tmp").write_bytes(b"half")
    bench.start()
    assert bench.shelf.active is None
    assert bench.poll() == "ok"
    assert sorted(p.name for p in (bench.cache / "good").iterdir()) == sorted(release.FILES)
    bench.registry.down = True
    bench.start()
    assert bench.shelf.active == "good"


def test_a_refused_release_is_forgotten_with_what_lies_beside_it(
    bench: Bench, good: Tensors, shapes: dict[str, tuple[int, int]]
) -> None:
    """Half a file of an earlier try does not turn a refusal into a failure that is tried for ever."""
    (bench.cache / "bad").mkdir()
    (bench.cache / "bad" / ".adapter.safetensors.1.tmp").write_bytes(b"half")
    _other_base(bench, make_tensors(shapes, 2))
    bench.registry.point("bad")
    assert [bench.poll(), bench.poll()] == ["refused"] * 2
    assert bench.registry.fetched == ["good", "bad"]
    assert not (bench.cache / "bad").exists()


def test_a_full_disk_leaves_the_old_release_serving(
    bench: Bench,
    good: Tensors,
    shapes: dict[str, tuple[int, int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing is loaded that could not be kept; with room again the next poll swaps."""

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    bench.registry.add("two", make_tensors(shapes, 2))
    bench.registry.point("two")
    with monkeypatch.context() as patch:
        patch.setattr(release.os, "fsync", full)
        assert bench.poll() == "failed"
    assert bench.shelf.active == "good"
    assert bench.engine.adapters() == ("good",)
    assert not list(bench.cache.rglob("*.tmp"))
    assert bench.poll() == "ok"
    assert bench.shelf.active == "two"


def test_a_release_that_was_rolled_back_from_does_not_come_back(
    bench: Bench, good: Tensors, shapes: dict[str, tuple[int, int]]
) -> None:
    """Where the cache of what serves is spoilt, a start serves the base and not what was left for cause."""
    bench.registry.add("two", make_tensors(shapes, 2))
    bench.registry.point("two")
    bench.poll()
    bench.registry.point("good")
    bench.poll()
    (bench.cache / "good" / "adapter.safetensors").write_bytes(b"spoilt")
    bench.start()
    assert bench.shelf.active is None
    assert bench.poll() == "ok"
    assert bench.shelf.active == "good"


def test_the_count_is_reported_in_buckets(bench: Bench) -> None:
    """The registry learns the count of trainable dialogues in tens, and the ledger says so."""
    bench.trainable = 37
    bench.poll()
    assert bench.registry.polls[-1]["bucket"] == 30
    bench.poll()
    bench.trainable = 40
    bench.poll()
    polls = [e.detail for e in bench.ledger.entries() if e.kind == "poll"]
    assert polls == [
        {"trainable_bucket": 30, "times": 2},
        {"trainable_bucket": 40, "times": 1},
    ]


def test_a_broken_state_file_counts_as_none(tmp_path: Path) -> None:
    """An unreadable state does not keep an edge from starting."""
    (tmp_path / "state.json").write_text("{")
    assert read_state(tmp_path).sequence == 0


def test_the_lora_of_the_tests_fits(shapes: dict[str, tuple[int, int]]) -> None:
    """The helper's shapes are the model's: two targets, two matrices, four layers."""
    assert len(shapes) == len(LORA.targets) * 2 * 4
