"""What the demo's steps show, as tables, and what must hold of a conversation.

Knows the forms of the parts' answers. Starts and moves nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from examples.demo import chats
from examples.demo.checks import PLACEHOLDER, found_in, placeholders
from examples.demo.inside import Inside, transcript
from examples.demo.swap import Flight
from examples.demo.trainer import RoundResult

if TYPE_CHECKING:
    from openai import OpenAI

    from examples.demo.checks import Checks
    from examples.demo.federation import Federation
    from examples.demo.ui import Screen

Rows = tuple[tuple[str, ...], Sequence[tuple[str, ...]]]
COLUMNS = ("the client sent", "the model saw", "the site's log holds", "the client got")
NOT_KEPT = "(not kept: the reply held personal data of its own)"


def processes(federation: Federation) -> Rows:
    """Each part's process id and where its output goes."""
    children = federation.processes.children
    rows = [(part, str(children[part].pid), children[part].log.name) for part in federation.parts]
    return ("part", "pid", "output in logs/"), rows


def addresses(federation: Federation) -> Rows:
    """Where the running system is reached."""
    rows = [
        ("gateway (OpenAI base_url)", federation.gateway_url),
        ("API key in", str(federation.paths.keys / "gateway" / "api-key.txt")),
        ("adapter registry", federation.registry_url),
        *((f"edge of {site}", federation.edge_url(site)) for site in federation.spec.sites),
        ("CA certificate", str(federation.ca_file)),
        ("trainer's state (--state)", str(federation.paths.trainer)),
        ("everything", str(federation.paths.root)),
    ]
    return ("what", "where"), rows


def round_table(result: RoundResult) -> Rows:
    """Each site's part in a round."""
    rows = [
        (
            one.site,
            one.code,
            str(one.examples),
            str(one.steps),
            f"{one.loss_before:.4f}",
            f"{one.loss_candidate:.4f}",
            str(one.held_out),
            f"{one.update_bytes:,}",
            f"{one.seconds:.1f}",
        )
        for one in result.sites
    ]
    names = (
        "site", "code", "examples", "steps", "held-out loss before", "after", "held out",
        "update bytes sent", "s",
    )  # fmt: skip
    return names, rows


@dataclass(frozen=True)
class LeakReport:
    """What left a site: how often and how many bytes by kind, and the digests of its updates."""

    totals: dict[str, tuple[int, int]]
    updates: tuple[str, ...]
    verified: bool

    def table(self) -> Rows:
        """By kind."""
        rows = [(kind, str(n), f"{size:,}") for kind, (n, size) in sorted(self.totals.items())]
        return ("what left", "times", "bytes"), rows


def leak_report(federation: Federation, site: str) -> LeakReport:
    """A site's signed leak report, its signature checked by the site's public key."""
    config = str(federation.paths.config(f"edge:{site}"))
    file = federation.paths.site(site) / "leak-report.json"
    federation.command("edge", "report", "--config", config, "--since", "24h", "--out", str(file))
    public = str(federation.paths.site_keys(site) / "report.pub")
    said = federation.command(
        "edge", "report", "verify", str(file), "--public", public, expect=(0, 1)
    )
    report = json.loads(file.read_text())["report"]
    totals = {kind: (one["count"], one["bytes"]) for kind, one in report["totals"].items()}
    updates = tuple(one["digest"] for one in report["updates"] if one["kind"] == "update")
    return LeakReport(totals, updates, "holds" in said)


def converse(
    api: OpenAI,
    inside: Inside,
    screen: Screen,
    checks: Checks,
    conversation: chats.Conversation,
    site: str,
    max_tokens: int,
) -> None:
    """Hold a conversation, show its four sides, and check them."""
    inside.new_inputs(site)
    exchanges = chats.hold(api, conversation, site, max_tokens=max_tokens)
    prompts = inside.new_inputs(site)
    rows = [transcript(row["messages"]) for row in inside.new_rows(site)]
    for number, one in enumerate(exchanges):
        saw = prompts[number] if number < len(prompts) else ""
        held = rows[number] if len(rows) == len(exchanges) else NOT_KEPT
        title = f"{conversation.title}: turn {number + 1} at {site}"
        screen.side_by_side(title, COLUMNS, (one.sent, saw, held, one.got))
    _check(checks, conversation, exchanges, prompts, rows)


