"""govlint's values as the protocol has them: spans, edits, findings; knows no server and keeps no state."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from govlint_lsp.showing import Group
from govlint_lsp.text import Encoding, Point, Text, width
from govlint_lsp.words import CHINESE, Words
from lsprotocol import types as lsp
from lsprotocol.converters import get_converter

from govlint.analysis.finding import Edit, Finding, Severity
from govlint.analysis.rule import Rule
from govlint.deserialize.dataclass import Complaint
from govlint.text.compact import compact

SOURCE = "govlint"
PAGE = "govlint-rule"
"""How the URIs of an editor's pages on rules begin."""
_MOST_PLACES = 20
"""As many other places lead on from a finding that stands for many."""

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
    Severity.HINT: lsp.DiagnosticSeverity.Hint,
}


class Written:
    """A value of JSON's as it is written; what is kept of many is shorter so."""

    __slots__ = ("text",)

    def __init__(self, value: Any) -> None:
        self.text = compact(value)

    @property
    def value(self) -> Any:
        """The value itself."""
        return json.loads(self.text)


class Told(lsp.Diagnostic):
    """A diagnostic that is told again and again, and so is written once."""

    __slots__ = ("written",)

    written: Written


def range_of(text: Text, start: int, end: int, encoding: Encoding) -> lsp.Range:
    """A span of code points as a range."""
    return _range(*text.reach(start, end, encoding))


@lru_cache(maxsize=4_096)
def _range(line: int, character: int, end_line: int, end_character: int) -> lsp.Range:
    return lsp.Range(lsp.Position(line, character), lsp.Position(end_line, end_character))


def offset_of(text: Text, position: lsp.Position, encoding: Encoding) -> int:
    """The code point that a position stands before."""
    return text.offset(Point(position.line, position.character), encoding)


def span_of(text: Text, reach: lsp.Range, encoding: Encoding) -> tuple[int, int]:
    """The code points of a range, in order."""
    start, end = (offset_of(text, at, encoding) for at in (reach.start, reach.end))
    return min(start, end), max(start, end)


def text_edits(text: Text, edits: Iterable[Edit], encoding: Encoding) -> list[lsp.TextEdit]:
    """Edits of one text, for the editor to make together."""
    return [lsp.TextEdit(range_of(text, e.start, e.end, encoding), e.text) for e in edits]


def diagnostic(
    group: Group,
    uri: str,
    text: Text,
    encoding: Encoding,
    rule_of: Callable[[str], Rule | None],
    *,
    pages: bool = False,
    words: Words = CHINESE,
) -> lsp.Diagnostic:
    """Findings that say the same as one diagnostic. Its code leads to the rule's own file, or to the editor's page on it."""
    finding = group.first
    rule = rule_of(finding.rule)
    places = [(r.span, r.message) for r in finding.related]
    places += [(other.span, words("又一处")) for other in group.others[:_MOST_PLACES]]
    return _diagnostic(
        text.reach(*finding.span, encoding),
        group.message(words),
        finding.severity,
        finding.rule,
        (page_of(rule) if pages else _uri_of(rule.path)) if rule and rule.path else "",
        _is_rubbish(finding),
        uri,
        tuple([(text.reach(*span, encoding), said) for span, said in places]),
    )


# After an edit most are what they were, and lsprotocol looks at every value of a new one.
@lru_cache(maxsize=1_024)
def _diagnostic(
    reach: tuple[int, int, int, int],
    message: str,
    severity: Severity,
    rule: str,
    about: str,
    is_rubbish: bool,
    uri: str,
    related: tuple[tuple[tuple[int, int, int, int], str], ...],
) -> Told:
    others = [lsp.DiagnosticRelatedInformation(lsp.Location(uri, _range(*place)), said) for place, said in related]
    return Told(
        range=_range(*reach),
        message=message,
        severity=_SEVERITIES[severity],
        code=rule,
        code_description=_about(about) if about else None,
        source=SOURCE,
        tags=[lsp.DiagnosticTag.Unnecessary] if is_rubbish else None,
        related_information=others or None,
    )


def complaint_diagnostic(complaint: Complaint, encoding: Encoding) -> lsp.Diagnostic:
    """What is wrong with a configuration or a rule file that is not open: its line is at hand, so the end is known."""
    line, column = complaint.line - 1, complaint.column - 1
    end = max(column, len(complaint.excerpt.rstrip()))
    start_units, end_units = (width(complaint.excerpt[:at], encoding) for at in (column, end))
    reach = lsp.Range(lsp.Position(line, start_units), lsp.Position(line, end_units))
    return lsp.Diagnostic(reach, complaint.message, lsp.DiagnosticSeverity.Error, source=SOURCE)


def key_of(found: lsp.Diagnostic) -> tuple[object, ...]:
    """What tells a diagnostic from others, also when it comes back from an editor."""
    start, end = found.range.start, found.range.end
    return (start.line, start.character, end.line, end.character, found.code, found.message)


def page_of(rule: Rule) -> str:
    """The URI of an editor's page on a rule: named by its title, with the id for a query."""
    return _page(rule.title, rule.id)


@cache
def _page(title: str, rule_id: str) -> str:
    return f"{PAGE}:/{quote(title.replace('/', '／'))}.govlint?{quote(rule_id)}"


@cache
def _about(uri: str) -> lsp.CodeDescription:
    return lsp.CodeDescription(uri)


@cache
def _uri_of(path: str) -> str:
    return Path(path).resolve().as_uri()


def _is_rubbish(finding: Finding) -> bool:
    """Whether all that is found is to be deleted."""
    edits = finding.fix.edits if finding.fix else ()
    spanned = finding.span.end > finding.span.start
    return spanned and len(edits) == 1 and edits[0].text == "" and (edits[0].start, edits[0].end) == finding.span


@cache
def converter() -> Any:
    """What makes JSON's values of the protocol's and back, with each Written as it is; to make one takes longer than to check a
    page."""
    made = get_converter()
    write = made.get_unstructure_hook(lsp.Diagnostic)

    def write_once(found: lsp.Diagnostic) -> Any:
        if not isinstance(found, Told):
            return write(found)
        if not hasattr(found, "written"):
            found.written = Written(write(found))
        return found.written

    made.register_unstructure_hook(lsp.Diagnostic, write_once)
    return made
