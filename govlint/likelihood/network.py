"""What weighs the features of a pair of characters against each other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from govlint.text.frozen import frozen

Features = npt.NDArray[np.float32]
Scores = npt.NDArray[np.float32]

_ROWS = 64
"""So few rows are multiplied at once that no library starts threads for them, which cost more than they give."""


@frozen
class Network:
    """One layer of rectified units and one above it that adds up what they say: the log odds of a slip."""

    weights: npt.NDArray[np.float32]
    biases: npt.NDArray[np.float32]
    outputs: npt.NDArray[np.float32]

    def score(self, features: Features) -> Scores:
        """For each row of features, how sure it is that the other character is meant."""
        scores = np.empty(len(features), np.float32)
        for first in range(0, len(features), _ROWS):
            rows = features[first : first + _ROWS]
            scores[first : first + _ROWS] = np.maximum(rows @ self.weights + self.biases, 0) @ self.outputs
        return scores
