# ruff: noqa: E501 - rows of tables
"""The Markdown pages of the three parts. Writes no example text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.redaction import goals
from benchmarks.redaction.accuracy import Row
from benchmarks.redaction.report import accuracy_table, weak_table

_MIXES = ("service mix", "one sentence in five to a tagger")
_SIDES = ("stock", "fast", "balanced", "thorough")
_TURNS = """\
One thread each. All processes are alive and take turns: each works through the same block of {blocks} texts, all new
to it, then the next one does, and another begins with each block. Milliseconds are medians of all texts (95th
percentile); a ratio is the median of the blocks' ratios (least to greatest), a block's ratio being that of the two
medians in it. The first text of a block is met on caches that another process has just filled; these times stand in a
table of their own below. Stock Presidio reads Chinese texts with its English engine, which is what stock does: it splits
few words there and finds little, so that the ratios for Chinese are held against less work than the guard's. The last
columns say what our engines do by themselves. The worst case is made of those sentences that reached a tagger each
time they were tried, filled anew; "one in five" mixes them with everyday ones.
"""
_HELD_OUT = """\
Generated texts, held out, second edition: carriers, cue words, clean messages and seeds were written by someone who had
not read the recognisers, stand in no document, pack or test of the guard, and tuned nothing; those who tune see scores
by category and kind, never a text.
"""
_WHAT = """\
An entity counts as found when every letter and digit of it is masked. Character recall counts letters and digits of
entities, character precision all masked characters but spaces, span precision the masked stretches that overlap an
entity. Where a message has several identifiers, each is scored under its own kind. A title, a name in passing beside an
identifier and the sign behind a password count neither way. `touched` is the share of messages without
personal data in which anything is masked. Behind ± stands the standard error, as if all cases were independent. The
default pack, only what it acts on; each message is scanned alone.
"""


def accuracy_page(
    rows: Sequence[Row], public: Sequence[Mapping[str, Any]], facts: Mapping[str, Any], engine: str
) -> str:
    """Scores beside goals, the weak kinds, and public sets apart."""
    parts = [
        f"# Accuracy of the privacy guard, engine {engine}\n",
        f"{_where(facts)}. {_HELD_OUT}",
        _WHAT,
        accuracy_table(rows),
        "## Kinds that fall short\n",
        weak_table(rows),
    ]
    if public:
        parts += ["## Public labelled sets\n", _public(public)]
    return "\n".join(parts)


def speed_page(result: Mapping[str, Any]) -> str:
    """Times, ratios, messages a second, start and memory, each beside its goal."""
    sizes = {row["size"]: row["block"] for row in result["rows"]}
    blocks = " or ".join(f"{block} ({size} characters)" for size, block in sizes.items())
    lines = [
        "# Speed of the privacy guard against stock Presidio with the small spaCy model\n",
        f"{_where(result['machine'])}. " + _TURNS.format(blocks=blocks),
        "| texts | language | characters | stock | fast | balanced | thorough | fast ÷ stock | balanced ÷ stock | thorough ÷ stock | sentences that reached a tagger | characters/s, fast | characters/s, balanced |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in result["rows"]:
        ms = [f"{row['ms'][n]['median']:.3f} ({row['ms'][n]['p95']:.3f})" for n in _SIDES]
        ratios = [
            f"{row['ratio'][n]['median']:.4f} ({row['ratio'][n]['min']:.4f} to {row['ratio'][n]['max']:.4f})"
            for n in _SIDES[1:]
        ]
        rates = [f"{row['characters_per_second'][n]:,}" for n in _SIDES[1:3]]
        lines.append(_cells(*_named(row), *ms, *ratios, f"{row['sentences_tagged']:.0%}", *rates))
    lines += ["", *_verdicts(result), "", *_after_others(result), ""]
    lines += [
        "| batch of | language | texts | sentences that reached a tagger | messages/s, balanced (min to max) |",
        "| ---: | --- | --- | ---: | ---: |",
    ]
    for row in result["batch"]:
        rate = row["messages_per_second"]
        lines.append(
            f"| {row['batch']} | {row['language']} | {row['texts']} | {row['sentences_tagged']:.0%} | {rate['median']} ({rate['min']} to {rate['max']}) |"
        )
    lines += [
        "",
        "| engine | torch | start to first verdict, s (max) | MB at first verdict | MB after work | processes |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for row in result["resources"]:
        first, after, start = (
            row["memory_mb_first"],
            row["memory_mb_after_work"],
            row["first_verdict_seconds"],
        )
        lines.append(
            f"| {row['engine']} | {row['torch']} | {start['median']} ({start['max']}) | {first['rss']} | {after['rss']} | {after['processes']} |"
        )
    return "\n".join(lines) + "\n"


def _after_others(result: Mapping[str, Any]) -> list[str]:
    lines = [
        "Right after another process's work, the first text of each block (the goals are held against all texts above):",
        "",
        "| texts | language | characters | stock | fast | balanced | thorough | fast ÷ stock | balanced ÷ stock | thorough ÷ stock |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in result["rows"]:
        ms = [f"{row['ms_first_of_block'][n]['median']:.3f}" for n in _SIDES]
        ratios = [f"{row['ratio_first_of_block'][n]:.4f}" for n in _SIDES[1:]]
        lines.append(_cells(*_named(row), *ms, *ratios))
    return lines


def _named(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["texts"], row["language"], str(row["size"])


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def roundtrip_page(result: Mapping[str, Any]) -> str:
    """Cases and failures by engine."""
    lines = [
        "# Round trip\n",
        (
            f"{_where(result['machine'])}. `restore(redact(x)) == x` and a second scan that finds nothing, "
            "action `placeholder`, three turns to a conversation, restored whole or in pieces.\n"
        ),
        "| engine | cases | with entities | failures | |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for engine, part in result["engines"].items():
        verdict = "pass" if part["failures"] == 0 else "**fail**"
        lines.append(
            f"| {engine} | {part['cases']} | {part['with_entities']} | {part['failures']} | {verdict} |"
        )
    for engine, part in result["engines"].items():
        shown = "; ".join(f"{seed} ({what})" for seed, what in part["failed_seeds"][:20])
        if shown:
            lines.append(f"\nSeeds that failed with {engine}: {shown}")
    return "\n".join(lines) + "\n"


def verdicts(result: Mapping[str, Any]) -> list[tuple[str, float, str, bool]]:
    """(what, measured, goal, reached) for each goal of speed, start and memory."""
    made: list[tuple[str, float, str, bool]] = []
    for row in result["rows"]:
        where = f"{row['language']}, {row['size']} characters, {row['texts']}"
        if row["texts"] in ("with personal data", "without"):
            made.append(
                _most(f"fast ÷ stock, {where}", row["ratio"]["fast"]["median"], goals.FAST_RATIO)
            )
        if row["texts"] in _MIXES:
            made.append(
                _most(
                    f"balanced ÷ stock, {where}",
                    row["ratio"]["balanced"]["median"],
                    goals.BALANCED_RATIO,
                )
            )
        if row["texts"].startswith("every sentence"):
            made.append(
                _most(
                    f"balanced ÷ stock, {where}",
                    row["ratio"]["balanced"]["median"],
                    goals.WORST_RATIO,
                )
            )
    for row in result["batch"]:
        if row["texts"] in _MIXES:
            rate = float(row["messages_per_second"]["median"])
            bound = goals.MESSAGES_A_SECOND
            made.append(
                (
                    f"messages/s, {row['language']}, {row['texts']}",
                    rate,
                    f"≥ {bound:g}",
                    rate >= bound,
                )
            )
    for row in result["resources"]:
        where = f"{row['engine']}, torch {row['torch']}"
        bound = goals.MB_WITHOUT if row["engine"] == "fast" else goals.MB_WITH_TAGGERS
        used = max(row["memory_mb_first"]["rss"], row["memory_mb_after_work"]["rss"])
        made.append(
            _most(
                f"seconds to first verdict, {where}",
                row["first_verdict_seconds"]["median"],
                goals.START_SECONDS,
            )
        )
        made.append(_most(f"MB, {where}", used, bound))
    return made


def _most(what: str, value: float, bound: float) -> tuple[str, float, str, bool]:
    return what, value, f"≤ {bound:g}", value <= bound


def _verdicts(result: Mapping[str, Any]) -> list[str]:
    lines = ["| goal | measured | bound | |", "| --- | ---: | ---: | --- |"]
    lines += [
        f"| {what} | {value:g} | {bound} | {'pass' if held else '**fail**'} |"
        for what, value, bound, held in verdicts(result)
    ]
    return lines


def _public(sets: Sequence[Mapping[str, Any]]) -> str:
    lines = [
        "| set | n | entities | recall | char recall | char precision | char recall by label |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for item in sets:
        labels = ", ".join(
            f"{name} {value:.2f}" for name, value in item["char_recall_by_label"].items()
        )
        cells = [
            item["set"],
            str(item["n"]),
            str(item["entities"]),
            *(f"{item[k]:.4f}" for k in ("recall", "char_recall", "char_precision")),
            labels,
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _where(facts: Mapping[str, Any]) -> str:
    return f"{facts['date']}, {facts['cores']} cores of {facts['cpu']}, {facts['memory_gib']} GiB, load {facts['load']}"
