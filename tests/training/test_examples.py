"""From a dialogue to token ids and labels: answers alone, placeholders from 1, at most so many tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sottovoce.dialogue_log import Dialogue
from training.examples import IGNORE, Example, build_example, build_examples, render

Make = Callable[..., Dialogue]


def _build(dialogue: Dialogue, base: Any, sequence: int = 256) -> Example:
    example = build_example(dialogue, base.tokenizer, sequence)
    assert isinstance(example, Example)
    return example


def _labelled(example: Example, base: Any) -> str:
    """The text of the tokens that carry loss."""
    text: str = base.tokenizer.decode([t for t in example.labels if t != IGNORE])
    return text


def _turns(*turns: tuple[str, str]) -> tuple[dict[str, str], ...]:
    return tuple({"role": role, "content": content} for role, content in turns)


@pytest.mark.parametrize("number", [2, 3], ids=["English", "Chinese"])
def test_loss_is_on_the_answer_and_its_end(
    make_dialogue: Make, tiny_base: Any, number: int
) -> None:
    """The labelled tokens spell the answer and the end-of-turn token, no more and no less."""
    dialogue = make_dialogue(number)
    example = _build(dialogue, tiny_base)
    answer = dialogue.messages[1]["content"].replace(f"_{number % 7 + 1}>", "_1>")
    assert _labelled(example, tiny_base) == answer + "<eos>"
    assert all(b in (IGNORE, a) for a, b in zip(example.ids, example.labels, strict=True))


def test_ids_are_the_served_prompt_and_answer(make_dialogue: Make, tiny_base: Any) -> None:
    """The tokens before the answer are exactly the prompt that the edge would make."""
    dialogue = make_dialogue(0)
    example = _build(dialogue, tiny_base)
    prompt = tiny_base.tokenizer.apply_chat_template(
        [dialogue.messages[0] | {"content": "Where is my parcel <ORDER_1>?"}],
        tokenize=False,
        add_generation_prompt=True,
    )
    ids = tiny_base.tokenizer(prompt, add_special_tokens=False)["input_ids"]
    assert list(example.ids[: len(ids)]) == ids
    assert example.labels[len(ids)] == example.ids[len(ids)]
    assert set(example.labels[: len(ids)]) == {IGNORE}


def test_placeholders_start_at_one(make_dialogue: Make, tiny_base: Any) -> None:
    """Numbers of a long conversation are counted anew over the whole example."""
    example = _build(
        make_dialogue(
            1,
            messages=_turns(
                ("user", "<PERSON_7> and <PERSON_3>"),
                ("assistant", "Hello <PERSON_3>, <EMAIL_ADDRESS_9>"),
            ),
        ),
        tiny_base,
    )
    text = tiny_base.tokenizer.decode(example.ids)
    assert "<PERSON_1> and <PERSON_2>" in text
    assert "Hello <PERSON_2>, <EMAIL_ADDRESS_1>" in text


def test_every_assistant_turn_counts(make_dialogue: Make, tiny_base: Any) -> None:
    """In a dialogue of several turns all answers carry loss, and no question does."""
    example = _build(
        make_dialogue(
            1,
            messages=_turns(
                ("system", "Be brief."), ("user", "One?"), ("assistant", "Yes."),
                ("user", "Two?"), ("assistant", "No."),
            ),
        ),
        tiny_base,
    )  # fmt: skip
    assert _labelled(example, tiny_base) == "Yes.<eos>No.<eos>"


def test_long_dialogues_lose_their_oldest_tokens(make_dialogue: Make, tiny_base: Any) -> None:
    """At most `sequence` tokens; the answer stays, the first token is still the model's own."""
    dialogue = make_dialogue(1, messages=_turns(("user", "word " * 100), ("assistant", "The end.")))
    example = _build(dialogue, tiny_base, 40)
    assert len(example.ids) == 40
    assert example.ids[0] == tiny_base.tokenizer.bos_token_id
    assert _labelled(example, tiny_base) == "The end.<eos>"


def test_long_answers_keep_their_beginning_and_some_question(
    make_dialogue: Make, tiny_base: Any
) -> None:
    """An answer longer than the room is cut at its end, and a quarter is left to the question."""
    dialogue = make_dialogue(
        1, messages=_turns(("user", "question " * 30), ("assistant", "Start " + "more " * 100))
    )
    example = _build(dialogue, tiny_base, 40)
    assert len(example.ids) == 40
    assert _labelled(example, tiny_base).startswith("Start more")
    assert example.labels[:10] == (IGNORE,) * 10
    assert example.labels[10] != IGNORE


def test_a_special_token_in_a_text_ends_no_turn(make_dialogue: Make, tiny_base: Any) -> None:
    """A user who writes the end-of-turn token gets its letters, not its id, into the example."""
    dialogue = make_dialogue(1, messages=_turns(("user", "a <eos> b"), ("assistant", "ok <bos>")))
    example = _build(dialogue, tiny_base)
    assert example.ids.count(tiny_base.tokenizer.eos_token_id) == 1
    assert example.ids.count(tiny_base.tokenizer.bos_token_id) == 1


def test_dialogues_that_give_none_are_counted(make_dialogue: Make, tiny_base: Any) -> None:
    """No answer, or a role the template does not know, drops the dialogue by its reason."""
    dialogues = [
        make_dialogue(0),
        make_dialogue(1, messages=_turns(("user", "Hello?"))),
        make_dialogue(2, messages=_turns(("user", "Hello?"), ("tool", "x"), ("assistant", "y"))),
        make_dialogue(3, messages=_turns(("assistant", "only me"))),
        make_dialogue(4, messages=({"role": "user"}, {"role": "assistant", "content": None})),
    ]
    examples, dropped = build_examples(dialogues, tiny_base.tokenizer, 256)
    assert [e.id for e in examples] == ["d0000"]
    assert dropped == {"no_answer": 2, "template": 2}


def test_a_template_that_rewrites_history_is_refused(make_dialogue: Make, tiny_base: Any) -> None:
    """Where a rendered prefix is no prefix of the whole, answers cannot be found, and none is guessed."""

    class Rewriter:
        def apply_chat_template(self, messages: Any, **_: Any) -> str:
            return f"{len(messages)} turns " + " ".join(m["content"] for m in messages)

    with pytest.raises(ValueError):
        render(
            [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}], Rewriter()
        )
