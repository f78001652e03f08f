"""The network that weighs what speaks for a slip, learnt from text with slips planted in it and text as it was published."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from govlint.likelihood.network import Features, Network

HIDDEN = 16
"""Units of one network."""

TOGETHER = 4
"""How many networks are learnt from different beginnings; what they say is averaged."""

ROUNDS = 14
_BATCH = 1024
_RATE = 2e-3
_DECAY = 1e-3

_Matrix = npt.NDArray[np.float64]


def learn(features: Features, right: npt.NDArray[np.bool_], seed: int) -> Network:
    """The network that tells the right pairs from the others."""
    mean, spread = features.mean(axis=0, dtype=np.float64), features.std(axis=0, dtype=np.float64) + 1e-3
    inputs = np.column_stack([(features - mean) / spread, np.ones(len(features))]).astype(np.float32)
    parts = [_one(inputs, right, np.random.default_rng(seed + number)) for number in range(TOGETHER)]
    hidden = np.concatenate([first for first, _, _ in parts], axis=1)
    weights = hidden[:-1] / spread[:, None]
    biases = hidden[-1] - mean @ weights
    outputs = np.concatenate([second for _, second, _ in parts]) / TOGETHER
    # One unit more that always says one, for the last bias.
    return Network(
        np.column_stack([weights, np.zeros(len(weights))]).astype(np.float32),
        np.append(biases, 1.0).astype(np.float32),
        np.append(outputs, np.mean([last for _, _, last in parts])).astype(np.float32),
    )


def _one(inputs: Features, right: npt.NDArray[np.bool_], random: np.random.Generator) -> tuple[_Matrix, _Matrix, float]:
    """Weights of a layer of HIDDEN rectified units and of the logistic one above it, found by Adam (Kingma and Ba, 2015)."""
    size = inputs.shape[1]
    weights = [random.normal(0, (2 / size) ** 0.5, (size, HIDDEN)), random.normal(0, 0.1, HIDDEN), np.zeros(1)]
    moments = [(np.zeros_like(w), np.zeros_like(w)) for w in weights]
    step = 0
    steps = ROUNDS * (len(inputs) // _BATCH + 1)
    for _ in range(ROUNDS):
        order = random.permutation(len(inputs))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            given, wanted = inputs[batch], right[batch]
            raised = given @ weights[0]
            held = np.maximum(raised, 0)
            said = 1 / (1 + np.exp(-np.clip(held @ weights[1] + weights[2], -30, 30)))
            wrong = (said - wanted) / len(batch)
            slopes = [
                given.T @ (np.outer(wrong, weights[1]) * (raised > 0)) + _DECAY * weights[0] / size,
                held.T @ wrong + _DECAY * weights[1],
                np.array([wrong.sum()]),
            ]
            step += 1
            rate = _RATE * (1 - (step - 1) / steps)
            for weight, slope, (first, second) in zip(weights, slopes, moments, strict=True):
                first += 0.1 * (slope - first)
                second += 0.001 * (slope * slope - second)
                weight -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights[0], weights[1], float(weights[2][0])
