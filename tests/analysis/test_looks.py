"""What is asked of many paragraphs at once: bounds, counts and lengths, each answered as a reader would."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from govlint.analysis.expression import Needs
from govlint.analysis.repeated import with_clauses, with_runs, with_words
from govlint.analysis.required import Required
from govlint.analysis.suspicion import unmeant
from govlint.analysis.together import Together, among, pairs_of
from govlint.document.block import Block
from govlint.document.joined import BOUND
from govlint.readers import parse
from govlint.text.fold import fold
from govlint.text.source import Source


def of(*texts: str) -> Together:
    return Together([Block(text) for text in texts])


def parted(together: Together, places: np.ndarray) -> list[list[str]]:
    """The paragraphs cut at these places, without the bounds between them."""
    cut = [*dict.fromkeys(places.tolist()), len(together.text)]
    pieces = [together.text[start:end].strip(BOUND) for start, end in pairwise(cut)]
    numbers = together.of(np.array(cut[:-1])).tolist()
    found: list[list[str]] = [[] for _ in together.blocks]
    for number, piece in zip(numbers, pieces, strict=True):
        found[number].append(piece)
    return found


def test_where_sentences_begin() -> None:
    together = of("一。二！三？", "四；五", "六。”七。）八", "", "（九。十。）百。“千。”万。")
    assert [[one for one in some if one] for some in parted(together, together.sentences)] == [
        ["一。", "二！", "三？"],
        ["四；五"],
        ["六。”", "七。）", "八"],
        [],
        ["（九。", "十。）", "百。", "“千。”", "万。"],
    ]
    assert [[one for one in some if one] for some in parted(together, together.own_sentences)] == [
        ["一。", "二！", "三？"],
        ["四；五"],
        ["六。”", "七。）", "八"],
        [],
        ["（九。十。）百。", "“千。”", "万。"],
    ]


def test_a_mark_in_another_paragraph_opens_nothing() -> None:
    together = of("（一", "二。三。", "《四", "五。六。")
    assert [len([one for one in some if one]) for some in parted(together, together.own_sentences)] == [1, 2, 1, 2]


@pytest.mark.parametrize(
    ("classes", "found"),
    [
        (("甲乙", "丙"), [0, 1, 2]),
        (("甲", "", "丙"), [2]),
        (("甲", "乙"), [2]),
        (("丙", "甲"), []),
        ((BOUND, "甲"), [0, 2]),
        (("丙", BOUND), [0, 1, 2]),
        (("𠀀",), [3]),
        (("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒",), [0, 1, 2]),
    ],
)
def test_characters_side_by_side(classes: tuple[str, ...], found: list[int]) -> None:
    together = of("甲丙", "乙丙", "甲乙丙", "𠀁")
    assert together.with_rows([classes]) == found
    assert together.with_rows([classes, ("𠀀",)]) == sorted({*found, 3})


def test_a_class_of_nothing_stands_nowhere() -> None:
    assert not of("甲").mask("").any()


@pytest.mark.parametrize(
    ("text", "longest", "found"),
    [("甲甲", 1, True), ("甲乙甲乙", 1, False), ("甲乙甲乙", 2, True), ("甲乙丙甲乙丙", 2, False), ("甲乙丙甲乙丙", 3, True),
     ("，，", 2, False), ("甲乙，甲乙", 3, False), ("11", 1, False), ("甲", 3, False), ("", 3, False)],
)  # fmt: skip
def test_what_stands_twice_side_by_side(text: str, longest: int, found: bool) -> None:
    assert of("甲乙", text, "乙甲").doubled(longest) == [1] * found


@pytest.mark.parametrize(
    ("text", "over", "found"),
    [
        ("一二三，四", 3, False),
        ("一二三四，五", 3, True),
        ("一，二三四五", 3, True),
        ("一，二三四", 3, False),
        ("一二三四", 3, True),
    ],
)  # fmt: skip
def test_long_stretches_between_marks(text: str, over: int, found: bool) -> None:
    assert of("一", text, "一").longer("，", over) == [1] * found


@pytest.mark.parametrize(
    ("text", "found"),
    [("一、二、三", True), ("一、二三", False), ("一、二，三、四", False), ("一、二三四、五、六", True),
     ("一、二三四五、六", False), ("、、", True), ("一、二、三四五六", False), ("一、二、三四五", True)],
)  # fmt: skip
def test_marks_that_join(text: str, found: bool) -> None:
    """Twice, with no comma between, and no more than three characters up to the next mark."""
    assert of("一、", text, "、一").joined("、", "，", 2, 3) == [1] * found


def test_what_is_asked_of_digits_and_words() -> None:
    assert [of(text).other_digits for text in ("甲1", "甲１", "甲٣", "甲三")] == [False, False, True, False]
    together = of("狠抓落实", "落实")
    begins = np.flatnonzero(together.words).tolist()
    assert {0, 1, len(together.text)} <= set(begins)
    assert [together.text[start:end] for start, end in pairwise(begins)].count("落实") >= 1


def test_pairs_of_characters_among_others() -> None:
    known = np.sort(pairs_of(["甲乙丙", "丁戊"]))
    assert among(pairs_of(["甲乙", "乙丙", "丁戊"]), known).tolist() == [True, False, True]
    assert pairs_of(["零甲乙", "一丁戊"], 1).tolist() == pairs_of(["甲乙", "丁戊"]).tolist()
    assert among(known, known[:0]).tolist() == [False, False]


def test_units_have_their_place_in_their_paragraph() -> None:
    together = of("一。二。", "三。")
    units = together.sentences
    said = [together.blocks[number].text[start:end] for number, start, end in together.stretches(units, np.arange(len(units)))]
    assert [one for one in said if one] == ["一。", "二。", "三。"]


# What comes again -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "length", "least", "found"),
    [("甲乙丙，甲乙丙", 3, 2, True), ("甲乙丙，甲乙丙", 3, 3, False), ("甲乙丙，甲乙", 3, 2, False),
     ("甲乙丙，甲乙", 2, 2, True), ("甲甲甲", 2, 2, True), ("甲，乙，甲，乙", 2, 2, False), ("", 2, 2, False)],
)  # fmt: skip
def test_runs_that_come_again(text: str, length: int, least: int, found: bool) -> None:
    together = of("甲乙丙", text, "甲乙丙")
    assert with_runs(together, length, np.array([9.0, least, 9.0])) == [1] * found
    assert with_runs(of(""), 3, np.array([2.0])) == []


@pytest.mark.parametrize(
    ("text", "length", "found"),
    [("要抓落实，要抓落实。", 4, True), ("要抓落实，要抓落实。", 5, False), ("要抓落实，要抓 落实。", 4, True),
     ("要抓落实，要抓好。", 3, False), ("要抓G20，要抓G20。", 5, True), ("要抓G20，要抓G21。", 5, False),
     ("要抓落实", 4, False)],
)  # fmt: skip
def test_clauses_that_come_again(text: str, length: int, found: bool) -> None:
    assert with_clauses(of("要抓落实", text, "要抓落实"), "，。", length) == [1] * found


@pytest.mark.parametrize(
    ("text", "times", "found"),
    [
        ("甲乙甲乙", 2, True),
        ("甲乙甲乙", 3, False),
        ("甲甲甲", 2, True),
        ("甲乙，甲甲", 2, False),
        ("甲乙", 1, True),
        ("乙", 1, False),
    ],
)  # fmt: skip
def test_words_that_come_again(text: str, times: int, found: bool) -> None:
    assert with_words(of("丙", text, "丁"), ("甲乙", "甲甲"), times) == [1] * found


# What expressions need ------------------------------------------------------------------------------------------------


def test_which_expressions_have_all_that_they_need_in_which_unit() -> None:
    needed = (
        Needs((frozenset(("甲乙", "丙丁")), frozenset("戊"))),
        Needs((frozenset(("长长的一个词语在此",)),)),
        Needs((), {"己": 2}),
        Needs(),
        Needs((frozenset("庚"),), {"己": 2}),
    )
    together = of("甲乙戊", "丙丁", "戊，丙丁", "长长的一个词语在此", "己己庚", "己庚", "己，己")
    which, units = Required(needed).standing(together, together.starts)
    found = {(int(a), int(b)) for a, b in zip(which, units, strict=True)}
    assert {pair for pair in found if pair[0] != 3} == {(0, 0), (0, 2), (1, 3), (2, 4), (2, 6), (4, 4)}
    assert {pair for pair in found if pair[0] == 3} == {(3, unit) for unit in range(7)}


def test_of_many_characters_each_marks_its_own() -> None:
    characters = [char for char in map(chr, range(0x4E00, 0x4F00)) if fold(char) == char][:150]
    needed = [Needs((frozenset(char),)) for char in characters]
    together = of(*characters)
    which, units = Required(needed).standing(together, together.starts)
    assert [(int(a), int(b)) for a, b in zip(which, units, strict=True)] == [(n, n) for n in range(150)]


class _Slip:
    def __init__(self, written: str) -> None:
        self.written = written


@pytest.mark.parametrize("others", [0, 40])
@pytest.mark.parametrize(("times", "is_told"), [(1, True), (2, True), (3, False), (9, False)])
def test_what_is_written_three_times_is_meant(times: int, is_told: bool, others: int) -> None:
    document = parse(Source("a.txt", "\n".join(["要抓落石工作。"] * times + ["别的工作。"])))
    written = ["落石", *(chr(0x4E00 + number) * 3 for number in range(others))]
    suspects = [[_Slip(one) for one in written]] + [[] for _ in document.places[1:]]
    found = list(unmeant(document, lambda blocks: suspects))
    assert ("落石" in [slip.written for _, _, slip in found]) is is_told
    assert all((index, text) == (0, "要抓落石工作。") for index, text, _ in found) and len(found) == others + is_told
