"""Words that are right by themselves and wrong where they stand, beside those of the same sound that are known there.

To write 旅行职责 for 履行职责 no dictionary forbids. A word is suspected where no run of it with what stands beside it was
ever counted, and those of the other word were, on both sides; where one side says nothing, the other must say more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from govlint.likelihood.grams import Codes, Keys, Places, encode, key, raw, run_of, runs_at
from govlint.likelihood.joined import each
from govlint.likelihood.measures import (
    ALONE,
    BROKEN,
    HAN,
    LOOSELY,
    MARGIN,
    NEARLY,
    NO_WORD,
    RUN,
    RUNS,
    SIDES,
    SILENT,
    SOUNDALIKES,
)
from govlint.likelihood.misheard import Misheard
from govlint.likelihood.model import load
from govlint.likelihood.table import Levels, Sieve, Table, sift
from govlint.text.distinct import firsts

_SIEVE = 1 << 15
"""How many bytes the sieve of the written words has."""


@cache
def _soundalikes() -> tuple[Keys, Places, npt.NDArray[np.uint16], Sieve]:
    """The written words as numbers, in order; where the rows of each begin in the table; the table; the words' sieve."""
    table = np.load(SOUNDALIKES, mmap_mode="r")
    numbers = (table[:, 0].astype(np.uint64) << np.uint64(16)) | table[:, 1]
    starts = np.flatnonzero(firsts(numbers))
    heads = numbers[starts]
    words = key(run_of([table[starts, 0].astype(np.uint32), table[starts, 1].astype(np.uint32)]))
    return heads, np.append(starts, len(table)).astype(np.int64), table, sift(words, _SIEVE)


def misheard(texts: Sequence[str]) -> list[list[Misheard]]:
    """For each of these folded texts the words that are suspected, in order. Each text counts alone."""
    table = load().table
    return each(texts, lambda joined: _suspected(joined.text, table))


def _suspected(text: str, table: Table) -> Iterator[Misheard]:
    codes = encode(text)
    places, rows = _pairs(codes, table)
    if not len(places):
        return
    meant = rows[:, 2:4].astype(np.uint32)

    def level(before: int, behind: int) -> Levels:
        ahead, after = ([codes[places + at] for at in some] for some in (range(-before, 0), range(2, 2 + behind)))
        return table.find(key(run_of([*ahead, *meant.T, *after]))).astype(np.int64)

    known = level(0, 0)
    left, right = np.minimum(level(1, 0), known), np.minimum(level(0, 1), known)
    longer = {(2, 0): np.minimum(level(2, 0), left), (0, 2): np.minimum(level(0, 2), right)}
    longer[1, 1] = np.minimum(level(1, 1), np.minimum(left, right))
    most = np.where(rows[:, 4] == NEARLY, LOOSELY, 0)
    before, behind = _tells(codes[places - 1]), _tells(codes[places + 2])
    highest = np.maximum.reduce(list(longer.values()))
    both = before & behind & (left > 0) & (right > 0) & (highest >= RUN + most) & (left + right >= SIDES + most)
    found = both | (before & ~behind & (longer[2, 0] >= ALONE + most)) | (behind & ~before & (longer[0, 2] >= ALONE + most))
    none = rows[:, 4] == NO_WORD
    common = _tells(codes[places]) & _tells(codes[places + 1])
    found = (found & ~none) | (none & common & (known >= BROKEN) & ((before & (left > 0)) | (behind & (right > 0))))
    weight = highest + left + right
    best: dict[int, int] = {}
    for index in np.flatnonzero(found).tolist():
        place = int(places[index])
        if place not in best or weight[index] > weight[best[place]]:
            best[place] = index
    for place, index in best.items():
        start = place - MARGIN
        word = "".join(map(chr, meant[index].tolist()))
        ahead, after = max(RUNS, key=lambda run: int(longer[run][index]))
        near = text[start - ahead : start] + word + text[start + 2 : start + 2 + after]
        yield Misheard(start, text[start : start + 2], word, near, bool(rows[index, 4] == 2))


def _pairs(codes: Codes, table: Table) -> tuple[Places, npt.NDArray[np.uint16]]:
    """Where words of the table stand of which no longer run was ever counted, once for each row, and the rows."""
    heads, starts, rows, sieve = _soundalikes()
    places = np.flatnonzero(sieve.passes(key(raw(codes[MARGIN:-MARGIN], 2)))) + MARGIN
    numbers = (codes[places].astype(np.uint64) << np.uint64(16)) | codes[places + 1]
    at = np.minimum(np.searchsorted(heads, numbers), len(heads) - 1)
    kept = heads[at] == numbers
    places, at = places[kept], at[kept]
    for before, behind in ((1, 0), (0, 1), *RUNS):
        new = table.find(key(runs_at(codes, places - before, before + 2 + behind))) == 0
        places, at = places[new], at[new]
    count = starts[at + 1] - starts[at]
    within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(places, count), rows[np.repeat(starts[at], count) + within]


def _tells(codes: Codes) -> npt.NDArray[np.bool_]:
    """Whether each is a Chinese character that does not stand beside just any word."""
    return _telling().take(codes)


@cache
def _telling() -> npt.NDArray[np.bool_]:
    tells = np.zeros(0x10000, np.bool_)
    tells[HAN[0] : HAN[1] + 1] = True
    tells[[ord(character) for character in SILENT]] = False
    return tells
