"""HTML: the article of a page as its reader sees it, with the way back to the source; leaves the page round it out.

What is hidden, deleted or a part of a form is not read; code and pictures are read as one U+FFFC.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace

from govlint.document.block import Block
from govlint.readers.article import Found, article
from govlint.readers.compose import OBJECT, Piece, compose
from govlint.readers.htmltree import BLOCKS, Element, parse
from govlint.text.characters import LINE_END
from govlint.text.encoding import decode as read_as_text
from govlint.text.source import MAX_BYTES, Source, Span
from govlint.text.textmap import TextMap

NOTHING = "没有读出正文，没有检查：网页的文字可能由脚本生成，或者在图片、框架里"
"""What is said of a page without text."""

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_HEAD_BYTES = 4096
# What a page calls its encoding, and the one that holds all of it.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252"}
# Ways of Python to write text, and one that no browser reads any more: half characters can come of them.
_NO_CHARSETS = frozenset({"unicode-escape", "raw-unicode-escape", "unicode_escape", "raw_unicode_escape", "utf-7", "charmap"})

_UNREAD_NAMES = (
    "head script style template noscript svg math iframe object audio video canvas select option button input textarea"
    " datalist del s strike"
)
_UNREAD = frozenset(_UNREAD_NAMES.split())
_AS_OBJECT = frozenset({"img", "code", "kbd", "samp", "math"})
_RUBY = frozenset({"rt", "rp"})
_NOTES = frozenset({"figcaption", "caption", "small"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANK = " \t\r\n\f\v\u3000\u00a0\u2002\u2003"
_LATIN = re.compile(r"[!-~\u00a1-\u024f]")
_SITE = re.compile(r"[_|｜]|(?<=\s)[-–—]+(?=\s)|--+")


def decode(data: bytes, path: str) -> Source:
    """A page's bytes as text: by its byte order mark, by what its meta element says, else as any text is decoded.

    Raises SourceError.
    """
    declared = _META_CHARSET.search(data, 0, _HEAD_BYTES)
    if declared is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return read_as_text(data, path)
    if len(data) > MAX_BYTES:
        return read_as_text(data, path)  # refuses it
    try:
        name = codecs.lookup(declared.group(1).decode("ascii")).name
        encoding = _WIDER.get(name, name)
        # Only the family that ASCII markup can be read in; a page cannot be in rot13 whatever it says.
        if name not in _NO_CHARSETS and "<meta".encode(encoding) == b"<meta":
            return Source(path, data.decode(encoding), encoding)
    except (LookupError, UnicodeError):
        pass  # it does not say the truth
    return read_as_text(data, path)


def read(source: Source) -> Iterator[tuple[Block, TextMap]]:
    """The blocks of the article: title, publication line, headings, paragraphs, list items, quotes and table cells."""
    page = _Page(source.text)
    page.walk(parse(source.text))
    for found in article(page.found, page.title, page.title_block):
        yield found.block, found.map


class _Page:
    """One pass over the tree that cuts it into blocks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Found] = []
        self.title = ""
        self.title_block: tuple[Block, TextMap] | None = None
        self._pieces: list[Piece] = []
        self._space: Span | None = None
        self._ruby = False
        self._element = Element("")
        self._link = 0
        self._linked = self._links = 0
        self._lists: list[list[int] | None] = []
        self._label = ""

    def walk(self, root: Element) -> None:
        """Read all blocks below `root`."""
        self._element = root
        self._children(root, pre=False)
        self._flush()

    def _children(self, element: Element, pre: bool) -> None:
        for child in element.children:
            if isinstance(child, Piece):
                self._lines(child) if pre else self._words(child)
            else:
                self._child(child, pre)

    def _child(self, element: Element, pre: bool) -> None:
        tag = element.tag
        if tag == "title":
            self._page_title(element)
        elif tag == "br":
            if self._heading() is None:
                self._flush()
            else:
                self._space = self._space or Span(element.start, element.start)
        elif tag == "head":
            for child in element.children:
                if isinstance(child, Element) and child.tag == "title":
                    self._page_title(child)
        elif tag in _AS_OBJECT:
            self._read(Piece(OBJECT, element.start, 1))
        elif tag in _RUBY:
            self._ruby = True
        elif tag not in _UNREAD and not _is_hidden(element):
            self._enter(element, pre or tag == "pre")

    def _enter(self, element: Element, pre: bool) -> None:
        tag = element.tag
        is_block = tag in BLOCKS
        outer = self._element
        if is_block:
            self._flush()
            self._element = element
            if tag in ("ul", "ol", "menu", "dir"):
                start = element.attributes().get("start", "1") if tag == "ol" else ""
                self._lists.append([int(start) if re.fullmatch(r"\d{1,6}", start) else 1] if tag == "ol" else None)
            elif tag == "li" and self._lists and (counter := self._lists[-1]) is not None:
                self._label = f"{counter[0]}."
                counter[0] += 1
        if tag == "a":
            self._link += 1
            self._links += 1
        self._children(element, pre)
        if tag == "a":
            self._link -= 1
        if is_block:
            self._flush()
            self._element = outer
            if tag in ("ul", "ol", "menu", "dir"):
                self._lists.pop()
            if tag == "li":
                self._label = ""

    def _page_title(self, element: Element) -> None:
        texts = [c for c in element.children if isinstance(c, Piece)]
        self.title = "".join(piece.text for piece in texts)
        # The site's name comes after the article's; it is cut only where it can be told.
        first = texts[0] if texts else None
        if first is not None and len(first.text) == first.width:
            name = _SITE.split(first.text.strip(_BLANK))[0].strip(_BLANK)
            at = first.start + first.text.find(name)
            if name:
                self.title_block = compose(self.text, [Piece(name, at, len(name))], None, "title")

    # Text ---------------------------------------------------------------------------------------------------------

    def _words(self, piece: Piece) -> None:
        text, start, width = piece
        if len(text) != width:
            self._read(piece)
            return
        at = 0
        for match in _SPACE.finditer(text):
            # One plain space between words is read with them.
            if match.group() == " " and at < match.start() and match.end() < len(text):
                continue
            if match.start() > at:
                self._read(Piece(text[at : match.start()], start + at, match.start() - at))
            if self._space is None:
                self._space = Span(start + match.start(), start + match.end())
            at = match.end()
        if at < len(text):
            self._read(Piece(text[at:], start + at, len(text) - at))

    def _lines(self, piece: Piece) -> None:
        text, start, width = piece
        if len(text) != width:
            self._read(piece)
            return
        at = 0
        for match in re.finditer(LINE_END, text):
            if match.start() > at:
                self._read(Piece(text[at : match.start()], start + at, match.start() - at))
            self._flush()
            at = match.end()
        if at < len(text):
            self._read(Piece(text[at:], start + at, len(text) - at))

    def _read(self, piece: Piece) -> None:
        if self._space is not None and self._pieces:
            before, after = self._pieces[-1].text[-1], piece.text[0]
            space = self._space
            broken = space.end == space.start or any(c in "\r\n" for c in self.text[space.start : space.end])
            # A line end is a space between Latin words and nothing between Chinese characters.
            if space.end > space.start and (not broken or (_LATIN.match(before) and _LATIN.match(after))):
                self._pieces.append(Piece(" ", space.start, space.end - space.start))
        self._space = None
        self._pieces.append(piece)
        if self._link:
            self._linked += len(piece.text)

    def _flush(self) -> None:
        pieces = _strip(self._pieces)
        if any(piece.text.strip(OBJECT + _BLANK) for piece in pieces):
            kind, level = self._kind()
            block, places = compose(self.text, pieces, None, kind, level, self._label)
            if self._ruby:
                marked = (replace(e, kind="ruby") if "<rt" in e.text.lower() else e for e in block.elisions)
                block = replace(block, elisions=tuple(marked))
            self.found.append(Found(block, places, self._element, self._linked, self._links))
            self._label = ""
        self._pieces, self._space, self._ruby = [], None, False
        self._linked = self._links = 0

    def _heading(self) -> str | None:
        tags = (e.tag for e in self._element.ancestors())
        return next((t for t in tags if len(t) == 2 and t[0] == "h" and t[1] in "123456"), None)

    def _kind(self) -> tuple[str, int]:
        heading = self._heading()
        if heading:
            return "heading", int(heading[1])
        for element in self._element.ancestors():
            if element.tag in ("td", "th"):
                return "cell", 0
            if element.tag in _NOTES:
                return "note", 0
            if element.tag == "blockquote":
                return "quote", 0
            if element.tag == "li" and self._lists:
                return "item", len(self._lists)
        return "paragraph", 0


def _is_hidden(element: Element) -> bool:
    raw = element.raw
    if "hidden" not in raw and "none" not in raw.lower():
        return False
    attributes = element.attributes()
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))


def _strip(pieces: list[Piece]) -> list[Piece]:
    """The pieces without blanks at the ends: an indent is not part of the block."""
    start, end = 0, len(pieces)
    while start < end and not pieces[start].text.strip(_BLANK):
        start += 1
    while start < end and not pieces[end - 1].text.strip(_BLANK):
        end -= 1
    pieces = pieces[start:end]
    if pieces:
        text, start, width = pieces[0]
        if (cut := len(text) - len(text.lstrip(_BLANK))) and len(text) == width:
            pieces[0] = Piece(text[cut:], start + cut, width - cut)
        text, start, width = pieces[-1]
        if (cut := len(text) - len(text.rstrip(_BLANK))) and len(text) == width:
            pieces[-1] = Piece(text[:-cut], start, width - cut)
    return pieces
