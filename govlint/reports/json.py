"""Findings as one JSON array, for programs; its form is promised in findings.schema.json and docs/json.md."""

from __future__ import annotations

import json
from typing import Any

from govlint import reports
from govlint.analysis.finding import Finding, Fix
from govlint.project.project import Checked
from govlint.reports import Context, Style
from govlint.text.source import Location, Source, Span

# Some readers of lines take these for line ends.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


class Report(reports.Report):
    """See `govlint.reports.Report`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.style = context.style
        self.separator = "\n"

    def begin(self) -> str:
        return "["

    def add(self, checked: Checked) -> str:
        pieces = []
        for finding in checked.findings:
            pieces += [self.separator, dump(record(checked.source, finding), self.style)]
            self.separator = ",\n"
        return "".join(pieces)

    def end(self, checked: int, failed: int) -> str:
        return "\n]\n"


def record(source: Source, finding: Finding) -> dict[str, Any]:
    """One finding as JSON has it."""
    return {
        "path": source.path,
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        **_place(source, finding.span),
        "match": finding.match,
        "fix": None if finding.fix is None else _fix(finding.fix),
        "related": [{"message": related.message, **_place(source, related.span)} for related in finding.related],
    }


def dump(value: dict[str, Any], style: Style) -> str:
    """A record on one line, valid whatever the other end's encoding is."""
    if style.unicode:
        text = json.dumps(value, ensure_ascii=False)
        # The name of a file may hold bytes that are no character; only an escape carries them.
        if not any("\ud800" <= char <= "\udfff" for char in value["path"]):
            return text.translate(_LINE_ENDS)
    return json.dumps(value)


def schema() -> dict[str, Any]:
    """The JSON Schema of the report."""
    from importlib import resources  # it takes longer to load than findings take to write

    text = resources.files("govlint.reports").joinpath("findings.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _place(source: Source, span: Span) -> dict[str, Any]:
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    return {
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "start": span.start,
        "end": span.end,
        **_location(source.location(span.start)),
    }


def _location(location: Location | None) -> dict[str, Any]:
    if location is None:
        return {}
    place: dict[str, Any] = {"kind": location.kind, "part": location.part, "paragraph": location.paragraph}
    if location.page:
        place["page"] = location.page
    if location.label:
        place["label"] = location.label
    return {"location": place}


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits]
    return {"safety": str(fix.safety), "title": fix.title, "edits": edits}
