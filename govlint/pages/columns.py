"""The order in which a page's rows are read: column by column where it is set in columns; tables without lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from govlint.pages.rows import Row, Run

_FEWEST_ROWS = 6
_GUTTER = 1.0
"""Ems that part columns."""
_PROSE = 8
"""Characters that a line of a column has on the average; what has fewer is a list of fields."""
_BOTH = 0.6
_MOST_COLUMNS = 4


def in_columns(rows: Sequence[Row], most: int = _MOST_COLUMNS) -> Iterator[tuple[int, list[Row]]]:
    """The rows in the order in which they are read, in stretches: the number of the column, and rows in it."""
    at = 0
    plain: list[Row] = []
    while at < len(rows):
        end, gutter = _zone(rows, at) if most > 1 else (at + 1, None)
        if gutter is None:
            plain += rows[at:end]
            at = end
            continue
        if plain:
            yield 0, plain
            plain = []
        left, right = _halves(rows[at:end], gutter)
        yield 1, left
        for number, part in in_columns(right, most - 1):
            yield number + 2, part
        at = end
    if plain:
        yield 0, plain


def _zone(rows: Sequence[Row], begin: int) -> tuple[int, float | None]:
    """Where rows with a gap in common that begin here end, and the middle of the gap where it parts columns."""
    if len(rows[begin].runs) < 2:
        return begin + 1, None
    gutters = [(a.right, b.left) for a, b in pairwise(rows[begin].runs)]
    end = begin + 1
    while end < len(rows):
        row = rows[end]
        kept = []
        for left, right in gutters:
            # What stands between is moved away from; a run across the gutter closes it.
            if any(run.left < (left + right) / 2 < run.right for run in row.runs):
                continue
            low = max([left, *(run.right for run in row.runs if run.right <= (left + right) / 2)])
            high = min([right, *(run.left for run in row.runs if run.left >= (left + right) / 2)])
            if high - low >= _GUTTER * row.size:
                kept.append((low, high))
        if not kept:
            break
        gutters = kept
        end += 1
    for left, right in gutters:
        middle = (left + right) / 2
        if end - begin >= _FEWEST_ROWS and _is_prose(rows[begin:end], middle):
            return end, middle
    return end, None


def _is_prose(rows: Sequence[Row], middle: float) -> bool:
    sides = [[run for row in rows for run in row.runs if (run.left < middle) is left] for left in (True, False)]
    both = sum(row.left < middle < row.right for row in rows)
    return both >= _BOTH * len(rows) and all(
        sum(len(run.text) for run in side) >= _PROSE * len(side) and len(side) <= 1.2 * len(rows) for side in sides
    )


def _halves(rows: Sequence[Row], middle: float) -> tuple[list[Row], list[Row]]:
    halves: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        for half, is_left in zip(halves, (True, False), strict=True):
            if runs := tuple(run for run in row.runs if (run.left < middle) is is_left):
                half.append(Row(runs, row.base, row.size))
    return halves


def tabular(rows: Sequence[Row]) -> list[bool]:
    """For each row whether it is one of a table without lines: fields that stand below each other in three rows or more."""
    found = [False] * len(rows)
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and len(rows[at].runs) > 1 and _are_aligned(rows[end - 1].runs, rows[end].runs):
            end += 1
        if end - at >= 3:
            found[at:end] = [True] * (end - at)
        at = end
    return found


def _are_aligned(above: Sequence[Run], below: Sequence[Run]) -> bool:
    return len(above) == len(below) and all(a.left < b.right and b.left < a.right for a, b in zip(above, below, strict=True))
