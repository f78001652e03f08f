"""Glyphs to rows: nothing is lost, nothing doubled, and characters taken together read as they do one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.pages.lines import Line, Paper
from govlint.pages.rows import rows_of
from govlint.pages.sheet import Glyph, Rule, Sheet
from tests.conftest import examples

HELVETICA = {"i": 0.222, "l": 0.222, "t": 0.278, "f": 0.278, " ": 0.278, "w": 0.722, "1": 0.556}


@pytest.mark.parametrize("begin", [100, 100.7, 102.2, 103.1])
def test_two_narrow_letters_are_two(begin: float) -> None:
    left, glyphs = begin, []
    for char in "will till ill fill 111":
        right = left + 12 * HELVETICA[char]
        glyphs.append(Glyph(char, left, right, 100, 12))
        left = right
    assert [row.text for row in rows_of(glyphs)] == ["will till ill fill 111"]


@pytest.mark.parametrize("moved", [0, 0.3, 1.0])
def test_a_made_bold_is_read_once(moved: float) -> None:
    glyphs = [Glyph(char, 100 + 12 * at, 112 + 12 * at, 100, 12) for at, char in enumerate("防汛通知")]
    again = [g._replace(left=g.left + moved, right=g.right + moved) for g in glyphs]
    assert [row.text for row in rows_of([*glyphs, *again])] == ["防汛通知"]


def test_what_is_as_far_from_the_edges_in_its_own_size_is_another_character() -> None:
    glyphs = [Glyph("一", 80, 96, 160, 16), Glyph("一", 110, 132, 220, 22)]
    assert len(rows_of(glyphs)) == 2


@st.composite
def words(draw: st.DrawFn) -> Glyph:
    text = draw(st.text("防汛通知工作、。1a（", min_size=1, max_size=8))
    size = draw(st.sampled_from([10.5, 16.0]))
    left, base = draw(st.integers(0, 60)) * 8.0, draw(st.integers(2, 9)) * 14.0
    ends = list(accumulate((size * (0.5 if char.isascii() else 1.0) for char in text), initial=left))[1:]
    return Glyph(text, left, ends[-1], base, size, ends if len(text) > 1 else ())


RULES = [Rule(40, y, 440, y) for y in (50.0, 78.0, 106.0)] + [Rule(x, 50, x, 106) for x in (40.0, 200.0, 440.0)]


def read(sheet: Sheet) -> list[Line]:
    paper = Paper()
    paper.add(sheet)
    return list(paper.lines())


@examples(300)
@given(st.lists(words(), max_size=12), st.sampled_from([(), RULES]))
def test_together_is_one_by_one(glyphs: list[Glyph], rules: Sequence[Rule]) -> None:
    together = Sheet(1, 595, 842, glyphs, rules)
    assert read(together) == read(replace(together, glyphs=[part for glyph in glyphs for part in glyph.apart()]))
