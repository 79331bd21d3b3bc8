"""New personal data in a reply is taken out of the stream, the same for every chunking."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies import ConversationTable, Detector, OutputRedactor, Span, load_pack
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
