"""The shape of a text for an editor: its outline as symbols, what folds, what a selection grows to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from govlint_lsp.convert import offset_of, range_of
from govlint_lsp.documents import View
from lsprotocol import types as lsp

from govlint.document.document import Document
from govlint.document.outline import FAULT_NAMES, Member
from govlint.document.roles import Role
from govlint.text.source import Span


@dataclass
class Section:
    """A heading, or an ordinal inside a paragraph, and what stands below it. Offsets are of the source."""

    name: str
    """Empty for a heading without a word."""
    detail: str
    start: int
    end: int
    """Where its text ends: before the next one of its own or of a higher level."""
    mark: Span
    block: int
    inline: bool = False
    children: list[Section] = field(default_factory=list)


def sections(document: Document) -> list[Section]:
    """The outermost sections of a text in order; titles and headings without an ordinal are among them."""
    found = [*_of_headings(document), *_of_ordinals(document)]
    found.sort(key=lambda each: (each[1].start, each[0]))
    roots: list[Section] = []
    open_: list[tuple[int, Section]] = []
    for depth, section in found:
        while open_ and open_[-1][0] >= depth:
            _close(open_.pop()[1], section.start, document)
        (open_[-1][1].children if open_ else roots).append(section)
        open_.append((depth, section))
    end = _end_of(document)
    for _, section in open_:
        section.end = max(section.end, end)
    return roots


def symbols(view: View, *, hierarchical: bool = True) -> list[lsp.DocumentSymbol] | list[lsp.SymbolInformation]:
    """The outline, as a tree or, for clients that know none, as a list."""
    roots = sections(view.checked.document)
    if hierarchical:
        return [_symbol(view, section) for section in roots]
    flat: list[lsp.SymbolInformation] = []
    for section in walk(roots):
        place = lsp.Location(view.uri, range_of(view.text, section.start, section.end, view.encoding))
        flat.append(lsp.SymbolInformation(place, section.name or view.words("（无题）"), lsp.SymbolKind.String))
    return flat


def folds(view: View) -> list[lsp.FoldingRange]:
    """What can be folded: every section that goes on below the line of its heading."""
    found = []
    for section in walk(sections(view.checked.document)):
        first, last = view.text.line_of(section.start), view.text.line_of(max(section.start, section.end - 1))
        if last > first and not section.inline:
            found.append(lsp.FoldingRange(first, last, kind=lsp.FoldingRangeKind.Region))
    return found


def selections(view: View, positions: Sequence[lsp.Position]) -> list[lsp.SelectionRange]:
    """For each position the ranges that a selection grows through: phrase, clause, sentence, paragraph, section, all."""
    roots = sections(view.checked.document)
    return [_selection(view, roots, offset_of(view.text, position, view.encoding)) for position in positions]


def walk(roots: Sequence[Section]) -> Iterator[Section]:
    """Each section and those below it."""
    for section in roots:
        yield section
        yield from walk(section.children)


def _of_headings(document: Document) -> Iterator[tuple[int, Section]]:
    numbered = {m.line for m in document.outline.members() if m.marker.head}
    for index, place in enumerate(document.places):
        if place.role is Role.TITLE:
            if index and document.places[index - 1].role is Role.TITLE and document.places[index - 1].part == place.part:
                continue
            depth = -1
        elif place.role is Role.HEADING and index not in numbered:
            depth = 0
        else:
            continue
        span = place.span(0, len(place.block.text))
        title = place.role is Role.TITLE and place.part == 0
        name = document.title if title else place.block.text
        yield depth, Section(name.strip(), "标题" if depth < 0 else "", *span, mark=span, block=index)


def _of_ordinals(document: Document) -> Iterator[tuple[int, Section]]:
    for run in document.outline.roots:
        for member in run.members:
            yield from _branch(document, member, 1)


def _branch(document: Document, member: Member, depth: int) -> Iterator[tuple[int, Section]]:
    place = document.places[member.line]
    span = place.span(member.marker.start, member.marker.end)
    end = place.span(0, len(place.block.text)).end
    detail = FAULT_NAMES[member.fault] if member.fault else ""
    name = document.entry(member, 40)
    yield depth, Section(name, detail, span.start, end, span, member.line, inline=not member.marker.head)
    for run in member.children:
        for child in run.members:
            yield from _branch(document, child, depth + 1)


def _close(section: Section, before: int, document: Document) -> None:
    """Let a section end where the last paragraph before an offset does, or the offset stands in its own paragraph."""
    place = document.places[section.block]
    own = place.span(0, len(place.block.text))
    if before <= own.end:
        section.end = before
        return
    ends = (p.span(0, len(p.block.text)) for p in document.places[section.block :])
    section.end = max((s.end for s in ends if s.start < before), default=section.end)
    section.end = min(section.end, before)


def _end_of(document: Document) -> int:
    if not document.places:
        return 0
    last = document.places[-1]
    return last.span(0, len(last.block.text)).end


def _symbol(view: View, section: Section) -> lsp.DocumentSymbol:
    end = max(section.end, section.mark[1])
    return lsp.DocumentSymbol(
        name=section.name or view.words("（无题）"),
        kind=lsp.SymbolKind.Field if section.inline else lsp.SymbolKind.String,
        range=range_of(view.text, section.start, end, view.encoding),
        selection_range=range_of(view.text, *section.mark, view.encoding),
        detail=view.words(section.detail) if section.detail else None,
        children=[_symbol(view, child) for child in section.children],
    )


def _selection(view: View, roots: Sequence[Section], offset: int) -> lsp.SelectionRange:
    document = view.checked.document
    spans = [Span(0, len(view.text.text))]
    spans += [Span(s.start, s.end) for s in walk(roots) if s.start <= offset <= s.end]
    for place in document.places:
        whole = place.span(0, len(place.block.text))
        if not whole.start <= offset <= whole.end:
            continue
        spans.append(whole)
        for sentence in place.block.sentences:
            for part in (sentence, *sentence.clauses, *(p for c in sentence.clauses for p in c.phrases)):
                span = place.span(part.start, part.end)
                if span.start <= offset <= span.end and (offset < span.end or span.end == whole.end):
                    spans.append(span)
        break
    nested: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if not nested or (nested[-1][0] <= span[0] and span[1] <= nested[-1][1]):
            nested.append(span)
    current: lsp.SelectionRange | None = None
    for span in nested:
        current = lsp.SelectionRange(range_of(view.text, *span, view.encoding), current)
    assert current is not None
    return current
