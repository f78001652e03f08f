"""Characters that are rare where they stand, each beside those that might be meant, with what speaks for and against them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from govlint.likelihood.confusions import Confusions
from govlint.likelihood.grams import Codes, Keys, Places, are_han, encode, key, raw, run_of, runs_at, word_key
from govlint.likelihood.measures import BESIDE, FAMILIAR, LONGEST, MARGIN, SEEN, SHAPES, SOUNDS, TOP, WORDS
from govlint.likelihood.network import Features
from govlint.likelihood.table import Levels, Sieve, Table
from govlint.text.frozen import frozen

_PORTION = 1 << 12
"""So many rare characters are looked at together, each beside some fifty others: what is held of them stays near."""


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
    twos = _twos(table, sieve, codes)
    familiar = _familiar(table, codes, twos)
    inner = slice(MARGIN, len(codes) - MARGIN)
    rare = are_han(codes)
    for offset in range(3):
        rare[familiar + offset] = False
    places = np.flatnonzero(rare[inner]) + MARGIN
    portions = [places[first : first + _PORTION] for first in range(0, max(1, len(places)), _PORTION)]
    found = [_pairs(table, sieve, confusions, codes, twos >= SEEN, portion) for portion in portions]
    return Pairs(*map(np.concatenate, zip(*found, strict=True)))


def _twos(table: Table, sieve: Sieve, codes: Codes) -> Levels:
    """The level of each run of two; 0 where the sieve has it not."""
    keys = key(raw(codes, 2))
    levels = np.zeros(len(keys), np.uint8)
    places = np.flatnonzero(sieve.passes(keys))
    levels[places] = table.find(keys[places])
    return levels


def _familiar(table: Table, codes: Codes, twos: Levels) -> Places:
    """Where runs of three begin that have a level above FAMILIAR, and so have the two runs of two in each."""
    pair = twos > FAMILIAR
    places = np.flatnonzero(pair[:-1] & pair[1:])
    return places[table.find(key(runs_at(codes, places, 3))) > FAMILIAR]


def _pairs(
    table: Table, sieve: Sieve, confusions: Confusions, codes: Codes, seen: npt.NDArray[np.bool_], rare: Places
) -> tuple[Places, Codes, Features]:
    """The pairs at these places; `seen` says which runs of two have been."""
    index, entry = confusions.of(codes[rare])
    others = confusions.others[entry].astype(np.uint32)
    before = sieve.passes(key(run_of([codes[rare - 1][index], others])))
    after = sieve.passes(key(run_of([others, codes[rare + 1][index]])))
    # What a run of three holds beside the other character has been seen as well.
    windows = after & seen[rare + 1][index], before & after, before & seen[rare - 2][index]
    some = np.flatnonzero(windows[0] | windows[1] | windows[2])
    places, others, entry = rare[index[some]], others[some], entry[some]
    tried = np.zeros(len(places), np.uint8)
    for offset, window in enumerate(windows):
        possible = np.flatnonzero(window[some])
        around = [codes[places[possible] + at] for at in range(-offset, 3 - offset)]
        around[offset] = others[possible]
        tried[possible] = np.maximum(tried[possible], table.find(key(run_of(around))))
    kept = np.flatnonzero(tried >= SEEN)
    places, others, entry = places[kept], others[kept], entry[kept]
    return places - MARGIN, others, _features(table, codes, places, others, confusions.likeness[entry])


def _features(table: Table, codes: Codes, places: Places, others: Codes, likeness: Levels) -> Features:
    own, which = np.unique(places, return_inverse=True)
    # What stands in the text is the same for all that might be meant in its place.
    both = np.concatenate([places, own])
    around = np.stack([codes[both + at] for at in range(-MARGIN, MARGIN)])
    around[MARGIN, : len(places)] = others
    levels = _levels(table, around)
    columns: list[npt.NDArray[np.generic]] = [*levels[:, : len(places)], *levels[:, len(places) :][:, which]]
    beside = [runs_at(codes, own + at, length) for length in BESIDE for at in (-length, 1)]
    columns += [*table.find(key(np.stack(beside)))[:, which]]
    sound, shape = likeness // SHAPES, likeness % SHAPES
    columns += [sound == degree for degree in range(1, SOUNDS)]
    columns += [shape == degree for degree in range(1, SHAPES)]
    for character in (codes[places], others):
        near = np.zeros(len(places), np.uint8)
        for distance in range(2, MARGIN):
            near += (codes[places - distance] == character) | (codes[places + distance] == character)
        columns.append(near)
    return np.column_stack(columns).astype(np.float32)


def _levels(table: Table, around: Codes) -> Levels:
    """For each column of codes the levels of the runs over the middle one, by length, then by where in them that stands;
    and the highest of the words of each length.

    A run is no more common than what it is made of; so most need not be looked up, and one that is in the table by chance is
    seldom believed.
    """
    runs = []
    most = np.full((1, around.shape[1]), TOP, np.uint8)
    for length in range(1, LONGEST + 1):
        row = np.zeros_like(most)
        likely = most > 0
        row[likely] = table.find(key(_numbers(around, length, *np.nonzero(likely))))
        runs.append(np.minimum(row, most))
        # What a longer run is made of: two of these, but one at the ends.
        most = np.minimum(np.vstack([runs[-1][:1], runs[-1]]), np.vstack([runs[-1], runs[-1][-1:]]))
    every = np.arange(around.shape[1])
    words = [table.find(word_key(_numbers(around, length, np.arange(length)[:, None], every))).max(axis=0) for length in WORDS]
    return np.vstack([*runs, *words])


def _numbers(around: Codes, length: int, at: Places, column: Places) -> Keys:
    """The numbers of runs of a length in columns of codes, by where in them the middle one stands."""
    first = (MARGIN - at) * around.shape[1] + column
    return run_of([around.take(first + offset * around.shape[1]) for offset in range(length)])
