"""How far texts of one kind lie apart in each figure of style: prints the standard deviations that style.figures begins with.

    python -m tests.tables.spreads FOLDER

FOLDER holds the training texts (see training.py), which have no line in common with the corpus that figures are reported
on. They are cut into texts: statutes at their first articles, news at each day, reports (which show no borders) into
stretches. Printed for each figure: the robust standard deviation on the scale of the figure within each kind, and the
root of the mean of their squares, without kinds that hardly have it.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from statistics import median

from govlint.readers import parse
from govlint.style.figures import FIGURES, Value, figures
from govlint.text.source import Source
from tests.tables.training import PARTS

_BEGINS = {"laws": re.compile("第一条[ \u3000]"), "news": re.compile("《新闻联播》 \\(")}
_STRETCH = 15_000
"""Code points of a stretch of reports."""
_SHORTEST, _LONGEST = 1_000, 60_000
_MOST = 240
"""Texts of a kind, every so many of them."""
_FEWEST = 20
_WHOLE = ("length", "sections", "largest-section")
"""Figures that a stretch does not have."""
_SELDOM = 0.5
"""Occurrences to a thousand below which a kind does not tell how far texts lie apart."""


def texts(path: Path) -> Iterator[str]:
    """The texts of a part."""
    begins = _BEGINS.get(path.name.partition(".")[0])
    piece: list[str] = []
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if piece and (begins.match(line) if begins else sum(map(len, piece)) > _STRETCH):
                yield "".join(piece)
                piece = []
            piece.append(line)
    yield "".join(piece)


def spread(name: str, values: list[Value]) -> float | None:
    """The robust standard deviation of a figure in texts; None where they hardly have it."""
    figure = FIGURES[name]
    if len(values) < _FEWEST or (figure.is_word and median(v.value for v in values) < _SELDOM):
        return None
    scaled = [figure.scaled(value.value) for value in values]
    centre = median(scaled)
    return 1.4826 * median(abs(value - centre) for value in scaled)


def main(folder: str) -> None:
    """Measure, and print."""
    of_kind: dict[str, dict[str, float | None]] = {}
    for part in PARTS:
        whole = [t for t in texts(Path(folder, f"{part}.txt.xz")) if _SHORTEST <= len(t) <= _LONGEST]
        chosen = whole[:: max(1, len(whole) // _MOST)]
        measured = [figures(parse(Source("text.txt", text))) for text in chosen]
        of_kind[part] = {
            name: None if part not in _BEGINS and name in _WHOLE else spread(name, [m[name] for m in measured if name in m])
            for name in FIGURES
        }
        print(f"{part}: {len(chosen)} of {len(whole)} texts", file=sys.stderr)
    for name, figure in FIGURES.items():
        found = {part: of_kind[part][name] for part in PARTS}
        known = [value for value in found.values() if value is not None]
        told = " ".join(f"{part} {value:.2f}" if value is not None else f"{part} -" for part, value in found.items())
        whole_of_it = f"{sqrt(sum(v * v for v in known) / len(known)):.2f}" if known else "-"
        print(f"{name:16} {whole_of_it:>5}  (now {figure.spread:.2f}; {told})")


if __name__ == "__main__":
    main(sys.argv[1])
