"""Pages to lines in reading order: tables taken apart, furniture left out, columns one after the other."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from govlint.pages.columns import in_columns, tabular
from govlint.pages.furniture import Furniture
from govlint.pages.grids import Grid, grids_of
from govlint.pages.rows import Row, rows_of
from govlint.pages.sheet import Glyph, Rule, Sheet
from govlint.text.frozen import frozen

_FARTHEST = 100_000.0
"""Points; no paper is so large."""
_LEAST_RULE = 60.0
"""Points; a shorter line underlines a word."""
_SMALL = 0.88
_NEAR_END = 0.5


@frozen
class Line:
    """A line as it is read. `column` and `page` say where it stands; `cell` numbers the cells of a document, 0 is no cell.

    `width` is that of the cell; `is_parted` says that a rule stands above the line.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    column: int = 0
    cell: int = 0
    width: float = 0.0
    is_parted: bool = False
    is_note: bool = False


@dataclass
class _Page:
    number: int
    height: float
    rows: list[Row]
    tables: list[tuple[float, list[list[Row]], list[float]]]
    rules: list[Rule]


@dataclass
class Paper:
    """All pages of a document, taken in one after the other; what they are painted of is not kept."""

    furniture: Furniture = field(default_factory=Furniture)
    pictures: list[int] = field(default_factory=list)
    """The numbers of pages with pictures and without text."""
    _pages: list[_Page] = field(default_factory=list)

    def add(self, sheet: Sheet) -> None:
        """Take in the next page."""
        rules = [rule for rule in sheet.rules if all(-_FARTHEST < place < _FARTHEST for place in rule)]
        grids = grids_of(rules)
        painted = [glyph for glyph in sheet.glyphs if _is_on_paper(glyph)]
        if grids:
            parts = chain.from_iterable(g.apart() if any(grid.cuts(g) for grid in grids) else (g,) for g in painted)
            painted = [glyph for glyph in parts if not any(grid.take(glyph) for grid in grids)]
        rows = rows_of(painted)
        tables = [_table(grid) for grid in grids if grid.glyphs]
        if not rows and not tables and sheet.has_picture:
            self.pictures.append(sheet.number)
        self.furniture.look(rows, sheet.height)
        level = [rule for rule in rules if rule.is_level and rule.right - rule.left >= _LEAST_RULE]
        self._pages.append(_Page(sheet.number, sheet.height, rows, tables, sorted(level, key=lambda rule: rule.top)))

    def lines(self) -> Iterator[Line]:
        """The lines of all pages as they are read."""
        cells = 0
        for page in self._pages:
            rows = self.furniture.without(page.rows, page.height)
            notes = _notes(rows, page)
            body = rows[: len(rows) - len(notes)]
            at = 0
            for top, contents, widths in page.tables:
                above = at
                while at < len(body) and body[at].base < top:
                    at += 1
                cells = yield from _text(body[above:at], page, cells)
                for content, width in zip(contents, widths, strict=True):
                    cells += 1
                    for row in content:
                        yield _line(row, page.number, cell=cells, width=width)
            cells = yield from _text(body[at:], page, cells)
            yield from (_line(row, page.number, is_note=True) for row in notes)


def _is_on_paper(glyph: Glyph) -> bool:
    """Whether a glyph stands where one can; what is no number does not."""
    _, left, right, base, size, _ = glyph
    return 0 < size < _FARTHEST and -_FARTHEST < left <= right < _FARTHEST and -_FARTHEST < base < _FARTHEST


def _table(grid: Grid) -> tuple[float, list[list[Row]], list[float]]:
    cells = sorted(grid.glyphs)
    return grid.top, [rows_of(grid.glyphs[cell]) for cell in cells], [grid.width(cell) for cell in cells]


def _text(rows: Sequence[Row], page: _Page, cells: int) -> Generator[Line, None, int]:
    """The lines of rows outside of ruled tables; gives how many cells there were up to now."""
    for column, stretch in in_columns(rows):
        above = -1.0
        for row, is_table in zip(stretch, tabular(stretch), strict=True):
            if is_table:
                for run in row.runs:
                    cells += 1
                    yield _line(Row((run,), row.base, row.size), page.number, cell=cells, width=run.right - run.left)
            else:
                is_parted = above >= 0 and _is_ruled(page.rules, above, row)
                yield _line(row, page.number, column, is_parted=is_parted)
            above = row.base
    return cells


def _is_ruled(rules: Iterable[Rule], above: float, row: Row) -> bool:
    """Whether a rule parts a row from the one above: what is nearer to that one underlines it."""
    top = row.base - 0.9 * row.size
    return any(
        (above + top) / 2 <= rule.top <= top + 0.2 * row.size and rule.left < row.right and row.left < rule.right
        for rule in rules
        if rule.right - rule.left > 0.8 * (row.right - row.left)
    )


def _notes(rows: Sequence[Row], page: _Page) -> Sequence[Row]:
    """The rows at the bottom that are notes: small, under a rule."""
    if len(rows) < 2:
        return ()
    sizes = sorted(row.size for row in rows)
    usual = sizes[len(sizes) // 2]
    first = len(rows)
    while first and rows[first - 1].size <= _SMALL * usual and rows[first - 1].base > _NEAR_END * page.height:
        first -= 1
    if not 0 < first < len(rows):
        return ()
    above, below = rows[first - 1].base, rows[first].base
    return rows[first:] if any(above < rule.top < below for rule in page.rules) else ()


def _line(
    row: Row,
    page: int,
    column: int = 0,
    *,
    cell: int = 0,
    width: float = 0.0,
    is_parted: bool = False,
    is_note: bool = False,
) -> Line:
    return Line(row.text, row.left, row.right, row.base, row.size, page, column, cell, width, is_parted, is_note)
