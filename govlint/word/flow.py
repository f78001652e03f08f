"""The text of a Word document in the order in which it is read: stories, paragraphs, and which XML each character comes from.

ISO/IEC 29500-1, 17.3 (paragraphs and runs), 17.13.5 (tracked changes), 17.16 (fields). Works on ElementTree's elements
and on lxml's alike. Tracked changes are read as if accepted, or as if rejected; what is hidden, deleted or a field's
code is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from govlint.text.source import SourceError
from govlint.word.controls import Controls
from govlint.word.fields import BLANK, OBJECT, RUBY, Field, equation, show
from govlint.word.numbering import ListItem, Numbering
from govlint.word.package import W, Xml
from govlint.word.styles import NOTHING, Style, Styles, is_on, merge
from govlint.word.symbols import SYMBOLS

MAX_DEPTH = 200
"""Elements within elements that text is looked for in."""
_MAX_BOXES = 8  # Word allows no text box in a text box

TEXTS = (W + "t", W + "delText")
"""What holds a run's characters; the second is for runs that are struck out, and is read wherever else it stands."""
SOFT_BREAK = "\v"
"""A line that the writer broke within a paragraph, as Word itself has it in plain text."""
PAGE_BREAK = "\f"

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_LINE_ENDS = str.maketrans("\n\r", "  ")
_PAGE_FIELD = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_EQUATION = re.compile(r"\s*EQ\b", re.IGNORECASE)
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
_WATERMARK = re.compile("watermark", re.IGNORECASE)
_TRIMMED = " \t\n\r"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Atom(NamedTuple):
    """`length` characters of a paragraph from `start` on, and the XML that they are.

    `node` is a w:t whose text they are from `offset` on, or another element that is read as a whole. `run` is the w:r
    round it (a formula stands in none and is its own). `free` says that it is the writer's own text: neither a field's
    result nor somebody's tracked insertion.
    """

    start: int
    length: int
    node: Xml
    offset: int
    run: Xml
    free: bool

    @property
    def is_text(self) -> bool:
        """Whether the characters can be replaced."""
        return self.node.tag in TEXTS


@dataclass(slots=True)
class Paragraph:
    """A paragraph with text. `kind` and `level` are as in Block; `story` is what a writer calls its part of the document.

    `page` is where it begins, 0 where the file does not say; `turns` are the places in the text where a page ends.
    `anchor` is the element of the main text that a note or text box hangs on. `element` is its w:p, the last one where a
    tracked change joins several.
    """

    element: Xml
    story: str
    text: str = ""
    kind: str = "paragraph"
    level: int = 0
    label: str = ""
    list_level: int = 0
    """The 0-based level of its list, where it belongs to one."""
    page: int = 0
    turns: list[int] = field(default_factory=list)
    atoms: list[Atom] = field(default_factory=list)
    blanks: list[tuple[int, int]] = field(default_factory=list)
    """What of the text waits to be filled in, as the file itself says it: prompts, form fields."""
    anchor: Xml = None
    style: Style = field(default_factory=Style)
    made: bool = False
    """Whether Word wrote it: a line of the table of contents, a page number."""


