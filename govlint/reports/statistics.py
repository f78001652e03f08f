"""How often each rule reported, instead of the findings themselves."""

from __future__ import annotations

from collections import Counter

from govlint import reports
from govlint.analysis.finding import SEVERITY_NAMES, Severity
from govlint.project.project import Checked
from govlint.reports import Context
from govlint.reports.text import summarise


class Report(reports.Report):
    """See `govlint.reports.Report`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.counts: Counter[tuple[Severity, str]] = Counter()

    def add(self, checked: Checked) -> str:
        self.counts.update((f.severity, f.rule) for f in checked.findings)
        return ""

    def end(self, checked: int, failed: int) -> str:
        rows = sorted(self.counts.items(), key=lambda item: (-item[1], -item[0][0], item[0][1]))
        width = len(str(rows[0][1])) if rows else 0
        table = "".join(f"{count:{width}}  {SEVERITY_NAMES[severity]}  {rule}\n" for (severity, rule), count in rows)
        by_severity: Counter[Severity] = Counter()
        for (severity, _), count in rows:
            by_severity[severity] += count
        return table + ("\n" if table else "") + summarise(by_severity, checked, failed) + "\n"
