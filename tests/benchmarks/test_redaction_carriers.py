"""Carriers and cues: enough of them, fresh, composed without a fault, and scored kind by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from benchmarks.redaction import (
    accuracy,
    carriers,
    carriers_zh,
    digits,
    kinds_china,
    kinds_keys,
    kinds_world,
    negatives,
    people,
    prose,
    roundtrip,
)
from benchmarks.redaction.cases import Case, Entity, Value, fill, lines, words
from benchmarks.redaction.goals import STRUCTURED
from benchmarks.redaction.kinds import Kind

ROOT = Path(__file__).resolve().parents[2]
# A shared run of this many signs is a sentence and no turn of phrase.
SENTENCE = {"en": 26, "zh": 11}


def by_name(name: str) -> Kind:
    """The first kind of this name."""
    return next(kind for kind in roundtrip.KINDS if kind.name == name)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_there_are_many_different_carriers(language: str) -> None:
    """At least forty templates that name the value, twenty that do not, and thousands of messages."""
    source = carriers._LANGUAGES[language]
    named = {*source.BEFORE, *source.AFTER, *source.WHOLE}
    assert len(named) >= 40
    assert len(set(source.BARE)) >= 20
    assert all(text.count("«v»") == 1 and text.count("«cue»") == 1 for text in named)
    assert all("«cue»" not in text and "«v»" in text for text in source.BARE)
    kind = by_name("e-mail")
    made = {carriers.in_sentence(kind, language, Random(seed)).text for seed in range(600)}
    assert len(made) > 570


@pytest.mark.parametrize("group", prose.GROUPS)
def test_groups_have_forty_templates(group: str) -> None:
    """Names, addresses and both, in each variety of each language."""
    made = prose.GROUPS[group].templates
    assert len(set(made)) == len(made) >= 40
    assert all("«" in text for text in made)


@pytest.mark.parametrize("kind", roundtrip.KINDS, ids=lambda kind: kind.name)
def test_each_kind_has_cues_of_its_own(kind: Kind) -> None:
    """At least eight ways to name it in one language and five in the other, none twice."""
    counts = sorted((len(set(kind.zh)), len(set(kind.en))))
    assert (len(kind.zh), len(kind.en)) == (len(set(kind.zh)), len(set(kind.en)))
    assert counts[0] >= 5
    assert counts[1] >= (8 if kind.label != "CREDENTIAL" else 5)


def fragments(templates: tuple[str, ...], language: str) -> Iterator[str]:
    """The literal stretches of templates that are long enough to be a sentence."""
    for template in templates:
        for part in re.split("«[a-z_0-9]+»|\n", template):
            if len(part.strip()) >= SENTENCE[language] and not part.startswith("|"):
                yield part.strip()


@pytest.fixture(scope="module")
def written() -> str:
    """What documents, packs and the guard's own tests say."""
    paths = [
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "policies" / "packs").glob("*.yaml"),
        *(ROOT / "tests" / "policies").glob("*.py"),
        *(ROOT / "tests" / "privacy").glob("*.py"),
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_sentence_is_shared_with_examples_or_tests(language: str, written: str) -> None:
    """Held out: no carrier and no clean message stands in the documents, packs or tests of the guard."""
    groups = tuple(
        text
        for name, group in prose.GROUPS.items()
        if (" en" in name or name == "code-mixed") == (language == "en")
        for text in group.templates
    )
    clean = tuple(
        text for texts in negatives._LANGUAGES[language].TEMPLATES.values() for text in texts
    )
    found = list(fragments((*carriers.templates(language), *groups, *clean), language))
    assert len(found) > 30
    assert [part for part in found if part in written] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_two_thousand_clean_messages(language: str) -> None:
    """Two thousand messages, no two alike even without case and blanks, all classes, none longer than a page."""
    made = negatives.messages(language, 2000, Random(11))
    assert len({re.sub(r"\s", "", case.text.casefold()) for case in made}) == 2000
    assert max(len(case.text) for case in made) < 600
    assert {case.kind for case in made} == {f"{language} {n}" for n in negatives.classes(language)}


def test_clean_messages_hold_no_long_number() -> None:
    """But for barcodes and dates, no clean message has seven digits in a row."""
    for language in ("en", "zh"):
        for case in negatives.messages(language, 2000, Random(12)):
            runs = re.findall(r"(?<![0-9A-Za-z])\d{7,}", case.text)
            assert all(len(run) in (8, 13) for run in runs), case.kind


def test_a_second_identifier_is_an_entity_of_its_own_kind() -> None:
    """Messages with two identifiers say which is which, and both stand where they should."""
    kind, second = by_name("passport"), (by_name("e-mail"),)
    seen = 0
    for language in ("en", "zh"):
        for seed in range(300):
            case = carriers.in_sentence(kind, language, Random(seed), second)
            kinds = {entity.kind: entity for entity in case.entities}
            assert "passport" in kinds
            if len(kinds) == 2:
                seen += 1
                mail = kinds["e-mail"]
                assert "@" in case.text[mail.start : mail.end]
                assert mail.label == "EMAIL_ADDRESS"
    assert seen > 40


def test_a_person_in_passing_is_neutral() -> None:
    """A name that is no slot of the category counts neither way."""
    case = carriers.put("Name: «who»\n«cue»: «v»", by_name("SSN"), "en", "078-05-1120", Random(3))
    ((low, high),) = case.neutral
    assert case.text.startswith("Name: ")
    assert low == len("Name: ")
    assert case.text[high] == "\n"
    assert [e.label for e in case.entities] == ["US_SSN"]


