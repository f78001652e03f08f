"""How often each rule reported, instead of the findings themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from govlint.analysis.finding import SEVERITY_NAMES, Finding, Severity
from govlint.document.document import Document
from govlint.reports import Run
from govlint.reports.text import summarise


class Report:
    """See `govlint.reports.Report`."""

    def __init__(self, run: Run) -> None:
        self.counts: Counter[tuple[Severity, str]] = Counter()

    def begin(self) -> str:
        return ""

    def add(self, document: Document, findings: Sequence[Finding]) -> str:
        self.counts.update((f.severity, f.rule) for f in findings)
        return ""

    def end(self, checked: int, failed: int) -> str:
        rows = sorted(self.counts.items(), key=lambda item: (-item[1], -item[0][0], item[0][1]))
        width = len(str(rows[0][1])) if rows else 0
        table = "".join(f"{count:{width}}  {SEVERITY_NAMES[severity]}  {rule}\n" for (severity, rule), count in rows)
        by_severity: Counter[Severity] = Counter()
        for (severity, _), count in rows:
            by_severity[severity] += count
        return table + ("\n" if table else "") + summarise(by_severity, checked, failed) + "\n"
