"""What a reader has to read again when a text was edited: a stretch of it, between paragraphs that stay as they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from govlint.document.block import Block
from govlint.document.document import Document, Place
from govlint.document.kept import Kept
from govlint.text.edits import Edit
from govlint.text.source import Span
from govlint.text.textmap import TextMap

Pair = tuple[Block, TextMap]


def within(before: Document, reach: Span) -> tuple[int, int]:
    """Of the document as it was the first place that begins in a stretch of its source, and the first one behind it."""
    first = bisect_left(before.places, reach.start, key=_home)
    return first, bisect_left(before.places, reach.end, first, key=_home)


def spliced(before: Document, first: int, behind: int, fresh: Iterable[Pair], edit: Edit) -> tuple[list[Pair], Kept]:
    """All paragraphs, with `fresh` ones in place of those from `first` up to `behind`, and what stays of the document."""
    shift = len(edit.text) - (edit.end - edit.start)
    pairs = [(place.block, place.map) for place in before.places[:first]]
    pairs += fresh
    pairs += ((place.block, place.map.moved(shift) if shift else place.map) for place in before.places[behind:])
    return pairs, Kept(first, len(before.places) - behind, edit, len(pairs) - len(before.places))


def _home(place: Place) -> int:
    return place.map.home
