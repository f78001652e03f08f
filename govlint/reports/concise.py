"""One line a finding, as compilers write them: for a narrow terminal, grep, and editors that read such lines."""

from __future__ import annotations

from collections.abc import Sequence

from govlint.analysis.finding import SEVERITY_NAMES, Finding
from govlint.document.document import Document
from govlint.reports import Run
from govlint.text.columns import visible


class Report:
    """See `govlint.reports.Report`."""

    def __init__(self, run: Run) -> None:
        pass

    def begin(self) -> str:
        return ""

    def add(self, document: Document, findings: Sequence[Finding]) -> str:
        path = visible(document.source.path)
        lines = []
        for finding in findings:
            line, column = document.source.position(finding.span.start)
            severity = SEVERITY_NAMES[finding.severity]
            lines.append(f"{path}:{line}:{column}: {severity} {visible(finding.message)} [{finding.rule}]\n")
        return "".join(lines)

    def end(self, checked: int, failed: int) -> str:
        return ""
