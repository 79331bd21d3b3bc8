"""The demo's steps in order: set up, import, chat, learn, release, swap, roll back, stop.

Knows the order and what must hold after each step. How to start, ask and show is elsewhere.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

import httpx

from examples.demo import chats, imports, models, swap, views
from examples.demo.background import background
from examples.demo.checks import Checks
from examples.demo.federation import Federation, Spec
from examples.demo.inside import Inside
from examples.demo.options import Options
from examples.demo.processes import ProcessError, Supervisor, ends_on_sigterm
from examples.demo.trainer import RoundResult, Trainer
from examples.demo.ui import Screen

SWAP_SECONDS = 60.0
FLIGHT = (
    "Write down everything that happens to a parcel from the shop to the customer's door, in order."
)
NOTES = (
    "On one host this demo dials the SuperLink directly, with no proxy before its control paths.",
    "All processes share one user and one disk, so the isolation of a real deployment is off.",
    "Until secure aggregation exists, plain updates leave the sites: the trainer sees each one.",
)


def run(options: Options, screen: Screen) -> int:
    """Run the whole demo; returns the exit code: 0 only if every check held.

    The run's folder is removed when all went well and no `workdir` was named.
    """
    checks = Checks(screen.mark)
    root = _root(options)
    with ends_on_sigterm():
        try:
            _Demo(options, screen, checks, root).run()
            checks.hold("the demo ran to its end", True)
        except (ProcessError, httpx.HTTPError, _client_errors()) as error:
            checks.hold("the demo ran to its end", False, f"{type(error).__name__}: {error}")
        except BaseException:  # Ctrl-C, a fault of the demo's own: all processes have ended
            screen.warn(f"Logs and configurations: {root}")
            raise
    screen.phase_table()
    for note in NOTES:
        screen.warn(note)
    _verdict(screen, checks)
    if options.workdir is None and not checks.exit_code:
        shutil.rmtree(root)
    else:
        screen.say(f"Logs and configurations: {root}")
    return checks.exit_code


def _client_errors() -> type[Exception]:
    from openai import OpenAIError

    return OpenAIError


def _root(options: Options) -> Path:
    """The run's own folder."""
    if options.workdir is None:
        return Path(tempfile.mkdtemp(prefix="sottovoce-demo-"))
    options.workdir.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=time.strftime("run-%H%M%S-"), dir=options.workdir))


def _verdict(screen: Screen, checks: Checks) -> None:
    held = len(checks.made) - len(checks.failed)
    screen.say(f"{held} of {len(checks.made)} checks held.")
    for failed in checks.failed:
        screen.mark(False, failed.name, failed.detail)


