"""A model of official Chinese: how common its runs of characters are, and which rare ones look like slips of known ones."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from govlint.likelihood.confusions import Confusions
from govlint.likelihood.grams import Codes, Places, encode, exchanged, key, runs_at, word_key
from govlint.likelihood.joined import Joined, each
from govlint.likelihood.measures import BARE, LENGTHS, MARGIN, RARER, SHIPPED
from govlint.likelihood.network import Network, Scores
from govlint.likelihood.pairs import pairs_of
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
        return each(texts, lambda joined: self._suspects(joined, floor), "offset")

    def _suspects(self, joined: Joined, floor: float) -> Iterator[Suspect]:
        found = pairs_of(encode(joined.text), joined.twos(self.table), self.table, self.sieve, self.confusions)
        scores = self.network.score(found.features)
        # The likeliest other character of each place, the first of them where two are equally likely.
        order = np.lexsort((found.others, -scores, found.places))
        best = order[np.r_[True, np.diff(found.places[order]) > 0]] if len(order) else order
        best = best[scores[best] >= floor]
        if len(best):
            yield from self._explained(joined.text, found.places[best], found.others[best], scores[best])

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
                runs = np.stack([new, old])
                level, before, *words = self.table.find(np.concatenate([key(runs), word_key(runs)])).astype(int)
                rarer = level - before >= RARER
                word = rarer & (words[0] > 0) & (words[1] == 0)
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
