"""The text of a document as rows of a page: a paragraph with its findings marked, and beside it a note on each."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from govlint.analysis.finding import SAFETY_NAMES, SEVERITY_NAMES, Finding
from govlint.document.document import Document
from govlint.document.roles import Role
from govlint.reports.text import place_of
from govlint.text.columns import visible
from govlint.text.frozen import frozen

_TAGS = {Role.TITLE: "h1", Role.HEADING: "h3"}


@dataclass
class Numbers:
    """What a page calls its rules and notes: numbers, which no rule and no text can choose."""

    rules: dict[str, int] = field(default_factory=dict)
    notes: int = 0

    def rule(self, rule: str) -> int:
        """The number of a rule."""
        return self.rules.setdefault(rule, len(self.rules) + 1)

    def note(self) -> str:
        """The name of the next note."""
        self.notes += 1
        return f"n{self.notes}"


@frozen
class _Note:
    """Findings of one paragraph that say the same."""

    name: str
    rule: int
    findings: tuple[Finding, ...]

    @property
    def kind(self) -> str:
        return f"{self.findings[0].severity} r{self.rule}"


def rows(document: Document, findings: Sequence[Finding], name: str, numbers: Numbers) -> Iterator[str]:
    """The paragraphs in order, as HTML. `name` begins the anchors of this document (`name`-p3 is its third paragraph)."""
    by_block: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_block[finding.block].append(finding)
    places = _Places(document, name)
    for index, place in enumerate(document.places):
        notes = _notes(by_block.pop(index, ()), numbers)
        has = " has" if notes else ""
        anchor = f"{name}-p{index + 1}"
        line = document.source.position(place.span(0, len(place.block.text)).start).line
        tag = _TAGS.get(place.role, "p")
        label = f"{escape(visible(place.block.label))} " if place.block.label else ""
        yield f'<div class="row {place.role}{has}" id="{anchor}"><span class="at" aria-hidden="true">{line}</span>'
        yield f'<{tag} class="words">{label}{_marked(place.block.text, notes)}</{tag}>'
        yield f'<div class="notes">{"".join(places.spoken(note) for note in notes)}</div></div>\n'
    left = [finding for rest in by_block.values() for finding in rest]
    if left:  # a file without a paragraph can be at fault too
        spoken = "".join(map(places.spoken, _notes(left, numbers)))
        yield f'<div class="row has loose"><div class="notes">{spoken}</div></div>\n'


def _notes(findings: Sequence[Finding], numbers: Numbers) -> list[_Note]:
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        # Findings that point elsewhere may each point to another place.
        own = finding.order if finding.related else ()
        title = finding.fix.title if finding.fix else ""
        alike.setdefault((finding.rule, finding.severity, finding.message, title, own), []).append(finding)
    return [_Note(numbers.note(), numbers.rule(same[0].rule), tuple(same)) for same in alike.values()]


def _marked(text: str, notes: Sequence[_Note]) -> str:
    """A paragraph with a mark round the words of each finding; where findings overlap, marks stand in each other."""
    spans = [(f.reading.start, max(f.reading), note, number) for note in notes for number, f in enumerate(note.findings)]
    spans.sort(key=lambda span: (span[0], -span[1]))
    cuts = sorted({0, len(text), *(at for start, end, *_ in spans for at in (start, end) if at <= len(text))})
    pieces = []
    opened: list[tuple[int, int, _Note, int]] = []
    at = 0
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        while at < len(spans) and spans[at][0] <= start:
            opened.append(spans[at])
            at += 1
        pieces += [f"{_open(span, 'spot ')}</mark>" for span in opened if span[0] == span[1] == start]
        opened = [span for span in opened if span[1] > start]
        words = _shown(text[start:end])
        for span in reversed(opened if words else []):
            words = _open(span, "", first=span[0] == start) + words + "</mark>"
        pieces.append(words)
    return "".join(pieces)


def _open(span: tuple[int, int, _Note, int], spot: str, *, first: bool = True) -> str:
    note, number = span[2], span[3]
    anchor = f' id="{note.name}-{number + 1}"' if first else ""
    return f'<mark{anchor} class="{spot}{note.kind}" data-note="{note.name}">'


def _shown(text: str) -> str:
    """Text that a page shows as it is; what cannot be seen is named."""
    if visible(text) == text:
        return escape(text)
    return "".join(escape(char) if (shown := visible(char)) == char else _named(shown) for char in text)


def _named(shown: str) -> str:
    return shown if shown.isspace() else f'<span class="unseen">{escape(shown.strip("<>"))}</span>'


class _Places:
    """Where source offsets are on the page."""

    def __init__(self, document: Document, name: str) -> None:
        self.document = document
        self.name = name
        self.starts = [place.span(0, len(place.block.text)).start for place in document.places]

    def spoken(self, note: _Note) -> str:
        """A note as HTML."""
        finding, many = note.findings[0], len(note.findings)
        place = place_of(self.document, finding.span.start)
        parts = [f'<aside class="note {note.kind}" id="{note.name}"><p><a href="#{note.name}-1">']
        parts.append(f'<span class="kind">{SEVERITY_NAMES[finding.severity]}</span>{escape(visible(finding.message))}</a>')
        parts.append(f' <span class="many">本段 {many} 处</span></p>' if many > 1 else "</p>")
        if finding.fix:
            safety = SAFETY_NAMES[finding.fix.safety]
            parts.append(f'<p class="change">{escape(visible(finding.fix.title))}<i>{safety}</i></p>')
        if finding.related:
            also = "；".join(self._link(related.span.start, related.message) for related in finding.related)
            parts.append(f'<p class="also">另见 {also}</p>')
        rule = escape(visible(finding.rule))
        parts.append(f'<p class="from"><a href="#r{note.rule}">{rule}</a> · {place}</p></aside>')
        return "".join(parts)

    def _link(self, offset: int, message: str) -> str:
        at = max(1, bisect_right(self.starts, offset))
        return f'<a href="#{self.name}-p{at}">{escape(visible(message)) or place_of(self.document, offset)}</a>'
