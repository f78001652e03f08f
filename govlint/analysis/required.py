"""Where many expressions may match: one pass over a text for all that each of them needs, and what has it all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, MatchKind

from govlint.analysis.expression import BOUND, Needs
from govlint.analysis.together import ASTRAL, Mask, Places, Together, codes


class Required:
    """Looks in units of a text, as sentences are, for those that have all that an expression needs."""

    def __init__(self, needs: Sequence[Needs]) -> None:
        self._needs = needs
        sets = {words: row for row, words in enumerate(dict.fromkeys(chain.from_iterable(one.words for one in needs)))}
        self._rows = [[sets[words] for words in one.words] for one in needs]
        self._size = len(sets)
        of: dict[str, list[int]] = {}
        for words, row in sets.items():
            for word in words:
                of.setdefault(word, []).append(row)
        single = [word for word in of if len(word) == 1 and word < ASTRAL]
        beyond = of.keys() - set(single)
        long = [word for word in of if word in beyond]
        self._automaton = AhoCorasick(long, matchkind=MatchKind.Standard)
        # A word that begins with a bound stands in the unit behind it.
        self._shift = np.array([word.startswith(BOUND) for word in long], np.int64)
        self._long, self._single = _Rows([of[word] for word in long]), _Rows([of[word] for word in single])
        self._which = _numbers("".join(single))

    def standing(self, together: Together, units: Places) -> Iterator[tuple[int, list[int]]]:
        """For each expression that may match, its index and the units, by theirs; `units` are where they begin, in order."""
        held = np.zeros((self._size, len(units)), np.bool_)
        found = self._automaton.find_matches_as_indexes(together.text, overlapping=True)
        matches = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found)).reshape(-1, 3)
        which = matches[:, 0]
        self._long.mark(held, which, _unit(units, matches[:, 1] + self._shift[which]))
        alone = self._which.take(together.codes)
        places = np.flatnonzero(alone >= 0)
        self._single.mark(held, alone[places], _unit(units, places))
        for index, rows in enumerate(self._rows):
            standing = np.flatnonzero(held[rows].all(axis=0)) if rows else np.arange(len(units))
            for character, times in self._needs[index].often.items():
                if len(standing):
                    places = _unit(units, np.flatnonzero(together.mask(character)))
                    standing = standing[np.bincount(places, minlength=len(units))[standing] >= times]
            if len(standing):
                yield index, standing.tolist()


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
