"""Makes companions.npy: two or three characters beside which one other nearly always stands.

    python -m tests.tables.companions TRAINING

A row is the characters (the first 0 where there are two), the one that stands beside them, and 1 where that is behind them,
0 where before. Two must stand in the texts PAIRS times, three TRIPLES times, and the one beside them SHARE of these times.
UNFIXED are left out as what stands beside: words are right with them and without (或者, 应当).
"""

from __future__ import annotations

import sys

import numpy as np

from govlint.likelihood.grams import encode
from govlint.likelihood.keyed import PATH
from govlint.likelihood.measures import HAN
from tests.tables.training import lines

PAIRS, TRIPLES = 150, 40
SHARE = 0.95
UNFIXED = "者当以人了他的之们"


def main() -> None:
    codes = encode("\n".join(lines(sys.argv[1]))).astype(np.uint64)
    rows = [_beside(codes, length, least, behind) for length, least in ((2, PAIRS), (3, TRIPLES)) for behind in (1, 0)]
    table = np.concatenate(rows)
    table = table[~np.isin(table[:, 3], [ord(c) for c in UNFIXED])]
    np.save(PATH, table[np.lexsort(table.T[::-1])].astype(np.uint16), allow_pickle=False)


def _beside(codes: np.ndarray, length: int, least: int, behind: int) -> np.ndarray:
    han = (codes >= HAN[0]) & (codes <= HAN[1])
    starts = np.arange(1, len(codes) - length)
    whole = np.ones(len(starts), bool)
    number = np.zeros(len(starts), np.uint64)
    for offset in range(length):
        whole &= han[starts + offset]
        number = number << np.uint64(16) | codes[starts + offset]
    at = starts + length if behind else starts - 1
    number, other = number[whole], np.where(han[at], codes[at], 0)[whole]
    order = np.lexsort((other, number))
    number, other = number[order], other[order]
    first = np.flatnonzero(np.r_[True, (number[1:] != number[:-1]) | (other[1:] != other[:-1])])
    count = np.diff(np.r_[first, len(number)])
    number, other = number[first], other[first]
    new = np.r_[True, number[1:] != number[:-1]]
    total = np.add.reduceat(count, np.flatnonzero(new))[np.cumsum(new) - 1]
    kept = (count >= SHARE * total) & (total >= least) & (other > 0)
    number, other = number[kept], other[kept]
    characters = [number >> np.uint64(16 * place) & np.uint64(0xFFFF) for place in (2, 1, 0)]
    return np.column_stack([*characters, other, np.full(len(number), behind, np.uint64)])


if __name__ == "__main__":
    main()
