"""Where many expressions may match: one pass over a text for all that each of them needs, and what has it all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from govlint.analysis.expression import Needs
from govlint.analysis.together import ASTRAL, Mask, Places, Together, codes
from govlint.analysis.wordlist import Wordlist
from govlint.document.joined import BOUND


class Required:
    """Looks in units of a text, as sentences are, for those that have all that an expression needs."""

    def __init__(self, needs: Sequence[Needs]) -> None:
        sets = {words: row for row, words in enumerate(dict.fromkeys(chain.from_iterable(one.words for one in needs)))}
        # The row behind those of all sets holds for every unit: an expression may need nothing.
        rows = [[sets[words] for words in one.words] or [len(sets)] for one in needs]
        self._flat = np.fromiter(chain.from_iterable(rows), np.int64)
        self._firsts = np.cumsum([0, *map(len, rows[:-1])])
        self._often = [(index, one.often) for index, one in enumerate(needs) if one.often]
        self._size = len(sets)
        of: dict[str, list[int]] = {}
        for words, row in sets.items():
            for word in words:
                of.setdefault(word, []).append(row)
        single = [word for word in of if len(word) == 1 and word < ASTRAL]
        beyond = of.keys() - set(single)
        long = [word for word in of if word in beyond]
        self._wordlist = Wordlist(long)
        # A word that begins with a bound stands in the unit behind it.
        self._shift = np.array([word.startswith(BOUND) for word in long], np.int64)
        self._long = _Rows([of[word] for word in long])
        self._which = _numbers("".join(single))
        self._singles = list(_masks([of[word] for word in single]))

    def standing(self, together: Together, units: Places) -> tuple[Places, Places]:
        """Which expression may match in which unit, by their indexes, in order; `units` are where they begin, in order."""
        held = np.zeros((self._size + 1, len(units)), np.bool_)
        held[-1] = True
        which, starts = self._wordlist.find(together)
        self._long.mark(held, which, _unit(units, starts + self._shift[which]))
        alone = self._which.take(together.codes)
        for rows, masks in self._singles:
            found = np.bitwise_or.reduceat(masks.take(alone), units)
            held[rows] |= _bits(found, len(rows))
        bits = np.packbits(held, axis=1)
        bits = np.bitwise_and.reduceat(bits[self._flat], self._firsts, axis=0)
        for index, often in self._often:
            for character, times in often.items():
                if bits[index].any():
                    places = _unit(units, np.flatnonzero(together.mask(character)))
                    bits[index] &= np.packbits(np.bincount(places, minlength=len(units)) >= times)
        # Hardly any holds all that an expression needs: the others are left out eight at a time.
        expressions, eighths = np.nonzero(bits)
        within = np.unpackbits(bits[expressions, eighths]).reshape(-1, 8)
        which, bit = np.nonzero(within)
        return expressions[which], eighths[which] * 8 + bit


class _Rows:
    """The rows of a table that each of some words stands for."""

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        self._counts = np.array([len(one) for one in rows], np.int64)
        self._firsts = np.cumsum(self._counts) - self._counts
        self._flat = np.fromiter(chain.from_iterable(rows), np.int64)

    def mark(self, held: Mask, which: npt.NDArray[np.integer[Any]], unit: Places) -> None:
        """Mark, for these words, their rows of the table in these columns."""
        counts = self._counts[which]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        held[self._flat[np.repeat(self._firsts[which], counts) + within], np.repeat(unit, counts)] = True


def _numbers(characters: str) -> npt.NDArray[np.uint16]:
    """By code the index of each of these characters; for all others the one behind them."""
    numbers = np.full(1 << 16, len(characters), np.uint16)
    numbers[codes(characters)] = np.arange(len(characters))
    return numbers


def _masks(rows: Sequence[Sequence[int]]) -> Iterator[tuple[list[int], npt.NDArray[np.uint64]]]:
    """Rows that characters mark, 64 at most, and as bits which of them each character does; the last stands for all others."""
    all_rows = sorted(set(chain.from_iterable(rows)))
    for first in range(0, len(all_rows), 64):
        some = all_rows[first : first + 64]
        bits = [[row in one for row in some] for one in (*rows, ())]
        masks = np.zeros((len(bits), 64), np.bool_)
        masks[:, : len(some)] = bits
        yield some, np.packbits(masks, axis=1, bitorder="little").view("<u8")[:, 0]


def _bits(masks: npt.NDArray[np.uint64], count: int) -> Mask:
    """So many bits of each of these numbers: a row for each of the bits."""
    rows = masks.view(np.uint8).reshape(-1, 8).T
    return np.unpackbits(rows, axis=0, count=count, bitorder="little").view(np.bool_)


def _unit(units: Places, places: Places) -> Places:
    return np.searchsorted(units, places, side="right") - 1
