"""The generators: seeded, exact in their offsets, right in their check digits, empty where they say so."""

from __future__ import annotations

import base64
import html
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from benchmarks.redaction import (
    accuracy,
    carriers,
    dialogues,
    digits,
    disguises,
    kinds_china,
    kinds_keys,
    kinds_world,
    negatives,
    prose,
    roundtrip,
)
from benchmarks.redaction.cases import Case, Value, fill, moved
from benchmarks.redaction.kinds import Kind
from benchmarks.redaction.texts import Texts


@pytest.mark.parametrize(
    ("complete", "body", "rest"),
    [
        (digits.luhn, "411111111111111", "1"),
        (digits.luhn, "37144963539843", "1"),
        (digits.resident_id, "11010519491231002", "X"),
        (digits.uscc, "91350100M000100Y4", "3"),
        (digits.hong_kong_id, "A123456", "3"),
        (digits.taiwan_id, "A12345678", "9"),
        (digits.nhs, "943476591", "9"),
        (digits.brazil_cpf, "111444777", "35"),
        (digits.verhoeff, "23412341234", "6"),
        (digits.france_nir, "2550814168025", "38"),
        (digits.iso7064_11_10, "3657426180", "9"),
        (digits.codice, "MRTMTT25D09F205", "Z"),
        (digits.curp, "BOXW310820HNERXN0", "9"),
        (digits.korea_rrn, "971013901987", "4"),
    ],
)
def test_check_digits_of_published_examples(
    complete: Callable[[str], str | None], body: str, rest: str
) -> None:
    """Each function completes the example number that its standard or a public page gives."""
    assert complete(body) == rest


def test_check_digits_with_two_arguments() -> None:
    """IBAN, Singapore, Spain and the vehicle number."""
    assert digits.iban("GB", "WEST12345698765432") == "82"
    assert digits.singapore_nric("S", "1234567") == "D"
    assert digits.spain_dni(12345678) == "Z"
    assert digits.vin("1M8GDM9A0KP042788") == "X"
    assert digits.mod11_weighted("123456782", (1, 4, 3, 7, 5, 8, 6, 9, 10)) == 0


def test_the_wrong_resident_number_is_wrong() -> None:
    """The kind with a bad check digit never has the right one."""
    rng = Random(1)
    for _ in range(50):
        made = kinds_china.resident_id_wrong(rng)
        assert digits.resident_id(made[:17]) != made[17]


def every_kind() -> list[Kind]:
    """All kinds of identifier."""
    return list(roundtrip.KINDS)


@pytest.mark.parametrize("kind", every_kind(), ids=lambda kind: kind.name)
def test_each_kind_stands_where_its_entity_says(kind: Kind) -> None:
    """In every carrier there is one entity, it is the value, and the same seed makes the same case."""
    for seed in range(20):
        for language in ("en", "zh"):
            case = carriers.in_sentence(kind, language, Random(seed))
            assert case == carriers.in_sentence(kind, language, Random(seed))
            only_entity(case, kind)
        only_entity(carriers.glued(kind, Random(seed)), kind)


def only_entity(case: Case, kind: Kind) -> None:
    """The case's one entity begins and ends with letters, digits or what the kind itself has there."""
    (entity,) = case.entities
    core = case.text[entity.start : entity.end]
    assert core == core.strip()
    assert core
    assert entity.label == kind.label
    assert "«" not in case.text
    assert case.kind == kind.name


def test_glued_values_have_han_or_a_cue_on_both_sides() -> None:
    """No space stands beside a glued value."""
    rng = Random(3)
    for kind in kinds_china.GRAMMAR:
        case = carriers.glued(kind, rng)
        (entity,) = case.entities
        assert not case.text[entity.start - 1].isspace()
        assert "\u4e00" <= case.text[entity.end] <= "\u9fff"


@pytest.mark.parametrize("group", prose.GROUPS)
def test_sentences_hold_what_their_shape_says(group: str) -> None:
    """There are as many entities as slots, disjoint and in order."""
    for seed in range(60):
        case = prose.sentence(group, Random(seed))
        assert len(case.entities) == case.kind.count(" + ") + 1
        at = 0
        for entity in case.entities:
            assert entity.start >= at
            assert case.text[entity.start : entity.end].strip()
            at = entity.end


def undone(name: str, text: str) -> str:
    """The disguise taken off again, where that is plain to do."""
    if name == "percent escapes":
        return (
            bytes.fromhex(text.replace("%", "")).decode()
            if text.count("%") * 3 == len(text)
            else ""
        )
    if name == "HTML escapes":
        return html.unescape(text)
    if name == "JSON escapes":
        return str(json.loads(f'"{text}"'))
    if name in {"full-width", "full-width digits", "circled digits", "mathematical digits"}:
        return unicodedata.normalize("NFKC", text)
    return ""


@pytest.mark.parametrize("disguise", [*disguises.DISGUISES, *disguises.EXTRA], ids=lambda d: d.name)
def test_disguised_values_differ_and_can_be_read(disguise: disguises.Disguise) -> None:
    """The written form is not the plain one, and decodes to ASCII where a decoder exists."""
    for seed in range(40):
        case = disguises.disguised(disguise, Random(seed))
        (entity,) = case.entities
        written = case.text[entity.start : entity.end]
        assert any(c.isalnum() for c in written)
        plain = undone(disguise.name, written)
        assert plain.isascii()
        assert plain != written


