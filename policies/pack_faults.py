"""What is wrong with a pack that has the right form: contradictions, bad patterns, examples that fail.

Yields (path, message) pairs; the loader turns a path into `file:line`. Knows no file and no detector.
"""

from __future__ import annotations

from collections.abc import Iterator

from policies.entities import build_entity, example_faults, pattern_faults
from policies.pack_yaml import Item, Where
from policies.schema import DEFAULT_VIEWS, Example, PackDocument
from policies.wordlists import WordList, pattern_of

Fault = tuple[Where, str]
# An allow pattern that takes each of these takes anything.
_ANYTHING = ("a", "Zoë", "7", "王", "4111 1111 1111 1111")


def faults_of(doc: PackDocument, own: PackDocument) -> Iterator[Fault]:
    """Every contradiction of a whole pack, its parents included; `own` is what its own file says."""
    yield from _unknown_custom(doc)
    yield from _entities(doc)
    yield from _lists(doc)
    yield from _roles(doc, own)
    yield from _site(doc, own)


def example_form(doc: PackDocument) -> Iterator[Fault]:
    """Examples that contradict their own text."""
    for at, example in enumerate(doc.tests):
        yield from _example(at, example)


def _unknown_custom(doc: PackDocument) -> Iterator[Fault]:
    """A `CUSTOM_…` that neither an entity nor a deny list of the pack defines."""
    known = {*doc.entities, *doc.deny}
    used: list[tuple[Where, str]] = [(("actions", x), x) for x in doc.actions]
    used += [(("thresholds", x), x) for x in doc.thresholds]
    used += [(("never_leaves_site", Item(x)), x) for x in doc.never_leaves_site]
    used += [(("roles", r, x), x) for r in DEFAULT_VIEWS for x in getattr(doc.roles, r)]
    used += [(("tests", i, "find", x), x) for i, t in enumerate(doc.tests) for x in t.find]
    for where, name in used:
        if name.startswith("CUSTOM_") and name not in known:
            yield where, f"no entity and no deny list of this pack is called {name}"


def _entities(doc: PackDocument) -> Iterator[Fault]:
    for label, body in doc.entities.items():
        place: Where = ("entities", label)
        wrong = pattern_faults(body.pattern, body.match)
        yield from (((*place, "pattern"), fault) for fault in wrong)
        if wrong:
            continue
        entity = build_entity(label, body)
        threshold = doc.thresholds.get(label, doc.threshold)
        if entity.best_score < threshold:
            at: Where = ("thresholds", label) if label in doc.thresholds else (*place, "score")
            yield at, f"{label} reaches {entity.best_score} at most, its threshold is {threshold}"
        else:
            for kind, index, fault in example_faults(entity, threshold):
                yield (*place, kind, index), fault


def _lists(doc: PackDocument) -> Iterator[Fault]:
    """Patterns of the lists, and values that are allowed and denied at once."""
    for entry in doc.allow:
        where: Where = ("allow", Item(entry))
        yield from _entry(where, entry)
        pattern = pattern_of(entry)
        if pattern is not None and not pattern_faults(pattern):
            words = WordList([entry])
            if all(words.holds(text) for text in _ANYTHING):
                yield where, "this pattern allows everything"
    for label, entries in doc.deny.items():
        for entry in entries:
            yield from _entry(("deny", label, Item(entry)), entry)
            if entry in doc.allow:
                yield ("deny", label, Item(entry)), "the same value is allowed"


def _entry(where: Where, entry: str) -> Iterator[Fault]:
    pattern = pattern_of(entry)
    if pattern is not None:
        yield from ((where, fault) for fault in pattern_faults(pattern))
    elif not entry.strip():
        yield where, "a value cannot be only space"


def _roles(doc: PackDocument, own: PackDocument) -> Iterator[Fault]:
    """A view that the action makes impossible, where the class is named in both or in the file itself.

    A child whose one line is `"*": keep` may stand over a parent that has more to say.
    """
    for role in DEFAULT_VIEWS:
        for label, view in getattr(doc.roles, role).items():
            action = _action(doc, label)
            named = label in doc.actions or label in getattr(own.roles, role)
            if label == "*" or action is None or not named:
                continue
            if view == "restore" and action not in ("placeholder", "surrogate", "keep"):
                yield ("roles", role, label), f"{action} is for good: nothing can be restored"
            elif view != "restore" and action == "keep":
                yield ("roles", role, label), "the class is kept: no role can have it hidden"


def _site(doc: PackDocument, own: PackDocument) -> Iterator[Fault]:
    """A class that never leaves the site, and is kept or trains all the same."""
    for label in doc.never_leaves_site:
        if _action(doc, label) == "keep":
            at: Where = ("actions", label)
            where = at if label in own.actions else ("never_leaves_site", Item(label))
            yield where, f"{label} is kept, and never leaves the site"
        if doc.roles.training.get(label, "exclude") != "exclude":
            yield ("roles", "training", label), "a class that never leaves the site cannot train"


def _example(at: int, example: Example) -> Iterator[Fault]:
    for label, value in example.wanted():
        if value not in example.text:
            yield ("tests", at, "find", label), "this value does not stand in the example's text"
    for index, part in enumerate(example.untouched):
        where: Where = ("tests", at, "untouched", index)
        if part not in example.text:
            yield where, "this part does not stand in the example's text"
        elif any(part in value or value in part for _, value in example.wanted()):
            yield where, "this part must be found and untouched at once"


def _action(doc: PackDocument, label: str) -> str | None:
    rule = doc.actions.get(label) or doc.actions.get("*")
    return rule.action if rule else None
