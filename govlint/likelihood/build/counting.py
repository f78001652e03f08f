"""How often runs of characters stand in texts, and words in the dictionary, as levels by key."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from govlint.likelihood.grams import Codes, Keys, encode, key, raw, word_key
from govlint.likelihood.measures import BOUND, LONGEST, MARGIN, SEEN, TOP, WORDS
from govlint.likelihood.table import Levels

Counts = npt.NDArray[np.float64]

LEAST = {1: 0.4, 2: 0.9, 3: 2.0, 4: 2.4, 5: 3.0}
"""The least weighted count of a run of each length that is kept."""

_STEPS = 1.5
"""Levels to a doubling."""

DICTIONARY_WEIGHT = 0.3
"""What an occurrence that the dictionary counts is worth beside one in the texts."""


SIEVE = 1 << 19
"""The bytes of the sieve of runs of two."""


def level(counts: Counts) -> Levels:
    """The level of weighted counts: 1 below one, then three for each four-fold rise."""
    return np.clip(np.rint(2 + _STEPS * np.log2(counts)), 1, TOP).astype(np.uint8)


def count(
    texts: Mapping[str, Sequence[str]], weights: Mapping[str, float], words: Mapping[str, int]
) -> tuple[Keys, Levels, Keys]:
    """Levels of all runs that are common enough: those of each part of the texts weighted, with those inside of words.

    The keys that come last are those of the sieve.
    """
    keys, levels = [], []
    for length in range(1, LONGEST + 1):
        found = [_runs_of_words(words, length)]
        for part, lines in texts.items():
            made, number = np.unique(_runs(encode("\n".join(lines)), length), return_counts=True)
            found.append((made, np.asarray(number * weights[part], float)))
        made, total = _sum(found)
        kept = total >= LEAST[length]
        keys.append(made[kept])
        levels.append(level(total[kept]))
    for length in WORDS:
        known = [(word, number) for word, number in words.items() if len(word) == length]
        codes = encode("".join(word for word, _ in known))[MARGIN:-MARGIN]
        made, total = _sum([(word_key(raw(codes, length)[::length]), np.array([number + 1.0 for _, number in known]))])
        keys.append(made)
        levels.append(level(total))
    # Two different runs may have one key, hardly ever.
    made, first = np.unique(np.concatenate(keys), return_index=True)
    return made, np.concatenate(levels)[first], keys[1][levels[1] >= SEEN]


def _runs(codes: Codes, length: int) -> Keys:
    """The keys of all runs of a text that do not reach over a bound."""
    numbers = raw(codes, length)
    whole = np.ones(len(numbers), bool)
    for offset in range(1, length - 1):
        whole &= codes[offset : offset + len(numbers)] != BOUND
    return key(numbers[whole])


def _runs_of_words(words: Mapping[str, int], length: int) -> tuple[Keys, Counts]:
    long = [word for word in words if len(word) >= length]
    codes = encode("\n".join(long))[MARGIN:-MARGIN]
    owner = np.repeat(np.arange(len(long)), [len(word) + 1 for word in long])
    numbers = raw(codes, length)
    whole = np.ones(len(numbers), bool)
    for offset in range(length):
        whole &= codes[offset : offset + len(numbers)] != BOUND
    often = np.array([words[word] for word in long], float)
    return _sum([(key(numbers[whole]), often[owner[: len(numbers)][whole]] * DICTIONARY_WEIGHT)])


def _sum(found: Iterable[tuple[Keys, Counts]]) -> tuple[Keys, Counts]:
    parts = list(found)
    keys, index = np.unique(np.concatenate([made for made, _ in parts]), return_inverse=True)
    return keys, np.asarray(np.bincount(index, np.concatenate([number for _, number in parts]), minlength=len(keys)), float)


def frequencies(texts: Mapping[str, Sequence[str]], weights: Mapping[str, float], words: Mapping[str, int]) -> dict[str, float]:
    """The weighted count of each character."""
    often: dict[str, float] = defaultdict(float)
    for part, lines in texts.items():
        for character, number in Counter(chain.from_iterable(lines)).items():
            often[character] += number * weights[part]
    for word, number in words.items():
        for character in word:
            often[character] += number * DICTIONARY_WEIGHT
    return often
