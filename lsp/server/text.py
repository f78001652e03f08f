"""An editor's text under incremental changes, and positions in the units that were agreed on; knows no protocol types.

Lines end where LSP ends them: at \\n, \\r\\n and \\r, and nowhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Literal, NamedTuple

from govlint.text.characters import LINE_END

Encoding = Literal["utf-8", "utf-16", "utf-32"]
"""The units that a position's character counts."""

_LINE_END = re.compile(LINE_END)
_SURROGATE = re.compile("[\ud800-\udfff]")
_STEP = 256


class Point(NamedTuple):
    """A 0-based line and a 0-based character in units of an encoding."""

    line: int
    character: int


def width(text: str, encoding: Encoding) -> int:
    """How many units a text takes."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def reach(text: str, units: int, encoding: Encoding) -> int:
    """How many code points of a text so many units hold; a character that they end inside of is not held."""
    if width(text, encoding) == len(text):
        return min(units, len(text))
    return bisect_right(list(accumulate(width(char, encoding) for char in text)), units)


class Text:
    """A text that never changes, with its lines. Offsets count code points."""

    __slots__ = ("_even", "_widths", "starts", "text")

    def __init__(self, text: str, starts: list[int] | None = None) -> None:
        self.text = text
        self._even: dict[Encoding, bool] = {"utf-32": True}
        self._widths: dict[Encoding, list[int]] = {}
        self.starts = [0, *(m.end() for m in _LINE_END.finditer(text))] if starts is None else starts

    def line_of(self, offset: int) -> int:
        """The 0-based line that an offset lies in."""
        return bisect_right(self.starts, offset) - 1

    def line_end(self, line: int) -> int:
        """The offset at which a line's text ends, before its line end."""
        if line + 1 >= len(self.starts):
            return len(self.text)
        end = self.starts[line + 1]
        return end - 2 if self.text.startswith("\r\n", end - 2) else end - 1

    def point(self, offset: int, encoding: Encoding) -> Point:
        """Where an offset stands; one between \\r and \\n stands before both."""
        line = self.line_of(offset)
        start = self.starts[line]
        end = min(offset, self.line_end(line))
        if self._is_even(encoding):
            return Point(line, end - start)
        return Point(line, self._width(end, encoding) - self._width(start, encoding))

    def reach(self, start: int, end: int, encoding: Encoding) -> tuple[int, int, int, int]:
        """The points of both ends of a span."""
        starts, line = self.starts, self.line_of(start)
        first = starts[line]
        if self._is_even(encoding) and line + 1 < len(starts) and start <= end and end + 2 <= starts[line + 1]:
            return line, start - first, line, end - first
        return (*self.point(start, encoding), *self.point(end, encoding))

    def _is_even(self, encoding: Encoding) -> bool:
        """Whether every character takes one unit."""
        if encoding not in self._even:
            self._even[encoding] = width(self.text, encoding) == len(self.text)
        return self._even[encoding]

    def _width(self, offset: int, encoding: Encoding) -> int:
        """How many units stand before an offset; of a long line not all are counted for each of its places."""
        if encoding not in self._widths:
            pieces = (self.text[at : at + _STEP] for at in range(0, len(self.text), _STEP))
            self._widths[encoding] = list(accumulate((width(piece, encoding) for piece in pieces), initial=0))
        step = offset // _STEP
        return self._widths[encoding][step] + width(self.text[step * _STEP : offset], encoding)

    def offset(self, point: Point, encoding: Encoding) -> int:
        """The offset of a point. Behind the end of a line or of the text it is that end; never inside a character."""
        if point.line >= len(self.starts):
            return len(self.text)
        start, end = self.starts[point.line], self.line_end(point.line)
        return start + reach(self.text[start:end], point.character, encoding)

    def replaced(self, start: int, end: int, new: str) -> Text:
        """The text with `start:end` replaced. Only the lines that the change touches are looked at."""
        start, end = min(start, end), max(start, end)
        old = self.text
        text = f"{old[:start]}{new}{old[end:]}"
        # Half a character may come and go alone; two halves that meet are one character.
        if _SURROGATE.search(f"{old[max(0, start - 1) : start]}{new}{old[end : end + 1]}"):
            return Text(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass"))
        # Line starts before the change and behind it stay; a \r before it may have gained or lost its \n.
        kept = self.starts[: bisect_right(self.starts, max(0, start - 1))]
        tail = self.starts[bisect_left(self.starts, end + 1) :]
        behind, shift = start + len(new), len(text) - len(old)
        found = [m.end() for m in _LINE_END.finditer(text, max(0, start - 1), behind + 1) if m.end() <= behind]
        made = Text(text, [*kept, *found, *(tail if not shift else [at + shift for at in tail])])
        # What is uneven may have gone.
        made._even |= {each: True for each, even in self._even.items() if even and width(new, each) == len(new)}
        return made
