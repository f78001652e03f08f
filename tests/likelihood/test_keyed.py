"""Characters in wrong order, and characters left out."""

from __future__ import annotations

from govlint.likelihood.cut import cut
from govlint.likelihood.keyed import dropped, swapped


def test_each_text_counts_alone() -> None:
    texts = ["完善交通基设础施。", "", "修订应急案预。", "修订应急预案。"]
    found = swapped(texts)
    assert [[(one.start, one.meant) for one in some] for some in found] == [[(5, "础设")], [], [(4, "预案")], []]
    assert found == [swapped([text])[0] for text in texts]


def test_what_is_left_out_is_told_with_a_known_run() -> None:
    (one,) = dropped(["加快产业结调整。"])[0]
    assert (one.start, one.meant) == (4, "结构调")
    assert "结构调" in one.near
    assert dropped(["加快产业结构调整。"]) == [[]]


def test_the_edges_of_a_text_hold_no_slips() -> None:
    for look in (swapped, dropped, cut):
        assert look(["安", "案预", "", "a\U0001f600", "结"]) == [[], [], [], [], []]


def test_a_clause_that_lacks_its_last_character_is_told_at_its_end_or_at_that_of_a_line() -> None:
    texts = ["健全长效机。", "健全长效机", "", "健全长效机制。", "健全长效机、"]
    assert [[(one.start, one.meant, one.near) for one in some] for some in cut(texts)] == [
        *[[(3, "效机制", "长效机制")]] * 2,
        *[[]] * 3,
    ]
    assert cut(texts) == [cut([text])[0] for text in texts]
