"""Fixes: which go together, when it is settled, and what the laws say of every text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Edit, Finding, Fix, Safety, Severity
from govlint.editing.fix import NEW_ERROR, OVERLAP, UNSETTLED, Linter, plan, settle
from govlint.editing.simplify import simplifying_edits
from govlint.readers import parse
from govlint.rulefiles.loader import load_builtin
from govlint.text.edits import Moves, apply
from govlint.text.files import load
from govlint.text.source import Source, Span
from tests.conftest import SEED, examples

SAFE = frozenset({Safety.SAFE})
ALL = frozenset(Safety)


@cache
def rules() -> Ruleset:
    return Ruleset(load_builtin())


def shipped(source: Source) -> tuple[Finding, ...]:
    return lint(parse(source), rules(), remember=False).findings


def finding(
    *edits: tuple[int, int, str],
    rule: str = "t/t",
    severity: Severity = Severity.WARNING,
    safety: Safety = Safety.SAFE,
    at: Span | None = None,
) -> Finding:
    span = at or Span(min(e[0] for e in edits), max(e[1] for e in edits))
    return Finding(span, rule, severity, "", "", Fix(safety, "", tuple(Edit(*e) for e in edits)) if edits else None)


def replacer(pattern: str, text: str, severity: Severity = Severity.WARNING, rule: str = "t/t") -> Linter:
    """Finds a pattern and would put `text` in its place."""

    def find(source: Source) -> list[Finding]:
        return [finding((*m.span(), m.expand(text)), rule=rule, severity=severity) for m in re.finditer(pattern, source.text)]

    return find


def both(*linters: Linter) -> Linter:
    return lambda source: [f for linter in linters for f in linter(source)]


# Planning -------------------------------------------------------------------------------------------------------------


def test_only_allowed_safeties_are_planned() -> None:
    findings = [finding((i, i + 1, "x"), safety=safety) for i, safety in enumerate(Safety)]
    assert [f.fix.safety for f in plan(findings, SAFE).taken if f.fix] == [Safety.SAFE]
    assert len(plan(findings, ALL).taken) == 3


def test_of_two_that_overlap_the_graver_is_made_and_the_other_named() -> None:
    mild, grave = finding((0, 3, "a")), finding((2, 5, "b"), severity=Severity.ERROR)
    made = plan([mild, grave], ALL)
    assert made.taken == (grave,)
    assert [(s.finding, s.reason) for s in made.skipped] == [(mild, OVERLAP)]


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    first, second = finding((0, 1, "a")), finding((0, 1, "b"), (8, 9, "c"))
    made = plan([first, second], ALL)
    assert made.taken == (first,)
    assert apply("0123456789", made.edits) == "a123456789"


def test_equal_edits_of_two_findings_are_one() -> None:
    made = plan([finding((1, 2, "，")), finding((1, 2, "，"), rule="t/u")], ALL)
    assert len(made.taken) == 2
    assert apply("a,b", made.edits) == "a，b"


def test_a_fix_that_overlaps_itself_is_not_made() -> None:
    assert plan([finding((0, 3, "a"), (2, 5, "b"))], ALL).taken == ()


def test_two_insertions_at_one_place_have_no_order() -> None:
    assert len(plan([finding((2, 2, "a")), finding((2, 2, "b"))], ALL).taken) == 1


def test_an_insertion_at_the_edge_of_a_replacement_goes_with_it() -> None:
    made = plan([finding((2, 4, "X")), finding((2, 2, "<")), finding((4, 4, ">"))], ALL)
    assert len(made.taken) == 3
    assert apply("01234", made.edits) == "01<X>4"


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4), st.sampled_from(["", "x", "yz"])), max_size=12))
def test_what_is_taken_never_overlaps_and_what_is_left_out_would(raw: list[tuple[int, int, str]]) -> None:
    findings = [finding((start, start + length, text), rule=f"t/{i}") for i, (start, length, text) in enumerate(raw)]
    made = plan(findings, ALL)
    edits = sorted(made.edits, key=lambda e: (e.start, e.end))
    for a, b in pairwise(edits):
        assert a.end <= b.start
        assert not (a.start == a.end == b.start == b.end)
    for skip in made.skipped:
        assert skip.finding.fix is not None
        (edit,) = skip.finding.fix.edits
        assert any((e.start < edit.end and edit.start < e.end) or e.start == e.end == edit.start == edit.end for e in edits)


@given(st.data())
def test_moved_finds_untouched_text_again(data: st.DataObject) -> None:
    text = "零一二三四五六七八九"
    cuts = sorted(data.draw(st.sets(st.integers(0, 10), min_size=2, max_size=6)))
    edits = [Edit(a, b, data.draw(st.sampled_from(["", "甲", "甲乙丙"]))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    fixed = apply(text, edits)
    for i in range(len(text)):
        if not any(e.start <= i < e.end for e in edits):
            span = Moves(edits).span(Span(i, i + 1))
            assert text[i] in fixed[span.start : span.end]


@given(st.data())
def test_moves_find_what_each_edit_put_there(data: st.DataObject) -> None:
    text = "零一二三四五六七八九"
    cuts = data.draw(st.lists(st.integers(0, 10), min_size=2, max_size=8).map(sorted))
    made = [Edit(a, b, data.draw(st.sampled_from(["", "甲", "甲乙丙"]))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    edits = plan([finding((e.start, e.end, e.text), rule=f"t/{i}") for i, e in enumerate(made)], ALL).edits
    fixed = apply(text, edits)
    for edit in (edit for edit in edits if edit.start < edit.end):
        span = Moves(edits).span(Span(edit.start, edit.end))
        assert edit.text in fixed[span.start : span.end]
        assert len(fixed[span.start : span.end]) <= sum(len(e.text) for e in edits)


# Settling -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("甲\n广告\n乙\n", "甲\n乙\n"),
        ("甲\r\n广告\r\n乙", "甲\r\n乙"),
        ("广告\n广告\n", ""),
        ("甲\n广告", "甲\n"),
        ("甲广告\n乙", "甲\n乙"),
        ("广告 \n乙", " \n乙"),
    ],
)
def test_a_line_without_its_words_goes(text: str, left: str) -> None:
    assert settle(Source("a.txt", text), replacer("广告", ""), SAFE).source.text == left


def test_a_line_that_only_looks_empty_stays_empty() -> None:
    assert settle(Source("a.md", "甲\n\u200b\n乙"), replacer("\u200b", ""), SAFE).source.text == "甲\n\n乙"


def test_fixes_that_wait_for_each_other_are_all_made() -> None:
    settled = settle(Source("", "aaaa"), replacer("aa", "b"), SAFE)
    assert (settled.source.text, settled.rounds, settled.skipped) == ("bb", 1, ())
    settled = settle(Source("", "((x))"), both(replacer(r"\(x\)", "x"), replacer(r"\(\(", "[")), SAFE)
    assert (settled.source.text, settled.skipped) == ("[x))", ())


def test_a_fix_that_never_settles_is_reported() -> None:
    settled = settle(Source("", "a"), both(replacer("a", "b"), replacer("b", "a")), SAFE)
    assert [s.reason for s in settled.skipped] == [UNSETTLED]
    assert (settled.source.text, settled.mended, settled.edits) == ("a", (), ())


def test_a_rule_that_never_settles_is_taken_back_whole_and_no_other() -> None:
    back_and_forth = both(replacer("a", "b", rule="t/forth"), replacer("b", "a", rule="t/back"))
    settled = settle(Source("", "axxa"), both(back_and_forth, replacer("x", "y")), SAFE)
    assert settled.source.text == "ayya"
    assert {(s.finding.rule, s.reason) for s in settled.skipped} == {("t/forth", UNSETTLED)}
    assert settle(settled.source, both(back_and_forth, replacer("x", "y")), SAFE).source.text == "ayya"


def test_a_fix_that_was_refused_is_tried_again_when_another_has_been_made() -> None:
    """c makes an error of what stands in b's place until b is gone."""
    letters = both(replacer("c", "", rule="t/c"), replacer("(?<!c)b", "", rule="t/b"))
    hopeless = replacer("^b", "", severity=Severity.ERROR, rule="t/error")

    def error(source: Source) -> list[Finding]:
        return [Finding(f.span, f.rule, f.severity, "", "") for f in hopeless(source)]

    assert settle(Source("", "cb b"), both(letters, error), SAFE).source.text == "cb "


