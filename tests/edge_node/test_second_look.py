"""The second look, with the default pack's patterns."""

from __future__ import annotations

import pytest

from edge_node.second_look import SecondLook
from policies import Span, build_detector, load_pack
from sottovoce.context import allowed_digest
from sottovoce.errors import PrivacyRefused, PrivacyUnavailable

TOKEN = "t" * 40


@pytest.fixture(scope="module")
def look() -> SecondLook:
    """The look that an edge on the default pack takes."""
    pack = load_pack("default")
    return SecondLook(build_detector(pack, engine="fast"), pack, TOKEN)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("call 13812345678 now", "PHONE_NUMBER"),
        ("我的手机是13812345678", "PHONE_NUMBER"),
        ("write to ann.lee@example.com", "EMAIL_ADDRESS"),
        ("card 4111 1111 1111 1111", "CREDIT_CARD"),
    ],
)
@pytest.mark.parametrize("wrap", [lambda t: t, lambda t: [{"a": {"b": [t]}}], lambda t: {t: 1}])
def test_what_the_pack_takes_out_is_found_anywhere(
    look: SecondLook, text: str, label: str, wrap: object
) -> None:
    """In a text, deep in a body, in a key: refused by its class, without a word of it."""
    with pytest.raises(PrivacyRefused, match=label) as refused:
        look.refuse(wrap(text))  # type: ignore[operator]
    assert "138" not in str(refused.value)


@pytest.mark.parametrize(
    "text", ["<PHONE_NUMBER_1> of <PERSON_1>", "[PHONE_NUMBER]", "order 4711", "你好", ""]
)
def test_redacted_text_passes(look: SecondLook, text: str) -> None:
    """Placeholders and type tokens are no personal data."""
    look.refuse({"messages": [{"content": text}]})


def test_an_allowed_value_passes_and_no_other(look: SecondLook) -> None:
    """The gateway names a kept value by its digest; the same class with another value is refused."""
    allowed = (allowed_digest(TOKEN, "PHONE_NUMBER", "13812345678"),)
    look.refuse("call 13812345678 now", allowed)
    with pytest.raises(PrivacyRefused):
        look.refuse("call 13912345678 now", allowed)
    with pytest.raises(PrivacyRefused):
        look.refuse(
            "call 13812345678 now", (allowed_digest("x" * 40, "PHONE_NUMBER", "13812345678"),)
        )


def test_a_class_that_the_pack_keeps_passes(look: SecondLook) -> None:
    """The default pack keeps order numbers."""
    assert look.hits("order number AB123456, tracking 1Z999AA10123456784") == set()


def test_a_detector_that_fails_refuses() -> None:
    """Whatever it raises, nothing passes, and its message does not travel."""

    class Broken:
        def scan(self, text: str) -> list[Span]:
            raise RuntimeError(text)

    look = SecondLook(Broken(), load_pack("default"), TOKEN)
    with pytest.raises(PrivacyUnavailable) as failed:
        look.refuse("secret words")
    assert failed.value.__context__ is None
    assert "secret" not in str(failed.value)


def test_a_body_nested_without_end_is_refused(look: SecondLook) -> None:
    """Depth is bounded."""
    body: object = "x"
    for _ in range(100):
        body = [body]
    with pytest.raises(PrivacyRefused):
        look.refuse(body)
