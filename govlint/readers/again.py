"""What a reader has to read again when a text was edited: a stretch of it, between paragraphs that stay as they are."""

from __future__ import annotations

from bisect import bisect_left

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


def spliced(before: Document, first: int, behind: int, fresh: list[Pair], edit: Edit) -> tuple[list[Pair], Kept]:
    """The `fresh` paragraphs, that stand for those from `first` up to `behind`, and what stays of the document."""
    return fresh, Kept(first, len(before.places) - behind, edit, len(fresh) - (behind - first))


def _home(place: Place) -> int:
    return place.map.home
