"""Characters that are rare where they stand, each beside those that might be meant, with what speaks for and against them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from govlint.likelihood.confusions import Confusions
from govlint.likelihood.grams import Codes, Keys, Places, are_han, encode, key, raw, run_of, runs_at, with_one, word_key
from govlint.likelihood.measures import BESIDE, FAMILIAR, LONGEST, MARGIN, SEEN, SHAPES, SOUNDS, TOP, WORDS
from govlint.likelihood.network import Features
from govlint.likelihood.table import Levels, Sieve, Table
from govlint.text.distinct import firsts
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
    return pairs_of(codes, table.find(key(raw(codes, 2))), table, sieve, confusions)


def pairs_of(codes: Codes, twos: Levels, table: Table, sieve: Sieve, confusions: Confusions) -> Pairs:
    """The same of a text's codes, given the level of each of its runs of two."""
    # What the sieve has not has its level by chance.
    twos = np.where(sieve.passes(key(raw(codes, 2))), twos, 0).astype(np.uint8)
    familiar = _familiar(table, codes, twos)
    inner = slice(MARGIN, len(codes) - MARGIN)
    rare = are_han(codes)
    for offset in range(3):
        rare[familiar + offset] = False
    places = np.flatnonzero(rare[inner]) + MARGIN
    portions = [places[first : first + _PORTION] for first in range(0, max(1, len(places)), _PORTION)]
    found = [_pairs(table, sieve, confusions, codes, twos >= SEEN, portion) for portion in portions]
    return Pairs(*map(np.concatenate, zip(*found, strict=True)))


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
    others = confusions.others[entry].astype(np.uint64)

    def keys(length: int, offset: int, which: Places | slice) -> Keys:
        """The keys of runs with the other character at an offset: what stands beside it is the same for all others."""
        around = [codes[rare - offset + at] if at != offset else np.zeros_like(rare, np.uint32) for at in range(length)]
        return key(with_one(run_of(around)[index[which]], others[which], length, offset))

    before, after = (sieve.passes(keys(2, offset, slice(None))) for offset in (1, 0))
    # What a run of three holds beside the other character has been seen as well.
    windows = after & seen[rare + 1][index], before & after, before & seen[rare - 2][index]
    tried = np.zeros(len(index), np.uint8)
    for offset, window in enumerate(windows):
        possible = np.flatnonzero(window)
        tried[possible] = np.maximum(tried[possible], table.find(keys(3, offset, possible)))
    kept = np.flatnonzero(tried >= SEEN)
    places, meant = rare[index[kept]], others[kept].astype(np.uint32)
    return places - MARGIN, meant, _features(table, codes, places, meant, confusions.likeness[entry[kept]])


def _features(table: Table, codes: Codes, places: Places, others: Codes, likeness: Levels) -> Features:
    begins = firsts(places)
    own, which = places[begins], np.cumsum(begins) - 1
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
    runs, words = [], []
    most = np.full((1, around.shape[1]), TOP, np.uint8)
    for length in range(1, max(*WORDS, LONGEST) + 1):
        # By where in them the middle one stands, from the first on.
        numbers = run_of([around[MARGIN - length + 1 + at : MARGIN + 1 + at][::-1] for at in range(length)])
        if length in WORDS:
            words.append(table.find(word_key(numbers)).max(axis=0))
        if length <= LONGEST:
            row = np.zeros_like(most)
            likely = most > 0
            row[likely] = table.find(key(numbers[likely]))
            runs.append(np.minimum(row, most))
            # What a longer run is made of: two of these, but one at the ends.
            most = np.minimum(np.vstack([runs[-1][:1], runs[-1]]), np.vstack([runs[-1], runs[-1][-1:]]))
    return np.vstack([*runs, *words])
