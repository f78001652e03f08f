"""All of a rule as a page of an editor shows it: what, why, wrong and right, on what authority, and who has changed it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from govlint.analysis.engine import Ruleset, lint
from govlint.analysis.finding import Severity
from govlint.analysis.rule import Example, Rule
from govlint.config.tuning import Origin
from govlint.rulefiles.examples import document_of
from govlint.rulefiles.redpen import unmark
from govlint.rulefiles.seeds import grounds


def about(rule: Rule, running: Rule | None, origins: Sequence[Origin], hushed: bool) -> dict[str, Any]:
    """The record that lsp/README.md describes. `running` is the rule as it is in force, None where it is off; `hushed` says
    whether the editor's own settings leave it out."""
    severity: Severity | None = None if hushed or running is None else running.severity
    return {
        "id": rule.id,
        "title": rule.title,
        "says": _spoken(rule),
        "severity": str(severity) if severity is not None else "off",
        "safety": str(rule.safety) if rule.kind.fixes else "",
        "genres": sorted(map(str, rule.genres)),
        "exceptGenres": sorted(map(str, rule.except_genres)),
        "why": rule.why.strip().split("\n"),
        "bad": [_bad(example) for example in rule.bad],
        "good": [example.text.rstrip("\n") for example in rule.good],
        "basis": [said for basis in rule.basis if (said := grounds(basis))],
        "switched": [{"what": o.what, "value": o.value, "path": os.path.abspath(o.path), "line": o.line} for o in origins],
        "hushed": hushed,
        "path": rule.path,
    }


def _bad(example: Example) -> dict[str, Any]:
    """A bad example: the text, the spans in it that are found, and what becomes of it where the rule can tell."""
    marked = unmark(example.text.rstrip("\n"))
    return {"text": marked.text, "found": [[*span] for span in marked.wanted], "mended": marked.mended}


def _spoken(rule: Rule) -> str:
    """What the rule says of its first bad example: plainer than its message with slots."""
    if not rule.bad:
        return rule.message
    example = rule.bad[0]
    document = document_of(unmark(example.text).text, example.suffix, example.genre, example.layout)
    findings = lint(document, Ruleset([rule]), remember=False).findings
    return findings[0].message if findings else rule.message
