"""A page as it is painted: glyphs, rules and pictures with their places. Lengths are points, from the top left corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import NamedTuple

from govlint.text.frozen import frozen

BLANKS = " \t\u00a0\u2002\u2003\u3000"


class Glyph(NamedTuple):
    """A painted character: its left and right edge, its base line and the size of its font.

    It may be several characters of a line that stand close, none of them a blank; `ends` are their right edges then, each the
    left one of the next.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    ends: Sequence[float] = ()

    def apart(self) -> Iterator[Glyph]:
        """Its characters one by one."""
        if not self.ends:
            yield self
            return
        left = self.left
        for char, right in zip(self.text, self.ends, strict=True):
            yield Glyph(char, left, right, self.base, self.size)
            left = right

    @property
    def middle(self) -> tuple[float, float]:
        """A point within the character."""
        return (self.left + self.right) / 2, self.base - 0.35 * self.size


class Rule(NamedTuple):
    """A straight line, level or upright."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        return self.right - self.left >= self.bottom - self.top


@frozen
class Sheet:
    """One page. `has_picture` says that a large picture stands on it."""

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    rules: Sequence[Rule] = field(default=())
    has_picture: bool = False
