"""Edits: what two rounds of them do is what one does, and no edit is longer than it must be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from govlint.text.edits import Edit, Moves, apply, compose, least
from govlint.text.span import Span


def drawn(data: st.DataObject, text: str) -> list[Edit]:
    """Edits of a text that do not overlap, and of which no two are insertions at one place."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if not edits or edits[-1].end < start or (edits[-1].end == start and edits[-1].start < start < end):
            edits.append(Edit(start, end, data.draw(st.text("新改", max_size=3))))
    return edits


def overlap(edits: Sequence[Edit]) -> bool:
    return any(a.end > b.start or (a.start, a.end) == (b.start, b.end) for a, b in pairwise(edits))


@given(st.text("甲乙丙", max_size=12), st.data())
def test_composed_edits_do_what_both_rounds_do(text: str, data: st.DataObject) -> None:
    first = drawn(data, text)
    between = apply(text, first)
    second = drawn(data, between)
    composed = compose(first, between, second)
    assert apply(text, composed) == apply(between, second)
    assert not overlap(composed)


def test_what_a_later_round_changes_of_an_earlier_one_is_one_edit() -> None:
    text, first = "共４０人,到会", [Edit(1, 3, "40"), Edit(4, 5, "，")]
    between = apply(text, first)
    assert compose(first, between, [Edit(2, 4, "1名")]) == (Edit(1, 4, "41名"), Edit(4, 5, "，"))


def test_edits_side_by_side_stay_apart() -> None:
    assert compose([Edit(0, 1, "天")], "天地", [Edit(1, 2, "人")]) == (Edit(0, 1, "天"), Edit(1, 2, "人"))


@given(st.text("甲乙", max_size=8), st.data())
def test_the_least_edit_does_the_same(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    edit = Edit(start, data.draw(st.integers(start, len(text))), data.draw(st.text("甲乙", max_size=4)))
    cut = least(text, edit)
    assert apply(text, [cut]) == apply(text, [edit])
    assert not cut.text or cut.start == cut.end or (text[cut.start] != cut.text[0] and text[cut.end - 1] != cut.text[-1])


def test_spans_move_with_the_text_and_grow_by_what_touches_them() -> None:
    text = "甲乙丙丁"
    spans = [Span(start, end) for start in range(5) for end in range(start, 5)]
    edits = [Edit(start, end, new) for start, end in spans for new in ("", "新", "改改改")]
    pairs = [(one, other) for one, other in combinations(edits, 2) if one.end < other.start]
    for made in [*((edit,) for edit in edits), *pairs]:
        for start, end in spans:
            first = next((edit.start for edit in made if edit.start < start < edit.end), start)
            last = next((edit.end for edit in made if edit.start < end < edit.end), end)
            moved = [len(apply(text[:at], [edit for edit in made if edit.end <= at])) for at in (first, last)]
            assert Moves(made).span(Span(start, end)) == (moved[0], max(moved)), (made, start, end)
