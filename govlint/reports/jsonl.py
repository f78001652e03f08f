"""Findings as JSON Lines: the objects of the JSON report, one on a line, each as soon as its file is checked."""

from __future__ import annotations

from collections.abc import Sequence

from govlint.analysis.finding import Finding
from govlint.document.document import Document
from govlint.reports import Run
from govlint.reports.json import dump, record


class Report:
    """See `govlint.reports.Report`."""

    def __init__(self, run: Run) -> None:
        self.style = run.style

    def begin(self) -> str:
        return ""

    def add(self, document: Document, findings: Sequence[Finding]) -> str:
        return "".join(dump(record(document.source, finding), self.style) + "\n" for finding in findings)

    def end(self, checked: int, failed: int) -> str:
        return ""
