"""New personal data in a reply is taken out of the stream, the same for every chunking."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies import ConversationTable, Detector, OutputRedactor, Pack, Span, load_pack
from policies.pack import PackDocument
from sottovoce.errors import PrivacyUnavailable

PIECES = [
    "Call ",
    "415-555-0123",
    " or 415 555 0123.",
    "电话13812345678",
    "a@example.com",
    "<PERSON_1>",
    "<PHONE_NUMBER_1>, ",
    "您好，",
    "4111 1111 1111 1111",
    "GB29 NWBK 6016 1331 9268 19 ",
    "密码是abc123。",
    "password is hunter2 ",
    "1990年1月1日",
    "京A12345",
    "word ",
    "\n",
    "3 items for $12.50",
    "http://a.b/?email=x@y.com",
    "eyJhbGciOiJIUzI1NiJ9.abc.def",
]
streams = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=8)
quick = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def run(detector: Detector, pieces: list[str], table: ConversationTable | None = None) -> str:
    guard = OutputRedactor(detector, table or ConversationTable())
    return "".join(map(guard.push, pieces)) + guard.flush()


@quick
@given(pieces=streams, size=st.integers(1, 7))
def test_any_chunking_gives_the_same_text(pieces: list[str], size: int, fast: Detector) -> None:
    """The cuts depend on the text alone."""
    text = "".join(pieces)
    whole = run(fast, [text])
    assert run(fast, pieces) == whole
    assert run(fast, [text[i : i + size] for i in range(0, len(text), size)]) == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call 415-555-0123 now", "Call [PHONE_NUMBER] now"),
        ("Call 415 555 0123 now", "Call [PHONE_NUMBER] now"),
        ("Call 138\u20091234\u00a05678 now", "Call [PHONE_NUMBER] now"),
        ("密码为8-20位字符，不能有空格", "密码为8-20位字符，不能有空格"),
        ("请拨打13812345678联系", "请拨打[PHONE_NUMBER]联系"),
        ("邮箱是wang@example.com。", "邮箱是[EMAIL_ADDRESS]。"),
        ("card 4111 1111 1111 1111.", "card [CREDIT_CARD]."),
        ("车牌京A12345到了", "车牌[CN_LICENSE_PLATE]到了"),
        ("Your password is hunter2, ok", "Your password is [CREDENTIAL], ok"),
        ("Hi <PERSON_1>, call <PHONE_NUMBER_1>.", "Hi <PERSON_1>, call <PHONE_NUMBER_1>."),
        ("Order 20230415 has 3 items for $12.50", "Order 20230415 has 3 items for $12.50"),
        ("您的订单已发货，预计3天到。", "您的订单已发货，预计3天到。"),
    ],
)
def test_what_a_model_makes_up(text: str, expected: str, fast: Detector) -> None:
    """Structured values become their type; placeholders and plain text pass."""
    assert run(fast, [text]) == expected
    assert run(fast, list(text)) == expected


def test_known_values_pass(fast: Detector) -> None:
    """What stands in the conversation's table is not new."""
    table = ConversationTable()
    table.token_for("PHONE_NUMBER", "415-555-0123")
    assert run(fast, ["call 415-555-0123 now"], table) == "call 415-555-0123 now"


def test_the_pack_decides(fast: Detector, tmp_path: Path) -> None:
    """A class that the pack keeps passes."""
    path = tmp_path / "p.yaml"
    path.write_text('name: p\nactions: {"*": keep}\n')
    guard = OutputRedactor(fast, ConversationTable(), load_pack(path))
    assert guard.push("call 415-555-0123 now") + guard.flush() == "call 415-555-0123 now"


def test_words_leave_at_the_next_boundary(fast: Detector) -> None:
    """A stream stays a stream: plain words wait for one more character only."""
    guard = OutputRedactor(fast, ConversationTable())
    assert guard.push("Hello dear") == "Hello "
    assert guard.push(" customer") == "dear "
    assert guard.push("，您好") == "customer，您好"
    assert guard.flush() == ""


def test_the_conversations_values_pass_in_other_forms(fast: Detector) -> None:
    """A value of the table, a surrogate and a number with other separators are not new."""
    table = ConversationTable("seed")
    table.token_for("PHONE_NUMBER", "13812345678")
    table.set_surrogate("EMAIL_ADDRESS", "ann@corp.cn", "eve.poe12@example.com")
    text = "call 138-1234-5678 or mail EVE.POE12@example.com, not 13900001111 "
    assert run(fast, list(text), table) == text.replace("13900001111", "[PHONE_NUMBER]")


def test_spoken_numbers(fast: Detector) -> None:
    """A number in Chinese numerals is one value; shorter runs are words."""
    text = "等一下，三十分钟后拨打一三八一二三四五六七八，第一次"
    assert run(fast, list(text)) == "等一下，三十分钟后拨打[PHONE_NUMBER]，第一次"


