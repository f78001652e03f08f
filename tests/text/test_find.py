"""Where single words stand in a text."""

from __future__ import annotations

import pytest

from govlint.text.find import behind_last, places_of


@pytest.mark.parametrize(("word", "places"), [("层层", [0, 1, 4]), ("抓", [3]), ("无", [])])
def test_a_word_is_found_where_it_overlaps_itself_too(word: str, places: list[int]) -> None:
    assert list(places_of("层层层抓层层", word)) == places


@pytest.mark.parametrize(("start", "end", "behind"), [(0, 8, 6), (0, 5, 3), (0, 2, 0), (4, 5, 4), (6, 8, 6)], ids=range(5))
def test_a_part_begins_behind_the_last_mark_or_where_it_is_looked_for(start: int, end: int, behind: int) -> None:
    assert behind_last("今天。明天，后天", "。，", start, end) == behind
