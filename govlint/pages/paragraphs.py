"""Lines to paragraphs: where the next word would have found room, the writer ended the line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from govlint.pages.lines import Line
from govlint.text.characters import CLOSERS
from govlint.text.frozen import frozen
from govlint.text.hardwrap import continues

_OPENERS = "“‘《〈（「『【〔([{"
_CANNOT_BEGIN = frozenset(f"，。、；：！？…—％%℃·,.;:!?)]}}{CLOSERS}")
_WORD = "[!-~\u00a1-\u024f－]+"
_UNIT = re.compile(rf"[{re.escape(_OPENERS)}]*(?:{_WORD}|.)(?:[{re.escape(''.join(_CANNOT_BEGIN))}]+(?:{_WORD})?)?")
_INDENT = 1.2
"""Ems from the edge where a paragraph begins; what stands further in than twice as far is set apart."""
_FURTHEST = 2.8
_SPACED = 1.3
"""Times the usual distance of lines that part paragraphs."""
_OTHER_SIZE = 0.08
_FEWEST_LINES = 6
_WELL_FILLED = 0.1


@dataclass
class Paragraph:
    """Lines that belong together."""

    lines: list[Line]

    @property
    def first(self) -> Line:
        return self.lines[0]

    def text(self) -> tuple[str, tuple[int, ...]]:
        """The text in one line, and the offsets at which a new page begins."""
        parts: list[str] = []
        turns: list[int] = []
        length = 0
        for before, line in zip([None, *self.lines], self.lines, strict=False):
            if before is not None and _are_words(before.text[-1], line.text[0]):
                parts.append(" ")
                length += 1
            if before is not None:
                turns += [length] * (line.page - before.page)
            parts.append(line.text)
            length += len(line.text)
        return "".join(parts), tuple(turns)


def _are_words(end: str, begin: str) -> bool:
    """Whether a line end between two characters is a space; some programs break numbers too."""
    return end.isascii() and begin.isascii() and end.isalnum() and not (end.isdigit() and begin.isdigit())


@frozen
class _Edges:
    left: float
    right: float


class _Style:
    """How a document sets its paragraphs, learned from all lines that stand in no cell."""

    def __init__(self, lines: Sequence[Line]) -> None:
        by_place: dict[tuple[int, int], list[Line]] = {}
        by_column: dict[int, list[Line]] = {}
        for line in lines:
            by_place.setdefault((line.page, line.column), []).append(line)
            by_column.setdefault(line.column, []).append(line)
        self.size = median([line.size for line in lines]) if lines else 0.0
        usual = {column: _edges(found) for column, found in by_column.items()}
        self._edges = {
            place: _edges(found, usual[place[1]]) if len(found) >= _FEWEST_LINES else usual[place[1]]
            for place, found in by_place.items()
        }
        steps = [
            (below.base - above.base) / below.size for above, below in pairwise(lines) if _follows(above, below) and below.size
        ]
        counted = Counter(round(step, 1) for step in steps if 0.9 < step < 4)
        often = [step for step, count in counted.items() if count >= 0.2 * sum(counted.values())]
        self.step = min(often, default=min(counted, default=2.0))
        self.is_spaced = sum(step > _SPACED * self.step for step in steps) >= 0.08 * len(steps) > 0
        self.is_indented = False
        starts = [below for above, below in pairwise(lines) if not self.is_full(above, below)]
        self.is_indented = sum(self.is_at_indent(line) for line in starts) >= 0.4 * len(starts) > 0

    def edges(self, line: Line) -> _Edges:
        """Where the column of a line begins and ends on its page."""
        return self._edges[line.page, line.column]

    def is_at_indent(self, line: Line) -> bool:
        indent = (line.left - self.edges(line).left) / line.size
        return _INDENT <= indent <= _FURTHEST

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether the first word of the next line would have found no room."""
        room = self.edges(line).right - line.right
        # Programs differ in what they keep together; where paragraphs are indented, one that goes on shows it by itself.
        slack = 3.0 if self.is_indented and continues(line.text, following.text) else 0.3
        return room < _advance(line) * (_unit(following.text) + slack)

    def is_centred(self, line: Line) -> bool:
        edges = self.edges(line)
        return abs(line.left - edges.left - (edges.right - line.right)) < 1.5 * line.size

    def is_set_in(self, line: Line) -> bool:
        """Whether a line begins further in than paragraphs do."""
        return line.left - self.edges(line).left > _FURTHEST * line.size