class Flow:
    """Reads the stories of one document, counting its numbering and pages on the way."""

    def __init__(
        self, styles: Styles, numbering: Numbering, controls: Controls | None = None, *, rejected: bool = False
    ) -> None:
        self.styles = styles
        self.numbering = numbering
        self.controls = controls or Controls(None)
        self.page = 0
        self.references: dict[tuple[str, str], Xml] = {}
        """What refers to a footnote or endnote, by kind and id."""
        gone, kept = ({"ins", "moveTo"}, {"del", "moveFrom"}) if rejected else ({"del", "moveFrom"}, {"ins", "moveTo"})
        self._skipped = frozenset(W + name for name in gone)
        self._kept = frozenset(W + name for name in kept)
        self._text_tag = W + "delText"
        self._fields: list[Field] = []
        self._prompts = 0
        self._nested = 0
        self._story = ""
        self._kind = ""
        self._anchor: Xml = None
        self._boxes: list[tuple[Xml, Xml]] = []
        self._art: list[tuple[Xml, Xml]] = []
        self._open: _Open | None = None

    def story(self, container: Xml, name: str, kind: str = "", anchor: Xml = None) -> Iterator[Paragraph]:
        """The paragraphs below an element that have text. Raises SourceError for absurd nesting."""
        outer = self._story, self._kind, self._anchor
        self._story, self._kind, self._anchor = name, kind, anchor
        self._nested += 1
        if self._nested > _MAX_BOXES:
            raise SourceError("文件里的文本框嵌套过深，没有检查")
        yield from self._blocks(container, 0, cell=False)
        if self._open is not None:  # a tracked change joins the last paragraph to none
            yield from self._finish()
        self._story, self._kind, self._anchor = outer
        self._nested -= 1

    # Blocks -------------------------------------------------------------------------------------------------------

    def _blocks(self, container: Xml, depth: int, cell: bool) -> Iterator[Paragraph]:
        if depth > MAX_DEPTH:
            raise SourceError("文件里的内容嵌套过深，没有检查")
        for child in container:
            tag = child.tag
            if tag == W + "p":
                yield from self._paragraph(child, cell)
            elif tag == W + "tr":
                if not self._row_gone(child):
                    yield from self._blocks(child, depth + 1, cell=True)
            elif tag == _MC + "AlternateContent":
                yield from self._blocks(_choice(child), depth + 1, cell)
            elif tag not in self._skipped and not tag.endswith("Pr"):
                prompting = tag == W + "sdt" and self.controls.is_unfilled(child)
                self._prompts += prompting
                yield from self._blocks(child, depth + 1, cell or tag == W + "tc")
                self._prompts -= prompting

    def _row_gone(self, row: Xml) -> bool:
        properties = row.find(W + "trPr")
        return properties is not None and self._is_gone(properties)

    def _is_gone(self, properties: Xml) -> bool:
        """Whether a tracked change takes away the row or the paragraph's end that these properties are of."""
        return any(child.tag in self._skipped for child in properties)

    def _paragraph(self, element: Xml, cell: bool) -> Iterator[Paragraph]:
        properties = element.find(W + "pPr")
        begun = self._open
        if begun is None:
            begun = self._open = _Open(Paragraph(element, self._story, page=self.page, anchor=self._anchor))
        begun.paragraph.element = element
        begun.cell = cell
        key, own, mark_hidden, joined = self.styles.default_paragraph, NOTHING, None, False
        if properties is not None:
            named = properties.find(W + "pStyle")
            if named is not None:
                key = named.get(W + "val", "")
            own = self.styles.paragraph(properties)
            mark = properties.find(W + "rPr")
            if mark is not None:
                joined = self._is_gone(mark)
                mark_hidden = mark.find(W + "vanish")
        begun.key = key
        begun.style = merge(own, self.styles.of(key)) if key else own
        begun.own_number = own.number is not None
        self._runs(element, begun, 0, free=True)
        # A hidden mark joins paragraphs on the page as a deleted one does (Word's style separator).
        if joined or (mark_hidden is not None and is_on(mark_hidden)):
            return
        yield from self._finish()

    def _finish(self) -> Iterator[Paragraph]:
        begun = self._open
        assert begun is not None
        self._open = None
        paragraph = begun.paragraph
        paragraph.text = "".join(begun.pieces)
        paragraph.style = begun.style
        self._classify(begun)
        boxes, self._boxes = self._boxes, []
        art, self._art = self._art, []
        if paragraph.text.strip():
            yield paragraph
        for path, run in art:
            words = path.get("string", "").translate(_LINE_ENDS)
            anchor = self._anchor if self._anchor is not None else run
            yield Paragraph(
                paragraph.element, "艺术字", words, "note", atoms=[Atom(0, len(words), path, 0, run, False)], anchor=anchor
            )
        for box, picture in boxes:
            yield from self.story(box, "文本框", "note", self._anchor if self._anchor is not None else picture)

    def _classify(self, begun: _Open) -> None:
        paragraph, style = begun.paragraph, begun.style
        bullet = False
        if style.number not in (None, "0"):
            level = style.level
            if level is None:
                level = 0 if begun.own_number else self.numbering.level_of_style(style.number or "", begun.key)
            paragraph.label, bullet = self.numbering.next(ListItem(style.number or "", level))
            paragraph.level, paragraph.list_level = level + 1, level
        name = style.name.lower()
        paragraph.made = (
            begun.contents or bool(re.fullmatch(r"(?:toc|目录) ?\d", name)) or (begun.page_number and not _has_words(begun))
        )
        if self._kind:
            paragraph.kind = self._kind
        elif begun.cell:
            paragraph.kind = "cell"
        elif style.outline is not None and style.outline < 9:
            paragraph.kind, paragraph.level = "heading", style.outline + 1
        elif name in ("title", "subtitle", "标题", "副标题"):
            paragraph.kind = "title"
        elif name in ("quote", "intense quote"):
            paragraph.kind = "quote"
        elif bullet:
            paragraph.kind = "item"
        if paragraph.kind in ("paragraph", "title", "cell", "note"):
            paragraph.level = 0

    # Runs ---------------------------------------------------------------------------------------------------------

    def _runs(self, container: Xml, begun: _Open, depth: int, free: bool) -> None:
        if depth > MAX_DEPTH:
            raise SourceError("文件里的内容嵌套过深，没有检查")
        for child in container:
            tag = child.tag
            if tag == W + "r":
                self._run(child, begun, free)
            elif tag in self._skipped:
                continue
            elif tag in self._kept:
                self._runs(child, begun, depth + 1, free=False)
            elif tag == _MC + "AlternateContent":
                self._runs(_choice(child), begun, depth + 1, free)
            elif tag == W + "fldSimple":
                code = child.get(W + "instr", "")
                begun.page_number |= bool(_PAGE_FIELD.match(code))
                if _EQUATION.match(code) and child.find(f"{W}r/{W}t") is None:
                    begun.add(equation(code), child, child, free=False)
                self._runs(child, begun, depth + 1, free=False)
            elif tag == W + "sdt" and self.controls.is_unfilled(child):
                self._prompt(child, begun, depth + 1, free)
            elif tag.startswith(_MATH):
                begun.add(OBJECT, child, child, free=False)
            elif not tag.endswith("Pr"):
                self._runs(child, begun, depth + 1, free)

    def _prompt(self, control: Xml, begun: _Open, depth: int, free: bool) -> None:
        before = begun.length
        self._prompts += 1
        self._runs(control, begun, depth, free)
        self._prompts -= 1
        if begun.length == before and any(t.text for t in control.iter(W + "t")):
            begun.add(BLANK, control, control, free=False, blank=True)

    def _run(self, run: Xml, begun: _Open, free: bool) -> None:
        hidden = begun.style.hidden
        symbols = None
        for child in run:
            tag = child.tag
            if tag == W + "t" or tag == self._text_tag:
                if hidden:
                    continue
                if self._fields or self._prompts:
                    self._made_text(child, run, begun, free, symbols)
                else:
                    begun.text(child, run, free, symbols)
            elif tag == W + "rPr":
                hidden = self._is_hidden(child, hidden)
                fonts = child.find(W + "rFonts")
                symbols = None if fonts is None else SYMBOLS.get(fonts.get(W + "ascii", "").lower())
            elif tag == W + "fldChar":
                self._field(child, run, begun)
            elif tag == W + "instrText":
                self._instruction(child.text or "", begun)
            elif not hidden:
                self._special(child, child, run, begun)

    def _made_text(self, node: Xml, run: Xml, begun: _Open, free: bool, symbols: dict[int, str] | None) -> None:
        """Text in a field, or of a control that shows its prompt; what is nothing but blanks there waits to be filled in."""
        coded = next((f for f in reversed(self._fields) if f.in_code), None)
        if coded is not None:
            coded.code += node.text or ""
            return
        inner = self._fields[-1] if self._fields else None
        if (self._prompts or (inner is not None and inner.name == "FORMTEXT")) and not (node.text or "").strip():
            return
        begun.contents |= any(f.contents for f in self._fields)
        before = begun.length
        begun.text(node, run, free and inner is None, symbols)
        if inner is not None:
            inner.shown |= begun.length > before
        if self._prompts:
            begun.paragraph.blanks.append((before, begun.length))

    def _is_hidden(self, properties: Xml, inherited: bool | None) -> bool | None:
        direct = properties.find(W + "vanish")
        if direct is not None:
            return is_on(direct)
        named = properties.find(W + "rStyle")
        if named is not None and (hidden := self.styles.of(named.get(W + "val", "")).hidden) is not None:
            return hidden
        return inherited

    def _special(self, element: Xml, child: Xml, run: Xml, begun: _Open) -> None:
        """Read `element`, which is `child` of a run or an alternative inside it: a run can be cut at its children alone."""
        tag = element.tag
        if tag == W + "lastRenderedPageBreak":
            if not self._kind:
                self.page += 1
                begun.turn(self.page)
        elif self._fields and any(f.in_code for f in self._fields):
            return
        elif tag == W + "br" or tag == W + "cr":
            page = element.get(W + "type") in ("page", "column")
            begun.add(PAGE_BREAK if page else SOFT_BREAK, child, run, free=False)
        elif tag == W + "tab" or tag == W + "ptab":
            begun.add("\t", child, run, free=False)
        elif tag == W + "noBreakHyphen":
            begun.add("-", child, run, free=False)
        elif tag == W + "sym":
            begun.add(_symbol(element), child, run, free=False)
        elif tag == W + "ruby":
            self._ruby(element, child, run, begun)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            self.references[tag.removeprefix(W).removesuffix("Reference"), element.get(W + "id", "")] = element
        elif tag in (W + "drawing", W + "pict", W + "object"):
            self._picture(element, child, run, begun)
        elif tag == _MC + "AlternateContent":
            for chosen in _choice(element):
                self._special(chosen, child, run, begun)

    def _picture(self, element: Xml, child: Xml, run: Xml, begun: _Open) -> None:
        boxes = list(element.iter(W + "txbxContent"))
        # The same box may stand there twice, drawn anew and as older programs know it; those inside a box come with it.
        if boxes:
            self._boxes += [(box, element) for box in _outermost(element, boxes)]
        elif element.tag == W + "object" or element.find(_DRAWING + "inline") is not None:
            begun.add(OBJECT, child, run, free=False)
        else:
            paths = (p for p in element.iter(_TEXT_PATH) if p.get("string", "").strip())
            self._art += [(path, run) for path in paths if not _is_watermark(element)]

    def _ruby(self, element: Xml, child: Xml, run: Xml, begun: _Open) -> None:
        base, reading = (
            "".join(t.text or "" for part in element.iterfind(W + name) for t in part.iter(W + "t")).translate(_LINE_ENDS)
            for name in ("rubyBase", "rt")
        )
        begun.add(f"{RUBY[0]}{base}{RUBY[1]}{reading}{RUBY[2]}", child, run, free=False)

    # Fields -------------------------------------------------------------------------------------------------------

    def _field(self, mark: Xml, run: Xml, begun: _Open) -> None:
        what = mark.get(W + "fldCharType")
        if what == "begin":
            self._fields.append(Field(mark.find(W + "ffData")))
        elif self._fields and what == "separate":
            self._fields[-1].in_code = False
        elif self._fields and what == "end":
            ended = self._fields.pop()
            shown = show(ended)
            coded = next((f for f in reversed(self._fields) if f.in_code), None)
            if shown is not None and coded is not None:
                coded.code += shown.text
            elif shown is not None:
                begun.add(shown.text.translate(_LINE_ENDS), mark, run, free=False, blank=shown.is_blank)
            if self._fields:
                self._fields[-1].shown |= ended.shown or shown is not None

    def _instruction(self, code: str, begun: _Open) -> None:
        if self._fields:
            begun.page_number |= bool(_PAGE_FIELD.match(code))
            self._fields[-1].code += code


