"""One line a finding, as compilers write them: for a narrow terminal, grep, and editors that read such lines."""

from __future__ import annotations

from govlint import reports
from govlint.analysis.finding import SEVERITY_NAMES
from govlint.project.project import Checked
from govlint.reports.interchange import message_of
from govlint.text.columns import visible


class Report(reports.Report):
    """See `govlint.reports.Report`."""

    def add(self, checked: Checked) -> str:
        path = visible(checked.source.path)
        lines = []
        for finding in checked.findings:
            line, column = checked.source.position(finding.span.start)
            severity = SEVERITY_NAMES[finding.severity]
            lines.append(
                f"{path}:{line}:{column}: {severity} {visible(message_of(checked.source, finding))} [{finding.rule}]\n"
            )
        return "".join(lines)
