"""What PDF and OFD have in common: a source whose text is one paragraph a line, and which knows the page of each.

A soft line end, a page number and a running head are not in the text. It is only read.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field

from govlint.document.block import Block
from govlint.pages.lines import Paper
from govlint.pages.paragraphs import paragraphs
from govlint.readers.compose import Piece, compose, plain
from govlint.text.edits import Edit
from govlint.text.fold import without_doubles
from govlint.text.frozen import frozen
from govlint.text.source import Location, Source, SourceError
from govlint.text.textmap import TextMap

MOST_PAGES = 5000
MOST_GLYPHS = 4_000_000
MOST_ON_PAGE = 100_000
"""What is read of one file and of one page, at most."""
_MOST_NAMED = 5
_PARTS = {"paragraph": "正文", "cell": "表格", "note": "脚注"}


@frozen
class Shape:
    """What is known of a line of the source: its page, which paragraph of this page it is, and where it turns the page."""

    kind: str
    page: int
    number: int
    turns: tuple[int, ...] = ()


@frozen
class PagedSource(Source):
    """The text of a file of pages, one paragraph a line; lines and columns are of this text."""

    shapes: tuple[Shape, ...] = field(default=(), repr=False)

    def location(self, offset: int) -> Location | None:
        """The page where a writer finds `offset`, and the paragraph of this page."""
        line, column = self.position(offset)
        if line > len(self.shapes):
            return None
        shape = self.shapes[line - 1]
        turned = bisect_right(shape.turns, column - 1)
        return Location(_PARTS[shape.kind], 1 if turned else shape.number, shape.page + turned, kind="page")

    def encode(self, edits: Iterable[Edit] = ()) -> bytes:
        """Raises SourceError: such a file is only read."""
        name = os.path.splitext(self.path)[1].lstrip(".").upper()
        raise SourceError(f"{name} 只能检查，不能改；请改原来的文件")


def too_full(number: int) -> SourceError:
    """What to raise for a page with more characters than any page has."""
    return SourceError(f"第 {number} 页的文字太多（超过 {MOST_ON_PAGE} 字），没有检查")


def source_of(paper: Paper, path: str, name: str) -> PagedSource:
    """The text of pages that were taken in from a file of the format `name`. Raises SourceError where they have none."""
    texts: list[str] = []
    shapes: list[Shape] = []
    counts: Counter[tuple[int, str]] = Counter()
    for paragraph in paragraphs(paper.lines()):
        text, turns = paragraph.text()
        first = paragraph.first
        kind = "cell" if first.cell else "note" if first.is_note else "paragraph"
        counts[first.page, kind] += 1
        texts.append(without_doubles(text))
        shapes.append(Shape(kind, first.page, counts[first.page, kind], turns))
        for page in {line.page for line in paragraph.lines} - {first.page}:
            counts[page, kind] += 1
    source = PagedSource(path, "\n".join(texts), unread=_unread(paper.pictures), shapes=tuple(shapes))
    if not source.text.strip():
        raise SourceError(f"这个 {name} 里只有图片，没有文字，没法检查" if paper.pictures else f"这个 {name} 里没有文字")
    return source


def _unread(pictures: list[int]) -> str:
    if not pictures:
        return ""
    named = "、".join(map(str, pictures[:_MOST_NAMED]))
    return f"第 {named} {'等 ' + str(len(pictures)) + ' ' if len(pictures) > _MOST_NAMED else ''}页只有图片，没有检查"


def read(source: Source) -> Iterator[tuple[Block, TextMap]]:
    """A block for each paragraph, each cell and each note."""
    shapes = source.shapes if isinstance(source, PagedSource) else ()
    start = 0
    for text, shape in zip(source.text.split("\n"), shapes, strict=False):
        if shape.kind == "paragraph":
            yield plain(source.text, start, start + len(text))
        else:
            yield compose(source.text, [Piece(text, start, len(text))], kind=shape.kind)
        start += len(text) + 1
