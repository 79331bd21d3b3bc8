# ruff: noqa: E501 - tables of tokens and characters
"""`restore(redact(x)) == x`, and a second scan that finds nothing, over generated conversations.

Every case is made from its own seed, so a failure is named by a number and never by its text. The pack beside
this file gives every class the action `placeholder`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from benchmarks.redaction import (
    carriers,
    disguises,
    kinds_china,
    kinds_keys,
    kinds_world,
    negatives,
    prose,
)
from benchmarks.redaction.disguises import DISGUISES, EXTRA
from policies import ConversationTable, Detector, Pack, Redactor, Restorer
from sottovoce.errors import SottovoceError

KINDS = (*kinds_china.GRAMMAR, *kinds_china.CONTEXT, *kinds_world.GRAMMAR, *kinds_world.OTHER_IDS, *kinds_world.CONTEXT, *kinds_keys.KEYS, *kinds_keys.WORDED)  # fmt: skip
_FORGED = (
    "<PERSON_1>", "<PERSON_2>", "<person 1>", "＜PERSON_1＞", "《PERSON_1》", "<LITERAL_1>", "PERSON_1", "<PERSON_01>", "<PHONE_NUMBER_9999>", "[PERSON]", "&lt;PERSON_1&gt;", "\\u003cPERSON_1\\u003e", "%3CPERSON_1%3E",
    "<PERSON_1", "PERSON_1>", "<<PERSON_1>>", "<PER\u200bSON_1>", "< PERSON _ 1 >", "<EMAIL_ADDRESS_1>", "<CUSTOM_X_1>", "<<LITERAL_1>_2>", "<PERSON_1><PERSON_1>", "<ＰＥＲＳＯＮ_1>", "<PERSON_１>", "`<LOCATION_1>`",
)  # fmt: skip
_NOISE = (
    "😀👩‍👩‍👧", "\u202eabc\u202c", "ﷺ", "é", "Å ﬁ ㎏ ①", "\x00", "\ufeff", "\u2028", "\t\r\n", "𠮷野家", "ｱｲｳ", "שלום", "مرحبا", "Ωmega", "%%", "&amp;&#x;", "\\u00", "\\", '"', "'", "{}", "<>", "</a>", "%E4%BD%A0", "%zz", "&#99999999;", "==", "\ud83d", "İı", "ǅ", "﷽", "½ ² ³",
)  # fmt: skip
_TURNS = 3


@dataclass(slots=True)
class Outcome:
    """Counts; `failures` holds (seed, what failed)."""

    cases: int = 0
    with_spans: int = 0
    failures: list[tuple[int, str]] = field(default_factory=list)


def text_of(seed: int) -> str:
    """The text of one case: pieces of every sort, joined, sometimes inside JSON."""
    rng = Random(seed)
    pieces = [_piece(rng) for _ in range(rng.choice((1, 1, 2, 3)))]
    text = rng.choice((" ", "", "\n", "，", ". ")).join(pieces)
    roll = rng.random()
    if roll < 0.08:
        return json.dumps({"text": text, "n": rng.randint(0, 9)}, ensure_ascii=roll < 0.04)
    if roll < 0.1:
        return json.dumps([{"role": "user", "content": text}], indent=1)
    if roll < 0.13:
        return text * 2
    return text


def run(
    detector: Detector, pack: Pack, seeds: Iterator[int], tick: Callable[[], object]
) -> Outcome:
    """All cases, three turns to a conversation; `tick` is called after each case."""
    redactor = Redactor(detector, pack)
    outcome = Outcome()
    table = ConversationTable("benchmark")
    for seed in seeds:
        if outcome.cases % _TURNS == 0:
            table = ConversationTable("benchmark")
        fault = check(seed, redactor, detector, pack, table, outcome)
        if fault is not None:
            outcome.failures.append((seed, fault))
        outcome.cases += 1
        tick()
    return outcome


def check(
    seed: int,
    redactor: Redactor,
    detector: Detector,
    pack: Pack,
    table: ConversationTable,
    outcome: Outcome,
) -> str | None:
    """What is wrong with one case, in a few words; None when nothing is."""
    text = text_of(seed)
    try:
        done = redactor.redact(text, table)
    except SottovoceError as error:
        return f"refused: {type(error).__name__}"
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        return f"raised {type(error).__name__}"
    outcome.with_spans += bool(done.spans)
    if _restored(done.text, table, Random(seed)) != text:
        return "not restored"
    again = [s for s in detector.scan(done.text) if pack.action(s.label) != "keep"]
    return f"second scan: {again[0].label}" if again else None


def _restored(text: str, table: ConversationTable, rng: Random) -> str:
    restorer = Restorer(table)
    if rng.random() < 0.5:
        return restorer.push(text) + restorer.flush()
    out, at = "", 0
    while at < len(text):
        size = rng.randint(1, 12)
        out += restorer.push(text[at : at + size])
        at += size
    return out + restorer.flush()


def _piece(rng: Random) -> str:
    roll = rng.random()
    if roll < 0.30:
        return carriers.in_sentence(rng.choice(KINDS), rng.choice(("en", "zh")), rng).text
    if roll < 0.40:
        return carriers.glued(rng.choice(KINDS), rng).text
    if roll < 0.65:
        return prose.sentence(rng.choice(tuple(prose.GROUPS)), rng).text
    if roll < 0.77:
        return disguises.disguised(rng.choice((*DISGUISES, *EXTRA)), rng).text
    if roll < 0.85:
        return negatives.messages(rng.choice(("en", "zh")), 1, rng)[0].text
    if roll < 0.95:
        return (
            rng.choice(("", "I am ", "你好"))
            + rng.choice(_FORGED)
            + rng.choice(("", "!", rng.choice(_FORGED)))
        )
    return "".join(rng.choice(_NOISE) for _ in range(rng.randint(1, 4)))
