"""The table gives back every key's level, and takes next to nothing else for a key."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.likelihood.measures import TOP
from govlint.likelihood.table import make, sift


@given(st.dictionaries(st.integers(0, 2**64 - 1), st.integers(1, TOP), min_size=1, max_size=60))
def test_every_key_has_its_level(levels: dict[int, int]) -> None:
    keys = np.array([*levels], np.uint64)
    table = make(keys, np.array([*levels.values()], np.uint8))
    assert table.find(keys).tolist() == [*levels.values()]


def test_many_keys_take_little_room_and_others_are_hardly_ever_found() -> None:
    random = np.random.default_rng(5)
    keys = np.unique(random.integers(0, 2**64, 200_000, np.uint64))
    levels = random.integers(1, TOP + 1, len(keys)).astype(np.uint8)
    table = make(keys, levels)
    assert (table.find(keys) == levels).all()
    assert table.cells.nbytes < 2.5 * len(keys)
    others = random.integers(0, 2**64, 200_000, np.uint64)
    assert 0.5 < (table.find(others) > 0).mean() * 2048 < 2


def test_a_doubled_key_is_refused() -> None:
    with pytest.raises(ValueError, match="more than once"):
        make(np.array([7, 7], np.uint64), np.array([1, 2], np.uint8))


@given(st.sets(st.integers(0, 2**64 - 1), min_size=1), st.sets(st.integers(0, 2**64 - 1)))
def test_a_sieve_holds_back_none_of_its_own(keys: set[int], others: set[int]) -> None:
    sieve = sift(np.array([*keys], np.uint64), 64)
    assert sieve.passes(np.array([*keys], np.uint64)).all()
    low = {key % 512 for key in keys}
    assert sieve.passes(np.array([*others], np.uint64)).tolist() == [other % 512 in low for other in others]
