"""Glyphs to rows: what stands on one base line, cut where a wide gap is, and letter-spaced words closed up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from govlint.pages.sheet import BLANKS, Glyph
from govlint.text.characters import HAN
from govlint.text.frozen import frozen

_IS_HAN = re.compile(f"[{HAN}]")
_HAN_PAIR = re.compile(f"[{HAN}](?=[{HAN}])")
_WIDE_GAP = 1.0
"""A gap of so many ems parts what is no running text: fields, columns, cells."""
_WORD_GAP = 0.16
"""The same between Latin letters, where it is a space."""
_HAN_GAP = 0.2
"""The same between Chinese characters, beyond what all of them in the line have."""
_SPACED = 0.3
_EVEN = 0.6
_CLEAR = 0.25
_LEFT = attrgetter("left")
_BASE = attrgetter("base")


class Run(NamedTuple):
    """Text without a wide gap."""

    text: str
    left: float
    right: float


@frozen
class Row:
    """What stands on one base line of a page, from left to right; `size` is that of its largest font."""

    runs: tuple[Run, ...]
    base: float
    size: float

    @property
    def left(self) -> float:
        return self.runs[0].left

    @property
    def right(self) -> float:
        return self.runs[-1].right

    @property
    def text(self) -> str:
        """The text in one line; an em stands for a gap."""
        return "\u3000".join(run.text for run in self.runs)


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """The rows from the top down. Glyphs that are painted twice (a made bold) count once."""
    rows = (_row(_in_order(line)) for line in _lines(_once(glyphs)))
    return [row for row in rows if row is not None]


def _in_order(line: list[Glyph]) -> list[Glyph]:
    """From left to right; what lies over each other character by character."""
    ordered = sorted(line, key=_LEFT)
    if any((a.ends or b.ends) and b.left - _last(a) < _CLEAR * max(a.size, b.size) for a, b in pairwise(ordered)):
        ordered = sorted(_once(part for glyph in line for part in glyph.apart()), key=_LEFT)
    return ordered


def _last(glyph: Glyph) -> float:
    """Where its last character begins."""
    return glyph.ends[-2] if glyph.ends else glyph.left


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    seen: set[tuple[str, float, int, int]] = set()
    for glyph in glyphs:
        text, size = glyph.text, max(glyph.size, 1)
        # A made bold is moved by less; two letters l of a narrow font stand 0.22 ems apart.
        column, line = round(glyph.left * 10 / size), round(glyph.base * 4 / size)
        if not any((text, size, x, line) in seen for x in (column - 1, column, column + 1)):
            yield glyph
        seen.add((text, size, column, line))


def _lines(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs of one line; what is raised or lowered (a note's number, m²) stands with what it belongs to."""
    line: list[Glyph] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=_BASE):
        if line and glyph.base - base > 0.5 * max(size, glyph.size):
            yield line
            line, size = [], 0.0
        if glyph.size >= size and glyph.text not in BLANKS:
            base, size = glyph.base, glyph.size
        elif not line:
            base = glyph.base
        line.append(glyph)
    if line:
        yield line


def _row(glyphs: Sequence[Glyph]) -> Row | None:
    printed = [glyph for glyph in glyphs if glyph.text not in BLANKS]
    if not printed:
        return None
    size = max(glyph.size for glyph in printed)
    base = next(glyph.base for glyph in printed if glyph.size == size)
    if len(printed) == 1:
        return Row((Run(printed[0].text, printed[0].left, printed[0].right),), base, size)
    if _is_spaced(printed):
        text = "".join(glyph.text for glyph in printed)
        return Row((Run(text, printed[0].left, printed[-1].right),), base, size)
    return Row(tuple(_runs(glyphs)), base, size)


def _is_spaced(glyphs: Sequence[Glyph]) -> bool:
    """Whether the characters of a line stand apart, all alike: 中 共 市 委 文 件."""
    if len(glyphs) < 3 or any(glyph.ends for glyph in glyphs):
        return False
    gaps = [(b.left - a.right) / max(a.size, b.size, 1) for a, b in pairwise(glyphs)]
    if min(gaps) < _SPACED or max(gaps) - min(gaps) > _EVEN:
        return False
    return all(_IS_HAN.match(glyph.text) for glyph in glyphs[:3]) and sum(len(g.text) for g in glyphs) == len(glyphs)


def _runs(glyphs: Sequence[Glyph]) -> Iterator[Run]:
    usual = _usual_gap(glyphs)
    run: list[str] = []
    left = right = 0.0
    blanks = ""
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text in BLANKS:
            blanks += glyph.text if run else ""
            continue
        if last is not None:
            gap = (glyph.left - right) / max(last.size, glyph.size, 1)
            if gap > _WIDE_GAP and len(blanks) < 2:
                yield Run("".join(run), left, right)
                run, blanks = [], ""
            elif not blanks and _is_blank(gap, usual, last.text, glyph.text):
                blanks = " "
        if not run:
            left, right = glyph.left, glyph.right
        run += (blanks, glyph.text)
        blanks = ""
        right = max(right, glyph.right)
        last = glyph
    yield Run("".join(run), left, right)


def _usual_gap(glyphs: Sequence[Glyph]) -> float:
    """How far apart the Chinese characters of a line stand, in ems."""
    gaps = [(b.left - a.right) / max(a.size, b.size) for a, b in pairwise(glyphs) if _are_han(a.text, b.text)]
    gaps += [0.0] * sum(len(_HAN_PAIR.findall(glyph.text)) for glyph in glyphs if glyph.ends)
    return max(0.0, median(gaps)) if gaps else 0.0


def _is_blank(gap: float, usual: float, before: str, after: str) -> bool:
    """Whether a gap is a blank: between scripts it is none, programs leave some room there by themselves."""
    if _are_han(before, after):
        return gap > usual + _HAN_GAP
    return gap > _WORD_GAP and _is_word(before[-1]) and _is_word(after[0])


def _are_han(before: str, after: str) -> bool:
    return bool(_IS_HAN.match(before[-1]) and _IS_HAN.match(after))


def _is_word(text: str) -> bool:
    return text.isascii() and text.isalnum()
