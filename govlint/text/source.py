"""The text of one file as it was found: bytes decoded, offsets and lines counted; knows nothing of what the text means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import field
from functools import cached_property

from govlint.text.characters import LINE_END
from govlint.text.edits import Edit, apply
from govlint.text.frozen import frozen
from govlint.text.layout import Layout
from govlint.text.lazyregex import lazy
from govlint.text.span import Position as Position
from govlint.text.span import Span as Span

MAX_BYTES = 32 * 1024 * 1024

_SURROGATE = lazy("[\ud800-\udfff]")
_LINE_END = lazy(LINE_END)


@frozen
class Location:
    """A place in a file whose pages a writer sees and whose text has no lines: a paragraph of a Word file or of a page.

    `part` is the story it stands in (正文, 表格, 脚注, …), `paragraph` counts that story's paragraphs that have text from 1,
    `page` is the page it was last printed on, 0 where the file does not say, `label` the number that Word puts before it.
    `kind` is “word”, or “page” where the format has pages: there paragraphs are counted anew on each of them.
    """

    part: str
    paragraph: int
    page: int = 0
    label: str = ""
    kind: str = "word"

    def __str__(self) -> str:
        """The place as a writer would say it."""
        page = f"第{self.page}页" if self.page else ""
        return f"{page}{self.part}第{self.paragraph}段"


def without_halves(text: str) -> str:
    """A text in which U+FFFD stands for each half of a character, as editors may send them: they have no bytes."""
    try:  # seldom there is one, and to encode a long text takes less time than to search it
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


class SourceError(Exception):
    """A file that cannot be read as text; `str()` is a message in Chinese for the writer."""


@frozen
class Source:
    """Decoded text of one file and what is needed to write it back as it was.

    Offsets count code points of `text`, which is without its byte order mark and keeps its line ends. `layout` is how it
    looks on paper, None where the format does not say.
    """

    path: str
    text: str
    encoding: str = "utf-8"
    bom: bytes = b""
    layout: Layout | None = field(default=None, repr=False)
    unread: str = field(default="", compare=False)
    """What of the file is not in the text, in Chinese; empty where all of it is."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", without_halves(self.text))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in _LINE_END.finditer(self.text))]

    @property
    def line_count(self) -> int:
        """The number of lines; an empty text has one."""
        return len(self._line_starts)

    def position(self, offset: int) -> Position:
        """The line and column of `offset`; only \\n, \\r\\n and \\r end a line."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of a line and column; the inverse of `position`."""
        return self._line_starts[position.line - 1] + position.column - 1

    def line(self, number: int) -> Span:
        """The span of a 1-based line without its line end."""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] if number < len(self._line_starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def location(self, offset: int) -> Location | None:
        """Where a writer finds `offset` in a file that has no lines to count; None where lines and columns say it."""
        return None

    def encode(self, edits: Iterable[Edit] = ()) -> bytes:
        """The file's bytes with these edits of its text made: in its own encoding, with its byte order mark."""
        return self.bom + apply(self.text, edits).encode(self.encoding)


def too_large(size: int, limit: int = MAX_BYTES) -> str:
    """What to say of a file of so many bytes, in Chinese."""
    return f"文件过大（{size / 1048576:.0f} MB），最多检查 {limit // 1048576} MB；请分成几个文件"
