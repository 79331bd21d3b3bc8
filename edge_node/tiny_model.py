"""Makes the tiny model: a byte-level BPE and a small Llama, pretrained for a few seconds.

Deterministic for one torch build on one thread. It proves mechanics (copying a placeholder, ending a
turn, learning from an adapter); it does not know anything worth asking.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from edge_node.chat_template import CHAT_TEMPLATE
from edge_node.tiny_corpus import dialogues

SEED = 20240501
VOCABULARY = 1536
CONTEXT = 2048
STEPS = 90
BATCH = 8
SEQUENCE = 96

_SPECIAL = ["<pad>", "<bos>", "<eos>"]


def make_tiny(out: Path, progress: Callable[[float, str], None]) -> None:
    """Write the model into the existing directory `out`; `progress` gets (0..1, what is done)."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        texts = dialogues(600, SEED)
        tokenizer = _tokenizer([turn["content"] for chat in texts for turn in chat])
        progress(0.1, "pretraining the tiny model")
        model = _pretrained(tokenizer, texts, progress)
    finally:
        torch.set_num_threads(threads)
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)


def _tokenizer(lines: list[str]) -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=_SPECIAL,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    bpe.train_from_iterator([*lines, "System:\nUser:\nAssistant:\n\n"], trainer=trainer)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=bpe,
        bos_token="<bos>",  # noqa: S106 - a token of text
        eos_token="<eos>",  # noqa: S106 - a token of text
        pad_token="<pad>",  # noqa: S106 - a token of text
        model_max_length=CONTEXT,
        clean_up_tokenization_spaces=False,
    )
    tokenizer.chat_template = CHAT_TEMPLATE
    return tokenizer


def _config(tokenizer: Any) -> Any:
    from transformers import LlamaConfig

    return LlamaConfig(
        vocab_size=VOCABULARY,
        hidden_size=192,
        intermediate_size=512,
        num_hidden_layers=4,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=CONTEXT,
        tie_word_embeddings=True,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        dtype="float32",
    )


def _pretrained(
    tokenizer: Any,
    chats: list[list[dict[str, str]]],
    progress: Callable[[float, str], None],
) -> Any:
    import torch
    from transformers import LlamaForCausalLM

    generator = torch.Generator().manual_seed(SEED)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(SEED)
        model = LlamaForCausalLM(_config(tokenizer))
    rows = [_row(tokenizer, chat) for chat in chats]
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, betas=(0.9, 0.95))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=STEPS + 1)
    model.train()
    for step in range(STEPS):
        picks = torch.randint(len(rows), (BATCH,), generator=generator).tolist()
        loss = model(**_batch(tokenizer, [rows[pick] for pick in picks])).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        progress(0.1 + 0.85 * (step + 1) / STEPS, "pretraining the tiny model")
    return model.eval()


def _row(tokenizer: Any, chat: list[dict[str, str]]) -> list[int]:
    text = tokenizer.apply_chat_template(chat, tokenize=False)
    row: list[int] = tokenizer.encode(text, add_special_tokens=False)
    return row[:SEQUENCE]


def _batch(tokenizer: Any, rows: list[list[int]]) -> dict[str, Any]:
    import torch

    width = max(map(len, rows))
    ids = torch.full((len(rows), width), tokenizer.pad_token_id)
    labels = torch.full((len(rows), width), -100)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row)
        labels[index, : len(row)] = ids[index, : len(row)]
    return {"input_ids": ids, "attention_mask": (labels != -100).long(), "labels": labels}
