"""Where each character of a reading text stands in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from govlint.text.source import Span


class Stretch(NamedTuple):
    """`length` reading characters from `reading` on that stand in `width` source characters, `source` behind the map's home.

    Where length and width are equal, character stands for character; else the run is read as a whole (an entity).
    """

    reading: int
    source: int
    length: int
    width: int


class TextMap(NamedTuple):
    """The way from a block's reading text to the source. Runs are in order and cover the reading text without gaps.

    `home` is the source offset of an empty reading text, and that from which the runs are counted: a paragraph that is moved
    as it is has the same ones.
    """

    runs: tuple[Stretch, ...]
    home: int = 0

    @classmethod
    def of(cls, runs: Iterable[Stretch], home: int) -> TextMap:
        """The map of runs that are counted from the beginning of the source."""
        return cls(tuple([Stretch(r, s - home, length, width) for r, s, length, width in runs]), home)

    def stretches(self) -> tuple[Stretch, ...]:
        """The runs, counted from the beginning of the source."""
        return tuple([Stretch(r, s + self.home, length, width) for r, s, length, width in self.runs])

    def start(self, offset: int) -> int:
        """The source offset at which the reading character `offset` begins."""
        run = self._run(offset)
        if run is None:
            return self.home
        inside = offset - run.reading
        if run.length == run.width:
            return self.home + run.source + min(inside, run.length)
        return self.home + (run.source if inside < run.length else run.source + run.width)

    def end(self, offset: int) -> int:
        """The source offset right after the reading character that ends at `offset`: notes behind it are out."""
        if offset <= 0:
            return self.start(0)
        run = self._run(offset - 1)
        if run is None:
            return self.home
        if run.length == run.width:
            return self.home + run.source + (offset - run.reading)
        return self.home + run.source + run.width

    def span(self, start: int, end: int) -> Span:
        """The source span of the reading span; an empty one stands right behind the character before it."""
        if end <= start:
            at = self.end(start)
            return Span(at, at)
        return Span(self.start(start), self.end(end))

    def moved(self, shift: int) -> TextMap:
        """The way from the same reading text to the same characters, so many further on."""
        return TextMap(self.runs, self.home + shift)

    def is_moved(self, other: TextMap, shift: int) -> bool:
        """Whether it is the other one moved by so many characters."""
        return self.home - other.home == shift and self.runs == other.runs

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
