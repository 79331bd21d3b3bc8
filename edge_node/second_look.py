"""The edge's second look: structured personal data that a gateway should have taken out.

Knows the site's pack and its pattern recognisers (no models), and the keyed digests of values that
the gateway says it keeps. It replaces nothing: a hit refuses. Its errors name classes, never text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from policies import Detector, Pack
from policies.detector import scan_or_refuse
from policies.placeholders import OPAQUE_RE, mask_tokens
from policies.spans import clip
from sottovoce.context import allowed_digest
from sottovoce.errors import PrivacyRefused

_MAX_DEPTH = 64


class SecondLook:
    """Scans what comes in and what goes out; `token` keys the digests of allowed values."""

    def __init__(self, detector: Detector, pack: Pack, token: str) -> None:
        self._detector = detector
        self._pack = pack
        self._token = token

    def refuse(self, data: Any, allowed: Iterable[str] = ()) -> None:
        """Raise PrivacyRefused if any string in `data` holds what the pack takes out.

        Raises PrivacyUnavailable where the check itself fails.
        """
        found = self.hits(data, frozenset(allowed))
        if found:
            raise PrivacyRefused(
                f"The edge's second look found {', '.join(sorted(found))}; nothing was written."
            )

    def hits(self, data: Any, allowed: frozenset[str] = frozenset()) -> set[str]:
        """The classes found in any string of `data`, object keys included."""
        found: set[str] = set()
        for text in strings(data):
            found |= self._scan(text, allowed)
        return found

    def logged(
        self,
        messages: Iterable[dict[str, Any]],
        masked: Iterable[str] = (),
        made_up: Iterable[tuple[str, str]] = (),
    ) -> tuple[dict[str, Any], ...]:
        """The messages as the log may hold them: classes that this pack or the gateway's masks as their type.

        `made_up` are surrogates that only the gateway can tell from other words, each with its class.
        """
        labels = self._pack.log_masked.union(masked)
        return tuple(mask_tokens(messages, labels, dict(made_up)))

    def digest(self, label: str, value: str) -> str:
        """By which a value is allowed."""
        return allowed_digest(self._token, label, value)

    def _scan(self, text: str, allowed: frozenset[str]) -> set[str]:
        spans = scan_or_refuse(self._detector, text)
        outside = clip(spans, [match.span() for match in OPAQUE_RE.finditer(text)])
        return {
            span.label
            for span in outside
            if span.label in self._pack.taken_out
            and self.digest(span.label, text[span.start : span.end]) not in allowed
        }


def strings(data: Any, depth: int = 0) -> Iterator[str]:
    """Every string of decoded JSON, object keys included. Raises PrivacyRefused when too deep.

    Numbers are left out: they reach neither the model nor the log.
    """
    if depth > _MAX_DEPTH:
        raise PrivacyRefused("The body is nested too deeply to be checked.")
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from strings(value, depth + 1)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from strings(value, depth + 1)
