"""The formulas of a house: words that stand in many of its texts in one place and seldom elsewhere."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from govlint.language import common, segment
from govlint.language.formula import GAP, Formula
from govlint.text.characters import HAN

_SHORTEST, _LONGEST = 3, 12
_MOST = 6
"""Formulas to a place."""
_RUN = re.compile(f"[{HAN}]+")
_RUN_AT_END = re.compile(f"[{HAN}]+$")
_TRIED = 60
"""How many runs are looked at closer for each formula."""
_FOLDS = 5
_FEWEST = 3
"""Texts below which nothing tells a formula from what happens to be said."""
_TIED = 0.8
"""The share of a formula's texts from which on words behind it belong to it."""


class Formulas(NamedTuple):
    """The formulas of a place, best first; `kept` are the texts (by index) that have one which the others would have taught."""

    usual: tuple[str, ...]
    kept: frozenset[int]


def formulas(texts: Sequence[Sequence[str]], elsewhere: Sequence[str], allowed: Callable[[str], bool] = bool) -> Formulas:
    """The formulas of one place. `texts` are the sentences there, by text; `elsewhere` all of what stands in other places.

    Each formula is the best one for the texts that have none so far: whole words, in at least a fifth of all texts.
    `allowed` says which words may be told. How many texts keep to them is asked of texts that had no part in choosing, a
    fifth at a time: in few texts something is common by chance.
    """
    if len(texts) < _FEWEST:
        return Formulas((), frozenset())
    found = _Search(texts, elsewhere, allowed)
    usual = found.choose(frozenset(range(len(texts))))
    if len(texts) < _FOLDS:
        return Formulas(usual, frozenset(i for i in range(len(texts)) if _has(usual, texts[i])))
    kept: set[int] = set()
    for fold in range(_FOLDS):
        held_out = frozenset(range(fold, len(texts), _FOLDS))
        chosen = found.choose(frozenset(range(len(texts))) - held_out)
        kept |= {i for i in held_out if _has(chosen, texts[i])}
    return Formulas(usual, frozenset(kept))


def _has(formulas: Sequence[str], sentences: Sequence[str]) -> bool:
    found = [Formula(text) for text in formulas]
    return any(formula.find(sentence) for formula in found for sentence in sentences)


class _Search:
    """All runs of characters in the texts of a place, gathered once."""

    def __init__(self, texts: Sequence[Sequence[str]], elsewhere: Sequence[str], allowed: Callable[[str], bool]) -> None:
        self.texts = texts
        self.allowed = allowed
        least = _least(len(texts) - len(texts) // _FOLDS)
        self.having = {gram: where for gram, where in _grams(texts).items() if len(where) >= least and allowed(gram)}
        self.common = {g: sum(g in other for other in elsewhere) / max(1, len(elsewhere)) for g in self.having}

    def choose(self, among: frozenset[int]) -> tuple[str, ...]:
        """The formulas that these texts teach."""
        least = _least(len(among))
        having = {gram: where & among for gram, where in self.having.items() if len(where & among) >= least}
        left = set(among)
        chosen: list[str] = []
        while left and len(chosen) < _MOST:
            worth = {gram: _worth(gram, len(where & left), self.common[gram]) for gram, where in having.items()}
            ranked = sorted((gram for gram in worth if worth[gram] > 0), key=lambda g: (-worth[g], -len(g), g))
            best = next((g for g in ranked[:_TRIED] if _is_whole(g, self.texts, having[g])), "")
            if not best or len(having[best] & left) < min(2, len(among)):
                break
            whole = _longest(best, having, self.texts, self.allowed)
            formula = _tied(whole, [self.texts[i] for i in sorted(having[best])], self.allowed)
            del having[best]
            if formula in chosen:
                continue
            chosen.append(formula)
            left -= {i for i in left if _has(chosen[-1:], self.texts[i])}
        return tuple(chosen)


def _least(texts: int) -> int:
    """In how many of so many texts a formula must stand."""
    return max(min(3, texts), math.ceil(texts / 5))


def _grams(texts: Sequence[Sequence[str]]) -> Mapping[str, set[int]]:
    having: dict[str, set[int]] = defaultdict(set)
    for index, sentences in enumerate(texts):
        for sentence in sentences:
            for run in _RUN.findall(sentence):
                for length in range(_SHORTEST, min(_LONGEST, len(run)) + 1):
                    for at in range(len(run) - length + 1):
                        having[run[at : at + length]].add(index)
    return having


def _is_whole(gram: str, texts: Sequence[Sequence[str]], where: set[int]) -> bool:
    """Whether a run begins and ends where words do, in the first text that has it."""
    sentence = next(s for s in texts[min(where)] if gram in s)
    at = sentence.index(gram)
    ends = segment.bounds(sentence)
    return at in ends and at + len(gram) in ends


def _worth(gram: str, fresh: int, elsewhere: float) -> float:
    """Many texts, and length, weigh; what stands anywhere is no formula of a place."""
    return fresh * math.sqrt(min(len(gram), 6)) * (1 - 1.5 * elsewhere)


def _longest(gram: str, having: Mapping[str, set[int]], texts: Sequence[Sequence[str]], allowed: Callable[[str], bool]) -> str:
    """The longest run of whole words with this one in it that all the same texts have and that may be told."""
    where = having[gram]
    said = [next(s for s in texts[i] if gram in s) for i in sorted(where)]
    before = common.ending([sentence.partition(gram)[0] for sentence in said])
    after = common.opening([sentence.partition(gram)[2] for sentence in said])
    left = _RUN_AT_END.search(before)
    right = _RUN.match(after)
    head, tail = left.group() if left else "", right.group() if right else ""
    longer = [head[i:] + gram + tail[:j] for i in range(len(head) + 1) for j in range(len(tail) + 1)]
    ranked = sorted(longer, key=lambda g: (-len(g), g))
    return next((g for g in ranked if _is_whole(g, texts, where) and allowed(g)), gram)


def _tied(gram: str, texts: Sequence[Sequence[str]], allowed: Callable[[str], bool]) -> str:
    """The formula with the words that follow it behind a gap in most of its texts."""
    after: Counter[str] = Counter()
    for sentences in texts:
        rest = {sentence.partition(gram)[2] for sentence in sentences if gram in sentence}
        after.update(set().union(*(_grams([[text]]).keys() for text in rest)))
    least = max(2, _TIED * len(texts))
    often = [words for words, number in after.items() if number >= least and allowed(words) and not _overlaps(words, gram)]
    tied = [words for words in often if _is_whole(words, texts, {i for i, t in enumerate(texts) if any(words in s for s in t)})]
    return f"{gram}{GAP}{max(tied, key=lambda words: (len(words), words))}" if tied else gram


def _overlaps(words: str, gram: str) -> bool:
    return any(words[i : i + 2] in gram for i in range(len(words) - 1))
