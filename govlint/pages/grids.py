"""Ruled tables: lines that cross, and the cells between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from govlint.pages.sheet import Glyph, Rule

_NEAR = 3.0
"""Lines that end so close to each other meet."""
_SHORTEST = 8.0
_MOST_RULES = 2000
_MOST_SQUARES = 20_000


@dataclass
class Grid:
    """A table: `columns` and `lines` are the places of its lines, `cell` the number of the cell of each square."""

    columns: list[float]
    lines: list[float]
    cell: list[int]
    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)

    def take(self, glyph: Glyph) -> bool:
        """Put a glyph into its cell; False where it stands outside of the table."""
        x, y = glyph.middle
        column, line = bisect_right(self.columns, x) - 1, bisect_right(self.lines, y) - 1
        if not (0 <= column < len(self.columns) - 1 and 0 <= line < len(self.lines) - 1):
            return False
        self.glyphs.setdefault(self.cell[line * (len(self.columns) - 1) + column], []).append(glyph)
        return True

    def cuts(self, glyph: Glyph) -> bool:
        """Whether some of its characters may stand in other squares than the rest."""
        _, y = glyph.middle
        if not glyph.ends or not self.lines[0] <= y < self.lines[-1]:
            return False
        return bisect_right(self.columns, glyph.left) != bisect_right(self.columns, glyph.right)

    def width(self, cell: int) -> float:
        """How wide a cell is."""
        across = len(self.columns) - 1
        taken = [square % across for square, number in enumerate(self.cell) if number == cell]
        return self.columns[max(taken) + 1] - self.columns[min(taken)]

    @property
    def top(self) -> float:
        return self.lines[0]


class _Sets:
    """Numbers that belong together, directly or through others."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, at: int) -> int:
        """The number that stands for all that belong with this one."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, one: int, other: int) -> None:
        """The first that is met stands for both."""
        a, b = self.root(one), self.root(other)
        self._parent[max(a, b)] = min(a, b)


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The tables of a page from the top down: where lines cross and there is more than one cell."""
    usable = [r for r in rules if max(r.right - r.left, r.bottom - r.top) >= _SHORTEST][:_MOST_RULES]
    grids = (_grid(group) for group in _groups(usable))
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: grid.top)


def _groups(rules: list[Rule]) -> Iterator[list[Rule]]:
    """Lines that touch each other, directly or through others."""
    ordered = sorted(rules, key=lambda rule: rule.top)
    touching = _Sets(len(ordered))
    active: list[int] = []
    for at, rule in enumerate(ordered):
        active = [other for other in active if ordered[other].bottom >= rule.top - _NEAR]
        for other in active:
            before = ordered[other]
            if before.left <= rule.right + _NEAR and rule.left <= before.right + _NEAR:
                touching.join(at, other)
        active.append(at)
    groups: dict[int, list[Rule]] = {}
    for at, rule in enumerate(ordered):
        groups.setdefault(touching.root(at), []).append(rule)
    return iter(groups.values())


def _grid(rules: Sequence[Rule]) -> Grid | None:
    level = [rule for rule in rules if rule.is_level]
    upright = [rule for rule in rules if not rule.is_level]
    lines = _places([(rule.top + rule.bottom) / 2 for rule in level])
    columns = _places([(rule.left + rule.right) / 2 for rule in upright])
    across, down = len(columns) - 1, len(lines) - 1
    if across < 1 or down < 1 or across * down < 2 or across * down > _MOST_SQUARES:
        return None
    squares = _Sets(across * down)
    # Two squares are one cell where no line stands between them.
    walls = _walls(((r.left + r.right) / 2, r.top, r.bottom) for r in upright)
    floors = _walls(((r.top + r.bottom) / 2, r.left, r.right) for r in level)
    for line in range(down):
        middle = (lines[line] + lines[line + 1]) / 2
        for column in range(across):
            here = line * across + column
            if column + 1 < across and not _stands(walls, columns[column + 1], middle):
                squares.join(here, here + 1)
            if line + 1 < down and not _stands(floors, lines[line + 1], (columns[column] + columns[column + 1]) / 2):
                squares.join(here, here + across)
    cells = [squares.root(at) for at in range(across * down)]
    return Grid(columns, lines, cells) if len(set(cells)) > 1 else None


_Walls = dict[int, list[tuple[float, float, float]]]


def _walls(found: Iterator[tuple[float, float, float]]) -> _Walls:
    walls: _Walls = {}
    for place, begin, end in found:
        walls.setdefault(round(place / _NEAR), []).append((place, begin, end))
    return walls


def _stands(walls: _Walls, place: float, at: float) -> bool:
    near = round(place / _NEAR)
    return any(
        abs(where - place) <= _NEAR and begin - _NEAR <= at <= end + _NEAR
        for key in (near - 1, near, near + 1)
        for where, begin, end in walls.get(key, ())
    )


def _places(found: Sequence[float]) -> list[float]:
    """Places in order, those that are one line's two edges as one."""
    places: list[float] = []
    for place in sorted(found):
        if not places or place - places[-1] > _NEAR:
            places.append(place)
    return places