def test_an_error_does_not_multiply() -> None:
    def error(source: Source) -> list[Finding]:
        return [Finding(Span(i, i + 1), "t/error", Severity.ERROR, "", "") for i, c in enumerate(source.text) if c in "!？"]

    settled = settle(Source("", "!"), both(replacer("!", "？？？"), error), SAFE)
    assert settled.source.text == "!"
    assert [s.reason for s in settled.skipped] == [NEW_ERROR]


def test_many_refused_fixes_take_few_lints() -> None:
    lints = []

    def lint(source: Source) -> Sequence[Finding]:
        lints.append(source)
        return both(replacer("a", "b"), error)(source)

    def error(source: Source) -> list[Finding]:
        return [Finding(Span(*m.span()), "t/error", Severity.ERROR, "", "") for m in re.finditer("b(?=x)", source.text)]

    text = "ax" + "区" * 50 + "\n" + "ay" + "县" * 50 + "\n"
    settled = settle(Source("", text * 400), lint, SAFE)
    assert settled.source.text == text.replace("ay", "by") * 400
    assert len(settled.skipped) == 400
    assert len(lints) < 12


def test_a_fix_that_brings_an_error_is_left_out_and_the_others_are_made() -> None:
    mend = replacer("[ab]", "<\\g<0>>", rule="t/mend")

    def once(source: Source) -> list[Finding]:
        return [f for f in mend(source) if source.text[f.span.start - 1 : f.span.start] != "<"]

    error = replacer("<b>", "", severity=Severity.ERROR, rule="t/error")

    def hopeless(source: Source) -> list[Finding]:
        return [Finding(f.span, f.rule, f.severity, "", "") for f in error(source)]

    settled = settle(Source("", "a b a b a"), both(once, hopeless), SAFE)
    assert settled.source.text == "<a> b <a> b <a>"
    assert [(s.reason, s.finding.span) for s in settled.skipped] == [(NEW_ERROR, Span(4, 5)), (NEW_ERROR, Span(10, 11))]