DENYING = Pack(
    PackDocument(
        name="p",
        actions={"*": "placeholder"},
        deny={"PERSON": ["Falcon Heavy Smith", "王掌柜", "Falcon"]},
    )
)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 50])
def test_names_of_the_deny_list(size: int) -> None:
    """Names known beforehand are taken out however the stream is cut; their beginnings alone are not."""
    text = "Ask Falcon Heavy Smith, not Falcon Heavy. 请找王掌柜或王掌。"
    guard = OutputRedactor(Nothing(), ConversationTable(), DENYING)
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    out = "".join(map(guard.push, pieces)) + guard.flush()
    assert out == "Ask [PERSON], not [PERSON] Heavy. 请找[PERSON]或王掌。"
    assert guard.counts == {"PERSON": 3}


class Nothing:
    """Finds nothing."""

    def scan(self, text: str) -> list[Span]:
        return []


class Ann:
    """A tagger of one name."""

    def scan(self, text: str) -> list[Span]:
        return [Span(m.start(), m.end(), "PERSON", 0.9) for m in re.finditer("Ann Lee", text)]


SENTENCES = Pack(
    PackDocument.model_validate(
        {"name": "p", "actions": {"*": "placeholder"}, "output": {"tagger": "sentence"}}
    )
)


@given(st.lists(st.sampled_from(["Ann ", "Lee", ". ", "Hi", "。", "\n", "x" * 50]), max_size=12))
def test_by_sentence_in_any_chunking(pieces: list[str]) -> None:
    """With the models the cuts depend on the text alone as well."""
    text = "".join(pieces)

    def guarded(cut: list[str]) -> str:
        guard = OutputRedactor(Nothing(), ConversationTable(), SENTENCES, tagger=Ann())
        return "".join(map(guard.push, cut)) + guard.flush()

    assert guarded(list(text)) == guarded(pieces) == guarded([text])


def test_a_sentence_waits_for_its_end() -> None:
    """Only where the pack says so and a tagger is given; its names are known, the table's pass."""
    table = ConversationTable()
    guard = OutputRedactor(Nothing(), table, SENTENCES, tagger=Ann())
    assert guard.push("Dear Ann Lee, hel") == ""
    assert guard.push("lo. Next ") == "Dear [PERSON], hello."
    assert guard.flush() == " Next "
    table.token_for("PERSON", "Ann Lee")
    guard = OutputRedactor(Nothing(), table, SENTENCES, tagger=Ann())
    assert guard.push("Dear Ann Lee. ") + guard.flush() == "Dear Ann Lee. "
    without = OutputRedactor(Nothing(), ConversationTable(), SENTENCES)
    assert without.push("Dear Ann ") == "Dear Ann "


def test_endless_sentences_leave() -> None:
    """No more than about 400 characters wait for a full stop."""
    guard = OutputRedactor(Nothing(), ConversationTable(), SENTENCES, tagger=Ann())
    held = 0
    for _ in range(200):
        held += 10 - len(guard.push("and so on "))
        assert held <= 420


def test_hold_back_is_bounded(fast: Detector) -> None:
    """Even endless digits leave, taken out or not."""
    guard = OutputRedactor(fast, ConversationTable())
    held = 0
    for _ in range(100):
        held += 20 - len(guard.push("12345678901234567890"))
        assert held <= 420


def test_a_broken_detector_refuses() -> None:
    """Any failure is PrivacyUnavailable, without the text."""

    class Broken:
        def scan(self, text: str) -> list[Span]:
            raise RuntimeError(text)

    with pytest.raises(PrivacyUnavailable) as caught:
        run(Broken(), ["call 415-555-0123 now"])
    assert caught.value.__context__ is None


@quick
@given(pieces=streams)
def test_inert_pieces_ask_no_detector(pieces: list[str]) -> None:
    """Where it says that a piece is inert, no detector is asked for it; it may leave later."""

    class Counting:
        asked = 0

        def scan(self, text: str) -> list[Span]:
            del text
            self.asked += 1
            return []

    detector = Counting()
    guard = OutputRedactor(detector, ConversationTable())
    for piece in pieces:
        inert, asked = guard.inert(piece), detector.asked
        guard.push(piece)
        assert not inert or detector.asked == asked


def test_placeholders_alone_are_inert() -> None:
    """A placeholder is no sign of a value; a number beside it is."""
    guard = OutputRedactor(_Broken(), ConversationTable())
    assert guard.inert("Dear <PERSON_1>, thank you. ")
    assert not guard.inert("Dear <PERSON_1>, call 415")
    assert not guard.inert("the password of <PERSON_1>")


class _Broken:
    def scan(self, text: str) -> list[Span]:
        raise RuntimeError(text)
