"""Where no segmenter is at hand, misspelling asks for none in a text that cannot hold what it looks for; it misses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.checks import misspelling
from govlint.document.block import Block
from govlint.language import segment
from govlint.language.phrases import phrases, unparted
from govlint.readers import load, parse
from tests.conftest import SIXTEENTHS, examples
from tests.tables.bound import bound

FIND = misspelling.KIND.block
KNOWN = phrases()
CHARACTERS = st.sampled_from("的一是在工作实施建设发展部署落实稳定强化推进全面重大有力")


def finds(text: str) -> Sequence[object]:
    assert FIND is not None
    segment.words("先有分词器")
    return list(FIND([misspelling.Options()])(Block(text)))


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A sentence round a phrase in which one character is another, or two are turned round."""
    half = draw(st.sampled_from(sorted(KNOWN.heads)[::37]))
    phrase = half + KNOWN.heads[half][:2]
    at = draw(st.integers(0, 3))
    other = draw(CHARACTERS)
    wrong = phrase[:at] + other + phrase[at + 1 :]
    if draw(st.booleans()):
        wrong = phrase[:2] + phrase[3] + phrase[2]
    return draw(st.text(CHARACTERS, max_size=6)) + wrong + draw(st.text(CHARACTERS, max_size=6))


@examples(250)
@given(slips())
def test_no_slip_is_missed(text: str) -> None:
    if finds(text):
        assert misspelling._may_be_corrected(Block(text).folded)


@SIXTEENTHS
def test_no_paragraph_that_has_one_is_passed_over(first: int, corpus: list[Path]) -> None:
    for path in corpus[first::16]:
        for place in parse(load(path)).places:
            if finds(place.block.text):
                assert misspelling._may_be_corrected(place.block.folded), place.block.text


def test_a_slip_loads_the_segmenter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment, "at_hand", lambda: False)
    assert finds("加强国家宏观凋控。")


@pytest.mark.slow
def test_the_table_is_what_makes_it() -> None:
    kept = [first + second for first, seconds in unparted().items() for second in seconds]
    assert sorted(kept) == bound()
