"""What a writer wants left as it is: quotations in the configuration, comments in the text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from govlint.analysis.finding import Finding, Severity
from govlint.analysis.rule import Rule
from govlint.readers import parse
from govlint.suppression.keep import Keep, keep
from govlint.suppression.rules import INVALID, RULES, UNUSED, Names
from govlint.text.edits import apply
from govlint.text.source import Source, Span

WORD = replace(UNUSED, id="lexis/word", was=("lexis/old",))
OTHER = replace(UNUSED, id="lexis/other", was=())
NAMES = Names.of([WORD, OTHER, *RULES])


def run(text: str, *keeps: Keep, suffix: str = ".md", names: Names = NAMES) -> tuple[list[Finding], frozenset[int]]:
    """Finds every 错 as lexis/word and every 误 as lexis/other, then keeps."""
    source = Source(f"稿{suffix}", text)
    document = parse(source)
    found = []
    for index, place in enumerate(document.places):
        for match in re.finditer("[错误]", place.block.text):
            rule = "lexis/word" if match.group() == "错" else "lexis/other"
            span = place.span(*match.span())
            found.append(Finding(span, rule, Severity.WARNING, "", match.group(), block=index, reading=Span(*match.span())))
    outcome = keep(document, found, keeps, names)
    return list(outcome.findings), outcome.used


def left(text: str, *keeps: Keep, suffix: str = ".md") -> list[tuple[str, str]]:
    return [(f.rule, f.match) for f in run(text, *keeps, suffix=suffix)[0]]


def mended(text: str) -> str:
    """The text with the fixes of its idle suppressions."""
    found, _ = run(text)
    return apply(text, [e for f in found if f.fix for e in f.fix.edits])


# Quotations -----------------------------------------------------------------------------------------------------------


def test_a_quotation_excuses_its_rule_where_it_stands() -> None:
    found, used = run("甲错乙。\n\n丙错丁。", Keep("lexis/word", "甲错", "领导原话"))
    assert [f.span for f in found] == [Span(7, 8)]
    assert used == {0}


@pytest.mark.parametrize("name", ["lexis/word", "lexis/old", "lexis"])
def test_by_id_former_id_or_category(name: str) -> None:
    assert left("甲错乙。", Keep(name, "甲错乙", "原话")) == []


def test_another_rule_is_not_excused() -> None:
    found, used = run("甲误乙。", Keep("lexis/word", "甲误乙", "原话"))
    assert [f.rule for f in found] == ["lexis/other"]
    assert used == frozenset()


def test_a_quotation_is_found_in_traditional_characters_and_round_notes() -> None:
    assert left("區(qū)長(zhǎng)錯誤,甲错乙", Keep("lexis", "区长错误，甲错乙", "原话"), suffix=".txt") == []


def test_what_stands_beside_a_quotation_is_not_excused() -> None:
    assert left("甲错错乙。", Keep("lexis/word", "甲错", "原话")) == [("lexis/word", "错")]


def test_every_occurrence_is_excused() -> None:
    assert left("甲错，甲错，乙错。", Keep("lexis/word", "甲错", "原话")) == [("lexis/word", "错")]


def test_one_that_excuses_nothing_is_not_used() -> None:
    assert run("甲。", Keep("lexis/word", "甲", "原话"))[1] == frozenset()


# Comments -------------------------------------------------------------------------------------------------------------

NEXT = "<!-- govlint-disable-next-line lexis/word: 原文如此 -->"


def test_the_next_paragraph_and_only_that() -> None:
    assert left(f"甲错。\n\n{NEXT}\n\n乙错误错。\n\n丙错。") == [
        ("lexis/word", "错"),
        ("lexis/other", "误"),
        ("lexis/word", "错"),
    ]


def test_the_next_line_right_below() -> None:
    assert left(f"{NEXT}\n乙错。\n") == []


def test_a_range() -> None:
    text = "甲错。\n\n<!-- govlint-disable lexis/word, lexis/other: 引文 -->\n\n乙错误。\n\n<!-- govlint-enable -->\n\n丙错。"
    assert left(text) == [("lexis/word", "错"), ("lexis/word", "错")]


def test_the_whole_file() -> None:
    assert left("<!-- govlint-disable lexis：引文 -->\n\n# 甲错\n\n乙误。") == []


def test_enabling_one_of_two() -> None:
    text = (
        "<!-- govlint-disable lexis/word, lexis/other: 引文 -->\n\n甲错误。\n\n<!-- govlint-enable lexis/word -->\n\n乙错误。"
    )
    assert left(text) == [("lexis/word", "错")]


def test_plain_text_carries_no_comments() -> None:
    assert left(f"{NEXT}\n乙错。\n", suffix=".txt") == [("lexis/word", "错")]


@pytest.mark.parametrize("text", ["```\n{}\n```\n\n乙错。", "`{}`\n\n乙错。", "\\{}\n\n乙错。", "---\nx: {}\n---\n\n乙错。"])
def test_a_comment_in_code_is_an_example(text: str) -> None:
    assert left(text.format(NEXT)) == [("lexis/word", "错")]


# What is said of the comments themselves ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (f"甲。\n\n{NEXT}\n\n乙。\n", "甲。\n\n乙。\n"),
        (f"甲。\n{NEXT}\n\n乙。\n", "甲。\n\n乙。\n"),
        (f"{NEXT}\n乙。\n", "乙。\n"),
        (f"{NEXT}\r\n\r\n乙。\r\n", "乙。\r\n"),
        (f"甲{NEXT}。\n\n乙。", "甲。\n\n乙。"),
        (f"乙。\n\n{NEXT}", "乙。\n\n"),
    ],
)
def test_one_that_excuses_nothing_is_a_finding_and_goes(text: str, after: str) -> None:
    found, _ = run(text)
    assert [f.rule for f in found] == [UNUSED.id]
    assert found[0].match == NEXT
    assert mended(text) == after


def test_of_two_rules_the_idle_one_goes() -> None:
    text = "<!-- govlint-disable-next-line lexis/word, lexis/other: 原文 -->\n\n甲误。"
    assert [f.message for f in run(text)[0]] == [UNUSED.message.format(rules="lexis/word")]
    assert mended(text) == "<!-- govlint-disable-next-line lexis/other: 原文 -->\n\n甲误。"


def test_one_for_a_rule_that_does_not_run_is_left_alone() -> None:
    names = Names.of([replace(WORD, silent=True), OTHER, *RULES])
    assert run(f"{NEXT}\n\n乙。", names=names)[0] == []


def test_switched_off_they_are_silent() -> None:
    names = Names.of([WORD, OTHER, *(replace(rule, silent=True) for rule in RULES)])
    assert run(f"{NEXT}\n\n乙。\n\n<!-- govlint-x -->", names=names)[0] == []


@pytest.mark.parametrize(
    ("comment", "problem"),
    [
        ("<!-- govlint-disable-nextline lexis/word: 原文 -->", "是不是“govlint-disable-next-line”"),
        ("<!-- govlint-disable lexis/wrod: 原文 -->", "没有规则或类别“lexis/wrod”，是不是“lexis/word”"),
        ("<!-- govlint-disable -->", "没有写停用哪条规则"),
        ("<!-- govlint-disable lexis/word -->", "没有写理由"),
        ("<!-- govlint-disable lexis/word: -->", "没有写理由"),
        ("<!-- govlint-enable -->", "前面没有对应的 govlint-disable"),
    ],
)
def test_one_written_wrongly_is_a_finding_and_excuses_nothing(comment: str, problem: str) -> None:
    found, _ = run(f"{comment}\n\n乙错。")
    assert [f.rule for f in found] == [INVALID.id, "lexis/word"]
    assert problem in found[0].message


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_their_own_examples(rule: Rule) -> None:
    from govlint.analysis.engine import Ruleset, lint
    from govlint.rulefiles.examples import unmark
    from govlint.rulefiles.loader import load_builtin

    rules = [*load_builtin(), *RULES]

    def spans(text: str) -> list[Span]:
        source = Source("a.md", text)
        document = parse(source)
        findings = lint(document, Ruleset(rules)).findings
        return [f.span for f in keep(document, findings, (), Names.of(rules)).findings if f.rule == rule.id]

    for example in rule.bad:
        marked = unmark(example.text)
        assert tuple(spans(marked.text)) == marked.wanted
    for example in rule.good:
        assert spans(example.text) == []
