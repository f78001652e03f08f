"""Findings as JSON Lines: the objects of the JSON report, one on a line, each as soon as its file is checked."""

from __future__ import annotations

from govlint import reports
from govlint.project.project import Checked
from govlint.reports import Context
from govlint.reports.json import dump, record


class Report(reports.Report):
    """See `govlint.reports.Report`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.style = context.style

    def add(self, checked: Checked) -> str:
        return "".join(dump(record(checked.source, finding), self.style) + "\n" for finding in checked.findings)
