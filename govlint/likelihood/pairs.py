"""Characters that are rare where they stand, each beside those that might be meant, with what speaks for and against them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

import numpy as np
import numpy.typing as npt

from govlint.likelihood.confusions import Confusions
from govlint.likelihood.grams import Codes, Keys, Places, encode, exchanged, key, raw, word_key
from govlint.likelihood.measures import BESIDE, FAMILIAR, HAN, LONGEST, MARGIN, SEEN, SHAPES, SOUNDS, WORDS
from govlint.likelihood.network import Features
from govlint.likelihood.table import Levels, Sieve, Table
from govlint.text.frozen import frozen

_RUNS = range(1, LONGEST + 1)


@frozen
class Pairs:
    """Characters of a text, each beside one that might be meant: where it stands, the other, what speaks for and against it."""

    places: Places
    others: Codes
    features: Features


def pairs(text: str, table: Table, sieve: Sieve, confusions: Confusions) -> Pairs:
    """The pairs of a folded text in which the other character has been seen where the written one is rare.

    The sieve is that of the runs of two whose level is at least SEEN: no longer run is more common than what is in it.
    """
    codes = encode(text)
    runs = {length: raw(codes, length) for length in range(1, LONGEST + 1)}
    familiar = np.concatenate([np.zeros(2, np.bool_), _familiar(table, sieve, runs)])
    known = familiar[:-2] | familiar[1:-1] | familiar[2:]
    inner = slice(MARGIN, len(codes) - MARGIN)
    rare = ~known[inner.start : inner.start + len(text)] & (codes[inner] >= HAN[0]) & (codes[inner] <= HAN[1])
    places = np.flatnonzero(rare) + MARGIN
    index, entry = confusions.of(codes[places])
    places, others = places[index], confusions.others[entry].astype(np.uint32)
    old = codes[places]
    before = sieve.passes(key(exchanged(runs[2][places - 1], old, others, 2, 1)))
    after = sieve.passes(key(exchanged(runs[2][places], old, others, 2, 0)))
    tried = np.zeros(len(places), np.uint8)
    for offset, possible in enumerate((after, before & after, before)):
        some = np.flatnonzero(possible)
        numbers = exchanged(runs[3][places[some] - offset], old[some], others[some], 3, offset)
        tried[some] = np.maximum(tried[some], table.find(key(numbers)))
    kept = np.flatnonzero(tried >= SEEN)
    places, others, old, entry = places[kept], others[kept], old[kept], entry[kept]
    return Pairs(places - MARGIN, others, _features(table, codes, runs, places, old, others, confusions.likeness[entry]))


def _familiar(table: Table, sieve: Sieve, runs: dict[int, Keys]) -> npt.NDArray[np.bool_]:
    """Which runs of three have a level above FAMILIAR, and so have the two runs of two in each; the sieve has all of those."""
    twos = key(runs[2])
    possible = sieve.passes(twos)
    places = np.flatnonzero(possible[:-1] & possible[1:])
    places = places[table.find(key(runs[3][places])) > FAMILIAR]
    places = places[table.find(twos[places]) > FAMILIAR]
    places = places[table.find(twos[places + 1]) > FAMILIAR]
    familiar = np.zeros(len(runs[3]), np.bool_)
    familiar[places] = True
    return familiar


def _features(
    table: Table, codes: Codes, runs: dict[int, Keys], places: Places, old: Codes, others: Codes, likeness: Levels
) -> Features:
    runs = runs | {length: raw(codes, length) for length in WORDS if length not in runs}

    own, which = np.unique(places, return_inverse=True)
    beside = [runs[length][own + at] for length in BESIDE for at in (-length, 1)]

    def levels(lengths: Sequence[int], keys: Callable[[Keys], Keys], more: Sequence[Keys]) -> Iterator[Levels]:
        """Those of the runs of these lengths that hold the other character, of those that hold the written one, of more."""
        each = [(length, at) for length in lengths for at in range(length)]
        new = [exchanged(runs[length][places - at], old, others, length, at) for length, at in each]
        # What stands in the text is the same for all that might be meant in its place.
        written = [runs[length][own - at] for length, at in each] + list(more)
        # All are looked up at once: for a single paragraph the calls cost more than the looking.
        yield from table.find(keys(np.stack(new)))
        yield from table.find(keys(np.stack(written)))[:, which]

    of_runs, of_words = levels(_RUNS, key, beside), levels(WORDS, word_key, ())
    columns: list[npt.NDArray[np.generic]] = []
    for _ in (others, old):
        shorter: list[Levels] = []
        for length in _RUNS:
            row = [next(of_runs) for _ in range(length)]
            # A run is no more common than what it is made of; so one that is in the table by chance is seldom believed.
            for at, part in product(range(length), range(len(shorter))):
                if part in (at - 1, at):
                    row[at] = np.minimum(row[at], shorter[part])
            columns += row
            shorter = row
        columns += [np.maximum.reduce([next(of_words) for _ in range(length)]) for length in WORDS]
    columns += of_runs
    sound, shape = likeness // SHAPES, likeness % SHAPES
    columns += [sound == degree for degree in range(1, SOUNDS)]
    columns += [shape == degree for degree in range(1, SHAPES)]
    for character in (old, others):
        near = np.zeros(len(places), np.uint8)
        for distance in range(2, MARGIN):
            near += (codes[places - distance] == character) | (codes[places + distance] == character)
        columns.append(near)
    return np.column_stack(columns).astype(np.float32)
