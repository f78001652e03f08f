"""Ways out: from findings to text, JSON and the like, one file a format; they know the findings and nothing before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol, cast

from govlint.analysis.finding import Finding
from govlint.analysis.rule import Rule
from govlint.document.document import Document

FORMATS = {
    "text": "给人看",
    "concise": "一处一行",
    "json": "给程序用",
    "jsonl": "一处一行 JSON",
    "sarif": "SARIF 2.1.0，代码扫描平台用",
    "github": "GitHub 行内批注",
    "gitlab": "GitLab 代码质量",
    "rdjson": "reviewdog 用",
    "checkstyle": "Checkstyle XML",
    "junit": "JUnit XML",
    "markdown": "汇总页用",
    "html": "网页，稿件旁边是批注",
}
"""The formats that a user may ask for by name, and what each is for."""


@dataclass(frozen=True)
class Style:
    """What the other end can show: how many columns, colours, every character of Unicode; and whether somebody looks on."""

    width: int = 100
    colour: bool = False
    unicode: bool = True
    interactive: bool = False


@dataclass(frozen=True)
class Run:
    """What a report knows of its run: how to show, and the rules by id that were in force."""

    style: Style = field(default_factory=Style)
    rules: Mapping[str, Rule] = field(default_factory=dict)


class Report(Protocol):
    """One run's report, made piece by piece so that none of it is kept; each method gives text to be written as it is."""

    def begin(self) -> str:
        """What stands before everything."""

    def add(self, document: Document, findings: Sequence[Finding]) -> str:
        """The findings of one document, in order of place."""

    def end(self, checked: int, failed: int) -> str:
        """What stands after everything; `checked` documents were checked, `failed` could not be."""


def open_report(name: str, style: Style, rules: Sequence[Rule] = ()) -> Report:
    """A new report in the format of that name (the module that makes it), on a run with these rules."""
    run = Run(style, {rule.id: rule for rule in rules})
    return cast(Report, import_module(f"govlint.reports.{name}").Report(run))
