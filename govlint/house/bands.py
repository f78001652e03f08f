"""The band in which a figure usually lies, from few values or from many, one of which may be far off."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import median
from typing import NamedTuple

from govlint.style.figures import Figure

_PRIOR_WEIGHT = 3.0
"""As how many texts the spread counts that is there before any is known."""
_REACH = 2.0
"""Standard deviations from the median: one in fifty lies beyond."""
_OFF = 4.0


class Band(NamedTuple):
    """Where a figure usually lies: between `low` and `high`, half of the texts below `middle`; `kept` texts lie within."""

    low: float
    middle: float
    high: float
    kept: int


def band(figure: Figure, values: Sequence[float]) -> Band:
    """The band of at least one value."""
    scaled = sorted(figure.scaled(value) for value in values)
    centre, spread = centre_and_spread(figure, scaled)
    reach = _REACH * spread * sqrt(1 + 1 / len(scaled))
    near = [value for value in scaled if abs(value - centre) <= _OFF * spread]
    low, high = min(centre - reach, near[0]), max(centre + reach, near[-1])
    low, high = _rounded(figure.unscaled(low), up=False), _rounded(figure.unscaled(high), up=True)
    kept = sum(low <= value <= high for value in values)
    return Band(low, _rounded(figure.unscaled(centre)), high, kept)


def centre_and_spread(figure: Figure, scaled: Sequence[float]) -> tuple[float, float]:
    """The median and a standard deviation that single values far off do not stretch, on the scale of the figure."""
    centre = median(scaled)
    deviations = [abs(value - centre) for value in scaled]
    limit = max(3 * 1.4826 * median(deviations), 0.2)
    inside = [min(deviation, limit) for deviation in deviations]
    degrees = len(scaled) - 1
    return centre, sqrt((sum(d * d for d in inside) + _PRIOR_WEIGHT * figure.spread**2) / (degrees + _PRIOR_WEIGHT))


def _rounded(value: float, up: bool | None = None) -> float:
    """Two significant digits, for a small diff when more is learned: outward where it is an end of a band."""
    step = 10.0 if value >= 200 else 1.0 if value >= 10 else 0.1
    if value >= 2000:
        step = 100.0
    steps = value / step
    whole = round(steps) if up is None else int(steps) + (1 if up and steps > int(steps) else 0)
    return round(whole * step, 1)
