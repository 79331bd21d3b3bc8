"""The whole loop in real processes: chat, round, release, swap, rollback, report; then its faults.

The tests of this module share one federation and run in the order in which they stand: later ones
break parts of it for good, the last one ends it.
"""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from examples.demo.federation import sottovoce
from sottovoce.crypto import load_public
from sottovoce.egress import verify_report
from sottovoce.release import read_release, verify_release
from tests.e2e.running import (
    CHINESE,
    CONTROL,
    ENGLISH,
    IMPORTS,
    LONGEST_ANSWER,
    SITES,
    Running,
    config,
    until,
)

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(600)]

DEADLINE = 40.0
# Seeds with which the tiny model, drawing wildly, speaks long; together on one edge, for seconds.
LONG_ANSWERS = (37, 5, 0, 9)
ENDED = ("released", "gate_refused")  # the gate has its own tests; here a round has to end


def _chat(told: Running, model: str = "sottovoce", site: str = ENGLISH, **more: Any) -> Any:
    """One answer with its headers."""
    return told.client().chat.completions.with_raw_response.create(
        model=model,
        messages=[{"role": "user", "content": "Where is my parcel?"}],
        max_tokens=more.pop("max_tokens", 8),
        extra_headers={"Sottovoce-Site": site},
        **more,
    )


# -- the loop


def test_a_round_releases_an_adapter_of_the_sites_that_could_train(running: Running) -> None:
    """Two sites trained and evaluated; the one without a trainable dialogue sat out and is named."""
    row = running.round
    assert row["state"] == "released", row
    sites = row["summary"]["sites"]
    assert {site: found["code"] for site, found in sites.items()} == {
        ENGLISH: "ok",
        CHINESE: "ok",
        CONTROL: "no_trainable_dialogues",
    }
    assert row["summary"]["sat_out"] == [CONTROL]
    for site in (ENGLISH, CHINESE):
        evaluation = sites[site]["evaluation"]
        assert evaluation["loss_candidate"] <= evaluation["loss_before"]
        assert sites[site]["metrics"]["examples"] > IMPORTS / 2
        assert sites[site]["metrics"]["update_bytes"] > 1000


def test_the_release_verifies(running: Running) -> None:
    """What lies in the registry is signed, for this base model, by these two sites."""
    folder = next(running.fed.paths.trainer.rglob("manifest.sig")).parent
    public = load_public(running.fed.paths.site_keys(ENGLISH) / "release.pub")
    manifest, tensors = verify_release(
        read_release(folder), public=public, base=running.fed.base_digest()
    )
    assert manifest.release == running.round["release"]
    assert manifest.sites == (ENGLISH, CHINESE)
    assert any(abs(t).max() > 0 for name, t in tensors.items() if "lora_B" in name)


def test_every_chat_was_answered_and_the_swap_shows(running: Running) -> None:
    """Answers came before and after the swap, each says which adapter gave it."""
    assert all(said.text for said in running.said)
    before = {said.adapter for said in running.said[:-2]}
    after = {said.adapter for said in running.said[-2:]}
    assert before == {"base"}
    assert after == {running.round["release"]}


def test_models_lists_both_versions(running: Running) -> None:
    """The gateway lists the current model, the release by name and the base; each can be asked for."""
    release = running.round["release"]
    listed = {model.id for model in running.client().models.list()}
    assert {"sottovoce", f"sottovoce@{release}", "base"} <= listed
    for model, adapter in (("base", "base"), (f"sottovoce@{release}", release)):
        assert _chat(running, model).headers["sottovoce-adapter"] == adapter


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(
    ("model", "site", "status", "code"),
    [
        ("sottovoce@no-such-release", ENGLISH, 404, "model_not_found"),
        ("sottovoce", "site-of-nobody", 404, "unknown_site"),
    ],
)
def test_what_does_not_exist_is_404(
    running: Running, model: str, site: str, status: int, code: str, stream: bool
) -> None:
    """An unknown release or site gets an OpenAI error body that the official client understands."""
    import openai

    with pytest.raises(openai.APIStatusError) as caught:
        _chat(running, model, site, stream=stream)
    assert caught.value.status_code == status
    assert caught.value.code == code
    assert set(caught.value.response.json()["error"]) == {"message", "type", "param", "code"}


def test_a_wrong_key_is_401(running: Running) -> None:
    """Without the gateway's key nothing is answered."""
    import openai

    with pytest.raises(openai.AuthenticationError):
        running.client("sk-wrong").models.list()


def test_an_edge_takes_no_request_without_its_token(running: Running) -> None:
    """The edge's own interface is closed to whoever holds no service token."""
    from tests.privacy.surfaces import trust

    reply = httpx.get(
        running.fed.edge_url(ENGLISH) + "/v1/models",
        verify=trust(running.fed.ca_file),
        trust_env=False,
    )
    assert reply.status_code == 401


