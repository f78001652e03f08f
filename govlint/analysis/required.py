"""Where many expressions may match: one pass over a text for all that each of them needs, and what has it all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from govlint.analysis.expression import BOUND, Needs
from govlint.analysis.together import ASTRAL, Mask, Places, Together, codes
from govlint.analysis.wordlist import Wordlist


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
        self._long, self._single = _Rows([of[word] for word in long]), _Rows([of[word] for word in single])
        self._which = _numbers("".join(single))

    def standing(self, together: Together, units: Places) -> tuple[Places, Places]:
        """Which expression may match in which unit, by their indexes, in order; `units` are where they begin, in order."""
        held = np.zeros((self._size + 1, len(units)), np.bool_)
        held[-1] = True
        which, starts = self._wordlist.find(together)
        self._long.mark(held, which, _unit(units, starts + self._shift[which]))
        alone = self._which.take(together.codes)
        places = np.flatnonzero(alone >= 0)
        self._single.mark(held, alone[places], _unit(units, places))
        bits = np.packbits(held, axis=1)
        all_held = np.bitwise_and.reduceat(bits[self._flat], self._firsts, axis=0)
        possible = np.unpackbits(all_held, axis=1, count=len(units)).view(np.bool_)
        for index, often in self._often:
            for character, times in often.items():
                if possible[index].any():
                    places = _unit(units, np.flatnonzero(together.mask(character)))
                    possible[index] &= np.bincount(places, minlength=len(units)) >= times
        expressions, standing = np.nonzero(possible)
        return expressions, standing


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


def _numbers(characters: str) -> npt.NDArray[np.int32]:
    """By code the index of each of these characters; -1 for all others."""
    numbers = np.full(1 << 16, -1, np.int32)
    numbers[codes(characters)] = np.arange(len(characters))
    return numbers


def _unit(units: Places, places: Places) -> Places:
    return np.searchsorted(units, places, side="right") - 1
