"""How a Word document looks on paper, as Word shows it: sections, and the looks of its paragraphs.

ISO/IEC 29500-1, 17.3.1 and 17.3.2 (properties, inherited), 17.6 (sections, document grid). Takes what `govlint.word.document`
has read; a paragraph's look is that of most of its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from govlint.text.layout import Layout, Look, Page
from govlint.word.document import MAIN, WordDocument
from govlint.word.flow import Paragraph
from govlint.word.margins import head_of, page_number
from govlint.word.package import W, Xml
from govlint.word.styles import NOTHING, SIZE, Style, Styles, merge

_TWIPS_PER_MM = 1440 / 25.4
_TALLEST = 1.5  # a line of Chinese type, in its size
_RUN = W + "rPr"
_FACE = frozenset(W + name for name in ("rFonts", "sz", "rStyle"))
_MARK = re.compile("[“”‘’—…]")
_GRIDS = ("lines", "linesAndChars", "snapToChars")

_Said = tuple[Any, ...]


def layout_of(document: WordDocument) -> Layout:
    """The layout of a document that has been read; its lines are the document's paragraphs."""
    looks = Looks(document.styles)
    return Layout(
        tuple(_pages(document, looks)),
        tuple(looks.of(paragraph) for paragraph in document.paragraphs),
        page_number(document, looks.own),
        head_of(document),
    )


class Looks:
    """The looks of paragraphs; equal ones are one object."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self._faces: dict[_Said, Style] = {}
        self._known: dict[tuple[Style, _Said], Look] = {}
        self._mark_fonts: dict[tuple[Style, _Said], str] = {}

    def of(self, paragraph: Paragraph) -> Look:
        """The look of a paragraph in the face of most of its characters."""
        weights: dict[_Said, int] = {}
        last: Xml = None
        said: _Said = ()
        for atom in paragraph.atoms:
            if atom.run is not last:
                last, said = atom.run, self._said(atom.run)
            weights[said] = weights.get(said, 0) + atom.length
        said = max(weights, key=lambda face: weights[face]) if len(weights) > 1 else said
        key = paragraph.style, said
        look = self._known.get(key)
        if look is None:
            style = merge(paragraph.style, self.styles.defaults)
            look = self._known[key] = self._look(style, merge(self._faces.get(said, NOTHING), style))
        font = self._mark_font(paragraph) if _MARK.search(paragraph.text) else ""
        return replace(look, marks=font) if font else look

    def _mark_font(self, paragraph: Paragraph) -> str:
        """The Latin font that a quotation mark, dash or ellipsis of a paragraph is in; "" where all are in Chinese ones.

        ISO/IEC 29500-1, 17.3.2.26: these are of both scripts, and Latin unless the run says otherwise.
        """
        for atom in paragraph.atoms:
            if atom.is_text and _MARK.search(paragraph.text, atom.start, atom.start + atom.length):
                key = paragraph.style, self._said(atom.run)
                if key not in self._mark_fonts:
                    self._mark_fonts[key] = self._font_of_marks(*key)
                if font := self._mark_fonts[key]:
                    return font
        return ""

    def _font_of_marks(self, style: Style, said: _Said) -> str:
        face = merge(merge(self._faces.get(said, NOTHING), style), self.styles.defaults)
        is_latin = face.hint != "eastAsia" and face.latin and face.latin.isascii() and face.latin != face.font
        return face.latin or "" if is_latin else ""

    def own(self, run: Xml) -> Style:
        """What a run and its character style say."""
        return self._faces.get(self._said(run), NOTHING)

    def _said(self, run: Xml) -> _Said:
        """What a run says of its face, as a key: there are many runs and few faces."""
        properties = run.find(_RUN)
        if properties is None:
            return ()
        said = tuple([(child.tag, *child.items()) for child in properties if child.tag in _FACE])
        if said and said not in self._faces:
            named = properties.find(W + "rStyle")
            direct = self.styles.run(properties)
            self._faces[said] = direct if named is None else merge(direct, self.styles.of(named.get(W + "val", "")))
        return said

    def _look(self, style: Style, face: Style) -> Look:
        size = SIZE if face.size is None else face.size
        line = style.line or 0
        exact = style.line_rule == "exact" or (style.line_rule == "atLeast" and line / 10 >= size * _TALLEST)
        return Look(
            face.font or "",
            size / 2,
            style.align or "left",
            _indent(style.left_characters, style.left, size),
            _indent(style.right_characters, style.right, size),
            _indent(style.first_characters, style.first, size),
            line / 20 if exact else 0,
            # More than a single line's height of a line is a number of grid lines that depends on the font.
            style.gridded is not False and (style.line_rule in (None, "auto") and line in (0, 240)),
        )


def _indent(characters: int | None, twips: int | None, size: int) -> float:
    """In characters of a size in half points."""
    if characters:
        return characters / 100
    return round((twips or 0) / 10 / size, 2) if size else 0


def _pages(document: WordDocument, looks: Looks) -> Iterator[Page]:
    body = document.trees[document.package.main].find(W + "body")
    if body is None:
        return
    normal = merge(document.styles.of(document.styles.default_paragraph), document.styles.defaults)
    size = (normal.size or SIZE) / 2
    before = None
    for line, section in _sections(document, body):
        page = _page(section, line, size)
        if before is None or page != replace(before, line=line):
            yield page
        before = page


def _sections(document: WordDocument, body: Xml) -> Iterable[tuple[int, Xml]]:
    """Each section's properties, which stand at its end, with the line of the source that it begins with."""
    last = body.find(W + "sectPr")
    if len(list(body.iter(W + "sectPr"))) <= (last is not None):
        return [] if last is None else [(1, last)]
    lines = {id(p.element): line for line, p in enumerate(document.paragraphs, 1) if p.story == MAIN}
    found, begin, line = [], 1, 0
    for element in body.iter(W + "p"):
        line = lines.get(id(element), line)
        section = element.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            found.append((begin, section))
            begin = line + 1
    if last is not None:
        found.append((begin, last))
    return found


def _page(section: Xml, line: int, size: float) -> Page:
    paper, margins, grid = (section.find(W + name) for name in ("pgSz", "pgMar", "docGrid"))
    width, height = (_millimetres(paper, name) for name in ("w", "h"))
    top, bottom, left, right = (_millimetres(margins, name) for name in ("top", "bottom", "left", "right"))
    kind = None if grid is None else grid.get(W + "type")
    pitch = _value(grid, "linePitch") / 20 if kind in _GRIDS else 0
    # The step is that of the default style's characters and so many 4096ths of a point more.
    step = round(size + _value(grid, "charSpace") / 4096, 2) if kind in _GRIDS[1:] else 0
    return Page(line, width, height, top, bottom, left + _millimetres(margins, "gutter"), right, pitch, step)


def _value(element: Xml | None, name: str) -> int:
    text = "" if element is None else element.get(W + name, "")
    return int(text) if len(text) < 8 and text.removeprefix("-").isdecimal() else 0


def _millimetres(element: Xml | None, name: str) -> float:
    # A margin below 0 is as wide as it says and does not give way to a header.
    return round(abs(_value(element, name)) / _TWIPS_PER_MM, 1)
