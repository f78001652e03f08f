"""What stands in one paragraph several times: its runs and clauses as numbers, all of a text at once."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from govlint.analysis.together import Places, Together
from govlint.analysis.wordlist import Wordlist
from govlint.document.joined import BOUND
from govlint.text.distinct import distinct, firsts

_Keys = npt.NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_LATIN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def with_runs(together: Together, length: int, least: npt.NDArray[np.float64]) -> list[int]:
    """The indexes of the paragraphs in which a run of so many Chinese characters stands at least `least` times, for each.

    A few more may be told, since runs are compared by number.
    """
    codes = together.codes.astype(np.uint64)
    size = max(0, len(codes) - length + 1)
    keys, written = np.zeros(size, np.uint64), np.ones(size, np.bool_)
    for at in range(length):
        keys = keys * np.uint64(_BASE) + codes[at : at + size]
        written &= together.han[at : at + size]
    starts = np.flatnonzero(written)
    return _repeated(together.of(starts), keys[starts], least)


def with_clauses(together: Together, marks: str, length: int) -> list[int]:
    """The indexes of the paragraphs in which a clause of at least so many characters comes again, marks and blanks apart."""
    bounds = np.flatnonzero(together.mask(marks + BOUND))
    first, last = bounds[:-1] + 1, bounds[1:]
    long = last - first >= length
    first, last = first[long], last[long]
    kept = np.flatnonzero(together.han | together.mask(_LATIN))
    codes = together.codes[kept].astype(np.uint64)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(codes * _powers(_BASE, len(codes)))])
    start, end = np.searchsorted(kept, first), np.searchsorted(kept, last)
    keys = (sums[end] - sums[start]) * _powers(_INVERSE, len(codes) + 1)[start]
    numbers = together.of(first)
    return _repeated(numbers, keys, np.full(len(together.blocks), 2.0))


def with_words(together: Together, words: tuple[str, ...], times: int) -> list[int]:
    """The indexes of the paragraphs in which one of these words stands so many times, where it overlaps itself, too."""
    which, starts = _listed(words).find(together)
    standing = np.bincount(which * len(together.blocks) + together.of(starts))
    return sorted(set((np.flatnonzero(standing >= times) % len(together.blocks)).tolist()))


@cache
def _listed(words: tuple[str, ...]) -> Wordlist:
    return Wordlist(words)


def _powers(base: int, size: int) -> _Keys:
    powers = np.full(size, base, np.uint64)
    powers[:1] = 1
    return np.cumprod(powers)


def _repeated(numbers: Places, keys: _Keys, least: npt.NDArray[np.float64]) -> list[int]:
    """The paragraphs that have one of their keys at least so often."""
    mixed = (keys ^ (keys >> np.uint64(29))) * _MIX + numbers.astype(np.uint64) * np.uint64(_BASE)
    order = np.argsort(mixed)
    mixed, numbers = mixed[order], numbers[order]
    starts = np.flatnonzero(firsts(mixed))
    counts = np.diff(np.append(starts, len(mixed)))
    own = numbers[starts]
    found: list[int] = distinct(own[counts >= least[own]]).tolist()
    return found
