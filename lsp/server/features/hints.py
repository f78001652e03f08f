"""Figures beside a text: the limbs of an uneven run, announced and found counts, how long a section takes to say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govlint_lsp.convert import range_of
from govlint_lsp.documents import View
from govlint_lsp.features.outline import Section, sections
from govlint_lsp.words import Words
from lsprotocol import types as lsp

from govlint.analysis.finding import Finding
from govlint.document.document import Document, Place
from govlint.document.length import Ruler
from govlint.language.numeral import han_number
from govlint.language.spoken import whole_minutes
from govlint.text.fold import fold
from govlint.text.source import Span

_COUNT = re.compile(r"[一二三四五六七八九十两]+|\d+")
# The rule that says which phrases are stock phrases.
STOCK = "rhythm/stock-phrases"


def numbers(view: View, start: int, end: int) -> list[lsp.InlayHint]:
    """The numbers that Word gives paragraphs by itself, between two offsets: to a reader they are part of the text."""
    found = []
    for place in view.checked.document.places:
        at = place.span(0, 0).start
        if place.block.label and start <= at <= end:
            found.append(lsp.InlayHint(range_of(view.text, at, at, view.encoding).start, place.block.label, padding_right=True))
    return found


def inlay_hints(view: View, start: int, end: int) -> list[lsp.InlayHint]:
    """The hints between two offsets."""
    found = []
    for finding in view.touching(start, end):
        rule = view.rule(finding.rule)
        name = rule.kind.name if rule else ""
        label = _shape(view.checked.document, finding) if name == "parallel" else _share(finding) if name == "promise" else ""
        if label:
            at = range_of(view.text, *finding.span, view.encoding).end
            found.append(lsp.InlayHint(at, label, tooltip=finding.message, padding_left=True))
    return found


def lenses(view: View, rate: int) -> list[lsp.CodeLens]:
    """Over each outermost section, and over the whole: characters, minutes at so many characters a minute, set phrases."""
    document = view.checked.document
    rule = view.rule(STOCK)
    stock: tuple[str, ...] = getattr(rule.options, "words", ()) if rule else ()
    found = []
    ruler = Ruler(document)
    for section in _lensed(sections(document)):
        title = figures(document, ruler, (section.start, section.end), rate, stock, view.words)
        reach = range_of(view.text, section.start, section.mark.end, view.encoding)
        found.append(lsp.CodeLens(reach, lsp.Command(title, "")))
    return found


def figures(document: Document, ruler: Ruler, span: tuple[int, int], rate: int, stock: Sequence[str], words: Words) -> str:
    """How long a span of the source is and takes to say, and how many of these stock phrases a thousand characters hold."""
    length = ruler.between(*span)
    taken = whole_minutes(length, rate)
    shown = (
        words("{count} 字　约 {minutes} 分钟", count=length, minutes=taken)
        if taken
        else words("{count} 字　不到 1 分钟", count=length)
    )
    if not stock:
        return shown
    inside = (p.block.folded for p in document.places if span[0] <= p.span(0, 0).start < span[1])
    found = sum(text.count(phrase) for text in inside for phrase in stock)
    return words("{length}　套话每千字 {count} 处", length=shown, count=f"{found * 1000 / max(1, length):.0f}")


def _lensed(roots: list[Section]) -> Iterator[Section]:
    for section in roots:
        yield section
        if section.detail == "标题":
            yield from (child for child in section.children if not child.inline)


def _shape(document: Document, finding: Finding) -> str:
    """The lengths of the limbs of a run, in order: 4·4·4·5."""
    if not finding.related:
        return ""
    place = document.places[finding.block]
    spans = sorted([finding.span, *(r.span for r in finding.related)])
    return "·".join(str(_reading(place, span)) for span in spans)


def _reading(place: Place, span: Span) -> int:
    """How many characters of the reading text stand in a span of the source."""
    inside = 0
    for run in place.map.stretches():
        low, high = max(run.source, span.start), min(run.source + run.width, span.end)
        inside += max(0, high - low) if run.length == run.width else (run.length if high > low else 0)
    return inside


def _share(finding: Finding) -> str:
    """What was found of an announced count: 3/4."""
    number = _COUNT.search(fold(finding.match))
    if number is None or not finding.related:
        return ""
    said = number.group()
    announced = int(said) if said.isdecimal() else han_number(said)
    return f"{len(finding.related)}/{announced}"
