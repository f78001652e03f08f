"""Reviewdog's diagnostic format: one JSON object; columns count bytes of UTF-8, as reviewdog's protocol has it."""

from __future__ import annotations

import json
from typing import Any

from govlint import reports
from govlint.analysis.finding import Safety, Severity
from govlint.project.project import Checked
from govlint.reports import Context
from govlint.reports.interchange import message_of, posix
from govlint.text.source import Source

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO", Severity.HINT: "INFO"}


class Report(reports.Report):
    """See `govlint.reports.Report`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.diagnostics: list[dict[str, Any]] = []

    def add(self, checked: Checked) -> str:
        source = checked.source
        for finding in checked.findings:
            diagnostic: dict[str, Any] = {
                "message": message_of(source, finding),
                "location": {"path": posix(source.path), "range": _range(source, finding.span.start, finding.span.end)},
                "severity": _SEVERITIES[finding.severity],
                "code": {"value": finding.rule},
            }
            # A suggestion is one range and its text: what takes several edits is told in the message alone.
            # Nobody can apply one to a file that has no lines.
            is_text = source.location(finding.span.start) is None
            if is_text and finding.fix and len(finding.fix.edits) == 1 and finding.fix.safety is not Safety.SUGGESTION:
                edit = finding.fix.edits[0]
                diagnostic["suggestions"] = [{"range": _range(source, edit.start, edit.end), "text": edit.text}]
            self.diagnostics.append(diagnostic)
        return ""

    def end(self, checked: int, failed: int) -> str:
        return json.dumps({"source": {"name": "govlint"}, "diagnostics": self.diagnostics}) + "\n"


def _range(source: Source, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(source, start), "end": _position(source, end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    line, column = source.position(offset)
    before = source.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
