"""Nothing but one sentence on the whole run, where the findings themselves go elsewhere."""

from __future__ import annotations

from collections import Counter

from govlint import reports
from govlint.analysis.finding import Severity
from govlint.project.project import Checked
from govlint.reports import Context
from govlint.reports.text import summarise


class Report(reports.Report):
    """See `govlint.reports.Report`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.counts: Counter[Severity] = Counter()

    def add(self, checked: Checked) -> str:
        self.counts.update(f.severity for f in checked.findings)
        return ""

    def end(self, checked: int, failed: int) -> str:
        return summarise(self.counts, checked, failed) + "\n"
