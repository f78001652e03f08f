"""JUnit's XML: a file is a suite, a finding a failed case, a file without findings one passed case."""

from __future__ import annotations

from collections.abc import Sequence

from govlint.analysis.finding import SEVERITY_NAMES, Finding
from govlint.document.document import Document
from govlint.reports import Run
from govlint.reports.interchange import attributes, posix, xml_text


class Report:
    """See `govlint.reports.Report`."""

    def __init__(self, run: Run) -> None:
        pass

    def begin(self) -> str:
        return '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="govlint">\n'

    def add(self, document: Document, findings: Sequence[Finding]) -> str:
        path = posix(document.source.path)
        head = attributes(name=path, tests=len(findings) or 1, failures=len(findings), errors=0)
        lines = [f"  <testsuite{head}>"]
        if not findings:
            lines.append(f"    <testcase{attributes(classname=path, name='govlint')}/>")
        for finding in findings:
            line, column = document.source.position(finding.span.start)
            place = f"{path}:{line}:{column}"
            case = attributes(classname=path, name=f"{finding.rule} {line}:{column}", file=path, line=line)
            failure = attributes(type=finding.rule, message=finding.message)
            words = f"{place}: {SEVERITY_NAMES[finding.severity]} {finding.message}"
            lines.append(f"    <testcase{case}><failure{failure}>{xml_text(words)}</failure></testcase>")
        return "\n".join([*lines, "  </testsuite>\n"])

    def end(self, checked: int, failed: int) -> str:
        return "</testsuites>\n"