class _Demo:
    """One run. Each method is one phase."""

    def __init__(self, options: Options, screen: Screen, checks: Checks, root: Path) -> None:
        self.options = options
        self.screen = screen
        self.checks = checks
        self.root = root

    def run(self) -> None:
        """All phases; whatever happens, no process stays."""
        self.screen.warn(NOTES[1])
        model = self._model()
        spec = self._spec(model)
        federation = Federation(self.root, spec)
        try:
            with federation:
                self._set_up(federation)
                self.inside = Inside(federation)
                self._import(federation)
                self.api = chats.client(federation.gateway_url, federation.api_key)
                self.trainer = Trainer(federation)
                self._chat(federation)
                result = self._learn(federation)
                if result.release is not None:
                    self._compare(federation)
                    self._roll(federation, result.release)
                self._inspect(federation)
                if self.options.keep:
                    self._keep(federation)
                with self.screen.phase("Stop"):
                    crashed = federation.processes.crashed()
                    self.checks.hold("no part had crashed", not crashed, ", ".join(crashed))
                    federation.processes.close()
        finally:
            left = federation.processes.leftovers()
            self.checks.hold("no process is left", not left, ", ".join(p.command for p in left))

    def _spec(self, model: Path) -> Spec:
        pace = self.options.pace
        return Spec(
            model=model,
            sites=self.options.site_names,
            round=self.options.round_plan(),
            poll_seconds=pace.poll_seconds,
            trainer_extra={"round": {"evaluate_seconds": pace.round_seconds}},
            site_extra={"limits": {"max_held_out": pace.max_held_out}},
        )

    def _model(self) -> Path:
        model = self.options.model
        with self.screen.phase(f"Model {model}"):
            with Supervisor(self.root / "prepare", environment=models.environment(model)) as tools:
                folder = models.prepare(model, tools)
            self.screen.say(str(folder))
        return folder

    def _set_up(self, federation: Federation) -> None:
        with self.screen.phase("Keys, configurations, processes"):
            federation.prepare()
            with self.screen.working(f"starting {len(federation.parts)} processes"):
                federation.start_all()
            self.screen.table("Processes", *views.processes(federation))

    def _import(self, federation: Federation) -> None:
        with self.screen.phase("Import historical dialogues, redacted on the way in"):
            options = self.options
            with self.screen.working("each site imports its own"):
                corpora = imports.run(federation, seed=options.seed, count=options.count)
            for site, corpus in corpora.items():
                imports.check(self.checks, self.inside, site, corpus)

    def _chat(self, federation: Federation) -> None:
        with self.screen.phase("Chat through the gateway with the openai client"):
            sites = federation.spec.sites
            for site in sites:
                self.inside.new_rows(site)  # what was imported
            for conversation in chats.CONVERSATIONS:
                views.converse(
                    self.api,
                    self.inside,
                    self.screen,
                    self.checks,
                    conversation,
                    sites[conversation.site],
                    self.options.pace.reply_tokens,
                )

    def _learn(self, federation: Federation) -> RoundResult:
        """The round; as soon as its result is there, requests are kept in flight for the swap."""
        site = federation.spec.sites[0]
        with background(1) as pool:
            with self.screen.phase("One federated round"):
                running = pool.submit(self.trainer.run_round, timeout=self._round_timeout())
                with self.screen.working("sites train; then each evaluates the candidate"):
                    self._await_result(federation, running)
            with self.screen.phase("Gate, signed release, swap under a running stream"):
                lanes = self.options.pace.flights
                with swap.Flights(lambda: self._flight(site), lanes=lanes) as flights:
                    result = running.result()
                    moved = self._await_swap(federation, result)
                self.screen.table(f"Round {result.id}: {result.state}", *views.round_table(result))
                self._check_round(federation, result)
                if result.release is not None:
                    self._check_swap(federation, result.release, flights, moved)
        return result

    def _round_timeout(self) -> float:
        return 3 * self.options.pace.round_seconds

    def _await_result(self, federation: Federation, running: Future[RoundResult]) -> None:
        rounds = federation.paths.trainer / "rounds"
        while not running.done() and not list(rounds.glob("*/*/result.json")):
            time.sleep(0.05)

    def _flight(self, site: str) -> chats.Exchange:
        return chats.ask(
            self.api,
            [{"role": "user", "content": FLIGHT}],
            site=site,
            conversation=f"demo-flight-{threading.get_ident()}",
            stream=True,
            max_tokens=self.options.pace.flight_tokens,
        )

    def _await_swap(self, federation: Federation, result: RoundResult) -> dict[str, float]:
        if result.release is None:
            return {}
        return swap.wait_for_release(
            self.api, federation.spec.sites, result.release, timeout=SWAP_SECONDS
        )

    def _check_round(self, federation: Federation, result: RoundResult) -> None:
        hold = self.checks.hold
        took_part = [one for one in result.sites if one.code == "ok"]
        hold("every site took part", len(took_part) == len(federation.spec.sites), result.reason)
        for one in took_part:
            hold(
                f"{one.site}: held-out loss did not rise",
                one.loss_candidate <= one.loss_before,
                f"{one.loss_before:.4f} → {one.loss_candidate:.4f}",
            )
        hold("the gate released an adapter", result.state == "released", result.reason)

    def _check_swap(
        self,
        federation: Federation,
        release: str,
        flights: swap.Flights,
        moved: dict[str, float],
    ) -> None:
        hold, site = self.checks.hold, federation.spec.sites[0]
        for name in federation.spec.sites:
            hold(f"{name} serves {release}", name in moved)
            listed = swap.models(self.api, name).names
            both = {"base", f"sottovoce@{release}"} <= set(listed)
            hold(f"{name}: GET /v1/models shows both versions", both, ", ".join(listed))
        hold("no request failed during the swap", not flights.errors)
        edge_log = federation.processes.children[f"edge:{site}"].log
        moment = swap.moved_at(edge_log, release) or moved.get(site, 0.0)
        across = flights.across(moment, "base")
        hold("a stream in flight at the swap finished on the old adapter", bool(across))
        if across:
            views.flight(self.screen, max(across, key=lambda one: one.ended), moment)
        new = self._flight(site)
        hold("a new request is answered by the new adapter", new.adapter == release, new.adapter)

    def _compare(self, federation: Federation) -> None:
        with self.screen.phase("The base model and the new adapter"):
            views.before_and_after(
                self.api,
                self.inside,
                self.screen,
                self.checks,
                federation.spec.sites,
                self.options.pace.reply_tokens,
            )

    def _roll(self, federation: Federation, release: str) -> None:
        sites, hold = federation.spec.sites, self.checks.hold
        with self.screen.phase("Roll back and forward"):
            back = self.trainer.rollback()
            seen = swap.wait_for_release(self.api, sites, back, timeout=SWAP_SECONDS)
            hold("rollback: every site serves the base model again", len(seen) == len(sites))
            adapter = self._short(sites[0]).adapter
            hold("a request is answered by the base model", adapter == "base", adapter)
            forward = self.trainer.promote(release)
            seen = swap.wait_for_release(self.api, sites, forward, timeout=SWAP_SECONDS)
            hold(f"forward: every site serves {release} again", len(seen) == len(sites))
            adapter = self._short(sites[0]).adapter
            hold("a request is answered by the adapter", adapter == release, adapter)

    def _short(self, site: str) -> chats.Exchange:
        messages = [{"role": "user", "content": "Where is my order?"}]
        return chats.ask(self.api, messages, site=site, conversation="demo-short", max_tokens=4)

    def _inspect(self, federation: Federation) -> None:
        with self.screen.phase("What left each site"):
            for site in federation.spec.sites:
                report = views.leak_report(federation, site)
                self.screen.table(f"{site}: signed leak report", *report.table())
                self.checks.hold(f"{site}: the leak report's signature holds", report.verified)
                named = len(report.updates) == 1
                self.checks.hold(f"{site}: the leak report names the update", named)

    def _keep(self, federation: Federation) -> None:
        """Leave everything up until Ctrl-C."""
        self.screen.table("Running", *views.addresses(federation))
        self.screen.say("Press Ctrl-C to stop everything.")
        with suppress(KeyboardInterrupt):
            while not federation.processes.crashed():
                time.sleep(1.0)
