"""Places in a text, in code points."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Position(NamedTuple):
    """A 1-based line and a 1-based column, both in code points."""

    line: int
    column: int
