"""A draft keeps the original's positions, whatever has been replaced in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policies import ConversationTable, Span
from policies.draft import Draft
from policies.surrogate_index import SurrogateIndex


def draft(text: str, table: ConversationTable | None = None) -> Draft:
    return Draft(text, SurrogateIndex(table or ConversationTable()))


def test_what_looks_like_a_token_is_taken_at_once() -> None:
    """Placeholders in brackets, type and hash tokens and known surrogates; bare ones are not yet."""
    table = ConversationTable("seed")
    table.set_surrogate("PERSON", "Ann Lee", "Eve Poe")
    text = "<person 1> [PERSON] ［ＵＲＬ］ [URL:bcdfghjk] eve poe person_1 [url](x)"
    taken = [text[s.start : s.end] for s in draft(text, table).taken]
    assert taken == ["<person 1>", "[PERSON]", "［ＵＲＬ］", "[URL:bcdfghjk]", "eve poe"]


@given(
    st.lists(st.tuples(st.text(alphabet="ab", min_size=1, max_size=5), st.booleans()), max_size=8)
)
def test_spans_of_views_lead_back(pieces: list[tuple[str, bool]]) -> None:
    """Taken out one after the other, each from the view of then, all stand where they stood."""
    text = "".join(piece for piece, _ in pieces)
    made = draft(text)
    at = 0
    expected = []
    for piece, take in pieces:
        if take:
            expected.append((at, at + len(piece)))
            shift = len(made.view) - len(text)
            made.add([Span(at + shift, at + shift + len(piece), "URL", 0.9)])
        at += len(piece)
    assert [(s.start, s.end) for s in made.taken] == expected
    assert made.write(lambda _, surface: surface) == text


def test_what_is_taken_is_not_taken_again() -> None:
    """Only new places unsettle a draft."""
    made = draft("aXbX")
    assert [s.start for s in made.add([Span(1, 2, "URL", 0.9)])] == [1]
    made.settled = True
    stand_in = made.view.index("<")
    assert made.add([Span(stand_in, stand_in + 3, "PERSON", 0.9)]) == []
    assert made.settled


def test_a_forged_token_made_by_a_replacement() -> None:
    """A name that became a placeholder's only because its neighbour went is taken out too."""
    table = ConversationTable()
    table.token_for("PERSON", "Ann Lee")
    made = draft("xxperson_1")
    made.add([Span(0, 2, "URL", 0.9)])
    written = made.write(lambda span, surface: table.token_for(span.label, surface))
    assert written == "<URL_1>person_1"
    assert made.reforge(written, table)
    assert [(s.start, s.end, s.label) for s in made.taken] == [(0, 2, "URL"), (2, 10, "LITERAL")]
    alone = draft("person_1")
    assert not alone.reforge("person_1", ConversationTable())
    assert alone.standing == ["<PERSON_1>"]
