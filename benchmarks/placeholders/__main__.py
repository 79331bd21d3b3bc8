"""`python -m benchmarks.placeholders MODEL_DIR`: which form of a placeholder a model copies whole most often.

Greedy answers to the same prompts in every form. Of the answers in which the model tries a placeholder,
`whole` is the share without a damaged one, `exact` the share in which each is one of the prompt (a small
base model counts on: `<URL_1>` becomes `<URL_2>`), `restored` adds to `exact` those that the restorer
resolves although they are damaged. `right` is the share of all answers with the very placeholder that was
asked for. One process, one thread; about a minute a form with a model of 270M weights.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from transformers import AutoModelForCausalLM, AutoTokenizer

from benchmarks.machine import machine
from benchmarks.placeholders.tasks import CHINESE, FORMS, Case, Form, cases
from policies import ConversationTable, Restorer
from policies.placeholders import PLACEHOLDER_RE

HERE = Path(__file__).resolve().parent
NEW_TOKENS = 40
BATCH = 20
SEED = 20


def main(
    model_dir: Annotated[Path, typer.Argument(help="A transformers folder.")],
    name: Annotated[str, typer.Option(help="The model's name in the result.")] = "gemma",
    alone: Annotated[int, typer.Option(help="Prompts of each task and language.")] = 12,
    beside: Annotated[int, typer.Option(help="The same beside another placeholder.")] = 8,
    only: Annotated[
        list[str] | None, typer.Option(help="Measure these forms, keep others.")
    ] = None,
) -> None:
    """Measure, print and write results-NAME.json and results-NAME.md."""
    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(model_dir, padding_side="left")
    model = AutoModelForCausalLM.from_pretrained(model_dir, dtype=torch.float32).eval()
    path = HERE / f"results-{name}.json"
    forms: dict[str, Any] = json.loads(path.read_text())["forms"] if only and path.exists() else {}
    counts = {"alone": alone, "beside": beside}
    for form in only or FORMS:
        forms[form] = measure(cases(FORMS[form], counts, SEED), FORMS[form], model, tokenizer)
        print(form, forms[form], flush=True)
    result = {
        "model": name,
        "prompts_a_form": 6 * (alone + beside),
        "machine": machine(("torch", "transformers")),
        "forms": {form: forms[form] for form in FORMS if form in forms},
    }
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    (HERE / f"results-{name}.md").write_text(table(result))


def measure(asked: list[Case], form: Form, model: Any, tokenizer: Any) -> dict[str, Any]:
    """Shares of whole, of exact, of recognisable and of right copies; tokens a placeholder."""
    whole: dict[str, list[bool]] = defaultdict(list)
    exact: list[bool] = []
    restored: list[bool] = []
    right: list[bool] = []
    for at in range(0, len(asked), BATCH):
        batch = asked[at : at + BATCH]
        replies = answers([c.prompt for c in batch], model, tokenizer)
        for case, answer in zip(batch, replies, strict=True):
            right.append(case.due in answer)
            rest, copies = without_copies(case, answer)
            other, invented = without_whole(form, rest)
            damaged = mentions(other)
            if not (copies or invented or damaged):
                continue  # the answer speaks of something else: no copy was tried
            for key in (case.setting, f"{case.setting} {case.language}"):
                whole[key].append(not damaged)
            exact.append(not damaged and not invented)
            restored.append(not mentions(rest) or recognised(case, answer))
    tokens = [len(tokenizer(c.due, add_special_tokens=False)["input_ids"]) for c in asked]
    return {
        "whole": {key: share(seen) for key, seen in whole.items()},
        "tried": len(exact),
        "exact": share(exact),
        "restored": share(restored),
        "right": share(right),
        "tokens": round(sum(tokens) / len(tokens), 1),
    }


def share(seen: list[bool]) -> float:
    """How many of them, 0 to 1."""
    return round(sum(seen) / len(seen), 3)


def without_copies(case: Case, answer: str) -> tuple[str, int]:
    """The answer without exact copies of the prompt's placeholders, and how many there were."""
    exact = "|".join(re.escape(shown) for shown in (case.due, case.shown))
    return re.subn(rf"(?<![A-Za-z0-9_])(?:{exact})(?![A-Za-z0-9_])", " ", answer)


def without_whole(form: Form, text: str) -> tuple[str, int]:
    """The text without whole placeholders of other numbers, and how many there were.

    One that the end of the answer cuts off is neither whole nor damaged.
    """
    shapes = [re.escape(form(label, 7)) for label in CHINESE]
    whole = "|".join(shape.replace("7", "[0-9]+") for shape in shapes)
    rest, count = re.subn(rf"(?<![A-Za-z0-9_])(?:{whole})(?![A-Za-z0-9_])", " ", text)
    beginnings = {form(label, 7).split("7")[0] for label in CHINESE}
    tail = re.search(r"[^\s，。,.]*$", rest)
    if tail and any(b.startswith(tail[0]) or tail[0].startswith(b) for b in beginnings):
        rest = rest[: tail.start()]
    return rest, count


def mentions(text: str) -> bool:
    """Whether a damaged or an invented placeholder is left in a text."""
    names = "|".join(
        [n.replace("_", ".?") for n in CHINESE] + [re.escape(n) for n in CHINESE.values()]
    )
    return re.search(rf"(?i)[<«{{\[【(](?:{names})|(?:{names}).?[0-9]", text) is not None


def answers(prompts: list[str], model: Any, tokenizer: Any) -> list[str]:
    """The greedy answer to each prompt, up to the next turn."""
    inputs = tokenizer(prompts, return_tensors="pt", padding=True)
    with torch.inference_mode():
        out = model.generate(
            **inputs, max_new_tokens=NEW_TOKENS, do_sample=False, top_k=None, top_p=None
        )
    texts = tokenizer.batch_decode(out[:, inputs["input_ids"].shape[1] :], skip_special_tokens=True)
    return [text.split("\n\nUser:")[0] for text in texts]


def recognised(case: Case, answer: str) -> bool:
    """Whether the restorer, in a conversation with the prompt's placeholders, resolves one of them."""
    table = ConversationTable()
    for shown in (case.due, case.shown):
        match = PLACEHOLDER_RE.fullmatch(shown)
        if match is None:
            continue
        for number in range(int(match[2])):
            table.token_for(match[1], f"\ue001{match[1]}{number + 1}\ue002")
    restorer = Restorer(table)
    return "\ue001" in restorer.push(answer) + restorer.flush()


def table(result: dict[str, Any]) -> str:
    """The Markdown table of a result."""
    keys = list(next(iter(result["forms"].values()))["whole"])
    facts = result["machine"]
    head = f"Model: {result['model']}, {result['prompts_a_form']} prompts a form, greedy. "
    rows = [
        head + f"{facts['cpu']}, {facts['date']}.",
        "",
        f"| form | tokens | tried | {' | '.join(keys)} | exact | restored | right |",
        f"| --- {'| --- ' * (len(keys) + 5)}|",
    ]
    for form, seen in result["forms"].items():
        shares = " | ".join(f"{seen['whole'][key]:.3f}" for key in keys)
        ends = " | ".join(f"{seen[key]:.3f}" for key in ("exact", "restored", "right"))
        rows.append(f"| `{form}` | {seen['tokens']} | {seen['tried']} | {shares} | {ends} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    typer.run(main)
