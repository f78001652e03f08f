"""The texts to count in: read, folded, and split so that what is learnt and measured stands on text that was not counted."""

from __future__ import annotations

import lzma
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from govlint.likelihood.grams import Keys, encode, key, raw
from govlint.text.fold import fold

WEIGHTS = {"laws": 0.4, "news": 1.0, "reports": 2.5}
"""The parts of the training text, and what an occurrence in each is worth: laws are half of it and no speech is like one."""

LEARN, TEST = range(6), range(6, 10)
"""Which hundredths are held out to learn from and to measure on."""

_STRETCH = 60
"""Lines that are held out together."""

_PIECE = 14
_SHARED = 0.2
"""A held-out line counts as unseen if it shares no more than this share of its pieces with the text that is counted."""

Texts = dict[str, list[str]]


def read(folder: str | os.PathLike[str]) -> Texts:
    """The folded lines of each part of the training text."""
    parts = {}
    for part in WEIGHTS:
        with lzma.open(Path(folder) / f"{part}.txt.xz", "rt", encoding="utf-8") as file:
            parts[part] = [fold(line.rstrip("\n")) for line in file]
    return parts


def split(texts: Mapping[str, Sequence[str]]) -> tuple[Texts, Texts, Texts]:
    """What is counted, what is learnt from, what is measured on: stretches of lines, the last two without near copies."""
    counted: Texts = {part: [] for part in texts}
    learn: Texts = {part: [] for part in texts}
    test: Texts = {part: [] for part in texts}
    for part, lines in texts.items():
        for number, line in enumerate(lines):
            hundredth = zlib.crc32(f"{part}{number // _STRETCH}".encode()) % 100
            (learn if hundredth in LEARN else test if hundredth in TEST else counted)[part].append(line)
    known = np.unique(np.concatenate([_pieces(lines) for lines in counted.values()]))
    return counted, _unseen(learn, known), _unseen(test, known)


def _pieces(lines: Iterable[str]) -> Keys:
    return key(raw(encode("\n".join(lines)), _PIECE))


def _unseen(texts: Texts, known: Keys) -> Texts:
    kept: Texts = {}
    for part, lines in texts.items():
        kept[part] = []
        for line in lines:
            pieces = _pieces([line])[: len(line)]
            at = np.minimum(np.searchsorted(known, pieces), len(known) - 1)
            if len(line) >= _PIECE and (known[at] == pieces).mean() <= _SHARED:
                kept[part].append(line)
    return kept
