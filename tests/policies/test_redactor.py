"""Redaction comes back whole, finds nothing the second time, mixes no conversations and fails closed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies import (
    ConversationTable,
    Detector,
    Pack,
    Redactor,
    Span,
    load_pack,
    scan_residue,
    type_tokens,
)
from policies.pack import PackDocument
from policies.restorer import restore
from sottovoce.errors import PrivacyRefused, PrivacyUnavailable

PIECES = [
    "我叫王小明",
    "我是李强",
    "my name is Alice Zhang",
    "I am Bob",
    "Dear Mr. Stone,",
    "13812345678",
    "+86 138-1234-5678",
    "415-555-0123",
    "alice@example.com",
    "11010119900307851X",
    "4111 1111 1111 1111",
    "北京市海淀区中关村大街27号3号楼1201室",
    "742 Evergreen Terrace, Springfield, IL 62704",
    "密码是abc123!",
    "订单号20230415001",
    "<PERSON_1>",
    "< person 2 >",
    "《EMAIL_ADDRESS_1》",
    "[PHONE_NUMBER]",
    "<LITERAL_1>",
    "<",
    "_1>",
    "，",
    " ",
    "\n",
    "微信wx_abc123",
    "192.168.1.20",
    "hello",
    "退款",
    "\u200b",
    "＜ＰＥＲＳＯＮ＿１＞",
    "person_1",
    "PERSON_",
    "\\",
    "\\u003cPERSON_1\\u003e",
    "%3CPERSON_1%3E",
    "&lt;PERSON_1&gt;",
    "[PERSON:bcdfghjk]",
    "王先生",
    "小明",
    "Alice Zhang",
    "的",
]
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=8).map("".join)
quick = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Broken:
    """A detector that fails and quotes the text while doing so."""

    def scan(self, text: str) -> list[Span]:
        raise RuntimeError(text)


class Endless:
    """A detector that always finds the first character that is no placeholder."""

    def scan(self, text: str) -> list[Span]:
        at = text.find("x")
        return [Span(at, at + 1, "URL", 1.0)] if at >= 0 else []


@pytest.fixture(scope="module")
def surrogates() -> Pack:
    return Pack(PackDocument(name="s", actions={"*": "surrogate"}))


@quick
@given(text=texts)
def test_restore_undoes_redact(text: str, fast: Detector, default_pack: Pack) -> None:
    """Whatever the text, also with forged placeholders, restoring gives it back."""
    table = ConversationTable()
    done = Redactor(fast, default_pack).redact(text, table)
    assert restore(done.text, table) == text
    assert restore(done.text, ConversationTable.from_json(table.to_json())) == text


@quick
@given(text=texts)
def test_second_scan_finds_nothing(text: str, fast: Detector, default_pack: Pack) -> None:
    """In redacted text neither the detector nor the residue scan finds anything to take out."""
    table = ConversationTable()
    done = Redactor(fast, default_pack).redact(text, table)
    left = [s for s in fast.scan(done.text) if default_pack.action(s.label) != "keep"]
    assert left == []
    assert scan_residue(done.text, table) == []


@settings(parent=quick, max_examples=25)
@given(text=texts)
def test_both_hold_with_the_taggers(
    text: str, balanced: Detector, fast: Detector, default_pack: Pack
) -> None:
    """With the models the same two properties hold, and the fast engine agrees that nothing is left."""
    table = ConversationTable()
    done = Redactor(balanced, default_pack).redact(text, table)
    assert restore(done.text, table) == text
    for detector in (balanced, fast):
        left = detector.scan(done.text)
        assert [s for s in left if default_pack.action(s.label) != "keep"] == []


@quick
@given(one=texts, two=texts)
def test_a_later_turn_comes_back_too(
    one: str, two: str, fast: Detector, default_pack: Pack
) -> None:
    """With a table that has grown, in a process of its own, every text still comes back."""
    table = ConversationTable()
    Redactor(fast, default_pack).redact(one, table)
    later = ConversationTable.from_json(table.to_json())
    done = Redactor(fast, default_pack).redact_all([one, two], later)
    assert [restore(d.text, later) for d in done] == [one, two]


@quick
@given(text=texts, seed=st.integers(0, 99))
def test_surrogates_come_back(text: str, seed: int, surrogates: Pack, fast: Detector) -> None:
    """With surrogates the text comes back, and a scan finds nothing that is not named as kept."""
    table = ConversationTable(str(seed))
    done = Redactor(fast, surrogates).redact(text, table)
    assert restore(done.text, table) == text
    assert restore(done.text, ConversationTable.from_json(table.to_json())) == text
    left = {(s.label, done.text[s.start : s.end]) for s in fast.scan(done.text)}
    assert left <= set(done.kept)


@quick
@given(one=texts, two=texts)
def test_two_conversations_never_mix(
    one: str, two: str, fast: Detector, default_pack: Pack
) -> None:
    """A text restored with another conversation's table holds none of its own values."""
    redactor = Redactor(fast, default_pack)
    mine, other = ConversationTable(), ConversationTable()
    redactor.redact(one, mine)
    done = redactor.redact(two, other)
    assert restore(done.text, other) == two
    assert done.text == redactor.redact(two, ConversationTable()).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("card 4111111111111111, ok", "card ************1111, ok"),
        # Behind a replaced neighbour the digits would be a number of another class to the next reader.
        (
            "病历号：MR20240115，card number 5500000000000004",
            "病历号：[MEDICAL_NUMBER]，card number [CREDIT_CARD]",
        ),
    ],
)
def test_a_masks_last_characters_only_where_no_scan_sees_them(
    text: str, expected: str, fast: Detector
) -> None:
    """A second scan of what was masked finds nothing."""
    tail = {"action": "mask", "keep_last": 4}
    pack = Pack(PackDocument(name="t", actions={"*": "mask", "CREDIT_CARD": tail}))
    done = Redactor(_SeesTails(fast), pack).redact(text, ConversationTable())
    assert done.text == expected
    assert _SeesTails(fast).scan(done.text) == []


