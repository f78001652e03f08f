"""JUnit's XML: a file is a suite, a finding a case, failed where it fails the run; a file without findings one passed case."""

from __future__ import annotations

from govlint import reports
from govlint.analysis.finding import SEVERITY_NAMES
from govlint.project.project import Checked
from govlint.reports.interchange import attributes, message_of, posix, xml_text


class Report(reports.Report):
    """See `govlint.reports.Report`."""

    def begin(self) -> str:
        return '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="govlint">\n'

    def add(self, checked: Checked) -> str:
        path = posix(checked.source.path)
        failing = sum(map(checked.fails, checked.findings))
        head = attributes(name=path, tests=len(checked.findings) or 1, failures=failing, errors=0)
        lines = [f"  <testsuite{head}>"]
        if not checked.findings:
            lines.append(f"    <testcase{attributes(classname=path, name='govlint')}/>")
        for finding in checked.findings:
            line, column = checked.source.position(finding.span.start)
            place = f"{path}:{line}:{column}"
            case = attributes(classname=path, name=f"{finding.rule} {line}:{column}", file=path, line=line)
            told = message_of(checked.source, finding)
            failure = attributes(type=finding.rule, message=told)
            words = f"{place}: {SEVERITY_NAMES[finding.severity]} {told}"
            said = f"<failure{failure}>{xml_text(words)}</failure>" if checked.fails(finding) else _passed(words)
            lines.append(f"    <testcase{case}>{said}</testcase>")
        return "\n".join([*lines, "  </testsuite>\n"])

    def end(self, checked: int, failed: int) -> str:
        return "</testsuites>\n"


def _passed(words: str) -> str:
    return f"<system-out>{xml_text(words)}</system-out>"
