"""A comparison as JSON has it, for programs and editors."""

from __future__ import annotations

from typing import Any

from govlint.house.compare import Comparison


def record(found: Comparison) -> dict[str, Any]:
    """All of a comparison; spans are code points of the source, shares and figures as the page shows them."""
    return {
        "path": found.document.source.path,
        "title": found.document.title,
        "genre": str(found.document.genre),
        "with": found.whose,
        "texts": found.texts,
        "findings": [
            {
                "rule": finding.rule,
                "severity": str(finding.severity),
                "message": finding.message,
                "start": finding.span.start,
                "end": finding.span.end,
                "model": [related.message for related in finding.related],
            }
            for finding in found.findings
        ],
        "figures": [
            {
                "name": row.name,
                "title": row.figure.title,
                "unit": row.figure.unit,
                "value": round(row.value, 2),
                "low": row.low,
                "middle": row.middle,
                "high": row.high,
                "off": round(row.off, 2),
                "models": [round(value, 2) for value in row.others],
            }
            for row in found.rows
        ],
        "headings": [heading._asdict() for heading in found.headings],
        "sections": [
            {"heading": part.heading, "share": round(part.share, 1), "passages": [p._asdict() for p in part.passages]}
            for part in found.parts
        ],
        "over": [{**word._asdict(), "expected": round(word.expected, 1)} for word in found.over],
        "under": [{**word._asdict(), "expected": round(word.expected, 1)} for word in found.under],
    }
