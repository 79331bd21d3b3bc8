"""Historical dialogues: made, imported at each site, and looked for in the site's log.

The raw file lies beside the site for the length of the import alone. Knows what was planted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.contact_centre import Corpus, generate
from examples.demo.background import background
from examples.demo.checks import found_in
from examples.demo.inside import transcript
from examples.demo.options import LANGUAGES

if TYPE_CHECKING:
    from examples.demo.checks import Checks
    from examples.demo.federation import Federation
    from examples.demo.inside import Inside

IMPORT_SECONDS = 300.0
# What the default pack leaves readable: agents and models need it.
KEPT = frozenset({"ORDER_NUMBER"})


def run(federation: Federation, *, seed: int, count: int) -> dict[str, Corpus]:
    """Import `count` dialogues at each site, all sites at once; returns what each got.

    Raises ProcessError where a line did not go in.
    """
    sites = federation.spec.sites
    corpora = {site: generate(LANGUAGES[site], seed=seed, count=count) for site in sites}
    with background(len(sites)) as pool:
        list(pool.map(lambda site: _import(federation, site, corpora[site]), sites))
    return corpora


def _import(federation: Federation, site: str, corpus: Corpus) -> None:
    file = federation.paths.site(site) / "history.jsonl"
    file.write_text(corpus.to_jsonl(), encoding="utf-8")
    config = str(federation.paths.config(f"edge:{site}"))
    try:
        federation.command("edge", "import", str(file), "--config", config, timeout=IMPORT_SECONDS)
    finally:
        file.unlink()


def check(checks: Checks, inside: Inside, site: str, corpus: Corpus) -> None:
    """Whether a site's log holds every dialogue, who may train, and nothing that was planted."""
    logged = inside.log(site)
    checks.hold(
        f"{site}: all {len(corpus.dialogues)} dialogues are in the log",
        len(logged) == len(corpus.dialogues),
        f"{len(logged)} found",
    )
    trainable = sum(one.get("consent") is True for one in corpus.dialogues)
    checks.hold(
        f"{site}: the {trainable} with consent may train, no other",
        sum(bool(one["consent"] and one["trainable"]) for one in logged) == trainable,
    )
    text = "\n".join(transcript(one["messages"]) for one in logged)
    personal = {one.value for one in corpus.planted if one.label not in KEPT}
    leaks = found_in(text, personal)
    checks.hold(
        f"{site}: none of {len(personal)} planted values is in the log",
        not leaks,
        "; ".join(leaks[:5]),
    )
