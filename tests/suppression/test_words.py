"""A house's own words in a file, and what they excuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from govlint.suppression.words import WordsError, added, keeps, load, parse


def test_words_are_one_a_line() -> None:
    assert parse("甲 \n\n# 乙\n\t丙\n甲\n#丁") == ("甲", "丙") and parse("") == ()
    assert [(keep.rule, keep.text) for keep in keeps(["甲", "乙"])] == [("lexis", "甲"), ("lexis", "乙")]


@pytest.mark.parametrize(
    ("text", "after"),
    [("", "甲\n"), ("乙", "乙\n甲\n"), ("乙\n", "乙\n甲\n"), ("乙\r\n丙", "乙\r\n丙\r\n甲\r\n"), ("乙\r", "乙\r甲\n"),
     ("甲\n乙", "甲\n乙"), ("# 甲\n", "# 甲\n甲\n")],
)  # fmt: skip
def test_a_word_more_goes_to_the_end(text: str, after: str) -> None:
    assert added(text, "甲") == after


def test_a_file_of_words(tmp_path: Path) -> None:
    (tmp_path / "w.txt").write_bytes("甲\r\n乙".encode("gb18030"))
    assert load(tmp_path / "w.txt") == ("甲", "乙")
    with pytest.raises(WordsError):
        load(tmp_path / "none.txt")
