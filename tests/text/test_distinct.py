"""Numbers of which each is wanted once, held against numpy's own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlint.text.distinct import distinct, firsts


@given(st.lists(st.integers(-5, 5)))
def test_they_are_what_numpy_says(numbers: list[int]) -> None:
    values = np.array(numbers, np.int64)
    assert distinct(values).tolist() == np.unique(values).tolist()
    ordered = np.sort(values)
    assert np.flatnonzero(firsts(ordered)).tolist() == np.unique(ordered, return_index=True)[1].tolist()


@pytest.mark.parametrize("kind", [np.uint16, np.uint64, np.int64])
def test_the_kind_stays_and_the_shape_goes(kind: type[np.generic]) -> None:
    found = distinct(np.array([[3, 1], [1, 2]], kind))
    assert found.dtype == kind
    assert found.tolist() == [1, 2, 3]


def test_numbers_that_stand_together_need_not_be_in_order() -> None:
    assert firsts(np.array([7, 7, 2, 2, 9])).tolist() == [True, False, True, False, True]
    assert firsts(np.array([], np.int64)).tolist() == []