def test_an_error_that_was_there_before_does_not_hold_a_fix_back() -> None:
    stays = replacer("X", "", severity=Severity.ERROR)

    def error(source: Source) -> list[Finding]:
        return [Finding(f.span, "t/error", f.severity, "", "") for f in stays(source)]

    assert settle(Source("", "aX"), both(replacer("a", "bbb"), error), SAFE).source.text == "bbbX"


# What holds of every text ---------------------------------------------------------------------------------------------


def assert_laws(source: Source, linter: Linter, safeties: Iterable[Safety]) -> None:
    allowed = frozenset(safeties)
    before = linter(source)
    settled = settle(source, linter, allowed)
    assert apply(source.text, settled.edits) == settled.source.text, "its edits make the whole of it"
    again = settle(settled.source, linter, allowed)
    assert again.source.text == settled.source.text, "fixing twice is fixing once"
    assert not again.mended
    rose = {f.rule for f in settled.findings if f.severity is Severity.ERROR} - {
        f.rule for f in before if f.severity is Severity.ERROR
    }
    assert not rose, "a fix brings no error that was not there"
    assert all(s.reason != UNSETTLED for s in settled.skipped)
    if not before:
        assert settled.source is source


def assert_untouched_outside(source: Source, linter: Linter) -> None:
    """One round: what no edit covers is in the new text as it was, in its order."""
    made = plan(linter(source), ALL)
    fixed = apply(source.text, made.edits)
    at = found = 0
    for edit in sorted(made.edits, key=lambda e: (e.start, e.end)):
        kept = source.text[at : edit.start]
        assert fixed[found : found + len(kept)] == kept
        found += len(kept)
        assert fixed[found : found + len(edit.text)] == edit.text
        found += len(edit.text)
        at = edit.end
    assert fixed[found:] == source.text[at:]


