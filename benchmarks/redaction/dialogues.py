"""Names and addresses inserted into real service dialogues: a folder with `dialogues_LANGUAGE.jsonl`.

Lines with an even number only (the odd ones may tune). A message goes in where nothing in it looks like a name, an
address or a number of its own; so what is masked outside the insertion is masked too much.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

from benchmarks.redaction.cases import Case, moved
from benchmarks.redaction.prose import LANGUAGE_GROUPS, sentence

_OWN = {
    "en": re.compile(
        r"\d{4}|@"
        r"|\b(?i:names?|street|road|avenue|address|dr|mrs?|ms|miss|this is|i am|i'?m|hi|hello|dear|thanks?|bye)\b"
        r"|(?<=[a-z,;] )[A-Z][a-z]+"
    ),
    "zh": re.compile(
        r"\d{5}|[路街巷村镇区县市省号楼栋室]|地址|电话|叫|姓|先生|女士|小姐|[A-Za-z@]"
    ),
}
_SHORT = {"en": 12, "zh": 5}


def load(folder: Path, language: str) -> list[str]:
    """Distinct messages of the even lines. Raises FileNotFoundError and ValueError."""
    path = folder / f"dialogues_{language}.jsonl"
    found: dict[str, None] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if number % 2 == 0:
                for message in json.loads(line)["messages"]:
                    found[message["content"].strip()] = None
    return [text for text in found if _eligible(text, language)]


def inserted(messages: list[str], language: str, rng: Random) -> Case:
    """One message with one sentence that holds a name, an address or both, before or after it."""
    group = rng.choice(LANGUAGE_GROUPS[language])
    case = sentence(group, rng)
    message = rng.choice(messages)
    roll = rng.random()
    if roll < 0.1:
        return case
    if roll < 0.2:
        return moved(case, f"{message}\n", "")
    if roll < 0.6:
        return moved(case, message + _join(message, language), "")
    return moved(case, "", _join(case.text, language) + message)


def _join(text: str, language: str) -> str:
    if text.endswith(("\n", "}", "|")):
        return "\n"
    if text[-1] in ".!?。！？,，":
        return " " if language == "en" else ""
    return ". " if language == "en" else "，"


def _eligible(text: str, language: str) -> bool:
    return _SHORT[language] <= len(text) <= 240 and _OWN[language].search(text) is None
