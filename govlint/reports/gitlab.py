"""GitLab's Code Quality report: a JSON array that a merge request shows beside its changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from govlint.analysis.finding import Finding, Severity
from govlint.document.document import Document
from govlint.reports import Run
from govlint.reports.interchange import Fingerprints, posix

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info", Severity.HINT: "info"}


class Report:
    """See `govlint.reports.Report`."""

    def __init__(self, run: Run) -> None:
        self.issues: list[dict[str, Any]] = []
        self.fingerprints = Fingerprints()

    def begin(self) -> str:
        return ""

    def add(self, document: Document, findings: Sequence[Finding]) -> str:
        for finding in findings:
            self.issues.append(
                {
                    "description": finding.message,
                    "check_name": finding.rule,
                    "fingerprint": self.fingerprints.of(document, finding),
                    "severity": _SEVERITIES[finding.severity],
                    "location": {
                        "path": posix(document.source.path),
                        "lines": {
                            "begin": document.source.position(finding.span.start).line,
                            "end": document.source.position(finding.span.end).line,
                        },
                    },
                }
            )
        return ""

    def end(self, checked: int, failed: int) -> str:
        return json.dumps(self.issues, indent=1) + "\n"
