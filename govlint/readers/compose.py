"""Makes one block and its map from pieces of the source, pinyin notes left out; knows no format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govlint.document.block import Block, Elision
from govlint.language import pinyin
from govlint.text.characters import HAN
from govlint.text.source import Span
from govlint.text.textmap import Run, TextMap

OBJECT = "\ufffc"
"""What stands in the reading text for something that is not text."""

_HAN = f"[{HAN}]"
# The bracket comes first so that the search skips to brackets, not to every Chinese character.
_NOTE = re.compile(rf"[(（](?<={_HAN}.){pinyin.SOUND}[)）]")
_STRUCK = re.compile(r"~~[^~]+~~|<(?:del|s|strike)\b", re.IGNORECASE)
_LINE_END = re.compile(r"[\r\n]")


class Piece(NamedTuple):
    """Reading text that stands in `width` source characters from `start` on.

    Where `text` is as long as `width`, character stands for character; else the piece is read as a whole (an entity).
    """

    text: str
    start: int
    width: int

    @property
    def end(self) -> int:
        """The source offset right after the piece."""
        return self.start + self.width


def plain(text: str, start: int, end: int) -> tuple[Block, TextMap]:
    """A paragraph that is the source characters from `start` to `end`, but for its pinyin notes."""
    raw = text[start:end]
    if not ("(" in raw or "（" in raw) or not _notes(raw):
        return Block(raw), TextMap((Run(0, start, end - start, end - start),), start)
    return compose(text, [Piece(raw, start, end - start)])


def compose(
    text: str, pieces: Sequence[Piece], reach: Span | None = None, kind: str = "paragraph", level: int = 0, label: str = ""
) -> tuple[Block, TextMap]:
    """A block made of `pieces` of the source `text`, in order and with something in them.

    What stands between the pieces is left out of the reading text and kept as elisions, as is what stands before and
    behind them as far as `reach` goes. Pinyin notes after a Chinese character are left out too.
    """
    start, end = reach or Span(pieces[0].start, pieces[-1].end)
    raw = "".join(piece.text for piece in pieces)
    runs = list(_runs(pieces))
    places = TextMap(tuple(runs), start)
    left_out = [(at, Span(a, b), _kind_of(text[a:b])) for at, a, b in _gaps(runs, start, end)]
    notes = _notes(raw)
    if notes:
        # Markup inside a note goes with the note.
        left_out = [gap for gap in left_out if not any(a < gap[0] < b for a, b in notes)]
        left_out += [(a, places.span(a, b), "ruby") for a, b in notes]
        left_out.sort(key=lambda item: item[1])
    elisions: list[Elision] = []
    dropped = dict(notes)
    removed = 0
    for at, span, why in left_out:
        elisions.append(Elision(at - removed, text[span.start : span.end], why))
        if why == "ruby":
            removed += dropped[at] - at
    kept = list(_kept(notes, len(raw)))
    block = Block("".join(raw[a:b] for a, b in kept), kind, level, label, tuple(elisions))
    return block, TextMap(tuple(_clip(runs, kept)), start)


def _kind_of(gap: str) -> str:
    if _LINE_END.search(gap):
        return "break"
    return "struck" if _STRUCK.search(gap) else "markup"


def _notes(raw: str) -> list[tuple[int, int]]:
    notes = [m.span() for m in _NOTE.finditer(raw)]
    # A note without a tone mark (的(de)) is told from a bracketed word (系统(app)) by the company it keeps.
    return notes if any(pinyin.TONE.search(raw, a, b) for a, b in notes) else []


def _runs(pieces: Sequence[Piece]) -> Iterator[Run]:
    reading = 0
    for text, start, width in pieces:
        yield Run(reading, start, len(text), width)
        reading += len(text)


def _gaps(runs: Sequence[Run], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    at = 0
    for run in runs:
        if run.source > start:
            yield run.reading, start, run.source
        start = run.source + run.width
        at = run.reading + run.length
    if end > start:
        yield at, start, end


def _kept(notes: Sequence[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in [*notes, (length, length)]:
        if start > at:
            yield at, start
        at = end


def _clip(runs: Sequence[Run], kept: Sequence[tuple[int, int]]) -> Iterator[Run]:
    """The parts of the runs that lie in the kept ranges of the reading text, moved up."""
    reading = index = 0
    for start, end in kept:
        while index < len(runs):
            run = runs[index]
            a, b = max(run.reading, start), min(run.reading + run.length, end)
            if a < b:
                whole = run.length != run.width
                source = run.source if whole else run.source + a - run.reading
                yield Run(reading, source, b - a, run.width if whole else b - a)
                reading += b - a
            if run.reading + run.length > end:
                break
            index += 1
