"""How long a document is when it is said: the one count of characters that reports, editors and the command line show."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from govlint.document.block import Block, remembered
from govlint.document.document import Document, Place
from govlint.document.roles import Role
from govlint.language.spoken import characters


class Ruler:
    """Measures stretches of one document: characters that are said; what a web page puts round a text is not.

    Marks, blanks and addresses do not count, nor does what a reader leaves out (notes on the sound of characters, markup).
    """

    def __init__(self, document: Document) -> None:
        read = [place for place in document.places if place.role is not Role.FURNITURE]
        spans = [place.span(0, len(place.block.text)) for place in read]
        order = sorted(range(len(read)), key=lambda index: spans[index])
        self._places = [read[index] for index in order]
        self._starts = [spans[index].start for index in order]
        self._ends = [spans[index].end for index in order]
        self._sums = [0, *accumulate(_said(place.block) for place in self._places)]

    @property
    def whole(self) -> int:
        """The characters of the whole document."""
        return self._sums[-1]

    def between(self, start: int, end: int) -> int:
        """The characters of what stands between two offsets of the source."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end) - 1
        if first > last:
            return 0
        if first == last:
            return self._part(first, start, end)
        return self._part(first, start, end) + self._sums[last] - self._sums[first + 1] + self._part(last, start, end)

    def _part(self, index: int, start: int, end: int) -> int:
        place = self._places[index]
        inside = start <= self._starts[index] and self._ends[index] <= end
        return _said(place.block) if inside else characters(_within(place, start, end))


def said(document: Document) -> int:
    """How many characters of a document are said."""
    return _said_in(document.places)


def said_after(document: Document, before: Document, known: int) -> int:
    """The same of a document that was edited, where so many are `known` to be said `before`."""
    kept = document.kept
    if kept is None:
        return said(document)
    old, new = (each.places[kept.head : len(each.places) - kept.tail] for each in (before, document))
    return known - _said_in(old) + _said_in(new)


def _said_in(places: Sequence[Place]) -> int:
    return sum(_said(place.block) for place in places if place.role is not Role.FURNITURE)


def _within(place: Place, start: int, end: int) -> str:
    parts = []
    for run in place.map.stretches():
        low, high = max(run.source, start), min(run.source + run.width, end)
        if low < high:
            first, last = (low - run.source, high - run.source) if run.length == run.width else (0, run.length)
            parts.append(place.block.folded[run.reading + first : run.reading + last])
    return "".join(parts)


@remembered
def _said(block: Block) -> int:
    return characters(block.folded)
