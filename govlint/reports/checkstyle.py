"""Checkstyle's XML, which many CI servers read."""

from __future__ import annotations

from collections.abc import Sequence

from govlint.analysis.finding import Finding, Severity
from govlint.document.document import Document
from govlint.reports import Run
from govlint.reports.interchange import attributes, posix

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info", Severity.HINT: "info"}


class Report:
    """See `govlint.reports.Report`."""

    def __init__(self, run: Run) -> None:
        pass

    def begin(self) -> str:
        return '<?xml version="1.0" encoding="utf-8"?>\n<checkstyle version="4.3">\n'

    def add(self, document: Document, findings: Sequence[Finding]) -> str:
        lines = [f"  <file{attributes(name=posix(document.source.path))}>"]
        for finding in findings:
            line, column = document.source.position(finding.span.start)
            about = attributes(
                line=line,
                column=column,
                severity=_SEVERITIES[finding.severity],
                message=finding.message,
                source=f"govlint.{finding.rule.replace('/', '.')}",
            )
            lines.append(f"    <error{about}/>")
        return "\n".join([*lines, "  </file>\n"])

    def end(self, checked: int, failed: int) -> str:
        return "</checkstyle>\n"