def before_and_after(
    api: OpenAI, inside: Inside, screen: Screen, checks: Checks, sites: Sequence[str], tokens: int
) -> None:
    """The same questions to the base model and to the adapter in force, side by side."""
    for number, turn in chats.AFTERWARDS:
        site = sites[number]
        inside.new_inputs(site)
        answers = [
            chats.ask(
                api,
                [{"role": "user", "content": turn.text}],
                site=site,
                conversation=f"demo-{model}-{site}",
                max_tokens=tokens,
                model=model,
            )
            for model in ("base", "sottovoce")
        ]
        columns = ("the client sent", *(f"{one.adapter} answered" for one in answers))
        screen.side_by_side(site, columns, (turn.text, *(one.got for one in answers)))
        prompts = inside.new_inputs(site)
        leaks = found_in("\n".join(prompts), turn.personal)
        hidden = len(prompts) == len(answers) and not leaks
        checks.hold(f"{site}: neither model saw the customer's data", hidden, "; ".join(leaks))
        known = placeholders("".join(prompts))
        unrestored = [token for one in answers for token in placeholders(one.got) & known]
        checks.hold(f"{site}: every placeholder was restored", not unrestored)


def _check(
    checks: Checks,
    conversation: chats.Conversation,
    exchanges: list[chats.Exchange],
    prompts: list[str],
    rows: list[str],
) -> None:
    name, hold = conversation.title, checks.hold
    personal = {value for turn in conversation.turns for value in turn.personal}
    hold(f"{name}: one prompt reached the model a turn", len(prompts) == len(exchanges))
    leaks = found_in("\n".join(prompts), personal)
    hold(f"{name}: the model saw none of {len(personal)} values", not leaks, "; ".join(leaks))
    leaks = found_in("\n".join(rows), personal)
    hold(f"{name}: the log holds none of them", not leaks, "; ".join(leaks))
    tokens = [placeholders(prompt) for prompt in prompts]
    hold(f"{name}: placeholders stand where they were", all(tokens))
    if conversation.same:
        same = _same_placeholder(conversation, prompts)
        hold(f"{name}: the same value has the same placeholder in both turns", same)
    known: set[str] = set().union(*tokens) if tokens else set()
    unrestored = [token for one in exchanges for token in placeholders(one.got) & known]
    hold(f"{name}: every placeholder was restored for the client", not unrestored)
    if conversation.stream:
        streamed = all(one.chunks > 1 for one in exchanges)
        hold(f"{name}: the reply came in pieces", streamed)


def _same_placeholder(conversation: chats.Conversation, prompts: list[str]) -> bool:
    """Whether one placeholder stands for the same value in each turn.

    A turn stands in the prompt between its words before and after the value; a later prompt holds
    the earlier turns too, redacted anew.
    """
    found = {
        match.group(1) if (match := re.search(around(before, after), prompt)) else None
        for number, (before, after) in enumerate(conversation.same)
        for prompt in prompts[number:]
    }
    return len(found) == 1 and None not in found


def around(before: str, after: str) -> str:
    """A pattern of the placeholder between two pieces of text."""
    return re.escape(before) + f"({PLACEHOLDER.pattern})" + re.escape(after)


def flight(screen: Screen, one: Flight, moved: float) -> None:
    """The request that was in flight when the pointer moved."""
    before, after = moved - one.began, one.ended - moved
    screen.say(
        f"A stream of {one.exchange.chunks} chunks began {before:.1f} s before the swap and ended "
        f"{after:.1f} s after it, on {one.exchange.adapter!r} from its first chunk to its last."
    )
