"""Markdown: what a reader of the rendered page reads, with the way back to the source; knows the marks, not the text.

CommonMark with tables, footnotes, strikethrough, task lists and YAML front matter. Not read: code blocks, HTML blocks
and comments, front matter, text struck out, pictures. Code and pictures inside a sentence are read as one U+FFFC, so
that the words beside them do not run together. A line that the writer breaks by hand is a block by itself, and so is
one indented by wide spaces, as Chinese writers begin a paragraph.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

import pyromark

from govlint.document.block import Block
from govlint.document.document import Document
from govlint.document.kept import Kept
from govlint.readers.again import spliced, within
from govlint.readers.compose import OBJECT, Drop, Piece, compose
from govlint.text.edits import change
from govlint.text.source import Source, Span
from govlint.text.textmap import TextMap

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)
_INLINE = frozenset({"Emphasis", "Strong", "Link"})
_UNREAD = frozenset({"CodeBlock", "HtmlBlock", "MetadataBlock", "Strikethrough", "Image"})
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
# Two wide spaces, drawn or written as entities, begin a paragraph.
_WIDE_SPACE = ("\u3000", "\u2003")
_LATIN = re.compile(r"[!-~\u00a1-\u024f]")
# How documentation sites open a box: !!! note "标题", ??? and :::.
_OPENS_BOX = ("!!!", "???", ":::")
_BOX = re.compile(r'(?:!!!|\?\?\?\+?|:::)[ ]*(?:[a-z][a-z -]*"?|")(?P<title>[^"]*)')
# A line that is what it is whatever Markdown there may be: it begins with a Chinese character or mark.
_PLAIN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff“‘（](?:[^\x00-\x1f\x7f-\xa0\\`*_\[\]<>&!|~#^$@{} ]| (?! |$))*")
_ESCAPABLE = frozenset(string.punctuation)
_OPENERS = "“‘（《〈【「『〔(["
_STOPS = "”’）》〉】」』〕)]。！？；：，、"


def read(source: Source) -> Iterator[tuple[Block, TextMap]]:
    """The blocks of a Markdown text: headings, paragraphs, list items, quotes, table cells and footnotes, in order."""
    return _Reader(source.text).read()


def reread(source: Source, before: Document) -> tuple[list[tuple[Block, TextMap]], Kept] | None:
    """Of what `read` gives the paragraphs that do not stay of the document that was edited, and what stays; None where that
    is not sure.

    It is sure of lines between blank ones that hold no mark of Markdown, before the edit and after it: what stands above
    decides how they begin, and nothing that stands below depends on them.
    """
    old, text = before.source.text, source.text
    edit = change(old, text)
    above, below = old.rfind("\n\n", 0, edit.start), old.find("\n\n", edit.end)
    start, end = above + 2 if above >= 0 else 0, below if below >= 0 else len(old)
    was, now = old[start:end], text[start : end + len(text) - len(old)]
    if not (_is_plain(was) and _is_plain(now)):
        return None
    first, past = within(before, Span(start, end))
    stood = [(place.block, place.map) for place in before.places[first:past]]
    # Inside of code or a list they would have been read as something else.
    if stood != _alone(was, start):
        return None
    return spliced(before, first, past, _alone(now, start), edit)


def _is_plain(lines: str) -> bool:
    return all(_PLAIN.fullmatch(line) for line in lines.removesuffix("\n").split("\n"))


def _alone(lines: str, start: int) -> list[tuple[Block, TextMap]]:
    return [(block, places.moved(start)) for block, places in _Reader(lines).read()]


def code_spans(source: Source) -> Iterator[Span]:
    """Where there is code or front matter, in order."""
    data = source.text.encode("utf-8", "replace")
    byte = char = 0
    for event, reach in pyromark.events_with_range(data.decode(), options=_OPTIONS):
        name, value = _unpack(event)
        if name == "Code" or (name == "Start" and _unpack(value)[0] in ("CodeBlock", "MetadataBlock")):
            char += len(data[byte : reach["start"]].decode())
            byte = reach["start"]
            yield Span(char, char + len(data[byte : reach["end"]].decode()))


class _Reader:
    """One pass over the parser's events, which say where in the source each piece of text stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        # A lone surrogate has no UTF-8; it is read as one character like any other.
        self.data = text.encode("utf-8", "replace")
        self.byte = self.char = 0
        self.pieces: list[Piece] = []
        self.reach: Span | None = None
        self.soft_break = False
        self.quotes = 0
        self.heading = 0
        self.kind = "paragraph"
        self.lists: list[int | None] = []
        self.label = ""

    def read(self) -> Iterator[tuple[Block, TextMap]]:
        unread = ""  # the tag that we are inside of and do not read
        depth = 0
        for event, reach in pyromark.events_with_range(self.data.decode(), options=_OPTIONS):
            name, value = _unpack(event)
            tag, detail = _unpack(value) if name in ("Start", "End") else ("", None)
            if unread:
                depth += {"Start": 1, "End": -1}.get(name, 0) if tag == unread else 0
                if depth == 0:
                    unread = ""
            elif name == "Start" and tag in _UNREAD and not self._is_range_sign(tag, reach):
                unread, depth = tag, 1
                if tag in ("Image", "Strikethrough"):
                    self._unread(reach, read_as=OBJECT if tag == "Image" else "")
                else:
                    yield from self._flush()
            elif tag in _INLINE:
                if name == "Start":
                    self._extend(self._span(reach))
            elif tag == "Strikethrough":
                # 3~5 and 5~8: single tildes between figures are range signs.
                at = reach["start"] if name == "Start" else reach["end"] - 1
                self._read("~", {"start": at, "end": at + 1})
            elif tag:
                yield from self._flush()
                self._enter_or_leave(name == "Start", tag, detail)
            elif name == "HardBreak" or (name == "InlineHtml" and _BREAK_TAG.match(value)):
                yield from self._flush()
            elif name == "Text" and self.soft_break and value.startswith(_WIDE_SPACE):
                yield from self._flush()
                self._read(value, reach)
            elif name == "SoftBreak" and self.pieces and self.text.startswith(_OPENS_BOX, self.pieces[0].start):
                yield from self._flush()
            else:
                self._inline(name, value, reach)
        yield from self._flush()

    def _inline(self, name: str, value: Any, reach: Any) -> None:
        if name == "Text":
            self._read(value, reach)
        elif name == "SoftBreak":
            self.soft_break = bool(self.pieces)
        elif name == "Code":
            self._unread(reach, read_as=OBJECT)
        elif name in ("InlineHtml", "FootnoteReference", "TaskListMarker"):
            self._unread(reach)

    def _enter_or_leave(self, start: bool, tag: str, detail: Any) -> None:
        if tag == "Heading":
            self.heading = int(detail["level"][1:]) if start else 0
        elif tag == "BlockQuote":
            self.quotes += 1 if start else -1
        elif tag == "List":
            if start:
                self.lists.append(detail)
            else:
                self.lists.pop()
        elif tag == "Item":
            number = self.lists[-1] if start else None
            self.label = "" if number is None else f"{number}."
            if number is not None:
                self.lists[-1] = number + 1
        elif tag == "TableCell":
            self.kind = "cell" if start else "paragraph"
        elif tag == "FootnoteDefinition":
            self.kind = "note" if start else "paragraph"

    def _is_range_sign(self, tag: str, reach: Any) -> bool:
        return tag == "Strikethrough" and not self.data.startswith(b"~~", reach["start"])

    # Pieces -------------------------------------------------------------------------------------------------------

    def _span(self, reach: Any) -> Span:
        start = self._offset(reach["start"])
        return Span(start, start + len(self.data[reach["start"] : reach["end"]].decode()))

    def _offset(self, byte: int) -> int:
        # Events come nearly in order: only the bytes since the last one are counted.
        if byte >= self.byte:
            self.char += len(self.data[self.byte : byte].decode())
        else:
            self.char -= len(self.data[byte : self.byte].decode())
        self.byte = byte
        return self.char

    def _read(self, text: str, reach: Any) -> None:
        start, end = self._span(reach)
        if not text or start == end:
            return
        escaped = self._is_escaped(text, start)
        self._extend(Span(start - escaped, end))
        if self.soft_break:
            self._join(text, start - escaped)
        if escaped:
            # The backslash goes with its character, or a fix would leave it behind.
            self.pieces.append(Piece(text[0], start - 1, 2))
            text, start = text[1:], start + 1
            if not text:
                return
        # The source's own characters: the parser's are the same but where an entity is.
        exact = len(text) == end - start
        self.pieces.append(Piece(self.text[start:end] if exact else text, start, end - start))

    def _is_escaped(self, text: str, start: int) -> bool:
        before = self.pieces[-1].end if self.pieces else 0
        return before < start and self.text[start - 1] == "\\" and text[0] in _ESCAPABLE

    def _unread(self, reach: Any, read_as: str = "") -> None:
        span = self._span(reach)
        self._extend(span)
        if read_as:
            if self.soft_break:
                self._join(read_as, span.start)
            self.pieces.append(Piece(read_as, span.start, span.end - span.start))

    def _join(self, text: str, start: int) -> None:
        """A line end is a space between Latin words and nothing between Chinese characters."""
        self.soft_break = False
        if self.pieces and _LATIN.match(self.pieces[-1].text[-1]) and _LATIN.match(text):
            end = self.pieces[-1].end
            self.pieces.append(Piece(" ", end, start - end))

    def _extend(self, span: Span) -> None:
        old = self.reach or span
        self.reach = Span(min(old.start, span.start), max(old.end, span.end))

    def _flush(self) -> Iterator[tuple[Block, TextMap]]:
        pieces, reach = _strip(self.pieces, self.reach)
        self.pieces, self.reach, self.soft_break = [], None, False
        if not any(piece.text.strip(OBJECT + " ") for piece in pieces):
            return
        kind, level, label = self.kind, len(self.lists), self.label
        if kind == "paragraph":
            kind = "quote" if self.quotes else "heading" if self.heading else "item" if self.lists else kind
        # Formatters of Markdown put a space between scripts: there it is a style.
        box = _box(pieces)
        if box is None:
            return
        stray = [*box, *_stray_marks(pieces)]
        yield compose(self.text, pieces, reach, kind, self.heading or level, label, unread=stray, spaced="markup")
        self.label = ""


