"""Last characters of a clause that were left out: 良好氛， where whatever was counted goes on 良好氛围.

Three characters at the end of a clause that the texts often have, but the last two never at an end, and nearly always with
one and the same character behind them, which makes a word with the last and does stand at ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from govlint.likelihood.grams import Codes, are_han, encode, key, run_of, word_key
from govlint.likelihood.joined import each
from govlint.likelihood.measures import BOUND, CLAUSE_ENDS, CUT, ENDED, MARGIN
from govlint.likelihood.model import load
from govlint.likelihood.slip import Keyed
from govlint.likelihood.table import Levels, Table

_ENDS = np.array([*map(ord, CLAUSE_ENDS), BOUND], np.uint32)


def cut(texts: Sequence[str]) -> list[list[Keyed]]:
    """For each of these folded texts the last two characters of clauses that lack a third, in order. Each text counts alone."""
    table = load().table
    return each(texts, lambda joined: _cut(joined.text, encode(joined.text), table))


def _cut(text: str, codes: Codes, table: Table) -> Iterator[Keyed]:
    def level(*run: Codes) -> Levels:
        return table.find(key(run_of(run)))

    places = np.flatnonzero(np.isin(codes, _ENDS, kind="table"))
    places = places[(places >= MARGIN + 3) & (places <= len(codes) - MARGIN)]
    places = places[np.logical_and.reduce([are_han(codes[places - at]) for at in (1, 2, 3)])]
    known = level(*(codes[places - at] for at in (3, 2, 1)))
    places, known = places[known >= CUT], known[known >= CUT]
    whole = _at_ends(table, codes[places - 2], codes[places - 1])
    for place, common in zip(places[whole == 0].tolist(), known[whole == 0].tolist(), strict=True):
        others = _followers(int(codes[place - 1]))
        run = [int(codes[place - at]) for at in (3, 2, 1)]
        others = others[level(*_beside(run, others)) >= common]
        if not len(others):
            continue
        first, last, _ = held = _beside(run[1:], others)
        mostly = level(*held) + 1 >= level(first, last)
        for other in others[mostly & (_at_ends(table, *held) >= ENDED)][:1]:
            at = place - MARGIN
            yield Keyed(at - 2, text[at - 2 : at], text[at - 2 : at] + chr(other), text[at - 3 : at] + chr(other), common)


def _beside(run: Sequence[int], others: Codes) -> list[Codes]:
    """The codes of a run before each of some others, by their places."""
    return [*(np.full(len(others), code, np.uint32) for code in run), others]


@cache
def _followers(code: int) -> Codes:
    """The characters that make a common pair with one before them, for no longer run is more common, and a word."""
    model = load()
    others = model.confusions.heads.astype(np.uint32)
    others = others[model.sieve.passes(key(run_of(_beside([code], others))))]
    found: Codes = others[model.table.find(word_key(run_of(_beside([code], others)))) > 0]
    return found


def _at_ends(table: Table, *run: Codes) -> npt.NDArray[np.uint8]:
    """How common runs are at the end of a clause."""
    ends = (np.full(len(run[0]), end, np.uint32) for end in _ENDS)
    found: npt.NDArray[np.uint8] = np.maximum.reduce([table.find(key(run_of([*run, end]))) for end in ends])
    return found
