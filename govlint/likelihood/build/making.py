"""From texts, a dictionary and a font to a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import jieba
import numpy as np

from govlint.likelihood.build.confusable import confusions
from govlint.likelihood.build.counting import SIEVE, count, frequencies
from govlint.likelihood.build.learning import learn
from govlint.likelihood.build.planting import Planter
from govlint.likelihood.build.texts import WEIGHTS, split
from govlint.likelihood.measures import HAN
from govlint.likelihood.model import Model
from govlint.likelihood.network import Network
from govlint.likelihood.pairs import pairs
from govlint.likelihood.table import Sieve, Table, sift
from govlint.likelihood.table import make as make_table

SEED = 20
KNOWN, COMMON = 10, 60
"""How often a character must stand in the texts to be looked at, and to be offered in place of another."""

SHARES = (0.5, 0.5, 0.5, 0.5, 0.0)
"""The text to learn from is taken this many times, with slips in such a share of its sentences."""


def dictionary() -> dict[str, int]:
    """The words of jieba's dictionary, and how often each stood in the texts that it was made from."""
    lines = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(number) for word, number, *_ in map(str.split, lines)}


def make(texts: Mapping[str, Sequence[str]], words: Mapping[str, int], font: str, *, held_out: bool = False) -> Model:
    """The model of these texts. What weighs the features is learnt on a part of them that was not counted for it; then all
    is counted, unless that part is to stay `held_out`."""
    counted, unseen, _ = split(texts)
    often = frequencies(counted, WEIGHTS, words)
    han = {c: number for c, number in often.items() if HAN[0] <= ord(c) <= HAN[1] and number >= KNOWN}
    mistaken = confusions(han, [c for c, number in han.items() if number >= COMMON], words, font)
    table, sieve = _tables(counted, words)
    network = _learnt(table, sieve, Planter(mistaken, han), [line for lines in unseen.values() for line in lines])
    if not held_out:
        table, sieve = _tables(texts, words)
    return Model(table, sieve, mistaken, network)


def _tables(texts: Mapping[str, Sequence[str]], words: Mapping[str, int]) -> tuple[Table, Sieve]:
    keys, levels, common = count(texts, WEIGHTS, words)
    return make_table(keys, levels), sift(common, SIEVE)


def _learnt(table: Table, sieve: Sieve, planter: Planter, lines: list[str]) -> Network:
    features, right = [], []
    for number, share in enumerate(SHARES):
        random = Random(SEED + number)
        random.shuffle(lines)
        planted = planter.plant(lines, share, random)
        found = pairs(planted.text, table, sieve, planter.confusions)
        features.append(found.features)
        right.append(planted.right(found))
    return learn(np.concatenate(features), np.concatenate(right), SEED)
