"""The way from reading text to source."""

from __future__ import annotations

from govlint.text.textmap import Stretch, TextMap


def test_a_paragraph_that_moved_is_the_same_so_much_further_on() -> None:
    places = TextMap.of((Stretch(0, 0, 2, 2), Stretch(2, 5, 3, 3)), 10)
    moved = places.moved(4)
    assert [moved.span(*span) for span in ((0, 2), (1, 4), (3, 3))] == [
        tuple(at + 4 for at in places.span(*span)) for span in ((0, 2), (1, 4), (3, 3))
    ]
    other = TextMap.of((Stretch(0, 0, 5, 5),), 14)
    assert [each.is_moved(places, shift) for each, shift in ((moved, 4), (moved, 3), (other, 4))] == [True, False, False]
    assert [places.unbroken(*span) for span in ((0, 2), (2, 5), (1, 3))] == [True, True, False]
