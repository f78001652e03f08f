"""Ways out: from findings to text, JSON and the like, one file a format; they know what a check gave and nothing before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from importlib import import_module
from typing import cast

from govlint.analysis.rule import Rule
from govlint.project.project import Checked
from govlint.text.frozen import frozen
from govlint.text.lazyregex import lazy

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


@frozen
class Style:
    """What the other end can show: how many columns, colours, every character of Unicode; and whether somebody looks on."""

    width: int = 100
    colour: bool = False
    unicode: bool = True
    interactive: bool = False


@frozen
class Context:
    """What a report knows of its run: how to show, and the rules by id that were in force."""

    style: Style = field(default_factory=Style)
    rules: Mapping[str, Rule] = field(default_factory=dict)


class Report:
    """One run's report, made piece by piece so that none of it is kept; each method gives text to be written as it is."""

    reads = False
    """Whether it looks at more of what was checked than its findings: at the document."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def begin(self) -> str:
        """The text before everything."""
        return ""

    def add(self, checked: Checked) -> str:
        """The findings of one file, in order of place."""
        return ""

    def end(self, checked: int, failed: int) -> str:
        """The text after everything; `checked` files were checked, `failed` could not be."""
        return ""


_WRITTEN = lazy(
    r'<!doctype html>\s*<html[^>]*>\s*<head>\s*<meta charset="utf-8">\s*<meta name="generator" content="govlint">'
    r"|## govlint\n\n检查了 \d+ 个文件|检查了 \d+ 个文件，(?:没有发现问题|发现 \d+ 处)"
    r"|[^\n]+:\d+:\d+: (?:错误|警告|提示|参考) [^\n]+ \[[a-z]+/[a-z-]+\]\n"
)
LONGEST_HEAD = 1200
"""How many bytes of a file tell whether it is a report."""


def is_report(head: str) -> bool:
    """Whether a file that begins so is a report that govlint wrote."""
    return _WRITTEN.match(head) is not None


def open_report(name: str, style: Style, rules: Sequence[Rule] = ()) -> Report:
    """A new report in the format of that name (the module that makes it), on a run with these rules."""
    context = Context(style, {rule.id: rule for rule in rules})
    return cast(Report, import_module(f"govlint.reports.{name}").Report(context))
