"""Characters mistaken for each other: what is known of them, and that any character may be asked for."""

from __future__ import annotations

import pytest

from govlint.analysis import engine
from govlint.language.likeness import PATH, likeness
from govlint.project.project import Project
from govlint.text.source import Source


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [("部", "布", "sound"), ("增", "赠", "sound"), ("山", "三", "near-sound"), ("未", "末", "shape")],
)
def test_why_one_may_stand_for_the_other(one: str, other: str, why: str) -> None:
    assert likeness(one, other) == likeness(other, one) == why


@pytest.mark.parametrize("odd", ["\n", " ", "\r", "a", "1", "。", "\uffff", "𠮷"])
def test_what_is_no_such_character_is_like_none(odd: str) -> None:
    """And is told in no time: the table has line ends and blanks of its own."""
    assert likeness(odd, "部") == likeness("部", odd) == ""


def test_the_last_of_the_table_is_known() -> None:
    key, _, others = PATH.read_text(encoding="utf-8").splitlines()[-1].partition(" ")
    assert likeness(key, others[0])


def test_a_paragraph_that_ends_within_an_expression_ends_no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paragraphs that are looked at together stand one behind the other: 地 may begin the next where 实 is wanting."""
    monkeypatch.setattr(engine, "TOGETHER", 1)
    found = Project().lint(Source("稿.txt", "我们要脚踏\n\n地方实际。\n我们要脚踏石地。\n")).findings
    assert [f.match for f in found if f.rule == "lexis/misspelt-idiom"] == ["脚踏石地"]
