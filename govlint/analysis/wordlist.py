"""Where the words of a list stand in a text: their first two characters tell where to look, numbers which of them it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from govlint.analysis.together import ASTRAL, Places, Together, codes, paired
from govlint.text.find import places_of
from govlint.text.frozen import frozen

_Keys = npt.NDArray[np.uint64]

_WIDTH = 4
"""So many characters are one number."""
_SHORTEST, _LONGEST = 2, 2 * _WIDTH
_SIEVE_BITS = 18
_SPREAD = np.uint32(0x9E3779B1)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@frozen
class _Heads:
    """The heads of one length: their numbers in order, the index of each, and the bit that stands for the length."""

    length: int
    bit: np.uint8
    keys: _Keys
    indexes: Places


class Wordlist:
    """Words, none twice and none empty, looked for in texts that are long enough: by their heads, then as a whole."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._headed: dict[str, list[int]] = {}
        """The indexes of the words that begin with each head; a short word is its own."""
        self._others: list[int] = []
        for index, word in enumerate(words):
            if len(word) < _SHORTEST or max(word) >= ASTRAL:
                self._others.append(index)
            else:
                self._headed.setdefault(word[:_LONGEST], []).append(index)
        self._sieve = np.zeros(1 << _SIEVE_BITS, np.uint8)
        self._heads: list[_Heads] = []
        heads = list(self._headed)
        for length in sorted(set(map(len, heads))):
            bit = np.uint8(1 << (length - _SHORTEST))
            own = [head for head in heads if len(head) == length]
            indexes = np.array([self._headed[head][0] for head in own], np.int64)
            # Each behind the other: a head is where it begins.
            run = codes("".join(own) + "\0" * _LONGEST)
            at = np.arange(len(own)) * length
            self._sieve[_hashes(paired(run))[at]] |= bit
            keys = _keys(_quads(run), at, length)
            order = np.argsort(keys)
            self._heads.append(_Heads(length, bit, keys[order], indexes[order]))

    def find(self, together: Together) -> tuple[Places, Places]:
        """The index of each word that stands in the text, and where it begins; overlapping ones too, in no order."""
        hashes, quads = together.kept("hashes", _hashes_of), together.kept("quads", _quads_of)
        lengths = self._sieve.take(hashes)
        possible = np.flatnonzero(lengths)
        lengths = lengths[possible]
        which, starts = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for heads in self._heads:
            at = possible[lengths & heads.bit != 0]
            keys = _keys(quads, at, heads.length)
            near = np.minimum(np.searchsorted(heads.keys, keys), len(heads.keys) - 1)
            same = np.flatnonzero(heads.keys[near] == keys)
            which.append(heads.indexes[near[same]])
            starts.append(at[same])
            if heads.length > _WIDTH:
                self._verify(together.text, which, starts)
        rare = [(index, start) for index in self._others for start in places_of(together.text, self._words[index])]
        which.append(np.array([index for index, _ in rare], np.int64))
        starts.append(np.array([start for _, start in rare], np.int64))
        return np.concatenate(which), np.concatenate(starts)

    def _verify(self, text: str, which: list[Places], starts: list[Places]) -> None:
        """Instead of the last of these, words that begin with the heads, what stands there: two numbers were made one, too."""
        heads = zip(which[-1].tolist(), starts[-1].tolist(), strict=True)
        sound = [
            (index, start)
            for head, start in heads
            for index in self._headed[self._words[head][:_LONGEST]]
            if text.startswith(self._words[index], start)
        ]
        which[-1] = np.array([index for index, _ in sound], np.int64)
        starts[-1] = np.array([start for _, start in sound], np.int64)


def _hashes_of(together: Together) -> npt.NDArray[np.uint32]:
    return _hashes(together.pairs)


def _quads_of(together: Together) -> _Keys:
    return _quads(np.concatenate([together.codes, np.zeros(_LONGEST, np.uint16)]))


def _hashes(pairs: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """A number of few bits for each character with the next one."""
    found: npt.NDArray[np.uint32] = (pairs * _SPREAD) >> np.uint32(32 - _SIEVE_BITS)
    return found


def _quads(run: npt.NDArray[np.uint16]) -> _Keys:
    """Each character with the next three as one number."""
    long = run.astype(np.uint64)
    size = len(run) - _WIDTH + 1
    found = np.zeros(size, np.uint64)
    for at in range(_WIDTH):
        found = (found << np.uint64(16)) | long[at : at + size]
    return found


def _keys(quads: _Keys, at: npt.NDArray[np.integer[Any]], length: int) -> _Keys:
    """What so many characters from each of these places on are as a number; from five on two may have the same."""
    first = quads[at]
    if length <= _WIDTH:
        found: _Keys = first >> np.uint64(16 * (_WIDTH - length))
    else:
        found = (first * _MIX) ^ quads[at + length - _WIDTH]
    return found