class _SeesTails:
    """A detector that takes four digits behind a type token's neighbourhood for a number."""

    def __init__(self, detector: Detector) -> None:
        self._detector = detector

    def scan(self, text: str) -> list[Span]:
        found = self._detector.scan(text)
        if "[MEDICAL_NUMBER]" in text:
            found += [
                Span(m.start(), m.end(), "URL", 0.5) for m in re.finditer(r"\b[0-9]{4}\b", text)
            ]
        return found


def test_surrogates_are_stable_and_nobodys(surrogates: Pack, fast: Detector) -> None:
    """The same value keeps its surrogate; one that somebody types is not taken for it."""
    redactor, table = Redactor(fast, surrogates), ConversationTable("seed")
    first = redactor.redact("My name is Margaret Hollis.", table)
    made = table.surrogate_of("PERSON", "Margaret Hollis")
    assert made is not None
    assert first.text == f"My name is {made}."
    assert ("PERSON", made) in first.kept
    typed = f"I know {made}. Tell Margaret Hollis."
    later = redactor.redact(typed, table)
    assert made in later.text
    assert later.text.count(made) == 1
    assert restore(later.text, table) == typed


def test_bare_placeholders_only_where_they_would_be_resolved(
    fast: Detector, default_pack: Pack
) -> None:
    """A name that means a value of this conversation is taken out."""
    redactor, table = Redactor(fast, default_pack), ConversationTable()
    text = "person_1 is what? my name is Alice Zhang"
    done = redactor.redact(text, table)
    assert done.text == "<LITERAL_1> is what? my name is <PERSON_1>"
    assert restore(done.text, table) == text


def test_a_bare_placeholder_that_stands_means_nothing_in_later_turns(
    fast: Detector, default_pack: Pack
) -> None:
    """The number is passed over, so that an earlier turn comes back as it was and reads the same again."""
    redactor, table = Redactor(fast, default_pack), ConversationTable()
    code = "set person_1 = {user_1}"
    first = redactor.redact(code, table).text
    table = ConversationTable.from_json(table.to_json())
    assert redactor.redact("my name is Alice Zhang", table).text == "my name is <PERSON_2>"
    assert restore(first, table) == first == redactor.redact(code, table).text == code


def test_a_name_is_known_by_its_parts(fast: Detector, default_pack: Pack) -> None:
    """Once found for sure, in this turn or an earlier one, each form with a placeholder of its own."""
    redactor, table = Redactor(fast, default_pack), ConversationTable()
    texts = ["Margaret asks again", "My name is Margaret Hollis."]
    done = redactor.redact_all(texts, table)
    assert done[0].text == "<PERSON_1> asks again"
    later = ConversationTable.from_json(table.to_json())
    again = redactor.redact("margaret wants it, not Margarethe", later)
    assert again.text == "<PERSON_3> wants it, not Margarethe"
    assert restore(again.text, later) == "margaret wants it, not Margarethe"


def test_type_tokens(fast: Detector, default_pack: Pack) -> None:
    """For embeddings: the type only, the same everywhere; what looks like a token stays."""
    text = "我叫王小明，手机13812345678，<PERSON_1>，订单号A1234567"
    done = type_tokens(fast, default_pack, text)
    assert done.text == "我叫[PERSON]，手机[PHONE_NUMBER]，<PERSON_1>，订单号A1234567"
    assert done == type_tokens(fast, default_pack, text)
    with pytest.raises(PrivacyUnavailable):
        type_tokens(Broken(), default_pack, "x")


def test_texts_go_to_the_detector_together(default_pack: Pack) -> None:
    """A detector with a batch of its own is asked for all texts at once, and its failure refuses."""

    class Batched(MailOnly):
        batches = 0

        def scan_many(self, texts: list[str]) -> list[list[Span]]:
            self.batches += 1
            return [self.scan(text) for text in texts]

    class Short(MailOnly):
        def scan_many(self, texts: list[str]) -> list[list[Span]]:
            return []

    texts = [f"u{n}@example.com" for n in range(5)]
    detector = Batched()
    done = Redactor(detector, default_pack).redact_all(texts, ConversationTable())
    assert [d.text for d in done] == [f"<EMAIL_ADDRESS_{n + 1}>" for n in range(5)]
    assert detector.batches == 2
    with pytest.raises(PrivacyUnavailable):
        Redactor(Short(), default_pack).redact_all(texts, ConversationTable())


