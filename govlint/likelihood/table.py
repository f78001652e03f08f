"""A table of millions of keys with a small level each, without the keys: three slots of an array, xored, give the level.

A binary fuse filter (Graf and Lemire, ACM JEA 2022) that holds values beside the fingerprints: 2.25 bytes a key, looked up
by thousands at once. A key that is not in it is taken for one that is once in 2,048 times.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from govlint.likelihood.grams import Keys
from govlint.likelihood.measures import LEVEL_BITS, SPREAD, TOP
from govlint.text.frozen import frozen

Levels = npt.NDArray[np.uint8]
_Slots = npt.NDArray[np.int64]

_FINGERPRINT = np.uint64(64 - 16 + LEVEL_BITS)
_SPREAD = np.uint64(SPREAD)
_HALF = np.uint64(32)
_ATTEMPTS = 20


@frozen
class Table:
    """Levels by key. `segment` is the power of two that each of a key's slots ranges over, `seed` goes into all of them."""

    cells: npt.NDArray[np.uint16]
    segment: int
    seed: int

    def find(self, keys: Keys) -> Levels:
        """The level of each key; 0 where it is not in the table."""
        first, second, third, found = _slots(keys, len(self.cells), self.segment, self.seed)
        cells = self.cells.view(np.ndarray)
        for slots in (first, second, third):
            found ^= cells.take(slots, mode="clip")
        found[found > TOP] = 0
        return found.astype(np.uint8)


@frozen
class Sieve:
    """What holds back most keys that are not among those it was made of, and none that is: one bit for each of many keys."""

    bits: npt.NDArray[np.uint8]

    def passes(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Whether each key may be one of them."""
        at = keys & np.uint64(8 * len(self.bits) - 1)
        bit = at.astype(np.uint8)
        bit &= 7
        at >>= np.uint64(3)
        held = self.bits.take(at.view(np.int64), mode="clip")
        held >>= bit
        held &= 1
        return held.view(np.bool_)


def sift(keys: Keys, size: int) -> Sieve:
    """The sieve of keys, of so many bytes, a power of two."""
    bits = np.zeros(8 * size, np.uint8)
    bits[(keys & np.uint64(8 * size - 1)).view(np.int64)] = 1
    return Sieve(np.packbits(bits, bitorder="little"))


def make(keys: Keys, levels: Levels) -> Table:
    """The table of keys, no two alike, with levels between 1 and TOP."""
    segment = 1 << max(2, int(math.log(max(2, len(keys))) / math.log(3.33) + 2.25))
    factor = max(1.125, 0.875 + 0.25 * math.log(1e6) / math.log(max(2, len(keys))))
    size = (math.ceil(len(keys) * factor / segment) + 2) * segment
    for seed in range(_ATTEMPTS):
        first, second, third, mark = _slots(keys, size, segment, seed)
        slots = np.stack([first, second, third])
        rounds = _peel(slots, size)
        if sum(len(which) for which, _ in rounds) == len(keys):
            cells = np.zeros(size, np.uint16)
            value = mark ^ levels
            for which, slot in reversed(rounds):
                # Its own slot is still empty, so that all three together are the other two.
                cells[slot] = value[which] ^ cells[first[which]] ^ cells[second[which]] ^ cells[third[which]]
            return Table(cells, segment, seed)
    raise ValueError("keys stand in it more than once")


def _slots(keys: Keys, size: int, segment: int, seed: int) -> tuple[_Slots, _Slots, _Slots, npt.NDArray[np.uint16]]:
    # In place: for many keys memory is what takes the time.
    mixed = keys ^ np.uint64(seed)
    mixed *= _SPREAD
    mixed ^= mixed >> np.uint64(31)
    mask = np.uint64(segment - 1)
    third = mixed & mask
    second = mixed >> np.uint64(18)
    second &= mask
    first = mixed >> _HALF
    first *= np.uint64(size - 2 * segment)
    first >>= _HALF
    second ^= first + np.uint64(segment)
    third ^= first + np.uint64(2 * segment)
    mixed *= _SPREAD
    mixed >>= _FINGERPRINT
    mark = mixed.astype(np.uint16) << np.uint16(LEVEL_BITS)
    return first.view(np.int64), second.view(np.int64), third.view(np.int64), mark


def _peel(slots: _Slots, size: int) -> list[tuple[_Slots, _Slots]]:
    """Keys in rounds, each beside a slot that no key of its own or a later round has; not all of them where that fails."""
    degree = np.bincount(slots.ravel(), minlength=size)
    number = np.arange(slots.shape[1])
    total = np.zeros(size, np.int64)
    for row in slots:
        np.add.at(total, row, number)
    rounds = []
    lone = np.flatnonzero(degree == 1)
    while len(lone):
        which, at = np.unique(total[lone], return_index=True)
        rounds.append((which, lone[at]))
        touched = slots[:, which]
        for row in touched:
            np.subtract.at(degree, row, 1)
            np.subtract.at(total, row, which)
        lone = np.unique(touched)
        lone = lone[degree[lone] == 1]
    return rounds
