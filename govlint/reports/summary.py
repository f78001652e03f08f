"""Nothing but one sentence on the whole run, where the findings themselves go elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from govlint.analysis.finding import Finding, Severity
from govlint.document.document import Document
from govlint.reports import Run
from govlint.reports.text import summarise


class Report:
    """See `govlint.reports.Report`."""

    def __init__(self, run: Run) -> None:
        self.counts: Counter[Severity] = Counter()

    def begin(self) -> str:
        return ""

    def add(self, document: Document, findings: Sequence[Finding]) -> str:
        self.counts.update(f.severity for f in findings)
        return ""

    def end(self, checked: int, failed: int) -> str:
        return summarise(self.counts, checked, failed) + "\n"