def paragraphs(lines: Iterable[Line]) -> list[Paragraph]:
    """The paragraphs in order; notes stand behind the text."""
    everything = list(lines)
    style = _Style([line for line in everything if not line.cell and not line.is_note])
    found: list[Paragraph] = []
    notes: list[Paragraph] = []
    for line in everything:
        flow = notes if line.is_note else found
        if flow and _joins(flow[-1], line, style):
            flow[-1].lines.append(line)
        else:
            flow.append(Paragraph([line]))
    return found + notes


def _joins(paragraph: Paragraph, line: Line, style: _Style) -> bool:
    last = paragraph.lines[-1]
    if line.cell or last.cell:
        return line.cell == last.cell and _fills(last, line)
    if line.is_note:
        return line.page == last.page and continues(last.text, line.text)
    if abs(line.size - last.size) > _OTHER_SIZE * last.size:
        return False
    if line.text[0] in _CANNOT_BEGIN and not line.text.startswith(("—", "·", "…")):
        return True
    same_column = _follows(last, line)
    if line.is_parted or (same_column and line.base - last.base > _SPACED * style.step * line.size):
        return False
    if not style.is_full(last, line):
        return False
    if style.is_set_in(line):
        is_title = style.is_set_in(last) or last.size > 1.1 * style.size or paragraph.first is last
        return is_title and style.is_centred(line) and style.is_centred(last) and continues(last.text, line.text)
    if style.is_at_indent(line) and style.is_indented:
        return _hangs(paragraph, line)
    if style.is_at_indent(paragraph.first) and not style.is_at_indent(line):
        return True
    if style.is_indented:
        return line.left <= last.left + 0.5 * line.size or continues(last.text, line.text)
    if abs(line.left - last.left) > 0.5 * line.size and not _hangs(paragraph, line):
        return False
    return (style.is_spaced and same_column and not _begins(line.text)) or continues(last.text, line.text)


def _hangs(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line goes on with a list's item, whose first line stands further out."""
    if len(paragraph.lines) > 1:
        second = paragraph.lines[1]
        return paragraph.first.left < second.left - 0.5 * line.size and abs(second.left - line.left) < 0.5 * line.size
    return (
        paragraph.first.left < line.left - 0.5 * line.size
        and _begins(paragraph.first.text)
        and continues(paragraph.first.text, line.text)
    )


def _begins(text: str) -> bool:
    return not continues("无", text)


def _fills(line: Line, following: Line) -> bool:
    """Whether a line of a cell goes on in the next one."""
    if following.text[0] in _CANNOT_BEGIN:
        return True
    room = line.width - (line.right - line.left) - line.size
    return room < _advance(line) * (_unit(following.text) + 0.3) and not _begins(following.text)


def _follows(above: Line, below: Line) -> bool:
    """Whether one line stands right above the other in one column."""
    return (above.page, above.column) == (below.page, below.column) and below.base > above.base


def _advance(line: Line) -> float:
    """What a Chinese character takes in a line, its letter-spacing included; at least its font."""
    units = _units(line.text)
    return max(line.size, (line.right - line.left) / units) if units >= 4 else line.size


def _units(text: str) -> float:
    """The width in ems, where characters of ASCII are half as wide as others."""
    return len(text) - 0.5 * len(text.encode("ascii", "ignore"))


def _unit(text: str) -> float:
    """The width in ems of what a line would have to begin with: a character or a word, and the marks that stay with it."""
    match = _UNIT.match(text)
    found = match.group() if match else text
    return min(_units(found), 12.0)


def _edges(lines: Sequence[Line], usual: _Edges | None = None) -> _Edges:
    """Where lines begin and end: the outermost places that enough of them share."""
    size = median(line.size for line in lines)
    left = _outermost([line.left for line in lines], size)
    right = -_outermost([-line.right for line in lines], size)
    if usual is not None:
        # A page of nothing but short lines has no edge of its own.
        if right < usual.right - 3 * size and usual.left <= left:
            right = usual.right
        if left > usual.left + size and left < usual.left + 4 * size:
            left = usual.left
    return _Edges(left, right)


def _outermost(places: Sequence[float], size: float) -> float:
    near = max(size * 0.35, 1.0)
    ordered = sorted(places)
    enough = max(2, _WELL_FILLED * len(ordered))
    low = 0
    for high, place in enumerate(ordered):
        while place - ordered[low] > near:
            low += 1
        if high - low + 1 >= enough:
            return ordered[low]
    return ordered[0]
