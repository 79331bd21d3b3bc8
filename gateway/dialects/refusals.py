"""What no dialect takes: fields that would act beyond this request, and content that is not text.

Each refusal names the field and what to do instead, and never what was in it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeGuard

from sottovoce.errors import InvalidRequest


def refuse_fields(tree: Mapping[str, Any], reasons: Mapping[str, str]) -> None:
    """Raises `InvalidRequest` for the first of these fields that is set to something."""
    for field, reason in reasons.items():
        if tree.get(field) not in (None, False, "", [], {}):
            raise InvalidRequest(f"{field} is not taken: {reason}", param=field)


def is_one_of(value: Any, words: Collection[str]) -> TypeGuard[str]:
    """Whether the value is one of these words; a list or an object, which no set can look up, is none."""
    return isinstance(value, str) and value in words


def object_of(value: Any, param: str) -> dict[str, Any]:
    """The value, if it is a JSON object. Raises `InvalidRequest`."""
    if not isinstance(value, dict):
        raise InvalidRequest(f"{param} must be an object.", param=param)
    return value


def list_of(value: Any, param: str) -> list[Any]:
    """The value, if it is a list. Raises `InvalidRequest`."""
    if not isinstance(value, list):
        raise InvalidRequest(f"{param} must be a list.", param=param)
    return value


def text_of(value: Any, param: str) -> str:
    """The value, if it is a string. Raises `InvalidRequest`."""
    if not isinstance(value, str):
        raise InvalidRequest(f"{param} must be a string.", param=param)
    return value


def join_texts(content: Any, param: str, kinds: Collection[str]) -> str:
    """A string, or the texts of a list of text parts; the list's other kinds are refused.

    Raises `InvalidRequest`.
    """
    if content is None or isinstance(content, str):
        return content or ""
    texts = []
    for place, part in enumerate(list_of(content, param)):
        where = f"{param}.{place}"
        item = object_of(part, where)
        if item.get("type") not in kinds:
            raise InvalidRequest(
                "Only text is taken: no images, audio, video or files.", param=where
            )
        texts.append(text_of(item.get("refusal") or item.get("text") or "", where))
    return "\n".join(texts)