@dataclass(slots=True)
class _Open:
    """A paragraph being read."""

    paragraph: Paragraph
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    key: str = ""
    style: Style = field(default_factory=Style)
    own_number: bool = False
    cell: bool = False
    contents: bool = False
    page_number: bool = False

    def add(self, text: str, node: Xml, run: Xml, free: bool, offset: int = 0, *, blank: bool = False) -> None:
        if blank:
            self.paragraph.blanks.append((self.length, self.length + len(text)))
        self.paragraph.atoms.append(Atom(self.length, len(text), node, offset, run, free))
        self.pieces.append(text)
        self.length += len(text)

    def text(self, node: Xml, run: Xml, free: bool, symbols: dict[int, str] | None = None) -> None:
        text = node.text
        if not text:
            return
        offset = 0
        # Without xml:space="preserve" Word drops white space at the ends; nearly no text has any there.
        if (text[0] in _TRIMMED or text[-1] in _TRIMMED) and node.get(_SPACE) != "preserve":
            offset = len(text) - len(text.lstrip(_TRIMMED))
            text = text.strip(_TRIMMED)
            if not text:
                return
        if "\n" in text or "\r" in text:
            text = text.translate(_LINE_ENDS)
        if symbols is not None:
            text = text.translate(symbols)
        self.add(text, node, run, free, offset)

    def turn(self, page: int) -> None:
        if self.length:
            self.paragraph.turns.append(self.length)
        else:
            self.paragraph.page = page


def _choice(alternate: Xml) -> Xml:
    """The alternative that Word shows: the first choice, else the fallback."""
    for child in alternate:
        if child.tag == _MC + "Choice":
            return child
    fallback = alternate.find(_MC + "Fallback")
    return () if fallback is None else fallback


def _outermost(element: Xml, boxes: list[Xml]) -> Iterator[Xml]:
    inside: set[Xml] = set()
    for box in boxes:
        if box not in inside:
            yield box
            inside.update(box.iter(W + "txbxContent"))


def _symbol(element: Xml) -> str:
    """A character of a symbol font; what has no meaning outside of its font is an object."""
    code = element.get(W + "char", "")
    value = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) else 0
    symbols = SYMBOLS.get(element.get(W + "font", "").lower(), {})
    if value in symbols:
        return symbols[value]
    return chr(value) if 0x20 < value < 0xD800 else OBJECT


def _is_watermark(picture: Xml) -> bool:
    return any(_WATERMARK.search(shape.get("id", "")) for shape in picture.iter("{urn:schemas-microsoft-com:vml}shape"))


def _has_words(begun: _Open) -> bool:
    """Whether a paragraph says more than 第3页 共9页."""
    return any(c.isalpha() and c not in "第页共" for c in "".join(begun.pieces))