def test_signs_behind_a_password_are_neutral() -> None:
    """Whether a full stop ends the sentence or the password is not to be known."""
    case = carriers.put("«cue»: «v»... thanks", by_name("password"), "en", "abc12", Random(1))
    assert [case.text[low:high] for low, high in case.neutral] == ["..."]
    other = carriers.put("«cue»: «v»... thanks", by_name("SSN"), "en", "078-05-1120", Random(1))
    assert other.neutral == ()


def test_ascii_words_do_not_run_together() -> None:
    """A Latin cue and a Latin value never touch."""
    case = carriers.put("«cue»«v»", by_name("key ghp_"), "zh", "ghp_x", Random(0))
    assert re.search("[a-z]ghp_", case.text) is None


def test_kinds_of_one_message_are_scored_apart() -> None:
    """What is missed of one kind does not lower another's recall."""

    def both(_: Random) -> Iterator[Case]:
        yield Case("abc def", (Entity(0, 3, "A", "one"), Entity(4, 7, "B", "two")), (), "one")

    category = accuracy.Category("made", STRUCTURED, both)
    (row,) = accuracy.measure([category], lambda texts: [[(0, 3)] for _ in texts])
    assert row.score.recall == 0.5
    assert {kind: score.recall for kind, score in row.kinds.items()} == {"one": 1.0, "two": 0.0}
    assert row.kinds["two"].char_precision == 1.0


def test_fill_names_the_kind_after_the_slot() -> None:
    """The slot's name, or what the value itself says."""
    makers = {
        "a": lambda _: Value("x", "L"),
        "b1": lambda _: Value("y", "L", kind="own"),
        "c": lambda _: Value("", None, before="Ann"),
    }
    case = fill("«a» «b1» «c»", makers, Random(0))
    assert [e.kind for e in case.entities] == ["a", "own"]
    assert case.neutral == ((4, 7),)


def repeated(make: Callable[[Random], str]) -> list[str]:
    """Two hundred values."""
    return [make(Random(seed)) for seed in range(200)]


def test_german_tax_numbers_follow_the_rule() -> None:
    """Of the first ten digits exactly one comes twice, the first is not zero, and the check digit is right."""
    for made in repeated(kinds_world.steuer_id):
        number = made.replace(" ", "")
        assert re.fullmatch(r"[1-9]\d{10}", number)
        assert sorted(map(number[:10].count, set(number[:10]))) == [1] * 8 + [2]
        assert digits.iso7064_11_10(number[:10]) == number[10]


def test_american_numbers_follow_their_plan() -> None:
    """No area and no exchange is a service number; routing numbers have a district and the right check digit."""
    assert digits.mod10_weighted("021000021", (3, 7, 1) * 3) == 0
    for made in repeated(kinds_world.routing):
        assert int(made[:2]) in {*range(1, 13), *range(21, 33)}
        assert digits.mod10_weighted(made, (3, 7, 1) * 3) == 0
    for made in repeated(kinds_world.us_phone):
        number = re.sub("[^0-9]", "", re.split("e?x", made)[0])[-10:]
        assert re.fullmatch("(?:[2-9][0-9]{2}){2}[0-9]{4}", number)
        assert "11" not in (number[1:3], number[4:6])


def test_plates_have_at_most_two_letters_in_their_number() -> None:
    """As the standard has it, new-energy plates' own letter apart; no I and no O."""
    for made in repeated(kinds_china.plate):
        number = re.sub("[^0-9A-Z]", "", made)[1:]
        assert not set("IO") & set(number)
        assert sum(c.isalpha() for c in number) <= 2


def test_values_are_written_as_their_language_does() -> None:
    """Landlines name an extension in the sentence's language; WeChat ids have six signs; days their ordinals."""
    landline = by_name("landline")
    for seed in range(200):
        assert "转" not in str(landline.value("en", Random(seed)))
    assert any("转" in str(landline.value("zh", Random(seed))) for seed in range(200))
    assert all(6 <= len(made) <= 20 for made in repeated(kinds_china.wechat))
    assert all(
        not re.search(r"(?<!1)(1th|2th|3th)\b|1[123](st|nd|rd)", made)
        for made in repeated(kinds_world.born_en)
    )


def test_heads_and_tails_hold_no_digit_of_any_sort() -> None:
    """What is glued to a value cannot be taken for a part of it."""
    parts = (*carriers_zh.HEADS, *carriers_zh.LINKS, *carriers_zh.TAILS)
    assert not set("".join(parts)) & set("0123456789零〇一二三四五六七八九十百千万亿号元")


def test_every_key_kind_has_words() -> None:
    """Each credential has names in both languages."""
    assert all(kind.zh and kind.en for kind in (*kinds_keys.KEYS, *kinds_keys.WORDED))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_typing_slips_leave_slots_and_records_alone(language: str) -> None:
    """Whatever is mistyped, the slots stay; what a program wrote has no slip."""
    source = carriers._LANGUAGES[language]
    texts = (*source.BEFORE, *source.AFTER, *source.WHOLE)
    changed = 0
    for seed in range(12):
        for template in texts:
            made = carriers._typed(template, language, Random(seed))
            changed += made != template
            assert made.count("«v»") == made.count("«cue»") == 1
            assert made == template or not set("{|>") & set(template)
    assert changed > len(texts) // 2


def test_lines_and_words() -> None:
    """A template a line with its own line breaks, words between strokes."""
    assert lines("\none\n\ntwo\\nthree\n") == ("one", "two\nthree")
    assert words("a|b c|\nd") == ("a", "b c", "d")


def test_full_names_of_hong_kong_and_taiwan_have_no_title() -> None:
    """Where a sentence wants a full name it gets one, scored with the others of its place."""
    for seed in range(100):
        for make, kind in ((people.full_hk, "hk"), (people.full_tw, "tw")):
            value = make(Random(seed))
            assert (value.kind, value.after) == (kind, "")
            assert 3 <= len(value.core) <= 4
