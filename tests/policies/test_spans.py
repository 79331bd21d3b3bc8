"""Spans are united by character before they are labelled."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from policies.spans import Span, clip, stitch, trim, unite, without_overlap

TEXT = "abcdefghij klmnopqrst uvwxyz0123"
spans = st.builds(
    lambda start, size, label, score: Span(start, min(len(TEXT), start + size), label, score),
    st.integers(0, len(TEXT) - 1),
    st.integers(1, 12),
    st.sampled_from(["PERSON", "LOCATION", "PHONE_NUMBER"]),
    st.sampled_from([0.4, 0.6, 0.9]),
)


def covered(found: list[Span]) -> set[int]:
    return {i for s in found for i in range(s.start, s.end)}


@given(st.lists(spans, max_size=8))
def test_no_character_is_lost_by_uniting(found: list[Span]) -> None:
    """Every masked character stays masked, whatever the labels."""
    united = unite(TEXT, found)
    assert covered(found) <= covered(united)
    assert all(a.end <= b.start for a, b in itertools.pairwise(united))


def test_the_better_score_names_the_stretch() -> None:
    """Two findings over the same characters give the label of the surer one."""
    both = [Span(0, 5, "PERSON", 0.5), Span(0, 5, "LOCATION", 0.9)]
    assert unite(TEXT, both) == [Span(0, 5, "LOCATION", 0.9)]


def test_overlapping_findings_keep_their_parts() -> None:
    """Where two values touch, each keeps its own label."""
    both = [Span(0, 7, "LOCATION", 0.6), Span(5, 10, "PHONE_NUMBER", 0.9)]
    assert [(s.start, s.end, s.label) for s in unite(TEXT, both)] == [
        (0, 5, "LOCATION"),
        (5, 10, "PHONE_NUMBER"),
    ]


def test_fragments_of_one_address_are_stitched() -> None:
    """Pieces of an address with a comma between them are one value; numbers are not."""
    text = "Elm Street, Springfield 12"
    pieces = [Span(0, 10, "LOCATION", 0.6), Span(12, 23, "LOCATION", 0.8)]
    assert stitch(text, pieces) == [Span(0, 23, "LOCATION", 0.8)]
    phones = [Span(0, 10, "PHONE_NUMBER", 0.6), Span(12, 23, "PHONE_NUMBER", 0.8)]
    assert stitch(text, phones) == phones


def test_clip_leaves_out_opaque_stretches() -> None:
    """A span is split around what must not be touched."""
    assert [(s.start, s.end) for s in clip([Span(0, 10, "PERSON", 1.0)], [(2, 4), (6, 7)])] == [
        (0, 2),
        (4, 6),
        (7, 10),
    ]


def test_trim_and_overlap() -> None:
    """Outer spaces go, an empty rest is none, and touching is no overlap."""
    assert trim("  a ", Span(0, 4, "PERSON", 1.0)) == Span(2, 3, "PERSON", 1.0)
    assert trim("   ", Span(0, 3, "PERSON", 1.0)) is None
    held = Span(3, 6, "PERSON", 1.0)
    assert without_overlap([Span(0, 3, "URL", 1.0), Span(5, 7, "URL", 1.0)], [held]) == [
        Span(0, 3, "URL", 1.0)
    ]
