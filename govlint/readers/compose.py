"""Makes one block and its map from pieces of the source, what nobody meant to be read left out; knows no format."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govlint.document.block import Block, Elision
from govlint.language import pinyin
from govlint.text.blanks import loose
from govlint.text.characters import HAN
from govlint.text.lazyregex import lazy
from govlint.text.marks import marks
from govlint.text.source import Span
from govlint.text.textmap import Stretch, TextMap

OBJECT = "\ufffc"
"""What stands in the reading text for something that is not text."""

# The bracket comes first so that the search skips to brackets, not to every Chinese character. A formatter may have put
# spaces round it.
_NOTE = lazy(rf"[(（](?<=[{HAN}].){pinyin.SOUND}[)）]| (?<=[{HAN}].)[(（]{pinyin.SOUND}[)）] ?")
_STRUCK = lazy(r"~~[^~]+~~|<(?:del|s|strike)\b", re.IGNORECASE)
_LINE_END = lazy(r"[\r\n]")


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


class Drop(NamedTuple):
    """Reading text from `start` to `end` that a reader leaves out as this `kind` of elision."""

    start: int
    end: int
    kind: str


def plain(text: str, start: int, end: int) -> tuple[Block, TextMap]:
    """A paragraph that is the source characters from `start` to `end`, but for notes, loose blanks and marks of Markdown."""
    raw = text[start:end]
    if not (drops := _drops(raw, _marks(raw), "space")):
        return Block(raw), TextMap((Stretch(0, 0, end - start, end - start),), start)
    return _composed(text, [Piece(raw, start, end - start)], raw, Span(start, end), drops)


def compose(
    text: str,
    pieces: Sequence[Piece],
    reach: Span | None = None,
    kind: str = "paragraph",
    level: int = 0,
    label: str = "",
    *,
    unread: Sequence[Drop] | None = None,
    spaced: str = "space",
) -> tuple[Block, TextMap]:
    """A block made of `pieces` of the source `text`, in order and with something in them.

    What stands between the pieces is left out of the reading text and kept as elisions, as is what stands before and
    behind them as far as `reach` goes. Pinyin notes after a Chinese character are left out too, and so are blanks that
    Chinese writing does not have; those between scripts are elisions of the kind `spaced`. `unread` is what the reader
    leaves out besides: without it, the marks of Markdown, which are no part of any other format.
    """
    raw = "".join(piece.text for piece in pieces)
    drops = _drops(raw, _marks(raw) if unread is None else unread, spaced)
    return _composed(text, pieces, raw, reach or Span(pieces[0].start, pieces[-1].end), drops, kind, level, label)


def _composed(
    text: str,
    pieces: Sequence[Piece],
    raw: str,
    reach: Span,
    drops: Sequence[Drop],
    kind: str = "paragraph",
    level: int = 0,
    label: str = "",
) -> tuple[Block, TextMap]:
    runs = list(_runs(pieces))
    left_out = [(Drop(at, at, ""), Span(a, b)) for at, a, b in _gaps(runs, *reach)]
    if drops:
        places = TextMap.of(runs, reach.start)
        # Markup inside a note goes with the note.
        starts = [drop.start for drop in drops]
        left_out = [gap for gap in left_out if not _is_inside(gap[0].start, drops, starts)]
        left_out += [(drop, places.span(drop.start, drop.end)) for drop in drops]
        left_out.sort(key=lambda item: item[1])
    elisions: list[Elision] = []
    removed = 0
    for drop, span in left_out:
        left = text[span.start : span.end]
        why = drop.kind if drop.kind not in ("", "space") else _kind_of(left, drop.kind or "markup")
        elisions.append(Elision(drop.start - removed, left, why))
        removed += drop.end - drop.start
    if drops:
        kept = list(_kept(drops, len(raw)))
        raw, runs = "".join(raw[a:b] for a, b in kept), list(_clip(runs, kept))
    return Block(raw, kind, level, label, tuple(elisions)), TextMap.of(runs, reach.start)


def _drops(raw: str, unread: Sequence[Drop], spaced: str) -> list[Drop]:
    """All that is not read of a paragraph, in order."""
    notes = [Drop(*note, "ruby") for note in _notes(raw)] if "(" in raw or "（" in raw else []
    if not notes and not unread:
        return [Drop(b.start, b.end, spaced if b.between else "space") for b in loose(raw)]
    first = sorted([*notes, *unread])
    # Blanks are looked for in what is left: `**2024** 年`. One that a mark stands inside of is left alone.
    kept = list(_kept(first, len(raw)))
    blanks = loose("".join(raw[a:b] for a, b in kept))
    offsets = [i for a, b in kept for i in range(a, b)] if blanks else []
    spaces = [Drop(offsets[b.start], offsets[b.end - 1] + 1, spaced if b.between else "space") for b in blanks]
    return sorted([*first, *(s for s, b in zip(spaces, blanks, strict=True) if s.end - s.start == b.end - b.start)])


def _marks(raw: str) -> list[Drop]:
    found = marks(raw)
    return [Drop(*mark, "mark") for mark in found] if found else []


def _is_inside(at: int, drops: Sequence[Drop], starts: Sequence[int]) -> bool:
    """Whether an offset is within one of the drops, which are in order, and not at its edge."""
    before = bisect_left(starts, at)
    return before > 0 and at < drops[before - 1].end


def _kind_of(gap: str, usual: str) -> str:
    if _LINE_END.search(gap):
        return "break"
    return "struck" if _STRUCK.search(gap) else usual


def _notes(raw: str) -> list[tuple[int, int]]:
    notes = [m.span() for m in _NOTE.finditer(raw)]
    # A note without a tone mark (的(de)) is told from a bracketed word (系统(app)) by the company it keeps.
    return notes if any(pinyin.TONE.search(raw, a, b) for a, b in notes) else []


def _runs(pieces: Sequence[Piece]) -> Iterator[Stretch]:
    reading = 0
    for text, start, width in pieces:
        yield Stretch(reading, start, len(text), width)
        reading += len(text)


def _gaps(runs: Sequence[Stretch], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    at = 0
    for run in runs:
        if run.source > start:
            yield run.reading, start, run.source
        start = run.source + run.width
        at = run.reading + run.length
    if end > start:
        yield at, start, end


def _kept(drops: Sequence[Drop], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end, _ in [*drops, Drop(length, length, "")]:
        if start > at:
            yield at, start
        at = end


def _clip(runs: Sequence[Stretch], kept: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
    """The parts of the runs that lie in the kept ranges of the reading text, moved up."""
    reading = index = 0
    for start, end in kept:
        while index < len(runs):
            run = runs[index]
            a, b = max(run.reading, start), min(run.reading + run.length, end)
            if a < b:
                whole = run.length != run.width
                source = run.source if whole else run.source + a - run.reading
                yield Stretch(reading, source, b - a, run.width if whole else b - a)
                reading += b - a
            if run.reading + run.length > end:
                break
            index += 1
