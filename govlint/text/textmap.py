"""Where each character of a reading text stands in the source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from govlint.text.source import Span


class Stretch(NamedTuple):
    """`length` reading characters from `reading` on that stand in `width` source characters from `source` on.

    Where length and width are equal, character stands for character; else the run is read as a whole (an entity).
    """

    reading: int
    source: int
    length: int
    width: int


@dataclass(frozen=True, slots=True)
class TextMap:
    """The way from a block's reading text to the source. Runs are in order and cover the reading text without gaps.

    `home` is the source offset of an empty reading text.
    """

    runs: tuple[Stretch, ...]
    home: int = 0

    def start(self, offset: int) -> int:
        """The source offset at which the reading character `offset` begins."""
        run = self._run(offset)
        if run is None:
            return self.home
        inside = offset - run.reading
        if run.length == run.width:
            return run.source + min(inside, run.length)
        return run.source if inside < run.length else run.source + run.width

    def end(self, offset: int) -> int:
        """The source offset right after the reading character that ends at `offset`: notes behind it are out."""
        if offset <= 0:
            return self.start(0)
        run = self._run(offset - 1)
        if run is None:
            return self.home
        if run.length == run.width:
            return run.source + (offset - run.reading)
        return run.source + run.width

    def span(self, start: int, end: int) -> Span:
        """The source span of the reading span; an empty one stands right behind the character before it."""
        if end <= start:
            at = self.end(start)
            return Span(at, at)
        return Span(self.start(start), self.end(end))

    def moved(self, shift: int) -> TextMap:
        """The way from the same reading text to the same characters, so many further on."""
        return TextMap(tuple(Stretch(r, s + shift, length, width) for r, s, length, width in self.runs), self.home + shift)

    def is_moved(self, other: TextMap, shift: int) -> bool:
        """Whether it is the other one moved by so many characters."""
        if self.home - other.home != shift or len(self.runs) != len(other.runs):
            return False
        pairs = zip(self.runs, other.runs, strict=True)
        return all((a[0], a[1] - shift, a[2], a[3]) == b for a, b in pairs)

    def unbroken(self, start: int, end: int) -> bool:
        """Whether the reading span is one piece of the source, character for character, with nothing left out."""
        span = self.span(start, end)
        if span.end - span.start != end - start:
            return False
        first, last = self._index(start), self._index(max(start, end - 1))
        return all(run.length == run.width for run in self.runs[first : last + 1])

    def _index(self, offset: int) -> int:
        return max(0, bisect_right(self.runs, offset, key=lambda run: run.reading) - 1)

    def _run(self, offset: int) -> Stretch | None:
        return self.runs[self._index(offset)] if self.runs else None
