"""How long a document is when it is said: the one count of characters that reports, editors and the command line show."""

from __future__ import annotations

from govlint.document.block import Block, remembered
from govlint.document.document import Document, Place
from govlint.document.roles import Role
from govlint.language.spoken import characters


def said(document: Document, start: int = 0, end: int | None = None) -> int:
    """How many characters are said of what stands between two offsets of the source; what a web page puts round a text is not.

    Marks, blanks and addresses do not count, nor does what a reader leaves out (notes on the sound of characters, markup).
    """
    stop = len(document.source.text) if end is None else end
    return sum(_within(place, start, stop) for place in document.places if place.role is not Role.FURNITURE)


def _within(place: Place, start: int, end: int) -> int:
    whole = place.span(0, len(place.block.text))
    if start <= whole.start and whole.end <= end:
        return _said(place.block)
    if end <= whole.start or whole.end <= start:
        return 0
    parts = []
    for run in place.map.runs:
        low, high = max(run.source, start), min(run.source + run.width, end)
        if low < high:
            first, last = (low - run.source, high - run.source) if run.length == run.width else (0, run.length)
            parts.append(place.block.folded[run.reading + first : run.reading + last])
    return characters("".join(parts))


@remembered
def _said(block: Block) -> int:
    return characters(block.folded)