# -- swap, rollback


@dataclass
class InFlight:
    """A long answer that is read in a thread of its own."""

    told: Running
    site: str
    model: str = "sottovoce"
    seed: int = 37
    adapter: str | None = None
    text: str = ""
    ended: float = 0.0

    def start(self) -> InFlight:
        """Ask, and return when the first words are there."""
        self._first = threading.Event()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()
        assert self._first.wait(30)
        return self

    def join(self) -> InFlight:
        """Wait for the last word."""
        self._thread.join(90)
        assert self.ended
        return self

    def _read(self) -> None:
        raw = _chat(
            self.told,
            self.model,
            self.site,
            stream=True,
            max_tokens=LONGEST_ANSWER,
            temperature=2.0,
            seed=self.seed,
        )
        self.adapter = raw.headers["sottovoce-adapter"]
        for chunk in raw.parse():
            if chunk.choices:
                self.text += chunk.choices[0].delta.content or ""
                self._first.set()
        self._first.set()
        self.ended = time.monotonic()


def test_both_edges_swap_while_a_stream_is_in_flight(running: Running) -> None:
    """A streamed answer ends on the adapter that it began on while the edges move to another."""
    release = running.round["release"]
    assert running.admin("POST", "/rollback")["release"] is None
    running.await_release(None, SITES)
    streams = {
        site: [InFlight(running, site, seed=seed).start() for seed in LONG_ANSWERS]
        for site in (ENGLISH, CHINESE)
    }
    running.admin("POST", "/promote", {"release": release})
    running.await_release(release, (ENGLISH, CHINESE))
    swapped = time.monotonic()
    for site in (ENGLISH, CHINESE):
        ended = [stream.join().ended for stream in streams[site]]
        assert max(ended) > swapped, "the streams were over before the swap: nothing was shown"
        assert {stream.adapter for stream in streams[site]} == {"base"}
    longest = max(streams[ENGLISH], key=lambda stream: stream.ended)
    pinned = InFlight(running, ENGLISH, "base", longest.seed).start().join()
    moved = InFlight(running, ENGLISH, "sottovoce", longest.seed).start().join()
    assert longest.text == pinned.text
    assert moved.adapter == release
    assert moved.text != pinned.text


def test_rollback_and_promote_by_command(running: Running) -> None:
    """The operator's commands move the pointer back and forth; the edges follow, also the listing."""
    release = running.round["release"]
    running.command("train", "rollback", *running.state())
    running.await_release(None, SITES)
    assert _chat(running).headers["sottovoce-adapter"] == "base"
    running.command("train", "promote", release, *running.state())
    running.await_release(release, SITES)
    assert _chat(running).headers["sottovoce-adapter"] == release
    assert release in running.command("train", "releases", *running.state())


# -- the leak report


@pytest.mark.parametrize("site", [ENGLISH, CHINESE])
def test_the_leak_report_is_signed_and_complete(running: Running, site: str) -> None:
    """What left the site is listed with sizes and digests; the signature holds, and breaks if changed."""
    said = running.command("edge", "report", "--since", "1d", *config(running, site))
    document = json.loads(said)
    public = load_public(running.fed.paths.site_keys(site) / "report.pub")
    assert verify_report(document, public)
    report = document["report"]
    assert report["site"] == site
    updates = [e for e in report["updates"] if e["kind"] == "update"]
    assert [e["round"] for e in updates] == [running.round["id"]]
    sent = running.round["summary"]["sites"][site]["metrics"]["update_bytes"]
    assert updates[0]["bytes"] == sent
    assert report["totals"]["reply"]["count"] >= 6
    document["report"]["totals"]["update"]["count"] = 0
    assert not verify_report(document, public)


# -- faults: from here on parts are broken


def test_a_line_that_is_no_json_is_told_and_the_rest_goes_in(running: Running) -> None:
    """An import names the bad line by its number, takes the others and says how many."""
    path = running.inputs / "control-late.jsonl"
    rows = [
        json.dumps(
            {
                "id": f"late-{n}",
                "customer": f"late-customer-{n}",
                "language": "en",
                "consent": True,
                "messages": [
                    {"role": "user", "content": f"Can I return order {n} after a week?"},
                    {"role": "assistant", "content": "Yes, within thirty days."},
                ],
            }
        )
        for n in range(20)
    ]
    rows.insert(2, '{"id": "broken", ')
    path.write_text("\n".join(rows) + "\n")
    words = ("edge", "import", str(path), *config(running, CONTROL))
    done = running.fed.processes.run(sottovoce(*words), timeout=120, expect=(1,))
    assert "20 written (20 trainable)" in done.stdout
    assert "3" in done.stderr
    assert "broken" not in done.stdout + done.stderr