def _unpack(event: Any) -> tuple[str, Any]:
    return (event, None) if isinstance(event, str) else next(iter(event.items()))


def _strip(pieces: list[Piece], reach: Span | None) -> tuple[list[Piece], Span | None]:
    """The pieces without white space at the ends, which is not part of the block."""
    if reach is None:
        return pieces, reach
    start, end = reach
    blank = next((i for i, piece in enumerate(pieces) if piece.text.strip()), len(pieces))
    start = max([start, *(piece.end for piece in pieces[:blank])])
    pieces = pieces[blank:]
    while pieces and not (text := pieces[-1].text.rstrip()):
        end = min(end, pieces.pop().start)
    if pieces:
        text, at, width = pieces[0]
        if (cut := len(text) - len(text.lstrip())) and len(text) == width:
            pieces[0] = Piece(text[cut:], at + cut, width - cut)
            start = at + cut if start == at else start
        text, at, width = pieces[-1]
        if (cut := len(text) - len(text.rstrip())) and len(text) == width:
            pieces[-1] = Piece(text[:-cut], at, width - cut)
            end = at + width - cut if end == at + width else end
    return pieces, Span(start, end)


def _box(pieces: Sequence[Piece]) -> list[Drop] | None:
    """What a documentation site reads of `???+ note "标题"`: all but the title; None where there is no title."""
    text = "".join(piece.text for piece in pieces)
    match = _BOX.match(text) if text.startswith(_OPENS_BOX) else None
    if match is None:
        return []
    start, end = match.span("title")
    if start == end:
        return None
    return [Drop(0, start, "markup"), *([Drop(end, len(text), "markup")] if end < len(text) else [])]


def _stray_marks(pieces: Sequence[Piece]) -> list[Drop]:
    """Pairs of ** that CommonMark prints because Chinese punctuation stands inside: **要点。**说明. Formatters escape some."""
    at = list(accumulate((len(piece.text) for piece in pieces), initial=0))
    stars = [i for i, (a, b) in enumerate(pairwise(pieces)) if a.text == b.text == "*" and a.end == b.start]
    found: list[Drop] = []
    left = None
    for i in stars:
        inside = "" if left is None else "".join(piece.text for piece in pieces[left + 2 : i])
        if left is not None and inside and inside == inside.strip() and (inside[0] in _OPENERS or inside[-1] in _STOPS):
            found += [Drop(at[left], at[left + 2], "bold"), Drop(at[i], at[i + 2], "bold")]
            left = None
        else:
            left = i
    return found
