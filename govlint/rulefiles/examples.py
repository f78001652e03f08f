"""Running rules' own examples: what the red pen marks must be found, what it mends must come out and be clean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Finding, Severity
from govlint.analysis.rule import Example, Rule
from govlint.document.document import Document
from govlint.document.genre import GENRE_NAMES, Genre
from govlint.readers import parse
from govlint.rulefiles.redpen import MARK, Marked, unmark
from govlint.text.edits import apply
from govlint.text.layout import Layout
from govlint.text.source import Source

__all__ = ["Marked", "contradictions", "document_of", "run_examples", "unmark"]


def document_of(text: str, suffix: str = ".txt", genre: Genre | None = None, layout: Layout | None = None) -> Document:
    """A document made of a text as if it stood in a file with this name ending and looked so on paper."""
    source = Source(f"example{suffix}", text, layout=layout)
    return parse(source, genre)


def run_examples(rule: Rule) -> Iterator[str]:
    """Run the bad and good examples of a rule; yields what is wrong with each, in Chinese.

    In a bad one exactly what is marked must be found; the rule's fixes must make of it what the pen makes of it, and
    then nothing may be found; a fix that no mark shows is wrong. In a good one nothing may be found.
    """
    ruleset = Ruleset([replace(rule, mutes=False)])
    for number, example in enumerate(rule.bad, 1):
        problems = list(_run_bad(ruleset, example))
        for problem in problems:
            yield f"反例 {number}：{problem}"
        if problems and not rule.is_for(genre := _of(example, unmark(example.text).text).genre):
            yield f"反例 {number}：文种是“{GENRE_NAMES[genre]}”，这条规则不查；例子要用 genre: 写明文种，正文写在 text: 后面"
    for number, example in enumerate(rule.good, 1):
        if MARK.search(example.text):
            yield f"正例 {number}：正例里不应有 ⟦⟧"
        for finding in _lint(ruleset, example.text, example):
            yield f"正例 {number}：误报{_quoted(finding)}"


def contradictions(rules: Sequence[Rule]) -> Iterator[tuple[Rule, str]]:
    """Rules that recommend what a rule of the same run warns of, each with what it does, in Chinese.

    What the examples show is tried with every rule, every entry of a word list with all word lists.
    """
    everything = Ruleset(rules)
    for rule in rules:
        for number, example in enumerate(rule.bad, 1):
            marked = unmark(example.text)
            if marked.mended is None:
                continue
            known = {finding.rule for finding in _lint(everything, marked.text, example)}
            for finding in _lint(everything, marked.mended, example):
                written = any(finding.span.start < end and start < finding.span.end for start, end in marked.better)
                if written and finding.severity >= Severity.WARNING and finding.rule not in known:
                    yield rule, f"反例 {number}：改成的{_quoted(finding)}（{finding.rule}）"
    lists = [rule for rule in rules if isinstance(getattr(rule.options, "terms", None), Mapping)]
    words = Ruleset([replace(rule, genres=frozenset(), except_genres=frozenset(), where=frozenset()) for rule in lists])
    for rule in lists:
        for term, use in rule.options.terms.items():
            for finding in _lint(words, str(use), Example("")) if use != term else ():
                yield rule, f"“{term}”改成的“{use}”里，又报告{_quoted(finding)}（{finding.rule}）"


def _run_bad(ruleset: Ruleset, example: Example) -> Iterator[str]:
    marked = unmark(example.text)
    if not marked.wanted:
        yield "没有用 ⟦⟧ 标出应当报告的地方"
        return
    findings = _lint(ruleset, marked.text, example)
    found = [f.span for f in findings]
    for span in marked.wanted:
        if span not in found:
            yield f"漏报“{marked.text[span.start : span.end]}”" if span.end > span.start else f"漏报第 {span.start + 1} 字前"
    for finding in findings:
        if finding.span not in marked.wanted:
            yield f"多报{_quoted(finding)}"
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
            yield f"改后仍报{_quoted(finding)}"


def _quoted(finding: Finding) -> str:
    return f"“{finding.match}”——{finding.message}"


def _lint(ruleset: Ruleset, text: str, example: Example) -> tuple[Finding, ...]:
    result = lint(_of(example, text), ruleset, remember=False)
    for failure in result.failures:
        raise failure.error
    return result.findings


def _of(example: Example, text: str) -> Document:
    return document_of(text, example.suffix, example.genre, example.layout)
