"""A paragraph that is edited: what is kept of its old sentences and found in its new ones is what is found in all of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.analysis import engine
from govlint.analysis.engine import Failure
from govlint.analysis.finding import Edit, Hit, Pointer, Removal
from govlint.analysis.mended import mended
from govlint.document.block import Block
from tests.analysis.test_together import EXAMPLES, PIECES, RULESET, blocks_of
from tests.conftest import SEED, SIXTEENTHS, examples

TYPED: tuple[str, ...] = (*"。，、；！“”（）《》的了在3a", "", "一是", "。一是", "”、“", "。”")

PARAGRAPHS = st.lists(PIECES, min_size=1, max_size=8).map("".join)


def check(old: str, new: str) -> bool:
    """Whether sentences of the old paragraph were kept; that of all it is told the same is asserted."""
    before, after = Block(old), Block(new)
    failures: dict[str, Failure] = {}
    (known,) = engine._found(RULESET, [before], failures)
    found = engine._mended(RULESET, before, known, after, failures)
    (afresh,) = engine._found(RULESET, [Block(new)], failures)
    assert sorted(map(repr, found)) == sorted(map(repr, afresh)), (old, new)
    assert not failures
    return mended(before, after) is not None


def typed(text: str, random: Random) -> str:
    start = random.randrange(len(text) + 1)
    return text[:start] + random.choice(TYPED) + text[start + random.choice((0, 0, 0, 1, 2, 12)) :]


def kept(paragraphs: Sequence[str], random: Random, edits: int) -> float:
    """The share of edits of which sentences were kept, as each paragraph is edited so many times."""
    told = []
    for text in paragraphs:
        for _ in range(edits):
            new = typed(text, random)
            if new != text:
                told.append(check(text, new))
            text = new
    return sum(told) / len(told)


def test_most_edits_of_a_paragraph_leave_sentences_alone() -> None:
    paragraphs = [block.text for block in blocks_of([SEED]) if block.text.count("。") > 2]
    assert kept(paragraphs, Random(1), 6) > 0.6


def test_examples_that_stand_beside_each_other() -> None:
    random = Random(2)
    mixed = random.sample(EXAMPLES, len(EXAMPLES))
    kept(["".join(mixed[at : at + 3]) for at in range(0, len(mixed), 3)], random, 1)


@SIXTEENTHS
def test_published_text(corpus: list[Path], first: int) -> None:
    random = Random(first)
    paragraphs = [block.text for block in blocks_of(corpus[first::16]) if block.text.count("。") > 1]
    assert kept(random.sample(paragraphs, min(60, len(paragraphs))), random, 3) > 0.6


@given(PARAGRAPHS, st.lists(PIECES, max_size=2).map("".join), st.floats(0, 1), st.floats(0, 1))
@examples(200)
def test_anything(text: str, new: str, at: float, gone: float) -> None:
    start = int(at * len(text))
    check(text, text[:start] + new + text[start + int(gone * gone * (len(text) - start)) :])


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        # Where the new sentences begin and end, and where those ended that they stand for.
        ("甲乙。丙丁。戊己。", "甲乙。丙庚。戊己。", (3, 6, 6)),
        ("甲乙。丙丁。戊己。", "甲乙。丙庚辛。戊己。", (3, 7, 6)),
        ("甲乙。丙丁。", "甲乙。庚辛。丙丁。", (3, 6, 3)),
        ("甲乙。丙丁。", "庚辛。甲乙。丙丁。", (0, 3, 0)),
        ("甲乙。丙丁。", "甲乙。丙丁。庚辛。", (6, 9, 6)),
        ("甲乙。甲乙。", "甲乙。甲乙。甲乙。", (6, 9, 6)),
        ("甲乙。丙丁。戊己。", "庚。丙丁。戊己。", (0, 2, 3)),
        # Nothing is left, or nothing is new.
        ("甲乙。丙丁。", "戊己。庚辛。", None),
        ("甲乙。丙丁。", "甲乙。丙丁。", None),
        ("甲乙。丙丁。戊己。", "甲乙。戊己。", None),
        ("甲乙。", "", None),
        # It may be more than some whole sentences.
        ("甲。乙。丙。", "甲。，丁。丙。", None),
        ("甲。，乙。丙。", "甲。丁。丙。", None),
        ("甲。乙。，丙。", "甲。丁。，丙。", None),
        ("甲。“乙。丙。”丁。", "甲。“戊。丙。”丁。", None),
        ("甲。乙。丙。", "甲。“乙。丙。", None),
        ("區。乙。丙。", "区。丁。丙。", None),
        ("甲。乙。區。", "甲。丁。区。", None),
    ],
)
def test_which_sentences_stand_for_which(old: str, new: str, places: tuple[int, int, int] | None) -> None:
    change = mended(Block(old), Block(new))
    assert (change and change[:3]) == places
    if change:
        assert change.part.text == new[change.start : change.end]
        assert new == old[: change.start] + change.part.text + old[change.old_end :]


def test_another_kind_of_paragraph_is_another_paragraph() -> None:
    for other in (Block("甲。丁。丙。", "heading"), Block("甲。丁。丙。", level=2), Block("甲。丁。丙。", label="一、")):
        assert mended(Block("甲。乙。丙。"), other) is None


def test_hits_go_with_their_sentences() -> None:
    change = mended(Block("甲乙。丙丁。戊己。"), Block("甲乙。丙庚辛。戊己。"))
    assert change

    def hit(at: int) -> Hit:
        edits, related, removals = (Edit(at, at + 1, "x"),), (Pointer(at, at + 2, "r"),), (Removal(at + 1, "k"),)
        return Hit(at, at + 1, edits=edits, related=related, removals=removals)

    hits = [(number, hit(at)) for number, at in enumerate((0, 2, 3, 5, 6, 8))]
    assert change.kept(hits) == [(0, hit(0)), (1, hit(2)), (4, hit(7)), (5, hit(9))]
    assert change.placed([(7, hit(0)), (8, hit(2))]) == [(7, hit(3)), (8, hit(5))]
