"""The band in which a figure usually lies, from few values or from many, one of which may be far off."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import median
from typing import NamedTuple

from govlint.style.figures import FIGURES, Figure, Value

_PRIOR_WEIGHT = 3.0
"""As how many texts the spread counts that is there before any is known."""
_REACH = 2.0
"""Standard deviations from the median, of many texts: one in twenty lies beyond."""
ALONE = 20
"""Texts among which one may be a bad one, on either side."""


class Band(NamedTuple):
    """Where a figure usually lies: between `low` and `high`, half of the texts below `middle`."""

    low: float
    middle: float
    high: float


def band(name: str, measured: Sequence[Value]) -> Band:
    """The band of at least one value."""
    figure = FIGURES[name]
    scaled = sorted(figure.scaled(value.value) for value in measured)
    centre, spread = centre_and_spread(figure, scaled)
    reach = _students(_REACH, len(scaled) - 1 + _PRIOR_WEIGHT) * spread * sqrt(1 + 1 / len(scaled))
    # One text may be far off by itself; where several are, the house varies so.
    trim = 1 + len(scaled) // ALONE
    several = scaled[trim:-trim] or [centre]
    low, high = min(centre - reach, several[0]), max(centre + reach, several[-1])
    low, high = _rounded(figure.unscaled(low), up=False), _rounded(figure.unscaled(high), up=True)
    if figure.unit == "%":
        high = max(min(high, 100.0), low)
    return Band(low, _rounded(figure.unscaled(centre)), high)


def _students(normal: float, degrees: float) -> float:
    """Where as much lies beyond in Student's distribution as in the normal one: the first term of R. A. Fisher's expansion."""
    return normal + (normal**3 + normal) / (4 * degrees)


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
