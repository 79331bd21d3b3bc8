"""Messages into which an identifier of any kind goes: parts of two languages, composed at random.

Carriers name the identifier by its kind's own words («cue»); bare carriers do not. Some messages hold a second
identifier, or a person in passing, who is neutral: masking that name counts neither way.
"""

from __future__ import annotations

import re
from random import Random
from types import ModuleType

from benchmarks.redaction import carriers_en, carriers_zh, people
from benchmarks.redaction.cases import Case, Maker, Value, constant, fill, joined
from benchmarks.redaction.kinds import Kind

_LANGUAGES: dict[str, ModuleType] = {"en": carriers_en, "zh": carriers_zh}
_WORD = re.compile("(?<![A-Za-z«])[a-z]{5,}(?![a-z»])")
_SIGNS = re.compile(r"[^\w\s]+")
_CODE = ("=", "--", "(", '"', "\n")
_RECORD = ("\n", "{", "|", ">")
_HASTY = (
    (("，", ","), ("：", ":"), ("。", ".")),
    (("，", " "), ("。", "")),
    (("账", "帐"), ("登录", "登陆")),
    (("您", "你"),),
)


def in_sentence(
    kind: Kind, language: str, rng: Random, second: tuple[Kind, ...] = (), bare: float = 0.2
) -> Case:
    """The kind in a message of its language; a share `bare` of the kinds that need no cue go without.

    `second` may join it: kinds that a reader knows by their form.
    """
    source = _LANGUAGES[language]
    roll = rng.random()
    if kind.bare and roll < bare:
        template = _around(rng.choice(source.BARE), source, rng)
    elif second and roll < 0.28:
        return _pair(kind, rng.choice(second), source, language, rng)
    elif roll < 0.4 and (own := _own(kind, source)):
        template = _around(rng.choice(own), source, rng)
    elif roll < 0.62:
        template = rng.choice(source.WHOLE)
    else:
        cores = source.AFTER if roll > 0.9 else source.BEFORE
        template = _around(rng.choice(cores), source, rng)
    return put(_typed(template, language, rng), kind, language, kind.value(language, rng), rng)


def glued(kind: Kind, rng: Random) -> Case:
    """The kind between Han characters, no space on either side; a cue stands before it where it needs one."""
    if kind.bare and rng.random() < 0.4:
        head = rng.choice(carriers_zh.HEADS)
    else:
        head = f"«cue»{rng.choice(carriers_zh.LINKS)}"
    opener = rng.choice(("", "", "你好", "我", "请问", "客服您好，"))
    template = f"{opener}{head}«v»{rng.choice(carriers_zh.TAILS)}"
    return put(template, kind, "zh", kind.value("zh", rng), rng)


def named(language: str, rng: Random) -> str:
    """A message that names the identifier, of a sort that suits a value written in any way."""
    source = _LANGUAGES[language]
    return _around(rng.choice((*source.BEFORE, *source.AFTER)), source, rng)


def put(
    template: str,
    kind: Kind,
    language: str,
    value: str | Value,
    rng: Random,
    more: dict[str, Maker] | None = None,
) -> Case:
    """The template with this value as the kind's."""
    cue = rng.choice(kind.zh if language == "zh" else kind.en)
    if template == template.lower() and rng.random() < 0.5:
        cue = cue.lower()
    elif template.startswith("«cue»") and rng.random() < 0.5:
        cue = cue[0].upper() + cue[1:]
    made = value if isinstance(value, Value) else Value(value)
    if cue[-1].isascii() and (made.before + made.core)[0].isascii():
        # "IP" and "10.0.0.1" are two words.
        template = template.replace("«cue»«v»", "«cue»是«v»")
    core = made.core.replace("\n", "\\n") if '{"' in template else made.core
    filled = Value(core, kind.label, made.before, made.after, kind.name)
    makers: dict[str, Maker] = {
        "cue": constant(cue),
        "v": lambda _: filled,
        "who": _passing_en if language == "en" else _passing_zh,
        "sur": lambda r: Value("", None, before=people.surname_zh(r)),
        **(more or {}),
    }
    case = fill(template, makers, rng, kind.name)
    return _loose_end(case) if kind.name == "password" else case


def templates(language: str) -> tuple[str, ...]:
    """Every template that names or holds an identifier, for checks of what is shared."""
    source = _LANGUAGES[language]
    own = {text for texts in source.OWN.values() for text in texts}
    return (
        *source.BEFORE,
        *source.AFTER,
        *source.WHOLE,
        *source.BARE,
        *source.PAIRS,
        *source.KEYED,
        *sorted(own),
    )


def _loose_end(case: Case) -> Case:
    """Nobody can tell whether the sign behind a password is the sentence's or its own."""
    marks = []
    for entity in case.entities:
        run = _SIGNS.match(case.text, entity.end)
        marks += [(run.start(), run.end())] if run else []
    return Case(case.text, case.entities, (*case.neutral, *marks), case.kind)


def _own(kind: Kind, source: ModuleType) -> tuple[str, ...]:
    """What people say of this kind and of no other; of keys in general where they are known by their form."""
    keyed = source.KEYED if kind.label == "CREDENTIAL" and kind.bare else ()
    found: tuple[str, ...] = source.OWN.get(kind.name, keyed)
    return found


def _pair(kind: Kind, other: Kind, source: ModuleType, language: str, rng: Random) -> Case:
    words = other.zh if language == "zh" else other.en
    made = other.value(language, rng)
    value = made if isinstance(made, Value) else Value(made)
    filled = Value(value.core, other.label, value.before, value.after, other.name)
    cue = rng.choice(words)
    template = rng.choice(source.PAIRS)
    if cue[-1].isascii():
        template = template.replace("«c2»«v2»", "«c2»是«v2»")
    more: dict[str, Maker] = {"c2": constant(cue), "v2": lambda _: filled}
    return put(template, kind, language, kind.value(language, rng), rng, more)


def _around(core: str, source: ModuleType, rng: Random) -> str:
    marks = _CODE if core in source.KEYED else _RECORD
    if any(mark in core for mark in marks):
        return core
    closer = "" if core[-1] in "?？" else rng.choice(source.CLOSERS)
    return joined(rng.choice(source.OPENERS), core) + closer


def _typed(template: str, language: str, rng: Random) -> str:
    """As people type: small letters, a slip of the finger, signs of the other keyboard. Records are nobody's typing."""
    roll = rng.random()
    if roll > 0.24 or any(mark in template for mark in _RECORD[1:]):
        return template
    if language == "zh":
        for sign, typed in _HASTY[int(roll * 100) % len(_HASTY)]:
            template = template.replace(sign, typed)
        return template
    if roll < 0.1:
        return template.lower()
    if roll < 0.13:
        return template.replace(",", "").replace("'", "")
    spots = list(_WORD.finditer(template))
    return _slip(template, rng.choice(spots), rng) if spots and "«cue»" in template else template


def _slip(template: str, word: re.Match[str], rng: Random) -> str:
    """The template with two letters of the word changed over, one left out or one struck twice."""
    at = rng.randrange(word.start() + 1, word.end() - 2)
    first, second = template[at], template[at + 1]
    made = rng.choice((second + first, second, first + first + second))
    return template[:at] + made + template[at + 2 :]


def _passing_en(rng: Random) -> Value:
    made = people.person_en(rng) if rng.random() < 0.6 else people.given_en(rng)
    return Value("", None, before=made.before + made.core)


def _passing_zh(rng: Random) -> Value:
    return Value("", None, before=people.chinese_name(rng))
