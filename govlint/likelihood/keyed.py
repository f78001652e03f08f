"""Characters that were keyed in wrong order, or left out: runs that were never counted, beside those that the texts have.

The two edits that Damerau (CACM 1964) counts beside a wrong character and one too many. Two neighbours are suspected of
having changed places where no run of three over both was ever counted, and runs of three and four with them turned round
were. A character is missed where what stands before or behind is followed by it nearly always, no run of three reaches over
the gap, and runs with it in its place are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from govlint.likelihood.grams import Codes, Keys, Places, are_han, encode, key, run_of, runs_at
from govlint.likelihood.joined import Joined, each
from govlint.likelihood.measures import APART, FOUR, MARGIN, RARE, SHIPPED, THREE
from govlint.likelihood.model import Model, load
from govlint.likelihood.slip import Keyed
from govlint.likelihood.table import Levels, Table
from govlint.text.distinct import distinct

PATH = SHIPPED / "companions.npy"
"""The table that tests/tables makes: two or three characters (the first 0 where there are two), the one that stands beside
them, and whether that is the one behind (1) or before (0)."""

_MARKS = re.compile(r"[^\u4e00-\u9fff]")


def swapped(texts: Sequence[str]) -> list[list[Keyed]]:
    """For each of these folded texts the neighbours that have changed places, in order. Each text counts alone."""
    return each(texts, lambda joined: _swapped(joined, load()))


def dropped(texts: Sequence[str]) -> list[list[Keyed]]:
    """For each of these folded texts the neighbours between which a character is missing, in order. Each text counts alone."""
    return each(texts, lambda joined: _dropped(joined, load().table))


def _rare(codes: Codes, twos: Levels, most: int) -> Places:
    """Where two Chinese characters stand side by side that are together no more common than a level."""
    inner = slice(MARGIN, -MARGIN)
    han = are_han(codes[inner])
    return np.flatnonzero(han[:-1] & han[1:] & (twos[inner] <= most)) + MARGIN


def _swapped(joined: Joined, model: Model) -> Iterator[Keyed]:
    text, codes = joined.text, encode(joined.text)
    han = are_han(codes)
    places = _rare(codes, joined.twos(model.table), RARE)
    places = places[codes[places] != codes[places + 1]]
    # No run is more common than what it is made of: one that the sieve has not is in none that says something.
    places = places[model.sieve.passes(key(run_of([codes[places + 1], codes[places]])))]

    def level(offset: int) -> Levels:
        return model.table.find(key(runs_at(codes, places - offset, 3)))

    def turned(length: int, offset: int) -> Levels:
        around = [codes[places + at] for at in range(-offset, length - offset)]
        around[offset : offset + 2] = around[offset + 1], around[offset]
        return model.table.find(key(run_of(around)))

    places = places[(level(1) == 0) | ~han[places - 1]]
    places = places[(level(0) == 0) | ~han[places + 2]]
    # A mark beside two characters says nothing of them: 天蓝、地绿、水清.
    known = np.maximum(turned(3, 1) * han[places - 1], turned(3, 0) * han[places + 2])
    places = places[known >= THREE]
    fours = [turned(4, offset) for offset in range(3)]
    best = np.maximum.reduce(fours)
    last = -2
    for index in np.flatnonzero(best >= FOUR).tolist():
        start = int(places[index]) - MARGIN
        # Of three characters in a row one pair is turned round, and no other as well.
        if start == last + 1:
            continue
        last = start
        offset = max(range(3), key=lambda o: int(fours[o][index]))
        meant = text[start + 1] + text[start]
        near = text[start - offset : start] + meant + text[start + 2 : start + 4 - offset]
        yield Keyed(start, text[start : start + 2], meant, _MARKS.sub("", near), int(best[index]))


def _dropped(joined: Joined, table: Table) -> Iterator[Keyed]:
    text, codes = joined.text, encode(joined.text)
    places = _rare(codes, joined.twos(table), APART)
    for offset in (1, 0):
        places = places[table.find(key(runs_at(codes, places - offset, 3))) == 0]
    places, missing = _gaps(codes, places + 1)

    def level(before: int, behind: int) -> Levels:
        around = [codes[places + at] for at in range(-before, behind)]
        return table.find(key(run_of([*around[:before], missing, *around[before:]])))

    fours = {(2, 1): level(2, 1), (1, 2): level(1, 2)}
    best = np.maximum(*fours.values())
    last = -1
    for index in np.flatnonzero((level(1, 1) >= THREE) & (best >= FOUR)).tolist():
        at = int(places[index]) - MARGIN
        if at == last:
            continue
        last = at
        before, behind = max(fours, key=lambda sides: int(fours[sides][index]))
        character = chr(missing[index])
        near = text[at - before : at] + character + text[at : at + behind]
        yield Keyed(at - 1, text[at - 1 : at + 1], text[at - 1] + character + text[at], _MARKS.sub("", near), int(best[index]))


@cache
def _companions() -> Sequence[tuple[Keys, Codes, int, int]]:
    """Characters as numbers, in order, the one that stands beside each, how many they are, and where: 1 behind, 0 before."""
    rows = np.load(PATH)
    found = []
    for length, drawn in ((2, rows[:, 0] == 0), (3, rows[:, 0] > 0)):
        for behind in (1, 0):
            some = rows[drawn & (rows[:, 4] == behind)].astype(np.uint64)
            numbers = some[:, 0] << np.uint64(32) | some[:, 1] << np.uint64(16) | some[:, 2]
            order = np.argsort(numbers)
            found.append((numbers[order], some[order, 3].astype(np.uint32), length, behind))
    return found


def _gaps(codes: Codes, places: Places) -> tuple[Places, Codes]:
    """Before which of these places does not stand what always stands beside some characters, in order, and what that is."""
    found: list[npt.NDArray[np.int64]] = []
    for heads, beside, length, behind in _companions():
        start = places - length * behind
        numbers = np.zeros(len(places), np.uint64)
        for offset in range(length):
            numbers = numbers << np.uint64(16) | codes[start + offset]
        at = np.minimum(np.searchsorted(heads, numbers), len(heads) - 1)
        missing = beside[at]
        kept = (heads[at] == numbers) & (codes[places - (1 - behind)] != missing)
        found.append(places[kept] << 32 | missing[kept])
    together = distinct(np.concatenate(found))
    return together >> 32, together.astype(np.uint32)