def test_base64_entities_cover_the_characters_that_carry_the_value() -> None:
    """The whole token decodes; the entity's characters alone decode to text that holds the value's middle."""
    disguise = next(d for d in disguises.DISGUISES if d.name == "base64")
    kind = disguises.MOBILE
    for seed in range(60):
        value = kind.make(Random(seed))
        made = disguise.write(str(value), Random(seed))
        assert isinstance(made, Value)
        token = made.before + made.core + made.after
        padded = token + "=" * (-len(token) % 4)
        assert (
            str(value)
            in base64.urlsafe_b64decode(padded.replace("+", "-").replace("/", "_")).decode()
        )
        assert len(made.core) * 3 // 4 >= len(str(value)) - 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_clean_messages_are_distinct_and_empty(language: str) -> None:
    """A thousand different messages, all classes, no entity, and no generated identifier's shape by slot."""
    made = negatives.messages(language, 1000, Random(2))
    assert len(made) == 1000
    assert len({case.text for case in made}) == 1000
    assert {case.kind for case in made} == {f"{language} {n}" for n in negatives.classes(language)}
    assert all(not case.entities and "«" not in case.text and "@" not in case.text for case in made)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_clean_templates_use_only_words_that_are_no_person(language: str) -> None:
    """No filler of the clean messages is taken from the generators of names and addresses."""
    source = negatives._LANGUAGES[language]
    slots = set(prose.MAKERS)
    for templates in source.TEMPLATES.values():
        for template in templates:
            used = {part.partition("»")[0] for part in template.split("«")[1:]}
            assert used <= set(source.FILLERS)
            assert not used & slots


def test_fill_keeps_titles_neutral() -> None:
    """The title before a name is a neutral stretch, the name an entity."""
    case = fill("to «p» now", {"p": lambda _: Value("Ann", "PERSON", before="Dr. ")}, Random(0))
    assert case.text == "to Dr. Ann now"
    assert case.text[case.entities[0].start : case.entities[0].end] == "Ann"
    assert [case.text[low:high] for low, high in case.neutral] == ["Dr. "]
    wider = moved(case, "I talk ", "!")
    assert wider.text[wider.entities[0].start : wider.entities[0].end] == "Ann"
    assert [wider.text[low:high] for low, high in wider.neutral] == ["Dr. "]


def test_dialogues_take_even_lines_without_names_of_their_own(tmp_path: Path) -> None:
    """Only the second and fourth lines are read, and only messages that hold nobody."""
    lines = [
        ["odd lines are for tuning only"],
        ["when does the shop open tomorrow", "my name is Ann and I wait", "ok"],
        ["another odd line is here"],
        ["is it open on the holiday", "write to a@b.example please"],
    ]
    text = "\n".join(
        json.dumps({"messages": [{"role": "user", "content": c} for c in line]}) for line in lines
    )
    (tmp_path / "dialogues_en.jsonl").write_text(text + "\n")
    found = dialogues.load(tmp_path, "en")
    assert found == ["when does the shop open tomorrow", "is it open on the holiday"]
    for seed in range(40):
        case = dialogues.inserted(found, "en", Random(seed))
        assert case.entities
        assert all(case.text[e.start : e.end].strip() for e in case.entities)


def test_categories_are_seeded_apart() -> None:
    """A category's cases depend on its own name and the seed, and on no other category."""
    rows = accuracy.categories(1, None)
    names = [row.name for row in rows]
    assert len(set(names)) == len(names)
    first = list(rows[0].make(Random(1)))
    assert first == list(rows[0].make(Random(1)))
    assert first != list(rows[0].make(Random(2)))


@pytest.mark.parametrize("make", [Texts.personal, Texts.clean, Texts.service, Texts.named])
def test_timing_texts_are_fresh_and_of_the_wanted_length(make: Callable[[Texts, int], str]) -> None:
    """No text comes twice, and each has about the length asked for."""
    texts = Texts("en", 4)
    made = [make(texts, 200) for _ in range(50)]
    assert len(set(made)) == 50
    assert all(200 <= len(text) <= 240 for text in made)
    assert 2000 <= len(make(texts, 2000)) < 4000


def test_round_trip_texts_are_seeded_and_of_all_sorts() -> None:
    """The same seed gives the same text; many seeds give forged tokens, JSON and Han."""
    made = [roundtrip.text_of(seed) for seed in range(400)]
    assert made == [roundtrip.text_of(seed) for seed in range(400)]
    assert any("PERSON_1" in text for text in made)
    assert any(text.startswith('{"text"') for text in made)
    assert any("\u4e00" <= c <= "\u9fff" for text in made for c in text)


def test_the_generated_keys_have_their_prefix() -> None:
    """A key's kind is named after what it begins with."""
    for kind in kinds_keys.KEYS:
        if kind.name.startswith("key "):  # others keep their prefix neutral
            assert str(kind.make(Random(1))).startswith(kind.name.removeprefix("key "))


def test_emails_have_one_at() -> None:
    """Every address has one @ and a dot behind it."""
    for seed in range(100):
        user, _, host = kinds_world.email(Random(seed)).partition("@")
        assert user
        assert "." in host
        assert "@" not in host
