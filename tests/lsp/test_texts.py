"""The server's text is the editor's, whatever is typed: lines, units and incremental changes against the slow way."""

from __future__ import annotations

import re

import pytest
from govlint_lsp.text import Encoding, Point, Text, reach, width
from hypothesis import given
from hypothesis import strategies as st

ODD = "一讲、a1\r\n\u000b\u000c\u0085\u2028𠮷😀é "
ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
texts = st.text(st.sampled_from(ODD), max_size=40)


def lines_of(text: str) -> list[int]:
    return [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", text))]


@given(texts, st.data())
def test_changes_one_by_one_give_the_lines_of_the_whole(before: str, data: st.DataObject) -> None:
    text = Text(before)
    for _ in range(6):
        start, end = sorted(data.draw(st.integers(0, len(text.text))) for _ in range(2))
        new = data.draw(texts)
        wanted = text.text[:start] + new + text.text[end:]
        text = text.replaced(start, end, new)
        assert text.text == wanted
        assert text.starts == lines_of(wanted)


@given(texts, st.sampled_from(ENCODINGS), st.data())
def test_points_and_offsets_are_each_others_inverse(string: str, encoding: Encoding, data: st.DataObject) -> None:
    text = Text(string)
    offset = data.draw(st.integers(0, len(string)))
    inside_line_end = string[offset - 1 : offset + 1] == "\r\n" and offset > 0
    assert text.offset(text.point(offset, encoding), encoding) == offset - inside_line_end


@given(texts, st.sampled_from(ENCODINGS), st.integers(0, 60))
def test_a_character_is_never_cut(string: str, encoding: Encoding, units: int) -> None:
    held = reach(string, units, encoding)
    assert width(string[:held], encoding) <= units or held == 0
    assert held == len(string) or width(string[: held + 1], encoding) > units


@pytest.mark.parametrize(
    ("encoding", "character"),
    [("utf-8", 4 + 4 + 3), ("utf-16", 2 + 2 + 1), ("utf-32", 3)],
)
def test_units_after_rare_characters_and_emoji(encoding: Encoding, character: int) -> None:
    text = Text("第一行\u2028还是第一行\r\n𠮷😀一、二")
    assert text.point(text.text.index("、"), encoding) == Point(1, character)
    assert text.offset(Point(1, character), encoding) == text.text.index("、")


def test_beyond_a_line_or_the_text_is_its_end() -> None:
    text = Text("一\r\n二三")
    assert text.offset(Point(0, 99), "utf-16") == 1
    assert text.offset(Point(1, 99), "utf-16") == text.offset(Point(9, 0), "utf-16") == 5


def test_halves_of_a_character_that_meet_are_one() -> None:
    text = Text("一").replaced(1, 1, "\ud842").replaced(2, 2, "\udfb7")
    assert text.text == "一𠮷"
