"""Checkstyle's XML, which many CI servers read."""

from __future__ import annotations

from govlint import reports
from govlint.analysis.finding import Severity
from govlint.project.project import Checked
from govlint.reports.interchange import attributes, message_of, posix

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info", Severity.HINT: "info"}


class Report(reports.Report):
    """See `govlint.reports.Report`."""

    def begin(self) -> str:
        return '<?xml version="1.0" encoding="utf-8"?>\n<checkstyle version="4.3">\n'

    def add(self, checked: Checked) -> str:
        lines = [f"  <file{attributes(name=posix(checked.source.path))}>"]
        for finding in checked.findings:
            line, column = checked.source.position(finding.span.start)
            about = attributes(
                line=line,
                column=column,
                severity=_SEVERITIES[finding.severity],
                message=message_of(checked.source, finding),
                source=f"govlint.{finding.rule.replace('/', '.')}",
            )
            lines.append(f"    <error{about}/>")
        return "\n".join([*lines, "  </file>\n"])

    def end(self, checked: int, failed: int) -> str:
        return "</checkstyle>\n"
