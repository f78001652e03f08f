"""Numbers of which each is wanted once.

What numpy has for it loads masked arrays first (numpy 2.4), which takes longer than most texts do.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

_Number = TypeVar("_Number", bound=np.generic)


def distinct(values: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
    """The numbers of an array of any shape, each once, in rising order."""
    ordered = np.sort(values, axis=None)
    return ordered[firsts(ordered)]


def firsts(ordered: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Which of the numbers in an array, in which equal ones stand together, have none of their own before them."""
    found = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=found[1:])
    return found
