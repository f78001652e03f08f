"""SARIF 2.1.0 (OASIS): what code scanning services take; columns count code points."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import govlint
from govlint import reports
from govlint.analysis.finding import Finding, Fix, Severity
from govlint.analysis.rule import Rule
from govlint.document.document import Document
from govlint.project.project import Checked
from govlint.reports import Context
from govlint.reports.interchange import Fingerprints, message_of, posix
from govlint.rulefiles.seeds import grounds
from govlint.text.source import Source, Span

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.HINT: "note"}


class Report(reports.Report):
    """See `govlint.reports.Report`."""

    reads = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rules = {rule_id: index for index, rule_id in enumerate(context.rules)}
        self.descriptors = [_descriptor(rule) for rule in context.rules.values()]
        self.results: list[dict[str, Any]] = []
        self.fingerprints = Fingerprints()

    def add(self, checked: Checked) -> str:
        self.results += (self._result(checked.document, finding) for finding in checked.findings)
        return ""

    def end(self, checked: int, failed: int) -> str:
        driver = {
            "name": "govlint",
            "semanticVersion": govlint.__version__,
            "language": "zh-CN",
            "rules": self.descriptors,
        }
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "invocations": [{"executionSuccessful": not failed}],
            "results": self.results,
        }
        log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
        return json.dumps(log, indent=1) + "\n"

    def _result(self, document: Document, finding: Finding) -> dict[str, Any]:
        source = document.source
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "level": _LEVELS[finding.severity],
            "message": {"text": message_of(source, finding)},
            "locations": [_location(source, finding.span)],
            "partialFingerprints": {"govlint/v1": self.fingerprints.of(document, finding)},
        }
        if finding.rule in self.rules:
            result["ruleIndex"] = self.rules[finding.rule]
        if finding.related:
            result["relatedLocations"] = [
                {"id": number, **_location(source, related.span), "message": {"text": related.message}}
                for number, related in enumerate(finding.related, 1)
            ]
        # Nobody can apply one to a file that has no lines.
        if finding.fix and source.location(finding.span.start) is None:
            result["fixes"] = [_fix(source, finding.fix)]
        return result


def _descriptor(rule: Rule) -> dict[str, Any]:
    based = [grounds(basis) for basis in rule.basis]
    return {
        "id": rule.id,
        "name": rule.id.replace("/", "-"),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why.strip()},
        "help": {"text": "\n".join([rule.why.strip(), *(f"依据：{ground}" for ground in based)])},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.category]},
    }


def _location(source: Source, span: Span) -> dict[str, Any]:
    region: dict[str, Any] = _region(source, span.start, span.end)
    found: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(source), "region": region}}
    # Lines of a Word file or a PDF are its paragraphs: where to look is said in words.
    if (place := source.location(span.start)) is not None:
        found["logicalLocations"] = [{"fullyQualifiedName": str(place), "kind": "element"}]
    return found


def _artifact(source: Source) -> dict[str, str]:
    # A colon in the name would make a scheme of what stands before it.
    return {"uri": quote(posix(source.path), safe="/", errors="surrogateescape")}


def _region(source: Source, start: int, end: int) -> dict[str, int]:
    first, last = source.position(start), source.position(end)
    return {"startLine": first.line, "startColumn": first.column, "endLine": last.line, "endColumn": last.column}


def _fix(source: Source, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(source, edit.start, edit.end), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": _artifact(source), "replacements": replacements}],
        "properties": {"safety": str(fix.safety)},
    }
