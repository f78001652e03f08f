"""Workflow commands that GitHub turns into annotations on the changed lines."""

from __future__ import annotations

from govlint import reports
from govlint.analysis.finding import Finding, Severity
from govlint.document.document import Document
from govlint.project.project import Checked
from govlint.reports.interchange import message_of, posix
from govlint.text.columns import visible

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice", Severity.HINT: "notice"}


class Report(reports.Report):
    """See `govlint.reports.Report`. The form of a command is that of GitHub's toolkit, escapes included."""

    reads = True

    def add(self, checked: Checked) -> str:
        return "".join(_command(checked.document, finding) for finding in checked.findings)


def _command(document: Document, finding: Finding) -> str:
    start = document.source.position(finding.span.start)
    end = document.source.position(finding.span.end)
    properties = {"file": posix(document.source.path), "line": str(start.line), "endLine": str(end.line)}
    if start.line == end.line:  # GitHub takes columns only within one line
        properties |= {"col": str(start.column), "endColumn": str(end.column)}
    properties["title"] = finding.rule
    pairs = ",".join(f"{name}={_escape(value, ':,')}" for name, value in properties.items())
    return f"::{_LEVELS[finding.severity]} {pairs}::{_escape(message_of(document.source, finding))}\n"


def _escape(text: str, also: str = "") -> str:
    text = visible(text)
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