def _begin_round(told: Running) -> str:
    """Ask for a round and wait until Flower runs it."""
    begun = told.admin("POST", "/rounds")["round"]["id"]
    until(lambda: told.rounds()[0]["run_id"] is not None, 60, "the round runs")
    return str(begun)


def _ended(told: Running, name: str, seconds: float) -> dict[str, Any]:
    """The round's row when it is over."""
    final = (*ENDED, "quorum_not_met", "failed")
    until(lambda: told.rounds()[0]["state"] in final, seconds, f"{name} ends")
    row = told.rounds()[0]
    assert row["id"] == name
    return row


def test_a_trainer_killed_in_mid_round_resumes_it_once(running: Running) -> None:
    """After kill -9 and a restart the history is whole and the round ends, under its id, once."""
    before = running.rounds()
    name = _begin_round(running)
    os.kill(running.fed.processes.children["trainer"].pid, signal.SIGKILL)
    running.fed.processes.children["trainer"].process.wait(timeout=10)

    def shorten(settings: dict[str, Any]) -> None:
        settings["round"]["deadline_seconds"] = DEADLINE

    running.rewrite("trainer", shorten)
    running.fed.start("trainer")
    row = _ended(running, name, 150)
    assert row["state"] in ENDED, row
    assert row["attempt"] == 2
    assert {s: f["code"] for s, f in row["summary"]["sites"].items()} == dict.fromkeys(SITES, "ok")
    after = running.rounds()
    assert [r["id"] for r in after] == [name, *(r["id"] for r in before)]
    assert after[1:] == before
    states = [entry["state"] for entry in running.admin("GET", f"/rounds/{name}")["log"]]
    assert states.count("interrupted") == 1
    assert states.count("running") == 2
    assert running.admin("GET", "/releases")["current"] is not None


def test_a_node_killed_in_mid_round_leaves_the_rest_a_quorum(running: Running) -> None:
    """With three sites the round ends, at its own deadline, with the two that are left."""
    name = _begin_round(running)
    running.fed.kill(f"node:{CONTROL}")
    row = _ended(running, name, DEADLINE + 75)
    assert row["state"] in ENDED, row
    codes = {site: found["code"] for site, found in row["summary"]["sites"].items()}
    assert codes[ENGLISH] == codes[CHINESE] == "ok"
    assert codes[CONTROL] in ("no_reply", "node_unavailable")


def test_below_its_quorum_a_round_releases_nothing(running: Running) -> None:
    """With two of three nodes gone the command ends with code 4 and says plainly who was missing."""
    current, known = running.admin("GET", "/releases")["current"], len(running.rounds())
    words = sottovoce("train", "round", *running.state())
    with ThreadPoolExecutor(1) as pool:
        command = pool.submit(running.fed.processes.run, words, timeout=DEADLINE + 75, expect=(4,))
        until(lambda: len(running.rounds()) > known, 20, "the round is asked for")
        until(lambda: running.rounds()[0]["run_id"] is not None, 60, "the round runs")
        running.fed.kill(f"node:{CHINESE}")
        said = command.result().stdout
    assert "quorum_not_met: 1 of at least 2 sites" in said
    assert CHINESE in said.splitlines()[-1]
    row = running.rounds()[0]
    assert row["state"] == "quorum_not_met"
    assert row["release"] is None
    assert running.admin("GET", "/releases")["current"] == current


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_dead_edge_is_503_at_once(running: Running, stream: bool) -> None:
    """An edge that was killed gives the client an OpenAI error within seconds, other sites go on."""
    import openai

    if running.fed.processes.children[f"edge:{CHINESE}"].running:
        running.fed.kill(f"edge:{CHINESE}")
    began = time.monotonic()
    with pytest.raises(openai.InternalServerError) as caught:
        _chat(running, site=CHINESE, stream=stream)
    assert time.monotonic() - began < 10
    assert caught.value.status_code == 503
    assert caught.value.code == "upstream_unavailable"
    assert _chat(running, site=ENGLISH).status_code == 200


def test_sigterm_ends_everything_and_leaves_nothing(running: Running) -> None:
    """Each part that is asked to end does so by itself, with all that it started."""
    processes = running.fed.processes
    alive = [child for child in processes.children.values() if child.running]
    assert {"trainer", "gateway", f"edge:{ENGLISH}", f"site:{ENGLISH}"} <= {c.name for c in alive}
    for child in alive:
        child.stopping = True
        os.kill(child.pid, signal.SIGTERM)
    for child in alive:
        child.process.wait(timeout=30)
    ours = {c.name: c.process.returncode for c in alive if not c.name.startswith("node:")}
    assert ours == dict.fromkeys(ours, 0)
    until(lambda: not processes.leftovers(), 10, f"leftovers: {processes.leftovers()}")
