"""GitLab's Code Quality report: a JSON array that a merge request shows beside its changes."""

from __future__ import annotations

import json
from typing import Any

from govlint import reports
from govlint.analysis.finding import Severity
from govlint.project.project import Checked
from govlint.reports import Context
from govlint.reports.interchange import Fingerprints, message_of, posix

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info", Severity.HINT: "info"}


class Report(reports.Report):
    """See `govlint.reports.Report`."""

    reads = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.issues: list[dict[str, Any]] = []
        self.fingerprints = Fingerprints()

    def add(self, checked: Checked) -> str:
        for finding in checked.findings:
            self.issues.append(
                {
                    "description": message_of(checked.source, finding),
                    "check_name": finding.rule,
                    "fingerprint": self.fingerprints.of(checked.document, finding),
                    "severity": _SEVERITIES[finding.severity],
                    "location": {
                        "path": posix(checked.source.path),
                        "lines": {
                            "begin": checked.source.position(finding.span.start).line,
                            "end": checked.source.position(finding.span.end).line,
                        },
                    },
                }
            )
        return ""

    def end(self, checked: int, failed: int) -> str:
        return json.dumps(self.issues, indent=1) + "\n"