def test_spans_counts_and_kept(fast: Detector, default_pack: Pack) -> None:
    """The result says what was found where in the original, and what the pack let stand."""
    text = "我叫王小明，手机13812345678，订单号A1234567"
    done = Redactor(fast, default_pack).redact(text, ConversationTable())
    assert done.text == "我叫<PERSON_1>，手机<PHONE_NUMBER_1>，订单号A1234567"
    assert [text[s.start : s.end] for s in done.spans] == ["王小明", "13812345678"]
    assert done.kept == [("ORDER_NUMBER", "A1234567")]
    assert done.counts == {"PERSON": 1, "PHONE_NUMBER": 1}


def test_placeholders_are_stable_over_turns(fast: Detector, default_pack: Pack) -> None:
    """The same value has the same token in a later turn, also where its context is gone."""
    redactor, table = Redactor(fast, default_pack), ConversationTable()
    redactor.redact("My name is Alice Zhang.", table)
    assert redactor.redact("Tell Alice Zhang it came", table).text == "Tell <PERSON_1> it came"


def test_a_later_message_cleans_an_earlier_one(fast: Detector, default_pack: Pack) -> None:
    """A name that only a later message gives away is taken out of the earlier one as well."""
    texts = ["Alice Zhang called. Alice Zhang!", "My name is Alice Zhang."]
    table = ConversationTable()
    done = Redactor(fast, default_pack).redact_all(texts, table)
    assert [d.text for d in done] == ["<PERSON_1> called. <PERSON_1>!", "My name is <PERSON_1>."]
    assert [restore(d.text, table) for d in done] == texts


def test_forged_placeholders_never_resolve_to_a_value(fast: Detector, default_pack: Pack) -> None:
    """A token that a user types is replaced itself and comes back as typed."""
    redactor, table = Redactor(fast, default_pack), ConversationTable()
    redactor.redact("我叫王小明", table)
    for forged in ("<PERSON_1>", "< person 1 >", "《PERSON_1》", "[PERSON-1]"):
        done = redactor.redact(f"repeat {forged}", table)
        assert "PERSON" not in done.text
        assert restore(done.text, table) == f"repeat {forged}"


def test_mask_block_and_keep(tmp_path: Path, fast: Detector) -> None:
    """Mask leaves the type, block refuses without quoting, keep leaves the value and names it."""
    path = tmp_path / "p.yaml"
    path.write_text('name: p\nactions: {"*": keep, EMAIL_ADDRESS: mask, US_SSN: block}\n')
    pack = load_pack(path)
    redactor = Redactor(fast, pack)
    done = redactor.redact("a@example.com 13812345678", ConversationTable())
    assert done.text == "[EMAIL_ADDRESS] 13812345678"
    assert ("PHONE_NUMBER", "13812345678") in [*done.kept] or done.kept == []
    with pytest.raises(PrivacyRefused) as caught:
        redactor.redact("my ssn is 472-81-0094", ConversationTable())
    assert "US_SSN" in str(caught.value)
    assert "472" not in str(caught.value)


@pytest.mark.privacy
def test_a_broken_detector_refuses_without_the_text(default_pack: Pack) -> None:
    """Any failure is PrivacyUnavailable, with no trace of the text in it or behind it."""
    with pytest.raises(PrivacyUnavailable) as caught:
        Redactor(Broken(), default_pack).redact("my secret words", ConversationTable())
    assert "secret" not in repr(caught.value)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


def test_a_detector_that_never_settles_refuses(default_pack: Pack) -> None:
    """The scan is repeated a bounded number of times."""
    redactor = Redactor(Endless(), default_pack)
    assert redactor.redact("axa", ConversationTable()).text == "a<URL_1>a"
    with pytest.raises(PrivacyUnavailable):
        redactor.redact("x" * 50, ConversationTable())


def test_a_text_is_scanned_twice_at_most() -> None:
    """Once where nothing is found, once more to see that nothing is left; not again for others' values."""
    texts = [f"Hello, mail u{n}@example.com please." for n in range(60)] + ["Nothing here."] * 60
    detector = MailOnly()
    table = ConversationTable()
    Redactor(detector, load_pack("default")).redact_all(texts, table)
    assert len(table) == 60
    assert detector.scans == 180


class MailOnly:
    """A detector of one pattern that counts its scans."""

    scans = 0

    def scan(self, text: str) -> list[Span]:
        self.scans += 1
        return [
            Span(m.start(), m.end(), "EMAIL_ADDRESS", 0.9)
            for m in re.finditer(r"u[0-9]+@example\.com", text)
        ]
