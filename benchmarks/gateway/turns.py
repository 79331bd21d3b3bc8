"""Turns of about 120 characters with a name and a telephone number, each one new: no memory of texts helps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random

SIZE = 120


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FIRST = _words(
    "Emma Olivia Sophia Laura Hannah Julia Clara Alice Martha Nora James Henry Oscar Simon Walter"
    " Thomas Robert Edward Daniel Martin"
)
_LAST = _words(
    "Carter Bennett Hughes Fletcher Morgan Palmer Watson Sanders Griffin Holloway Keller Lindqvist"
    " Moretti Novak Okafor Petersen Ramirez Schneider Thornton Whitaker"
)
_WHAT = _words(
    "kettle lamp jacket printer blender keyboard tent backpack monitor toaster heater camera"
)
_WHEN = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")


def turn(random: Random) -> str:
    """One customer's turn, about 120 characters long."""
    name = f"{random.choice(_FIRST)} {random.choice(_LAST)}"
    phone = f"({random.randint(201, 989)}) {random.randint(200, 999)}-{random.randint(1000, 9999)}"
    text = f"Hello, my name is {name} and the {random.choice(_WHAT)} never came. Call me on {phone}"
    return f"{text} after {random.randint(1, 12)} on {random.choice(_WHEN)}, please. Thanks."


def bodies(seed: int, *, stream: bool = False, fresh: bool = True) -> Iterator[bytes]:
    """Chat requests without end; not `fresh` repeats one turn."""
    random = Random(seed)
    said = turn(random)
    while True:
        messages = [{"role": "user", "content": said}]
        yield json.dumps({"model": "mock", "messages": messages, "stream": stream}).encode()
        if fresh:
            said = turn(random)
