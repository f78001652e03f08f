"""The model's tables as they lie on the disk, asked for one run at a time: without numpy, which takes longer to load than a
speech to check. What they answer is what `table` and `grams` answer for thousands at once."""

from __future__ import annotations

import json
import mmap
import re
from array import array
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from govlint.likelihood.measures import (
    BASE,
    BLANKS,
    BOUND,
    CLASSES,
    LEVEL_BITS,
    MARGIN,
    MIX,
    SHIPPED,
    SPREAD,
    TOP,
)

_ALL = (1 << 64) - 1
_CODES = {code: ord(third) for first, last, third in CLASSES for code in range(ord(first), ord(last) + 1)}
_CODES |= dict.fromkeys(map(ord, BLANKS), BOUND)
_LAST = 0xFFFF


_TYPES: dict[str, Any] = {"<u2": "H", "<u4": "I", "<f4": "f", "|u1": "B"}
"""Numpy's names of types, and Python's."""


def mapped(path: Path) -> Any:
    """The numbers of a table of numpy's, row after row, as a memoryview of the file."""
    with path.open("rb") as file:
        content = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    begin = 10 + int.from_bytes(content[8:10], "little")
    name = re.search(r"'descr': '(...)'", bytes(content[:begin]).decode("latin-1"))
    if not name:
        raise ValueError(f"{path}: no table")
    return content[begin:].cast(_TYPES[name[1]])


@lru_cache(maxsize=64)  # short texts are asked about in several ways
def encoded(text: str) -> list[int]:
    """The codes of a folded text, a margin on either side; not to be changed."""
    margin = [BOUND] * MARGIN
    codes = array("I", text.translate(_CODES).encode("utf-32-le", "replace"))
    return [*margin, *(min(code, _LAST) for code in codes), *margin]


def number(codes: Iterable[int], length: int) -> int:
    """The number of a run of so many codes."""
    for code in codes:
        length = (length * BASE + code) & _ALL
    return length


_REMEMBERED = 1 << 16
"""How many runs are remembered with their levels: a process may look at texts for months."""


class Tables:
    """The counts of runs and of words, and which runs of two are common."""

    def __init__(self, folder: Path) -> None:
        about = json.loads((folder / "table.json").read_text(encoding="utf-8"))
        self._find = _finder(mapped(folder / "counts.npy"), about["segment"], about["seed"])
        self._bits = mapped(folder / "sieve.npy")
        self.level = lru_cache(_REMEMBERED)(self._level)
        """The level of a run of codes."""
        self.word = lru_cache(_REMEMBERED)(self._word)
        """The level of a run of codes as a word."""

    def _level(self, *run: int) -> int:
        return self._find(number(run, len(run)))

    def _word(self, *run: int) -> int:
        return self._find(number(run, len(run)) ^ _ALL)

    def passes(self, numbers: Iterable[int]) -> list[int]:
        """Whether each of these numbers of runs may be that of a common one."""
        bits, last, every, mix = self._bits, 8 * len(self._bits) - 1, _ALL, MIX
        found = []
        for one in numbers:
            one = ((one ^ (one >> 29)) * mix) & every
            at = (one ^ (one >> 32)) & last
            found.append(bits[at >> 3] >> (at & 7) & 1)
        return found


def _finder(cells: memoryview, segment: int, seed: int) -> Callable[[int], int]:
    """What gives the level of the run that has a number."""
    reach, mask, every, mix, spread = len(cells) - 2 * segment, segment - 1, _ALL, MIX, SPREAD
    shift = 64 - 16 + LEVEL_BITS

    def find(number: int) -> int:
        number = ((number ^ (number >> 29)) * mix) & every
        mixed = ((number ^ (number >> 32) ^ seed) * spread) & every
        mixed ^= mixed >> 31
        first = ((mixed >> 32) * reach) >> 32
        second = (first + segment) ^ ((mixed >> 18) & mask)
        third = (first + 2 * segment) ^ (mixed & mask)
        mark = ((((mixed * spread) & every) >> shift) << LEVEL_BITS) & 0xFFFF
        found: int = cells[first] ^ cells[second] ^ cells[third] ^ mark
        return found if found <= TOP else 0

    return find


@cache
def tables() -> Tables:
    """The tables that govlint ships. Raises OSError or ValueError."""
    return Tables(SHIPPED)


@cache
def table(name: str) -> Any:
    """One of the other tables that govlint ships."""
    return mapped(SHIPPED / f"{name}.npy")
