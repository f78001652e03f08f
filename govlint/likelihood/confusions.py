"""Which characters are mistaken for each other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from govlint.likelihood.grams import Codes, Places
from govlint.text.frozen import frozen


@frozen
class Confusions:
    """For each of the characters `heads`, in order, those that it is mistaken for: `others[starts[i] : starts[i + 1]]`.

    `likeness` is SHAPES times the likeness of the sound, plus that of the shape.
    """

    heads: npt.NDArray[np.uint16]
    starts: npt.NDArray[np.uint32]
    others: npt.NDArray[np.uint16]
    likeness: npt.NDArray[np.uint8]

    def of_one(self, character: str) -> Places:
        """Where in `others` those stand that a character is mistaken for."""
        return self.of(np.array([ord(character)], np.uint32))[1]

    def of(self, codes: Codes) -> tuple[Places, Places]:
        """All pairs for some characters: the index of the character among `codes`, and where in `others` its other stands."""
        at = np.minimum(np.searchsorted(self.heads, codes), len(self.heads) - 1)
        known = self.heads[at] == codes
        first = np.where(known, self.starts[at], 0).astype(np.int64)
        count = np.where(known, self.starts[at + 1], 0).astype(np.int64) - first
        index = np.repeat(np.arange(len(codes)), count)
        ends = np.cumsum(count)
        within = np.arange(len(index)) - np.repeat(ends - count, count)
        return index, np.repeat(first, count) + within
