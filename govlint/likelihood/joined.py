"""Many texts looked at as one, a chunk at a time: calls cost less than for each alone, and memory does not grow with them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any, TypeVar

from govlint.likelihood.measures import MARGIN

_T = TypeVar("_T")

GAP = "\n" * MARGIN
"""What stands between two texts, so that no run reaches from one into the other."""

CHUNK = 1 << 15
"""How many code points are looked at together."""


def chunks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of texts that are together no longer than a chunk, unless one alone is."""
    first = total = 0
    for index, text in enumerate(texts):
        if total and total + len(text) > CHUNK:
            yield first, index
            first, total = index, 0
        total += len(text) + len(GAP)
    if first < len(texts):
        yield first, len(texts)


def each(texts: Sequence[str], look: Callable[[str], Iterator[_T]]) -> list[list[_T]]:
    """For each text what is found in it, in order: dataclasses whose `start` is an offset of that text."""
    found: list[list[_T]] = [[] for _ in texts]
    for first, last in chunks(texts):
        starts = [*accumulate((len(text) + len(GAP) for text in texts[first:last]), initial=0)]
        for one in look(GAP.join(texts[first:last])):
            placed: Any = one
            number = bisect_right(starts, placed.start) - 1
            found[first + number].append(replace(placed, start=placed.start - starts[number]))
    return found
