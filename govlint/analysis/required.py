"""Where many expressions may match: one pass over a text for all that each of them needs, and what has it all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from govlint.analysis.expression import BOUND, Needs
from govlint.analysis.together import Places, Together


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
        self._characters = {word: rows for word, rows in of.items() if len(word) == 1}
        long = [word for word in of if len(word) > 1]
        self._automaton = AhoCorasick(long, matchkind=MatchKind.Standard)
        # A word that begins with a bound stands in the unit behind it.
        self._shift = np.array([word.startswith(BOUND) for word in long], np.int64)
        self._counts = np.array([len(of[word]) for word in long], np.int64)
        self._firsts = np.cumsum(self._counts) - self._counts
        self._flat = np.fromiter(chain.from_iterable(of[word] for word in long), np.int64)

    def standing(self, together: Together, units: Places) -> Iterator[tuple[int, list[int]]]:
        """For each expression that may match, its index and the units, by theirs; `units` are where they begin, in order."""
        held = np.zeros((self._size, len(units)), np.bool_)
        found = self._automaton.find_matches_as_indexes(together.text, overlapping=True)
        matches = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found)).reshape(-1, 3)
        which = matches[:, 0]
        unit = _unit(units, matches[:, 1] + self._shift[which])
        counts = self._counts[which]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        held[self._flat[np.repeat(self._firsts[which], counts) + within], np.repeat(unit, counts)] = True
        for character, rows in self._characters.items():
            if character in together.text:
                held[np.ix_(np.array(rows), np.unique(_unit(units, np.flatnonzero(together.mask(character)))))] = True
        for index, rows in enumerate(self._rows):
            standing = np.flatnonzero(held[rows].all(axis=0)) if rows else np.arange(len(units))
            for character, times in self._needs[index].often.items():
                if len(standing):
                    places = _unit(units, np.flatnonzero(together.mask(character)))
                    standing = standing[np.bincount(places, minlength=len(units))[standing] >= times]
            if len(standing):
                yield index, standing.tolist()


def _unit(units: Places, places: Places) -> Places:
    return np.searchsorted(units, places, side="right") - 1
