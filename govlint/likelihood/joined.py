"""Many texts looked at as one, a chunk at a time: calls cost less than for each alone, and memory does not grow with them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

from govlint.likelihood.grams import encode, key, raw
from govlint.likelihood.measures import MARGIN
from govlint.likelihood.table import Levels, Table

_T = TypeVar("_T")

GAP = "\n" * MARGIN
"""What stands between two texts, so that no run reaches from one into the other."""

CHUNK = 1 << 15
"""How many code points are looked at together."""


class _Part(NamedTuple):
    """A part of the text `number`, from `start` on; what it finds from `own` on, for a chunk's length, is its own to tell."""

    number: int
    start: int
    own: int
    text: str


class Joined:
    """Parts of texts as one `text`."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        self.text = GAP.join(part.text for part in parts)
        self._parts = parts
        self._starts = [*accumulate((len(part.text) + len(GAP) for part in parts), initial=0)]
        self._twos: tuple[Table, Levels] | None = None

    def twos(self, table: Table) -> Levels:
        """The level of each run of two in the coded text; looked up once, for all looks go by them."""
        if self._twos is None or self._twos[0] is not table:
            self._twos = table, table.find(key(raw(encode(self.text), 2)))
        return self._twos[1]

    def place(self, at: int) -> tuple[int, int] | None:
        """The index of the text that a place is in, and the place in that; None where that is another part's to tell."""
        number = bisect_right(self._starts, at) - 1
        part = self._parts[number]
        own = at - self._starts[number] + part.start
        return (part.number, own) if part.own <= own < part.own + CHUNK else None


def each(texts: Sequence[str], look: Callable[[Joined], Iterator[_T]], name: str = "start") -> list[list[_T]]:
    """For each text what is found in it, in order: dataclasses that have an offset of that text by a name."""
    found: list[list[_T]] = [[] for _ in texts]
    for joined in _joined(tuple(texts), CHUNK):
        for one in look(joined):
            placed: Any = one
            if place := joined.place(getattr(placed, name)):
                found[place[0]].append(replace(placed, **{name: place[1]}))
    return found


@lru_cache(1)  # several looks at the same texts follow each other
def _joined(texts: tuple[str, ...], chunk: int) -> Sequence[Joined]:
    """Texts that are together no longer than a chunk, and parts of longer ones, with what stands beside them."""
    found: list[Joined] = []
    parts: list[_Part] = []
    total = 0
    for number, text in enumerate(texts):
        for own in range(0, len(text), chunk):
            start = max(0, own - MARGIN)
            part = text[start : own + chunk + MARGIN] if len(text) > chunk else text
            if parts and total + len(part) > chunk:
                found.append(Joined(parts))
                parts, total = [], 0
            parts.append(_Part(number, start, own, part))
            total += len(part) + len(GAP)
    return [*found, Joined(parts)] if parts else found
