"""Running a rule's own examples: what the red pen marks must be found, what it mends must come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govlint.document import Document, Genre, arrange
from govlint.engine import Ruleset, lint
from govlint.finding import Finding
from govlint.fix import apply
from govlint.readers import read
from govlint.redpen import MARK, Marked, unmark
from govlint.rule import Example, Rule
from govlint.source import Source

__all__ = ["Marked", "document_of", "run_examples", "unmark"]


def document_of(text: str, suffix: str = ".txt", genre: Genre | None = None) -> Document:
    """A document made of a text as if it stood in a file with this name ending."""
    source = Source(f"example{suffix}", text)
    return arrange(source, read(source), genre)


def run_examples(rule: Rule) -> Iterator[str]:
    """Run the bad and good examples of a rule; yields what is wrong with each, in Chinese."""
    ruleset = Ruleset([replace(rule, mutes=False)])
    for number, example in enumerate(rule.bad, 1):
        for problem in _run_bad(ruleset, example):
            yield f"反例 {number}：{problem}"
    for number, example in enumerate(rule.good, 1):
        if MARK.search(example.text):
            yield f"正例 {number}：正例里不应有 ⟦⟧"
        for finding in _lint(ruleset, example.text, example):
            yield f"正例 {number}：误报“{finding.match}”——{finding.message}"


def _run_bad(ruleset: Ruleset, example: Example) -> Iterator[str]:
    marked = unmark(example.text)
    if not marked.wanted:
        yield "没有用 ⟦⟧ 标出应当报告的地方"
        return
    findings = _lint(ruleset, marked.text, example)
    found = [f.span for f in findings]
    for span in marked.wanted:
        if span not in found:
            yield f"漏报“{marked.text[span.start : span.end]}”"
    for finding in findings:
        if finding.span not in marked.wanted:
            yield f"多报“{finding.match}”——{finding.message}"
    if len(found) != len(set(found)):
        yield "同一处报了两遍"
    edits = [edit for f in findings if f.fix for edit in f.fix.edits]
    if not edits:
        if marked.mended is not None:
            yield "标了 ⇒，规则却没有给出改法"
        return
    mended = apply(marked.text, edits)
    if marked.mended is None:
        yield f"规则给出了改法，反例里没有用 ⇒ 标出；改后为：{mended}"
    elif mended != marked.mended:
        yield f"改后应为：{marked.mended}；实为：{mended}"
    else:
        for finding in _lint(ruleset, mended, example):
            yield f"改后仍报“{finding.match}”——{finding.message}"


def _lint(ruleset: Ruleset, text: str, example: Example) -> tuple[Finding, ...]:
    result = lint(document_of(text, example.suffix, example.genre), ruleset, remember=False)
    for failure in result.failures:
        raise failure.error
    return result.findings
