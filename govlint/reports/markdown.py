"""A summary in Markdown, for a job's summary page or a merge request: counts by rule, then the findings by file."""

from __future__ import annotations

import re
from collections import Counter

from govlint import reports
from govlint.analysis.finding import SEVERITY_NAMES, Severity
from govlint.project.project import Checked
from govlint.reports import Context
from govlint.reports.text import place_of, summarise
from govlint.text.columns import visible

_MOST_PER_FILE = 50
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~&])")


class Report(reports.Report):
    """See `govlint.reports.Report`."""

    reads = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rules = context.rules
        self.by_rule: Counter[tuple[Severity, str]] = Counter()
        self.sections: list[str] = []

    def add(self, checked: Checked) -> str:
        if not checked.findings:
            return ""
        self.by_rule.update((f.severity, f.rule) for f in checked.findings)
        lines = [f"\n### {_plain(checked.source.path)}\n", "| 位置 | 级别 | 问题 | 规则 |", "| --- | --- | --- | --- |"]
        for finding in checked.findings[:_MOST_PER_FILE]:
            place = place_of(checked.document, finding.span.start)
            severity = SEVERITY_NAMES[finding.severity]
            lines.append(f"| {place} | {severity} | {_plain(finding.message)} | {finding.rule} |")
        if len(checked.findings) > _MOST_PER_FILE:
            lines.append(f"\n还有 {len(checked.findings) - _MOST_PER_FILE} 处没有列出。")
        self.sections.append("\n".join(lines) + "\n")
        return ""

    def end(self, checked: int, failed: int) -> str:
        counts: Counter[Severity] = Counter()
        for (severity, _), count in self.by_rule.items():
            counts[severity] += count
        lines = ["## govlint\n", summarise(counts, checked, failed) + "\n"]
        if self.by_rule:
            lines += ["| 处数 | 级别 | 规则 | 说明 |", "| ---: | --- | --- | --- |"]
        for (severity, rule), count in sorted(self.by_rule.items(), key=lambda item: (-item[0][0], -item[1], item[0][1])):
            title = _plain(self.rules[rule].title) if rule in self.rules else ""
            lines.append(f"| {count} | {SEVERITY_NAMES[severity]} | {rule} | {title} |")
        return "\n".join(lines) + "\n" + "".join(self.sections)


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _ACTIVE.sub(r"\\\1", visible(text))
