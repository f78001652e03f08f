"""Where the words of a list stand in a text: their first two characters tell where to look, numbers which of them it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from govlint.analysis.together import ASTRAL, Places, Together, codes, paired
from govlint.text.frozen import frozen

_Keys = npt.NDArray[np.uint64]

_WIDTH = 4
"""So many characters are one number."""
_LONGEST = 2 * _WIDTH
_SIEVE_BITS = 18
_SPREAD = np.uint32(0x9E3779B1)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@frozen
class _Lengths:
    """The words of one length: their numbers in order, and the index of each."""

    length: int
    keys: _Keys
    indexes: Places


class Wordlist:
    """Words, none twice and none empty, looked for in texts that are long enough."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        plain = [i for i, word in enumerate(words) if 1 < len(word) <= _LONGEST and max(word) < ASTRAL]
        self._others = sorted(set(range(len(words))) - set(plain))
        self._sieve = np.zeros(1 << _SIEVE_BITS, np.bool_)
        self._lengths: list[_Lengths] = []
        for length in sorted({len(words[i]) for i in plain}):
            indexes = np.array([i for i in plain if len(words[i]) == length], np.int64)
            # Each behind the other: a word is where it begins.
            run = codes("".join(words[i] for i in indexes) + "\0" * _LONGEST)
            at = np.arange(len(indexes)) * length
            self._sieve[_hashes(paired(run))[at]] = True
            keys = _keys(_quads(run), at, length)
            order = np.argsort(keys)
            self._lengths.append(_Lengths(length, keys[order], indexes[order]))

    def find(self, together: Together) -> tuple[Places, Places]:
        """The index of each word that stands in the text, and where it begins; overlapping ones too, in no order."""
        hashes, quads = together.kept("hashes", _hashes_of), together.kept("quads", _quads_of)
        at = np.flatnonzero(self._sieve.take(hashes))
        which, starts = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for words in self._lengths:
            keys = _keys(quads, at, words.length)
            near = np.minimum(np.searchsorted(words.keys, keys), len(words.keys) - 1)
            same = np.flatnonzero(words.keys[near] == keys)
            which.append(words.indexes[near[same]])
            starts.append(at[same])
            if words.length > _WIDTH:
                self._verify(together.text, which, starts)
        rare = [(index, start) for index in self._others for start in _places(together.text, self._words[index])]
        which.append(np.array([index for index, _ in rare], np.int64))
        starts.append(np.array([start for _, start in rare], np.int64))
        return np.concatenate(which), np.concatenate(starts)

    def _verify(self, text: str, which: list[Places], starts: list[Places]) -> None:
        """Of the last of these only what is no chance: two numbers were made one."""
        pairs = zip(which[-1].tolist(), starts[-1].tolist(), strict=True)
        sound = [text.startswith(self._words[index], start) for index, start in pairs]
        which[-1], starts[-1] = which[-1][sound], starts[-1][sound]


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


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
