"""Figures of a document: what is counted, from how much text on, and when one lies outside of a band."""

from __future__ import annotations

from math import e, log

import pytest

from govlint.document.block import Block
from govlint.readers import parse
from govlint.style.figures import FIGURES, Value, counts, figures, outside
from govlint.text.source import Source

SENTENCE = "各部门要认真抓好各项工作，按时完成任务。"
"""Twenty characters, two clauses."""


def figures_of(text: str) -> dict[str, Value]:
    return figures(parse(Source("a.txt", text)))


@pytest.mark.parametrize(
    ("text", "evens"),
    [
        ("抓项目、促改革、调结构。", ((3, 3),)),
        ("抓项目，促改革；调结构。", ((3, 3),)),
        ("抓项目、促改革。", ()),
        ("急事急办、特事特办。", ((4, 2),)),
        ("甲乙、丙丁、戊己。", ()),
        ("一心抓项目：促改革、调结构、防风险。", ((3, 3),)),
        ("抓项目、促改革、调结构、急事急办、特事特办。", ((3, 3), (4, 2))),
        ("抓项目、促改革、调结3。", ()),
        ("抓项目、促改革“调结构、防风险、惠民生”", ((3, 3),)),
    ],
)
def test_runs_of_even_limbs(text: str, evens: tuple[tuple[int, int], ...]) -> None:
    assert counts(Block(text)).evens == evens


def test_what_is_counted_in_a_paragraph() -> None:
    found = counts(Block("2021年3月，增长5.6%的有：甲、乙！全部完成。"))
    assert (found.characters, found.sentences, found.clauses, found.digits) == (26, (21, 5), 4, 4)
    assert {name: n for name, n in found.marks.items() if n} == {"de": 1, "you": 1, "lists": 1, "colons": 1, "exclamations": 1}
    assert (counts(Block("甲")).clauses, counts(Block("一二三")).digits) == (1, 0)


def test_a_text_is_measured_from_300_characters_on() -> None:
    assert figures_of(f"{SENTENCE}\n" * 14 + SENTENCE[1:]) == {}
    assert figures_of(f"{SENTENCE}\n" * 15)["length"] == Value(300, 1, 300)


def test_means_and_rates() -> None:
    long = "各部门要" + "认真抓好各项工作，" * 8 + "完成。"
    assert len(long) == 79
    found = figures_of(f"{SENTENCE}{SENTENCE}\n" * 8 + f"{long}\n{long[:-1]}呀。\n")
    size = 320 + 79 + 80
    assert found["sentence"] == Value(size, 18, size / 18)
    assert found["clauses"] == Value(32 + 18, 18, 50 / 18)
    assert found["clause"] == Value(size, 50, size / 50)
    assert found["paragraph"] == Value(size, 10, size / 10)
    assert found["long-sentences"] == Value(0, 18, 0)
    assert found["yao"] == Value(18, size, 18000 / size)
    assert figures_of(f"{SENTENCE}\n" * 15 + long.replace("完成", "完成好了"))["long-sentences"] == Value(1, 16, 100 / 16)


def test_sentences_are_measured_where_there_are_four() -> None:
    long = "各部门要" + "认真抓好各项工作，" * 11 + "完成。"
    assert "sentence" not in figures_of(f"{long}\n" * 3) and "de" in figures_of(f"{long}\n" * 3)
    assert figures_of(f"{long}\n" * 4)["sentence"].value == len(long)


def test_headings_sections_and_the_largest_of_them() -> None:
    def text(*lengths: int) -> str:
        parts = [
            f"{mark}、抓好{mark}项\n" + f"{SENTENCE}\n" * length for mark, length in zip("一二三四", lengths, strict=False)
        ]
        return "关于工作的讲话\n" + "".join(parts)

    two, three = figures_of(text(6, 10)), figures_of(text(6, 10, 1))
    assert two["headings"] == Value(2, 320, 2000 / 320) and "heading-length" not in two
    assert three["heading-length"] == Value(18, 3, 6)
    assert three["sections"] == Value(3, 1, 3)
    whole = 7 + 3 * 6 + 17 * 20
    assert three["largest-section"] == Value(206, whole, 20600 / whole)
    assert not {"sections", "largest-section"} & figures_of(text(16)).keys()


@pytest.mark.parametrize(
    ("figure", "value", "place"),
    [("sentence", 1, 0), ("sentence", 30, log(30)), ("fours", 0, log(0.3)), ("fours", 0.7, 0), ("long-sentences", 0, log(2))],
)
def test_the_scale_on_which_texts_are_compared(figure: str, value: float, place: float) -> None:
    assert FIGURES[figure].scaled(value) == pytest.approx(place)
    assert FIGURES[figure].unscaled(place) == pytest.approx(value, abs=1e-9)
    assert FIGURES[figure].scaled(-99) == log(0.1) and FIGURES["fours"].unscaled(-99) == 0


LARGE = 1e9
"""A base so large that nothing is chance."""


@pytest.mark.parametrize(
    ("figure", "value", "base", "low", "high", "off"),
    [
        # In the band, its ends included.
        ("sentence", 25, LARGE, 20, 30, 0),
        ("sentence", 20, LARGE, 20, 30, 0),
        ("sentence", 30, LARGE, 20, 30, 0),
        # Beyond it, in widths of the band, one of no width or hardly any counting as one.
        ("sentence", 40, LARGE, 20, 30, log(40 / 30) / log(1.5)),
        ("sentence", 10, LARGE, 20, 30, -log(2) / log(1.5)),
        ("sentence", 40, LARGE, 20, 20, log(2)),
        ("sentence", 40, LARGE, 20, 20.2, log(40 / 20.2) / 0.1),
        # The length of a text is never chance.
        ("length", 21, 1, 20, 20, log(21 / 20)),
        # Means vary by 0.6 of themselves, and of 36 the mean by a sixth of that; two such are chance.
        ("sentence", 20 * e**0.19, 36, 20, 20, 0),
        ("sentence", 20 * e**0.21, 36, 20, 20, 0.21),
        ("sentence", 20 * e**-0.19, 36, 20, 20, 0),
        ("sentence", 20 * e**-0.21, 36, 20, 20, -0.21),
        # The spread of the house adds to it as the legs of a right triangle do.
        ("sentence", 20 * e**0.720, 36, 10, 40, 0),
        ("sentence", 20 * e**0.723, 36, 10, 40, (0.723 - log(2)) / log(4)),
        # Occurrences: two roots of three times as many as are usual, and one.
        ("de", 7.49, 4000, 4, 4, 0),
        ("de", 7.51, 4000, 4, 4, log(8.01 / 4.5)),
        ("de", 0.51, 4000, 4, 4, 0),
        ("de", 0.49, 4000, 4, 4, log(0.99 / 4.5)),
        ("long-sentences", 7.49, 400, 4, 4, 0),
        ("long-sentences", 7.51, 400, 4, 4, log(9.51 / 6)),
    ],
)
def test_how_far_a_figure_lies_outside(figure: str, value: float, base: float, low: float, high: float, off: float) -> None:
    assert outside(figure, Value(value * base, base, value), low, high) == pytest.approx(off)
