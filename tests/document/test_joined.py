"""Paragraphs as one text: a word is found where it stands, and never across the bound of two paragraphs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govlint.analysis.together import Together
from govlint.document.block import Block
from govlint.document.joined import Joined

TEXTS = st.lists(st.text("甲乙丙", max_size=6), max_size=6)


@given(TEXTS, st.lists(st.text("甲乙丙", min_size=1, max_size=3), max_size=3))
def test_the_paragraphs_with_a_word_are_those_that_hold_it(texts: list[str], words: list[str]) -> None:
    wanted = [index for index, text in enumerate(texts) if any(word in text for word in words)]
    assert Joined(texts).with_any(words) == wanted
    assert Together([Block(text) for text in texts]).with_any(words) == wanted


@given(TEXTS)
def test_each_paragraph_stands_between_two_bounds(texts: list[str]) -> None:
    together = Together([Block(text) for text in texts])
    assert [together.text[start:end] for start, end in zip(together.starts, together.ends, strict=True)] == texts


def test_marks_in_a_row_are_joined_where_no_stop_and_no_long_stretch_parts_them() -> None:
    texts = ["甲、乙、丙", "甲、乙丙丁、甲", "甲、乙，丙、丁", "甲、乙、丙丁乙", "甲、乙丙"]
    assert Together([Block(text) for text in texts]).joined("、", "，", 2, 2) == [0]
