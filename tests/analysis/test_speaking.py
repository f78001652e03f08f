"""Which findings are heard beside others, and what may not be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from govlint.analysis.check import Kind, each_block
from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Edit, Finding, Fix, Hit, Safety, Severity
from govlint.analysis.speaking import audible, once
from govlint.document.block import Block, Elision
from govlint.rulefiles.examples import document_of
from govlint.text.source import Span
from tests.analysis.test_engine import Word, rule

HINT, INFO, WARNING, ERROR = Severity

TEXT = "零一二三四五六七八九"


def finding(start: int, end: int, rule: str, severity: Severity = WARNING, *edits: tuple[int, int, str]) -> Finding:
    fix = Fix(Safety.SAFE, "", tuple(Edit(*edit) for edit in edits)) if edits else None
    return Finding(Span(start, end), rule, severity, "", "", fix)


@pytest.mark.parametrize(
    ("given", "heard"),
    [
        # About wording: at least half of the longer one, and the graver stands, of equals the first.
        ([(0, 4, "lexis/a"), (0, 4, "grammar/b")], "a"),
        ([(0, 4, "lexis/a"), (0, 4, "grammar/b", ERROR)], "b"),
        ([(0, 4, "lexis/a", INFO), (0, 4, "lexis/b", HINT)], "a"),
        ([(0, 4, "lexis/a"), (2, 6, "parallel/b")], "a"),
        ([(0, 4, "lexis/a"), (3, 7, "parallel/b")], "ab"),
        ([(0, 3, "lexis/a"), (0, 6, "lexis/b", ERROR)], "b"),
        ([(0, 3, "lexis/a"), (0, 7, "lexis/b", ERROR)], "ab"),
        ([(0, 2, "lexis/a"), (2, 4, "lexis/b")], "ab"),
        ([(0, 4, "lexis/a"), (0, 4, "lexis/a")], "aa"),
        ([(0, 4, "lexis/a"), (0, 4, "punctuation/b")], "ab"),
        ([(0, 4, "numeral/a"), (0, 4, "punctuation/b")], "ab"),
        # One that is not heard takes no other with it.
        ([(0, 4, "lexis/a", ERROR), (1, 5, "lexis/b"), (3, 6, "lexis/c")], "ac"),
        ([(0, 9, "lexis/a"), (1, 2, "lexis/b"), (2, 9, "lexis/c")], "ab"),
        # The very same change: of one category the graver, of equals the first.
        ([(0, 2, "mark/a", WARNING, (0, 1, "x")), (0, 3, "mark/b", WARNING, (0, 1, "x"))], "a"),
        ([(0, 2, "mark/a", INFO, (0, 1, "x")), (0, 3, "mark/b", WARNING, (0, 1, "x"))], "b"),
        ([(0, 2, "mark/a", WARNING, (0, 1, "x")), (0, 3, "sign/b", WARNING, (0, 1, "x"))], "ab"),
        ([(0, 2, "mark/a", WARNING, (0, 1, "x")), (0, 3, "mark/b", WARNING, (0, 1, "y"))], "ab"),
        ([(0, 2, "mark/a", WARNING, (0, 2, "零x")), (0, 3, "mark/b", WARNING, (1, 2, "x"))], "a"),
        ([(0, 2, "mark/a", WARNING, (0, 1, "x"), (5, 6, "y")), (0, 3, "mark/b", WARNING, (0, 1, "x"))], "ab"),
        ([(0, 2, "mark/a", WARNING, (1, 1, "x")), (0, 3, "mark/b", WARNING, (1, 1, "x"))], "a"),
        ([(0, 2, "mark/a", WARNING, (0, 1, "x")), (0, 3, "mark/b"), (1, 3, "mark/c", ERROR, (0, 1, "x"))], "bc"),
    ],
)
def test_one_slip_has_one_remark(given: Sequence[tuple[object, ...]], heard: str) -> None:
    findings = [finding(*one) for one in given]  # type: ignore[arg-type]
    assert "".join(one.rule[-1] for one in once(TEXT, findings)) == heard


@pytest.mark.parametrize(
    ("span", "is_heard"),
    [((0, 2), True), ((0, 3), False), ((2, 5), False), ((3, 4), False), ((4, 8), False), ((5, 6), True),
     ((2, 2), False), ((4, 4), False), ((5, 5), True), ((1, 1), True)],
)  # fmt: skip
def test_what_touches_a_muting_finding_is_not_heard(span: tuple[int, int], is_heard: bool) -> None:
    muting, other = finding(2, 5, "residue/a"), finding(*span, "lexis/b")
    listed = sorted([muting, other], key=lambda one: one.order)
    assert [one for one in audible(listed, {"residue/a"}, set()) if one is other] == [other] * is_heard
    assert muting in audible(listed, {"residue/a"}, set())
    assert muting not in audible(listed, {"residue/a"}, {"residue/a"})


def said_of(block: Block, hit: Hit) -> list[str]:
    """What a rule says that finds just this in a paragraph that reads so."""
    document = document_of(block.text)
    document = replace(document, places=tuple(place._replace(block=block) for place in document.places))
    kind = Kind("t", Word, block=each_block(lambda block, options: [hit]), fixes=True)
    return [one.message for one in lint(document, Ruleset([rule("", kind, message="有")]), remember=False).findings]


@pytest.mark.parametrize(
    ("edit", "is_said"),
    [((0, 1), True), ((0, 2), False), ((1, 2), False), ((6, 7), False), ((6, 8), False), ((7, 8), True),
     ((1, 1), True), ((2, 2), False), ((6, 6), False), ((7, 7), True)],
)  # fmt: skip
def test_slots_of_templates_are_not_changed(edit: tuple[int, int], is_said: bool) -> None:
    text = "请{{姓名}},到场。"
    assert said_of(Block(text), Hit(0, 8, edits=(Edit(*edit, "x"),))) == ["有"] * is_said
    assert said_of(Block(text), Hit(0, 8)) == ["有"]


@pytest.mark.parametrize(
    ("hit", "kind", "is_said"),
    [((1, 3), "struck", False), ((1, 3), "ruby", True), ((0, 2), "struck", True), ((2, 4), "struck", True),
     ((1, 5), "struck", False), ((0, 4), "struck", False), ((0, 5), "struck", True)],
)  # fmt: skip
def test_marks_with_words_struck_out_between_them_do_not_touch(hit: tuple[int, int], kind: str, is_said: bool) -> None:
    block = Block("甲，，乙丙丁", elisions=(Elision(2, "某", kind),))
    assert said_of(block, Hit(*hit)) == ["有"] * is_said
