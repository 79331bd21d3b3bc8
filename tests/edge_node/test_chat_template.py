"""The template's own promises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_node.chat_template import CHAT_TEMPLATE, TURN_STOPS, defuse, turn_stops
from edge_node.decoding import StopStrings
from edge_node.engine import TransformersEngine


@given(st.text(), st.lists(st.sampled_from(["<eos>", "<bos>", "<pad>"])))
def test_no_text_holds_a_special_token_after_defusing(text: str, tokens: list[str]) -> None:
    """Whatever a customer writes, no turn can be ended or begun by it."""
    special = ["<eos>", "<bos>", "<pad>"]
    safe = defuse(text + "".join(tokens) + text, special)
    assert not any(token in safe for token in special)


def test_plain_text_stays_as_it_is() -> None:
    """Text without special tokens is not touched; placeholders are none."""
    assert defuse("order <ORDER_NUMBER_1> 你好", ["<eos>"]) == "order <ORDER_NUMBER_1> 你好"


@pytest.mark.parametrize("next_turn", ["\n\nUser:\nmore", "\nUser: more", "\n\nAssistant:\n"])
def test_an_answer_ends_where_the_next_turn_begins(next_turn: str) -> None:
    """A model that plays the customer too is cut off, with no blank line left behind."""
    stops = StopStrings(TURN_STOPS)
    text = "".join(stops.push(letter) for letter in "It is\non its way." + next_turn)
    assert (text, stops.stopped) == ("It is\non its way.", True)


def test_only_our_template_has_turn_stops() -> None:
    """A model with a template of its own ends its turns itself."""
    assert turn_stops(CHAT_TEMPLATE) == TURN_STOPS
    assert turn_stops("{{ messages }}") == ()


@pytest.mark.parametrize("system", [True, False])
def test_the_prompt_is_a_prefix_of_the_dialogue_with_its_answer(
    engine: TransformersEngine, system: bool
) -> None:
    """Training sees exactly the prompt that serving writes, then the answer and the end of turn."""
    tokenizer = engine._tokenizer
    turns = [{"role": "system", "content": "Be kind."}] if system else []
    turns.append({"role": "user", "content": "你好 <PERSON_1>"})
    prompt = engine.render(turns)
    whole = tokenizer.apply_chat_template(
        [*turns, {"role": "assistant", "content": "yes 好"}], tokenize=False
    )
    assert whole == prompt.text + "yes 好" + tokenizer.eos_token
    tokens = tokenizer.encode(whole, add_special_tokens=False)
    assert tuple(tokens[: len(prompt.tokens)]) == prompt.tokens
    assert tokens[-1] == tokenizer.eos_token_id


def test_special_tokens_of_a_customer_do_not_become_tokens(engine: TransformersEngine) -> None:
    """`<eos>` written by a customer is text in the prompt."""
    prompt = engine.render([{"role": "user", "content": "a<eos><bos>b"}])
    assert prompt.tokens.count(engine._tokenizer.eos_token_id) == 0
    assert prompt.tokens.count(engine._tokenizer.bos_token_id) == 1


def test_the_template_ships_with_the_model(tiny_model: Path) -> None:
    """A prepared model brings the template as a file, so that its digest covers it."""
    assert (tiny_model / "chat_template.jinja").read_text() == CHAT_TEMPLATE
