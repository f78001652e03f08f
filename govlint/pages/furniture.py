"""What stands on pages and is no part of the text: their numbers, running heads, and what a browser prints round a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from govlint.pages.rows import Row

_DASH = "[-–—―－－·•~〜_]"
_BLANK = "[ \u3000]*"
_FIGURE = rf"{_BLANK}[\d一二三四五六七八九十百]{{1,4}}{_BLANK}"
_NUMBER = re.compile(
    rf"{_DASH}{{0,2}}{_BLANK}\d{{1,4}}{_BLANK}{_DASH}{{0,2}}|[ivxⅰ-ⅻⅠ-Ⅻ]{{1,6}}|"
    rf"第{_FIGURE}页({_BLANK}[/，,（(]?{_BLANK}共{_FIGURE}页[）)]?)?|(Page )?\d{{1,4}}{_BLANK}(/|of){_BLANK}\d{{1,4}}",
    re.IGNORECASE,
)
_PRINTED_HEAD = re.compile(
    r"\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?[, ]*([上下]午)?[ ]?\d{1,2}:\d{2}(:\d{2})?( ?[AP]M)?(\u3000.*)?"
)
_PRINTED_FOOT = re.compile(r"(https?|file|about|data|chrome[a-z-]*)[:：]\S*\u3000(第 ?)?\d{1,4}[/／]\d{1,4}( ?页)?")
_DIGITS = re.compile(r"\d+")
_EDGE = 3
"""Rows at the top and at the bottom of a page that may be furniture."""
_OFTEN = 3
_SHARE = 0.3


class Furniture:
    """What pages have in common at their edges, seen from all of them."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, int]] = Counter()
        self._pages = 0

    def look(self, rows: Sequence[Row], height: float) -> None:
        """Take note of the edges of one page, `height` high."""
        self._pages += 1
        self._seen.update({_key(rows[at], height) for at in _edges(rows)})

    def without(self, rows: Sequence[Row], height: float) -> list[Row]:
        """The rows of a page that are text; all pages must have been looked at."""
        first, last = 0, len(rows)
        while first < min(last, _EDGE) and self._is_furniture(rows[first], height):
            first += 1
        while last > max(first, len(rows) - _EDGE) and self._is_furniture(rows[last - 1], height):
            last -= 1
        return list(rows[first:last])

    def _is_furniture(self, row: Row, height: float) -> bool:
        text = row.text
        low, high = 0.15 * height, 0.85 * height
        if low < row.base < high:
            return False
        if any(pattern.fullmatch(text) for pattern in (_NUMBER, _PRINTED_HEAD, _PRINTED_FOOT)):
            return True
        often = self._seen[_key(row, height)]
        return often >= max(_OFTEN, _SHARE * self._pages)


def _edges(rows: Sequence[Row]) -> Iterator[int]:
    count = len(rows)
    return (at for at in range(count) if at < _EDGE or at >= count - _EDGE)


def _key(row: Row, height: float) -> tuple[str, int]:
    """What a row is recognised by on another page: its text but for numbers, and where it stands."""
    return _DIGITS.sub("#", row.text), round(row.base / 3)
