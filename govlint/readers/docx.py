"""Word (.docx): every story's paragraphs as blocks. The source text is what Word shows, one paragraph a line.

A soft return stands in it as U+000B, a page break as U+000C, phonetic guides in Unicode's interlinear annotation; none of
them is in the reading text. Automatic numbers are labels: they are nobody's characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from govlint.document.block import Block, Elision
from govlint.readers.compose import OBJECT, Piece, compose, plain
from govlint.text.edits import Edit
from govlint.text.frozen import frozen
from govlint.text.hardwrap import continues
from govlint.text.source import Location, Source, SourceError, Span
from govlint.text.textmap import TextMap
from govlint.word.document import WordDocument
from govlint.word.document import read as read_document
from govlint.word.fields import RUBY
from govlint.word.flow import PAGE_BREAK, SOFT_BREAK
from govlint.word.layout import layout_of
from govlint.word.package import MAX_PACKAGE, Package, W, parse

LIMIT = MAX_PACKAGE
"""How many bytes a file may have: most of them are pictures."""

_SPECIAL = re.compile(f"[{SOFT_BREAK}{PAGE_BREAK}{''.join(RUBY)}]")
_RUBY = re.compile("{}([^{}]*){}([^{}]*){}".format(RUBY[0], "".join(RUBY), RUBY[1], "".join(RUBY), RUBY[2]))
_BLANK = " \t\u3000\u00a0\u2002\u2003"


@frozen
class Shape:
    """What is known of a line of the source beside its text: see `govlint.word.flow.Paragraph`."""

    story: str
    number: int
    kind: str
    level: int
    label: str
    page: int
    turns: tuple[int, ...] = ()
    blanks: tuple[tuple[int, int], ...] = ()


@frozen
class WordSource(Source):
    """The text of a Word file, with the file it came from: `data` are its bytes."""

    data: bytes = field(default=b"", repr=False)
    shapes: tuple[Shape, ...] = field(default=(), repr=False)

    def location(self, offset: int) -> Location | None:
        """The paragraph and page where a writer finds `offset`."""
        line, column = self.position(offset)
        if line > len(self.shapes):
            return None
        shape = self.shapes[line - 1]
        page = shape.page and shape.page + bisect_right(shape.turns, column - 1)
        return Location(shape.story, shape.number, page, shape.label)

    def encode(self, edits: Iterable[Edit] = ()) -> bytes:
        """The Word file with these edits made, in its own formatting. Raises SourceError."""
        wanted = tuple(edits)
        if not wanted:
            return self.data
        from govlint.word.replacing import rewrite

        return rewrite(self.data, wanted)


@frozen
class OriginalSource(WordSource):
    """The text that a Word file had before its tracked changes."""

    def encode(self, edits: Iterable[Edit] = ()) -> bytes:
        """Raises SourceError for any edit: what is struck out is not for changing."""
        if not tuple(edits):
            return self.data
        raise SourceError("按拒绝修订读出的文字不能改")


def decode(data: bytes, path: str) -> WordSource:
    """The text of a .docx, tracked changes read as accepted. Raises SourceError."""
    return source_of(read_document(Package(data), parse), path)


def decode_original(data: bytes, path: str) -> WordSource:
    """The text of a .docx, tracked changes read as rejected. It is only read. Raises SourceError."""
    found = source_of(read_document(Package(data), parse, rejected=True), path)
    return OriginalSource(path, found.text, layout=found.layout, data=data, shapes=found.shapes)


def source_of(document: WordDocument, path: str) -> WordSource:
    """The text of a document that is open."""
    counts: dict[str, int] = {}
    shapes: list[Shape] = []
    for paragraph in document.paragraphs:
        number = counts[paragraph.story] = counts.get(paragraph.story, 0) + 1
        shapes.append(
            Shape(
                paragraph.story,
                number,
                paragraph.kind,
                paragraph.level,
                paragraph.label,
                paragraph.page,
                tuple(paragraph.turns),
                tuple(paragraph.blanks),
            )
        )
    text = "\n".join(p.text for p in document.paragraphs)
    layout = layout_of(document)
    unread = _unread(document.chunks)
    if not text.strip(OBJECT + _BLANK + "\n") and not unread and _has_pictures(document):
        unread = "文件里没有文字，只有图片，没有检查"
    return WordSource(path, text, layout=layout, unread=unread, data=document.package.data, shapes=tuple(shapes))


def _unread(chunks: Iterable[str]) -> str:
    """What to say of files that Word takes in only when it opens this one."""
    kinds = Counter(chunks)
    named = "、".join(f"{count} 份{' ' if kind[0].isascii() else ''}{kind}" for kind, count in kinds.items())
    return f"文件里嵌着 {named}的内容，没有检查；请在 Word 里打开，另存一次再检查" if kinds else ""


def _has_pictures(document: WordDocument) -> bool:
    return any(True for tree in document.trees.values() for name in ("drawing", "pict", "object") for _ in tree.iter(W + name))


def read(source: Source) -> Iterator[tuple[Block, TextMap]]:
    """A block for each paragraph; one for each of its lines where the writer ended them as one ends a paragraph."""
    shapes = source.shapes if isinstance(source, WordSource) else ()
    start = 0
    for line, shape in zip(source.text.split("\n"), shapes, strict=False):
        is_plain = shape.kind == "paragraph" and not shape.label
        label = shape.label
        for span in _parts(line, start) if (special := _SPECIAL.search(line)) else (Span(start, start + len(line)),):
            raw = source.text[span.start : span.end]
            begin = span.start + len(raw) - len(raw.lstrip(_BLANK))
            end = span.end - (len(raw) - len(raw.rstrip(_BLANK)))
            if is_plain and not special and not shape.blanks and begin < end:
                yield plain(source.text, begin, end)
            elif pieces := list(_pieces(source.text, begin, end)):
                block, places = compose(source.text, pieces, Span(begin, end), shape.kind, shape.level, label)
                block = _tell_apart(block) if block.elisions else block
                yield _with_blanks(block, places, shape.blanks, start) if shape.blanks else block, places
                label = ""
        start += len(line) + 1


def _tell_apart(block: Block) -> Block:
    """The block with each thing left out called what it is."""

    def kind(elision: Elision) -> str:
        if RUBY[1] in elision.text:
            return "ruby"
        return "break" if SOFT_BREAK in elision.text else elision.kind

    return replace(block, elisions=tuple(replace(e, kind=kind(e)) for e in block.elisions))


def _with_blanks(block: Block, places: TextMap, blanks: Iterable[tuple[int, int]], start: int) -> Block:
    """The block with what waits to be filled in; `blanks` are in the line that begins at the source offset `start`."""
    sources = [places.start(at) - start for at in range(len(block.text))]
    spans = ((bisect_left(sources, begin), bisect_left(sources, end)) for begin, end in blanks)
    return replace(block, unfilled=tuple(span for span in spans if span[0] < span[1]))


def _parts(line: str, start: int) -> Iterator[Span]:
    """The spans of a paragraph that read as paragraphs of their own."""
    begin = 0
    for match in re.finditer(f"[{SOFT_BREAK}{PAGE_BREAK}]+", line):
        if PAGE_BREAK in match.group() or not continues(line[begin : match.start()], line[match.end() :]):
            yield Span(start + begin, start + match.start())
            begin = match.end()
    yield Span(start + begin, start + len(line))


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The spans that are read: neither soft returns nor what stands above a character as its reading."""
    rubies = {m.start(): m for m in _RUBY.finditer(text, start, end)}
    at = start
    for match in _SPECIAL.finditer(text, start, end):
        if match.start() < at:
            continue
        if match.start() > at:
            yield Piece(text[at : match.start()], at, match.start() - at)
        at = match.end()
        ruby = rubies.get(match.start())
        if ruby is not None:
            if ruby.group(1):
                yield Piece(ruby.group(1), ruby.start(1), ruby.end(1) - ruby.start(1))
            at = ruby.end()
    if end > at:
        yield Piece(text[at:end], at, end - at)
