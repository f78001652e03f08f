"""How common words are in official texts: a table of figures, read when somebody asks; tests/tables/frequencies.py makes it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

PATH = Path(__file__).parent / "tables" / "frequencies.txt"
STRETCH = 3000
"""Code points of the stretches of text of which `share` speaks."""


class Frequency(NamedTuple):
    """`rate` is how often a word stands in a million characters, `share` the share of stretches of STRETCH that have it."""

    rate: float
    share: float


@cache
def frequencies() -> dict[str, Frequency]:
    """The words that official texts have at least a dozen times in a million characters."""
    found = {}
    for line in PATH.read_text(encoding="utf-8").splitlines():
        word, rate, share = line.split(" ")
        found[word] = Frequency(float(rate), float(share) / 1000)
    return found
