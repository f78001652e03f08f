"""Plain text: a paragraph is a line, or the lines that a writer's terminal broke it into; knows no format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from govlint.document.block import Block
from govlint.document.document import Document, Place
from govlint.document.kept import Kept
from govlint.readers.again import spliced, within
from govlint.readers.compose import Piece, compose, plain
from govlint.text.columns import cells
from govlint.text.edits import change
from govlint.text.hardwrap import continues
from govlint.text.lazyregex import lazy
from govlint.text.source import Source, Span
from govlint.text.textmap import TextMap

_LINE = lazy(r"[^\r\n]+")
_LINE_END = lazy(r"[\r\n]")
_PAGE_NUMBER = lazy(r"[-–—―－·]{1,2}\s*\d{1,4}\s*[-–—―－·]{1,2}|第\s*\d{1,4}\s*页(\s*[/，]?\s*共\s*\d{1,4}\s*页)?")

# A text is wrapped when its lines break at one width: none is wider, and many reach it without an end of their own.
_NARROWEST, _WIDEST = 40, 120
_SLACK = 5  # a stop that may not begin a line takes the character before it along
_FEWEST = 4
_LEAST_SHARE = 0.3


def read(source: Source) -> Iterator[tuple[Block, TextMap]]:
    """One block for each paragraph, without the white space at its ends. Numbers of pages between lines are not read."""
    lines = list(_lines(source.text))
    width = _wrap_width(source.text, lines)
    if not width:
        for line in lines:
            yield plain(source.text, line.start, line.end)
        return
    for paragraph in _paragraphs(source.text, lines, width):
        yield _joined(source.text, paragraph) if len(paragraph) > 1 else plain(source.text, *paragraph[0])


def reread(source: Source, before: Document) -> tuple[list[tuple[Block, TextMap]], Kept] | None:
    """Of what `read` gives the paragraphs that do not stay of the document that was edited, and what stays; None where that
    is not sure."""
    old, text = before.source.text, source.text
    edit = change(old, text)
    shift = len(text) - len(old)
    # Lines that the change touches are read again.
    start = max(text.rfind(mark, 0, edit.start) for mark in "\r\n") + 1
    behind = edit.start + len(edit.text)
    end = min((at for mark in "\r\n" if (at := text.find(mark, behind)) >= 0), default=len(text))
    first, past = within(before, Span(start, end - shift))
    if not any(_is_wide(place, old) for place in (*before.places[:first], *before.places[past:])):
        return None
    fresh = [plain(text, start + line.start, start + line.end) for line in _lines(text[start:end])]
    return spliced(before, first, past, fresh, edit)


def _is_wide(place: Place, text: str) -> bool:
    """Whether a paragraph is one line, and wider than the lines of a text that is broken at one width."""
    start, end = place.map.home, place.map.end(len(place.block.text))
    return end - start > _WIDEST and not _LINE_END.search(text, start, end)


def _lines(text: str) -> Iterator[Span]:
    """The lines with something on them that is not the number of a page."""
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.lstrip()
        if bare:
            start = match.end() - len(bare)
            bare = bare.rstrip()
            if len(bare) > 20 or not _PAGE_NUMBER.fullmatch(bare):
                yield Span(start, start + len(bare))


def _wrap_width(text: str, lines: Sequence[Span]) -> int:
    """The width in columns that a text's lines are broken at; 0 where they are not."""
    # A line of so many characters is wider than any terminal; most texts have one soon.
    if len(lines) < _FEWEST or any(line.end - line.start > _WIDEST for line in lines):
        return 0
    width = max(_width(text, line) for line in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = sum(_breaks_off(text, line, following, width) for line, following in pairwise(lines))
    return width if full >= max(_FEWEST, _LEAST_SHARE * len(lines)) else 0


def _breaks_off(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether a line is full and its sentence goes on in the next."""
    return _width(text, line) >= width - _SLACK and continues(text[line.start : line.end], _shown(text, following))


def _paragraphs(text: str, lines: Sequence[Span], width: int) -> Iterator[list[Span]]:
    indented = any(text[_margin(text, line) : line.start].startswith(("\u3000", "    ")) for line in lines[1:])
    paragraph: list[Span] = []
    for line in lines:
        if paragraph:
            last = paragraph[-1]
            gap = text[last.end : _margin(text, line)]
            shown = _shown(text, line)
            full = _width(text, last) >= width - _SLACK
            # Where paragraphs are indented, a line that is full and ends with a stop may go on all the same.
            goes_on = continues(text[last.start : last.end], shown) or (indented and continues("无", shown))
            if not (full and goes_on and (_is_one_break(gap) or _turns_page(text, last, line))):
                yield paragraph
                paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _joined(text: str, lines: Sequence[Span]) -> tuple[Block, TextMap]:
    pieces = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        pieces.append(Piece(text[line.start : line.end], line.start, line.end - line.start))
        # A line end is a space between Latin words and nothing between Chinese characters.
        if following is not None and text[line.end - 1].isascii() and text[following.start].isascii():
            pieces.append(Piece(" ", line.end, following.start - line.end))
    return compose(text, pieces)


def _margin(text: str, line: Span) -> int:
    """Where the indent of a line begins."""
    start = line.start
    while start and text[start - 1] not in "\r\n":
        start -= 1
    return start


def _shown(text: str, line: Span) -> str:
    return text[_margin(text, line) : line.end]


def _width(text: str, line: Span) -> int:
    return cells(_shown(text, line))


def _is_one_break(gap: str) -> bool:
    return gap.count("\n") + gap.replace("\r\n", "").count("\r") == 1


def _turns_page(text: str, line: Span, following: Span) -> bool:
    """Whether nothing but the number of a page stands between two lines."""
    return bool(_PAGE_NUMBER.fullmatch(text[line.end : following.start].strip()))
