"""An HTML page as a tree whose every character knows its place in the source; knows nothing of what elements mean to a reader.

Written here because no parser at hand says where text and entities stand: html.parser alone does, and it takes quadratic
time over unclosed marks and fails on some of them, html5lib, lxml and lexbor keep lines of tags at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from govlint.readers.compose import Piece

MAX_DEPTH = 200
"""Elements nested deeper than this are hung up here; browsers do the same a little deeper."""

_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
VOID = frozenset(_VOID_NAMES.split())
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td"
    " tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())

_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"})
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
# Quotes that close; what has a quote without its fellow is cut at its first ">".
_REST = re.compile(r"""(?:[^>"']|"[^"]*"|'[^']*')*+>""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?""")
_ENTITY = re.compile(r"&(?:#[0-9]{1,100};?|#[xX][0-9a-fA-F]{1,100};?|[a-zA-Z][a-zA-Z0-9]{1,30};?)")
_MAX_UNCLOSED_QUOTES = 100

# A start tag ends these elements where they are still open, up to the nearest of the second set.
_TABLE = frozenset({"table"})
_ENDS = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), _TABLE),
    "td": (frozenset({"td", "th"}), _TABLE),
    "th": (frozenset({"td", "th"}), _TABLE),
    "tbody": (frozenset({"tbody", "thead", "tr", "td", "th"}), _TABLE),
    "rt": (frozenset({"rt", "rp", "rb"}), frozenset({"ruby"})),
    "rp": (frozenset({"rt", "rp", "rb"}), frozenset({"ruby"})),
    "rb": (frozenset({"rt", "rp", "rb"}), frozenset({"ruby"})),
}


@dataclass(eq=False, slots=True)
class Element:
    """An element; `start` is the source offset of its tag. Children are elements and pieces of text, entities read."""

    tag: str
    raw: str = ""
    start: int = 0
    parent: Element | None = None
    children: list[Element | Piece] = field(default_factory=list)

    def attributes(self) -> dict[str, str]:
        """The attributes by lower-case name, the first of a doubled one."""
        found: dict[str, str] = {}
        for name, value in _ATTRIBUTE.findall(self.raw):
            bare = value[1:-1] if value[:1] in ("'", '"') else value
            found.setdefault(name.lower(), unescape(bare))
        return found

    def ancestors(self) -> Iterator[Element]:
        """The element itself, its parent, and so on up."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


def parse(text: str) -> Element:
    """The page as a tree under a nameless root. Any text is a page; time is linear in its length."""
    return _Builder(text).build()


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Element("")
        self.stack = [self.root]
        self.unclosed_quotes = 0

    def build(self) -> Element:
        text, at = self.text, 0
        while (mark := text.find("<", at)) >= 0:
            following = text[mark + 1 : mark + 2]
            if following == "!" or following == "?":
                self._data(at, mark)
                at = self._declaration(mark)
            elif (name := _NAME.match(text, mark)) is not None:
                self._data(at, mark)
                end = self._tag_end(name.end())
                at = self._tag(name, end)
            elif following == "/":
                self._data(at, mark)
                at = self._after(">", mark)
            else:  # a bare "<" is text
                self._data(at, mark + 1)
                at = mark + 1
        self._data(at, len(text))
        return self.root

    def _after(self, closing: str, at: int) -> int:
        end = self.text.find(closing, at)
        return len(self.text) if end < 0 else end + len(closing)

    def _declaration(self, mark: int) -> int:
        if self.text.startswith("<!--", mark):
            return self._after("-->", mark + 2)
        return self._after(">", mark)

    def _tag_end(self, at: int) -> int:
        if self.unclosed_quotes < _MAX_UNCLOSED_QUOTES:
            match = _REST.match(self.text, at)
            if match is not None:
                return match.end()
            self.unclosed_quotes += 1
            return self._after(">", at)
        return len(self.text)

    def _tag(self, name: re.Match[str], end: int) -> int:
        tag = name.group(1).lower()
        if self.text[name.start() + 1] == "/":
            self._close(tag)
            return end
        self._make_room(tag)
        raw = self.text[name.end() : end - 1]
        element = Element(tag, raw, name.start(), self.stack[-1])
        self.stack[-1].children.append(element)
        if tag in VOID or (raw.endswith("/") and tag not in BLOCKS and tag not in _RAW):
            return end
        if tag in _RAW:
            closing = re.compile(rf"</{tag}\b", re.IGNORECASE).search(self.text, end)
            stop = len(self.text) if closing is None else closing.start()
            if tag == "title":
                self.stack.append(element)
                self._data(end, stop)
                self.stack.pop()
            return stop if closing is None else self._after(">", stop)
        if len(self.stack) < MAX_DEPTH:
            self.stack.append(element)
        return end

    def _make_room(self, tag: str) -> None:
        if tag in BLOCKS:
            self._end(frozenset({"p"}), frozenset({"td", "th", "li", "blockquote", "div", "table"}))
        if tag in _ENDS:
            self._end(*_ENDS[tag])

    def _end(self, tags: frozenset[str], limits: frozenset[str]) -> None:
        for index in range(len(self.stack) - 1, 0, -1):
            open_tag = self.stack[index].tag
            if open_tag in limits:
                return
            if open_tag in tags:
                del self.stack[index:]

    def _close(self, tag: str) -> None:
        for index in range(len(self.stack) - 1, 0, -1):
            if self.stack[index].tag == tag:
                del self.stack[index:]
                return
            # A stray end tag inside a cell does not end the table round it.
            if self.stack[index].tag in ("td", "th", "table") and tag not in ("table", "tr", "tbody", "thead", "body", "html"):
                return

    def _data(self, start: int, end: int) -> None:
        if start >= end:
            return
        children, text, at = self.stack[-1].children, self.text, start
        if text.find("&", start, end) >= 0:
            for match in _ENTITY.finditer(text, start, end):
                meant = unescape(match.group())
                if meant == match.group():
                    continue
                if match.start() > at:
                    children.append(Piece(text[at : match.start()], at, match.start() - at))
                at = match.end()
                if meant:
                    children.append(Piece(meant, match.start(), at - match.start()))
        if end > at:
            children.append(Piece(text[at:end], at, end - at))
