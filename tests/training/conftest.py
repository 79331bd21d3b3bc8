"""Fixtures of the training tests: a tiny base model on disk, and a site's log with made-up dialogues."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sottovoce.dialogue_log import Dialogue

# One turn a line, as the edge's own template writes it; the end of a turn is the eos token.
TEMPLATE = (
    "{{- bos_token -}}{%- for m in messages -%}"
    "{%- if m['role'] == 'assistant' -%}{{- 'Assistant:\n' + m['content'] + eos_token + '\n\n' -}}"
    "{%- elif m['role'] in ('user', 'system') -%}"
    "{{- m['role'] + ':\n' + m['content'] + '\n\n' -}}"
    "{%- else -%}{{- raise_exception('no such role') -}}{%- endif -%}"
    "{%- endfor -%}{%- if add_generation_prompt -%}{{- 'Assistant:\n' -}}{%- endif -%}"
)
QUESTIONS = ("Where is my parcel <ORDER_{n}>?", "我叫<PERSON_{n}>，怎么退款？")
ANSWERS = ("Thank you, your parcel is on the way.", "<PERSON_{n}>您好，退款三天内到账。")


@pytest.fixture(scope="session")
def tiny_model_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Llama of some 70,000 weights with a byte-level tokenizer, as a prepared model folder."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("model")
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=["<pad>", "<bos>", "<eos>"],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    bpe.train_from_iterator([*QUESTIONS, *ANSWERS] * 20, trainer=trainer)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=bpe, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>"
    )
    tokenizer.chat_template = TEMPLATE
    torch.manual_seed(7)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=64,
            intermediate_size=96,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            max_position_embeddings=512,
            tie_word_embeddings=True,
            bos_token_id=1,
            eos_token_id=2,
            pad_token_id=0,
        )
    )
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_base(tiny_model_dir: Path) -> Any:
    """The tiny model as the site's trainer loads it."""
    from training.base_model import load_base_model, use_threads

    use_threads(1)
    return load_base_model(tiny_model_dir)


@pytest.fixture
def make_dialogue() -> Callable[..., Dialogue]:
    """Build a dialogue by number: language, question and answer follow from it."""

    def make(number: int, **changes: Any) -> Dialogue:
        kind = number % 2
        fields: dict[str, Any] = {
            "id": f"d{number:04d}",
            "subject": f"sub_{number // 2:04d}",
            "conversation": f"c{number}",
            "language": ("en", "zh")[kind],
            "origin": "import",
            "consent": True,
            "trainable": True,
            "policy": "default@sha256:0",
            "adapter": None,
            "created": 1000.0 + number,
            "messages": (
                {"role": "user", "content": QUESTIONS[kind].format(n=number % 7 + 1)},
                {"role": "assistant", "content": ANSWERS[kind].format(n=number % 7 + 1)},
            ),
        }
        return Dialogue(**{**fields, **changes})

    return make


class MemoryLog:
    """A dialogue log in memory, with the one method that training calls."""

    def __init__(self, dialogues: list[Dialogue]) -> None:
        self.dialogues = dialogues

    def read(
        self, *, since: float | None = None, trainable_only: bool = False
    ) -> Iterator[Dialogue]:
        for dialogue in self.dialogues:
            if since is not None and dialogue.created < since:
                continue
            if not trainable_only or (dialogue.consent and dialogue.trainable):
                yield dialogue


@pytest.fixture
def memory_log() -> type[MemoryLog]:
    """The class of the in-memory log."""
    return MemoryLog