PIECES = st.sampled_from(
    (
        *(
            "同志们：",
            "今天",
            "一、",
            "二、",
            "三、",
            "（一）",
            "（二）、",
            "1、",
            "2.",
            "一是",
            "二是，",
            ",一要",
            "讲三点意见",
        ),
        *("(备注)", ",", ";", ":", "?", "!", "。", "，", "、", "《办法》", "“讲话”", "(", ")", "3.5%", "12:30", "10,000"),
        *("http://a.cn/b,c", "×", "×月×日", "XX", "的的", "部署", "工作", "急事急办、特事特办、要事快办、难事设法办"),
        *("區(qū)", "長(zhǎng)", "會(huì)", "議(yì)", "発", "\u200b", "\ufeff", "\ue000", "发布时间:2021-03-25"),
        *("\u3000", " ", "\n", "\r\n", "\n\n", "# ", "> ", "- ", "*", "`a,b`"),
    )
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@examples(100)
@given(TEXTS, st.sampled_from([".txt", ".md"]))
def test_laws_on_made_texts(text: str, suffix: str) -> None:
    source = Source(f"a{suffix}", text)
    assert_untouched_outside(source, shipped)
    assert_laws(source, shipped, SAFE)
    assert_laws(source, shipped, {Safety.SAFE, Safety.UNSAFE})


@pytest.mark.slow
def test_laws_on_published_texts(corpus: list[Path]) -> None:
    for path in corpus:
        source = load(path)
        assert_untouched_outside(source, shipped)
        assert_laws(source, shipped, {Safety.SAFE, Safety.UNSAFE})


def test_laws_on_the_seed() -> None:
    source = load(SEED)
    assert_untouched_outside(source, shipped)
    assert_laws(source, shipped, SAFE)


# Simplifying ----------------------------------------------------------------------------------------------------------


def simplified(text: str, suffix: str = ".txt") -> str:
    source = Source(f"a{suffix}", text)
    return apply(text, simplifying_edits(parse(source)))


def test_simplifying_follows_words() -> None:
    assert simplified("皇后在後面，著作權屬於他。\n乾坤已定，衣服乾了。") == "皇后在后面，著作权属于他。\n乾坤已定，衣服干了。"
    assert simplified("目標任務催逼著我們，成效顯著。") == "目标任务催逼着我们，成效显著。"


def test_simplifying_steps_over_pinyin_notes() -> None:
    assert simplified("區(qū)長(zhǎng)講話(huà)") == "区(qū)长(zhǎng)讲话(huà)"


def test_simplifying_leaves_code_alone() -> None:
    assert simplified("講話\n\n```\n講話\n```\n", ".md") == "讲话\n\n```\n講話\n```\n"


# What the reading text leaves out ---------------------------------------------------------------------------------------


def test_a_fix_over_a_blank_waits_until_the_blank_is_gone() -> None:
    text = "增速提高了 5% 个百分点，完成投资 8 亿元。"
    assert "5% 个百分点" in [f.match for f in shipped(Source("稿.txt", text)) if f.rule.startswith("numeral/")]
    (blanks,) = [f for f in shipped(Source("稿.txt", text)) if f.rule == "punctuation/space-between-scripts"]
    assert blanks.fix and blanks.fix.safety is Safety.SAFE and len(blanks.fix.edits) == 4
    assert settle(Source("稿.txt", text), shipped, SAFE).source.text.startswith("增速提高了5%个百分点，完成投资8亿元。")


def test_a_fix_over_a_blank_is_offered_only() -> None:
    # Markdown keeps its blanks, and what lies over one is for the writer's own hand.
    source = Source("稿.md", "会议已经结束，全年 GDP, 投资各占一半；截止 2024 年底。")
    for found in shipped(source):
        for edit in found.fix.edits if found.fix else ():
            assert " " not in source.text[edit.start : edit.end] or (found.fix and found.fix.safety is Safety.SUGGESTION)
    assert settle(source, shipped, SAFE).source.text.count(" ") == source.text.count(" ")


def test_radicals_and_marks_of_markdown_are_mended() -> None:
    text = "## ⼀、提⾼认识\n**抓好落实**，服务⼈⺠。\n- 要点\n"
    assert settle(Source("稿.txt", text), shipped, SAFE).source.text == "一、提高认识\n抓好落实，服务人民。\n要点\n"


def test_slots_of_templates_are_left_alone() -> None:
    text = "请{{姓名,单位}}于${日期,时间}前{{ 己经 }}报到,不得迟到。"
    assert settle(Source("稿.txt", text), shipped, ALL).source.text == text.replace("到,", "到，")


def test_a_lost_sign_is_no_question() -> None:
    text = "深化水贝?中国珠宝指数应用，打造创?享?空间。"
    assert settle(Source("稿.txt", text), shipped, ALL).source.text == text


def test_a_box_of_a_documentation_site_keeps_its_quotes() -> None:
    text = '???+ node "注意事项"\n    会议结束了,请离场。\n'
    assert settle(Source("稿.md", text), shipped, SAFE).source.text == text.replace("了,", "了，")


def test_what_was_refused_is_tried_again_in_the_mended_text() -> None:
    settled = settle(Source("稿.txt", "（二）、，\u200b，"), shipped, SAFE)
    assert settled.source.text == "（二）" and not settled.skipped
