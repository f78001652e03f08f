"""Comments in a text: how far each reaches, where what is said of it stands, what goes with it."""

from __future__ import annotations

import pytest

from govlint.suppression.rules import INVALID, UNUSED
from tests.suppression.test_keep import left, mended, run

WORD, OTHER = ("lexis/word", "错"), ("lexis/other", "误")
OFF, ON = "<!-- govlint-disable {}: 引文 -->", "<!-- govlint-enable {}-->"
NEXT = "<!-- govlint-disable-next-line {}: 原文 -->"


def lines(*parts: str) -> str:
    return "\n\n".join(parts)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        # Until it is enabled again, by name or all at once, whichever comes first.
        (lines("错", OFF.format("lexis/word"), "错", ON.format(""), "错"), [WORD, WORD]),
        (lines(OFF.format("lexis/word"), "错", ON.format("lexis/word "), "错", ON.format("")), [WORD]),
        (lines(OFF.format("lexis/word, lexis/other"), "错误", ON.format("lexis/other "), "错误", ON.format(""), "错误"),
         [OTHER, WORD, OTHER]),
        (lines(OFF.format("lexis/word"), ON.format("lexis/other "), "错"), []),
        (lines(OFF.format("lexis/word"), "错", OFF.format("lexis/other"), "错误", ON.format(""), "错误"), [WORD, OTHER]),
        # Twice over the same words.
        (lines(OFF.format("lexis/word"), OFF.format("lexis"), "错错误"), []),
        # What stands before a comment in its own paragraph is heard, what stands behind it is not.
        (f"错{OFF.format('lexis/word')}错", [WORD]),
        (f"错{OFF.format('lexis/word')}错{ON.format('')}错", [WORD, WORD]),
        # The next paragraph and no other.
        (lines(NEXT.format("lexis/word"), "错误错", "错"), [OTHER, WORD]),
        (lines("错", NEXT.format("lexis/word"), "错"), [WORD]),
        (lines(NEXT.format("lexis/word"), NEXT.format("lexis/other"), "错误", "错误"), [WORD, OTHER]),
        # Names in a list of any make; each counts once.
        (lines(OFF.format("lexis/word，lexis/other"), "错误"), []),
        (lines(OFF.format("lexis/word、lexis/other lexis/word"), "错误"), []),
    ],
)  # fmt: skip
def test_how_far_a_comment_reaches(text: str, heard: list[tuple[str, str]]) -> None:
    said = [found for found in left(text) if found[0].startswith("lexis/")]
    assert said == heard


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (lines(NEXT.format("lexis/word"), "甲", "乙"), [0]),
        (lines("甲", NEXT.format("lexis/word"), "乙", "丙"), [1]),
        (lines("甲", "乙", NEXT.format("lexis/word")), [1]),
        (NEXT.format("lexis/word"), [0]),
        (lines("<!-- govlint-x -->", "甲", "<!-- govlint-y -->", "乙", "<!-- govlint-z -->"), [0, 1, 1]),
    ],
)
def test_what_is_said_of_a_comment_belongs_to_the_paragraph_behind_it(text: str, blocks: list[int]) -> None:
    found, _ = run(text)
    assert [one.block for one in found] == blocks
    assert {one.rule for one in found} <= {UNUSED.id, INVALID.id}
    assert all(text[one.span.start : one.span.end] == one.match for one in found)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("甲\n \t{}\n\n乙", "甲\n\n乙"),
        ("甲\n\n  {} \n\n乙", "甲\n\n乙"),
        ("甲\r\n\r\n{}\r\n\r\n乙", "甲\r\n\r\n乙"),
        ("甲\n \t\n{}\n\n乙", "甲\n \t\n乙"),
        ("\n{}\n\n乙", "\n乙"),
        ("甲{} 乙", "甲 乙"),
        ("{}乙", "乙"),
        ("> {}\n\n乙", "> \n\n乙"),
    ],
)
def test_a_comment_takes_its_line_with_it(text: str, after: str) -> None:
    assert mended(text.format(NEXT.format("lexis/word"))) == after


def test_what_its_rule_finds_elsewhere_does_not_make_a_comment_one_of_use() -> None:
    for text in (lines("错", NEXT.format("lexis/word"), "甲"), lines(NEXT.format("lexis/word"), "甲", "错")):
        assert sorted(found.rule for found in run(text)[0]) == ["lexis/word", UNUSED.id]


def test_of_several_names_the_idle_ones_go_and_the_reason_stays() -> None:
    text = lines("<!-- govlint-disable lexis/other , lexis/word： 引文: 一 -->", "错")
    assert mended(text) == lines("<!-- govlint-disable lexis/word： 引文: 一 -->", "错")


def test_a_comment_that_does_not_end_enables_nothing() -> None:
    assert left(lines("<!-- govlint-disable lexis/word: 引文 -->", "错", "<!-- govlint-enable")) == []


@pytest.mark.parametrize("end", ["-->", " -->", "\n-->"])
def test_white_space_in_a_comment_means_nothing(end: str) -> None:
    assert left(f"<!--govlint-disable\n lexis/word :引文{end}\n\n错") == []
    assert [found[0] for found in left(f"<!--govlint-enable{end}\n\n甲")] == [INVALID.id]
