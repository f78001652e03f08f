"""Text as numbers: codes of its characters, and a key for every run of them, made for a whole text at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from govlint.likelihood import measures
from govlint.likelihood.measures import BASE, BOUND, HAN, MARGIN

Codes = npt.NDArray[np.uint32]
Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]


def _classes() -> Codes:
    table = np.arange(0x10000, dtype=np.uint32)
    for first, last, code in measures.CLASSES:
        table[ord(first) : ord(last) + 1] = ord(code)
    for blank in measures.BLANKS:
        table[ord(blank)] = BOUND
    return table


_CLASSES = _classes()
_BASE = np.uint64(BASE)
_MIX = np.uint64(measures.MIX)


def encode(text: str) -> Codes:
    """The codes of a folded text, a margin on either side: all digits are one, all Latin letters another."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4")
    margin = np.full(MARGIN, BOUND, np.uint32)
    return np.concatenate([margin, _CLASSES[np.minimum(codes, 0xFFFF)], margin])


def are_han(codes: Codes) -> npt.NDArray[np.bool_]:
    """Whether each is the code of a Chinese character that is counted."""
    return (codes >= HAN[0]) & (codes <= HAN[1])


def _power(exponent: int) -> np.uint64:
    return np.uint64(pow(BASE, exponent, 1 << 64))


def raw(codes: Codes, length: int) -> Keys:
    """A number for each run of `length` codes, by its start: a polynomial, so that one code can be exchanged in it."""
    count = max(0, len(codes) - length + 1)
    return run_of([codes[offset : offset + count] for offset in range(length)])


def run_of(codes: Sequence[Codes]) -> Keys:
    """The number of each run whose first codes, second codes and so on are given."""
    number = np.full(codes[0].shape, len(codes), np.uint64)
    for some in codes:
        number *= _BASE
        number += some
    return number


def runs_at(codes: Codes, places: Places, length: int) -> Keys:
    """The number of the run of `length` codes that begins at each of these places."""
    return run_of([codes[places + offset] for offset in range(length)])


def with_one(number: Keys, codes: Keys, length: int, offset: int) -> Keys:
    """The numbers of runs of `length` whose code at `offset`, until now 0, is one of these."""
    return number + codes * _power(length - 1 - offset)


def exchanged(number: Keys, old: Codes, new: Codes, length: int, offset: int) -> Keys:
    """The numbers of runs of `length` whose code at `offset` is now `new`."""
    return number + (new.astype(np.uint64) - old) * _power(length - 1 - offset)


def key(number: Keys) -> Keys:
    """The key of runs: all bits of their number mixed."""
    number = number ^ (number >> np.uint64(29))
    number *= _MIX
    number ^= number >> np.uint64(32)
    return number


def word_key(number: Keys) -> Keys:
    """The key of runs as words, other than theirs as mere runs."""
    return key(~number)
