"""A model of official Chinese: how common its runs of characters are, and which rare ones look like slips of known ones."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from govlint.likelihood import joined
from govlint.likelihood.confusions import Confusions
from govlint.likelihood.grams import Codes, Places, encode, exchanged, key, runs_at, word_key
from govlint.likelihood.measures import BARE, LENGTHS, MARGIN, RARER, SHIPPED
from govlint.likelihood.network import Network, Scores
from govlint.likelihood.pairs import pairs
from govlint.likelihood.suspect import Suspect
from govlint.likelihood.table import Sieve, Table
from govlint.text.frozen import frozen


@frozen
class Model:
    """Counts, confusions, and what weighs them."""

    table: Table
    sieve: Sieve
    confusions: Confusions
    network: Network

    def suspects(self, texts: Sequence[str], floor: float) -> list[list[Suspect]]:
        """For each of these folded texts the suspects whose score is at least `floor`, in order. Each text counts alone."""
        found: list[list[Suspect]] = [[] for _ in texts]
        parts = [part for number, text in enumerate(texts) for part in _parts(number, text)]
        for first, last in joined.chunks([part.text for part in parts]):
            starts = np.cumsum([0, *(len(part.text) + len(joined.GAP) for part in parts[first:last])])
            for suspect in self._suspects(joined.GAP.join(part.text for part in parts[first:last]), floor):
                number = int(np.searchsorted(starts, suspect.offset, side="right")) - 1
                part = parts[first + number]
                offset = suspect.offset - int(starts[number]) + part.start
                if part.own <= offset < part.own + joined.CHUNK:
                    found[part.number].append(replace(suspect, offset=offset))
        return found

    def _suspects(self, text: str, floor: float) -> Iterator[Suspect]:
        found = pairs(text, self.table, self.sieve, self.confusions)
        scores = self.network.score(found.features)
        # The likeliest other character of each place, the first of them where two are equally likely.
        order = np.lexsort((found.others, -scores, found.places))
        best = order[np.r_[True, np.diff(found.places[order]) > 0]] if len(order) else order
        best = best[scores[best] >= floor]
        if len(best):
            yield from self._explained(text, found.places[best], found.others[best], scores[best])

    def _explained(self, text: str, places: Places, others: Codes, scores: Scores) -> Iterator[Suspect]:
        """The suspects that make a word, or are beyond doubt, each with the longest run that tells why."""
        codes = encode(text)
        at = places + MARGIN
        start, length, known = np.zeros(len(at), int), np.zeros(len(at), int), np.zeros(len(at), bool)
        highest = np.zeros(len(at), int)
        written = np.zeros(len(at), int)
        for size in LENGTHS:
            for offset in range(size):
                old = runs_at(codes, at - offset, size)
                new = exchanged(old, codes[at], others, size, offset)
                level, before = self.table.find(key(new)).astype(int), self.table.find(key(old)).astype(int)
                rarer = level - before >= RARER
                word = rarer & (self.table.find(word_key(new)) > 0) & (self.table.find(word_key(old)) == 0)
                better = (word & (~known | (size > length) | (level > highest))) | (rarer & ~known & (level > highest))
                known |= word
                start[better], length[better] = at[better] - offset - MARGIN, size
                highest[better], written[better] = level[better], before[better]
        for index in np.flatnonzero(known | ((length > 0) & (scores >= BARE))):
            offset, first, last = int(places[index]), int(start[index]), int(start[index] + length[index])
            if first < 0:  # a run that begins before the text is none
                continue
            other = chr(others[index])
            meant = text[first:offset] + other + text[offset + 1 : last]
            yield Suspect(offset, other, text[first:last], meant, offset - first, bool(written[index]), float(scores[index]))

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write the model into a folder."""
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, npt.NDArray[np.generic]] = {
            "counts": self.table.cells,
            "sieve": self.sieve.bits,
            "heads": self.confusions.heads,
            "starts": self.confusions.starts,
            "others": self.confusions.others,
            "likeness": self.confusions.likeness,
            "weights": self.network.weights,
            "biases": self.network.biases,
            "outputs": self.network.outputs,
        }
        for name, array in arrays.items():
            np.save(target / f"{name}.npy", array, allow_pickle=False)
        about = {"segment": self.table.segment, "seed": self.table.seed}
        (target / "table.json").write_text(json.dumps(about) + "\n", encoding="utf-8")


@cache
def load(folder: str | os.PathLike[str] = SHIPPED) -> Model:
    """The model in a folder, its counts mapped, not read. Raises OSError or ValueError."""
    source = Path(folder)
    about = json.loads((source / "table.json").read_text(encoding="utf-8"))
    counts = np.load(source / "counts.npy", mmap_mode="r")
    names = ("sieve", "heads", "starts", "others", "likeness", "weights", "biases", "outputs")
    sieve, heads, starts, others, likeness, weights, biases, outputs = (np.load(source / f"{name}.npy") for name in names)
    table = Table(counts, about["segment"], about["seed"])
    return Model(table, Sieve(sieve), Confusions(heads, starts, others, likeness), Network(weights, biases, outputs))


class _Part(NamedTuple):
    """A part of the text `number`, from `start` on; what it finds from `own` on, for a chunk's length, is its own to tell."""

    number: int
    start: int
    own: int
    text: str


def _parts(number: int, text: str) -> Iterator[_Part]:
    """A text in parts no longer than a chunk, each with what stands beside it: memory is not to grow with a paragraph."""
    for own in range(0, len(text), joined.CHUNK):
        start = max(0, own - MARGIN)
        yield _Part(number, start, own, text[start : own + joined.CHUNK + MARGIN])
