"""The red pen, and that a self-test fails where a rule and its examples disagree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.analysis.check import Kind, each_block
from govlint.analysis.finding import Edit, Hit, Severity
from govlint.analysis.rule import Basis, Example, Rule
from govlint.document.block import Block
from govlint.document.genre import Genre
from govlint.rulefiles.examples import contradictions, run_examples
from govlint.rulefiles.loader import load_rule
from govlint.rulefiles.redpen import Marked, misuse, unmark
from govlint.text.source import Span


@dataclass(frozen=True)
class NoOptions:
    pass


Find = Callable[[Block], Iterable[Hit]]


def replacing(pattern: str, use: str | None) -> Find:
    """Finds a pattern; with `use`, mends it."""

    def find(block: Block) -> Iterable[Hit]:
        for match in re.finditer(pattern, block.folded):
            edits = () if use is None else (Edit(match.start(), match.end(), use),)
            yield Hit(match.start(), match.end(), edits=edits)

    return find


def rule(find: Find, bad: Iterable[Any] = (), good: Iterable[Any] = (), **more: Any) -> Rule:
    def examples(texts: Iterable[Any]) -> tuple[Example, ...]:
        return tuple(text if isinstance(text, Example) else Example(text) for text in texts)

    return Rule(
        id="house/made-up",
        title="样品",
        message="“{match}”要改",
        kind=Kind("made-up", NoOptions, block=each_block(lambda block, _: find(block)), fixes=True),
        severity=Severity.WARNING,
        why="",
        basis=(Basis(note="样品"),),
        options=NoOptions(),
        bad=examples(bad),
        good=examples(good),
        **more,
    )


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("没有标记", Marked("没有标记", (), None)),
        ("对⟦进行部署⟧。", Marked("对进行部署。", (Span(1, 5),), None)),
        ("对⟦进行部署⇒部署⟧。", Marked("对进行部署。", (Span(1, 5),), "对部署。", (Span(1, 3),))),
        ("今天⟦⇒，⟧我们", Marked("今天我们", (Span(2, 2),), "今天，我们", (Span(2, 3),))),
        ("⟦多⇒⟧了⟦一⟧个", Marked("多了一个", (Span(0, 1), Span(2, 3)), "了一个", (Span(0, 0),))),
        ("⟦一\n二⇒三⟧", Marked("一\n二", (Span(0, 3),), "三", (Span(0, 1),))),
    ],
)
def test_marks_are_taken_out(marked: str, expected: Marked) -> None:
    assert unmark(marked) == expected


@given(st.lists(st.tuples(st.text("字句，\n", max_size=3), st.text("错", max_size=2), st.none() | st.text("对改", max_size=2))))
def test_unmarking_undoes_marking(pieces: list[tuple[str, str, str | None]]) -> None:
    marked = "".join(f"{before}⟦{wrong}{'' if use is None else '⇒' + use}⟧" for before, wrong, use in pieces)
    plain = unmark(marked)
    assert plain.text == "".join(before + wrong for before, wrong, _ in pieces)
    assert [plain.text[s:e] for s, e in plain.wanted] == [wrong for _, wrong, _ in pieces]
    if any(use is not None for *_, use in pieces):
        assert plain.mended == "".join(before + (wrong if use is None else use) for before, wrong, use in pieces)
        assert [plain.mended[s:e] for s, e in plain.better] == [use for *_, use in pieces if use is not None]


@pytest.mark.parametrize("marked", ["⟦没有关", "没有开⟧", "⟦一⟦二⟧三⟧", "⟦一⇒二⇒三⟧", "⟦⟧", "⟦⇒⟧", "⟦一⇒一⟧"])
def test_misused_marks_are_noticed(marked: str) -> None:
    assert misuse(marked)


def test_sound_marks_are_not_complained_of() -> None:
    assert misuse("⟦一⟧⟦⇒，⟧⟦多⇒⟧⟦错⇒对⟧") is None


def test_a_rule_that_does_what_its_examples_show_passes() -> None:
    assert list(run_examples(rule(replacing("错", "对"), ["写⟦错⇒对⟧了", "⟦错⇒对⟧\n⟦错⇒对⟧"], ["写对了"]))) == []
    assert list(run_examples(rule(replacing("错", None), ["写⟦错⟧了"], ["写对了"]))) == []
    assert list(run_examples(rule(replacing("(?<=今天)(?=我)", "，"), ["今天⟦⇒，⟧我们"], ["今天，我们"]))) == []
    # A rule that mutes the others is heard when it is tested alone.
    assert list(run_examples(rule(replacing("错", None), ["写⟦错⟧了"], mutes=True))) == []


@pytest.mark.parametrize(
    ("find", "bad", "good", "said"),
    [
        (replacing("错", None), ["写了⟦字⟧"], [], ["漏报“字”"]),
        (replacing("错", "，"), ["今天⟦⇒，⟧我们"], [], ["漏报第 3 字前", "没有给出改法"]),
        (replacing("错", None), ["⟦错⟧了又错"], [], ["多报“错”"]),
        (replacing("错了", None), ["⟦错⟧了"], [], ["漏报“错”", "多报“错了”"]),
        (replacing("错", None), ["没有标记的错"], [], ["没有用 ⟦⟧"]),
        (replacing("错", None), ["⟦错⇒对⟧"], [], ["没有给出改法"]),
        (replacing("错", "对"), ["⟦错⟧"], [], ["没有用 ⇒ 标出；改后为：对"]),
        (replacing("错", "对"), ["⟦错⇒好⟧"], [], ["改后应为：好；实为：对"]),
        (replacing("错", "对"), ["⟦错⇒对⟧⟦错⟧"], [], ["改后应为：对错；实为：对对"]),
        (replacing("错+", "错错"), ["⟦错⇒错错⟧"], [], ["改后仍报“错错”"]),
        (lambda block: [Hit(0, 1), Hit(0, 1)], ["⟦错⟧了"], [], ["报了两遍"]),
        (replacing("错", None), [], ["写错了"], ["正例 1：误报“错”"]),
        (replacing("错", None), [], ["写⟦对⟧了"], ["正例里不应有 ⟦⟧"]),
    ],
)
def test_a_rule_that_does_not_fails(find: Find, bad: list[str], good: list[str], said: list[str]) -> None:
    problems = list(run_examples(rule(find, bad, good)))
    assert len(problems) == len(said)
    for problem, words in zip(problems, said, strict=True):
        assert words in problem


def test_an_example_is_read_as_it_says() -> None:
    find = replacing("错", None)
    assert list(run_examples(rule(find, [Example("# ⟦错⟧\n\n`错`", suffix=".md")]))) == []
    speeches = {"genres": frozenset([Genre.SPEECH])}
    assert (
        list(run_examples(rule(find, [Example("⟦错⟧", genre=Genre.SPEECH)], [Example("错", genre=Genre.NOTICE)], **speeches)))
        == []
    )
    missed, why = run_examples(rule(find, [Example("⟦错⟧", genre=Genre.NOTICE)], **speeches))
    assert "漏报“错”" in missed
    assert "文种是“通知”，这条规则不查" in why


def test_a_broken_check_is_not_hidden() -> None:
    def find(block: Block) -> Iterable[Hit]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(run_examples(rule(find, ["⟦错⟧"])))


def word_list(folder: Path, name: str, terms: str, severity: str = "warning", bad: str = "⟦甲⇒乙⟧") -> Rule:
    path = folder / "lexis" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"title: 样品\nmessage: “{{match}}”应为“{{use}}”\ncheck: lexicon\nseverity: {severity}\nwhy: 样品。\n"
        f"basis: [{{note: 样品}}]\nterms: {{{terms}}}\nbad: [{bad}]\ngood: [丙]\n",
        encoding="utf-8",
    )
    return load_rule(str(path))


def test_a_recommendation_that_another_list_warns_of_is_a_contradiction(tmp_path: Path) -> None:
    one = word_list(tmp_path, "one", "甲: 乙, 子: 丑")
    assert list(contradictions([one, word_list(tmp_path, "two", "寅: 卯")])) == []
    found = list(contradictions([one, word_list(tmp_path, "three", "丑: 卯", "info", "⟦丑⇒卯⟧")]))
    assert [(r.id, said) for r, said in found] == [("lexis/one", "“子”改成的“丑”里，又报告“丑”——“丑”应为“卯”（lexis/three）")]


def test_a_recommendation_that_an_example_shows_is_tried_with_every_rule(tmp_path: Path) -> None:
    one = word_list(tmp_path, "one", "甲: 乙")
    assert [said for _, said in contradictions([one, rule(replacing("乙", None))])] == [
        "反例 1：改成的“乙”——“乙”要改（house/made-up）"
    ]
    assert list(contradictions([one, rule(replacing("甲|乙", None))])) == [], "it was found before the mending as well"
